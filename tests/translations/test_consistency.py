"""Consistency of names: which sentences are translated again, what is taken, and that nothing is paid for twice."""

import logging
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wireglot.articles import Article, Block
from wireglot.articles.languages import DetectedLanguage
from wireglot.translations import EngineFailed, Glossary, Memory, Translation, TranslationContext, translate
from wireglot.translations.checks import Issue
from wireglot.translations.engine import RULE_BASED
from wireglot.translations.translate import translate_with

UNCHECKED = TranslationContext(check=lambda *_: ())

# Of the storm Rosa one sentence makes a Rose.
WORDS = {
    "Hoje a tempestade Rosa chega.": "Today the storm Rosa arrives.",
    "O vento da Rosa cresce.": "The wind of Rosa grows.",
    "Ninguém espera a Rosa.": "Nobody expects Rosa.",
    "Depois a Rosa vai para norte.": "Then the Rose goes north.",
    "Depois a XQ1X vai para norte.": "Then XQ1X goes north.",
    "Chove.": "It rains.",
}
STORM = tuple(list(WORDS)[:4])
WRONG, RIGHT = "Then the Rose goes north.", "Then Rosa goes north."


class Phrasebook:
    """An engine that knows the sentences of WORDS; `second` answers to sentences with a placeholder."""

    name, rank = "phrasebook", RULE_BASED

    def __init__(self, second: Callable[[str], object] = WORDS.get) -> None:
        self.second = second
        self.calls: list[tuple[str, ...]] = []

    def signature(self, source: str, target: str) -> str:
        return f"phrasebook|{source}-{target}"

    def translate(self, sentences: Sequence[str], _source: str, _target: str) -> tuple[object, ...]:
        self.calls.append(tuple(sentences))
        return tuple(self.second(text) if "XQ" in text else WORDS.get(text, f"[{text}]") for text in sentences)

    def note(self, _source: str, _target: str) -> str:
        return ""

    def install_hint(self, _source: str, _target: str) -> str:
        return ""


def article(*sentences: str, headline: str = "") -> Article:
    return Article("id", "uri", "source", headline, (Block("paragraph", sentences),))


def translated(engine: Phrasebook, *articles: Article, context: TranslationContext = UNCHECKED) -> list[Translation]:
    return translate_with([engine], articles, "pt", "en", context)


def last_sentence(translation: Translation) -> str:
    return translation.blocks[0].sentences[-1]


def test_a_sentence_that_deviates_gets_the_rendering_of_the_others() -> None:
    engine = Phrasebook()

    [translation] = translated(engine, article(*STORM))

    assert translation.blocks[0].sentences == (*(WORDS[text] for text in STORM[:3]), RIGHT)
    assert engine.calls == [STORM, ("Depois a XQ1X vai para norte.",)]
    assert (translation.kept, translation.failed) == ((), ())


def test_the_headline_is_a_sentence_of_the_article() -> None:
    [translation] = translated(Phrasebook(), article(*STORM[:3], headline=STORM[3]))

    assert translation.headline == RIGHT


def test_an_article_is_judged_by_its_own_sentences() -> None:
    engine = Phrasebook()

    alone, together = translated(engine, article(STORM[3]), article(*STORM))

    assert last_sentence(alone) == WRONG
    assert last_sentence(together) == RIGHT


def test_all_articles_are_translated_again_in_one_call() -> None:
    engine = Phrasebook()

    translated(engine, article(*STORM), article("Chove.", *STORM), article("Chove."))

    assert engine.calls[1:] == [("Depois a XQ1X vai para norte.",)]


def refuse_right(_source: str, translation: str, _language: str, _to: str) -> tuple[Issue, ...]:
    return (Issue("length", "too good"),) if translation == RIGHT else ()


@pytest.mark.parametrize(
    ("second", "check"),
    [
        (lambda _: "Then it goes north.", UNCHECKED.check),  # the placeholder is lost
        (lambda _: None, UNCHECKED.check),
        (WORDS.get, refuse_right),
    ],
)
def test_the_first_translation_stays_where_the_second_is_no_better(
    tmp_path: Path, second: Callable[[str], object], check: Callable[..., tuple[Issue, ...]]
) -> None:
    engine = Phrasebook(second)
    context = TranslationContext(Memory(tmp_path / "memory.sqlite"), check=check)

    for _ in range(2):
        [translation] = translated(engine, article(*STORM), context=context)
        assert last_sentence(translation) == WRONG
    assert len(engine.calls) == 2  # that it failed is remembered


def test_what_the_first_translation_had_right_is_not_lost() -> None:
    words = {
        "A NATO vê a Rosa.": "NATO sees Rosa.",
        "Hoje a NATO teme a Rosa.": "Today NATO fears Rosa.",
        "Segundo a NATO, a Rosa cresce.": "NATO says that Rosa grows.",
        "Ontem a NATO perdeu a Rosa.": "Yesterday NATO lost the Rose.",
    }

    class Forgetful(Phrasebook):
        def translate(self, sentences, _source, _target):
            return tuple(words.get(text, "Yesterday they lost XQ1X.") for text in sentences)

    [translation] = translated(Forgetful(), article(*words))

    assert last_sentence(translation) == "Yesterday NATO lost the Rose."


