"""Engine `none`: translates nothing, so that an article without a better engine stays in its own language."""

from collections.abc import Sequence

from wireglot.translations.engine import NO_TRANSLATION


class Engine:
    """Always ready; returns every sentence as it is."""

    name = "none"
    rank = NO_TRANSLATION

    def signature(self, source: str, target: str) -> str | None:
        return "none"

    def translate(self, sentences: Sequence[str], source: str, target: str) -> tuple[str | None, ...]:
        return tuple(sentences)

    def note(self, source: str, target: str) -> str:
        return ""

    def install_hint(self, source: str, target: str) -> str:
        return ""
