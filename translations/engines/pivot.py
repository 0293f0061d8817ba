"""Engine `pivot`: rule-based into a closely related language, neural from there (data/pivots.toml).

Spanish goes by Apertium into Portuguese, and by a Firefox model into English. The neural model never gets the original,
which it would read as bad Portuguese: a sentence that Apertium does not translate fails.
"""

import tomllib
from collections.abc import Sequence
from functools import cache
from pathlib import Path

from wireglot.articles.languages import language_name, parse_tag, same_language
from wireglot.translations.engine import PIVOT, Engine as AnyEngine, EngineFailed, RetryingEngine, load


class Engine:
    """Ready for a pair when Apertium is ready into the related language, and a Firefox model from there."""

    name = "pivot"
    rank = PIVOT

    def signature(self, source: str, target: str) -> str | None:
        via = _related_language(source, target)
        first = _rule_based().signature(source, via) if via else None
        second = _neural().signature(via, target) if via else None
        return f"{self.name}|via:{via}|{first}|{second}" if first and second else None

    def translate(self, sentences: Sequence[str], source: str, target: str) -> tuple[str | None, ...]:
        via = _required_language(source, target)
        return _second_step(_neural().translate, _first_step(sentences, source, via), via, target)

    def retry(self, sentences: Sequence[str], source: str, target: str) -> tuple[str | None, ...]:
        via = _required_language(source, target)
        return _second_step(_neural().retry, _first_step(sentences, source, via), via, target)
