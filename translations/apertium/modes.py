"""Apertium's modes as a map of languages: the shortest route between two, or what to install to get one.

A mode is named after what it reads and writes: "fra-cat", "en-gl", "cat-por_BR". Other names
("eo-en-bytecode", "eng-cat_valencia") are variants for people who ask for them; they are not used.
"""

import heapq
import re
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from wireglot.articles.languages import iso639_3, parse_tag

# Each step loses sense and leaves words of its own language behind: da-sv-is-en keeps words of four
# languages (BLEU 7.8 on NTREX). A change of script is no step.
MOST_STEPS = 2

NAME = re.compile(r"([a-z]{2,3})-([a-z]{2,3})((?:_[A-Z]{2})?)")


class Mode(NamedTuple):
    """A mode with its two languages as ISO 639-3, a region or script after "_"; steps is 0 or 1."""

    name: str
    reads: str
    writes: str
    steps: int


def parse_mode(name: str) -> Mode | None:
    """None for a variant, and for a mode that is better not used (data/apertium.toml says why)."""
    if name in known()["shunned"]:
        return None
    if name in known()["scripts"]:
        reads, writes = known()["scripts"][name]
        return Mode(name, reads, writes, 0)
    found = NAME.fullmatch(name)
    return Mode(name, iso639_3(found[1]), iso639_3(found[2]) + found[3], 1) if found else None


def route(names: Iterable[str], source: str, target: str) -> tuple[str, ...]:
    """The modes that lead from one language tag to the other, in order; () when none do."""
    return next((way for goal in writes(target) if (way := _shortest(names, (), reads(source), goal))), ())


def packages(names: Iterable[str], source: str, target: str) -> tuple[str, ...]:
    """The Debian packages that, added to the modes there are, would give a route; () when none would."""
    there = tuple(names)
    origin = {mode: package for package, modes in known()["packages"].items() for mode in modes}
    ways = (_shortest(there, origin, reads(source), goal) for goal in writes(target))
    way = next((way for way in ways if way), ())
    return tuple(dict.fromkeys(origin[mode] for mode in way if mode not in there))


def reads(tag: str) -> str:
    """The name under which modes read a language; "" for one in a script of which they know nothing."""
    language, script, _ = parse_tag(tag)
    exception: str = known()["reads"].get(parse_tag(tag).written, "")
    return exception or ("" if script else iso639_3(language))


def writes(tag: str) -> Sequence[str]:
    """The names under which modes may write a language, the best first."""
    language, script, region = parse_tag(tag)
    written = parse_tag(tag).written
    if written not in known()["writes"] and (script or written in known()["reads"]):
        return ()
    name = known()["writes"].get(written) or iso639_3(language)
    return tuple(dict.fromkeys((f"{name}_{region}" if region else name, name, name.partition("_")[0])))


@cache
def known() -> dict[str, Any]:
    """The tables of data/apertium.toml."""
    table = Path(__file__).parents[1] / "data" / "apertium.toml"
    return tomllib.loads(table.read_text(encoding="utf-8"))


def _shortest(
    there: Iterable[str], absent: Iterable[str] | Mapping[str, str], start: str, goal: str
) -> tuple[str, ...]:
    """Dijkstra's way: fewest steps, then fewest absent modes, then by name, so that it is always the same."""
    here = set(there)
    modes = [mode for name in sorted({*here, *absent}) if (mode := parse_mode(name))]
    waiting: list[tuple[int, int, tuple[str, ...], str]] = [(0, 0, (), start)]
    seen: set[str] = set()
    while waiting:
        steps, missing, way, language = heapq.heappop(waiting)
        if language == goal:
            return way
        if language in seen:
            continue
        seen.add(language)
        for mode in modes:
            if mode.reads == language and steps + mode.steps <= MOST_STEPS:
                cost = (steps + mode.steps, missing + (mode.name not in here))
                heapq.heappush(waiting, (*cost, (*way, mode.name), mode.writes))
    return ()
