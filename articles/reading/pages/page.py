"""One page: its bytes to the text and the metadata of one article."""

from dataclasses import dataclass, replace
from datetime import UTC, tzinfo

from wireglot.articles.languages import ends_sentence, length_in_words
from wireglot.articles.notices import KINDS, notice_in
from wireglot.articles.reading.agency_lines import read_agency_lines
from wireglot.articles.reading.errors import NotAnArticle, SectionPage
from wireglot.articles.reading.metadata import Metadata, metadata_of
from wireglot.articles.reading.pages.blocks import text_key
from wireglot.articles.reading.pages.json_ld import JsonLd, paragraphs_of
from wireglot.articles.reading.pages.live import entries_of_elements, entries_of_json_ld, is_live, live_text
from wireglot.articles.reading.pages.metadata import PageMetadata, page_metadata
from wireglot.articles.reading.pages.section_pages import is_section_page
from wireglot.articles.reading.pages.text import PageText, page_text
from wireglot.articles.reading.pages.tree import page_tree
from wireglot.articles.reading.paragraphs import Paragraph
from wireglot.articles.reading.protection import Entry
from wireglot.articles.reading.text import ParsedText, find_structure

# Where the page's elements hold a short text, of less than this share of that in its JSON-LD, it is only the beginning.
# Of two long texts, that in the elements is what readers see.
COMPLETE_SHARE = 0.6
# In words. A page that says that it is not free to read may still have its whole text; the beginning alone is shorter.
SHORT = 200
# The notice that the rest is for subscribers is among the last blocks.
FOOT = 4


@dataclass(frozen=True, slots=True)
class Page:
    """The article of a page.

    authors    the names in its byline
    section    "" when the page names none
    full_text  False when the page says that it shows the beginning only; None when the length of the text is to decide
    """

    text: ParsedText
    metadata: Metadata
    authors: tuple[str, ...] = ()
    section: str = ""
    full_text: bool | None = None


def read_page(content: bytes, name: str, *, url: str = "", charset: str = "", zone: tzinfo = UTC) -> Page:
    """Return the article of an HTML page.

    Args:
        name: The page as the user knows it, for errors.
        url: The address that it was fetched from, where it was.
        charset: As the HTTP header declares it; UTF-8 that is valid counts before it.
        zone: Of the times that name none.

    Raises:
        SectionPage: It lists articles.
        NotAnArticle: It has no text.
        TooLarge: More bytes, elements or levels than a page has.
        Undecodable: Binary data, or an unknown encoding.
        UnsupportedFormat: No HTML.
    """
    root = page_tree(content, name, charset)
    metadata, json_ld = page_metadata(root, url)
    found = page_text(root, metadata.headline, metadata.descriptions)
    _refuse_section_page(name, metadata, found)
    paragraphs, warnings = _with_live_entries(found, metadata, json_ld)
    paragraphs = _or_article_body(paragraphs, metadata, json_ld)
    if not paragraphs:
        raise NotAnArticle(f"{name}: expected an article, found a page without text; check its address.")
    return _page(paragraphs, metadata, warnings, zone)


def _refuse_section_page(name: str, metadata: PageMetadata, found: PageText) -> None:
    text = [block for block, paragraph in found.chosen if paragraph.kind != "heading"]
    if metadata.is_list or is_section_page(found.column, text, found.blocks, is_article=metadata.is_article):
        raise SectionPage(
            f"{name}: expected an article, found a page that lists articles; name one of them, or the section's feed."
        )


def _with_live_entries(found: PageText, metadata: PageMetadata, json_ld: JsonLd) -> tuple[list[Paragraph], list[str]]:
    if not is_live(json_ld):
        return found.paragraphs, []
    entries = entries_of_json_ld(json_ld) or entries_of_elements(found.column, found.chosen)
    if not entries:
        return found.paragraphs, []
    overview = found.paragraphs or [_paragraph(text) for text in metadata.descriptions[:1]]
    live = live_text(overview, entries)
    return live.paragraphs, [f"A live blog: its overview and the newest {live.shown} of {live.total} entries."]


def _or_article_body(paragraphs: list[Paragraph], page: PageMetadata, json_ld: JsonLd) -> list[Paragraph]:
    """Return the text in the JSON-LD where the page's elements have much less of it: a script would show the rest."""
    body = json_ld.article.get("articleBody")
    texts = paragraphs_of(body) if isinstance(body, str) else []
    own = sum(len(p.text) for p in paragraphs)
    is_short = sum(length_in_words(p.text) for p in paragraphs) < SHORT
    if not texts or not is_short or own >= COMPLETE_SHARE * sum(map(len, texts)):
        return paragraphs
    known = text_key(" ".join(texts))
    lead = [p for p in paragraphs[:1] if p.text in page.descriptions and text_key(p.text) not in known]
    return [*lead, *map(_paragraph, texts)]


def _paragraph(text: str) -> Paragraph:
    notice = notice_in(text)
    return Paragraph(text, ends_sentence(text), True, KINDS[notice] if notice else None)


def _page(paragraphs: list[Paragraph], page: PageMetadata, warnings: list[str], zone: tzinfo) -> Page:
    agency = read_agency_lines("\n\n".join(p.text for p in paragraphs), zone)
    lines = frozenset(agency.lines)
    paragraphs = [p for p in paragraphs if p.text not in lines]
    metadata = metadata_of(_entries(page), agency, zone)
    metadata = replace(metadata, warnings=(*metadata.warnings, *warnings))
    text = ParsedText(*find_structure(_with_byline(paragraphs, page.authors), page.headline))
    return Page(text, metadata, page.authors, page.section, False if _is_beginning(paragraphs, page) else None)


def _entries(page: PageMetadata) -> list[Entry]:
    """Return what the page says as the entries that front matter would have, so that the same rules hold."""
    fields = {
        "title": page.headline,
        "uri": page.url,
        "language": page.language,
        "published": page.published,
        "updated": page.updated,
        "status": page.status,
    }
    return [Entry(key, value) for key, value in fields.items() if value]


def _with_byline(paragraphs: list[Paragraph], authors: tuple[str, ...]) -> list[Paragraph]:
    """Put the byline before the text, unless one of the first lines has it already."""
    names = ", ".join(authors)
    shown = any(author in p.text for author in authors for p in paragraphs[:3])
    return paragraphs if not names or shown else [Paragraph(names, False, True, "byline"), *paragraphs]


def _is_beginning(paragraphs: list[Paragraph], page: PageMetadata) -> bool:
    if any(notice_in(p.text) == "paywall" for p in paragraphs[-FOOT:]):
        return True
    return page.paywalled and sum(length_in_words(p.text) for p in paragraphs) < SHORT
