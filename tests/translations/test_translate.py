"""`translate`: what is sent to the engines, what is kept, and what the reader learns of it."""

import logging
from collections.abc import Sequence
from dataclasses import dataclass, field

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wireglot.articles import Article, Block, SentenceRef
from wireglot.articles.languages import DetectedLanguage
from wireglot.translations import (
    Doubt,
    EngineFailed,
    TranslationContext,
    UnknownEngine,
    expected_translation,
    translate,
)
from wireglot.translations.checks import Issue
from wireglot.translations.engine import NEURAL, PIVOT, RULE_BASED
from wireglot.translations.translate import translate_with
from wireglot.translations.typography import with_target_quotation_marks

# The answers of made-up engines are known beforehand; that they are no English does not matter here.
UNCHECKED = TranslationContext(check=lambda *_: ())


@dataclass
class Capitals:
    """An engine for one made-up language whose translation is capitals, so that every answer can be predicted."""

    name: str = "capitals"
    rank: int = NEURAL
    text_of_note: str = "Loud quality."
    fails_on: tuple[str, ...] = ()
    asked: list[tuple[str, ...]] = field(default_factory=list)

    def signature(self, source: str, target: str) -> str | None:
        return f"{self.name}|{source}-{target}"

    def translate(self, sentences: Sequence[str], _source: str, _target: str) -> tuple[str | None, ...]:
        self.asked.append(tuple(sentences))
        return tuple(None if text in self.fails_on else text.upper() for text in sentences)

    def note(self, _source: str, _target: str) -> str:
        return self.text_of_note

    def install_hint(self, _source: str, _target: str) -> str:
        return ""


class GivesUp(Capitals):
    """Says that the whole batch failed."""

    def translate(self, sentences: Sequence[str], _source: str, _target: str) -> tuple[str | None, ...]:
        self.asked.append(tuple(sentences))
        raise EngineFailed("the cable is cut")


class BreaksOnPepper(Capitals):
    """Raises an unexpected error for one text, as a tokenizer may."""

    def translate(self, sentences: Sequence[str], _source: str, _target: str) -> tuple[str | None, ...]:
        if "pepper" in sentences:
            raise ZeroDivisionError("atishoo")
        return super().translate(sentences, _source, _target)


def article(*sentences: str, headline: str = "") -> Article:
    return Article("id", "uri", "source", headline, (Block("paragraph", sentences),))


def translated(engine: Capitals, *articles: Article):
    return translate_with([engine], articles, "xx", "en", UNCHECKED)


def test_a_translation_has_the_blocks_of_its_article():
    blocks = (Block("byline", ("by me",)), Block("heading", ()), Block("paragraph", ("a", "b")))
    original = Article("id", "uri", "source", "head", blocks)

    [translation] = translated(Capitals(), original)

    assert translation.headline == "HEAD"
    assert translation.blocks == (Block("byline", ("BY ME",)), Block("heading", ()), Block("paragraph", ("A", "B")))
    assert (translation.kept, translation.failed, translation.why) == ((), (), "")
    assert (translation.engine, translation.to) == ("capitals", "en")
    assert translation.signature.startswith("capitals|xx-en|checks:")


def test_sentences_of_all_articles_go_together_and_each_once():
    engine = Capitals()

    translated(engine, article("a", "b", headline="a"), article("b", "c"))

    assert engine.asked == [("a", "b", "c")]


def test_text_without_letters_is_kept_and_not_sent():
    engine = Capitals()

    [translation] = translated(engine, article("***", "12,5 % (3/4)", "yes", headline="2026"))

    assert engine.asked == [("yes",)]
    assert translation.blocks == (Block("paragraph", ("***", "12,5 % (3/4)", "YES")),)
    assert translation.kept == (SentenceRef(0, 0), SentenceRef(0, 1))
    assert translation.headline == "2026"


def test_a_failed_sentence_stays_and_is_counted():
    [translation] = translated(Capitals(fails_on=("b", "head")), article("a", "b", "c", headline="head"))

    assert translation.blocks == (Block("paragraph", ("A", "b", "C")),)
    assert translation.failed == (SentenceRef(0, 1),)
    assert translation.headline == "head"
    assert translation.checks == (
        "1 of 3 sentences could not be translated and remains in the original.",
        "The headline could not be translated and remains in the original.",
        "Loud quality.",
    )


