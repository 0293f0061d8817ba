"""Letters that a small model has never seen."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from wireglot.translations.foreign_letters import with_foreign_letters, without_foreign_letters


@pytest.mark.parametrize(
    ("text", "language", "plain"),
    [
        ("A prefeita Begoña Muñoz chegou a Iași.", "pt", "A prefeita Begona Munoz chegou a Iasi."),
        ("O carro da Škoda parou em Łódź.", "pt", "O carro da Skoda parou em Lódz."),
        ("São João não é Köln.", "pt", "São João não é Koln."),
        ("La ministra Muñoz habló.", "es", "La ministra Muñoz habló."),
        ("Borgmästaren Muñoz åkte.", "sv", "Borgmästaren Munoz åkte."),
        ("Мэр Muñoz ушёл.", "ru", "Мэр Muñoz ушёл."),
        ("Muñoz", "xx", "Muñoz"),
    ],
)
def test_letters_of_other_languages_become_plain(text: str, language: str, plain: str) -> None:
    assert without_foreign_letters(text, language) == plain


def test_a_name_gets_its_letters_back() -> None:
    source = "A prefeita Muñoz comeu uma piña em Iași."

    assert with_foreign_letters("Mayor Munoz ate a pina in Iasi.", source, "pt") == "Mayor Muñoz ate a pina in Iași."


@pytest.mark.parametrize("source", ["A: Ä.", "Peña e Pena chegaram.", "Müller e Mûller chegaram."])
def test_a_plain_word_that_could_stand_for_another_stays(source: str) -> None:
    translation = "A, Pena, Muller."

    assert with_foreign_letters(translation, source, "pt") == translation


@example("A:Ä", "pt")
@given(st.text(), st.sampled_from(["pt", "sv", "pl", "ru", "xx"]))
def test_text_keeps_what_is_no_foreign_letter(text: str, language: str) -> None:
    assert without_foreign_letters(text, language).isascii() or not text.isascii()
    assert with_foreign_letters(text, text, language) == text
