"""Quotes of a sentence that do not stand in the source word for word."""

import re
from collections.abc import Iterator

from wireglot.summarizers.facts.finding import Fault
from wireglot.summarizers.facts.held import Held
from wireglot.summarizers.facts.source import Line
from wireglot.summarizers.facts.words import squeezed

# Single marks are left out: they are apostrophes too.
_QUOTED = re.compile(
    r"“([^“”]+)”|„([^„“”]+)[“”]|«([^«»]+)»|»([^«»]+)«|「([^「」]+)」|『([^『』]+)』|\"([^\"]+)\"|”([^”“]+)”"
)
_LEFT_OUT = re.compile(r"\[[^\]]*\]|\.\.\.|…")


def quotes(held: Held) -> tuple[list[Fault], list[Line]]:
    """The faults, and the lines that quotes stand in. Marks, spaces and capitals do not count; "[...]" may."""
    faults: list[Fault] = []
    more: list[Line] = []
    for quote in _quoted(held.text):
        pieces = [piece for piece in map(squeezed, _LEFT_OUT.split(quote)) if piece]
        if not all(piece in held.source.squeezed for piece in pieces):
            faults.append(Fault("quote", quote))
        more += [line for piece in pieces if (line := _holder(piece, held)) is not None]
    return faults, more


def _quoted(text: str) -> Iterator[str]:
    for match in _QUOTED.finditer(text):
        yield next(group for group in match.groups() if group is not None)


def _holder(piece: str, held: Held) -> Line | None:
    """The line that has the whole of it: one of the evidence, else the first of all."""
    return next((line for line in (*held.lines, *held.source.lines) if piece in line.squeezed), None)
