"""A summary written in the article's own language reaches the reader in theirs, or is made again by extract."""

from dataclasses import replace

import pytest

from wireglot import summarizers, translations
from wireglot.articles import Article, Block
from wireglot.flows.retelling import retold
from wireglot.summarizers import TOO_LONG, SummaryInput, summarize
from wireglot.translations.means import PLAIN

# An engine is a file; these two are real ones: one quotes the original, one knows three Swedish sentences.
QUOTES_THE_ORIGINAL = """
from dataclasses import replace

from wireglot.summarizers.engines.extract import Engine as Extract


class Engine(Extract):
    name = "original"

    def signature(self, language, told):
        return "original|v:1"

    def summarize(self, texts):
        return super().summarize([replace(t, blocks=t.article.blocks, output_language=t.language) for t in texts])
"""
KNOWS_BY_HEART = """
from wireglot.translations.engine import NEURAL

KNOWN = {
    "Färjan till Visby gick på grund i måndags.": "The ferry to Visby ran aground on Monday.",
    "Ingen av de 33 passagerarna skadades.": "None of the 33 passengers was hurt.",
    "Rederiet i Visby utreder nu olyckan.": "The shipping line in Visby is now investigating the accident.",
}


class Engine:
    name = "heart"
    rank = NEURAL
    quality = ""

    def signature(self, source, target):
        return "heart|v:1"

    def translate(self, sentences, source, target):
        return tuple(KNOWN.get(sentence) for sentence in sentences)

    def install_hint(self, source, target):
        return ""
"""
# 37 words, and 43 in English.
WINDING = (
    "Färjan till Visby gick på grund i måndags när kaptenen i tät dimma försökte undvika en fiskebåt som hade fått "
    "motorstopp mitt i farleden utanför Nynäshamn, sade kustbevakningens talesman sent på kvällen till "
    "den lokala radion."
)
UNWOUND = (
    "The ferry to Visby ran aground on Monday when the captain in a dense fog was trying to stay clear of a fishing "
    "boat whose engine had stopped in the middle of the fairway off the town of Nynäshamn, a spokesman of the coast "
    "guard told the local radio late in the evening."
)
LONG_WINDED = KNOWS_BY_HEART.replace("KNOWN = {", f"KNOWN = {{{WINDING!r}: {UNWOUND!r},")
SWEDISH = (
    "Färjan till Visby gick på grund i måndags.",
    "Ingen av de 33 passagerarna skadades.",
    "Rederiet i Visby utreder nu olyckan.",
)
TOLD = ("The ferry to Visby hit the ground on Monday.", "No passenger of the 33 was hurt.", "The line looks into it.")


@pytest.fixture
def engines(tmp_path, monkeypatch):
    def put(package, name, code):
        (tmp_path / f"{name}.py").write_text(code, "utf-8")
        monkeypatch.setattr(package, "__path__", [*package.__path__, str(tmp_path)])

    put(summarizers.engines, "original", QUOTES_THE_ORIGINAL)
    return put


def text(told=TOLD, output_language="en") -> SummaryInput:
    blocks = (Block("paragraph", SWEDISH),)
    article = Article("farjan", "farjan", "farjan.txt", "Färja på grund", blocks)
    return SummaryInput(article, "sv", (Block("paragraph", told),), output_language)


def told_by(texts, translator="heart"):
    made = summarize(texts, engine="original")
    return made, retold(texts, made, translator=translator, context_for=lambda language: PLAIN)


def test_it_is_translated_sentence_by_sentence_and_keeps_its_places(engines):
    engines(translations.engines, "heart", KNOWS_BY_HEART)

    (made,), (told,) = told_by([text()])

    assert {made.long.language, told.long.language} == {"sv", "en"}
    assert "The ferry to Visby ran aground on Monday." in told.long.text
    assert [s.evidence for s in told.long.sentences] == [s.evidence for s in made.long.sentences]
    assert (told.long.engine, told.long.signature) == ("original", "original|v:1")


def test_one_that_is_read_in_its_own_language_stays_as_it_is(engines):
    engines(translations.engines, "heart", KNOWS_BY_HEART)

    (made,), (told,) = told_by([text(SWEDISH, "sv")])

    assert told == made


def test_a_translation_that_is_too_long_is_marked(engines):
    engines(translations.engines, "long_winded", LONG_WINDED.replace("heart", "long_winded"))
    blocks = (Block("paragraph", (WINDING,)),)
    article = replace(text().article, blocks=blocks)

    (made,), (told,) = told_by([SummaryInput(article, "sv", (Block("paragraph", (UNWOUND,)),), "en")], "long_winded")

    assert (made.short.checks, told.short.checks) == ((), (TOO_LONG,))
    assert told.short.text == UNWOUND


def test_what_cannot_be_translated_is_told_by_extract_under_the_asked_signature(engines):
    engines(
        translations.engines, "forgetful", KNOWS_BY_HEART.replace("Ingen av", "Inga av").replace("heart", "forgetful")
    )

    _, (told,) = told_by([text()], "forgetful")

    assert (told.long.engine, told.long.signature) == ("extract", "original|v:1")
    assert "could not be translated" in told.long.checks[0]
    assert {s.text for s in told.long.sentences} <= set(TOLD)
