"""A feed as JSON Feed 1.1, which has no word for what was withdrawn: such items are left out."""

from collections.abc import Sequence

import orjson

from wireglot.outputs.exchange.atom import html_of
from wireglot.outputs.exchange.item import Item


def json_feed(title: str, address: str, front: str, items: Sequence[Item]) -> bytes:
    """items: the newest first."""
    said = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": title,
        "home_page_url": front,
        "feed_url": address,
        "authors": [{"name": "Wireglot (machine-made summaries)"}],
        "items": [_item(item) for item in items if not item.withdrawn],
    }
    return orjson.dumps(said, option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE)


def _item(item: Item) -> dict[str, str]:
    said = {
        "id": item.urn,
        "url": item.page,
        "external_url": item.source,
        "title": item.headline,
        "summary": item.short,
        "content_html": html_of(item),
        "date_published": item.published,
        "date_modified": item.updated,
        "language": item.language,
    }
    return {key: value for key, value in said.items() if value}
