"""One model for many languages: its codes for ours, from a table, and the leg that uses it."""

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

from wireglot.articles.languages import parse_tag
from wireglot.models import find_model
from wireglot.translations.neural.legs import Leg


def leg_of(family: str, source: str, target: str) -> Leg | None:
    """The leg from one tag to the other, None when the model is not stored or does not know both languages."""
    names = _codes(family)
    reads, writes = code_of(names, source), code_of(names, target)
    model = find_model(_table()[family]["model"]) if reads and writes and reads != writes else None
    leg = Leg(model, reads, writes) if model else None
    return leg if leg and leg.speaks else None


def model_of(family: str, source: str, target: str) -> str:
    """The id of the model, "" when it does not know both languages."""
    known = code_of(_codes(family), source) and code_of(_codes(family), target)
    return str(_table()[family]["model"]) if known else ""


def code_of(names: dict[str, str], tag: str) -> str:
    """The model's code for a tag: by language and script, or the language where it names no script; "" if none."""
    parts = parse_tag(tag)
    return names.get(parts.written) or ("" if parts.script else names.get(parts.language, ""))


def _codes(family: str) -> dict[str, str]:
    codes: dict[str, str] = _table()[family]["codes"]
    return codes


@cache
def _table() -> dict[str, dict[str, Any]]:
    return tomllib.loads((Path(__file__).parent / "data" / "codes.toml").read_text("utf-8"))
