"""Search data in blocks of 250 articles: one new article rewrites the files of its block, however many there are.

    site/data/h12.js       the cards of block 12, by slot; null where none is shown
    site/data/t12-3.js     its terms whose first character falls into bucket 3, each with its slots
    site/data/index.js     how often each block was written, and what the script needs to know

Each is a script of one call, wireglot([name, data]): pages that are opened from disk may load scripts and nothing else.
A reader's word loads one bucket of each block.
"""

from collections.abc import Iterable, Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

import orjson

from wireglot.articles.languages import UNSPACED
from wireglot.outputs.site.card import Card
from wireglot.outputs.site.names import data_file, write
from wireglot.outputs.site.strings import script_strings

# A block's files are read and written for each new article in it (some 10 ms), and a search over 10,000 articles loads
# 40 blocks: half the size doubles the one, twice the size the other.
SIZE = 250
BUCKETS = 8
_OPEN, _CLOSE = b"wireglot(", b")\n"

Postings = dict[str, list[int]]


class BlockLost(Exception):
    """The files of a block that cannot be read; it is made anew from the versions."""


def patch(root: Path, block: int, changed: Mapping[int, tuple[Card | None, Iterable[str]]]) -> None:
    """Let the block's slots in `changed` hold those cards and terms. Raises OSError, BlockLost."""
    cards = _cards(root, block)
    buckets = [_postings(root, block, bucket) for bucket in range(BUCKETS)]
    for postings in buckets:
        _forget(postings, changed.keys())
    for slot in sorted(changed):
        card, terms = changed[slot]
        cards[slot] = asdict(card) if card else None
        for term in terms:
            buckets[bucket_of(term)].setdefault(term, []).append(slot)
    _store(root, block, cards, buckets)


def clear(root: Path, block: int) -> None:
    """Empty files for a block, to be filled. Raises OSError."""
    _store(root, block, [None] * SIZE, [{} for _ in range(BUCKETS)])


def write_index(root: Path, stamps: list[int]) -> None:
    """stamps: for each block a number that is another one when its files are. Raises OSError."""
    said = {"blocks": stamps, "buckets": BUCKETS, "unspaced": UNSPACED, "strings": script_strings()}
    _write(root, "index", said)


def bucket_of(term: str) -> int:
    return ord(term[0]) % BUCKETS


def _forget(postings: Postings, slots: Iterable[int]) -> None:
    gone = set(slots)
    for term in [term for term, found in postings.items() if not gone.isdisjoint(found)]:
        postings[term] = [slot for slot in postings[term] if slot not in gone]
        if not postings[term]:
            del postings[term]


def _store(root: Path, block: int, cards: list[Any], buckets: list[Postings]) -> None:
    for bucket, postings in enumerate(buckets):
        _write(root, f"t{block}-{bucket}", postings)
    _write(root, f"h{block}", cards)


def _write(root: Path, name: str, data: Any) -> None:
    write(root, data_file(name), _OPEN + orjson.dumps([name, data], option=orjson.OPT_SORT_KEYS) + _CLOSE)


def _cards(root: Path, block: int) -> list[Any]:
    data = _read(root, f"h{block}")
    if not isinstance(data, list) or len(data) != SIZE:
        raise BlockLost(f"h{block} holds no {SIZE} cards")
    return data


def _postings(root: Path, block: int, bucket: int) -> Postings:
    data = _read(root, f"t{block}-{bucket}")
    if not isinstance(data, dict) or not all(isinstance(slots, list) for slots in data.values()):
        raise BlockLost(f"t{block}-{bucket} holds no terms")
    return data


def _read(root: Path, name: str) -> Any:
    try:
        content = (root / data_file(name)).read_bytes()
        found, data = orjson.loads(content.removeprefix(_OPEN).removesuffix(_CLOSE))
    except (OSError, TypeError, ValueError) as fault:
        raise BlockLost(f"{name} cannot be read: {fault}") from fault
    if found != name:
        raise BlockLost(f"{name} calls itself {found!r}")
    return data
