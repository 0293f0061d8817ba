"""The tables of detection: data/*.toml, read once, at first use."""

import tomllib
from functools import cache
from hashlib import sha256
from importlib.resources import files
from typing import Any


@cache
def table(name: str) -> dict[str, Any]:
    """data/<name>.toml as it stands; callers only read it."""
    return tomllib.loads(_text(name))


def fingerprint() -> str:
    """Changes when any table does."""
    names = ("han", "neighbours", "scripts", "tags", "words")
    return sha256("".join(map(_text, names)).encode()).hexdigest()[:8]


def _text(name: str) -> str:
    return (files("wireglot.articles.languages.detection") / "data" / f"{name}.toml").read_text(encoding="utf-8")
