"""What is shown where no sentence may be chosen: an article with a full sentence never has an empty summary.

The first full sentence that is no boilerplate stands, although it depends on another one or lacks its speaker, since
the article has nothing else. A text that is only a note of the editor gives the note, with what takes a claim back.
"""

from collections.abc import Sequence
from itertools import groupby

from wireglot.articles import boilerplate_kind, find_notices
from wireglot.articles.languages import ends_sentence, is_unspaced, length_in_words
from wireglot.summarizers.extract.candidates import MIN_SENTENCE_WORDS, quoted_span
from wireglot.summarizers.extract.choosing import Selection
from wireglot.summarizers.extract.fragments import fragments
from wireglot.summarizers.extract.guards import SourceSentence
from wireglot.summarizers.summary import Limits, SummaryInput


def first_full_sentence(sentences: Sequence[SourceSentence], text: SummaryInput, limits: Limits) -> Selection:
    """Return the first full sentence, with the rest of its note where it is in one; nothing where there is none.

    sentences: those of the text's paragraphs.
    """
    language = text.language
    originals = [sentence.original for sentence in sentences]
    barred = fragments(originals, [sentence.ref.block for sentence in sentences], language)
    finals = [ends_sentence(sentence) for sentence in originals]
    full = [i for i, sentence in enumerate(originals) if _is_full(sentence, finals[i], language)]
    if not full:
        return Selection(())
    first = min(full, key=lambda i: (barred[i], _is_for_readers(originals[i]), not finals[i], i))
    chosen = tuple(_with_its_note(first, sentences)[: limits.max_sentences])
    spans = tuple(quoted_span(sentences[i].output, text.output_language) for i in chosen)
    length = sum(length_in_words(sentences[i].output, text.output_language) for i in chosen)
    return Selection(chosen, spans, length, too_long=length > limits.max_words)


def _is_for_readers(sentence: str) -> bool:
    """Whether it is a notice to readers by itself: "Subscribe to read." before the news in the same paragraph."""
    return find_notices([[sentence]])[0][0] in {"paywall", "other"}


def _is_full(sentence: str, final: bool, language: str) -> bool:
    """Whether it ends as a sentence, or is as long as one and has no label: "Read more: The storm in pictures"."""
    if final:
        return any(map(str.isalpha, sentence)) and (" " in sentence.strip() or is_unspaced(sentence[0]))
    is_long = length_in_words(sentence, language) >= MIN_SENTENCE_WORDS
    return is_long and boilerplate_kind(sentence, final=False, at_edge=True) is None


def _with_its_note(first: int, sentences: Sequence[SourceSentence]) -> list[int]:
    """Return the sentence, or the part of its paragraph that is a note from it on."""
    paragraph = [i for i, sentence in enumerate(sentences) if sentence.ref.block == sentences[first].ref.block]
    kinds = find_notices([[sentences[i].original for i in paragraph]])[0]
    runs = groupby(zip(paragraph, kinds, strict=True), key=lambda pair: pair[1] == "note")
    notes = [[i for i, _ in run] for is_note, run in runs if is_note]
    return next((note for note in notes if first in note), [first])
