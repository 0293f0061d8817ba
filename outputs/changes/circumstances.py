"""Circumstances: what changed around the words, from the source's version number to the engines."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from wireglot.outputs.edition import Edition

Key = Literal[
    "source version", "claimed language", "full text", "language", "told in", "translator", "translator updated",
    "summarizer", "summarizer updated", "detection updated", "options", "state",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Circumstance:
    """What is different, and its old and new value; both "" where only a signature tells it."""

    what: Key
    old: str = ""
    new: str = ""


def circumstances(old: Edition, new: Edition) -> tuple[Circumstance, ...]:
    """What differs, the source's own first."""
    return tuple(_differing(old, new))


def _differing(old: Edition, new: Edition) -> Iterator[Circumstance]:
    values: list[tuple[Key, str, str]] = [
        ("source version", old.article.source_version, new.article.source_version),
        ("claimed language", old.article.language_claimed, new.article.language_claimed),
        ("full text", _reach(old), _reach(new)),
        ("language", old.language.tag, new.language.tag),
        ("told in", old.told_in, new.told_in),
        ("translator", _translator(old), _translator(new)),
        ("summarizer", old.summaries.short.engine, new.summaries.short.engine),
        ("options", old.options_key, new.options_key),
        ("state", old.state, new.state),
    ]
    yield from (Circumstance(what, before, after) for what, before, after in values if before != after)
    yield from _updated(old, new)


def _updated(old: Edition, new: Edition) -> Iterator[Circumstance]:
    """Engines of the same name that work otherwise now."""
    before, after = old.signatures, new.signatures
    if _translator(old) == _translator(new) and before.translation != after.translation:
        yield Circumstance("translator updated")
    if old.summaries.short.engine == new.summaries.short.engine and before.summary != after.summary:
        yield Circumstance("summarizer updated")
    if before.detection != after.detection:
        yield Circumstance("detection updated")


def _reach(edition: Edition) -> str:
    return "full text" if edition.article.full_text else "teaser"


def _translator(edition: Edition) -> str:
    return edition.translation.engine if edition.translation else "none"
