"""How much of a newspaper page's gold text an extraction has: paragraphs, lead, sub-headings, size, day, banners.

Texts are compared by their letters and digits in small letters. A gold paragraph counts as found when it is in the
text, or when nine tenths of its runs of 12 characters are. A sub-heading counts when it is a block of its own.
"""

import gzip
import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

RUN = 12
FOUND = 0.9
SIZE = (0.9, 1.15)
FIRST_SENTENCES = 3
BANNER = re.compile(
    r"\b(?:cookies?|consent|newsletter|subscribe|sign up|read more|weiterlesen|lesen sie auch|mehr zum thema|"
    r"abonnieren|einwilligung|datenschutz|inscrivez|lire aussi|abonnez|suscr[íi]b|leer m[áa]s|lee tambi[ée]n|"
    r"leggi anche|iscriviti|les også|läs mer|czytaj więcej|čtěte také|çerez|читайте также)\b",
    re.IGNORECASE,
)


class Page(NamedTuple):
    """A page of the corpus and its gold text."""

    name: str
    content: bytes
    gold: dict[str, Any]

    @property
    def url(self) -> str:
        return str(self.gold["url"])

    @property
    def lead(self) -> list[str]:
        return list(self.gold["body"]["summary"])

    @property
    def headings(self) -> list[str]:
        return [heading for section in self.gold["body"]["sections"] for heading in section["headline"]]

    @property
    def paragraphs(self) -> list[str]:
        return [paragraph for section in self.gold["body"]["sections"] for paragraph in section["paragraphs"]]


class Extraction(NamedTuple):
    """What an extractor made of a page: its blocks in order, its first sentences, and its date ("" for none)."""

    blocks: list[str]
    first_sentences: list[str]
    published: str = ""


Extractor = Callable[[Page], Extraction]


@dataclass(frozen=True, slots=True)
class PageScore:
    """The score of one page; lists hold what was not found."""

    name: str
    paragraphs: int
    lost_paragraphs: list[str]
    leads: int
    lost_leads: list[str]
    headings: int
    lost_headings: list[str]
    size: float
    right_day: bool
    banners: list[str]
    extra: list[str]


def read_pages(folder: Path) -> Iterator[Page]:
    """Yield the pages of DATA/pages."""
    for path in sorted((folder / "pages").glob("*.html.gz")):
        gold = json.loads(path.with_name(path.name.replace(".html.gz", ".json")).read_text("utf-8"))
        yield Page(path.name.removesuffix(".html.gz"), gzip.decompress(path.read_bytes()), gold)


def key(text: str) -> str:
    """The letters and digits of a text in small letters."""
    return "".join(filter(str.isalnum, text)).casefold()


def score(page: Page, extraction: Extraction) -> PageScore:
    """Compare an extraction with the gold text of its page."""
    keys = [key(block) for block in extraction.blocks]
    text = "".join(keys)
    runs = _runs(text)
    gold = page.lead + page.headings + page.paragraphs
    gold_text = "".join(map(key, gold))
    gold_runs = _runs(gold_text)
    return PageScore(
        name=page.name,
        paragraphs=len(page.paragraphs),
        lost_paragraphs=[p for p in page.paragraphs if not is_found(key(p), text, runs)],
        leads=len(page.lead),
        lost_leads=[p for p in page.lead if not is_found(key(p), text, runs)],
        headings=len(page.headings),
        lost_headings=[h for h in page.headings if key(h) not in keys],
        size=len(text) / max(1, len(gold_text)),
        right_day=extraction.published[:10] in _days(page.gold.get("publishing_date") or ""),
        banners=[
            s for s in extraction.first_sentences[:FIRST_SENTENCES] if BANNER.search(s) and key(s) not in gold_text
        ],
        extra=[b for b, k in zip(extraction.blocks, keys, strict=True) if not is_found(k, gold_text, gold_runs)],
    )


def is_found(part: str, text: str, runs: frozenset[str]) -> bool:
    """Whether a key is in a text, or nearly."""
    if part in text:
        return True
    own = [part[i : i + RUN] for i in range(len(part) - RUN + 1)]
    return bool(own) and sum(run in runs for run in own) >= FOUND * len(own)


def _runs(text: str) -> frozenset[str]:
    return frozenset(text[i : i + RUN] for i in range(len(text) - RUN + 1))


def _days(gold: str) -> set[str]:
    """The day of the gold date in its own zone and in UTC: a page may show either."""
    if not gold:
        return {""}
    from datetime import UTC, datetime

    moment = datetime.fromisoformat(gold)
    days: set[date] = {moment.date()}
    if moment.tzinfo:
        days.add(moment.astimezone(UTC).date())
    return {day.isoformat() for day in days}
