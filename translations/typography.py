"""The target language's typography: its quotation marks, its decimal and thousands marks, spaces, and dialogue dashes.

Engines copy marks as they are: rule-based ones leave 8.000 people as eight, and most quote as the source does.
Only quotation marks, dashes, "." and ",", and the spaces beside marks change here, never a word; where source and
translation do not agree in number, nothing does.
"""

import re
from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

from wireglot.articles.languages import (
    ALWAYS_CLOSING,
    ALWAYS_OPENING,
    QUOTATION_MARKS,
    SINGLE_QUOTATION_MARKS,
    QuotationMarks,
    base_language,
    quotation_marks,
)
from wireglot.articles.numbers import load_table, usual_decimal_mark

_DOUBLE = QUOTATION_MARKS + "《》"  # in Chinese papers around quotations too
_SINGLE = SINGLE_QUOTATION_MARKS
_QUOTE = re.compile(f"[{_DOUBLE}{_SINGLE}]")
_DASHES = "–—―"
_OPENING_DASH = re.compile(rf"\s*([{_DASHES}]|-(?=\s))\s*(?=\S)")
_ANY_DASH = re.compile(rf"\s*[{_DASHES}‐‑-]")

# Marks that only open or only close; the others do either, by their position.
_OPENERS, _CLOSERS = ALWAYS_OPENING, ALWAYS_CLOSING
_STRAIGHT = frozenset('"＂')
_STRAIGHT_STYLE = QuotationMarks('"', '"', "'", "'")
_MAX_DEPTH = 2  # a quotation within a quotation; deeper nesting is a misreading

# French sets spaces before these marks and inside its quotation marks; no other language here does.
# "3 : 1" is a score.
_SPACE = "[ \u00a0\u202f\u2009]+"
_SPACED_MARK = re.compile(rf"(?<=[^\s:;!?]){_SPACE}(?=[:;!?](?:$|\s++(?!\d)))")
_SPACED_LANGUAGE = "fr"
_SPACED_QUOTATION = re.compile(rf"„{_SPACE}([^„“”]+?){_SPACE}(?=[“”])|(?<!\S)\"{_SPACE}([^\"]+?){_SPACE}(?=\"(?!\w))")
# With a space on either side, the shape says which side is the inner one: no other style has spaces there.
_SPACED_OPENER = re.compile(rf"((?<![^\s(\[])[«“„‹]){_SPACE}(?=\S)")
_SPACED_CLOSER = re.compile(rf"(?<=\S){_SPACE}(?=[»”›](?:$|[\s,;:!?)\]]|\.(?!\.)))")

# As articles/numbers reads them: a space separates thousands only before exactly three digits.
_GROUPED_DECIMAL = re.compile(
    r"(?<![\w.,])(\d{1,3}(?:([., \u00a0\u202f\u2009])\d{3})(?:\2\d{3})*)(?!\2)([.,])(\d+)(?![\w]|[.,]\d)"
)
_SPACED_THOUSANDS = re.compile(r"(?<![\w.,])\d{1,3}(?:[ \u00a0\u202f\u2009]\d{3})+(?![\w])")


class _Mark(NamedTuple):
    """One quotation mark of a sentence: how deeply it is nested, from 1, and whether it opens."""

    depth: int
    opens: bool


def in_target_typography(source: str, translation: str, language: str, to: str) -> str:
    """Return the translation with the marks of its language."""
    quoted = with_target_quotation_marks(source, translation, to)
    return with_target_numbers(source, with_target_spaces(source, quoted, to), language, to)


def with_target_quotation_marks(source: str, translation: str, to: str) -> str:
    """Return the translation with the target's quotation marks where the source quotes, and its dialogue dash.

    Marks change, and lose the spaces on their inner side, only where both sides have the same number of them: none is
    ever added.
    """
    return _with_dash(source, _with_marks(source, translation, to))


def with_target_spaces(source: str, translation: str, to: str) -> str:
    """Return the translation without the spaces before ":", ";", "!" and "?" that were copied from `source`."""
    if base_language(to) == _SPACED_LANGUAGE or not _SPACED_MARK.search(source):
        return translation
    return _SPACED_MARK.sub("", translation)


def with_target_numbers(source: str, translation: str, language: str, to: str) -> str:
    """Return the translation with the numbers that were copied from `source` in the format of `to`.

    A number that the engine wrote itself is left alone. The source has the marks that are usual in its language, into
    which translate.py brings an article that has others.
    """
    decimal, target_decimal = usual_decimal_mark(language), usual_decimal_mark(to)
    if not decimal or not target_decimal or target_decimal == decimal:
        return translation
    pattern = _number_pattern(decimal)
    copied = {match[0] for match in pattern.finditer(source)}

    def convert(match: re.Match[str]) -> str:
        return _converted(match, target_decimal) if match[0] in copied else match[0]

    return pattern.sub(convert, translation)


def _with_marks(source: str, translation: str, to: str) -> str:
    text = _without_inner_spaces(translation)
    positions = _mark_positions(text)
    if not positions or len(_mark_positions(_without_inner_spaces(source))) != len(positions):
        return translation
    characters = [text[position] for position in positions]
    may_open = [_may_open(text, position) for position in positions]
    marks = _nested(characters, may_open) or _alternating(characters)
    return _replaced(text, positions, marks, quotation_marks(to)) if marks else translation


