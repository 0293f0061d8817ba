"""Numbers in words: every value that the words of a text may stand for, months and roman numerals among them.

Only what is missing in digits is sought here, so generous reading costs nothing where digits agree.
"""

import re
from collections.abc import Iterable, Iterator
from functools import cache
from typing import NamedTuple

from wireglot.articles.numbers.calendar import months
from wireglot.articles.numbers.forms import ENDING, WORD, stem
from wireglot.articles.numbers.numbers import entry
from wireglot.articles.numbers.tables import base

_ROMAN = re.compile(r"(?<![\w])(?=[IVXLC])(?:X?C{0,3})(?:XC|XL|L?X{0,3})(?:IX|IV|V?I{0,3})(?![A-Z\d])")
_ROMAN_SIZES = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100}

# Words that are no plain numbers. The first two work on the number before them: Indonesian puluh makes
# tens of it, belas adds ten. The others stand alone.
_TENS, _TEENS = -10, -11
_CENTURY, _MILLENNIUM = -100, -1000
_WORKING = {"tens": _TENS, "teens": _TEENS, "century": _CENTURY, "millennium": _MILLENNIUM}


class _Words(NamedTuple):
    """The numerals of a language: whole words, stems that take endings, and how words become one number."""

    whole: dict[str, tuple[int, ...]]
    stems: dict[str, int]
    links: frozenset[str]
    prefixes: tuple[str, ...]
    inner: tuple[str, ...]
    joined: bool
    inverted: bool


def spelled(text: str, language: str) -> frozenset[int]:
    """The values that words of the text stand for; few too many rather than one too few."""
    language = base(language)
    found = set(romans(text)) | set(months(text, language))
    if entry(language).get("unspaced"):
        return frozenset(found | set(_in_characters(text, language)))
    return frozenset(found | set(_in_words(text, language)))


def cardinals(text: str, language: str) -> Iterator[tuple[int, int, int]]:
    """Numbers from 2 on whose words can hardly mean anything else, each with where it starts and ends.

    Fewer than `spelled` reads: for these a text may be held to account. Korean, whose numerals are syllables of
    other words, has none.
    """
    language = base(language)
    if entry(language).get("unspaced"):
        yield from _sure_characters(text, language)
        return
    words, sure = _words(language), _sure(language)
    run: list[int] = []
    start = end = 0
    linked = False
    for match in WORD.finditer(text):
        word = match[0].casefold()
        if run and word in words.links:
            linked = True
            continue
        value = sure.get(word) or (words.joined and compose(_segmented(word, words))) or 0
        if (
            run
            and value
            and text[end : match.start()].strip(" -") in ("", *words.links)
            and _joins(run, value, linked, words)
        ):
            run, end = [*run, value], match.end()
        else:
            if run and compose(run) > 1:
                yield compose(run), start, end
            run, start, end = [value] if value else [], match.start(), match.end()
        linked = False
    if run and compose(run) > 1:
        yield compose(run), start, end


# Of these the table has no word that is much else; of the others (ten: decade, twelve: noon, fifty: half) only the
# first word of each row is the plain number.
_PLAIN = frozenset([*range(5, 10), 11, 13, *range(15, 20), 30, 40, 60, 70, 80, 90])


# First words of their rows that mean more often something else: year, father; you are; eight and attention.
_UNSURE = {"vi": {"năm", "ba", "tư", "chín"}, "it": {"sei"}, "de": {"acht"}}


@cache
def _sure(language: str) -> dict[str, int]:
    found: dict[str, int] = {}
    for key, line in entry(language).items():
        if key.isdecimal() and int(key):
            words = line.split() if int(key) in _PLAIN else line.split()[:1]
            plain = (word for word in words if not word.endswith("*") and word not in _UNSURE.get(language, ()))
            found |= {word: int(key) for word in plain if word not in found}
    return found


# Chinese and Japanese: a row of numerals with a scale in it, or one numeral before a counter.
_SURE_CHARACTERS = re.compile(
    r"(?<![\d第.])(?:[一二两兩三四五六七八九十百千万萬亿億]*[十百千万萬亿億][一二两兩三四五六七八九十百千万萬亿億]+"
    r"|[一二两兩三四五六七八九]+[十百千万萬亿億]|[二两兩三四五六七八九十](?=[人名月年个個位件社台軒カか]))"
)


def _sure_characters(text: str, language: str) -> Iterator[tuple[int, int, int]]:
    if language == "ko":
        return
    _, sizes = _character_table(language)
    for match in _SURE_CHARACTERS.finditer(text):
        run = [sizes[piece] for piece in pattern_pieces(language).findall(match[0])]
        value = next(_composed(run), 0)
        if value > 1:
            yield value, match.start(), match.end()


def known(language: str) -> bool:
    """Whether there is a table for the language."""
    return bool(entry(base(language)))