@pytest.mark.parametrize("error", [EngineFailed("the cable is cut"), ZeroDivisionError("atishoo")])
def test_an_engine_that_fails_at_the_second_try_spoils_nothing(error: Exception) -> None:
    def fail(_text: str) -> object:
        raise error

    [translation] = translated(Phrasebook(fail), article(*STORM))

    assert last_sentence(translation) == WRONG
    assert translation.failed == ()


def test_an_unchanged_article_costs_no_call(tmp_path: Path) -> None:
    context = TranslationContext(Memory(tmp_path / "memory.sqlite"), check=UNCHECKED.check)
    first = translated(Phrasebook(), article(*STORM), context=context)
    engine = Phrasebook()

    assert translated(engine, article(*STORM), context=context) == first
    assert [call for call in engine.calls if call] == []


def test_terms_of_the_users_glossary_are_left_to_it() -> None:
    context = TranslationContext(glossary=Glossary({"Depois a Rosa": "Then Rosie"}), check=UNCHECKED.check)
    engine = Phrasebook(lambda _: "XQ1X goes north.")

    [translation] = translated(engine, article(*STORM), context=context)

    assert last_sentence(translation) == "Then Rosie goes north."
    assert len(engine.calls) == 1


def test_the_users_terms_are_kept_at_the_second_try() -> None:
    context = TranslationContext(glossary=Glossary({"norte": "the North"}), check=UNCHECKED.check)
    engine = Phrasebook(lambda text: "Then XQ1X goes to XQ2X." if "XQ2X" in text else "Then the Rose goes to XQ1X.")

    [translation] = translated(engine, article(*STORM), context=context)

    assert last_sentence(translation) == "Then Rosa goes to the North."


def test_a_sentence_with_a_placeholder_of_its_own_is_not_sent_again() -> None:
    engine = Phrasebook(lambda _: "The Rose XQ1X.")

    translated(engine, article(*STORM[:3], "A Rosa XQ1X."))

    assert len(engine.calls) == 1


def test_the_engine_that_translated_a_sentence_is_asked_again() -> None:
    class Fastidious(Phrasebook):
        name = "fastidious"

        def translate(self, sentences, source, target):
            return tuple(None if text == STORM[3] else answer for text, answer in self.pairs(sentences, source, target))

        def pairs(self, sentences, source, target):
            return zip(sentences, super().translate(sentences, source, target), strict=True)

    first, second = Fastidious(), Phrasebook()

    [translation] = translate_with([first, second], [article(*STORM)], "pt", "en", UNCHECKED)

    assert last_sentence(translation) == RIGHT
    assert first.calls == [STORM]
    assert second.calls == [(STORM[3],), ("Depois a XQ1X vai para norte.",)]


SENTENCES = st.sampled_from([*STORM, "Chove.", "***", "O PORTO DE ROSA FECHA HOJE", "A Rosa XQ1X."])
ARTICLES = st.builds(lambda texts, headline: article(*texts, headline=headline), st.lists(SENTENCES), SENTENCES)
ANSWERS = st.sampled_from([None, "", "XQ1X", RIGHT, "XQ1X XQ1X", "XQ2X", "Rosa is here", 7, "XQ1X goes"])


@settings(max_examples=60, deadline=None)
@given(st.lists(ARTICLES, max_size=4), st.data())
def test_every_sentence_is_accounted_for_and_none_is_lost(articles: list[Article], data: st.DataObject) -> None:
    logging.disable(logging.CRITICAL)
    try:
        translations = translated(Phrasebook(lambda _: data.draw(ANSWERS)), *articles)
    finally:
        logging.disable(logging.NOTSET)

    for each, translation in zip(articles, translations, strict=True):
        assert [len(block.sentences) for block in translation.blocks] == [len(block.sentences) for block in each.blocks]
        for ref, text in each.sentences():
            result = translation.blocks[ref.block].sentences[ref.sentence]
            assert result.strip()
            assert (result == text) == (ref in (*translation.kept, *translation.failed))
            assert "XQ" not in result or "XQ" in text


@pytest.mark.process
def test_a_real_model_names_the_storm_alike() -> None:
    pytest.importorskip("fxtranslate", reason="fxtranslate has no wheel for this platform")
    storm = article(
        "Hoje a tempestade Rosa chega ao porto de Vilamar.",
        "A chuva da Rosa cresce, disse a polícia na segunda-feira.",
        "O Rosa assume uma trajetória direta sobre o porto.",
        "A depressão Rosa perde força em Vilamar.",
        "Espera-se que o Rosa se desloque para norte no domingo.",
    )

    [translation] = translate([storm], [DetectedLanguage("pt", "sure")], to="en", engine="firefox")

    assert all("Rosa" in sentence for sentence in translation.blocks[0].sentences)
    assert "Sunday" in last_sentence(translation)
