"""Quote marks and dialogue dashes: a quotation of the original is one in the translation too, in its reader's style.

Only quote marks and dashes change, never a word or the white space between words; where the two sides' counts differ
nothing does.
"""

import re
from collections.abc import Sequence

from wireglot.articles.languages import (
    ALWAYS_CLOSING,
    ALWAYS_OPENING,
    QUOTATION_MARKS,
    SINGLE_QUOTATION_MARKS,
    QuotationMarks,
    quotation_marks,
)

_DOUBLE = QUOTATION_MARKS + "《》"  # in Chinese papers around quotations too
_SINGLE = SINGLE_QUOTATION_MARKS
_QUOTE = re.compile(f"[{_DOUBLE}{_SINGLE}]")
_DASHES = "–—―"
_OPENING_DASH = re.compile(rf"\s*([{_DASHES}]|-(?=\s))\s*(?=\S)")
_ANY_DASH = re.compile(rf"\s*[{_DASHES}‐‑-]")

# Marks that say for themselves what they do; the others open or close by their place.
_OPENERS, _CLOSERS = ALWAYS_OPENING, ALWAYS_CLOSING
_STRAIGHT = frozenset('"＂')


def in_target_style(source: str, told: str, to: str) -> str:
    """The told sentence with the target's quote marks where the source quotes, and the dialogue dash that was lost.

    Marks are turned only where both sides have the same number of them: none is ever made up.
    """
    return _dashed(source, _quoted(source, told, to))


def _quoted(source: str, told: str, to: str) -> str:
    theirs = _placed(told)
    if not theirs or len(_placed(source)) != len(theirs):
        return told
    found = [told[at] for at in theirs]
    levels = _levels(found, [_loose(told, at) for at in theirs]) or _in_turn(found)
    return _replaced(told, theirs, levels, quotation_marks(to)) if levels else told


def _placed(text: str) -> list[int]:
    """Where quote marks stand; neither the inch mark of 5" nor an apostrophe is one."""
    places: list[int] = []
    single = 0
    odd = text.count('"') % 2 == 1
    for match in _QUOTE.finditer(text):
        at = match.start()
        if match[0] in _SINGLE:
            opens = match[0] in "‘‚‛‹" and _loose(text, at) and "’" not in text[at + 1 : at + 3]
            if not opens and not single:
                continue
            if not opens and text[at + 1 : at + 2].isalpha() and text[at - 1 : at].isalpha():
                continue
            single += 1 if opens else -1
        elif match[0] in _STRAIGHT and odd and at and text[at - 1].isdigit():
            continue
        places.append(at)
    return places


def _loose(text: str, at: int) -> bool:
    """Whether a mark may open by what stands beside it: nothing, a space or a bracket before it, a word behind."""
    before, after = text[at - 1 : at] if at else "", text[at + 1 : at + 2]
    free = not before or before.isspace() or before in "([{—–-/:" or before in _DOUBLE or before in _SINGLE
    return free and bool(after) and (after.isalnum() or after in "¿¡([…$€£#@" or after in _DOUBLE or after in _SINGLE)


def _levels(found: Sequence[str], loose: Sequence[bool]) -> list[tuple[int, bool]]:
    """For each mark how deep it stands and whether it opens; [] where they make no sense or nest too deep.

    A sentence cut out of a longer quotation ends one without a start, or starts one without an end: depth one.
    """
    depth = 0
    levels: list[tuple[int, bool]] = []
    for mark, free in zip(found, loose, strict=True):
        opens = mark in _OPENERS or (free and mark not in _CLOSERS)
        if depth == 0 and not opens and levels:
            return []
        depth += opens
        levels.append((max(1, depth), opens))
        depth = depth if opens else max(0, depth - 1)
        if depth > 2:
            return []
    return levels


def _in_turn(found: Sequence[str]) -> list[tuple[int, bool]]:
    """Straight marks in text without spaces: they open and close in turn."""
    if len(found) % 2 or not _STRAIGHT.issuperset(found):
        return []
    return [(1, at % 2 == 0) for at in range(len(found))]


def _replaced(told: str, places: Sequence[int], levels: Sequence[tuple[int, bool]], style: QuotationMarks) -> str:
    letters = list(told)
    for at, (depth, opens) in zip(places, levels, strict=True):
        pair = (style.open, style.close) if depth == 1 else (style.inner_open, style.inner_close)
        letters[at] = pair[0] if opens else pair[1]
    return "".join(letters)


def _dashed(source: str, told: str) -> str:
    """The told sentence with the dash that the source opens with, where it has none; it opens dialogue anywhere."""
    match = _OPENING_DASH.match(source)
    if not match or not told.strip() or _ANY_DASH.match(told) or _QUOTE.match(told.lstrip()):
        return told
    size = len(told) - len(told.lstrip())
    return f"{told[:size]}{match[1]} {told[size:]}"
