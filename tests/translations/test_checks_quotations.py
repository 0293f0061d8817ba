"""The check of quotation marks in a translated sentence."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wireglot.articles.facts import find_quotations, has_quotation_mark
from wireglot.translations.checks.quotations import changed_quotation


@pytest.mark.parametrize(
    ("source", "translation"),
    [
        ("„Wir bauen den Steg wieder auf“, sagte Pohl.", "“We will rebuild the jetty,” Pohl said."),
        ("« Le pont est sûr », a dit la mairie.", '"The bridge is safe," said the town hall.'),
        ("”Bron är säker”, sade hon.", "‘The bridge is safe,’ she said."),
        ("「橋は安全だ」と市長は述べた。", "“The bridge is safe,” the mayor said."),
        (
            "Hon kallade planen ”djärv” när hon talade med tidningen i går kväll.",
            "She called the plan bold last night.",
        ),
        ("Die Brücke ist sicher.", "The bridge is safe."),
        ("— Most jest bezpieczny — powiedział burmistrz.", "“The bridge is safe,” the mayor said."),
        ("“The bridge is safe,” she said.", "– El puente es seguro – dijo ella."),
        ("“Wir bauen wieder auf, und das", "“We will rebuild, and that"),
        ('הצוות נסע 30 ק"מ בצפון', "The team drove 30 km in the north"),
    ],
)
def test_quotations_that_are_kept_are_no_issue(source: str, translation: str) -> None:
    assert changed_quotation(source, translation) == ""


def test_a_quotation_without_its_marks_is_found() -> None:
    lost = changed_quotation("„Die Brücke ist sicher“, sagte Pohl.", "The bridge is safe, Pohl said.")

    assert lost == "the quotation marks of the original are missing"


def test_a_statement_that_becomes_a_quotation_is_found() -> None:
    added = changed_quotation("Мост безопасен, и движение открыто.", "“The bridge is safe, and traffic is moving.”")

    assert added == "it is quoted, and the original is not"


def test_a_quotation_that_took_in_the_rest_of_its_sentence_is_found() -> None:
    source = "„Sicher“ nannte der Rat die Brücke, die seit dem Winter geschlossen war."
    translation = "“The council called the bridge, which had been closed since the winter, safe.”"

    assert changed_quotation(source, translation) == "100% of it is quoted, 11% of the original"


@given(st.text(), st.text(alphabet="abc “”\"«»„'"))
def test_the_same_quotations_are_never_an_issue(text: str, other: str) -> None:
    assert changed_quotation(text, text) == ""
    assert changed_quotation(other, other) == ""


@given(st.text(alphabet="abc \"“”„«»「」'"))
def test_a_quotation_has_marks(text: str) -> None:
    assert has_quotation_mark(text) or list(find_quotations(text)) == []
