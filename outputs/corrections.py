"""Corrections: whether an article says of itself that it corrects an earlier text."""

import re
import tomllib
from functools import cache
from pathlib import Path

from wireglot.articles import Article


def correction(article: Article) -> str:
    """What the source says it corrected: its editor's note, or the mark in its headline; "" for no correction.

    A note that only tells of an update ("adds quote") is no correction; signs are in data/corrections.toml.
    """
    if _marked(article.note, anywhere=True):
        return article.note
    return "its headline says so" if _marked(article.headline, anywhere=False) else ""


def _marked(text: str, *, anywhere: bool) -> bool:
    """A note may hold a sign anywhere; a headline opens with one and sets it apart: "CORRECTED-Storm ...", 【訂正】."""
    if not text:
        return False
    found = _signs().search(text.casefold()) if anywhere else _set_apart().match(text.casefold())
    return found is not None


@cache
def _signs() -> re.Pattern[str]:
    """A sign stands at the beginning of a word; in a script without spaces anywhere."""
    table = tomllib.loads((Path(__file__).parent / "data" / "corrections.toml").read_text("utf-8"))
    signs = sorted({sign.casefold() for some in table.values() for sign in some}, key=len, reverse=True)
    spaced = "|".join(re.escape(sign) for sign in signs if sign[0] < "\u0e00")
    others = "|".join(re.escape(sign) for sign in signs if sign[0] >= "\u0e00")
    return re.compile(rf"\b(?:{spaced})|{others}")


@cache
def _set_apart() -> re.Pattern[str]:
    return re.compile(rf"\W*(?:{_signs().pattern})\w*\s*[-–—:：)\]】」]")
