"""The language tables: data/*.toml and *.json, read once, when first used. Callers only read them."""

import json
import tomllib
from functools import cache
from importlib.resources import files
from typing import Any


@cache
def table(name: str) -> dict[str, Any]:
    """Return data/NAME.toml."""
    return tomllib.loads(table_text(f"{name}.toml"))


@cache
def json_table(name: str) -> dict[str, Any]:
    """Return data/NAME.json."""
    loaded: dict[str, Any] = json.loads(table_text(f"{name}.json"))
    return loaded


def table_text(file_name: str) -> str:
    """Return a file of data/ as text."""
    return (files("wireglot.articles.languages") / "data" / file_name).read_text(encoding="utf-8")
