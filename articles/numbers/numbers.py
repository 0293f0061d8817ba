"""Numbers in digits: what each may mean by the marks of its language, and what scales it ("5 million", 3億5000万)."""

import re
import unicodedata
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from wireglot.articles.numbers.tables import base, table

Value = int | float | str

# A space parts thousands only before exactly three digits. \d stands for the digits of all scripts.
_NUMBER = re.compile(r"\d+(?:(?:[.,٫٬'’．，]|[ \u00a0\u202f\u2009](?=\d{3}(?!\d)))\d+)*")
# Letters and their vowel signs, which \w leaves out in Indian scripts.
_SCALE = re.compile(r"[ \u00a0\u202f\u2009-]?((?:[^\W\d_]|[\u0900-\u0dff])+)")
_SPACES = " \u00a0\u202f\u2009"
_AREA = re.compile(r"(?<![^\W\d_])[kcdm]?m$")
_MARKS = re.compile(r"[.,٫٬'’．， \u00a0\u202f\u2009]")
_RANGE = re.compile(r"\s?(?:[-–—~〜～～/]|[^\W\d_]{1,4})\s?$")

# Longer runs of digits are serial numbers: compared as they are written, and never made into an int.
_SERIAL = 18
_SCALES_FROM = 1000


@dataclass(frozen=True, slots=True)
class Number:
    """A number as it stands in a text: what it may mean, and the numbers it is made of (a date, a time, a score).

    `before` and `after` are the characters next to it.
    """

    raw: str
    meanings: frozenset[Value]
    parts: tuple[Value, ...]
    start: int
    end: int
    before: str
    after: str
    scale: int = 1


def numbers(text: str, language: str) -> tuple[Number, ...]:
    """Every number in digits, in order; a scale that stands behind it is part of its meaning."""
    found = [_scaled(_read(match, language), text, language) for match in _NUMBER.finditer(text) if _counts(match)]
    return _ranged(_summed(found, text), text)


def _counts(match: re.Match[str]) -> bool:
    """Not the 2 of km2, nor the 00 of 11:00, which other languages leave out."""
    text, start = match.string, match.start()
    if match[0] in ("2", "3") and start and text[start - 1] == "m" and text[match.end() : match.end() + 1] != ".":
        return not _AREA.search(text[max(0, start - 4) : start])
    return not (match[0] == "00" and start and text[start - 1] in ":：")


def _read(match: re.Match[str], language: str) -> Number:
    raw, text = _ascii(match[0]), match.string
    pieces = _MARKS.split(raw)
    marks = _MARKS.findall(raw)
    before, after = text[max(0, match.start() - 1) : match.start()], text[match.end() : match.end() + 1]
    whole, parts = _meanings(pieces, marks, language)
    return Number(raw, whole, parts, match.start(), match.end(), before, after)


def _ascii(raw: str) -> str:
    """The digits of any script as 0-9, Arabic and full-width marks as the ones that they stand for."""
    if raw.isascii():
        return raw
    raw = raw.replace("٫", ",").replace("٬", "'").replace("．", ".").replace("，", ",").replace("’", "'")
    return "".join(str(unicodedata.decimal(one)) if one.isdecimal() else one for one in raw)


def _meanings(pieces: list[str], marks: list[str], language: str) -> tuple[frozenset[Value], tuple[Value, ...]]:
    if not marks:
        return frozenset([_whole(pieces[0])]), ()
    decimal = table("numerals").get(base(language), {}).get("decimal", "")
    groups = _grouped(pieces)
    found: set[Value] = set()
    if groups and (len(marks) > 1 or marks[0] != decimal):
        found.add(_whole("".join(pieces)))
    if len(marks) == 1 and marks[0] in ".," and (not groups or marks[0] == decimal or not decimal):
        found.add(_fraction(pieces[0], pieces[1]))
    if len(marks) > 1 and marks[-1] in ".," and marks[-1] not in marks[:-1] and _grouped(pieces[:-1]):
        found.add(_fraction("".join(pieces[:-1]), pieces[-1]))
    return frozenset(found), () if groups else _apart(pieces, marks)


