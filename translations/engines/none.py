"""The engine that translates nothing, so that an article without a better one is told in its own language."""

from collections.abc import Sequence

from wireglot.translations.engine import NO_TRANSLATION


class Engine:
    """Always ready; gives every sentence back as it came."""

    name = "none"
    rank = NO_TRANSLATION
    quality = ""

    def signature(self, source: str, target: str) -> str | None:
        return "none"

    def translate(self, sentences: Sequence[str], source: str, target: str) -> tuple[str | None, ...]:
        return tuple(sentences)

    def install_hint(self, source: str, target: str) -> str:
        return ""
