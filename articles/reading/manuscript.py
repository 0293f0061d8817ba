"""Manuscript: what a format's reader found in one source, before sentences are split.

A manuscript is the same for every format; `read` makes the Article of it.
"""

from dataclasses import dataclass
from typing import NamedTuple

from wireglot.articles.article import Kind, Status


class Passage(NamedTuple):
    """A block as one text: white space single, never empty."""

    kind: Kind
    text: str


@dataclass(frozen=True, slots=True)
class Manuscript:
    """Headline and passages, and what the source says of itself ("" where it says nothing).

    uri         the source's own identifier, only when it has the form of one (https:..., urn:...)
    published   ISO 8601 in UTC, likewise updated
    """

    headline: str
    passages: tuple[Passage, ...]
    uri: str = ""
    language: str = ""
    published: str = ""
    updated: str = ""
    version: str = ""
    status: Status = "usable"
    embargoed: str = ""
    note: str = ""