def _apart(pieces: list[str], marks: list[str]) -> tuple[Value, ...]:
    """The parts of what may be a date, a time or a list rather than one number."""
    time_like = len(pieces) == 2 and marks[0] == "." and len(pieces[0]) <= 2 and len(pieces[1]) in (2, 4)
    return tuple(map(_whole, pieces)) if len(pieces) > 2 or time_like or marks[0] in "'" + _SPACES else ()


def _grouped(pieces: list[str]) -> bool:
    """Whether these are the groups of one number: 1,200,000 or, in South Asia, 12,00,000."""
    first, *inner, last = pieces if len(pieces) > 1 else (pieces[0], "")
    return 1 <= len(first) <= 3 and len(last) == 3 and all(len(one) in (2, 3) for one in inner) and first != "0"


def _whole(digits: str) -> Value:
    return int(digits) if len(digits) <= _SERIAL else digits.lstrip("0")


def _fraction(whole: str, rest: str) -> Value:
    return _plain(float(f"{whole}.{rest}")) if len(whole) + len(rest) <= _SERIAL else f"{whole}.{rest}"


def _plain(value: float) -> Value:
    value = round(value, 6)
    return int(value) if value == int(value) else value


def _scaled(number: Number, text: str, language: str) -> Number:
    """The number times the scale behind it; both readings hold where that is only an abbreviation."""
    tail = text[number.end : number.end + 40]
    if not tail:
        return number
    factor, length, sure = _characters(tail, language) if _unspaced(language) else _words(tail, language)
    if factor == 1:
        return number
    meanings = frozenset(_times(value, factor) for value in number.meanings)
    return replace(
        number,
        meanings=meanings if sure else meanings | number.meanings,
        scale=factor,
        end=number.end + length,
        after=tail[length : length + 1],
    )


def _times(value: Value, factor: int) -> Value:
    return value if isinstance(value, str) else _plain(value * factor) if isinstance(value, float) else value * factor


def _words(tail: str, language: str) -> tuple[int, int, bool]:
    factor, at, sure = 1, 0, True
    sizes, short, stems = scales(base(language))
    while match := _SCALE.match(tail, at):
        word = match[1].casefold()
        size = sizes.get(word) or short.get(word) or _stemmed(word, stems)
        if not size or factor * size > 10**15:
            break
        sure = sure and word not in short
        factor, at = factor * size, match.end()
    return factor, at, sure


def _stemmed(word: str, stems: tuple[tuple[str, int], ...]) -> int:
    return next((size for stem, size in stems if word.startswith(stem) and len(word) <= len(stem) + 4), 0)


def _characters(tail: str, language: str) -> tuple[int, int, bool]:
    """The scale written in characters; Korean ones are sure only before a space, a mark or a counter."""
    sizes = scales(base(language))[0]
    at = 1 if tail[0] in _SPACES else 0
    factor, first = 1, at
    while at < len(tail) and factor < 10**15 and (hit := _scale_at(tail, at, sizes)):
        factor, at = factor * sizes[hit], at + len(hit)
    if at == first:
        return 1, 0, True
    rest = tail[at : at + 1]
    if rest in _UNITS and tail[at - 1] == "千":
        return 1, 0, True
    return factor, at, base(language) != "ko" or not rest.isalpha() or rest in "원명여개건년달톤배마가회표주대"


# 千米, 千克: a kilometre, a kilogram; the 千 scales the unit and not the number.
_UNITS = frozenset("米克瓦卡赫")


def _scale_at(tail: str, at: int, sizes: dict[str, int]) -> str:
    """The longest scale that stands there; none is longer than four characters."""
    return next((tail[at : at + size] for size in (4, 3, 2, 1) if tail[at : at + size] in sizes), "")


def _unspaced(language: str) -> bool:
    return bool(table("numerals").get(base(language), {}).get("unspaced"))


