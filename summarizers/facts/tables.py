"""The tables of words of the fact checks (data/*.toml), each read at first use, and a digest of all they depend on."""

import tomllib
from functools import cache
from hashlib import sha256
from importlib.resources import files
from typing import Any

from wireglot.articles.facts import FACT_TABLES, fact_table_text, rows_of
from wireglot.articles.numbers import NUMBER_TABLES, table_text

_OWN_TABLES = ("claims", "hedges", "speech", "support")


@cache
def table(name: str) -> dict[str, Any]:
    """Return data/<name>.toml; callers must not change it."""
    return tomllib.loads(_text(name))


def entry(name: str, language: str) -> dict[str, str]:
    """Return the rows of a language, or of the language that its row `like` names; {} when there are none."""
    return rows_of(table(name), language)


@cache
def fingerprint() -> str:
    """Return a digest that changes with the entries of any table that the checks use."""
    tables = (*map(_text, _OWN_TABLES), *map(fact_table_text, FACT_TABLES), *map(table_text, NUMBER_TABLES))
    lines = (line for table in tables for line in table.splitlines() if not line.startswith("#"))
    return sha256("\n".join(lines).encode()).hexdigest()


def _text(name: str) -> str:
    return (files("wireglot.summarizers.facts") / "data" / f"{name}.toml").read_text(encoding="utf-8")
