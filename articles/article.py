"""Article, Block and SentenceRef: one text as published at one moment, references into it, and its id.

    Article
      headline                     translated, but never counted and never quoted by a summary
      blocks                       SentenceRef.block counts them from 0
        kind                       heading, paragraph, or boilerplate (byline, caption, dateline, read-more)
        sentences                  SentenceRef.sentence counts them from 0 within their block

All are frozen values of str, int and tuple: comparable, hashable, printable.

An id is a folder-safe name made from the source's own identifier:

    mon/lead.txt                       mon-lead-6d6b8f67
    https://example.org/a/b.html       example-org-a-b-90e1b7f4
    新闻/头条.txt                       article-1c3a77d2
    stdin:e3b0c442...                  stdin-0c9a11d3

It ends in 8 hexadecimal digits of the identifier's sha256. The slug before them is for people; the digits distinguish
what the slug does not (other scripts, `mon-lead.txt`).
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from typing import Literal, NamedTuple

Kind = Literal["heading", "paragraph", "byline", "caption", "dateline", "read-more"]

# What the source permits (IPTC pubStatus): use, no use for now, or no longer.
Status = Literal["usable", "withheld", "canceled"]

# Lines around a text that are not part of it: translated, but never quoted in a summary.
BOILERPLATE: frozenset[Kind] = frozenset({"byline", "caption", "dateline", "read-more"})

STDIN_SCHEME = "stdin:"  # followed by the sha256 of the input

_MAX_SLUG = 48  # with the digits 57: readable in a listing, far below the 255 bytes of a file name
_SCHEME = re.compile(r"^[a-z][a-z0-9+.-]*:/*(?:www\.)?", re.IGNORECASE)
_EXTENSION = re.compile(r"\.[A-Za-z0-9]{1,8}$")
_OTHER = re.compile(r"[^a-z0-9]+")
# No separators and no dots (so no "..", nothing hidden, no extension that Windows interprets), no capitals
# (some file systems ignore case), and always digits at the end: never CON, NUL or AUX alone.
_ID = re.compile(rf"(?=.{{10,{_MAX_SLUG + 9}}}\Z)[a-z0-9]+(?:-[a-z0-9]+)*-[0-9a-f]{{8}}")
# Latin letters that Unicode does not decompose.
_LATIN = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "ı": "i", "æ": "ae", "œ": "oe", "þ": "th", "ð": "d"})


class SentenceRef(NamedTuple):
    """The position of a sentence: block and sentence, both from 0. A translation keeps the positions."""

    block: int
    sentence: int


@dataclass(frozen=True, slots=True)
class Block:
    """A heading, a paragraph or a piece of boilerplate, as its sentences in reading order.

    Sentences are stripped and never empty.
    """

    kind: Kind
    sentences: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Article:
    """One text as published at one moment.

    id               folder-safe name, made by `article_id` from `uri`
    uri              the source's own identifier (for a file its path below the source folder)
    source           where it was read: a file path or URL, as the user knows it
    headline         "" when the source gives none
    language_claimed BCP 47 tag that the source claims, "" when it claims none; never trusted alone
    published        ISO 8601 in UTC, "" when unknown; updated likewise
    source_version   the source's own number or date of this text, "" when it has none
    full_text        False for a teaser or a flash: the source holds only the beginning of the text, or its headline
    status           "canceled" is a kill: what was sent before must not be used either
    hold             why it is withheld, as a sentence for the reader; "" when it is not
    embargoed        ISO 8601 in UTC: not to be published earlier; "" when there is no such time
    note             the editor's note ("CORRECTED: 35, not 33"), "" when there is none
    agency_lines     sluglines, time groups and other lines of an agency, which are neither headline nor text
    warnings         what in its metadata could not be read or is odd, as sentences for the reader
    """

    id: str
    uri: str
    source: str
    headline: str
    blocks: tuple[Block, ...]
    language_claimed: str = ""
    published: str = ""
    updated: str = ""
    source_version: str = ""
    full_text: bool = True
    status: Status = "usable"
    hold: str = ""
    embargoed: str = ""
    note: str = ""
    agency_lines: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()

    @property
    def headline_only(self) -> bool:
        """Whether the source holds a headline and no text (a flash, a score): the headline is then its first block too.

        So it has a position, which a summary can cite.
        """
        return not self.full_text and not any(block.kind == "paragraph" for block in self.blocks)

    def sentences(self) -> Iterator[tuple[SentenceRef, str]]:
        """Yield every sentence with its position, in reading order; the headline has none."""
        for b, block in enumerate(self.blocks):
            for s, sentence in enumerate(block.sentences):
                yield SentenceRef(b, s), sentence


class InvalidId(ValueError):
    """A text that is not an article id, so it must not become a path."""


def article_id(uri: str) -> str:
    """Return the id of the article with this identifier; always the same for the same `uri`."""
    digits = sha256(uri.encode("utf-8", "surrogatepass")).hexdigest()[:8]
    return f"{_slug(uri) or 'article'}-{digits}"


def check_id(text: str) -> str:
    """Return `text` when it is an article id.

    Raises:
        InvalidId: For anything else: a path, a device name, something empty or too long.
    """
    if _ID.fullmatch(text):
        return text
    raise InvalidId(
        f"Expected an article id such as 'mon-lead-5d2f1c0a', found {text[:80]!r}; `wireglot list` shows the ids."
    )


def _slug(uri: str) -> str:
    if uri.startswith(STDIN_SCHEME):  # the rest is a digest
        return "stdin"
    text = _EXTENSION.sub("", _SCHEME.sub("", uri, count=1), count=1)
    if not text.isascii():
        text = unicodedata.normalize("NFKD", text.casefold().translate(_LATIN))
        text = text.encode("ascii", "ignore").decode("ascii")
    return _OTHER.sub("-", text.lower()).strip("-")[:_MAX_SLUG].strip("-")