def test_doubts_are_kept_with_their_sentences():
    def doubt(source: str, *_: str) -> tuple[Issue, ...]:
        return (Issue("name", f"not {source}", refuses=False),) if source in ("b", "head") else ()

    text = article("a", "b", headline="head")
    [translation] = translate_with([Capitals()], [text], "xx", "en", TranslationContext(check=doubt))

    assert translation.doubts == (Doubt(None, "name", "not head"), Doubt(SentenceRef(0, 1), "name", "not b"))
    assert translation.blocks == (Block("paragraph", ("A", "B")),)


def test_what_is_not_compared_is_kept():
    [translation] = translate_with([Capitals()], [article("a")], "xx", "en", UNCHECKED)

    assert "months and weekdays" in translation.unchecked
    assert "numbers" not in translation.unchecked


def test_sentences_of_another_engine_are_counted():
    engines = [Capitals("first", fails_on=("b",)), Capitals("second")]

    [translation] = translate_with(engines, [article("a", "b", "c")], "xx", "en", UNCHECKED)

    assert translation.engine == "first"
    assert translation.checks == ("1 sentence was translated by second: [0,1].", "Loud quality.")


def test_sentences_of_gist_quality_in_a_better_translation_are_counted():
    engines = [Capitals("first", fails_on=("b",)), Capitals("second", RULE_BASED)]

    [translation] = translate_with(engines, [article("a", "b", "c")], "xx", "en", UNCHECKED)

    assert not translation.gist
    assert translation.checks[0] == "1 sentence was translated by second, in gist quality: [0,1]."


def test_an_engine_of_the_same_rank_does_not_become_the_main_one():
    engines = [Capitals("first", fails_on=("b", "c")), Capitals("second")]

    [translation] = translate_with(engines, [article("a", "b", "c")], "xx", "en", UNCHECKED)

    assert translation.engine == "first"
    assert translation.signature.startswith("first|")
    assert "2 sentences were translated by second: [0,1], [0,2]." in translation.checks


def test_the_main_engine_has_the_rank_of_most_sentences():
    engines = [Capitals("first", fails_on=("b", "c")), Capitals("second", RULE_BASED)]

    [translation] = translate_with(engines, [article("a", "b", "c")], "xx", "en", UNCHECKED)

    assert (translation.engine, translation.gist) == ("second", True)


@pytest.mark.parametrize(
    ("name", "rank", "gist"),
    [("apertium", RULE_BASED, True), ("pivot", PIVOT, True), ("capitals", PIVOT, True), ("capitals", NEURAL, False)],
)
def test_every_translation_below_a_model_is_gist(name: str, rank: int, gist: bool):
    [translation] = translate_with([Capitals(name, rank)], [article("a")], "ca", "en", UNCHECKED)

    assert translation.gist is gist
    assert any(check.startswith("Gist quality: ") for check in translation.checks) is gist
    assert translation.checks[-1].endswith("Loud quality.")
    assert len(translation.checks) == 1


def test_a_wholly_untranslated_article_is_kept():
    failed, fine = translated(Capitals(fails_on=("a", "b")), article("a", "b"), article("c"))

    assert (failed.engine, failed.kept, failed.failed) == ("none", (SentenceRef(0, 0), SentenceRef(0, 1)), ())
    assert failed.why == "capitals failed: it translated none of the sentences"
    assert fine.engine == "capitals"


def test_an_engine_that_gives_up_is_asked_once():
    engine = GivesUp()

    translations = translated(engine, article("a"), article("b"), article("c"))

    assert {t.why for t in translations} == {"capitals failed: the cable is cut"}
    assert len(engine.asked) == 1


def test_one_bad_article_does_not_spoil_the_batch():
    translations = translated(BreaksOnPepper(), *(article(word) for word in ("salt", "oil", "pepper", "thyme")))

    assert [t.engine for t in translations] == ["capitals", "capitals", "none", "capitals"]
    assert translations[2].why == "capitals failed: ZeroDivisionError: atishoo"
    assert translations[2].blocks == (Block("paragraph", ("pepper",)),)


def test_lines_in_an_answer_are_joined():
    class Verse(Capitals):
        def translate(self, _sentences, _source, _target):
            return ("roses are red, \n violets\u2028are blue ",)

    [translation] = translated(Verse(), article("a"))

    assert translation.blocks[0].sentences == ("roses are red, violets are blue",)


@pytest.mark.parametrize("tag", ["und", "", "und-Cyrl"])
def test_an_unknown_language_is_never_translated(tag):
    [translation] = translate([article("Hola")], [DetectedLanguage(tag, "sure")], to="en")

    assert (translation.engine, translation.why) == ("none", "the language is unknown")
    assert translation.kept == (SentenceRef(0, 0),)


