"""Numbers in digits: what each may mean in its language, with the scale after it ("5 million", 3億5000万)."""

import re
import unicodedata
from dataclasses import dataclass, replace
from functools import cache
from typing import Any, NamedTuple

from wireglot.articles.languages import base_language
from wireglot.articles.numbers.tables import load_table, numeral_table

# A str for serial numbers, which are compared as they are written.
Value = int | float | str

_SPACES = " \u00a0\u202f\u2009"
# A space separates thousands only before exactly three digits. \d stands for the digits of all scripts.
_NUMBER = re.compile(rf"\d+(?:(?:[.,٫٬'’．，]|[{_SPACES}](?=\d{{3}}(?!\d)))\d+)*")
_SEPARATOR = re.compile(rf"[.,٫٬'’．，{_SPACES}]")
# Letters and their vowel signs, which \w leaves out in Indian scripts.
_SCALE_WORD = re.compile(rf"[{_SPACES}-]?((?:[^\W\d_]|[\u0900-\u0dff])+)")
_AREA_UNIT = re.compile(r"(?<![^\W\d_])[kcdm]?m$")
_RANGE = re.compile(r"\s?(?:[-–—~〜～/]|[^\W\d_]{1,4})\s?$")

# Longer runs of digits are serial numbers; an int is never made of them (that would take quadratic time).
_MAX_DIGITS = 18
_MIN_SCALE = 1000
_MAX_SCALE = 10**15
# Hundreds and dozens that scale a number in digits; in other languages the same words mean a century or midnight.
_SMALL_SCALES = {
    "en": "hundred dozen dozens",
    "fr": "cents",
    "de": "hundert dutzend",
    "hi": "सौ",
    "sv": "hundra dussin",
}
# In 千米 and 千克 (kilometre, kilogram) 千 belongs to the unit.
_UNITS_OF_THOUSAND = frozenset("米克瓦卡赫")
# Korean scales are syllables of other words too: they are certain only before these counters, or before no letter.
_KOREAN_COUNTERS = "원명여개건년달톤배마가회표주대"
# 20世纪70年代: the 1970s.
_CENTURY_OF_DECADE = frozenset(("世纪", "世紀", "世紀の", "세기"))


@dataclass(frozen=True, slots=True)
class Number:
    """A number in a text.

    meanings        every value it may have: 1.200 is 1200 in German and 1.2 in English
    parts           the numbers it may consist of, if it can be a date, a time or a score
    before, after   the characters next to it
    scale           the factor that is part of the meanings; 1 without one
    """

    raw: str
    meanings: frozenset[Value]
    parts: tuple[Value, ...]
    start: int
    end: int
    before: str
    after: str
    scale: int = 1


class _Scale(NamedTuple):
    """The scale after a number; the number without it is a meaning too unless the scale is certain."""

    factor: int
    length: int
    certain: bool


class _ScaleWords(NamedTuple):
    """Scale words of a language, abbreviations that may also mean something else, and stems, longest first.

    of: the word that may stand before them ("59 de miliarde"); "" where none does
    """

    words: dict[str, int]
    abbreviations: dict[str, int]
    stems: tuple[tuple[str, int], ...]
    of: str


def find_numbers(text: str, language: str, *, decimal: str | None = None) -> tuple[Number, ...]:
    """Return every number in digits, in order; the scale after it is part of its meaning.

    decimal: the decimal mark of the text; None for that of the language, where 1.200 has two meanings if it has two.
    """
    if decimal is None:
        # `like` does not apply here: Malay has the words of Indonesian, but not its decimal comma.
        decimal = load_table("numerals").get(base_language(language), {}).get("decimal", "")
    matches = (match for match in _NUMBER.finditer(text) if _is_number(match))
    numbers = [_with_scale(_parse(match, decimal), text, language) for match in matches]
    return _with_neighbours(_merge_parts(numbers, text), text)


def _is_number(match: re.Match[str]) -> bool:
    """Exclude the 2 of km2 and the 00 of 11:00, which other languages omit."""
    text, start = match.string, match.start()
    if match[0] in ("2", "3") and start and text[start - 1] == "m" and text[match.end() : match.end() + 1] != ".":
        return not _AREA_UNIT.search(text[max(0, start - 4) : start])
    return not (match[0] == "00" and start and text[start - 1] in ":：")


def _parse(match: re.Match[str], decimal: str) -> Number:
    raw, text = _to_ascii(match[0], decimal), match.string
    meanings, parts = _meanings(_SEPARATOR.split(raw), _SEPARATOR.findall(raw), decimal)
    before, after = text[max(0, match.start() - 1) : match.start()], text[match.end() : match.end() + 1]
    return Number(raw, meanings, parts, match.start(), match.end(), before, after)


