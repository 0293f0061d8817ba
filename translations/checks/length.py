"""Length: a translation much longer or shorter than its source, measured by what each language needs."""

import tomllib
from functools import cache
from pathlib import Path

from wireglot.articles.languages import base_language

# How many times longer or shorter than expected a sentence may be. The references of 36 languages stay within 2.2
# (999 in 1,000); the tolerance is for short sentences, where one word more doubles the length.
_MAX_RATIO = 2.4
_TOLERANCE = 15


def wrong_length(source: str, translation: str, language: str, to: str) -> str:
    """Say how far the translation is outside the usual range of the pair; "" when it is within."""
    expected = len(source.strip()) * (_size(to) / _size(language))
    tolerance = _TOLERANCE * _size(to)
    found = len(translation.strip())
    if found > _MAX_RATIO * expected + tolerance:
        return f"{found} characters where about {expected:.0f} were expected: too long"
    if found * _MAX_RATIO + tolerance < expected:
        return f"{found} characters where about {expected:.0f} were expected: too short"
    return ""


@cache
def _size(tag: str) -> float:
    """Characters that the language takes for what English says in one."""
    return float(_sizes().get(base_language(tag), 1.0))


@cache
def _sizes() -> dict[str, float]:
    return tomllib.loads((Path(__file__).parent / "data" / "lengths.toml").read_text(encoding="utf-8"))