def _without_inner_spaces(text: str) -> str:
    """The text without the spaces on the inner side of quotation marks."""
    if not _QUOTE.search(text):
        return text
    text = _SPACED_QUOTATION.sub(lambda match: match[0][0] + (match[1] or match[2]), text)
    return _SPACED_CLOSER.sub("", _SPACED_OPENER.sub(r"\1", text))


def _mark_positions(text: str) -> list[int]:
    """The positions of quotation marks; neither the inch mark of 5" nor an apostrophe is one."""
    positions: list[int] = []
    open_single = 0
    odd = text.count('"') % 2 == 1
    for match in _QUOTE.finditer(text):
        position = match.start()
        if match[0] in _SINGLE:
            opens = match[0] in "‘‚‛‹" and _may_open(text, position) and "’" not in text[position + 1 : position + 3]
            if not opens and not open_single:
                continue
            if not opens and text[position + 1 : position + 2].isalpha() and text[position - 1 : position].isalpha():
                continue
            open_single += 1 if opens else -1
        elif match[0] in _STRAIGHT and odd and position and text[position - 1].isdigit():
            continue
        positions.append(position)
    return positions


def _may_open(text: str, position: int) -> bool:
    """Whether a mark may open: nothing, a space or a bracket before it, and a word after it."""
    before, after = text[position - 1 : position] if position else "", text[position + 1 : position + 2]
    free = not before or before.isspace() or before in "([{—–-/:" or before in _DOUBLE or before in _SINGLE
    return free and bool(after) and (after.isalnum() or after in "¿¡([…$€£#@" or after in _DOUBLE or after in _SINGLE)


def _nested(characters: Sequence[str], may_open: Sequence[bool]) -> list[_Mark]:
    """The marks with their nesting; [] where they make no sense or nest too deeply.

    A sentence that was cut out of a longer quotation ends one without a start, or starts one without an end.
    """
    depth = 0
    marks: list[_Mark] = []
    for character, free in zip(characters, may_open, strict=True):
        opens = character in _OPENERS or (free and character not in _CLOSERS)
        if depth == 0 and not opens and marks:
            return []
        depth += opens
        if depth > _MAX_DEPTH:
            return []
        marks.append(_Mark(max(1, depth), opens))
        depth = depth if opens else max(0, depth - 1)
    return marks


def _alternating(characters: Sequence[str]) -> list[_Mark]:
    """Straight marks in text without spaces: they open and close in turn."""
    if len(characters) % 2 or not _STRAIGHT.issuperset(characters):
        return []
    return [_Mark(1, index % 2 == 0) for index in range(len(characters))]


def _replaced(text: str, positions: Sequence[int], marks: Sequence[_Mark], style: QuotationMarks) -> str:
    letters = list(text)
    for position, mark in zip(positions, marks, strict=True):
        pair = (style.open, style.close) if mark.depth == 1 else (style.inner_open, style.inner_close)
        letters[position] = pair[0] if mark.opens else pair[1]
    return "".join(letters)


def _with_dash(source: str, translation: str) -> str:
    """The translation with the dash that the source opens with, where it has none; it marks dialogue."""
    match = _OPENING_DASH.match(source)
    text = translation.lstrip()
    if not match or not text or _ANY_DASH.match(translation) or _QUOTE.match(text):
        return translation
    indent = translation[: len(translation) - len(text)]
    return f"{indent}{match[1]} {text}"


def _converted(match: re.Match[str], decimal: str) -> str:
    """The number with its two marks exchanged."""
    fraction, groups = match["fraction"] or "", match["groups"] or ""
    thousands = "," if decimal == "." else "."
    return match["whole"] + re.sub(r"[.,]", thousands, groups) + fraction.replace(thousands, decimal)


def for_small_models(text: str, language: str, to: str) -> str:
    """Return a source text with the marks that the small Firefox models keep: straight quotes, and simple numbers.

    Of “…” and «…» they lose a third of the marks, of "..." none (measured). They read 4 100 as two numbers and spoil
    12.500,75; 4.100 and 12500.75 they keep.
    """
    return _with_simple_numbers(_with_straight_quotes(text), language, to)


def _with_straight_quotes(text: str) -> str:
    """The text with straight quotation marks, double outside and single inside."""
    text = _without_inner_spaces(text)
    positions = _mark_positions(text)
    characters = [text[position] for position in positions]
    marks = _nested(characters, [_may_open(text, position) for position in positions]) or _alternating(characters)
    if marks:
        return _replaced(text, positions, marks, _STRAIGHT_STYLE)
    return re.sub(f"[{_DOUBLE}]", '"', text)


def _with_simple_numbers(text: str, language: str, to: str) -> str:
    """Numbers with thousands and decimals without the first mark, and thousands grouped by spaces with a mark.."""
    if base_language(language) not in load_table("numerals"):
        return text
    decimal = "." if usual_decimal_mark(to) == "." else ","
    text = _GROUPED_DECIMAL.sub(lambda match: re.sub(r"\D", "", match[1]) + decimal + match[4], text)
    mark = "," if usual_decimal_mark(language) == "." else "."
    return _SPACED_THOUSANDS.sub(lambda match: re.sub(r"\s", mark, match[0]), text)


@cache
def _number_pattern(decimal: str) -> re.Pattern[str]:
    group = r"\." if decimal == "," else ","
    mark = re.escape(decimal)
    start, end = r"(?<![\w.,])", r"(?!\w|[.,]\d)"
    whole = rf"(?P<whole>\d{{1,3}}(?={group})|\d+(?={mark}))"
    return re.compile(rf"{start}{whole}(?P<groups>(?:{group}\d{{3}})+)?(?P<fraction>{mark}\d+)?{end}")
