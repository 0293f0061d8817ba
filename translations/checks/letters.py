"""Languages of one script weighed against each other: by small words that one alone has, and by their letters."""

from collections.abc import Sequence
from functools import cache

from wireglot.articles.languages import script_of
from wireglot.articles.languages.tables import table as detection_table
from wireglot.translations.checks.tables import table

# What a letter costs that the table does not hold: a share of 0.0001.
_RARE = 130

# So many of the languages with the most alike letters are always compared.
_NEAREST = 4


def comparable(one: str, other: str) -> bool:
    """Whether both are in the table of letters; those of different scripts are told apart by the script."""
    return one != other and _script(one) != "" and _script(one) == _script(other)


@cache
def _script(tag: str) -> str:
    """The script of a language's commonest letter, "" for one that the table lacks."""
    return script_of(next(iter(_costs()[tag]))) if tag in _costs() else ""


def leaning(letters: Sequence[tuple[str, int]], tag: str, other: str) -> int:
    """How much more likely letters (each with its count) are in one language than in the other, in tenths of bits."""
    here, there = _costs()[tag], _costs()[other]
    return sum(many * (there.get(letter, _RARE) - here.get(letter, _RARE)) for letter, many in letters)


@cache
def exclusive(tag: str, other: str) -> frozenset[str]:
    """The small words of a language that the other does not have."""
    return _small(tag) - _small(other)


@cache
def nearest(tag: str) -> tuple[str, ...]:
    """The languages that use the same letters most alike; none for one that the table lacks."""
    if tag not in _costs():
        return ()
    away = {other: _distance(tag, other) for other in _costs() if other != tag}
    return tuple(sorted(away, key=lambda other: (away[other], other))[:_NEAREST])


def _distance(tag: str, other: str) -> float:
    """Relative entropy: what text of one language costs more when it is taken for the other."""
    here, there = _costs()[tag], _costs()[other]
    return sum(2 ** (-cost / 10) * (there.get(letter, _RARE) - cost) for letter, cost in here.items())


@cache
def _small(tag: str) -> frozenset[str]:
    return frozenset(detection_table("words").get(tag, {}).get("words", "").split())


@cache
def _costs() -> dict[str, dict[str, int]]:
    """Language -> letter -> its cost; Bosnian, Croatian and Latin Serbian share one row."""
    rows = {tag: {pair[0]: int(pair[1:]) for pair in line.split()} for tag, line in table("letters").items()}
    return rows | {"bs": rows["hr"], "sr-Latn": rows["hr"]}
