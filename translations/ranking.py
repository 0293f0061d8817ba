"""Which of several ready engines is best for a pair: a table of scores, not the family's fame."""

import tomllib
from functools import cache
from pathlib import Path

from wireglot.articles.languages import parse_tag


def score(engine: str, source: str, to: str) -> float:
    """What the table holds for the engine and the pair, else for the engine; 0 where it names neither.

    Only the order within one pair means something.
    """
    table = _table().get(engine, {})
    pair = f"{parse_tag(source).language}-{parse_tag(to).language}"
    return float(table.get(pair, table.get("else", 0.0)))


@cache
def _table() -> dict[str, dict[str, float]]:
    return tomllib.loads((Path(__file__).parent / "data" / "ranking.toml").read_text("utf-8"))
