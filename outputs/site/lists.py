"""Lists of articles: the front page, the pages of days and years, and the data that search and filters load.

Search data are in blocks of 250 articles, so that one new article rewrites only the files of its block:

    site/data/h12.js       the cards of block 12, by slot; null where none is shown
    site/data/t12-3.js     its terms whose first character falls into bucket 3, each with its slots
    site/data/index.js     how often each block was written, and what the script needs to know
    site/data/folding.js   the table by which Python and the script fold text

Each is a script of one call, wireglot([name, data]): pages that are opened from disk may load scripts but not fetch().
A word that a reader types loads one bucket of each block.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict
from hashlib import sha256
from itertools import groupby
from pathlib import Path
from typing import Any

import orjson

from wireglot.articles.languages import UNSPACED, folding_table, language_name
from wireglot.outputs.layout import FRONT
from wireglot.outputs.site.failures import count_failures
from wireglot.outputs.site.pages import (
    data_file,
    day_page,
    path_to_root,
    remove,
    render,
    script_strings,
    write,
    year_page,
)
from wireglot.outputs.site.sources import has_sources, silent_desks
from wireglot.outputs.site.state import BLOCK_SIZE, Card, Part, SiteState, one_row_each

ON_FRONT = 60  # cards that a reader looks through in one go; the rest of a day is on its own page
DAYS_LISTED = 14  # two weeks; older days are found by their year
STATES = ("ok", "gist", "untranslated", "doubtful", "held", "withdrawn")


def write_lists(root: Path, state: SiteState, changed: Iterable[Part]) -> None:
    """Write the changed parts of days, the pages that link to them, their years and the front page. Raises OSError."""
    parts = set(changed)
    for day, part in sorted(parts | _neighbours(state, parts)):
        _write_part(root, state, day, part)
    for year in sorted({day[:4] for day, _ in parts}):
        _write_year(root, state, year)
    _write_front(root, state)


def list_page_names(state: SiteState) -> set[str]:
    """Return the pages of all days and years."""
    pages = {year_page(year) for year in state.years()}
    for day, _ in state.days():
        pages |= {day_page(day)} | {day_page(day, part) for part in state.parts(day)}
    return pages


def _neighbours(state: SiteState, parts: set[Part]) -> set[Part]:
    """Return the pages that link to these: of the same day, and of the days before and after."""
    found = set[Part]()
    for day in {day for day, _ in parts}:
        existing = state.parts(day)
        if len(existing) <= 1:
            for other in filter(None, (state.day_before(day), state.day_after(day))):
                beside = state.parts(other)
                found |= {(other, beside[0]), (other, beside[-1])}
        changed = {part for other_day, part in parts if other_day == day}
        found |= {(day, part) for part in existing if changed & {part - 1, part + 1}}
    return found


def _write_part(root: Path, state: SiteState, day: str, part: int) -> None:
    page, cards, parts = day_page(day, part), state.in_part(day, part), state.parts(day)
    if not cards and (part or not parts):
        remove(root, page)
        return
    values = {
        "root": path_to_root(page),
        "day": day,
        "part": part,
        "cards": one_row_each(cards),
        "earlier_part": max((other for other in parts if other < part), default=None),
        "later_part": min((other for other in parts if other > part), default=None),
        "day_before": state.day_before(day),
        "day_after": state.day_after(day),
    }
    write(root, page, render("day.html", values))


def _write_year(root: Path, state: SiteState, year: str) -> None:
    page, days = year_page(year), state.days(year)
    if not days:
        remove(root, page)
        return
    months = [(month, list(found)) for month, found in groupby(days, key=lambda day: day[0][:7])]
    write(root, page, render("year.html", {"root": path_to_root(page), "year": year, "months": months}))


def _write_front(root: Path, state: SiteState) -> None:
    days = state.days(limit=ON_FRONT)
    counts = dict(days)
    latest = state.latest(ON_FRONT)
    listed = Counter(card.day for card in latest)
    by_day = groupby(one_row_each(latest), key=lambda card: card.day)
    states = state.values("state")
    values = {
        "root": path_to_root(FRONT),
        "has_sources": has_sources(root),
        "failures": count_failures(root),
        "silent": silent_desks(root),
        "days": [(day, list(cards), counts[day], counts[day] > listed[day]) for day, cards in by_day],
        "latest_days": days[:DAYS_LISTED],
        "years": state.years(),
        "languages": sorted(
            ((tag, language_name(tag)) for tag in state.values("language")), key=lambda language: language[1]
        ),
        "desks": state.values("desk"),
        "states": [known for known in STATES if known in states],
        "stamp": sum(state.stamps()),  # another number when the search data change
    }
    write(root, FRONT, render("front.html", values))


BUCKETS = 8
_OPEN, _CLOSE = b"wireglot(", b")\n"

Slots = Mapping[int, tuple[Card | None, Iterable[str]]]  # slot -> the card there and the terms that find it
Postings = dict[str, list[int]]


class DamagedBlock(Exception):
    """The files of a block cannot be read; the block is written again."""


def update_block(root: Path, block: int, changed: Slots) -> None:
    """Replace the cards and terms of those slots. Raises OSError, DamagedBlock."""
    cards = _read_cards(root, block)
    buckets = [_read_postings(root, block, bucket) for bucket in range(BUCKETS)]
    for postings in buckets:
        _remove_slots(postings, set(changed))
    _write_block(root, block, cards, buckets, changed)


def write_block(root: Path, block: int, slots: Slots) -> None:
    """Write a block with only those slots. Raises OSError."""
    _write_block(root, block, [None] * BLOCK_SIZE, [{} for _ in range(BUCKETS)], slots)


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
    if not isinstance(data, list) or len(data) != BLOCK_SIZE:
        raise DamagedBlock(f"h{block} is no list of {BLOCK_SIZE} cards")
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
    except (OSError, TypeError, ValueError) as error:
        raise DamagedBlock(f"{name} cannot be read: {error}") from error
    if found != name:
        raise DamagedBlock(f"{name} has the name {found!r}")
    return data


def _write(root: Path, name: str, data: Any) -> None:
    write(root, data_file(name), _OPEN + orjson.dumps([name, data], option=orjson.OPT_SORT_KEYS) + _CLOSE)
