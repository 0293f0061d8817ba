"""Entries: what a feed says about one article, whatever its format, and the Item that becomes of it.

title     entities that were encoded twice are decoded; tags that enclose words are removed, a lone `<br>` is text
text      of content and description, which mostly say the same, one: the content, unless it holds only a picture
          or the beginning
lead      a description that the content does not repeat: the standfirst
teaser    a text that is cut off, or short without the feed saying that it is the whole
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import UTC, tzinfo
from functools import lru_cache
from hashlib import sha256
from html import unescape
from typing import Literal

from wireglot.articles.boilerplate import boilerplate_kind
from wireglot.articles.identity import is_identifier
from wireglot.articles.languages import ends_sentence, length_in_words
from wireglot.articles.reading.agency_items import AgencyItem, best_body, found_item
from wireglot.articles.reading.body_markup import has_tags, paragraphs_of_html
from wireglot.articles.reading.encoding import clean
from wireglot.articles.reading.errors import MalformedDocument, TooLarge
from wireglot.articles.reading.items import Found, Item, NoArticle, Unread
from wireglot.articles.reading.paragraphs import Paragraph, find_paragraphs
from wireglot.articles.reading.repairs import Repair, warnings_for, with_warnings
from wireglot.articles.sentences import split_sentences

# Feeds have 10 to 100 items, those of whole archives some thousands.
MAX_ENTRIES = 20_000
# A title is a line; what is longer than any headline is a text in the wrong place, and is kept as far as this.
LONGEST_TITLE = 1000
# A description shorter than this beside a full text is a category or a credit, no standfirst.
SHORTEST_LEAD_WORDS = 6
# Content with less words than this is a caption or an alternative text of a picture.
SHORTEST_CONTENT_WORDS = 4
# Where a format has one element for teasers and whole texts; a short news item has 60 words or more.
SHORTEST_WHOLE_WORDS = 60

# Where a feed ends before its end.
BreaksOff = Literal["", "within", "after"]
_BREAKS_OFF: dict[BreaksOff, tuple[str, ...]] = {
    "": (),
    "within": ("The feed breaks off within this item; the rest of its text is missing.",),
    "after": ("The feed breaks off after this item; further items may be missing.",),
}

_ENCLOSED = re.compile(
    r"<(b|i|em|strong|span|a|u|sup|sub|font|mark|small|cite|q|p|div)(?:\s[^<>]*)?>(.*?)</\1\s*>", re.I | re.S
)
_ALTERNATIVE_TEXT = re.compile(r"""\balt\s?=\s?(?:"([^"<>]{10,1000})"|'([^'<>]{10,1000})')""", re.I)
# Of the alternative texts in an entry, in characters: pictures of a whole text have 200 each.
MAX_ALTERNATIVE_TEXTS = 20_000
_ELLIPSIS_AT_END = re.compile(r"(?:…|\.\.\.|\[…\]|\(…\)|\[\.\.\.\]|\(\.\.\.\))\s*$")
_READ_MORE_AFTER_ELLIPSIS = re.compile(r"(?P<text>.{20,}(?:…|\.\.\.|\]|\)))\s+(?P<more>[^.…]{4,60})", re.S)
# What WordPress adds to each entry, in the languages of its largest sites.
_ADDED = re.compile(
    r"(?:The post .{1,400} appeared first on .{1,200}"
    r"|Der Beitrag .{1,400} erschien zuerst auf .{1,200}"
    r"|L['’]article .{1,400} est apparu en premier sur .{1,200}"
    r"|La entrada .{1,400} (?:se publicó|aparece) primero en .{1,200}"
    r"|L['’]articolo .{1,400} (?:proviene da|sembra essere il primo su) .{1,200}"
    r"|O post .{1,400} apareceu primeiro em .{1,200}"
    r"|Het bericht .{1,400} verscheen eerst op .{1,200})\.?"
)


