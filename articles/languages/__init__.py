"""Facts about languages: tags, names, scripts, spacing, length of a text, and detection."""

from wireglot.articles.languages.detection.detect import detect_languages, detection_signature
from wireglot.articles.languages.detection.detected_language import DetectedLanguage, Verdict, claimed_tag
from wireglot.articles.languages.folding import fold, folding_table
from wireglot.articles.languages.length import LineLimit, count_units, is_within, length_in_words, units_for_words
from wireglot.articles.languages.punctuation import (
    ALWAYS_CLOSING,
    ALWAYS_OPENING,
    CLOSING_MARKS,
    FINAL_MARKS,
    QUOTATION_MARKS,
    SINGLE_QUOTATION_MARKS,
    TITLE_MARKS,
    QuotationMarks,
    ends_sentence,
    is_question,
    quotation_marks,
)
from wireglot.articles.languages.scripts import is_written_in, main_script, script_counts, script_of
from wireglot.articles.languages.small_words import count_small_words, lacks_small_words, small_word_count, split_words
from wireglot.articles.languages.small_words import small_words as small_words_of
from wireglot.articles.languages.spacing import (
    EAST_ASIAN,
    SOUTHEAST_ASIAN,
    UNSPACED,
    is_unspaced,
    join_sentences,
    unspaced_ranges,
)
from wireglot.articles.languages.tags import (
    UNKNOWN,
    Tag,
    iso639_3,
    known_languages,
    language_name,
    parse_tag,
    same_language,
    writing_direction,
)

__all__ = [
    "ALWAYS_CLOSING",
    "ALWAYS_OPENING",
    "CLOSING_MARKS",
    "EAST_ASIAN",
    "FINAL_MARKS",
    "QUOTATION_MARKS",
    "SINGLE_QUOTATION_MARKS",
    "SOUTHEAST_ASIAN",
    "TITLE_MARKS",
    "UNKNOWN",
    "UNSPACED",
    "DetectedLanguage",
    "LineLimit",
    "QuotationMarks",
    "Tag",
    "Verdict",
    "claimed_tag",
    "count_small_words",
    "count_units",
    "detect_languages",
    "detection_signature",
    "ends_sentence",
    "fold",
    "folding_table",
    "is_question",
    "is_unspaced",
    "is_within",
    "is_written_in",
    "iso639_3",
    "join_sentences",
    "known_languages",
    "lacks_small_words",
    "language_name",
    "length_in_words",
    "main_script",
    "parse_tag",
    "quotation_marks",
    "same_language",
    "script_counts",
    "script_of",
    "small_word_count",
    "small_words_of",
    "split_words",
    "units_for_words",
    "unspaced_ranges",
    "writing_direction",
]
