"""Numbers in words: every value that the words of a text may mean, including months and Roman numerals."""

import re
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache
from typing import NamedTuple

from wireglot.articles.languages import base_language
from wireglot.articles.numbers.tables import MAX_ENDING, WORD, find_months, match_stem, numeral_table

_ROMAN = re.compile(r"(?<![\w])(?=[IVXLC])(?:X?C{0,3})(?:XC|XL|L?X{0,3})(?:IX|IV|V?I{0,3})(?![A-Z\d])")
_ROMAN_VALUES = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100}

# Words that are not plain numbers have negative values here. The first two change the number before them:
# Indonesian puluh multiplies it by ten, belas adds ten. The others are not combined.
_TENS, _TEENS = -10, -11
_CENTURY, _MILLENNIUM = -100, -1000
_SPECIAL = {"tens": _TENS, "teens": _TEENS, "century": _CENTURY, "millennium": _MILLENNIUM}

# Every word of these rows is a plain number. In the other rows (ten: decade, twelve: noon, fifty: half) only the
# first word is.
_PLAIN_ROWS = frozenset([*range(5, 10), 11, 13, *range(15, 20), 30, 40, 60, 70, 80, 90])
# First words of their rows that more often mean something else: year and father, you are, attention.
_AMBIGUOUS = {"vi": {"năm", "ba", "tư", "chín"}, "it": {"sei"}, "de": {"acht"}}

# Chinese and Japanese: several numerals including a scale, or a single numeral before a counter.
_CERTAIN_CHARACTERS = re.compile(
    r"(?<![\d第.])(?:[一二两兩三四五六七八九十百千万萬亿億]*[十百千万萬亿億][一二两兩三四五六七八九十百千万萬亿億]+"
    r"|[一二两兩三四五六七八九]+[十百千万萬亿億]|[二两兩三四五六七八九十](?=[人名月年个個位件社台軒カか]))"
)

_MOST_TEXTS = 64  # whose numbers are remembered: several checks ask for those of the same sentence
_MAX_WORD = 48  # letters; siebenhundertsiebenundsiebzigtausend has 36
_MAX_NUMERAL = 14  # letters of one numeral within a compound
_MAX_CHARACTERS = 24  # longer sequences of numerals are not numbers, and reading them takes quadratic time


class _Numerals(NamedTuple):
    """The numerals of a language: whole words, stems that take endings, and how words form one number."""

    words: dict[str, tuple[int, ...]]
    stems: dict[str, int]
    links: frozenset[str]
    prefixes: tuple[str, ...]
    inner: tuple[str, ...]
    joined: bool
    inverted: bool


def has_number_words(language: str) -> bool:
    """Return whether there is a table for the language."""
    return bool(numeral_table(base_language(language)))


def spelled_values(text: str, language: str) -> frozenset[int]:
    """Return the values that words of the text may mean.

    Used only to look for numbers that are missing in digits: a wrong value does no harm, a missing one does.
    """
    language = base_language(language)
    months = {month for month, _, _ in find_months(text, language)}
    unspaced = numeral_table(language).get("unspaced")
    values = _values_in_characters(text, language) if unspaced else _values_in_words(text, language)
    return frozenset(months.union(_roman_numerals(text), values))


@lru_cache(_MOST_TEXTS)
def find_cardinals(text: str, language: str) -> tuple[tuple[int, int, int], ...]:
    """Return (value, start, end) for numbers of at least 2 whose words hardly ever mean anything else.

    Fewer than in `spelled_values`, because these numbers may be reported as errors. Korean has none: its numerals
    are syllables of other words.
    """
    return tuple(_cardinals(text, base_language(language)))


def _cardinals(text: str, language: str) -> Iterator[tuple[int, int, int]]:
    if numeral_table(language).get("unspaced"):
        yield from _cardinals_in_characters(text, language)
        return
    numerals = _numerals(language)
    certain = _certain_words(language)
    run: list[int] = []
    start = end = 0
    linked = False
    for match in WORD.finditer(text):
        word = match[0].casefold()
        if run and word in numerals.links:
            linked = True
            continue
        value = certain.get(word) or (numerals.joined and combine_numerals(_split_compound(word, numerals))) or 0
        if not value and not run:
            continue
        adjacent = run and value and text[end : match.start()].strip(" -") in ("", *numerals.links)
        if adjacent and _continues(run, value, linked, numerals):
            run, end = [*run, value], match.end()
        else:
            yield from _cardinal(run, start, end)
            run, start, end = [value] if value else [], match.start(), match.end()
        linked = False
    yield from _cardinal(run, start, end)


def _cardinal(run: list[int], start: int, end: int) -> Iterator[tuple[int, int, int]]:
    if run and (value := combine_numerals(run)) > 1:
        yield value, start, end


@cache
def _certain_words(language: str) -> dict[str, int]:
    certain: dict[str, int] = {}
    for key, line in numeral_table(language).items():
        if key.isdecimal() and int(key):
            for word in line.split() if int(key) in _PLAIN_ROWS else line.split()[:1]:
                if not word.endswith("*") and word not in _AMBIGUOUS.get(language, ()):
                    certain.setdefault(word, int(key))
    return certain


def _cardinals_in_characters(text: str, language: str) -> Iterator[tuple[int, int, int]]:
    if language == "ko":
        return
    for match in _CERTAIN_CHARACTERS.finditer(text):
        value = next(_combine_characters(_character_values(match[0], language)), 0)
        if value > 1:
            yield value, match.start(), match.end()


def _roman_numerals(text: str) -> Iterator[int]:
    """Yield the values of Roman numerals in capitals up to 399; a single I or C counts too."""
    for match in _ROMAN.finditer(text):
        values = [_ROMAN_VALUES[letter] for letter in match[0]]
        yield sum(
            -value if value < following else value for value, following in zip(values, [*values[1:], 0], strict=True)
        )


