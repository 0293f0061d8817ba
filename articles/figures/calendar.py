"""Months that a text names, and where."""

from collections.abc import Iterator
from functools import cache

from articles.figures.forms import WORD, stem
from articles.figures.numbers import entry
from articles.figures.tables import table


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
