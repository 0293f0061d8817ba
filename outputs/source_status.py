"""Status of an article according to its source: withdrawn, embargoed, corrected."""

import re
import tomllib
from dataclasses import replace
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

from wireglot.articles import Article

WITHDRAWN = "Withdrawn by its source: it must not be used, and its text is not shown."


def is_withdrawn(article: Article) -> bool:
    return article.status == "canceled"


def without_withdrawn_text(article: Article) -> Article:
    """The article, without any of its text when it was withdrawn."""
    return replace(article, headline="", blocks=()) if is_withdrawn(article) else article


def is_held(article: Article, now: datetime | None = None) -> bool:
    """Whether the source has the article under embargo or withheld at `now` (timezone-aware; default: the present)."""
    if article.status == "withheld":
        return True
    if not article.embargoed:
        return False
    moment = datetime.fromisoformat(article.embargoed)
    return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)) > (now or datetime.now(UTC))


def held_reason(article: Article) -> str:
    """The sentence for the reader that says why the article is not shown."""
    if article.embargoed:
        return f"Embargoed by its source until {article.embargoed}: not to be shown before."
    return "Withheld by its source: not to be shown until it is released."


def correction(article: Article) -> str:
    """What the source says it corrected: its editor's note, or the mark in its headline; "" for no correction.

    A note that only announces an update ("adds quote") is no correction. The words are in data/corrections.toml.
    """
    note, headline = article.note.casefold(), article.headline.casefold()
    if note and _correction_words().search(note):
        return article.note
    return "its headline says so" if headline and _correction_label().match(headline) else ""


@cache
def _correction_words() -> re.Pattern[str]:
    """At the beginning of a word; in scripts without spaces anywhere."""
    table = tomllib.loads((Path(__file__).parent / "data" / "corrections.toml").read_text("utf-8"))
    words = sorted({word.casefold() for language in table.values() for word in language}, key=len, reverse=True)
    spaced = "|".join(re.escape(word) for word in words if word[0] < "\u0e00")
    others = "|".join(re.escape(word) for word in words if word[0] >= "\u0e00")
    return re.compile(rf"\b(?:{spaced})|{others}")


@cache
def _correction_label() -> re.Pattern[str]:
    """At the head of a headline and set apart from the rest: "CORRECTED-Storm ...", 【訂正】."""
    return re.compile(rf"\W*(?:{_correction_words().pattern})\w*\s*[-–—:：)\]】」]")
