"""Article, Block and SentenceRef: one text as published at one moment, and references into it.

    Article
      headline                     translated, but never counted and never quoted by a summary
      blocks                       SentenceRef.block counts them from 0
        kind                       heading, paragraph, or boilerplate (byline, caption, dateline, read-more, note)
        sentences                  SentenceRef.sentence counts them from 0 within their block

All are frozen values of str, int and tuple: comparable, hashable, printable.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal, NamedTuple

Kind = Literal["heading", "paragraph", "byline", "caption", "dateline", "read-more", "note"]

# What the source permits (IPTC pubStatus): use, no use for now, or no longer.
Status = Literal["usable", "withheld", "canceled"]

# Lines around a text that are not part of it: translated, but never quoted in a summary. A note is what an editor says
# about the text (a correction), or a publisher about itself.
BOILERPLATE: frozenset[Kind] = frozenset({"byline", "caption", "dateline", "read-more", "note"})


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

    id               folder-safe name, made by `article_id` from `uri`; in an older output folder it may be another
    uri              what names it (articles/identity.py): the source's own identifier, else `file`
    source           where it was read: a file path or URL, as the user knows it
    captured         when a web archive fetched it, ISO 8601 in UTC; "" for what came by itself
    source_name      what the user calls the source it came from, else the title of its feed, else ""
    headline         "" when the source gives none
    language_claimed BCP 47 tag that the source claims, "" when it claims none; never trusted alone
    published        ISO 8601 in UTC, "" when unknown; updated likewise
    source_version   the source's own number or date of this text, "" when it has none
    full_text        False for a teaser or a flash: the source holds only the beginning of the text, or its headline
    status           "canceled" is a kill: what was sent before must not be used either
    hold             why it is withheld, as a sentence for the reader; "" when it is not
    embargoed        ISO 8601 in UTC: not to be published earlier; "" when there is no such time
    note             the editor's note ("CORRECTED: 35, not 33"), "" when there is none
    file             its file's path relative to the output folder, or stdin:...; "" in what older versions stored
    agency_lines     sluglines, time groups and other lines of an agency, which are neither headline nor text
    identifiers      all identifiers that its source gave it, in the form in which they are compared (identity.py)
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
    file: str = ""
    identifiers: tuple[str, ...] = ()
    source_name: str = ""
    captured: str = ""

    @property
    def named_source(self) -> str:
        """Where it was read, after the name of the source where that has one: "Tagblatt: https://..."."""
        return f"{self.source_name}: {self.source}" if self.source_name else self.source

    @property
    def read_from(self) -> str:
        """What failures are recorded under: the file, which there is also where no identifier could be read."""
        return self.file or self.uri

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
