"""LanguagePart: a sentence or a quotation in another language than the text around it."""

from collections.abc import Iterable
from dataclasses import dataclass

from wireglot.articles.article import SentenceRef

# The start and the end of a part of a sentence, in characters.
Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class LanguagePart:
    """A sentence in another language, or the part of one that is.

    tag   BCP 47
    span  of the part in its sentence; None for the whole sentence
    """

    ref: SentenceRef
    tag: str
    span: Span | None = None


def whole_sentences(parts: Iterable[LanguagePart]) -> dict[SentenceRef, str]:
    """Return the language of each sentence that is in another language as a whole."""
    return {part.ref: part.tag for part in parts if part.span is None}


def parts_by_sentence(parts: Iterable[LanguagePart]) -> dict[SentenceRef, list[LanguagePart]]:
    """Return the parts of each sentence that is in another language only in part, in their order."""
    found: dict[SentenceRef, list[LanguagePart]] = {}
    for part in parts:
        if part.span is not None:
            found.setdefault(part.ref, []).append(part)
    return found
