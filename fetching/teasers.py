"""A teaser and the page with its whole text as one item."""

from dataclasses import replace

from wireglot.articles.languages import ends_sentence
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
    full_text = True if page.full_text is None and _goes_on(item, page) else page.full_text
    return replace(item, text=text, metadata=metadata, full_text=full_text)


def _goes_on(item: Item, page: Item) -> bool:
    """Whether the feed has whole sentences and the page more of them: then the page has all, however short it is."""
    teaser, text = _text(item), _text(page)
    return bool(teaser) and all(map(_is_whole, (teaser, text))) and text != teaser and teaser in text


def _is_whole(text: str) -> bool:
    return ends_sentence(text) and not text.endswith(("...", "…"))


def _text(item: Item) -> str:
    return " ".join(block.text for block in item.text.blocks if block.kind == "paragraph")


def _size(item: Item) -> int:
    return sum(len(block.text) for block in item.text.blocks if block.kind in ("paragraph", "heading"))
