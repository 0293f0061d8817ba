"""Words of the lines of news agencies: data/agency_lines.toml, and how a line begins with one of them."""

import re
import tomllib
from functools import cache
from pathlib import Path

LONGEST_PHRASE = 60  # characters; no phrase of the data is longer
BEFORE = "([{<*#/=–—-.!^+ "


def phrase_at_start(line: str, group: str) -> tuple[str, str, bool] | None:
    """Return the longest phrase of the group at the beginning of the line, the rest, and whether a colon is between."""
    bare = line.lstrip(BEFORE).rstrip(")]}>*/=^+ ")
    folded = bare[:LONGEST_PHRASE].casefold()
    if folded[:2] not in _beginnings(group) or len(folded) > LONGEST_PHRASE:  # "İ" becomes two characters
        return None
    match = _pattern(group).match(folded)
    if match is None:
        return None
    rest = bare[match.end() :]
    colon = match[0].endswith(":") or re.match(r"\s*[:：]", rest) is not None
    return match[0].rstrip(":- "), rest.strip(" :：-–—,.!"), colon


def as_written(line: str, phrase: str) -> str:
    """Return the phrase as it is written at the beginning of the line."""
    return line.lstrip(BEFORE)[: len(phrase)]


@cache
def _table() -> dict[str, list[str]]:
    path = Path(__file__).parent / "data" / "agency_lines.toml"
    table: dict[str, list[str]] = tomllib.loads(path.read_text("utf-8"))
    return table


@cache
def phrases(group: str) -> tuple[str, ...]:
    return tuple(word.casefold() for word in _table()[group])


@cache
def _beginnings(group: str) -> frozenset[str]:
    """The first two characters of the phrases of a group: most lines are no such line."""
    return frozenset(word[:2] for word in phrases(group))


@cache
def _pattern(group: str) -> re.Pattern[str]:
    """The phrases of a group, the longest first, at a border of words where they end in a letter."""
    words = sorted(phrases(group), key=len, reverse=True)
    ended = (re.escape(word) + (r"(?!\w)" if word[-1].isalnum() and word[-1] < "\u0e00" else "") for word in words)
    return re.compile("|".join(ended))
