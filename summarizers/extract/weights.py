"""The data files of engine `extract`: weights by summary length and of the lede's evidence, fingerprints."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from pathlib import Path
from types import MappingProxyType

DATA = Path(__file__).parent.parent / "data"
WEIGHTS = DATA / "extract.toml"
SETTINGS = ("likeness", "dependent", "second")  # of a choice; the other keys of a table are features


@dataclass(frozen=True, slots=True)
class Weights:
    """Of one summary length; the keys are explained in data/extract.toml."""

    features: tuple[tuple[str, float], ...]
    likeness: float
    dependent: float
    second: float


@cache
def weights(length: str) -> Weights:
    """Of "short" or "long"."""
    return weights_of(_tables()[length])


def weights_of(table: Mapping[str, float]) -> Weights:
    """Those of a table as it stands in data/extract.toml: what is no setting of the choice weighs a feature."""
    features = tuple((name, value) for name, value in table.items() if name not in SETTINGS)
    return Weights(features, *(table.get(name, 0.0) for name in SETTINGS))


@cache
def lede_weights() -> Mapping[str, float]:
    """What the evidence for a lede weighs; see extracting/lede.py."""
    return MappingProxyType(_tables()["lede"])


def _tables() -> dict[str, dict[str, float]]:
    return tomllib.loads(WEIGHTS.read_text(encoding="utf-8"))


@cache
def fingerprint(path: Path) -> str:
    """Eight hex digits of a data file's sha256: enough to tell any two states of it apart."""
    return sha256(path.read_bytes()).hexdigest()[:8]
