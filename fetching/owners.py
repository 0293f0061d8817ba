"""The feed that gives an article, where several have it: the one with its whole text, or else that had it first."""

import logging
from collections.abc import Hashable, Iterable, Set

from wireglot.articles import now_text
from wireglot.fetching.items import FetchedItem
from wireglot.fetching.state import FetchState, KnownItem

log = logging.getLogger(__name__)

# A day after the feed that had an article first showed it last, the article belongs to another one.
OWNED_SECONDS = 86_400


def each_once(state: FetchState, items: Iterable[FetchedItem]) -> list[FetchedItem]:
    """Return each article once: as the feed has it that owns it, unless another has its whole text.

    Every text of an agency is returned, since the store orders them, and every one that must not be used.
    """
    chosen: dict[Hashable, FetchedItem] = {}
    for one in items:
        key = one.item if one.is_version or _is_protected(one) else one.item.metadata.uri
        other = chosen.get(key)
        if other is None or (_is_whole(one) and not _is_whole(other)):
            chosen[key] = one
    held = {one.item.metadata.uri for one in chosen.values() if one.feed and _is_held_back(one)}
    kept = [one for one in chosen.values() if _may_have(state, one, held)]
    state.keep_items(
        (f"owner\0{one.item.metadata.uri}", KnownItem(one.feed, b"whole" if _counts_as_whole(one) else b""))
        for one in sorted(kept, key=_is_protected)
        if one.feed
    )
    if others := len(chosen) - len(kept):
        log.info("%d items are articles that another feed of this output folder gives.", others)
    return kept


def _is_whole(one: FetchedItem) -> bool:
    return one.item.full_text is True


def _counts_as_whole(one: FetchedItem) -> bool:
    """Return whether no other feed may replace it: a whole text, or one that its feed protects."""
    return _is_whole(one) or _is_protected(one)


def _is_held_back(one: FetchedItem) -> bool:
    return one.item.metadata.status == "withheld" or one.item.metadata.embargoed > now_text()


def _is_protected(one: FetchedItem) -> bool:
    return one.item.metadata.status != "usable" or _is_held_back(one)


def _may_have(state: FetchState, one: FetchedItem, held: Set[str]) -> bool:
    """Return whether this feed gives the article: no other did lately, or only a teaser of what is whole here.

    What a source protects counts in any case; what a feed holds back is not given beside it by another one or a page.

    held: the articles that some feed of this run holds back.
    """
    uri = one.item.metadata.uri
    if one.is_version or _is_protected(one):
        return True
    if uri in held:
        return False
    owner = state.known_item(f"owner\0{uri}", newer_than=OWNED_SECONDS)
    return not one.feed or owner is None or owner.uri == one.feed or (_is_whole(one) and not owner.digest)
