"""How much of a newspaper page's gold text an extraction has: paragraphs, lead, sub-headings, size, day, banners.

Texts are compared by their letters and digits in small letters. A gold paragraph counts as found when it is in the
text, or when nine tenths of its runs of 12 characters are. A sub-heading counts when it is a block of its own.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from hashlib import sha256
from pathlib import Path
from typing import Any

from benchmarks.scoring.page_extractors import wireglot
from benchmarks.scoring.pages import FIRST_SENTENCES, Extraction, Extractor, Page, read_pages

RUN = 12
FOUND = 0.9
SIZE = (0.9, 1.15)
BANNER = re.compile(
    r"\b(?:cookies?|consent|newsletter|subscribe|sign up|read more|weiterlesen|lesen sie auch|mehr zum thema|"
    r"abonnieren|einwilligung|datenschutz|inscrivez|lire aussi|abonnez|suscr[íi]b|leer m[áa]s|lee tambi[ée]n|"
    r"leggi anche|iscriviti|les også|läs mer|czytaj więcej|čtěte také|çerez|читайте также)\b",
    re.IGNORECASE,
)

# Those of which less is better are at most, all others at least this.
GOALS = {
    "paragraph recall": 0.98,
    "lead recall": 0.90,
    "sub-heading recall": 0.97,
    "pages of right size": 0.92,
    "right day": 0.97,
}


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
    moment = datetime.fromisoformat(gold)
    days: set[date] = {moment.date()}
    if moment.tzinfo:
        days.add(moment.astimezone(UTC).date())
    return {day.isoformat() for day in days}


def scores(extract: Extractor, pages: Iterable[Page]) -> list[PageScore]:
    """The score of each page."""
    return [score(page, extract(page)) for page in pages]


def measures(scores: list[PageScore]) -> dict[str, float]:
    """The measures of the goal table, over all pages."""
    low, high = SIZE
    return {
        "paragraph recall": _recall((s.paragraphs, len(s.lost_paragraphs)) for s in scores),
        "lead recall": _recall((s.leads, len(s.lost_leads)) for s in scores),
        "sub-heading recall": _recall((s.headings, len(s.lost_headings)) for s in scores),
        "pages of right size": sum(low <= s.size <= high for s in scores) / len(scores),
        "right day": sum(s.right_day for s in scores) / len(scores),
        "pages with a banner": sum(bool(s.banners) for s in scores) / len(scores),
    }


def corpus_sha256(folder: Path) -> str:
    """The checksum of the pages and their gold texts."""
    digest = sha256()
    for path in sorted((folder / "pages").glob("*")):
        digest.update(path.read_bytes())
    return digest.hexdigest()


def floors(folder: Path) -> dict[str, Any]:
    """The section of floors.json: the measures of the goals, rounded down."""
    found = measures(scores(wireglot, read_pages(folder)))
    return {
        "corpus_sha256": corpus_sha256(folder),
        "measures": {name: int(found[name] * 1000) / 1000 for name in GOALS},
    }


def _recall(counts: Iterable[tuple[int, int]]) -> float:
    totals = [sum(column) for column in zip(*counts, strict=True)]
    return 1 - totals[1] / totals[0]
