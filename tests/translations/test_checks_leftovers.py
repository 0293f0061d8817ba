"""The check of words left in the source language."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wireglot.translations.checks.leftovers import leftover_words


@pytest.mark.parametrize(
    ("language", "to", "source", "translation", "words"),
    [
        ("ru", "en", "Совет закрыл пристань на ремонт.", "The council closed the пристань for repairs.", ["пристань"]),
        ("en", "el", "The council closed the jetty.", "Το συμβούλιο έκλεισε το jetty.", ["jetty"]),
        ("sv", "en", "Hamnen stängs på måndag.", "The harbour stängs on Monday.", ["stängs"]),
        ("tr", "en", "Belediye iskeleyi kapattığı için özür diledi.", "The city özür as it closed it.", ["özür"]),
        (
            "de",
            "en",
            "Der Rat schließt den Steg und die Brücke.",
            "The council is closing den Steg und the bridge.",
            ["den", "und"],
        ),
        (
            "hr",
            "en",
            "Vijeće zatvara pristanište zbog popravka.",
            "The council zatvara pristanište for it.",
            ["pristanište"],
        ),
        (
            "ro",
            "en",
            "Firma a anunțat concedierea unor angajați în port.",
            "The firm announced concedierea unor angajați.",
            ["angajați"],
        ),
        (
            "nl",
            "en",
            "De gemeente herbouwt binnenkort verschillende vervallen steigers.",
            "The city herbouwt binnenkort steigers.",
            ["herbouwt", "binnenkort", "steigers"],
        ),
        (
            "it",
            "en",
            "Chiuso il molo per lavori in corso da ieri.",
            "Pier closed per lavori in corso yesterday.",
            ["lavori", "corso"],
        ),
    ],
)
def test_words_left_in_the_source_language_are_named(
    language: str, to: str, source: str, translation: str, words: list[str]
) -> None:
    found = leftover_words(source, translation, language, to)

    assert found
    assert all(f"“{word}”" in found for word in words)


@pytest.mark.parametrize(
    ("language", "source", "translation", "word"),
    [
        ("ca", "El xandall blau és car.", "The blue xandall is expensive.", "xandall"),
        ("it", "Un cortocircuito ha chiuso il porto.", "A cortocircuit closed the port.", "cortocircuit"),
        ("de", "Der Steg wurde repariert.", "The steg was repaired.", "steg"),
        ("da", "Færgen ligger stille.", "The færge lies still.", "færge"),
        ("pl", "Zamknięto nabrzeże.", "The nabrzeż was closed.", "nabrzeż"),
        ("id", "Dermaga ditutup untuk perbaikan.", "The dermaga is closed for repairs.", "dermaga"),
        ("sw", "Gati limefungwa kwa matengenezo.", "The pier is closed for matengenezo.", "matengenezo"),
    ],
)
def test_one_word_that_is_not_english_is_named(language: str, source: str, translation: str, word: str) -> None:
    assert leftover_words(source, translation, language, "en") == f"“{word}” left as in the original"


@pytest.mark.parametrize(
    ("language", "to", "source", "translation"),
    [
        ("nl", "en", "De podcast over smartphones is online.", "The podcast about smartphones is online."),
        ("fr", "en", "Au café, le cortège a pris un menu.", "At the café the cortège had a menu."),
        ("sv", "en", "Fallet rör backcountryskidor.", "It is about backcountry skis."),
        (
            "fr",
            "en",
            "Hier les Amis des théâtres français ont joué.",
            "Yesterday the Amis des théâtres français played.",
        ),
        ("de", "en", "Das Hotel meldet online, dass die Bar offen ist.", "The hotel says online that the bar is open."),
        ("fr", "en", "La police a fermé la station à midi.", "The police closed the station at noon."),
        (
            "fr",
            "en",
            "Le record du front fut une surprise pour les sports.",
            "The record of the front was a surprise in sports.",
        ),
        ("pt", "en", "Dois doubles, um front e um set.", "Two doubles, one front and one set."),
        ("es", "en", "Ana de la Fuente llegó a Casa Vieja.", "Ana de la Fuente arrived at Casa Vieja."),
        (
            "it",
            "en",
            "Scrivete a posta@porto.example o www.porto.example.",
            "Write to posta@porto.example or www.porto.example.",
        ),
        ("es", "en", "El alcalde dijo: «We are not going anywhere».", "The mayor said: «We are not going anywhere»."),
        ("da", "nb", "Havnen lukkes mandag og tirsdag.", "Havnen lukkes mandag og tirsdag."),
        ("ja", "en", "新しいホテルが開業した。", "A new hotel has opened."),
    ],
)
def test_words_of_both_languages_are_no_issue(language: str, to: str, source: str, translation: str) -> None:
    assert leftover_words(source, translation, language, to) == ""


@given(st.text(), st.text(), st.sampled_from(["de", "ru", "ja", "ar", "xx"]), st.sampled_from(["en", "zh", "el", "xx"]))
def test_a_word_is_left_where_both_sides_have_it_or_strange_letters(
    source: str, translation: str, language: str, to: str
) -> None:
    found = leftover_words(source, translation, language, to)

    assert found == "" or any(word in source or not word.isascii() for word in translation.split())
