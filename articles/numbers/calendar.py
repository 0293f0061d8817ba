"""Months and days of the week that a text names, and where."""

import re
from collections.abc import Iterator
from functools import cache

from wireglot.articles.numbers.forms import WORD, stem
from wireglot.articles.numbers.numbers import entry
from wireglot.articles.numbers.tables import table


def months(text: str, language: str) -> Iterator[int]:
    """The number of each month that is named."""
    return (month for month, _, _ in dated(text, language))


def dated(text: str, language: str) -> Iterator[tuple[int, int, int]]:
    """Each month that is named, with where its name starts and ends."""
    whole, stems = _months(language)
    if entry(language).get("unspaced"):
        found = ((month, text.find(name), len(name)) for name, month in whole.items())
        yield from ((month, at, at + size) for month, at, size in found if at >= 0)
        return
    for match in WORD.finditer(text) if whole or stems else ():
        word = match[0]
        month = whole.get(word) or whole.get(word.casefold()) or (stems and stem(word.casefold(), stems))
        if month:
            yield month, match.start(), match.end()


@cache
def _months(language: str) -> tuple[dict[str, int], dict[str, int]]:
    """Names, and stems; a name with a capital in the table must have it in the text."""
    whole: dict[str, int] = {}
    stems: dict[str, int] = {}
    for number, names in enumerate(table("months").get(language, "").split(), start=1):
        for name in names.split("/"):
            if name.endswith("*"):
                stems[name[:-1].casefold()] = number
            else:
                whole[name] = number
    return whole, stems


def weekdays(text: str, language: str) -> Iterator[tuple[int, int, int]]:
    """Each day of the week that is named, Monday 1 to Sunday 7, with where its name starts and ends."""
    pattern = _weekdays(language)
    for match in pattern.finditer(text) if pattern else ():
        yield int(str(match.lastgroup)[1:]), match.start(), match.end()


@cache
def _weekdays(language: str) -> re.Pattern[str] | None:
    groups = table("weekdays").get(language, "").split()
    if not groups:
        return None
    free = entry(language).get("unspaced") or language == "th"
    days = "|".join(
        f"(?P<d{number}>{'|'.join(map(_pattern, sorted(names.split('/'), key=len, reverse=True)))})"
        for number, names in enumerate(groups, start=1)
    )
    return re.compile(days if free else rf"(?<!\w)(?:{days})(?!\w)")


def _pattern(name: str) -> str:
    return re.escape(name).replace(r"\*", r"\w{0,6}").replace("_", " ")