def _to_ascii(raw: str, decimal: str) -> str:
    """Write the digits of any script as 0-9, and Arabic and full-width separators as the ASCII ones."""
    if raw.isascii():
        return raw
    raw = raw.replace("٫", decimal or ",").replace("٬", "'").replace("．", ".").replace("，", ",").replace("’", "'")
    return "".join(str(unicodedata.decimal(char)) if char.isdecimal() else char for char in raw)


def _meanings(groups: list[str], marks: list[str], decimal: str) -> tuple[frozenset[Value], tuple[Value, ...]]:
    """Return the meanings and parts of digit groups with the separators between them."""
    if not marks:
        return frozenset([_integer(groups[0])]), ()
    grouped = _are_thousands(groups)
    meanings: set[Value] = set()
    if grouped and (len(marks) > 1 or marks[0] != decimal):
        meanings.add(_integer("".join(groups)))
    if len(marks) == 1 and marks[0] in ".," and (not grouped or marks[0] == decimal or not decimal):
        meanings.add(_decimal(groups[0], groups[1]))
    if len(marks) > 1 and marks[-1] in ".," and marks[-1] not in marks[:-1] and _are_thousands(groups[:-1]):
        meanings.add(_decimal("".join(groups[:-1]), groups[-1]))
    return frozenset(meanings), () if grouped else _parts(groups, marks)


def _parts(groups: list[str], marks: list[str]) -> tuple[Value, ...]:
    """Return the parts if it can be a date, a time or a list instead of one number."""
    like_time = len(groups) == 2 and marks[0] == "." and len(groups[0]) <= 2 and len(groups[1]) in (2, 4)
    return tuple(map(_integer, groups)) if len(groups) > 2 or like_time or marks[0] in "'" + _SPACES else ()


def _are_thousands(groups: list[str]) -> bool:
    """Return whether these are the groups of one number: 1,200,000 or, in South Asia, 12,00,000."""
    first, *inner, last = groups if len(groups) > 1 else (groups[0], "")
    return 1 <= len(first) <= 3 and len(last) == 3 and all(len(group) in (2, 3) for group in inner) and first != "0"


def _integer(digits: str) -> Value:
    return int(digits) if len(digits) <= _MAX_DIGITS else digits.lstrip("0")


def _decimal(whole: str, fraction: str) -> Value:
    text = f"{whole}.{fraction}"
    return _simplified(float(text)) if len(text) <= _MAX_DIGITS + 1 else text


def _simplified(value: float) -> Value:
    value = round(value, 6)
    return int(value) if value == int(value) else value


def _with_scale(number: Number, text: str, language: str) -> Number:
    tail = text[number.end : number.end + 40]
    if not tail:
        return number
    language = base_language(language)
    unspaced = numeral_table(language).get("unspaced")
    scale = _scale_in_characters(tail, language) if unspaced else _scale_in_words(tail, language)
    if scale.factor == 1:
        return number
    meanings = frozenset(_times(value, scale.factor) for value in number.meanings)
    return replace(
        number,
        meanings=meanings if scale.certain else meanings | number.meanings,
        scale=scale.factor,
        end=number.end + scale.length,
        after=tail[scale.length : scale.length + 1],
    )


def _times(value: Value, factor: int) -> Value:
    if isinstance(value, str):
        return value
    return _simplified(value * factor) if isinstance(value, float) else value * factor


def _scale_in_words(tail: str, language: str) -> _Scale:
    factor, end, certain = 1, 0, True
    known = _scale_words(language)
    while match := _SCALE_WORD.match(tail, end):
        word = match[1].casefold()
        if factor == 1 and word == known.of:
            match = _SCALE_WORD.match(tail, match.end()) or match
            word = match[1].casefold()
        size = known.words.get(word) or known.abbreviations.get(word) or _size_of_stem(word, known.stems)
        if not size or factor * size > _MAX_SCALE:
            break
        certain = certain and word not in known.abbreviations
        factor, end = factor * size, match.end()
    return _Scale(factor, end, certain)


def _size_of_stem(word: str, stems: tuple[tuple[str, int], ...]) -> int:
    return next((size for stem, size in stems if word.startswith(stem) and len(word) <= len(stem) + 4), 0)


