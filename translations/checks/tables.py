"""The tables of the checks: data/*.toml, read once, at first use."""

import tomllib
from functools import cache
from hashlib import sha256
from importlib.resources import files
from typing import Any

from wireglot.articles.numbers import table_text


@cache
def table(name: str) -> dict[str, Any]:
    """data/<name>.toml as it stands; callers only read it."""
    return tomllib.loads(_text(name))


def fingerprint() -> str:
    """Changes when any table of the checks does, those of figures among them."""
    tables = (_text("lengths"), _text("letters"), table_text("months"), table_text("numerals"))
    return sha256("".join(tables).encode()).hexdigest()[:8]


def _text(name: str) -> str:
    return (files("wireglot.translations.checks") / "data" / f"{name}.toml").read_text(encoding="utf-8")
