"""A teaser and the page with its whole text as one item."""

from dataclasses import replace

from wireglot.articles.reading import Item


def with_text_of_page(item: Item, page: Item) -> Item:
    """Return the longer text under the identifier and headline of the feed; what protects either protects it."""
    feed, own = item.metadata, page.metadata
    metadata = replace(
        feed,
        language=feed.language or own.language,
        published=feed.published or own.published,
        updated=own.updated or feed.updated,
        status=max(feed.status, own.status, key=("usable", "withheld", "canceled").index),
        hold=" ".join(dict.fromkeys(filter(None, (feed.hold, own.hold)))),
        embargoed=max(feed.embargoed, own.embargoed),
        note=feed.note or own.note,
        agency_lines=(*feed.agency_lines, *own.agency_lines),
        warnings=tuple(dict.fromkeys((*feed.warnings, *own.warnings))),
    )
    if _size(page) < _size(item):
        return replace(item, metadata=metadata)
    text = replace(page.text, headline=item.text.headline or page.text.headline)
    return replace(item, text=text, metadata=metadata, full_text=page.full_text)


def _size(item: Item) -> int:
    return sum(len(block.text) for block in item.text.blocks if block.kind in ("paragraph", "heading"))
