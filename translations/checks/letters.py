"""How rare each letter of a language is (data/letters.toml)."""

import tomllib
from functools import cache
from pathlib import Path


@cache
def letter_costs() -> dict[str, dict[str, int]]:
    """Return language -> letter -> its cost, in tenths of bits: the commoner a letter, the lower."""
    table = tomllib.loads((Path(__file__).parent / "data" / "letters.toml").read_text(encoding="utf-8"))
    return {tag: {pair[0]: int(pair[1:]) for pair in line.split()} for tag, line in table.items()}
