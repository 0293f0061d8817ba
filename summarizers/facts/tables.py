"""The data tables of the fact checks: data/*.toml, each read at first use."""

import re
import tomllib
from functools import cache
from hashlib import sha256
from importlib.resources import files
from typing import Any

from wireglot.articles.numbers import table_text

_OWN_TABLES = ("hedges", "negation", "speech", "support", "units")
_NUMBER_TABLES = ("months", "numerals", "weekdays")


@cache
def table(name: str) -> dict[str, Any]:
    """Return data/<name>.toml; callers must not change it."""
    return tomllib.loads(_text(name))


def entry(name: str, language: str) -> dict[str, str]:
    """Return the rows of a language, or of the language that its row `like` names; {} when there are none."""
    found: dict[str, str] = table(name).get(language, {})
    return table(name)[found["like"]] if "like" in found else found


def split_row(row: str) -> list[str]:
    """Return the words of a row; "_" in a word stands for a space."""
    return [word.replace("_", " ") for word in row.split()]


def any_of(words: list[str]) -> str:
    """Return a pattern of the words, longest first; a "*" at the end of a word stands for up to four letters more."""
    ordered = sorted(set(words), key=lambda word: (-len(word), word))
    return "|".join(re.escape(word).replace(r"\*", r"\w{0,4}") for word in ordered)


@cache
def fingerprint() -> str:
    """Return a digest that changes with any table that the checks use."""
    tables = (*map(_text, _OWN_TABLES), *map(table_text, _NUMBER_TABLES))
    return sha256("".join(tables).encode()).hexdigest()


def _text(name: str) -> str:
    return (files("wireglot.summarizers.facts") / "data" / f"{name}.toml").read_text(encoding="utf-8")
