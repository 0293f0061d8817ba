"""Reading: SOURCEs to files, bytes to text, text to an Article.

read.py           SOURCE as the user names it -> files; one file -> an Article
encoding.py       bytes -> clean text
front_matter.py   metadata of a file; dates -> UTC
text.py           plain text -> paragraphs -> headline, headings, boilerplate
markdown.py       Markdown -> paragraphs
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
from wireglot.articles.reading.front_matter import to_utc
from wireglot.articles.reading.read import Skipped, SourceFile, read, sources

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
