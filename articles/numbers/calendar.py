"""Names of months and weekdays in a text, with their offsets."""

import re
from collections.abc import Iterator
from functools import cache

from wireglot.articles.numbers.tables import WORD, load_table, match_stem, numeral_table


def find_months(text: str, language: str) -> Iterator[tuple[int, int, int]]:
    """Yield (number of the month, start, end) for each month name; `language` is a base language."""
    names, stems = _month_names(language)
    if numeral_table(language).get("unspaced"):
        found = ((month, text.find(name), len(name)) for name, month in names.items())
        yield from ((month, start, start + length) for month, start, length in found if start >= 0)
        return
    for match in WORD.finditer(text) if names or stems else ():
        word = match[0]
        month = names.get(word) or names.get(word.casefold()) or (stems and match_stem(word.casefold(), stems))
        if month:
            yield month, match.start(), match.end()


def find_weekdays(text: str, language: str) -> Iterator[tuple[int, int, int]]:
    """Yield (number of the weekday, start, end) for each weekday name; Monday is 1, Sunday 7."""
    pattern = _weekday_pattern(language)
    for match in pattern.finditer(text) if pattern else ():
        yield int(str(match.lastgroup)[1:]), match.start(), match.end()


@cache
def _month_names(language: str) -> tuple[dict[str, int], dict[str, int]]:
    """Whole names and stems; a name with a capital in the table must have it in the text."""
    names: dict[str, int] = {}
    stems: dict[str, int] = {}
    for number, forms in enumerate(load_table("months").get(language, "").split(), start=1):
        for form in forms.split("/"):
            if form.endswith("*"):
                stems[form[:-1].casefold()] = number
            else:
                names[form] = number
    return names, stems


@cache
def _weekday_pattern(language: str) -> re.Pattern[str] | None:
    groups = load_table("weekdays").get(language, "").split()
    if not groups:
        return None
    unspaced = numeral_table(language).get("unspaced") or language == "th"
    days = "|".join(
        f"(?P<d{number}>{'|'.join(map(_form_pattern, sorted(forms.split('/'), key=len, reverse=True)))})"
        for number, forms in enumerate(groups, start=1)
    )
    return re.compile(days if unspaced else rf"(?<!\w)(?:{days})(?!\w)")


def _form_pattern(form: str) -> str:
    return re.escape(form).replace(r"\*", r"\w{0,6}").replace("_", " ")
