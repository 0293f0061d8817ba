"""Facts about languages: tags, names, scripts, spacing, length of a text, and detection."""

from wireglot.articles.languages.folding import fold, folding_table
from wireglot.articles.languages.length import count_units, length_in_words, units_for_words
from wireglot.articles.languages.scripts import is_written_in, main_script, script_counts, script_of
from wireglot.articles.languages.spacing import UNSPACED, is_unspaced, join_sentences
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
    "UNKNOWN",
    "UNSPACED",
    "Tag",
    "count_units",
    "fold",
    "folding_table",
    "is_unspaced",
    "is_written_in",
    "iso639_3",
    "join_sentences",
    "known_languages",
    "language_name",
    "length_in_words",
    "main_script",
    "parse_tag",
    "same_language",
    "script_counts",
    "script_of",
    "units_for_words",
    "writing_direction",
]
