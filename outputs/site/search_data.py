"""Search data in blocks of 250 articles: one new article rewrites only the files of its block.

    site/data/h12.js       the cards of block 12, by slot; null where none is shown
    site/data/t12-3.js     its terms whose first character falls into bucket 3, each with its slots
    site/data/index.js     how often each block was written, and what the script needs to know
    site/data/folding.js   the table by which Python and the script fold text

Each is a script of one call, wireglot([name, data]): pages that are opened from disk may load scripts but not fetch().
A word that a reader types loads one bucket of each block.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict
from hashlib import sha256
from pathlib import Path
from typing import Any

import orjson

from wireglot.articles.languages import UNSPACED, folding_table
from wireglot.outputs.site.cards import Card
from wireglot.outputs.site.paths import data_file, write
from wireglot.outputs.site.render import script_strings

# A block's files are read and written for each new article in it (some 10 ms), and a search over 10,000 articles loads
# 40 blocks: half the size doubles the second cost, twice the size the first.
SIZE = 250
BUCKETS = 8
_OPEN, _CLOSE = b"wireglot(", b")\n"

Slots = Mapping[int, tuple[Card | None, Iterable[str]]]  # slot -> the card there and the terms that find it
Postings = dict[str, list[int]]


class DamagedBlock(Exception):
    """The files of a block cannot be read; the block is written anew."""


def update_block(root: Path, block: int, changed: Slots) -> None:
    """Replace the cards and terms of those slots. Raises OSError, DamagedBlock."""
    cards = _read_cards(root, block)
    buckets = [_read_postings(root, block, bucket) for bucket in range(BUCKETS)]
    for postings in buckets:
        _remove_slots(postings, set(changed))
    _write_block(root, block, cards, buckets, changed)


def write_block(root: Path, block: int, slots: Slots) -> None:
    """Write a block with only those slots. Raises OSError."""
    _write_block(root, block, [None] * SIZE, [{} for _ in range(BUCKETS)], slots)


def write_index(root: Path, stamps: Sequence[int]) -> None:
    """Write what the script loads first; `stamps` has a number for each block that changes with it. Raises OSError."""
    folding = orjson.dumps(folding_table())
    index = {
        "blocks": stamps,
        "buckets": BUCKETS,
        "folding": sha256(folding).hexdigest()[:8],
        "strings": script_strings(),
        "unspaced": UNSPACED,
    }
    _write(root, "folding", orjson.Fragment(folding))
    _write(root, "index", index)


def bucket_of(term: str) -> int:
    return ord(term[0]) % BUCKETS


def _write_block(root: Path, block: int, cards: list[Any], buckets: list[Postings], slots: Slots) -> None:
    for slot in sorted(slots):
        card, terms = slots[slot]
        cards[slot] = asdict(card) if card else None
        for term in terms:
            buckets[bucket_of(term)].setdefault(term, []).append(slot)
    for bucket, postings in enumerate(buckets):
        _write(root, f"t{block}-{bucket}", postings)
    _write(root, f"h{block}", cards)


def _remove_slots(postings: Postings, slots: set[int]) -> None:
    for term in [term for term, found in postings.items() if not slots.isdisjoint(found)]:
        postings[term] = [slot for slot in postings[term] if slot not in slots]
        if not postings[term]:
            del postings[term]


def _read_cards(root: Path, block: int) -> list[Any]:
    data = _read(root, f"h{block}")
    if not isinstance(data, list) or len(data) != SIZE:
        raise DamagedBlock(f"h{block} is no list of {SIZE} cards")
    return data


def _read_postings(root: Path, block: int, bucket: int) -> Postings:
    data = _read(root, f"t{block}-{bucket}")
    if not isinstance(data, dict) or not all(isinstance(slots, list) for slots in data.values()):
        raise DamagedBlock(f"t{block}-{bucket} contains no terms")
    return data


def _read(root: Path, name: str) -> Any:
    try:
        content = (root / data_file(name)).read_bytes()
        found, data = orjson.loads(content.removeprefix(_OPEN).removesuffix(_CLOSE))
    except (OSError, TypeError, ValueError) as fault:
        raise DamagedBlock(f"{name} cannot be read: {fault}") from fault
    if found != name:
        raise DamagedBlock(f"{name} has the name {found!r}")
    return data


def _write(root: Path, name: str, data: Any) -> None:
    write(root, data_file(name), _OPEN + orjson.dumps([name, data], option=orjson.OPT_SORT_KEYS) + _CLOSE)
