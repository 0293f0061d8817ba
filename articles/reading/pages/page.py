"""One page: bytes to the text and metadata of an article."""

from datetime import UTC, tzinfo

from wireglot.articles.reading.agency_lines import AgencyLines
from wireglot.articles.reading.errors import NotAnArticle
from wireglot.articles.reading.metadata import Metadata, metadata_of
from wireglot.articles.reading.pages.metadata import PageMetadata, page_metadata
from wireglot.articles.reading.pages.text import page_text
from wireglot.articles.reading.pages.tree import page_tree
from wireglot.articles.reading.protection import Entry
from wireglot.articles.reading.text import ParsedText, find_structure


def read_page(content: bytes, name: str, *, url: str = "", charset: str = "", zone: tzinfo = UTC) -> tuple[ParsedText, Metadata]:
    root = page_tree(content, name, charset)
    page, json_ld = page_metadata(root, url)
    paragraphs = page_text(root, page.headline, page.descriptions)
    if not paragraphs:
        raise NotAnArticle(f"{name}: expected an article, found a page without text; check the address.")
    parsed = ParsedText(*find_structure(paragraphs, page.headline))
    entries = [Entry(k, v) for k, v in (("title", page.headline), ("uri", page.url), ("language", page.language), ("published", page.published), ("updated", page.updated), ("status", page.status)) if v]
    return parsed, metadata_of(entries, AgencyLines("", (), ()), zone)
