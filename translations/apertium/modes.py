"""Apertium's modes as a graph of languages: the shortest route between two, or what to install to get one.

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

# Each step loses meaning and leaves words of its own language behind: da-sv-is-en keeps words of four
# languages (BLEU 7.8 on NTREX). A change of script is no step.
MAX_STEPS = 2

NAME = re.compile(r"([a-z]{2,3})-([a-z]{2,3})((?:_[A-Z]{2})?)")


class Mode(NamedTuple):
    """A mode with its two languages as ISO 639-3, a region or script after "_"; steps is 0 or 1."""

    name: str
    reads: str
    writes: str
    steps: int


def parse_mode(name: str) -> Mode | None:
    """Parse a mode's name; None for a variant, and for a mode that is not good enough (data/apertium.toml says why)."""
    if name in known()["excluded"]:
        return None
    if name in known()["scripts"]:
        reads, writes = known()["scripts"][name]
        return Mode(name, reads, writes, 0)
    match = NAME.fullmatch(name)
    return Mode(name, iso639_3(match[1]), iso639_3(match[2]) + match[3], 1) if match else None


def route(names: Iterable[str], source: str, target: str) -> tuple[str, ...]:
    """Return the modes that lead from one language tag to the other, in order; () when none do."""
    found = (_shortest(names, (), reads(source), goal) for goal in writes(target))
    return next(filter(None, found), ())


def packages(names: Iterable[str], source: str, target: str) -> tuple[str, ...]:
    """Return the Debian packages that, added to the installed modes, give a route; () when none would."""
    installed = tuple(names)
    package_of = {mode: package for package, modes in known()["packages"].items() for mode in modes}
    found = (_shortest(installed, package_of, reads(source), goal) for goal in writes(target))
    path = next(filter(None, found), ())
    return tuple(dict.fromkeys(package_of[mode] for mode in path if mode not in installed))


def reads(tag: str) -> str:
    """Return the name under which modes read a language; "" for one in a script that they do not know."""
    language, script, _ = parse_tag(tag)
    exception: str = known()["reads"].get(parse_tag(tag).written, "")
    return exception or ("" if script else iso639_3(language))


def writes(tag: str) -> Sequence[str]:
    """Return the names under which modes may write a language, the best first."""
    language, script, region = parse_tag(tag)
    written = parse_tag(tag).written
    if written not in known()["writes"] and (script or written in known()["reads"]):
        return ()
    name = known()["writes"].get(written) or iso639_3(language)
    return tuple(dict.fromkeys((f"{name}_{region}" if region else name, name, name.partition("_")[0])))


@cache
def known() -> dict[str, Any]:
    """Return the tables of data/apertium.toml."""
    table = Path(__file__).parents[1] / "data" / "apertium.toml"
    return tomllib.loads(table.read_text(encoding="utf-8"))


def _shortest(
    installed: Iterable[str], available: Iterable[str] | Mapping[str, str], start: str, goal: str
) -> tuple[str, ...]:
    """Dijkstra's shortest path: fewest steps, then fewest modes to install, then the first by name."""
    here = set(installed)
    modes = [mode for name in sorted({*here, *available}) if (mode := parse_mode(name))]
    queue: list[tuple[int, int, tuple[str, ...], str]] = [(0, 0, (), start)]
    seen: set[str] = set()
    while queue:
        steps, missing, path, language = heapq.heappop(queue)
        if language == goal:
            return path
        if language in seen:
            continue
        seen.add(language)
        for mode in modes:
            if mode.reads == language and steps + mode.steps <= MAX_STEPS:
                cost = (steps + mode.steps, missing + (mode.name not in here))
                heapq.heappush(queue, (*cost, (*path, mode.name), mode.writes))
    return ()
