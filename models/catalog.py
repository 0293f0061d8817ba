"""The catalog: the licences of known models, and the opus-mt routes from one language to another.

A route has one step, or two where it goes through English. The candidates, the best first, each where there is one:

    direct            a model of the pair
    group             a model of a group of languages; its >>xx<< token names ours when it writes the group
    through English   the best candidate into English, then the best out of it
    many              mul-en or en-mul, one model for many languages

The data files are licences.toml and routes.toml. Nothing here looks at the model store or the network.
"""

import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from itertools import product
from pathlib import Path
from typing import Any, NamedTuple

ENGLISH = "en"
MANY = "mul"
# Parts of a licence's name that forbid commercial use, or say that the model is for research.
_NON_COMMERCIAL = ("nc", "noncommercial", "research")


class RouteStep(NamedTuple):
    """One model of a route, and the token before its source ("" when it writes one language only)."""

    model_id: str
    target_token: str


Route = tuple[RouteStep, ...]


def known_licence(model_id: str) -> str:
    """Return the licence in the table; "" for a model that it does not name: the hub may still have it."""
    table = _table("licences")
    licence: str = table["models"].get(model_id, table["routes"] if model_id in route_model_ids() else "")
    return licence


def is_non_commercial(licence: str) -> bool:
    """Return whether a licence's name ("cc-by-nc-4.0") forbids commercial use."""
    parts = licence.lower().replace("_", "-").replace(" ", "-").split("-")
    return any(part in _NON_COMMERCIAL for part in parts) or "non-commercial" in licence.lower()


def find_routes(source: str, target: str) -> list[Route]:
    """Return the routes from one BCP 47 tag to the other, best first; [] when none is known or they are one language.

    Regions do not matter. A script that the table does not name ("kk-Arab") has no route: a model that was trained
    on another script would answer with noise.
    """
    reads, writes = normalize(source), normalize(target)
    if reads == writes:
        return []
    if writes == ENGLISH:
        return [(step,) for step in _into_english(reads)]
    if reads == ENGLISH:
        return [(step,) for step in _out_of_english(writes)]
    return list(_between(reads, writes))


def route_model_ids() -> frozenset[str]:
    """Return every model that a route can name."""
    pairs = [pair for tag in routed_languages() for pair in ((tag, ENGLISH), (ENGLISH, tag))]
    routes = [route for pair in pairs for route in find_routes(*pair)]
    routes += [(step,) for pair in _table("routes")["others"]["direct"].split() for step in _direct(*pair.split("-"))]
    starter = RouteStep(_id(MANY, ENGLISH), "")
    return frozenset(step.model_id for route in (*routes, (starter,)) for step in route)


def routed_languages() -> tuple[str, ...]:
    """Return the tags that routes lead from or to, besides English, sorted."""
    table = _table("routes")
    into, out, many = table["to_english"], table["from_english"], table["many"]["tokens"]
    read = " ".join((into["direct"], *into["groups"].values())).split()
    written = (*out["direct"].split(), *(tag for group in out["groups"].values() for tag in group), *out["tokens"])
    return tuple(sorted({normalize(tag) for tag in (*read, *written, *many)} - {ENGLISH}))


def normalize(tag: str) -> str:
    """Return the tag as the table has it: language, and the script if it has one; no region ("zh_tw" -> "zh-Hant")."""
    language, *rest = tag.replace("_", "-").split("-")
    language = language.lower()
    script = next((part.title() for part in rest if len(part) == 4 and part.isalpha()), "")
    if language == "zh" and not script and {part.upper() for part in rest} & {"TW", "HK", "MO"}:
        script = "Hant"  # the regions that write traditional characters
    written = f"{language}-{script}" if script else language
    alias: Mapping[str, str] = _table("routes")["alias"]
    return alias.get(written, written)


def _into_english(source: str) -> Iterator[RouteStep]:
    table = _table("routes")["to_english"]
    if source in table["direct"].split():
        yield RouteStep(_id(source, ENGLISH), "")
    for group, members in table["groups"].items():
        if source in members.split():
            yield RouteStep(_id(group, ENGLISH), "")
    if source in _table("routes")["many"]["tokens"]:
        yield RouteStep(_id(MANY, ENGLISH), "")


def _out_of_english(target: str) -> Iterator[RouteStep]:
    table = _table("routes")["from_english"]
    if target in table["direct"].split() or f"{ENGLISH}-{target}" in _table("routes")["named"]:
        yield RouteStep(_id(ENGLISH, target), table["tokens"].get(target, ""))
    for group, tokens in table["groups"].items():
        if target in tokens:
            yield RouteStep(_id(ENGLISH, group), tokens[target])
    if target in _table("routes")["many"]["tokens"]:
        yield RouteStep(_id(ENGLISH, MANY), _table("routes")["many"]["tokens"][target])


def _between(source: str, target: str) -> Iterator[Route]:
    """Yield a direct pair, then through English every half with every other, the least loss in rank first."""
    for step in _direct(source, target):
        yield (step,)
    halves = product(enumerate(_into_english(source)), enumerate(_out_of_english(target)))
    for (_, into), (_, out) in sorted(halves, key=lambda pair: (pair[0][0] + pair[1][0], pair[0][0])):
        yield (into, out)


def _direct(source: str, target: str) -> Iterator[RouteStep]:
    if f"{source}-{target}" in _table("routes")["others"]["direct"].split():
        yield RouteStep(_id(source, target), "")


def _id(source: str, target: str) -> str:
    table = _table("routes")
    named: str | None = table["named"].get(f"{source}-{target}")
    pattern: str = table["pattern"]
    return named or pattern.format(source=source, target=target)


@cache
def _table(name: str) -> dict[str, Any]:
    return tomllib.loads((Path(__file__).parent / "data" / f"{name}.toml").read_text(encoding="utf-8"))
