"""Quotations in another language than their sentence: no engine gets them, and they arrive word for word.

The engine gets a placeholder for each, as for the terms of a glossary. Where one gets lost, or a quotation mark beside
it, the text around the quotations is translated by itself.

    “We are staying,” dijo el alcalde.      the sentence
    “XQ1X” dijo el alcalde.                 masked: what the engine gets, and what the checks compare
    “XQ1X” said the mayor.                  its answer, likewise masked
    “We are staying,” said the mayor.       with its quotations
"""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from wireglot.articles.languages import QUOTATION_MARKS, SINGLE_QUOTATION_MARKS, has_capitalised_nouns, is_unspaced
from wireglot.translations.glossary import PLACEHOLDER, Glossary, Protected

_MARKS = f"{QUOTATION_MARKS}{SINGLE_QUOTATION_MARKS}'"
_DASHES = "–—―-"
_SPACES = " \t\u00a0\u202f\u2009"
# What may stand between a quotation and its closing mark once it is translated: American English has the comma inside.
_INNER = f"{_SPACES},.!?…、。，！？"
# Marks around a piece of text that the engine need not see; a full stop tells it where the sentence ends.
_AROUND = f"{_MARKS}{_SPACES}{_DASHES},;:、，；："
# What stands for a quotation while terms of the glossary are looked for: of Unicode's private use, no part of a word.
_STAND_IN = "\ue000"


class Quotation(NamedTuple):
    """The part of a sentence from `start` to `end`, without its marks, and what the reader gets for it."""

    start: int
    end: int
    shown: str


class Piece(NamedTuple):
    """A piece of text beside quotations: what an engine translates, and the marks before and behind it."""

    before: str
    text: str
    behind: str


def placeholders(quotations: Sequence[Quotation], terms: int = 0) -> list[str]:
    """Return what stands for each quotation, in a sentence with so many terms of a glossary."""
    return [PLACEHOLDER.format(terms + n) for n, _ in enumerate(quotations, 1)]


def masked(sentence: str, quotations: Sequence[Quotation], stand_ins: Sequence[str]) -> str:
    """Return the sentence with one of `stand_ins` for each of its quotations, which are in reading order."""
    return _interleaved(_between(sentence, quotations), stand_ins)


def protect(sentence: str, quotations: Sequence[Quotation], glossary: Glossary | None) -> Protected | None:
    """Return the sentence with a placeholder for each quotation and for each term; None where that is impossible.

    A term's placeholder stands for the term; a quotation's stands for itself, since the checks must not read it.
    """
    bare = masked(sentence, quotations, [_STAND_IN] * len(quotations))
    found = (glossary or Glossary({})).protect(bare)
    pieces = found.text.split(_STAND_IN)
    if len(pieces) != len(quotations) + 1 or PLACEHOLDER.format(1) in sentence:
        return None
    names = placeholders(quotations, len(found.terms))
    return Protected(_interleaved(pieces, names), (*found.terms, *((name, name) for name in names)))


def with_quotations(translation: str, quotations: Sequence[Quotation], names: Sequence[str]) -> str:
    """Return a masked translation with its quotations."""
    for name, quotation in zip(names, quotations, strict=True):
        translation = translation.replace(name, quotation.shown)
    return translation


def without_quotations(translation: str, quotations: Sequence[Quotation], names: Sequence[str]) -> str:
    """Return a translation that contains its quotations with their names instead."""
    for name, quotation in zip(names, quotations, strict=True):
        translation = translation.replace(quotation.shown, name, 1)
    return translation


def keeps_marks(source: str, translation: str, names: Sequence[str]) -> bool:
    """Whether each placeholder of a masked translation stands beside quotation marks or dashes as in the source."""
    pairs = ((_beside(source, name), _beside(translation, name)) for name in names)
    return all(
        there in ("", here) for source, translation in pairs for there, here in zip(source, translation, strict=True)
    )


def around(sentence: str, quotations: Sequence[Quotation]) -> tuple[Piece, ...]:
    """Return the text before, between and behind the quotations; a piece without letters has no `text`."""
    return tuple(map(_piece, _between(sentence, quotations)))


def joined(pieces: Sequence[Piece], answers: Mapping[str, str | None], names: Sequence[str], to: str) -> str | None:
    """Return the translated pieces as one masked translation; None where a piece has none."""
    translated = [answers.get(piece.text) if piece.text else "" for piece in pieces]
    if None in translated:
        return None
    texts = [_joined_piece(piece, answer or "", to) for piece, answer in zip(pieces, translated, strict=True)]
    return _interleaved(texts, names)


def _between(sentence: str, quotations: Sequence[Quotation]) -> list[str]:
    starts = [0, *(quotation.end for quotation in quotations)]
    ends = [*(quotation.start for quotation in quotations), len(sentence)]
    return [sentence[start:end] for start, end in zip(starts, ends, strict=True)]


def _interleaved(pieces: Sequence[str], names: Sequence[str]) -> str:
    return "".join(map("".join, zip(pieces, [*names, ""], strict=True)))


def _beside(text: str, name: str) -> tuple[str, str]:
    """What kind of mark is before a placeholder, and what kind behind it."""
    before, _, behind = text.partition(name)
    return _kind(before.rstrip(_SPACES)[-1:]), _kind(behind.lstrip(_INNER)[:1])


def _kind(mark: str) -> str:
    if mark and mark in _MARKS:
        return "quotation mark"
    return "dash" if mark and mark in _DASHES else ""


def _piece(text: str) -> Piece:
    core = text.strip(_AROUND)
    if not any(map(str.isalpha, core)):
        return Piece(text, "", "")
    before, _, behind = text.partition(core)
    return Piece(before, core, behind)


def _joined_piece(piece: Piece, answer: str, to: str) -> str:
    """The translation of a piece between its marks; it continues a sentence where the piece does."""
    if not piece.text:
        return piece.before
    if piece.text[0].islower() and answer[:1].isupper() and not answer[:2].isupper() and not has_capitalised_nouns(to):
        answer = answer[0].lower() + answer[1:]
    space = " " if piece.before and is_unspaced(piece.text[0]) and not is_unspaced(answer[:1] or " ") else ""
    return f"{piece.before}{space}{answer}{piece.behind}"
