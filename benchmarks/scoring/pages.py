"""Newspaper pages with gold text (DATA/pages), and what an extractor makes of one."""

import gzip
import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple


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


FIRST_SENTENCES = 3


class Extraction(NamedTuple):
    """What an extractor made of a page: its blocks in order, its first sentences, and its date ("" for none)."""

    blocks: list[str]
    first_sentences: list[str]
    published: str = ""


Extractor = Callable[[Page], Extraction]


def read_pages(folder: Path) -> Iterator[Page]:
    """Yield the pages of DATA/pages."""
    for path in sorted((folder / "pages").glob("*.html.gz")):
        gold = json.loads(path.with_name(path.name.replace(".html.gz", ".json")).read_text("utf-8"))
        yield Page(path.name.removesuffix(".html.gz"), gzip.decompress(path.read_bytes()), gold)
