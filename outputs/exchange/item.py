"""Item: what a feed tells of an article's newest version."""

from dataclasses import dataclass

from wireglot.outputs.edition import Edition
from wireglot.outputs.exchange.address import Addresses, is_address, urn
from wireglot.outputs.rendering import how_made


@dataclass(frozen=True, slots=True)
class Item:
    """Plain text throughout; the feeds' writers escape it. withdrawn: nothing but its name and dates is told."""

    urn: str
    page: str
    source: str
    language: str
    headline: str
    short: str
    paragraphs: tuple[str, ...]
    published: str
    updated: str
    withdrawn: bool = False


def item_of(edition: Edition, addresses: Addresses) -> Item:
    article = edition.article
    if not edition.shown:
        return Item(urn(article.id), "", "", "", "", "", (), "", edition.made_at, withdrawn=True)
    return Item(
        urn=urn(article.id),
        page=addresses.page(article.id),
        source=article.uri if is_address(article.uri) else "",
        language=edition.told_in,
        headline=edition.headline or edition.summaries.short.text,
        short=edition.summaries.short.text,
        paragraphs=tuple(filter(None, (edition.summaries.long.text, *edition.warnings, how_made(edition)))),
        published=article.published if "T" in article.published else edition.made_at,
        updated=edition.made_at,
    )
