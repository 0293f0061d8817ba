"""Lines that pages put among the paragraphs: cookies, newsletters, films, and where readers must pay for the rest."""

import re
import tomllib
from functools import cache
from pathlib import Path
from typing import Literal

from wireglot.articles.languages import length_in_words

Notice = Literal["paywall", "other"]
# In words. A longer paragraph that speaks of subscribers or cookies is news about them; those about cookies explain.
LONGEST: dict[Notice, int] = {"paywall": 30, "other": 60}
# "02:57 Min.. Verfügbar bis 06.05.2024.": a film or a sound with its length.
_MEDIUM = re.compile(r"(?:\d{1,2}:)?\d{1,2}:\d{2} Min\.*(?: Verfügbar bis \d{1,2}\.\d{1,2}\.\d{4})?\.?")
_APOSTROPHES = str.maketrans("’‘´`", "''''")


def notice_in(text: str) -> Notice | None:
    """Return the kind of notice that a line is, None for text."""
    folded = text.translate(_APOSTROPHES).casefold()
    for kind, phrases in _phrases().items():
        if any(phrase in folded for phrase in phrases) and length_in_words(text) <= LONGEST[kind]:
            return kind
    return "other" if _MEDIUM.fullmatch(text) else None


@cache
def _phrases() -> dict[Notice, tuple[str, ...]]:
    table = tomllib.loads((Path(__file__).parent / "data" / "notices.toml").read_text("utf-8"))
    kinds: tuple[Notice, ...] = ("paywall", "other")
    return {kind: tuple(phrase.casefold() for phrase in table[kind]) for kind in kinds}
