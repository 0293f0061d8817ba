"""The data files of engine `extract`: weights by summary length, openings by language, fingerprints."""

import tomllib
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from pathlib import Path

DATA = Path(__file__).parent.parent / "data"
WEIGHTS = DATA / "extract.toml"
OPENINGS = DATA / "openings.toml"


@dataclass(frozen=True, slots=True)
class Weights:
    """Of one summary length; the keys are explained in data/extract.toml."""

    features: tuple[tuple[str, float], ...]
    likeness: float
    dependent: float


@cache
def weights(length: str) -> Weights:
    """Of "short" or "long"."""
    table = tomllib.loads(WEIGHTS.read_text(encoding="utf-8"))[length]
    likeness, dependent = table.pop("likeness"), table.pop("dependent")
    return Weights(tuple(table.items()), likeness, dependent)


@cache
def openings(language: str) -> tuple[str, ...]:
    """Dependent openings of a BCP 47 base tag, lower case; none for a language without a line."""
    table = tomllib.loads(OPENINGS.read_text(encoding="utf-8"))
    return tuple(table.get(language, ()))


@cache
def fingerprint(path: Path) -> str:
    """Eight hex digits of a data file's sha256: enough to tell any two states of it apart."""
    return sha256(path.read_bytes()).hexdigest()[:8]
