"""The way of a sentence: what was paid for is remembered, whatever the second try does."""

from collections.abc import Sequence
from pathlib import Path

from wireglot.translations import EngineFailed
from wireglot.translations.checks import Fault
from wireglot.translations.engine import NEURAL
from wireglot.translations.means import TranslationContext
from wireglot.translations.memory import Memory
from wireglot.translations.telling import tell


class GivesUpAgain:
    """Tells sentences in capitals, and on its second try gives up, as an engine does whose server has gone."""

    name, rank, quality = "gives-up", NEURAL, ""

    def __init__(self) -> None:
        self.asked: list[str] = []

    def signature(self, source: str, target: str) -> str | None:
        return f"gives-up|{source}-{target}"

    def translate(self, sentences: Sequence[str], source: str, target: str) -> tuple[str | None, ...]:
        self.asked += sentences
        return tuple(text.upper() for text in sentences)

    def again(self, sentences: Sequence[str], source: str, target: str) -> tuple[str | None, ...]:
        raise EngineFailed("the cable is cut")

    def install_hint(self, source: str, target: str) -> str:
        return ""


def refuses_b(source: str, _told: str, _language: str, _to: str) -> tuple[Fault, ...]:
    return (Fault("loop", "b again and again"),) if source == "b" else ()


def test_sentences_that_passed_are_not_paid_for_again_when_the_second_try_gives_up(tmp_path: Path) -> None:
    means = TranslationContext(Memory(tmp_path / "memory.sqlite"), check=refuses_b)
    tell(["a", "b"], "xx", "en", engines=[GivesUpAgain()], means=means)
    engine = GivesUpAgain()

    telling = tell(["a", "b"], "xx", "en", engines=[engine], means=means)

    assert engine.asked == ["b"]
    assert telling.told["a"].text == "A"
    assert (telling.told["b"].text, telling.told["b"].why) == (None, "b again and again")
    assert telling.failures == {"gives-up": "the cable is cut"}
