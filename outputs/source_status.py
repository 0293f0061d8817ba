"""Status of an article according to its source: withdrawn, held, embargoed, corrected."""

import re
import tomllib
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Literal

from wireglot.articles import Article

WITHDRAWN = "Withdrawn by its source: it must not be used, and its text is not shown."

# Of a kill that found nothing to withdraw.
NO_STORY = "No story with this identifier is stored: if there is one, it was not withdrawn."
NO_IDENTIFIER = "This kill has no identifier, and no story is stored for it: if there is one, it was not withdrawn."


def is_withdrawn(article: Article) -> bool:
    return article.status == "canceled"


def without_withdrawn_text(article: Article) -> Article:
    """The article, without any of its text when it was withdrawn."""
    return replace(article, headline="", blocks=()) if is_withdrawn(article) else article


def without_story(kill: Article) -> Article:
    """A kill for which no story is stored, with the warning that says so."""
    warning = NO_STORY if kill.identifiers else NO_IDENTIFIER
    return replace(kill, warnings=(*kill.warnings, warning))


def is_held(article: Article) -> bool:
    """Whether the source holds the article back, without a time at which that ends."""
    return article.status == "withheld"


def is_embargoed(article: Article, now: datetime | None = None) -> bool:
    """Whether the article is under embargo at `now` (timezone-aware; default: the present)."""
    return bool(article.embargoed) and _moment(article.embargoed) > (now or datetime.now(UTC))


def release_state(article: Article) -> Literal["withdrawn", "held", "embargoed", ""]:
    """The state in which the source has the article now, "" when its text may be shown."""
    if is_withdrawn(article):
        return "withdrawn"
    if is_held(article):
        return "held"
    return "embargoed" if is_embargoed(article) else ""


def hidden_reason(article: Article) -> str:
    """The sentence for the reader that says why an article that is held or under embargo is not shown."""
    if is_held(article):
        return article.hold or "Withheld by its source: not to be shown until it is released."
    return f"Embargoed by its source until {article.embargoed}: not to be shown before."


def sort_time(article: Article, made_at: str) -> str:
    """The time by which an article is sorted: that of its publication, unless it lies after the run that made it."""
    is_future = bool(future_date(article.published, datetime.fromisoformat(made_at)))
    return made_at if is_future or not article.published else article.published


def future_date(published: str, now: datetime | None = None) -> str:
    """The warning about a date of publication that lies more than a day ahead, in no zone today; "" for any other."""
    if not published or _moment(published) <= (now or datetime.now(UTC)) + timedelta(days=1):
        return ""
    return f"Its date of publication, {published}, lies in the future: it is sorted by the time when it arrived."


def _moment(text: str) -> datetime:
    moment = datetime.fromisoformat(text)
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


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
