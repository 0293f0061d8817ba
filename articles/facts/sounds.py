"""How names sound, roughly: "Johnson", "Джонсон" and "जॉनसन" have the sounds S N S N in common.

A name that goes from one script into another is written by ear, so that its letters cannot be compared but its
consonants can. Each letter of the romanised word stands for a consonant, or for one of several (data/sounds.toml);
vowels, which every script writes in its own way, count for nothing.
"""

import re
from collections.abc import Sequence
from functools import cache, lru_cache
from typing import NamedTuple

from anyascii import anyascii

from wireglot.articles.facts.tables import table
from wireglot.articles.languages import script_of

_CLASSES = "PBFVTDKGSMNLR"
# Consonants that are formed alike, and taken for one another.
_FAMILIES = ("PBFV", "TDS", "KG", "MN", "LR")
_DOUBLED = re.compile(r"(.)\1+")
# Scripts that leave vowels out, or whose romanisation does: there a consonant that follows itself is another one.
_WITHOUT_VOWELS = frozenset({"Arab", "Deva"})


class Sound(NamedTuple):
    """What a letter stands for: consonants as bits, those formed alike, and what it costs to leave the letter out."""

    any_of: int
    like: int
    cost: int  # in half consonants


@lru_cache(maxsize=50_000)
def sounds(word: str) -> tuple[Sound, ...]:
    """Return the consonants of a word in their order; () for one of vowels alone."""
    script = next(filter(None, map(script_of, word)), "")
    letters = "".join(filter(str.isalpha, anyascii(word).lower()))
    if script not in _WITHOUT_VOWELS:
        letters = _DOUBLED.sub(r"\1", letters)
    pattern, consonants = _consonants(script)
    found: list[Sound] = []
    end = -1
    for match in pattern.finditer(letters):
        for sound in consonants[match[0]]:
            if match.start() == end and match[0][0] not in "aeiou" and found[-1] == sound:
                continue  # two letters for one sound, as in "Scholz"
            found.append(sound)
            end = match.end() if script not in _WITHOUT_VOWELS else -1
    return tuple(found)


def sound_alike(name: Sequence[Sound], word: Sequence[Sound], *, most: int = 0, ending: int = 0) -> bool:
    """Whether a word has the sounds of a name, but for `most` halves of a consonant.

    `ending`: how many consonants the word may have after those of the name. A consonant in the place of another one
    that is formed alike counts for a half.
    """
    costs = [0]
    for sound in word:
        costs.append(costs[-1] + sound.cost)
    for any_of, like, cost in name:
        before, costs = costs, [costs[0] + cost]
        for n, other in enumerate(word, 1):
            changed = before[n - 1] + (0 if any_of & other.any_of else 1 if like & other.any_of else 2)
            costs.append(min(changed, before[n] + cost, costs[-1] + other.cost))
        if min(costs) > most:
            return False
    return min(costs[max(1, len(word) - ending) :] or costs) <= most


@cache
def _consonants(script: str) -> tuple[re.Pattern[str], dict[str, tuple[Sound, ...]]]:
    """The letters of a script's romanisation, longest first, and what each stands for."""
    rows = [*table("sounds")["any"].items(), *table("sounds").get(script, {}).items()]
    consonants = {unit: tuple(map(_sound, row.split())) for units, row in rows for unit in units.split()}
    longest_first = sorted(consonants, key=lambda unit: (-len(unit), unit))
    return re.compile("|".join(longest_first)), {unit.rstrip("$"): row for unit, row in consonants.items()}


def _sound(row: str) -> Sound:
    classes = row.strip("?")
    like = "".join(family for family in _FAMILIES if set(family) & set(classes))
    return Sound(_bits(classes), _bits(like), 0 if row.endswith("?") else 2)


def _bits(classes: str) -> int:
    return sum(1 << _CLASSES.index(each) for each in set(classes))
