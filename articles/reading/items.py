"""Items: what a parser of any format finds in one file, before it becomes articles (read.py).

A file holds one item or many. What holds no text of its own (a picture, a package, a planned event) is `NoArticle`, so
that it is named and never counted as failed; an item that should have been read and could not be is a `ReadingError`
in its place. One bad item never spoils the others.
"""

from dataclasses import dataclass

from wireglot.articles.reading.errors import ReadingError
from wireglot.articles.reading.metadata import Metadata
from wireglot.articles.reading.text import ParsedText


@dataclass(frozen=True, slots=True)
class Item:
    """One text.

    name       what tells it from the other items of its file where `metadata.uri` is "" ("4711", a digest)
    full_text  False for a teaser; None when the length of the text is to decide
    """

    text: ParsedText
    metadata: Metadata
    name: str = ""
    full_text: bool | None = None


@dataclass(frozen=True, slots=True)
class NoArticle:
    """A part of a file that is no article: what it is ("a picture"), and its name."""

    kind: str
    name: str = ""


@dataclass(frozen=True, slots=True)
class Unread:
    """An item that could not be read, and why."""

    name: str
    error: ReadingError


Found = Item | NoArticle | Unread