@dataclass(frozen=True, slots=True)
class FeedEntry:
    """What a feed says about one article; "" for what is missing.

    guid         the identifier that the feed gives it, good within the feed
    link         the address of its page, absolute
    content      the text in the element for the text, HTML or plain; `is_whole`: it is meant for whole texts
    description  the text in the element for a summary
    published    as the feed writes it; updated likewise
    breaks_off   the feed breaks off "within" the entry or "after" it
    """

    guid: str = ""
    link: str = ""
    title: str = ""
    content: str = ""
    description: str = ""
    language: str = ""
    published: str = ""
    updated: str = ""
    author: str = ""
    is_whole: bool = False
    breaks_off: BreaksOff = ""


@dataclass(frozen=True, slots=True)
class Feed:
    """One feed as it was read.

    address  where it was fetched, canonical; for a file its name
    lists    addresses of further feeds, where it is a list of them
    warnings what had to be repaired, as sentences; repairs: what of its encoding, in which words
    """

    kind: str
    address: str
    title: str = ""
    home: str = ""
    language: str = ""
    entries: tuple[FeedEntry, ...] = ()
    lists: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()
    repairs: tuple[Repair, ...] = ()


def too_many(name: str) -> TooLarge:
    """Return the error for a feed of more than `MAX_ENTRIES` items."""
    return TooLarge(f"{name}: expected a feed of at most {MAX_ENTRIES:,} items, found more; name another feed.")


def item_of_entry(feed: Feed, entry: FeedEntry, uri: str, zone: tzinfo = UTC) -> Found:
    """Return the article in an entry, or that it is none.

    Args:
        uri: Its identifier, as `entry_uris` gives it.
    """
    title = title_text(entry.title)
    content, description = _body(entry.content), _body(entry.description)
    if _length(content) < SHORTEST_CONTENT_WORDS:
        content = ()
    body = best_body(tuple(filter(None, (content, description))))
    if not _length(body) and entry.breaks_off == "within":
        return _cut_before_its_text(feed, title, uri)
    if not title and not _length(body):
        return NoArticle("an empty item", uri)
    lead = _lead(description) if body is content else ()
    item = found_item(
        AgencyItem(
            identifier=uri,
            headline=title,
            lead=lead,
            bodies=(body,) if body else (),
            language=entry.language or feed.language,
            published=entry.published,
            updated=entry.updated,
            warnings=(*feed.warnings, *_BREAKS_OFF[entry.breaks_off]),
        ),
        zone,
    )
    if not isinstance(item, Item):
        return item
    is_whole = entry.is_whole and bool(body) and not is_cut_off(body)
    is_short = entry.breaks_off == "within" or (not entry.is_whole and _length(body) < SHORTEST_WHOLE_WORDS)
    full_text = False if is_short else True if is_whole else None
    uris = (uri, entry.guid) if item.metadata.status == "canceled" and is_identifier(entry.guid) else (uri,)
    item = replace(item, metadata=replace(item.metadata, uri=uri, uris=uris), full_text=full_text)
    return with_warnings(item, warnings_for(item, feed.repairs))


def _cut_before_its_text(feed: Feed, title: str, uri: str) -> Unread:
    found = f"one that breaks off before the text of its last item ({title or uri})"
    return Unread(uri, MalformedDocument(f"{feed.address}: expected a whole feed, found {found}; fetch it again."))


def is_teaser(entry: FeedEntry) -> bool:
    """Return whether the page of the entry may say more than the feed does."""
    if entry.breaks_off == "within":
        return True
    content, description = _body(entry.content), _body(entry.description)
    if _length(content) < (SHORTEST_CONTENT_WORDS if entry.is_whole else SHORTEST_WHOLE_WORDS):
        return True
    return is_cut_off(content) or _length(content) < _length(description)


