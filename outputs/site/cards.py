"""Card: what a list shows of an article's newest version, on pages and in search results alike."""

from dataclasses import asdict, dataclass

import orjson

from wireglot.articles.languages import UNKNOWN, language_name, writing_direction
from wireglot.outputs.edition import Edition
from wireglot.outputs.rendering import was_written
from wireglot.outputs.site.paths import is_day
from wireglot.outputs.site.render import label


@dataclass(frozen=True, slots=True)
class Card:
    """A row of a list; of a withdrawn article it contains no text.

    day, time  of publication, otherwise of the run, in UTC: YYYY-MM-DD, and what cards are sorted by
    lang, dir  of `headline` and `short`: a tag ("" when unknown) and the writing direction
    language   of the original
    made_by    the engines, in words
    """

    id: str
    version: int
    state: str
    day: str
    time: str
    headline: str
    short: str
    lang: str
    dir: str
    language: str
    language_name: str
    desk: str
    source: str
    made_by: str


def card_of(edition: Edition) -> Card:
    """Return the card of an edition. Raises ValueError when the edition has no day."""
    article, shown = edition.article, edition.shown
    time = article.published if is_day(article.published[:10]) else edition.made_at
    if not is_day(time[:10]):
        raise ValueError(f"made_at {edition.made_at!r} is no time")
    lang = edition.reader_language if shown else "en"
    headline = edition.headline or edition.summaries.short.text or label("no_headline")
    return Card(
        id=article.id,
        version=edition.version,
        state=edition.state,
        day=time[:10],
        time=time,
        headline=headline if shown else label("withdrawn_title"),
        short=edition.summaries.short.text if shown and edition.headline else "",
        lang="" if lang == UNKNOWN else lang,
        dir=writing_direction(lang),
        language=edition.language.tag,
        language_name=language_name(edition.language.tag),
        desk=edition.desk,
        source=article.source,
        made_by=_made_by(edition) if shown else "",
    )


def _made_by(edition: Edition) -> str:
    translation, engine = edition.translation, edition.summaries.short.engine
    translator = label("translated_by", engine=translation.engine) if translation else label("not_translated")
    return f"{translator}; {label('written_by' if was_written(edition) else 'chosen_by', engine=engine)}"


def to_bytes(card: Card) -> bytes:
    return orjson.dumps(asdict(card))


def from_bytes(content: bytes) -> Card:
    return Card(**orjson.loads(content))
