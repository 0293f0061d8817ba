"""The unit beside a number, under one name in every language: percent, dollar, km... from data/units.toml."""

import re
from functools import cache

from wireglot.articles.numbers.numbers import entry as numerals
from wireglot.summarizers.facts.tables import either, entry, listed, table

# Shares and money: what a bare count cannot be mistaken for.
SHARES = frozenset({"percent", "points"})
MONEY = frozenset(
    (
        *("dollar", "euro", "pound", "yen", "yuan", "rupee", "rouble", "won", "lira", "hryvnia", "zloty", "krona"),
        *("forint", "franc", "leu", "peso", "real", "rupiah", "rial", "toman", "dong", "hkd"),
    )
)
# A span of time may be left out beside its number ("Anna Berg, 45" is a 45-year-old); other units may not.
TIMES = frozenset({"second", "minute", "hour", "day", "week", "month", "year"})

_REACH = 40  # characters behind a number in which its unit starts and ends
_BEFORE = 12  # characters before it, for "US$ 5" and "yüzde 5"


def unit(text: str, start: int, end: int, language: str) -> str:
    """The unit of the number at text[start:end]; "" when none is read."""
    behind, before, _ = _patterns(language)
    match = behind.match(text, end, end + _REACH)
    if match:
        return _named(match)
    match = before.search(text, max(0, start - _BEFORE), start)
    return _named(match) if match else ""


def units(text: str, language: str) -> frozenset[str]:
    """Every unit that the text names, beside a number or not."""
    return frozenset(map(_named, _patterns(language)[2].finditer(text)))


def _named(match: re.Match[str]) -> str:
    return str(match.lastgroup).rpartition("_")[2]


@cache
def _patterns(language: str) -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    """Behind a number (one word may stand between it and a currency: "5 US dollars"), before it, and anywhere."""
    words = {name: listed(row) for name, row in entry("units", language).items()}
    marks = {name: listed(row) for name, row in table("units")["marks"].items()}
    border = "" if numerals(language).get("unspaced") or language == "th" else r"(?!\w)"
    named = [_group(name, words[name], border, "w") for name in words if words[name]]
    marked = [_group(name, marks[name], r"(?![^\W\d_])", "m") for name in marks]
    money = [_group(name, words[name], border, "v") for name in words if name in MONEY]
    between = rf"|[^\W\d_]+[ -](?:{'|'.join(money)})" if money and border else ""
    behind = rf"[ -]?(?:{_longest(named, marked)}{between})"
    own = dict(pair.split("=") for pair in table("units").get("before", {}).get(language, "").split())
    heads = [rf"(?P<b{at}_{name}>{either(listed(word))})" for at, (name, word) in enumerate(own.items())]
    signs = [_group(name, marks[name], "", "s") for name in marks if name in MONEY or name == "percent"]
    before = rf"(?<![^\W\d_])(?:{'|'.join([*heads, *signs])})[ ]?$"
    anywhere = rf"(?<![^\W_])(?:{'|'.join(named)})|(?:{'|'.join(marked)})" if named else "|".join(marked)
    return tuple(re.compile(one, re.IGNORECASE) for one in (behind, before, anywhere))  # type: ignore[return-value]


def _group(name: str, words: list[str], border: str, sort: str) -> str:
    return rf"(?P<{sort}_{name}>(?:{either(words)}){border})"


def _longest(named: list[str], marked: list[str]) -> str:
    """Words before marks: "m" is a metre only where no word goes on from it. "points" before "percent"."""
    first = [one for one in named if "_points>" in one]
    return "|".join([*first, *(one for one in named if one not in first), *marked])