def _scale_in_characters(tail: str, language: str) -> _Scale:
    sizes = _scale_words(language).words
    start = end = 1 if tail[0] in _SPACES else 0
    factor = 1
    while end < len(tail) and factor < _MAX_SCALE and (scale := _longest_scale(tail, end, sizes)):
        factor, end = factor * sizes[scale], end + len(scale)
    following = tail[end : end + 1]
    if end == start or (following in _UNITS_OF_THOUSAND and tail[end - 1] == "千"):
        return _Scale(1, 0, True)
    return _Scale(factor, end, language != "ko" or not following.isalpha() or following in _KOREAN_COUNTERS)


def _longest_scale(tail: str, start: int, sizes: dict[str, int]) -> str:
    """Return the longest scale that begins at `start`; none has more than four characters."""
    return next((tail[start : start + size] for size in (4, 3, 2, 1) if tail[start : start + size] in sizes), "")


@cache
def _scale_words(language: str) -> _ScaleWords:
    entry = numeral_table(language)
    unspaced = bool(entry.get("unspaced"))
    words: dict[str, int] = {}
    stems: list[tuple[str, int]] = []
    for key, line in entry.items():
        if not key.isdecimal() or not _is_scale(int(key), entry):
            continue
        for word in line.split():
            if unspaced and len(word) > 1 and word.isalpha() and word[0] > "\u2e80":
                continue  # 世紀 and 세기 are a hundred years, but scale nothing
            if word.endswith("*"):
                stems.append((word[:-1], int(key)))
            else:
                words[word] = int(key)
    abbreviations = dict(pair.split("=") for pair in entry.get("short", "").split())
    small = _SMALL_SCALES.get(language, "").split()
    return _ScaleWords(
        {word: size for word, size in words.items() if size >= _MIN_SCALE or unspaced or word in small},
        {word: int(size) for word, size in abbreviations.items()},
        tuple(stem for stem in sorted(stems, key=lambda stem: -len(stem[0])) if stem[1] >= _MIN_SCALE),
        entry.get("of", ""),
    )


def _is_scale(size: int, entry: dict[str, Any]) -> bool:
    """Return whether it is a power of ten from 1000 (10 in unspaced languages), a hundred or a dozen."""
    unspaced = entry.get("unspaced")
    power_of_ten = str(size) == "1" + "0" * (len(str(size)) - 1)
    large_enough = size in (12, 100) or size >= (10 if unspaced else _MIN_SCALE)
    return large_enough and (power_of_ten or (size == 12 and not unspaced))


def _merge_parts(numbers: list[Number], text: str) -> list[Number]:
    """Read 3億5000万 and "3억 5000만" as one number: each next part is below the scale of the part before."""
    merged: list[Number] = []
    for number in numbers:
        last = merged[-1] if merged else None
        if last and text[last.end : number.start] in ("", " ") and _is_below_scale(number, last):
            merged[-1] = replace(
                last,
                raw=f"{last.raw} {number.raw}",
                meanings=frozenset(_sum(a, b) for a in last.meanings for b in number.meanings),
                parts=(*last.meanings, *number.meanings),
                end=number.end,
                after=number.after,
                scale=number.scale,
            )
        else:
            merged.append(number)
    return merged


def _is_below_scale(number: Number, last: Number) -> bool:
    below = all(not isinstance(value, str) and value < last.scale for value in number.meanings)
    return last.scale >= _MIN_SCALE and below


def _sum(first: Value, second: Value) -> Value:
    return first if isinstance(first, str) or isinstance(second, str) else first + second


def _with_neighbours(numbers: list[Number], text: str) -> tuple[Number, ...]:
    """Add the meanings that depend on the next number: "5 to 10 million", 20世纪70年代."""
    for i in range(len(numbers) - 1):
        first, second = numbers[i], numbers[i + 1]
        between = text[first.end : second.start]
        if first.scale == 1 and second.scale >= _MIN_SCALE and _RANGE.fullmatch(between[:12]):
            scaled = frozenset(_times(value, second.scale) for value in first.meanings)
            numbers[i] = replace(first, meanings=first.meanings | scaled)
        elif between.strip() in _CENTURY_OF_DECADE:
            years = frozenset(year for a in first.meanings for b in second.meanings for year in _decade(a, b))
            numbers[i] = replace(first, meanings=first.meanings | years)
            numbers[i + 1] = replace(second, meanings=second.meanings | years)
    return tuple(numbers)


def _decade(century: Value, decade: Value) -> tuple[int, ...]:
    """Return the first year of a decade of a century; () for numbers that cannot be these."""
    if isinstance(century, int) and isinstance(decade, int) and 0 < century <= 30 and decade < 100:
        return ((century - 1) * 100 + decade,)
    return ()
