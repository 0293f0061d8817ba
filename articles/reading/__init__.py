"""Reading: SOURCEs to files, bytes to text, text to an Article.

read.py           SOURCE as the user names it -> files; one file -> an Article
encoding.py       bytes -> clean text
front_matter.py   metadata of a file; dates -> UTC
text.py           plain text -> paragraphs -> headline, headings, boilerplate
markdown.py       Markdown -> paragraphs
markup.py         markup and data that are no text of an article
file_names.py     file names as text, also those that are not UTF-8
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
    UnsupportedFormat,
    UnsupportedSource,
)
from wireglot.articles.reading.file_names import name_of, path_of, without_surrogates
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
    "UnsupportedFormat",
    "UnsupportedSource",
    "name_of",
    "path_of",
    "read",
    "sources",
    "to_utc",
    "without_surrogates",
]
