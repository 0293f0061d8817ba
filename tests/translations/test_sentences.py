"""Translating sentences: memory, checks, second try, next engine, glossary."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from wireglot.translations import EngineFailed, Glossary, Memory, TranslationContext
from wireglot.translations.checks import Issue
from wireglot.translations.engine import NEURAL, RULE_BASED
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


def doubt_capitals(_source: str, translation: str, _language: str, _to: str) -> tuple[Issue, ...]:
    """A doubt about each capital X, and a refusal of each Q."""
    doubts = [Issue("name", "X may be wrong", refuses=False)] * translation.count("X")
    return (*doubts, *([Issue("number", "Q is wrong")] * translation.count("Q")))


DOUBTING = TranslationContext(check=doubt_capitals)


@dataclass
class Answers(Capitals):
    """Always gives the same answer, and another one at the second try."""

    first: str = ""
    second: str = ""

    def translate(self, sentences: Sequence[str], _source: str, _target: str) -> tuple[str | None, ...]:
        self.asked += sentences
        return (self.first,) * len(sentences)

    def retry(self, sentences: Sequence[str], _source: str, _target: str) -> tuple[str | None, ...]:
        return (self.second,) * len(sentences)


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


def test_a_sentence_has_failed_when_every_engine_gave_up():
    class GivesUp(Capitals):
        def translate(self, sentences: Sequence[str], _source: str, _target: str) -> tuple[str | None, ...]:
            raise EngineFailed("the cable is cut")

    outcome = translated(["a", "b"], GivesUp("first"), GivesUp("second"), context=TranslationContext())

    assert texts(outcome) == {"a": None, "b": None}
    assert outcome.by_source["a"].reason == "the cable is cut"
    assert texts(translated(["a"], GivesUp("first"), Capitals(), context=TranslationContext())) == {"a": "A"}


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


def test_a_doubtful_sentence_is_shown_with_its_doubts():
    outcome = translated(["a"], Answers(first="X", second="X"), context=DOUBTING)

    assert (outcome.by_source["a"].text, outcome.by_source["a"].doubts) == ("X", doubt_capitals("", "X", "", ""))


def test_of_all_answers_the_mildest_is_taken():
    refused, two, one = (Answers(text, first=text, second=text) for text in ("Q", "XX", "X"))

    assert texts(translated(["a"], refused, two, one, context=DOUBTING)) == {"a": "X"}
    assert texts(translated(["a"], one, two, refused, context=DOUBTING)) == {"a": "X"}
    assert texts(translated(["a"], Answers(first="XX", second="X"), context=DOUBTING)) == {"a": "X"}
    assert texts(translated(["a"], Answers(first="X", second="Q"), context=DOUBTING)) == {"a": "X"}


def test_of_equal_answers_the_first_engine_is_taken():
    outcome = translated(["a"], Answers("one", first="X1", second="X"), Answers("two", first="X2"), context=DOUBTING)

    assert outcome.by_source["a"].text == "X1"


def test_a_lower_rank_is_not_asked_because_of_a_doubt():
    rules = Answers("rules", RULE_BASED, first="good", second="good")

    assert texts(translated(["a"], Answers(first="X", second="X"), rules, context=DOUBTING)) == {"a": "X"}
    assert texts(translated(["a"], Answers(first="Q", second="Q"), rules, context=DOUBTING)) == {"a": "good"}
    assert rules.asked == ["a"]


def test_a_remembered_sentence_still_has_its_doubts(tmp_path: Path):
    context = TranslationContext(Memory(tmp_path / "memory.sqlite"), check=doubt_capitals)
    first = translated(["a"], Answers(first="XX", second="X"), context=context)
    engine = Answers(first="other", second="other")

    assert translated(["a"], engine, context=context) == first
    assert engine.asked == []
