"""Items of news agencies: from what any of their formats says to the one form that read.py takes.

body       of several (plain, HTML, NITF: the same text) the first that is not much shorter than the longest
lead       the first paragraph, unless the body has it already; without a body it is a teaser
headline   of the format, without tags; never the slugline
metadata   protection, dates and version, by the same rules as those of front matter, with notes and agency lines
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, tzinfo
from hashlib import sha256

from wireglot.articles.identity import is_identifier
from wireglot.articles.languages import ends_sentence
from wireglot.articles.reading.agency_lines import AgencyLines, read_agency_lines
from wireglot.articles.reading.encoding import MAX_CHARACTERS, MAX_LINES, clean
from wireglot.articles.reading.errors import TooLarge
from wireglot.articles.reading.items import Found, Item, NoArticle, Unread
from wireglot.articles.reading.metadata import metadata_of
from wireglot.articles.reading.paragraphs import Paragraph
from wireglot.articles.reading.protection import Entry
from wireglot.articles.reading.text import ParsedText, find_structure

# A body in plain text has the headline and a dateline that the HTML of the same text lacks: 5 to 10 percent of a short
# item. A body that holds the beginning only is far shorter.
COMPLETE_SHARE = 0.8
# The headline comes again at the top of a body, after at most a dateline and a byline.
TOP = 3
# A lead that the body has in nearly the same words: descriptions are cut off, and have other quotation marks.
SAME_WORDS = 0.8
# An identifier without a scheme and without its agency's name counts in every folder only when no other source will
# have the same by chance.
LONG_IDENTIFIER = 16
LONGEST_IDENTIFIER = 2000  # characters, as for addresses; more is no identifier

_NOT_IN_URI = re.compile(r"\s+")
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class AgencyItem:
    """What one item of an agency says, in the words of its format; "" and () for what is missing.

    identifier  the same for all versions
    also        other identifiers of the same article, such as those of the items that it replaces
    provider    the agency, which makes an identifier without a scheme its own
    bodies      the text in each of its forms, the best first
    protection  statuses, embargoes and signals
    lines       slugline, urgency and others: no text
    warnings    sentences for the reader
    is_partial  the source says that its text is not complete
    """

    identifier: str = ""
    also: tuple[str, ...] = ()
    provider: str = ""
    version: str = ""
    headline: str = ""
    lead: tuple[str, ...] = ()
    bodies: tuple[tuple[Paragraph, ...], ...] = ()
    language: str = ""
    published: str = ""
    updated: str = ""
    notes: tuple[str, ...] = ()
    protection: tuple[Entry, ...] = ()
    lines: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()
    is_partial: bool = False


def found_item(item: AgencyItem, zone: tzinfo = UTC) -> Found:
    """Return the item as read.py takes it.

    Without headline and text it is no article, unless it is a kill or a hold; with more than one article has, it is
    not read.
    """
    longest = max((sum(len(p.text) for p in body) for body in item.bodies), default=0)
    if longest + len(item.headline) + sum(map(len, item.lead)) > MAX_CHARACTERS:
        return too_long(item.identifier)
    found = _parsed_item(item, zone)
    if found.text.headline or found.text.blocks or found.metadata.status != "usable":
        return found
    return NoArticle("an item without headline and text", item.identifier)


def too_long(name: str) -> Unread:
    """Return what becomes of an item with a text longer than that of one article."""
    return Unread(
        name,
        TooLarge(
            f"{name}: expected a text of at most {MAX_CHARACTERS:,} characters and {MAX_LINES:,} lines, found more."
        ),
    )


def identifier_of(item: AgencyItem) -> str:
    """Return the identifier as a URI: as it is, or with the name of its agency; "" when it may be another source's."""
    identifier = _NOT_IN_URI.sub("-", clean(item.identifier).strip())
    if len(identifier) > LONGEST_IDENTIFIER:
        return ""
    if is_identifier(identifier):
        return identifier
    provider = _NOT_IN_URI.sub("-", item.provider.strip())
    if not identifier or "://" in identifier:  # the address of a site
        return ""
    return f"wire:{provider}:{identifier}" if provider or len(identifier) >= LONG_IDENTIFIER else ""


