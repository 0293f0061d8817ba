"""The tables of numerals, months and weekdays (data/*.toml), and the names of months and weekdays in a text."""

import re
import tomllib
from collections.abc import Iterator
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

# Everything but spaces, digits and punctuation: \w would leave out the vowel signs of Indian scripts.
_LETTER = r"[^\s\d_!-/:-@\[-`{-~«»‹›“”„‘’‚…–—·।॥۔،؛؟°、。「」『』（）]"
WORD = re.compile(rf"{_LETTER}+(?:['’ʼ·]{_LETTER}+)*")

_AFTER_ELISION = re.compile(r"(?<=['’])[^'’]+$")  # octobre in "d'octobre"

# Endings have at most this many letters: "перв-ыми", "kolman-nella"; another word may follow a long stem
# ("siedemnast-olatków", "šestnáct-iletého").
MAX_ENDING = 5
_MAX_ENDING_OF_LONG_STEM = 8
_LONG_STEM = 6
_MAX_WORDS = 50_000  # of which is remembered whether they name a month; a run over many articles sees more


@cache
def load_table(name: str) -> dict[str, Any]:
    """Return data/<name>.toml; callers must not change it."""
    return tomllib.loads(table_text(name))


def table_text(name: str) -> str:
    """Return the lines of data/<name>.toml without its comments, for digests of the data."""
    text = (files("wireglot.articles.numbers") / "data" / f"{name}.toml").read_text(encoding="utf-8")
    return "".join(line for line in text.splitlines(keepends=True) if not line.startswith("#"))


def numeral_table(language: str) -> dict[str, Any]:
    """Return the entry of numerals.toml for a base language, following `like`; empty where there is none."""
    entry: dict[str, Any] = load_table("numerals").get(language, {})
    return load_table("numerals")[entry["like"]] if "like" in entry else entry


def match_stem(word: str, stems: dict[str, int]) -> int | None:
    """Return the value of the longest stem that begins the word and leaves an ending that is not too long."""
    for size in range(len(word), max(1, len(word) - _MAX_ENDING_OF_LONG_STEM - 1), -1):
        if word[:size] in stems and (size >= _LONG_STEM or len(word) - size <= MAX_ENDING):
            return stems[word[:size]]
    return None


def find_months(text: str, language: str) -> Iterator[tuple[int, int, int]]:
    """Yield (number of the month, start, end) for each month name; `language` is a base language."""
    if numbered := _numbered_months(language):
        pattern, words = numbered
        for match in pattern.finditer(text):
            number = int(match[1]) if match[1].isdecimal() else words[match[1].casefold()]
            yield number, match.start(), match.end()
        return
    for match in phrases.finditer(text) if (phrases := _month_phrases(language)) else ():
        yield int(str(match.lastgroup)[1:]), match.start(), match.end()
    names, stems = _month_names(language)
    if numeral_table(language).get("unspaced"):
        starts = ((month, text.find(name), len(name)) for name, month in names.items())
        yield from ((month, start, start + length) for month, start, length in starts if start >= 0)
        return
    for match in WORD.finditer(text) if names or stems else ():
        if month := _month_of(match[0], language):
            yield month, match.start(), match.end()


def find_weekdays(text: str, language: str) -> Iterator[tuple[int, int, int]]:
    """Yield (number of the weekday, start, end) for each weekday name; Monday is 1, Sunday 7."""
    yield from _find_forms("weekdays", text, language)


def find_ordinals(text: str, language: str) -> Iterator[tuple[int, int, int]]:
    """Yield (number, start, end) for each word from first to sixth."""
    yield from _find_forms("ordinals", text, language)


def _find_forms(table: str, text: str, language: str) -> Iterator[tuple[int, int, int]]:
    pattern = _forms_pattern(table, language)
    for match in pattern.finditer(text) if pattern else ():
        yield int(str(match.lastgroup)[1:]), match.start(), match.end()


@cache
def _numbered_months(language: str) -> tuple[re.Pattern[str], dict[str, int]] | None:
    """Return the pattern of "3月" or "tháng 3" and the words for the numbers; None where months have names."""
    mark, *groups = load_table("months").get(language, "").split() or [""]
    if "#" not in mark:
        return None
    words = {
        form.replace("_", " "): number for number, forms in enumerate(groups, start=1) for form in forms.split("/")
    }
    numbers = "|".join([*sorted(words, key=len, reverse=True), "1[0-2]", "0?[1-9]"])
    before, _, after = mark.replace("_", " ").partition("#")
    # Not in 三十一月 or 13月, and not before 間, which makes it a number of months.
    border = "" if before else rf"(?<![\d{''.join(sorted(set(''.join(words))))}])"
    return re.compile(rf"{border}{before}({numbers})(?!\d)\s?{after}(?![間间])", re.IGNORECASE), words


@cache
def _month_phrases(language: str) -> re.Pattern[str] | None:
    """Return a pattern of the names of two words (تشرين الثاني)."""
    groups = enumerate(load_table("months").get(language, "").split(), start=1)
    phrases = {number: [form.replace("_", " ") for form in forms.split("/") if "_" in form] for number, forms in groups}
    found = [f"(?P<m{number}>{'|'.join(map(re.escape, forms))})" for number, forms in phrases.items() if forms]
    return re.compile(rf"(?<!\w)(?:{'|'.join(found)})(?!\w)") if found else None


@lru_cache(_MAX_WORDS)
def _month_of(word: str, language: str) -> int:
    """The number of the month that a word names, 0 for another word."""
    names, stems = _month_names(language)
    folded = word.casefold()
    month = names.get(word) or names.get(folded) or (stems and match_stem(folded, stems))
    if not month and (elided := _AFTER_ELISION.search(word)):
        month = names.get(elided[0].casefold())
    return month or 0


@cache
def _month_names(language: str) -> tuple[dict[str, int], dict[str, int]]:
    """Return whole names and stems; a name with a capital in the table must have it in the text."""
    names: dict[str, int] = {}
    stems: dict[str, int] = {}
    for number, forms in enumerate(load_table("months").get(language, "").split(), start=1):
        for form in forms.split("/"):
            if form.endswith("*"):
                stems[form[:-1].casefold()] = number
            elif "_" not in form:
                names[form] = number
    return names, stems


@cache
def _forms_pattern(table: str, language: str) -> re.Pattern[str] | None:
    groups = load_table(table).get(language, "").split()
    if not groups:
        return None
    unspaced = numeral_table(language).get("unspaced") or language == "th"
    days = "|".join(
        f"(?P<d{number}>{'|'.join(map(_form_pattern, sorted(forms.split('/'), key=len, reverse=True)))})"
        for number, forms in enumerate(groups, start=1)
    )
    return re.compile(days if unspaced else rf"(?<!\w)(?:{days})(?!\w)")


def _form_pattern(form: str) -> str:
    """The form, with a capital too where it has none: at the start of a sentence."""
    rest = re.escape(form[1:]).replace(r"\*", r"\w{0,12}").replace("_", " ")
    first = form[0] if form[0].upper() == form[0] else f"[{form[0]}{form[0].upper()}]"
    return f"{re.escape(first) if len(first) == 1 else first}{rest}"
