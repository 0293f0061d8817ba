"""The ends of a translated sentence or headline: its first capital, the word after it, and its full stop."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wireglot.translations.sentence_style import (
    in_sentence_style,
    with_first_capital,
    with_small_second_word,
    without_added_stop,
)


@pytest.mark.parametrize(
    ("source", "translation", "expected"),
    [
        ("Rui da un mitin", "Rui Gives a rally", "Rui gives a rally"),
        ("«Rui da un mitin»", "«Rui Gives a rally»", "«Rui gives a rally»"),
        ("Rui Sá da un mitin", "Rui Sá Gives a rally", "Rui Sá Gives a rally"),
        ("Ayer Rui habló", "Yesterday Rui spoke", "Yesterday Rui spoke"),
        ("Rui visita la NATO", "Rui NATO visits", "Rui NATO visits"),
        ("Rui y Lagos", "Rui Lagos and", "Rui Lagos and"),
        ("Lagos: cierra", "Lagos: It closes", "Lagos: It closes"),
        ("Rui", "Rui", "Rui"),
        ("", "Rui Gives", "Rui Gives"),
    ],
)
def test_the_first_capital_does_not_move_to_the_second_word(source: str, translation: str, expected: str) -> None:
    assert with_small_second_word(source, translation, "en") == expected


def test_german_nouns_keep_their_capitals() -> None:
    assert with_small_second_word("Rui mange du pain", "Rui Brot isst", "de") == "Rui Brot isst"


@pytest.mark.parametrize(
    ("source", "translation", "expected"),
    [
        ("Mulheres de luto", "mourning women", "Mourning women"),
        ("«Mulheres de luto»", "“mourning women”", "“Mourning women”"),
        ("iPhones caros", "iPhones are dear", "iPhones are dear"),
        ("Telefones caros", "iPhones are dear", "iPhones are dear"),
        ("e depois saiu", "and then he left", "and then he left"),
        ("12 mortos", "twelve dead", "twelve dead"),
        ("", "", ""),
    ],
)
def test_a_sentence_starts_with_a_capital_as_its_source(source: str, translation: str, expected: str) -> None:
    assert with_first_capital(source, translation, "en") == expected


@pytest.mark.parametrize(
    ("source", "translation", "expected"),
    [
        ("Porto fechado", "Port closed.", "Port closed"),
        ("Porto fechado.", "Port closed.", "Port closed."),
        ("Porto fechado!", "Port closed.", "Port closed."),
        ("Chuva nos EUA", "Rain in the U.S.", "Rain in the U.S."),
        ("Porto fechado", "Port closed...", "Port closed..."),
        ("Disse o seguinte:", "He said this.", "He said this."),
        ("", ".", "."),
    ],
)
def test_a_headline_gets_no_full_stop(source: str, translation: str, expected: str) -> None:
    assert without_added_stop(source, translation) == expected


@given(st.text(max_size=20), st.text(max_size=20), st.sampled_from(["en", "de", "tr", "nl"]))
def test_only_case_and_a_final_stop_change(source: str, translation: str, to: str) -> None:
    after = in_sentence_style(source, translation, to)

    assert folded(after) == folded(translation)
    assert in_sentence_style(source, after, to) == after


def folded(text: str) -> str:
    """Without case, the dots of the Turkish i included, and without final stops."""
    return text.casefold().replace("\u0307", "").replace("ı", "i").rstrip(".")
