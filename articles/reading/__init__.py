"""Reading: SOURCEs to files, bytes to text, text to an Article.

sources.py        SOURCE as the user names it -> files
encoding.py       bytes -> clean text
front_matter.py   what a file says of itself
text.py           plain text -> paragraphs
markdown.py       Markdown -> paragraphs
structure.py      paragraphs -> headline, headings, boilerplate
dates.py          dates and times -> UTC
read.py           all of it, for one file
"""

from wireglot.articles.reading.dates import to_utc
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
    "to_utc",
]
