"""Engine `apertium`: rule-based translation by Debian's packages, small and fast, without a model, and rough.

A pair without a mode of its own goes through another language: fr-ca-en, ro-es-en. https://www.apertium.org
"""

import os
import re
import shutil
from collections.abc import Sequence

from wireglot.translations.apertium import batches, modes, process, stream
from wireglot.translations.engine import RULE_BASED, EngineFailed, hint

# No sentence of a newspaper is longer, and some taggers take seconds over long rows of ambiguous words
# (eu-en: 11 s for 8,000 characters of "a b a b"). A longer one goes in pieces, split at white space.
CHARACTERS_PER_PIECE = 3000
DOUBLE_SPACE = re.compile(" {2,}")
PIECE = re.compile(rf".{{1,{CHARACTERS_PER_PIECE}}}(?=\s|\Z)|.{{1,{CHARACTERS_PER_PIECE}}}", re.DOTALL)
NOTE = (
    "Gist quality: this rule-based translation shows what the text is about; "
    "check the original before relying on a detail."
)


class Engine:
    """One child process for each step of a route and batch."""

    name = "apertium"
    rank = RULE_BASED

    def signature(self, source: str, target: str) -> str | None:
        route = modes.route(process.modes(), source, target)
        if not route:
            return None
        version, data = process.version(), process.data_digest(route)
        return f"apertium|version:{version}|route:{'+'.join(route)}|data:{data}|stream:{stream.VERSION}"

    def translate(self, sentences: Sequence[str], source: str, target: str) -> tuple[str | None, ...]:
        route = modes.route(process.modes(), source, target)
        if not route:
            raise EngineFailed(f"there is no route {source} -> {target}")
        split = [_pieces(sentence) for sentence in sentences]
        answers: Sequence[str | None] = [piece for pieces in split for piece in pieces]
        for mode in route:
            answers = batches.translate(mode, answers)
        rest = iter(answers)
        return tuple(_joined([next(rest) for _ in pieces]) for pieces in split)

    def note(self, source: str, target: str) -> str:
        return NOTE

    def install_hint(self, source: str, target: str) -> str:
        packages = modes.packages(process.modes(), source, target)
        if not packages or not shutil.which("apt-get"):
            return ""
        sudo = () if os.geteuid() == 0 else ("sudo",)
        apertium = () if process.program() else ("apertium",)
        return hint(source, " ".join((*sudo, "apt-get install", *apertium, *packages)))


def _pieces(sentence: str) -> list[str]:
    """The sentence; where it is too long, its pieces, split at white space if there is any, else anywhere."""
    return [piece for piece in PIECE.findall(sentence) if piece.strip()] or [""]


def _joined(pieces: Sequence[str | None]) -> str | None:
    """The pieces as one sentence; None when one of them has no translation."""
    translated = [piece for piece in pieces if piece is not None]
    if len(translated) < len(pieces):
        return None
    return DOUBLE_SPACE.sub(" ", " ".join(translated))  # some modes drop a word and leave the spaces around it