def _parsed_item(item: AgencyItem, zone: tzinfo) -> Item:
    """Return the item as read.py takes it: one text, and its metadata."""
    body = best_body(item.bodies)
    agency, body = _without_agency_lines(body, zone)
    has_text = any(paragraph.kind in (None, "paragraph") for paragraph in body)
    paragraphs = _without_headline(body, item.headline)
    lead = [Paragraph(text, ends_sentence(text), True, "paragraph") for text in item.lead if text]
    if not (has_text and _has_words_of(paragraphs, " ".join(item.lead))):
        paragraphs = _after_credits(paragraphs, lead)
    headline, blocks = find_structure(paragraphs, item.headline)
    agency.lines[:0] = [line for line in item.lines if line]
    metadata = metadata_of(_entries(item), agency, zone)
    uri = identifier_of(item)
    uris = tuple(dict.fromkeys(filter(is_identifier, (uri, *item.also))))
    return Item(
        text=ParsedText(headline, blocks),
        metadata=replace(metadata, uri=uri, uris=uris, title=headline, warnings=(*item.warnings, *metadata.warnings)),
        name=item.identifier or _digest(headline, blocks[0].text if blocks else ""),
        full_text=has_text and not item.is_partial,
    )


def best_body(bodies: Sequence[tuple[Paragraph, ...]]) -> tuple[Paragraph, ...]:
    """Return the first body that has nearly as much text as the longest."""
    sizes = [sum(len(p.text) for p in body if p.kind in (None, "paragraph", "heading")) for body in bodies]
    longest = max(sizes, default=0)
    complete = (body for body, size in zip(bodies, sizes, strict=True) if size >= COMPLETE_SHARE * longest)
    return next(complete, ())


def _without_agency_lines(body: tuple[Paragraph, ...], zone: tzinfo) -> tuple[AgencyLines, tuple[Paragraph, ...]]:
    """Return the lines of the agency in the body, and the paragraphs without them.

    A paragraph is a line, with an empty one after it.
    """
    if not body:
        return AgencyLines(""), ()
    agency = read_agency_lines("\n\n".join(paragraph.text for paragraph in body), zone)
    left = agency.text.split("\n")[::2]
    kept = [p if p.text == text else _changed(p, text) for p, text in zip(body, left, strict=True)]
    return agency, tuple(paragraph for paragraph in kept if paragraph.text)


def _changed(paragraph: Paragraph, text: str) -> Paragraph:
    text = " ".join(text.split())
    return paragraph._replace(text=text, final=bool(text) and ends_sentence(text))


def _without_headline(body: tuple[Paragraph, ...], headline: str) -> list[Paragraph]:
    """Return the body without the headline at its top."""
    same = [n for n, paragraph in enumerate(body[:TOP]) if headline and _letters(paragraph.text) == _letters(headline)]
    return [paragraph for n, paragraph in enumerate(body) if n not in same[:1]]


def _after_credits(paragraphs: list[Paragraph], lead: list[Paragraph]) -> list[Paragraph]:
    """Put the lead before the text, after bylines and datelines at its top."""
    position = next((n for n, p in enumerate(paragraphs) if p.kind not in ("byline", "dateline")), len(paragraphs))
    return [*paragraphs[:position], *lead, *paragraphs[position:]]


def _has_words_of(paragraphs: Sequence[Paragraph], lead: str) -> bool:
    """Return whether the text says the same as the lead: as a part of it, or in nearly the same words at its top."""
    text = " ".join(p.text for p in paragraphs if p.kind not in ("caption", "byline"))
    if _letters(lead) in _letters(text):
        return True
    words = _WORD.findall(lead.casefold())
    top = set(_WORD.findall(text[: 2 * len(lead)].casefold()))
    return sum(word in top for word in words) >= SAME_WORDS * len(words)


def _entries(item: AgencyItem) -> list[Entry]:
    fields = {
        "title": item.headline,
        "language": item.language,
        "published": item.published,
        "updated": item.updated,
        "version": item.version,
        "note": " ".join(dict.fromkeys(filter(None, item.notes))),
    }
    return [*(Entry(key, value) for key, value in fields.items() if value), *item.protection]


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, text.casefold()))


def _digest(*texts: str) -> str:
    return sha256("\n".join(texts).encode("utf-8", "surrogatepass")).hexdigest()[:12]