def romans(text: str) -> Iterator[int]:
    """Roman numerals in capitals up to 399; a single I or C is as good as any."""
    for match in _ROMAN.finditer(text):
        total = 0
        sizes = [_ROMAN_SIZES[letter] for letter in match[0]]
        for at, size in enumerate(sizes):
            total += -size if any(size < later for later in sizes[at + 1 : at + 2]) else size
        yield total


def _in_words(text: str, language: str) -> Iterator[int]:
    words = _words(language)
    run: list[int] = []
    linked = False
    for word in WORD.findall(text.casefold()):
        if run and word in words.links:
            linked = True
            continue
        values = _values(word, words)
        fits = next((one for one in values if run and _joins(run, one, linked, words)), None)
        linked = False
        if fits is not None:
            run.append(fits)
            continue
        yield from _totals(run)
        yield from map(abs, values[:-1])
        run = list(values[-1:])
    yield from _totals(run)


def _totals(run: list[int]) -> Iterable[int]:
    return (abs(run[0]) if len(run) == 1 else compose(run),) if run else ()


def _joins(run: list[int], value: int, linked: bool, words: _Words) -> bool:
    """Whether a value goes on the number before it: twenty-one, three hundred, und im Deutschen einundzwanzig."""
    last = run[-1]
    if value in (_TENS, _TEENS):
        return 0 < last < 10
    if value < 0 or last in (_CENTURY, _MILLENNIUM):
        return False
    if value >= 100:
        return last != value
    if words.inverted and (linked or words.prefixes) and 0 < last < 10 and value >= 20:
        return True
    return (last in (_TENS, *range(10, 100, 10)) and value < 10) or (last >= 100 and value < last)


def compose(run: Iterable[int]) -> int:
    """The number that numerals in a row make: 3 100 20 1 -> 321, 2 1000000 500 1000 -> 2,500,000."""
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


def _values(word: str, words: _Words) -> tuple[int, ...]:
    found = words.whole.get(word)
    if found:
        return found
    for prefix in words.prefixes:
        if word.startswith(prefix) and (found := words.whole.get(word[len(prefix) :])):
            return found
    if words.joined and (run := _segmented(word, words)):
        return (compose(run),)
    value = stem(word, words.stems)
    return () if value is None else (value,)


# No number is one word longer than this: siebenhundertsiebenundsiebzigtausend is 36 letters.
_LONGEST = 48


def _segmented(word: str, words: _Words) -> list[int]:
    """The numerals that one word is made of, longest first; empty when it is not wholly made of them."""
    if len(word) > _LONGEST:
        return []
    run: list[int] = []
    at = 0
    while at < len(word):
        size = next((n for n in range(min(14, len(word) - at), 1, -1) if word[at : at + n] in words.whole), 0)
        if size:
            run.append(words.whole[word[at : at + size]][0])
            at += size
            continue
        link = next((one for one in words.inner if run and word.startswith(one, at)), "")
        if not link:
            return run if len(run) > 1 and len(word) - at <= ENDING else []
        at += len(link)
    return run if len(run) > 1 else []


@cache
def _words(language: str) -> _Words:
    own = entry(language)
    whole: dict[str, tuple[int, ...]] = {}
    stems: dict[str, int] = {}
    for key, line in own.items():
        if not key.isdecimal() and key not in _WORKING:
            continue
        value = _WORKING.get(key) or int(key)
        for word in line.split():
            if word.endswith("*"):
                stems.setdefault(word[:-1], value)
            else:
                whole[word] = (*whole.get(word, ()), value)
    return _Words(
        whole,
        stems,
        frozenset(own.get("links", "").split()),
        tuple(own.get("prefixes", "").split()),
        tuple(own.get("inner", "").split()),
        bool(own.get("joined")),
        bool(own.get("inverted")),
    )


def _in_characters(text: str, language: str) -> Iterator[int]:
    """Runs of numerals in text without spaces, each as one number; a run of plain digits also figure by figure."""
    pattern, sizes = _character_table(language)
    for match in pattern.finditer(text):
        yield from _composed([sizes[piece] for piece in pattern_pieces(language).findall(match[0])])


@cache
def _character_table(language: str) -> tuple[re.Pattern[str], dict[str, int]]:
    sizes = {word: int(key) for key, line in entry(language).items() if key.isdecimal() for word in line.split()}
    one = f"(?:{_either(sizes)})+"
    return re.compile(f"{one}(?: {one})*" if language == "ko" else one), sizes


@cache
def pattern_pieces(language: str) -> re.Pattern[str]:
    """Cuts a run of numerals into its words."""
    return re.compile(_either(_character_table(language)[1]))


def _either(sizes: Iterable[str]) -> str:
    return "|".join(sorted(map(re.escape, sizes), key=len, reverse=True))


# A longer row of numerals is no number, and would cost as much as its square.
_LONGEST_RUN = 24


def _composed(run: list[int]) -> Iterator[int]:
    if len(run) > _LONGEST_RUN:
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