def entry(language: str) -> dict[str, Any]:
    """The table of a language, or of the one that it is like; empty where there is none."""
    found: dict[str, Any] = table("numerals").get(language, {})
    return table("numerals")[found["like"]] if "like" in found else found


@cache
def scales(language: str) -> tuple[dict[str, int], dict[str, int], tuple[tuple[str, int], ...]]:
    """The scale words of a language, its abbreviations, and the stems that take endings."""
    own = entry(language)
    from_ten = 10 if own.get("unspaced") else _SCALES_FROM
    sizes, stems = {}, []
    for key, words in own.items():
        if key.isdecimal() and (int(key) in (12, 100) or int(key) >= from_ten) and _round(int(key), own):
            for word in words.split():
                if own.get("unspaced") and (len(word) > 1 and word.isalpha() and word[0] > "\u2e80"):
                    continue  # 世紀 and 세기 are a hundred years, but scale nothing
                if word.endswith("*"):
                    stems.append((word[:-1], int(key)))
                else:
                    sizes[word] = int(key)
    short = dict(pair.split("=") for pair in own.get("short", "").split())
    stems.sort(key=lambda stem: -len(stem[0]))
    known = _HUNDREDS.get(language, "").split()
    sizes = {word: size for word, size in sizes.items() if size >= 1000 or own.get("unspaced") or word in known}
    return sizes, {word: int(size) for word, size in short.items()}, tuple(s for s in stems if s[1] >= 1000)


# Hundreds and dozens that scale a number in digits; elsewhere the same words mean a century or midnight.
_HUNDREDS = {"en": "hundred dozen dozens", "fr": "cents", "de": "hundert dutzend", "hi": "सौ", "sv": "hundra dussin"}


def _round(size: int, own: dict[str, Any]) -> bool:
    text = str(size)
    return (size == 12 and not own.get("unspaced")) or text == "1" + "0" * (len(text) - 1)


def _summed(found: list[Number], text: str) -> list[Number]:
    """3億5000万 and "3억 5000만" as one number: each next part lies below the scale of the one before."""
    summed: list[Number] = []
    for number in found:
        last = summed[-1] if summed else None
        if last and last.scale >= _SCALES_FROM and text[last.end : number.start] in ("", " ") and _below(number, last):
            total = frozenset(_add(a, b) for a in last.meanings for b in number.meanings)
            summed[-1] = replace(
                last,
                raw=f"{last.raw} {number.raw}",
                meanings=total,
                parts=(*last.meanings, *number.meanings),
                end=number.end,
                after=number.after,
                scale=number.scale,
            )
        else:
            summed.append(number)
    return summed


def _below(number: Number, last: Number) -> bool:
    return all(not isinstance(value, str) and value < last.scale for value in number.meanings)


def _add(one: Value, other: Value) -> Value:
    return one if isinstance(one, str) or isinstance(other, str) else one + other


# 20世纪70年代: the 1970s.
_OF_CENTURY = frozenset(("世纪", "世紀", "世紀の", "세기"))


def _decade(century: Value, decade: Value) -> tuple[int, ...]:
    """The first year of a decade of a century; () where these are none."""
    if isinstance(century, int) and isinstance(decade, int) and 0 < century <= 30 and decade < 100:
        return ((century - 1) * 100 + decade,)
    return ()


def _ranged(found: list[Number], text: str) -> tuple[Number, ...]:
    """ "5 to 10 million": the scale of the second may hold for the first, which stands without one."""
    for at in range(len(found) - 1):
        one, other = found[at], found[at + 1]
        if one.scale == 1 and other.scale >= _SCALES_FROM and _RANGE.fullmatch(text[one.end : other.start][:12]):
            wider = frozenset(_times(value, other.scale) for value in one.meanings)
            found[at] = replace(one, meanings=one.meanings | wider)
        elif text[one.end : other.start].strip() in _OF_CENTURY:
            decade = frozenset(value for a in one.meanings for b in other.meanings for value in _decade(a, b))
            found[at] = replace(one, meanings=one.meanings | decade)
            found[at + 1] = replace(other, meanings=other.meanings | decade)
    return tuple(found)
