"""Tables of words by language (data/*.toml), each read at first use, and the patterns made of their rows."""

import re
import tomllib
from functools import cache
from importlib.resources import files
from typing import Any


@cache
def table_text(name: str) -> str:
    """Return data/<name>.toml as text."""
    return (files("wireglot.articles.facts") / "data" / f"{name}.toml").read_text(encoding="utf-8")


@cache
def table(name: str) -> dict[str, Any]:
    """Return data/<name>.toml; callers must not change it."""
    return tomllib.loads(table_text(name))


def entry(name: str, language: str) -> dict[str, str]:
    """Return the rows of a language (base tag), or of the one that its row `like` names; {} when there are none."""
    return rows_of(table(name), language)


def rows_of(tables: dict[str, Any], language: str) -> dict[str, str]:
    """Return the rows of a language in a table that is loaded, as `entry` does."""
    rows: dict[str, str] = tables.get(language, {})
    return tables[rows["like"]] if "like" in rows else rows


def split_row(row: str) -> list[str]:
    """Return the words of a row; "_" in a word stands for a space."""
    return [word.replace("_", " ") for word in row.split()]


def any_of(words: list[str]) -> str:
    """Return a pattern of the words, longest first; a "*" at the end of a word stands for up to four letters more."""
    ordered = sorted(set(words), key=lambda word: (-len(word), word))
    return "|".join(re.escape(word).replace(r"\*", r"\w{0,4}") for word in ordered)
