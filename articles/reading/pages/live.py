"""Live blogs: their overview and their newest entries.

A live blog has hundreds of entries, the newest first, each a small article. A summary of all of them would say what was
true hours ago, so only the newest are read; a warning says how many there are.
"""

from collections.abc import Iterable
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, NamedTuple

from wireglot.articles.languages import ends_sentence
from wireglot.articles.reading.dates import read_date
from wireglot.articles.reading.pages.blocks import PageBlock, text_key
from wireglot.articles.reading.pages.json_ld import JsonLd, first_text, paragraphs_of
from wireglot.articles.reading.paragraphs import Paragraph

if TYPE_CHECKING:
    from lxml.html import HtmlElement

# Entries have 50 to 150 words; ten are about as long as a long report.
NEWEST = 10
# Fewer times in a page belong to its head, its pictures and its comments.
LEAST_ENTRIES = 3
_TYPE = "LiveBlogPosting"
_NEVER = datetime.min.replace(tzinfo=UTC)


class Entry(NamedTuple):
    """One entry of a live blog; the time is that of its publication."""

    moment: datetime
    paragraphs: list[Paragraph]


class LiveText(NamedTuple):
    """The text of a live blog, and of how many entries it has the newest."""

    paragraphs: list[Paragraph]
    shown: int
    total: int


def is_live(json_ld: JsonLd) -> bool:
    return _TYPE in json_ld.types


def entries_of_json_ld(json_ld: JsonLd) -> list[Entry]:
    """Return the entries that have a text, as the page lists them."""
    updates = json_ld.article.get("liveBlogUpdate")
    found = [
        _entry(update) for update in (updates if isinstance(updates, list) else [updates]) if isinstance(update, dict)
    ]
    return [entry for entry in found if any(p.kind is None for p in entry.paragraphs)]


def entries_of_elements(column: "HtmlElement | None", chosen: Iterable[tuple[PageBlock, Paragraph]]) -> list[Entry]:
    """Return the text of each element of the column that has a time of its own."""
    moments = {} if column is None else _dated_elements(column)
    entries: dict[HtmlElement, Entry] = {}
    for block, paragraph in chosen:
        if (element := next((e for e in block.container if e in moments), None)) is not None:
            entries.setdefault(element, Entry(moments[element], [])).paragraphs.append(paragraph)
    return list(entries.values()) if len(entries) >= LEAST_ENTRIES else []


def live_text(overview: list[Paragraph], entries: list[Entry]) -> LiveText:
    """Return the paragraphs of the overview that are in no entry, and the newest entries, the newest first."""
    keys = "|".join(text_key(p.text) for entry in entries for p in entry.paragraphs)
    first = next((i for i, p in enumerate(overview) if text_key(p.text) in keys), len(overview))
    newest = sorted(entries, key=lambda entry: entry.moment, reverse=True)[:NEWEST]
    return LiveText([*overview[:first], *(p for entry in newest for p in entry.paragraphs)], len(newest), len(entries))


def _entry(update: dict[str, Any]) -> Entry:
    headline = first_text(update.get("headline"))
    body = update.get("articleBody")
    texts = paragraphs_of(body) if isinstance(body, str) else []
    heading = (
        [Paragraph(headline, ends_sentence(headline), True, "heading")]
        if headline and headline not in texts[:1]
        else []
    )
    moment = _moment(first_text(update.get("datePublished")) or first_text(update.get("dateModified")))
    return Entry(moment, [*heading, *(Paragraph(text, ends_sentence(text), True) for text in texts)])


def _dated_elements(column: "HtmlElement") -> "dict[HtmlElement, datetime]":
    """Return the largest elements of the column that have exactly one time, with that time."""
    found = {}
    for time in column.iter("time"):
        element = time
        while (parent := element.getparent()) is not None and parent is not column and _has_one_time(parent):
            element = parent
        if element is not time:
            found[element] = _moment(time.get("datetime") or "".join(time.itertext()))
    return found


def _has_one_time(element: "HtmlElement") -> bool:
    times = element.iter("time")
    next(times, None)
    return next(times, None) is None


def _moment(text: str) -> datetime:
    moments = read_date(text.strip()).moments
    return moments[0] if moments else _NEVER
