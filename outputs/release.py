"""Whether an article may be shown: kills, holds and embargoes of its source."""

from dataclasses import replace
from datetime import UTC, datetime

from wireglot.articles import Article

WITHDRAWN = "Withdrawn by its source: it must not be used, and its text is not shown."


def is_withdrawn(article: Article) -> bool:
    return article.status == "canceled"


def is_held(article: Article, now: datetime | None = None) -> bool:
    """Whether its source holds it back at that moment (aware; the present one by default)."""
    if article.status == "withheld":
        return True
    if not article.embargoed:
        return False
    moment = datetime.fromisoformat(article.embargoed)
    return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)) > (now or datetime.now(UTC))


def as_allowed(article: Article) -> Article:
    """The article, without any of its text when it was withdrawn."""
    return replace(article, headline="", blocks=()) if is_withdrawn(article) else article


def held_because(article: Article) -> str:
    """The sentence that tells a reader why it is held."""
    if article.embargoed:
        return f"Embargoed by its source until {article.embargoed}: not to be shown before."
    return "Withheld by its source: not to be shown until it is released."