def is_cut_off(body: tuple[Paragraph, ...]) -> bool:
    """Return whether a text ends with an ellipsis or is followed by "Read more"."""
    text = [paragraph for paragraph in body if paragraph.kind in (None, "paragraph", "heading")]
    follows = text and body.index(text[-1]) + 1
    is_followed = any(paragraph.kind == "read-more" for paragraph in body[follows or 0 :])
    return is_followed or bool(text and _ELLIPSIS_AT_END.search(text[-1].text))


def entry_digest(entry: FeedEntry) -> bytes:
    """Return what changes when the feed says something new about an article: but not when only its address changes."""
    parts = (entry.title, entry.content, entry.description, entry.updated)
    return sha256("\0".join(parts).encode("utf-8", "surrogatepass")).digest()[:16]


def title_text(title: str) -> str:
    """Return a title as one line of text."""
    text = unescape(_without_enclosing(title[: 2 * LONGEST_TITLE]))
    if "&" in text or "</" in text:
        text = unescape(_without_enclosing(text))
    return " ".join(clean(text).split())[:LONGEST_TITLE]


def _without_enclosing(text: str) -> str:
    for _ in range(4):  # <p><b>...</b></p>
        without = _ENCLOSED.sub(r"\2", text)
        if without == text:
            break
        text = without
    return text


@lru_cache(maxsize=4)  # a text is asked about several times while its entry is read
def _body(markup: str) -> tuple[Paragraph, ...]:
    """Return the paragraphs of a text that may be HTML or plain."""
    if not markup.strip():
        return ()
    if has_tags(markup) or "<" in markup:
        paragraphs = _with_captions(paragraphs_of_html(markup), markup)
    else:
        paragraphs = find_paragraphs(clean(unescape(markup)))
    kept = (paragraph for paragraph in paragraphs if not _ADDED.fullmatch(paragraph.text))
    return tuple(part for paragraph in kept for part in _with_read_more_apart(paragraph))


def _with_captions(paragraphs: Iterable[Paragraph], markup: str) -> list[Paragraph]:
    """Return the paragraphs, where those that the alternative text of a picture has as well are captions."""
    alternatives = unescape("\n".join(map("".join, _ALTERNATIVE_TEXT.findall(markup)))[:MAX_ALTERNATIVE_TEXTS])
    return [
        paragraph._replace(kind="caption")
        if len(paragraph.text) >= 10 and paragraph.kind in (None, "paragraph") and paragraph.text in alternatives
        else paragraph
        for paragraph in paragraphs
    ]


def _with_read_more_apart(paragraph: Paragraph) -> list[Paragraph]:
    """Return the paragraph, and "Read more" at its end as a paragraph of its own."""
    if paragraph.kind not in (None, "paragraph"):
        return [paragraph]
    if boilerplate_kind(paragraph.text, final=paragraph.final, at_edge=True) == "read-more":
        return [paragraph._replace(kind="read-more")]
    last = (split_sentences(paragraph.text) or ("",))[-1]
    head = paragraph.text.removesuffix(last).rstrip()
    if match := _READ_MORE_AFTER_ELLIPSIS.fullmatch(paragraph.text):
        head, last = match["text"], match["more"]
    if head and boilerplate_kind(last, final=False, at_edge=True) == "read-more":
        return [
            paragraph._replace(text=head, final=ends_sentence(head)),
            Paragraph(last, ends_sentence(last), True, "read-more"),
        ]
    return [paragraph]


def _lead(description: tuple[Paragraph, ...]) -> tuple[str, ...]:
    """Return the description as a lead beside a whole text; a teaser, which is cut off, is none."""
    if is_cut_off(description) or _length(description) < SHORTEST_LEAD_WORDS:
        return ()
    return tuple(paragraph.text for paragraph in description if paragraph.kind in (None, "paragraph"))


def _length(body: tuple[Paragraph, ...]) -> float:
    return sum(length_in_words(p.text) for p in body if p.kind in (None, "paragraph", "heading"))
