"""Entry: what the catalog knows of an article's newest version, and the texts that it is found by."""

from dataclasses import dataclass

from wireglot.outputs.edition import Edition
from wireglot.outputs.index.tokens import indexed


@dataclass(frozen=True, slots=True)
class Entry:
    """Nothing of the text of what was withdrawn or is embargoed.

    day: of its publication, else of its making, YYYY-MM-DD in UTC.
    """

    id: str
    version: int
    state: str
    language: str
    told_in: str
    desk: str
    source: str
    day: str
    made_at: str
    headline: str
    original_headline: str
    short: str


def entry_of(edition: Edition) -> Entry:
    article, shown = edition.article, edition.shown
    return Entry(
        id=article.id,
        version=edition.version,
        state=edition.state,
        language=edition.language.tag,
        told_in=edition.told_in,
        desk=edition.desk,
        source=article.source,
        day=(article.published or edition.made_at)[:10],
        made_at=edition.made_at,
        headline=edition.headline if shown else "",
        original_headline=article.headline if shown else "",
        short=edition.summaries.short.text if shown else "",
    )


def found_by(edition: Edition) -> tuple[str, str, str, str]:
    """Headlines, summaries, translation and original as the index sees them; all empty for what is not shown."""
    if not edition.shown:
        return "", "", "", ""
    told = edition.translation.blocks if edition.translation else ()
    headlines = f"{edition.headline} {edition.article.headline}"
    summaries = f"{edition.summaries.short.text} {edition.summaries.long.text}"
    texts = [
        " ".join(text for block in blocks for text in block.sentences) for blocks in (told, edition.article.blocks)
    ]
    return indexed(headlines), indexed(summaries), indexed(texts[0]), indexed(texts[1])
