"""Figures in the marks of the reader's language: "8.000" of an Italian text is "8,000" in English, and "6,2" is "6.2".

Rule-based engines copy figures as they stand, and 8.000 people are then eight.
"""

import re
from functools import cache

from wireglot.articles.numbers import base_language, load_table

# Where a language is met with both marks (Spanish here and in Mexico), three digits behind a stop are thousands and
# three digits behind a comma may be either: those are left as they are.
_BOTH = ","


def in_target_figures(source: str, told: str, language: str, to: str) -> str:
    """`told` with the figures that stand letter by letter in `source` written with the marks of `to`.

    Only "." and "," change; a figure that the engine wrote itself is left alone.
    """
    named, ours = _decimal(language), _decimal(to)
    theirs = named or _BOTH
    if not ours or ours == theirs:
        return told
    copied = {match[0] for match in _figures(theirs).finditer(source)}
    return _figures(theirs).sub(lambda match: _written(match, ours, named) if match[0] in copied else match[0], told)


def _written(match: re.Match[str], ours: str, named: str) -> str:
    """The figure with the two marks exchanged; as it is where it may mean two things."""
    fraction = match["fraction"] or ""
    if not named and len(fraction) == 4 and not match["groups"]:
        return match[0]
    other = "," if ours == "." else "."
    return match["whole"] + re.sub(r"[.,]", other, match["groups"] or "") + fraction.replace(other, ours)


def _decimal(language: str) -> str:
    """The decimal mark of a language, "" where none is known or two are."""
    mark: str = load_table("numerals").get(base_language(language), {}).get("decimal", "")
    return mark


@cache
def _figures(decimal: str) -> re.Pattern[str]:
    group = r"\." if decimal == "," else ","
    mark = re.escape(decimal)
    border, end = r"(?<![\w.,])", r"(?!\w|[.,]\d)"
    whole = rf"(?P<whole>\d{{1,3}}(?={group})|\d+(?={mark}))"
    return re.compile(rf"{border}{whole}(?P<groups>(?:{group}\d{{3}})+)?(?P<fraction>{mark}\d+)?{end}")
