"""Reading of the evaluation data: the data folder (DATA), and the project's own small sets.

DATA/ntrex/<code>.jsonl.gz       news documents that people translated into many languages, aligned by sentence
tests/evaluation/small, traps    sets written for this project
"""

import gzip
import json
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

EVALUATION = Path(__file__).parents[2] / "tests" / "evaluation"
FLOORS = EVALUATION / "floors.json"


class NoData(LookupError):
    """The folder lacks the data that were to be scored."""


def recorded_floors() -> dict[str, Any]:
    """All sections of floors.json."""
    return dict(json.loads(FLOORS.read_text(encoding="utf-8")))


def small_set(name: str) -> dict[str, Any]:
    """The project's own set of this name: small/<name>.toml."""
    return tomllib.loads((EVALUATION / "small" / f"{name}.toml").read_text(encoding="utf-8"))


def ntrex(folder: Path, code: str) -> list[dict[str, Any]]:
    """The documents of a language of NTREX; `code` is the name of its file."""
    return list(read_jsonl(folder / "ntrex" / f"{code}.jsonl.gz"))


def read_jsonl(path: Path) -> Iterator[dict[str, Any]]:
    """The JSON values of a compressed file, one per line."""
    yield from map(json.loads, read_lines(path))


def read_lines(path: Path) -> Iterator[str]:
    """The lines of a compressed text file, without line feeds."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            yield line.rstrip("\n")
