"""One model for many languages: its codes for ours, from a table, and the leg that uses it."""

import tomllib
from functools import cache
from pathlib import Path

from models import shelf
from translations.neural.legs import Leg
from translations.tags import parse


def leg_of(family: str, source: str, target: str) -> Leg | None:
    """The leg from one tag to the other, None when the model is not on the shelf or does not know both languages."""
    codes = _table()[family]
    names: dict[str, str] = codes["codes"]
    reads, writes = code_of(names, source), code_of(names, target)
    model = shelf.find(codes["model"]) if reads and writes and reads != writes else None
    return Leg(model, reads, writes) if model else None


def model_of(family: str, source: str, target: str) -> str:
    """The id of the model, "" when it does not know both languages."""
    codes = _table()[family]
    known = code_of(codes["codes"], source) and code_of(codes["codes"], target)
    return str(codes["model"]) if known else ""


def code_of(names: dict[str, str], tag: str) -> str:
    """The model's code for a tag: by language and script, else by the language where it names no script; "" if unknown."""
    parts = parse(tag)
    return names.get(parts.written) or ("" if parts.script else names.get(parts.language, ""))


@cache
def _table() -> dict[str, dict[str, dict[str, str]]]:
    return tomllib.loads((Path(__file__).parent / "data" / "codes.toml").read_text("utf-8"))
