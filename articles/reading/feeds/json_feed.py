"""JSON Feed 1.0 and 1.1 (https://www.jsonfeed.org/version/1.1/)."""

import json
from typing import Any
from urllib.parse import urljoin

from wireglot.articles.reading.encoding import decode
from wireglot.articles.reading.errors import MalformedDocument
from wireglot.articles.reading.feeds.entries import MAX_ENTRIES, Feed, FeedEntry, too_many
from wireglot.articles.web_addresses import canonical_address, is_web_address


def read_json_feed(content: bytes, address: str, name: str) -> Feed:
    """Return the feed; items that are no objects are left out with a warning.

    Raises:
        MalformedDocument: If it is not JSON with items.
    """
    try:
        data = json.loads(decode(content, name))
    except (ValueError, RecursionError) as error:
        raise MalformedDocument(f"{name}: expected a JSON feed, found JSON that is damaged or too deep.") from error
    items = data.get("items") if isinstance(data, dict) else None
    if not isinstance(items, list):
        raise MalformedDocument(f"{name}: expected a JSON feed with a list of items, found none.")
    if len(items) > MAX_ENTRIES:
        raise too_many(name)
    objects = [item for item in items if isinstance(item, dict)]
    home = _web(data.get("home_page_url"), address)
    others = len(items) - len(objects)
    return Feed(
        kind="a JSON feed",
        address=canonical_address(address) or name,
        title=_text(data.get("title")),
        home=home,
        language=_text(data.get("language")),
        entries=tuple(_entry(item, home or address) for item in objects),
        warnings=(f"{others} items of the feed are no objects and were left out.",) if others else (),
    )


def _entry(item: dict[str, Any], base: str) -> FeedEntry:
    authors = item.get("authors") or [item.get("author")]
    names = (
        [_text(author.get("name")) for author in authors if isinstance(author, dict)]
        if isinstance(authors, list)
        else []
    )
    return FeedEntry(
        guid=_text(item.get("id")),
        link=_web(item.get("url"), base) or _web(item.get("external_url"), base),
        title=_text(item.get("title")),
        content=_text(item.get("content_html")) or _text(item.get("content_text")),
        description=_text(item.get("summary")),
        language=_text(item.get("language")),
        published=_text(item.get("date_published")),
        updated=_text(item.get("date_modified")),
        author=", ".join(filter(None, names)),
    )


def _text(value: object) -> str:
    """Return a text; a number is taken as its digits, as the specification asks for ids."""
    if isinstance(value, int | float) and not isinstance(value, bool):
        return str(value)
    return value.strip() if isinstance(value, str) else ""


def _web(value: object, base: str) -> str:
    text = _text(value)
    try:
        joined = urljoin(base, text) if text else ""
    except ValueError:
        return ""
    return joined if is_web_address(joined) else ""
