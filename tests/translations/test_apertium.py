"""Apertium itself, as Debian installs it, over every mode that is used."""

import os

import pytest

from wireglot.articles import Article, Block, SentenceRef
from wireglot.articles.languages import DetectedLanguage
from wireglot.translations import apertium, load, translate
from wireglot.translations.engines.apertium import CHARACTERS_PER_PIECE, installed_modes, parse_mode

pytestmark = pytest.mark.process

EXAMPLES = {
    "es": ("El presidente visitó la ciudad ayer.", "president"),
    "ca": ("El president va visitar la ciutat ahir.", "president"),
    "pt": ("O presidente visitou a cidade ontem.", "president"),
    "fr": ("Le président a visité la ville hier.", "president"),
    "it": ("Il presidente ha visitato la città ieri.", "president"),
    "ro": ("Președintele a vizitat orașul ieri.", "president"),
    "gl": ("O presidente visitou a cidade onte.", "president"),
    "is": ("Forsetinn heimsótti borgina í gær.", "president"),
    "hr": ("Predsjednik je jučer posjetio grad.", "president"),
    "sr-Latn": ("Predsednik je juče posetio grad.", "president"),
    "sr": ("Председник је јуче посетио град.", "president"),
    "mk": ("Претседателот вчера го посети градот.", "president"),
    "eu": ("Presidenteak hiria bisitatu zuen atzo.", "president"),
    "eo": ("La prezidanto vizitis la urbon hieraŭ.", "president"),
}

TRICKY = [
    "5 $ [x] {y} <b>z</b> a/b \\ ^c$ #d *e ~f +g _h_ & | =",
    "...",
    "[;1;]",
    "\\",
    "~",
    "\\[;0;]\\",
    "^a<n>/b<n>$",
    "(",
    "«",
    "1.",
    "X",
    "https://x.org/la-casa?y=1&z=~2 @la_casa #LaCasa la.casa@x.org",
    "\u200b\u200f😀 👨‍👩‍👧",
    "12:30–14:00, 12,5 %",
]


@pytest.fixture(scope="module", autouse=True)
def _apertium_is_installed():
    """On a user's machine a named skip, in CI a failure."""
    if not installed_modes():
        missing = "Apertium is not installed: apt-get install apertium apertium-eng-spa ..."
        pytest.fail(missing) if os.environ.get("CI") else pytest.skip(missing)


def ready(source: str) -> None:
    if load("apertium").signature(source, "en") is None:
        missing = f"no Apertium route {source} -> en. {load('apertium').install_hint(source, 'en')}"
        pytest.fail(missing) if os.environ.get("CI") else pytest.skip(missing)


@pytest.mark.parametrize("source", EXAMPLES)
def test_every_language_is_translated_to_english(source):
    ready(source)
    sentence, word = EXAMPLES[source]

    [answer] = load("apertium").translate([sentence], source, "en")

    assert word in answer.lower()
    assert answer.endswith(".")


def test_no_mode_loses_a_reserved_character():
    for mode in filter(parse_mode, installed_modes()):
        for sentence, answer in zip(TRICKY, apertium.translate_by_mode(mode, TRICKY), strict=True):
            assert answer is not None, (mode, sentence)
            assert reserved(answer) == reserved(sentence), (mode, sentence)


def reserved(text):
    return [text.count(character) for character in "\\^$/[]{}@<>~#*+"]


def test_long_batches_come_back_in_order():
    ready("es")
    sentences = [f"El número {n} es el que dijo el presidente de la república ayer." for n in range(2500)]
    assert sum(map(len, sentences)) > apertium.CHARACTERS_PER_CHILD

    answers = load("apertium").translate(sentences, "es", "en")

    assert all(f" {n} " in (answer or "") for n, answer in enumerate(answers))


def test_a_very_long_sentence_loses_nothing():
    ready("es")
    words = [f"casa{n}" for n in range(1000)]
    sentence = " ".join(words)
    assert len(sentence) > 2 * CHARACTERS_PER_PIECE

    long, solid = load("apertium").translate([sentence, "x" * (CHARACTERS_PER_PIECE + 1)], "es", "en")

    assert long.split() == words
    assert solid.replace(" ", "") == "x" * (CHARACTERS_PER_PIECE + 1)


def test_an_article_is_translated_sentence_by_sentence():
    ready("es")
    blocks = (Block("dateline", ("Madrid, 3 de mayo",)), Block("paragraph", ("El presidente habló.", "***", "Hola.")))
    article = Article("id", "uri", "source", "El presidente", blocks)

    [translation] = translate([article], [DetectedLanguage("es", "sure")], to="en", engine="apertium")

    assert translation.headline == "The president"
    assert translation.blocks[1].sentences == ("The president spoke.", "***", "Hello.")
    assert (translation.kept, translation.failed) == ((SentenceRef(1, 1),), ())
    assert translation.gist
    assert translation.checks[0].startswith("Gist quality: this rule-based translation shows what the text is about;")
    assert translation.signature.startswith(f"{load('apertium').signature('es', 'en')}|checks:")
