"""`translate`: what is sent, what is kept, and what the reader is told."""

from collections.abc import Sequence
from dataclasses import dataclass, field

import pytest

from wireglot.articles.article import Article, Block, SentenceRef
from wireglot.translations import EngineFailed, UnknownEngine, translate
from wireglot.translations.engine import RULE_BASED
from wireglot.translations.means import TranslationContext, check_nothing
from wireglot.translations.translate import translate_with

# The answers of made-up engines are known beforehand; that they are no English is not the matter here.
UNCHECKED = TranslationContext(check=check_nothing)


@dataclass
class Shouts:
    """An engine for one made-up language: capitals are its translation, so every answer can be foretold."""

    name: str = "shouts"
    rank: int = RULE_BASED
    quality: str = "Loud quality."
    fails_on: tuple[str, ...] = ()
    asked: list[tuple[str, ...]] = field(default_factory=list)

    def signature(self, source: str, target: str) -> str | None:
        return f"shouts|{source}-{target}"

    def translate(self, sentences: Sequence[str], _source: str, _target: str) -> tuple[str | None, ...]:
        self.asked.append(tuple(sentences))
        return tuple(None if text in self.fails_on else text.upper() for text in sentences)

    def install_hint(self, _source: str, _target: str) -> str:
        return ""


class GivesUp(Shouts):
    """Says that the whole batch failed."""

    def translate(self, sentences: Sequence[str], _source: str, _target: str) -> tuple[str | None, ...]:
        self.asked.append(tuple(sentences))
        raise EngineFailed("the cable is cut")


class ChokesOnPepper(Shouts):
    """Breaks without a word of warning on one text, as a tokenizer may."""

    def translate(self, sentences: Sequence[str], _source: str, _target: str) -> tuple[str | None, ...]:
        if "pepper" in sentences:
            raise ZeroDivisionError("atishoo")
        return super().translate(sentences, _source, _target)


def article(*sentences: str, headline: str = "") -> Article:
    return Article("id", "uri", "source", headline, (Block("paragraph", sentences),))


def told(engine: Shouts, *articles: Article):
    return translate_with([engine], articles, "xx", "en", UNCHECKED)


def test_a_translation_keeps_blocks_kinds_and_places():
    blocks = (Block("byline", ("by me",)), Block("heading", ()), Block("paragraph", ("a", "b")))
    original = Article("id", "uri", "source", "head", blocks)

    [translation] = told(Shouts(), original)

    assert translation.headline == "HEAD"
    assert translation.blocks == (
        Block("byline", ("BY ME",)),
        Block("heading", ()),
        Block("paragraph", ("A", "B")),
    )
    assert (translation.kept, translation.failed, translation.why) == ((), (), "")
    assert (translation.engine, translation.to) == ("shouts", "en")
    assert translation.signature.startswith("shouts|xx-en|checks:")


def test_the_sentences_of_all_articles_go_together_and_each_once():
    engine = Shouts()

    told(engine, article("a", "b", headline="a"), article("b", "c"))

    assert engine.asked == [("a", "b", "c")]


def test_what_holds_no_letter_is_kept_and_not_sent():
    engine = Shouts()

    [translation] = told(engine, article("***", "12,5 % (3/4)", "yes", headline="2026"))

    assert engine.asked == [("yes",)]
    assert translation.blocks == (Block("paragraph", ("***", "12,5 % (3/4)", "YES")),)
    assert translation.kept == (SentenceRef(0, 0), SentenceRef(0, 1))
    assert translation.headline == "2026"


def test_a_sentence_that_failed_stands_in_the_original_and_is_named():
    [translation] = told(Shouts(fails_on=("b", "head")), article("a", "b", "c", headline="head"))

    assert translation.blocks == (Block("paragraph", ("A", "b", "C")),)
    assert translation.failed == (SentenceRef(0, 1),)
    assert translation.headline == "head"
    assert translation.checks == (
        "1 of 3 sentences could not be translated and stands in the original.",
        "The headline could not be translated and stands in the original.",
        "Loud quality.",
    )


