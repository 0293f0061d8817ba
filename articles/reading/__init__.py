"""Reading: SOURCEs to files, bytes to text, text to an Article.

read.py           SOURCE as the user names it -> files; one file -> an Article
encoding.py       bytes -> clean text
front_matter.py   the entries of YAML, TOML or JSON at the head of a file
agency_lines.py   sluglines, embargoes, kills and notes of news agencies around a text; what they protect
                  is in agency_marks.py, their words in agency_phrases.py
protection.py     whether the source lets its text be used: status, hold, embargo
dates.py          dates in all usual forms -> UTC, from days.py and times_and_zones.py
metadata.py       all of these -> the fields of an article
text.py           plain text -> paragraphs -> headline, headings, boilerplate
markdown.py       Markdown -> paragraphs
pages/            HTML pages -> paragraphs and metadata
markup.py         markup and data that are no text of an article
file_names.py     file names as text, also those that are not UTF-8
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
    UnsupportedFormat,
    UnsupportedSource,
)
from wireglot.articles.reading.file_names import name_of, path_of, without_surrogates
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
