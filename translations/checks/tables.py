"""The tables of the checks: data/*.toml, read once, at first use."""

import tomllib
from functools import cache
from hashlib import sha256
from importlib.resources import files
from typing import Any

from translations.tags import parse


@cache
def table(name: str) -> dict[str, Any]:
    """data/<name>.toml as it stands; callers only read it."""
    return tomllib.loads(_text(name))


@cache
def base(tag: str) -> str:
    """The language of a tag, without script and region."""
    return parse(tag).language


def fingerprint() -> str:
    """Changes when any table of the checks does."""
    return sha256("".join(map(_text, ("lengths", "letters", "months", "numerals"))).encode()).hexdigest()[:8]


def _text(name: str) -> str:
    return (files("translations.checks") / "data" / f"{name}.toml").read_text(encoding="utf-8")
