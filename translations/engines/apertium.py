"""Apertium, rule-based translation from Debian's packages: small, quick, without any weights, and rough.

A pair without a mode of its own goes by way of another language: fr-ca-en, ro-es-en. https://www.apertium.org
"""

import os
import re
import shutil
from collections.abc import Sequence
from itertools import pairwise

from wireglot.translations.apertium import asking, child, modes, stream
from wireglot.translations.engine import RULE_BASED, EngineFailed

# No sentence of a newspaper is longer, and some taggers take seconds over long rows of ambiguous words
# (eu-en: 11 s for 8,000 characters of "a b a b"). A longer one goes in pieces, cut at white space.
CHARACTERS_A_PIECE = 3000
DOUBLE_SPACE = re.compile(" {2,}")
PIECE = re.compile(rf".{{1,{CHARACTERS_A_PIECE}}}(?=\s|\Z)|.{{1,{CHARACTERS_A_PIECE}}}", re.DOTALL)


class Engine:
    """One child process for each step of a route and batch."""

    name = "apertium"
    rank = RULE_BASED
    quality = (
        "Gist quality: this rule-based translation shows what the text is about; "
        "check the original before relying on a detail."
    )

    def signature(self, source: str, target: str) -> str | None:
        route = modes.route(child.modes(), source, target)
        if not route:
            return None
        version, data = child.version(), child.data_digest(route)
        return f"apertium|version:{version}|route:{'+'.join(route)}|data:{data}|stream:{stream.STREAM}"

    def translate(self, sentences: Sequence[str], source: str, target: str) -> tuple[str | None, ...]:
        route = modes.route(child.modes(), source, target)
        if not route:
            raise EngineFailed(f"there is no route {source} -> {target}")
        pieces = [_pieces(sentence) for sentence in sentences]
        answers: Sequence[str | None] = [piece for several in pieces for piece in several]
        for mode in route:
            answers = asking.ask(mode, answers)
        return _joined(answers, [len(several) for several in pieces])

    def install_hint(self, source: str, target: str) -> str:
        there = child.modes()
        wanted = modes.packages(there, source, target)
        if not wanted or not shutil.which("apt-get"):
            return ""
        first = () if child.program() else ("apertium",)
        return " ".join((*_as_root(), "apt-get install", *first, *wanted))


def _as_root() -> tuple[str, ...]:
    return () if os.geteuid() == 0 else ("sudo",)


def _pieces(sentence: str) -> list[str]:
    """The sentence; where it is too long, its pieces, cut at white space if there is any, anywhere if not."""
    return [piece for piece in PIECE.findall(sentence) if piece.strip()] or [""]


def _joined(answers: Sequence[str | None], counts: Sequence[int]) -> tuple[str | None, ...]:
    """The answers to the pieces as answers to the sentences; one piece without makes the sentence fail."""
    ends = [0]
    for count in counts:
        ends.append(ends[-1] + count)
    return tuple(_one(answers[start:end]) for start, end in pairwise(ends))


def _one(pieces: Sequence[str | None]) -> str | None:
    told = [piece for piece in pieces if piece is not None]
    if len(told) < len(pieces):
        return None
    return DOUBLE_SPACE.sub(" ", " ".join(told))  # some modes drop a word and leave the spaces around it
