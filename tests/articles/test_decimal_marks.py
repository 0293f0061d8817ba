"""The decimal mark of a text: by its own numbers, else by its language."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wireglot.articles.numbers import decimal_mark_in, find_numbers, with_usual_marks


@pytest.mark.parametrize(
    ("text", "language", "mark"),
    [
        ("El litro cuesta 1,459 euros.", "es", ","),
        ("Viven allí 1.459 habitantes.", "es", ","),
        ("Viven allí 1,459 habitantes.", "es", "."),
        ("Perdió 2,300,000 pesos.", "es", "."),
        ("Creció 3.5 % y cuesta 12,459 dólares.", "es", "."),
        ("La tasa es del 2,875%.", "es", ","),
        ("La tasa es del 3.125 por ciento.", "es", "."),
        ("Mide 0,125 metros.", "es", ","),
        ("Pagaram 25,000 euros.", "pt", "."),
        ("São 4.120 moradores e 12,5 hectares.", "pt", ","),
        ("بلغ السعر 1,459.50 دولار", "ar", "."),
        ("ارتفع بنسبة 12,5% إلى 1.459 شخص", "ar", ","),
        ("Watu 1,459 walikuwa hapo.", "sw", "."),
        ("It rose 12,5 % to 1.459,50 euros.", "en", ","),
        ("Die Zahl stieg um 3.5 %.", "de", "."),
        ("The 1,2-dichloride weighs 3.5 tonnes.", "en", "."),
        ("Die 1.459 Einwohner", "de", ","),
        ("Verse 5,6", "en", "."),
        ("12,5", "xx", ""),
    ],
)
def test_the_numbers_of_a_text_settle_its_decimal_mark(text: str, language: str, mark: str) -> None:
    assert decimal_mark_in([text], language) == mark


def test_one_sentence_settles_the_mark_of_another() -> None:
    texts = ["El dólar se vendió en 18.5 pesos.", "El litro cuesta 1,459 euros."]

    assert decimal_mark_in(texts, "es") == "."


def test_numbers_are_written_with_the_usual_marks() -> None:
    text = "A las 14.30 había 1,459,000 personas y 3.255 %."

    assert with_usual_marks(text, "es", ".") == "A las 14.30 había 1.459.000 personas y 3,255 %."
    assert with_usual_marks(text, "es", ",") == text


@given(st.text(st.sampled_from("0123456789.,% aé-:/"), max_size=40), st.sampled_from(["es", "pt", "ar", "en", "de"]))
def test_only_marks_between_digits_change(text: str, language: str) -> None:
    other = {",": ".", ".": ","}[decimal_mark_in([], language)]
    changed = with_usual_marks(text, language, other)

    assert changed.translate({44: 46}) == text.translate({44: 46})
    assert with_usual_marks(text, language, decimal_mark_in([], language)) == text


def test_an_arabic_decimal_mark_is_one_in_any_text() -> None:
    (number,) = find_numbers("٣٫١٢٥", "ar", decimal=".")

    assert number.meanings == {3.125}
