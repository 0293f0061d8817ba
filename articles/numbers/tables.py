"""The tables of figures: data/*.toml, read once, at first use."""

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any

from wireglot.articles.languages import parse_tag


@cache
def table(name: str) -> dict[str, Any]:
    """data/<name>.toml as it stands; callers only read it."""
    return tomllib.loads(written(name))


@cache
def base(tag: str) -> str:
    """The language of a tag, without script and region."""
    return parse_tag(tag).language


def written(name: str) -> str:
    """data/<name>.toml as text, for fingerprints."""
    return (files("wireglot.articles.numbers") / "data" / f"{name}.toml").read_text(encoding="utf-8")
