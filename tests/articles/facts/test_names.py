"""Names in a sentence: runs of capitals, English names, names of places, and how names sound."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wireglot.articles.facts import (
    english_names,
    fact_table,
    has_english_form,
    is_english_word,
    is_of_place,
    name_runs,
    normalize,
    sound_alike,
    sounds,
    split_words,
)


def runs(text: str) -> list[str]:
    return [" ".join(word.text for word in run.words) for run in name_runs(text, split_words(text))]


def names(text: str) -> list[str]:
    return [word.text for word in english_names(text, split_words(text))]


def test_capitalised_words_in_a_row_are_one_name() -> None:
    text = "Then Greta A. Lilja met the builder Nils-Olof Berg, who lives near Lund, at last."

    assert runs(text) == ["Then Greta A Lilja", "Nils Olof Berg", "Lund"]


@pytest.mark.parametrize("text", ["Mayor Opens New Harbour Bridge In Lund", "all in small letters", "ALL IN CAPITALS"])
def test_a_text_whose_capitals_say_nothing_has_no_names(text: str) -> None:
    assert runs(text) == []


def test_english_words_and_peoples_are_no_names() -> None:
    assert names("On Monday the Foreign Ministry told Protesters and Germans that Lindqvist had left.") == ["Lindqvist"]


@pytest.mark.parametrize("word", ["parties", "accordingly", "running", "remainers", "historical"])
def test_forms_of_a_word_are_words(word: str) -> None:
    assert is_english_word(word)


@pytest.mark.parametrize("word", ["lindqvist", "merkel", "kowalska"])
def test_names_are_no_words(word: str) -> None:
    assert not is_english_word(word)
    assert not has_english_form(word)


@pytest.mark.parametrize(
    ("word", "language"),
    [("germany", "en"), ("germans", "en"), ("wien", "de"), ("grecia", "es")],
)
def test_places_are_known_in_their_languages(word: str, language: str) -> None:
    assert is_of_place(word, language)


def test_a_language_without_data_has_no_places() -> None:
    assert not is_of_place("germany", "xx")


@pytest.mark.parametrize(
    ("name", "other"),
    [
        ("Johnson", "Джонсон"),
        ("Schwarzenegger", "Шварценеггер"),
        ("Papadopoulos", "Παπαδόπουλος"),
        ("Biden", "Μπάιντεν"),
        ("Obama", "أوباما"),
        ("Merkel", "मर्केल"),
        ("Trump", "Թրամփ"),
        ("Tschaikowski", "Tchaikovsky"),
    ],
)
def test_one_name_in_two_scripts_sounds_alike(name: str, other: str) -> None:
    assert sound_alike(sounds(name), sounds(other), ending=1)


@pytest.mark.parametrize(("name", "other"), [("Johnson", "Меркель"), ("Merkel", "ترامب"), ("Berg", "Lund")])
def test_two_names_sound_different(name: str, other: str) -> None:
    assert not sound_alike(sounds(name), sounds(other), ending=1)


@given(st.text(max_size=40))
def test_every_word_sounds_like_itself(text: str) -> None:
    assert all(sound_alike(sounds(word.text), sounds(word.text)) for word in split_words(normalize(text)))


def test_sounds_are_letters_of_the_classes() -> None:
    rows = [row for script in fact_table("sounds").values() for row in script.values()]

    assert set("".join(rows)) <= set("PBFVTDKGSMNLR? ")