def test_several_failed_sentences_are_counted():
    [translation] = told(Shouts(fails_on=("b", "c"), quality=""), article("a", "b", "c"))

    assert translation.checks == ("2 of 3 sentences could not be translated and stand in the original.",)


def test_an_article_of_which_nothing_was_translated_is_in_its_own_words():
    failed, fine = told(Shouts(fails_on=("a", "b")), article("a", "b"), article("c"))

    assert (failed.engine, failed.kept, failed.failed) == ("none", (SentenceRef(0, 0), SentenceRef(0, 1)), ())
    assert failed.why == "shouts failed: it translated none of the sentences"
    assert fine.engine == "shouts"


def test_an_engine_that_gives_up_is_believed():
    engine = GivesUp()

    translations = told(engine, article("a"), article("b"), article("c"))

    assert {t.why for t in translations} == {"shouts failed: the cable is cut"}
    assert len(engine.asked) == 1


def test_one_bad_article_does_not_spoil_the_batch():
    translations = told(ChokesOnPepper(), *(article(word) for word in ("salt", "oil", "pepper", "thyme")))

    assert [t.engine for t in translations] == ["shouts", "shouts", "none", "shouts"]
    assert translations[2].why == "shouts failed: ZeroDivisionError: atishoo"
    assert translations[2].blocks == (Block("paragraph", ("pepper",)),)


def test_nothing_to_translate_is_no_failure():
    [translation] = told(GivesUp(), article("***", "1."))

    assert translation.why == "there is nothing to translate"


def test_lines_in_an_answer_are_joined():
    class SpeaksInVerse(Shouts):
        def translate(self, _sentences, _source, _target):
            return ("roses are red, \n violets\u2028are blue ",)

    [translation] = told(SpeaksInVerse(), article("a"))

    assert translation.blocks[0].sentences == ("roses are red, violets are blue",)


@pytest.mark.parametrize("tag", ["und", "", "und-Cyrl"])
def test_an_unknown_language_is_never_translated(tag):
    [translation] = translate([article("Hola")], [tag], to="en")

    assert (translation.engine, translation.why) == ("none", "the language is unknown")
    assert translation.kept == (SentenceRef(0, 0),)


@pytest.mark.parametrize("tag", ["en", "en-GB", "eng"])
def test_the_readers_own_language_needs_no_engine(tag):
    [translation] = translate([article("Hello", headline="Head")], [tag], to="en")

    assert (translation.engine, translation.signature, translation.why) == ("none", "none", "already in en")
    assert (translation.headline, translation.blocks) == ("Head", article("Hello").blocks)


def test_engine_none_says_so():
    [translation] = translate([article("Hola")], ["es"], to="en", engine="none")

    assert translation.why == "translation is switched off (engine none)"


@pytest.mark.process
def test_a_pair_without_an_engine_is_told_in_the_original():
    auto, named = (translate([article("qaleghqa'mo'")], ["tlh"], to="en", engine=e)[0] for e in ("auto", "apertium"))

    assert auto.why == "no engine is ready for tlh -> en"
    assert named.why == "apertium is not ready for tlh -> en"


def test_an_unknown_engine_is_refused_before_anything_is_done():
    with pytest.raises(UnknownEngine):
        translate([], [], to="en", engine="googol")


def test_each_article_needs_its_language():
    with pytest.raises(ValueError, match="1 articles, 0 tags"):
        translate([article("Hola")], [], to="en")


def test_articles_come_back_in_their_order():
    texts = ["Hello", "Hola", "Bye", "Adiós"]

    translations = translate([article(t) for t in texts], ["en", "und", "en", "und"], to="en")

    assert [t.blocks[0].sentences[0] for t in translations] == texts
