"""The tables of the facts: data/*.toml, read once, at first use."""

import re
import tomllib
from functools import cache
from hashlib import sha256
from importlib.resources import files
from typing import Any

from wireglot.articles.numbers.tables import written

_OWN = ("hedges", "negation", "speech", "support", "units")
_FIGURES = ("months", "numerals", "weekdays")


@cache
def table(name: str) -> dict[str, Any]:
    """data/<name>.toml as it stands; callers only read it."""
    return tomllib.loads(_text(name))


def entry(name: str, language: str) -> dict[str, str]:
    """The rows of a language, or of the one that it is like; {} where there are none."""
    found: dict[str, str] = table(name).get(language, {})
    return table(name)[found["like"]] if "like" in found else found


def listed(row: str) -> list[str]:
    """The words of a row, "_" in them a space."""
    return [word.replace("_", " ") for word in row.split()]


def either(words: list[str]) -> str:
    """A pattern of the words, longest first; a "*" at an end stands for up to four letters more."""
    ordered = sorted(set(words), key=lambda word: (-len(word), word))
    return "|".join(re.escape(word).replace(r"\*", r"\w{0,4}") for word in ordered)


@cache
def fingerprint() -> str:
    """Changes when any table that the facts are judged by does."""
    tables = (*map(_text, _OWN), *map(written, _FIGURES))
    return sha256("".join(tables).encode()).hexdigest()


def _text(name: str) -> str:
    return (files("wireglot.summarizers.facts") / "data" / f"{name}.toml").read_text(encoding="utf-8")
