"""Routes: which opus-mt models lead from one language to another, the best first. Pure; nothing need be there.

A chain has one step, or two where it goes by way of English. Candidates come in this order, each where there is one:

    direct            a model of the pair
    group             a model of a group of languages, asked for ours by its >>xx<< token when it writes the group
    through English   the best candidate into English, then the best out of it
    many              mul-en or en-mul, the one-pull starters
"""

import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from itertools import product
from pathlib import Path
from typing import Any, NamedTuple

ENGLISH = "en"
MANY = "mul"


class Step(NamedTuple):
    """One model of a chain, and the token that stands before its source ("" when it writes one language only)."""

    model_id: str
    target_token: str


Chain = tuple[Step, ...]


def routes(source: str, target: str) -> list[Chain]:
    """The chains from one BCP 47 tag to the other, best first; [] when none is known or they are one language.

    Regions do not matter. A script that the table does not name ("kk-Arab") has no route: a model that was trained
    on another script would answer with noise.
    """
    reads, writes = plain(source), plain(target)
    if reads == writes:
        return []
    if writes == ENGLISH:
        return [(step,) for step in _into_english(reads)]
    if reads == ENGLISH:
        return [(step,) for step in _out_of_english(writes)]
    return list(_between(reads, writes))


def model_ids() -> frozenset[str]:
    """Every model that a route can name."""
    chains = [chain for tag in languages() for pair in ((tag, ENGLISH), (ENGLISH, tag)) for chain in routes(*pair)]
    chains += [(step,) for pair in _table()["others"]["direct"].split() for step in _other(*pair.split("-"))]
    starter = Step(_id(MANY, ENGLISH), "")
    return frozenset(step.model_id for chain in (*chains, (starter,)) for step in chain)


def languages() -> tuple[str, ...]:
    """The tags that routes lead from or to, besides English, sorted."""
    into, out, many = _table()["to_english"], _table()["from_english"], _table()["many"]["tokens"]
    read = " ".join((into["direct"], *into["groups"].values())).split()
    written = (*out["direct"].split(), *(tag for group in out["groups"].values() for tag in group), *out["tokens"])
    return tuple(sorted({plain(tag) for tag in (*read, *written, *many)} - {ENGLISH}))


def plain(tag: str) -> str:
    """A tag as the table has it: language, and the script where it says one; no region ("zh_tw" -> "zh-Hant")."""
    language, *rest = tag.replace("_", "-").split("-")
    language = language.lower()
    script = next((part.title() for part in rest if len(part) == 4 and part.isalpha()), "")
    if language == "zh" and not script and {part.upper() for part in rest} & {"TW", "HK", "MO"}:
        script = "Hant"  # the regions that write traditional characters
    named = f"{language}-{script}" if script else language
    alias: Mapping[str, str] = _table()["alias"]
    return alias.get(named, named)


def _into_english(source: str) -> Iterator[Step]:
    table = _table()["to_english"]
    if source in table["direct"].split():
        yield Step(_id(source, ENGLISH), "")
    for group, members in table["groups"].items():
        if source in members.split():
            yield Step(_id(group, ENGLISH), "")
    if source in _table()["many"]["tokens"]:
        yield Step(_id(MANY, ENGLISH), "")


def _out_of_english(target: str) -> Iterator[Step]:
    table = _table()["from_english"]
    if target in table["direct"].split() or f"{ENGLISH}-{target}" in _table()["named"]:
        yield Step(_id(ENGLISH, target), table["tokens"].get(target, ""))
    for group, tokens in table["groups"].items():
        if target in tokens:
            yield Step(_id(ENGLISH, group), tokens[target])
    if target in _table()["many"]["tokens"]:
        yield Step(_id(ENGLISH, MANY), _table()["many"]["tokens"][target])


def _between(source: str, target: str) -> Iterator[Chain]:
    """A direct pair, then by way of English: every half with every other, those with the least loss in rank first."""
    for step in _other(source, target):
        yield (step,)
    halves = product(enumerate(_into_english(source)), enumerate(_out_of_english(target)))
    for (_, into), (_, out) in sorted(halves, key=lambda pair: (pair[0][0] + pair[1][0], pair[0][0])):
        yield (into, out)


def _other(source: str, target: str) -> Iterator[Step]:
    if f"{source}-{target}" in _table()["others"]["direct"].split():
        yield Step(_id(source, target), "")


def _id(source: str, target: str) -> str:
    table = _table()
    named: str | None = table["named"].get(f"{source}-{target}")
    pattern: str = table["pattern"]
    return named or pattern.format(source=source, target=target)


@cache
def _table() -> dict[str, Any]:
    return tomllib.loads((Path(__file__).parent / "data" / "routes.toml").read_text(encoding="utf-8"))