def _values_in_words(text: str, language: str) -> Iterator[int]:
    numerals = _numerals(language)
    run: list[int] = []
    linked = False
    for word in WORD.findall(text.casefold()):
        if run and word in numerals.links:
            linked = True
            continue
        values = _word_values(word, numerals)
        continuing = next((value for value in values if run and _continues(run, value, linked, numerals)), None)
        linked = False
        if continuing is not None:
            run.append(continuing)
            continue
        yield from _totals(run)
        yield from map(abs, values[:-1])
        run = list(values[-1:])
    yield from _totals(run)


def _totals(run: list[int]) -> Iterable[int]:
    return (abs(run[0]) if len(run) == 1 else combine_numerals(run),) if run else ()


def _continues(run: list[int], value: int, linked: bool, numerals: _Numerals) -> bool:
    """Return whether a value continues the number before it: twenty-one, three hundred, einundzwanzig."""
    last = run[-1]
    if value in (_TENS, _TEENS):
        return 0 < last < 10
    if value < 0 or last in (_CENTURY, _MILLENNIUM):
        return False
    if value >= 100:
        return last != value
    if numerals.inverted and (linked or numerals.prefixes) and 0 < last < 10 and value >= 20:
        return True
    return (last in (_TENS, *range(10, 100, 10)) and value < 10) or (last >= 100 and value < last)


def combine_numerals(run: Iterable[int]) -> int:
    """Return the number that consecutive numerals form: 3 100 20 1 -> 321, 2 1000000 500 1000 -> 2,500,000."""
    total = current = 0
    for value in run:
        if value == _TENS:
            current = current - current % 10 + current % 10 * 10
        elif value == _TEENS:
            current += 10
        elif value >= 1000 and total and total + current < value:
            total, current = (total + current) * value, 0
        elif value >= 1000:
            total, current = total + max(1, current) * value, 0
        elif value == 100:
            current = max(1, current) * 100 if current < 100 else current + 100
        else:
            current += value
    return total + current


def _word_values(word: str, numerals: _Numerals) -> tuple[int, ...]:
    if values := numerals.words.get(word):
        return values
    for prefix in numerals.prefixes:
        if word.startswith(prefix) and (values := numerals.words.get(word[len(prefix) :])):
            return values
    if numerals.joined and (run := _split_compound(word, numerals)):
        return (combine_numerals(run),)
    value = match_stem(word, numerals.stems)
    return () if value is None else (value,)


def _split_compound(word: str, numerals: _Numerals) -> list[int]:
    """Return the numerals that a word consists of, longest first; empty for a word with other parts."""
    if len(word) > _MAX_WORD:
        return []
    run: list[int] = []
    i = 0
    while i < len(word):
        lengths = range(min(_MAX_NUMERAL, len(word) - i), 1, -1)
        if length := next((n for n in lengths if word[i : i + n] in numerals.words), 0):
            run.append(numerals.words[word[i : i + length]][0])
        elif link := next((link for link in numerals.inner if run and word.startswith(link, i)), ""):
            length = len(link)
        else:
            return run if len(run) > 1 and len(word) - i <= MAX_ENDING else []
        i += length
    return run if len(run) > 1 else []


@cache
def _numerals(language: str) -> _Numerals:
    entry = numeral_table(language)
    words: dict[str, tuple[int, ...]] = {}
    stems: dict[str, int] = {}
    for key, line in entry.items():
        if not key.isdecimal() and key not in _SPECIAL:
            continue
        value = _SPECIAL.get(key) or int(key)
        for word in line.split():
            if word.endswith("*"):
                stems.setdefault(word[:-1], value)
            else:
                words[word] = (*words.get(word, ()), value)
    return _Numerals(
        words,
        stems,
        frozenset(entry.get("links", "").split()),
        tuple(entry.get("prefixes", "").split()),
        tuple(entry.get("inner", "").split()),
        bool(entry.get("joined")),
        bool(entry.get("inverted")),
    )


def _values_in_characters(text: str, language: str) -> Iterator[int]:
    """Yield each sequence of numerals as one number, and plain digits (二〇二四) also one by one."""
    for match in _numeral_sequence(language).finditer(text):
        yield from _combine_characters(_character_values(match[0], language))


@cache
def _numeral_sequence(language: str) -> re.Pattern[str]:
    sequence = f"(?:{_character_numerals(language)[0].pattern})+"
    return re.compile(f"{sequence}(?: {sequence})*" if language == "ko" else sequence)


def _character_values(sequence: str, language: str) -> list[int]:
    numeral, values = _character_numerals(language)
    return [values[character] for character in numeral.findall(sequence)]


@cache
def _character_numerals(language: str) -> tuple[re.Pattern[str], dict[str, int]]:
    """Return a pattern for one numeral, longest first, and the value of each."""
    entry = numeral_table(language)
    values = {word: int(key) for key, line in entry.items() if key.isdecimal() for word in line.split()}
    return re.compile("|".join(sorted(map(re.escape, values), key=len, reverse=True))), values


def _combine_characters(run: list[int]) -> Iterator[int]:
    if len(run) > _MAX_CHARACTERS:
        return
    total = section = unit = 0
    for value in run:
        if value >= 10000:
            total, section, unit = total + max(1, section + unit) * value, 0, 0
        elif value in (10, 100, 1000):
            section, unit = section + max(1, unit) * value, 0
        else:
            unit = unit * 10 + value if unit and value < 10 else unit + value
    yield total + section + unit
    if len(run) == 1 or max(run) < 10:
        yield from run
