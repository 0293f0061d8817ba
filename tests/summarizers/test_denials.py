"""A denial stays with what it denies."""

import pytest

from wireglot.articles import Article, Block
from wireglot.summarizers import SummaryInput, load
from wireglot.summarizers.extract.denials import denial_needs


@pytest.mark.parametrize(
    ("language", "denial"),
    [
        ("en", "Goff denies the charge."),
        ("de", "Goff bestreitet das."),
        ("es", "Goff niega los cargos."),
        ("pl", "Goff zaprzecza."),
        ("ru", "Гофф отрицает вину."),
        ("nn-NO", "Goff nektar."),
    ],
)
def test_what_is_denied_needs_the_denial(language, denial):
    block = ["Goff was charged.", "One.", "Two.", denial, "Three."]

    assert list(denial_needs([block], language)) == [(1, 3), (2, 3)]


@pytest.mark.parametrize(
    ("language", "sentence"),
    [("en", "The minister who denied all of this in May resigned on Friday."), ("xx", "Goff denies it.")],
)
def test_other_sentences_deny_nothing(language, sentence):
    assert list(denial_needs([["A.", "B.", sentence]], language)) == []


def test_a_denial_in_another_paragraph_is_apart():
    assert list(denial_needs([["A.", "B."], ["Goff denies it."]], "en")) == []


def test_a_summary_shows_the_denial():
    block = (
        "The banker Tom Goff was charged with fraud on Monday, prosecutors said.",
        "Forty million crowns went to a bank in Ekby.",
        "The signatures of two colleagues were forged.",
        "Goff denies the charge.",
        "The trial opens in Vell in May.",
    )
    blocks = (Block("paragraph", block),)
    text = SummaryInput(Article("d", "d", "d", "Banker charged", blocks), "en", blocks, "en")
    shown = load("extract").summarize([text])[0].long.text

    assert block[1] not in shown or block[3] in shown
    assert block[0] in shown
