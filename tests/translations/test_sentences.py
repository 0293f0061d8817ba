"""Translating sentences: memory, checks, second try, next engine, glossary."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from wireglot.translations import EngineFailed, Glossary, Memory, TranslationContext
from wireglot.translations.checks import Issue
from wireglot.translations.engine import NEURAL
from wireglot.translations.sentences import translate_sentences


@dataclass
class Capitals:
    """An engine whose translation is capitals, and a second try that adds "!" or, with `gives_up`, fails."""

    name: str = "capitals"
    rank: int = NEURAL
    gives_up: bool = False
    asked: list[str] = field(default_factory=list)

    def signature(self, source: str, target: str) -> str | None:
        return f"{self.name}|{source}-{target}"

    def translate(self, sentences: Sequence[str], _source: str, _target: str) -> tuple[str | None, ...]:
        self.asked += sentences
        return tuple(text.upper() for text in sentences)

    def retry(self, sentences: Sequence[str], _source: str, _target: str) -> tuple[str | None, ...]:
        if self.gives_up:
            raise EngineFailed("the server has gone")
        return tuple(f"{text.upper()}!" for text in sentences)

    def note(self, _source: str, _target: str) -> str:
        return ""

    def install_hint(self, _source: str, _target: str) -> str:
        return ""


def refuse_b(_source: str, translation: str, _language: str, _to: str) -> tuple[Issue, ...]:
    return (Issue("repetition", "b again and again"),) if translation == "B" else ()


def translated(sentences: Sequence[str], *engines: Capitals, context: TranslationContext):
    return translate_sentences(sentences, "xx", "en", engines=engines, context=context)


def texts(outcome) -> dict[str, str | None]:
    return {source: sentence.text for source, sentence in outcome.by_source.items()}


def test_a_refused_sentence_gets_a_second_try():
    outcome = translated(["a", "b"], Capitals(), context=TranslationContext(check=refuse_b))

    assert texts(outcome) == {"a": "A", "b": "B!"}


def test_the_next_engine_gets_what_the_first_could_not_do():
    first, second = Capitals("first", gives_up=True), Capitals("second")

    outcome = translated(["a", "b"], first, second, context=TranslationContext(check=refuse_b))

    assert second.asked == ["b"]
    assert {source: sentence.engine for source, sentence in outcome.by_source.items()} == {"a": "first", "b": "second"}


def test_accepted_sentences_are_not_paid_for_again(tmp_path: Path):
    context = TranslationContext(Memory(tmp_path / "memory.sqlite"), check=refuse_b)
    translated(["a", "b"], Capitals(gives_up=True), context=context)
    engine = Capitals(gives_up=True)

    outcome = translated(["a", "b"], engine, context=context)

    assert engine.asked == ["b"]
    assert texts(outcome) == {"a": "A", "b": None}
    assert outcome.by_source["b"].reason == "b again and again"
    assert outcome.failures == {"capitals": "the server has gone"}


def test_refreshing_the_memory_asks_for_every_sentence(tmp_path: Path):
    memory = Memory(tmp_path / "memory.sqlite")
    translated(["a"], Capitals(), context=TranslationContext(memory, check=lambda *_: ()))
    engine = Capitals()

    translated(["a"], engine, context=TranslationContext(memory, refresh_memory=True, check=lambda *_: ()))

    assert engine.asked == ["a"]


def test_terms_of_the_glossary_reach_the_translation():
    context = TranslationContext(glossary=Glossary({"Säpo": "the Security Service"}), check=lambda *_: ())

    outcome = translated(["enligt Säpo"], engine := Capitals(), context=context)

    assert engine.asked == ["enligt XQ1X"]
    assert texts(outcome) == {"enligt Säpo": "ENLIGT the Security Service"}