@pytest.mark.parametrize("tag", ["en", "en-GB", "eng"])
def test_the_readers_own_language_needs_no_engine(tag):
    [translation] = translate([article("Hello", headline="Head")], [DetectedLanguage(tag, "sure")], to="en")

    assert (translation.engine, translation.signature, translation.why) == ("none", "none", "already in en")
    assert (translation.headline, translation.blocks) == ("Head", article("Hello").blocks)
    assert expected_translation(tag, "en") == ("none", 0, "")


def test_engine_none_says_so():
    [translation] = translate([article("Hola")], [DetectedLanguage("es", "sure")], to="en", engine="none")

    assert translation.why == "translation is switched off (engine none)"


@pytest.mark.process
def test_a_pair_without_an_engine_stays_in_the_original():
    auto, named = (
        translate([article("qaleghqa'mo'")], [DetectedLanguage("tlh", "sure")], to="en", engine=e)[0]
        for e in ("auto", "apertium")
    )

    assert auto.why == "no engine is ready for tlh -> en"
    assert named.why == "apertium is not ready for tlh -> en"


def test_an_unknown_engine_is_refused_before_anything_is_done():
    with pytest.raises(UnknownEngine):
        translate([], [], to="en", engine="googol")


def test_each_article_needs_its_language():
    with pytest.raises(ValueError, match="1 articles, 0 languages"):
        translate([article("Hola")], [], to="en")


# No line breaks and no lone surrogates: a sentence contains neither.
ANY_TEXT = st.text(st.characters(exclude_categories=["Cc", "Cs", "Zl", "Zp"]), max_size=12).map(str.strip)
SENTENCES = st.sampled_from(["a", "b", "Señor.", "***", "12", "你好。", "x y", "…"]) | ANY_TEXT.filter(bool)
KINDS = st.sampled_from(["paragraph", "heading", "byline"])
BLOCKS = st.builds(Block, KINDS, st.lists(SENTENCES, max_size=4).map(tuple))
ARTICLES = st.builds(
    Article,
    st.just("id"),
    st.just("uri"),
    st.just("source"),
    st.just("") | SENTENCES,
    st.lists(BLOCKS, max_size=4).map(tuple),
)


class Misbehaves(Capitals):
    """An engine that does what real ones have done; the draw decides, call by call."""

    def translate(self, sentences, _source, _target):
        answers = [f"<{text}>" for text in sentences]
        fault = self.draw(st.sampled_from(["", "drop", "add", "raise", "give up", "gaps", "no text", "nothing"]))
        if fault == "raise":
            raise RuntimeError("out of everything")
        if fault == "give up":
            raise EngineFailed("out of patience")
        if fault == "drop":
            return tuple(answers[1:])
        if fault == "add":
            return (*answers, "and one more")
        if fault == "nothing":
            return None
        faulty = {"gaps": [None, "", " \n"], "no text": [7]}.get(fault, [])
        return tuple(self.draw(st.sampled_from([answer, *faulty])) for answer in answers)


@settings(max_examples=60, deadline=None)
@given(articles=st.lists(ARTICLES, max_size=5), data=st.data())
def test_every_sentence_is_translated_kept_or_failed(articles, data):
    engine = Misbehaves()
    engine.draw = data.draw
    logging.disable(logging.CRITICAL)  # each fault is logged, thousands of them
    try:
        translations = translated(engine, *articles)
    finally:
        logging.disable(logging.NOTSET)

    assert len(translations) == len(articles)
    for article, translation in zip(articles, translations, strict=True):
        check_accounting(article, translation)


def check_accounting(article, translation):
    kinds_and_sizes = [[(b.kind, len(b.sentences)) for b in each.blocks] for each in (article, translation)]
    assert kinds_and_sizes[0] == kinds_and_sizes[1]
    assert not set(translation.kept) & set(translation.failed)
    assert list(translation.kept) == sorted(translation.kept)
    assert list(translation.failed) == sorted(translation.failed)
    for ref, text in article.sentences():
        result = translation.blocks[ref.block].sentences[ref.sentence]
        expected = with_target_quotation_marks(text, f"<{text}>", "en")
        assert result == (text if ref in (*translation.kept, *translation.failed) else expected)
    if translation.engine == "none":
        assert translation.blocks == article.blocks
        assert len(translation.kept) == sum(len(block.sentences) for block in article.blocks)
        assert translation.why
    assert bool(translation.failed) == any("sentences could not" in check for check in translation.checks)
