"""Reading: sources found, bytes decoded, text arranged as an Article. One file a format.

sources.py     SOURCE as the user named it -> files
encoding.py    bytes -> clean text
lines.py       lines -> paragraphs         (plain text)
text.py        paragraphs -> headline, headings, boilerplate
markdown.py    Markdown -> the same
read.py        all of it, for one file
"""

from wireglot.articles.reading.errors import (
    EmptyFolder,
    MissingSource,
    NotAnArticle,
    ReadingError,
    SourceError,
    TooLarge,
    Undecodable,
    Unreadable,
    UnsupportedSource,
)
from wireglot.articles.reading.read import read
from wireglot.articles.reading.sources import Skipped, SourceFile, sources

__all__ = [
    "EmptyFolder",
    "MissingSource",
    "NotAnArticle",
    "ReadingError",
    "Skipped",
    "SourceError",
    "SourceFile",
    "TooLarge",
    "Undecodable",
    "Unreadable",
    "UnsupportedSource",
    "read",
    "sources",
]
