"""Card: what a list shows of an article's newest version, on pages and in search results alike."""

from dataclasses import asdict, dataclass

import orjson

from wireglot.articles.languages import language_name, writing_direction
from wireglot.outputs.edition import Edition
from wireglot.outputs.rendering import was_written
from wireglot.outputs.site.names import is_day
from wireglot.outputs.site.strings import say


@dataclass(frozen=True, slots=True)
class Card:
    """Of a withdrawn article no word of its text.

    day, time    of its publication, else of its making, in UTC: YYYY-MM-DD, and what it is sorted by
    told         the language of headline and short, a tag; dir: its writing direction
    made_by      through which engines, in words
    """

    id: str
    version: int
    state: str
    day: str
    time: str
    headline: str
    short: str
    told: str
    dir: str
    language: str
    language_name: str
    desk: str
    source: str
    made_by: str


def card_of(edition: Edition) -> Card:
    """Raises ValueError when the edition has no day."""
    article, shown = edition.article, edition.shown
    time = article.published if is_day(article.published[:10]) else edition.made_at
    if not is_day(time[:10]):
        raise ValueError(f"made_at {edition.made_at!r} is no time")
    headline = edition.headline or edition.summaries.short.text or say("no_headline")
    return Card(
        id=article.id,
        version=edition.version,
        state=edition.state,
        day=time[:10],
        time=time,
        headline=headline if shown else say("withdrawn_title"),
        short=edition.summaries.short.text if shown and edition.headline else "",
        told=edition.reader_language if shown else "en",
        dir=writing_direction(edition.reader_language) if shown else "ltr",
        language=edition.language.tag,
        language_name=language_name(edition.language.tag),
        desk=edition.desk,
        source=article.source,
        made_by=_made_by(edition) if shown else "",
    )


def _made_by(edition: Edition) -> str:
    translation = edition.translation
    told = say("via", engine=translation.engine) if translation else say("no_translation")
    engine = edition.summaries.short.engine
    return f"{told}; {say('written' if was_written(edition) else 'chosen', engine=engine)}"


def to_text(card: Card) -> bytes:
    return orjson.dumps(asdict(card))


def from_text(text: bytes) -> Card:
    return Card(**orjson.loads(text))
