"""Quotation marks, dialogue dashes, spaces and numbers in the style of the reader's language; all else stays."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wireglot.articles.languages import quotation_marks
from wireglot.translations.typography import (
    for_small_models,
    with_target_numbers,
    with_target_quotation_marks,
    with_target_spaces,
)

MARKS = '«»„“”‟"＂「」『』《》〝〞〟‘’‚‛‹›–—―'


@pytest.mark.parametrize(
    ("source", "translation", "to", "styled"),
    [
        ("«Я приду», сказал он.", '"I will come," he said.', "en", "“I will come,” he said."),
        ("”Jag kommer”, sade han.", '"Ich komme", sagte er.', "de", "„Ich komme“, sagte er."),
        ("“I will come,” he said.", "“Je viendrai”, a-t-il dit.", "fr", "«Je viendrai», a-t-il dit."),
        ("„Ich komme“, sagte er.", "„Jag kommer“, sade han.", "sv", "”Jag kommer”, sade han."),
        ('"I will come," he said.', '他说："我会来。"', "zh", "他说：“我会来。”"),
        ('"I will come," he said.', '他說"我會來"。', "zh-TW", "他說「我會來」。"),
        ("「彼は『はい』と言った」と話した。", "“He said ‘yes’,” she said.", "en", "“He said ‘yes’,” she said."),
        ("«Han sa „ja“», sa hon.", '"He said "yes"", she said.', "fr", "«He said “yes”», she said."),
        ("De «nye» husene", 'The "new" houses', "en", "The “new” houses"),
        ("slutet på det”, sade han.", 'the end of it," he said.', "en", "the end of it,” he said."),
        ("«Och sedan gick jag.", '"And then I left.', "en", "“And then I left."),
        ("«\u202fJe viens\u202f», dit-il.", "«\u202fI come\u202f», he said.", "en", "“I come”, he said."),
        ("«\u00a0Je viens\u00a0», dit-il.", '" I come ", he said.', "en", "“I come”, he said."),
        ("« Oui » et « non »", "« Yes » and « no »", "en", "“Yes” and “no”"),
        ("« Je « viens » ici ».", "« I « come » here ».", "en", "“I ‘come’ here”."),
        ("je viens », dit-il.", "I come », he said.", "en", "I come”, he said."),
        ("« Et je suis parti.", "« And I left.", "en", "“And I left."),
        ("„ Ich komme “, sagte er.", "„ I come “, he said.", "en", "“I come”, he said."),
        ("“ Voy ”, dijo.", "“ Je viens ”, dit-il.", "fr", "«Je viens», dit-il."),
        ("Han sagde »... og nej«.", "He said »... and no«.", "en", "He said »... and no«."),
    ],
)
def test_a_quotation_gets_the_marks_of_the_target_language(source: str, translation: str, to: str, styled: str):
    assert with_target_quotation_marks(source, translation, to) == styled


@pytest.mark.parametrize(
    ("source", "translation"),
    [
        ("Han sade att han kommer.", 'He said "I will come".'),
        ("«Ja», sade han.", "Yes, he said."),
        ("«Ja», sade han och «nej».", '"Yes", he said and no.'),
        ("Det är pojkarnas’ bok", "It's the boys’ book"),
        ('en 5" skärm', 'a 5" screen'),
    ],
)
def test_marks_that_differ_in_number_are_left_alone(source: str, translation: str):
    assert with_target_quotation_marks(source, translation, "en") == translation


@pytest.mark.parametrize("dash", "–—―-")
def test_a_lost_dialogue_dash_is_put_back(dash: str):
    source, translation = f"{dash} Jag kommer, sade hon.", "I will come, she said."

    assert with_target_quotation_marks(source, translation, "en") == f"{dash} I will come, she said."


@pytest.mark.parametrize("translation", ["– I will come.", "- I will come.", "“I will come.”", "", "  "])
def test_a_translation_that_opens_with_a_mark_gets_no_dash(translation: str):
    assert with_target_quotation_marks("– Jag kommer.", translation, "en") == translation


def test_an_unknown_language_has_the_marks_of_english():
    assert quotation_marks("xx") == quotation_marks("en")


WORDS = st.lists(
    st.sampled_from([*MARKS, "ord", "it's", " ", "  ", "Я", "彼", ".", ",", "5", "\u00a0", "\t"]), max_size=24
)


@given(WORDS, WORDS, st.sampled_from(["en", "sv", "fr", "ja", "he", "de"]))
def test_only_marks_and_the_dash_change(source: list[str], translation: list[str], to: str):
    before = "".join(translation)
    after = with_target_quotation_marks("".join(source), before, to)
    without_marks = str.maketrans(dict.fromkeys(MARKS + "-", " "))

    assert after.translate(without_marks).split() == before.translate(without_marks).split()
    assert len(after) <= len(before) + 2


@pytest.mark.parametrize(
    ("source", "translation", "spaced"),
    [
        ("Lyon : le port ferme !", "Lyon : the port closes !", "Lyon: the port closes!"),
        ("Lyon\u00a0: pourquoi\u202f?", "Lyon\u00a0: why\u202f?", "Lyon: why?"),
        ("Sieg mit 3 : 1", "Win by 3 : 1", "Win by 3 : 1"),
        ("Lyon: le port", "Lyon : the port", "Lyon : the port"),
        ("Lyon : le port :)", "Lyon: the port :)", "Lyon: the port :)"),
    ],
)
def test_spaces_before_marks_are_left_to_french(source: str, translation: str, spaced: str):
    assert with_target_spaces(source, translation, "en") == spaced
    assert with_target_spaces(source, translation, "fr") == translation


@pytest.mark.parametrize(
    ("language", "to", "copied", "written"),
    [
        ("it", "en", "8.000", "8,000"),
        ("it", "en", "1.234.567,89", "1,234,567.89"),
        ("fr", "en", "6,2", "6.2"),
        ("de", "en", "0,75", "0.75"),
        ("es", "en", "12.000", "12,000"),
        ("es", "en", "6,2", "6.2"),
        ("es", "en", "1,459", "1.459"),
        ("pt", "en", "3,125", "3.125"),
        ("en", "pt", "1,459.50", "1.459,50"),
        ("de", "sw", "1.459", "1,459"),
        ("eu", "en", "1.459", "1,459"),
        ("en", "de", "12,000.5", "12.000,5"),
    ],
)
def test_a_copied_number_gets_the_target_format(language: str, to: str, copied: str, written: str):
    assert with_target_numbers(f"a {copied} b.", f"x {copied}.", language, to) == f"x {written}."


@pytest.mark.parametrize(
    ("language", "to", "number"),
    [
        ("it", "en", "3.20"),  # a time
        ("de", "en", "12.05.2024"),  # a date
        ("sv", "de", "1,5"),  # the same marks
        ("ja", "en", "1,500"),
        ("fr", "en", "2 300"),
    ],
)
def test_an_ambiguous_number_stays(language: str, to: str, number: str):
    assert with_target_numbers(f"a {number} b", f"x {number}", language, to) == f"x {number}"


def test_a_number_that_the_engine_wrote_itself_stays():
    assert with_target_numbers("otto mila", "8.000", "it", "en") == "8.000"


@given(st.text(), st.text())
def test_nothing_but_number_marks_changes(source: str, translation: str):
    after = with_target_numbers(source, translation, "de", "en")

    assert [a for a in after if a not in ".,"] == [b for b in translation if b not in ".,"]


@pytest.mark.parametrize(
    ("text", "language", "to", "expected"),
    [
        ("4 100 casas", "pt", "en", "4.100 casas"),
        ("2\u202f300\u202f000 habitants", "fr", "en", "2.300.000 habitants"),
        ("12 500,75 euros", "fr", "en", "12500.75 euros"),
        ("12.500,75 euros", "pt", "en", "12500.75 euros"),
        ("1.234.567,89 euros", "pt", "en", "1234567.89 euros"),
        ("1.234,5 milhões", "pt", "en", "1234.5 milhões"),
        ("$1,234.5 million", "en", "pt", "$1234,5 million"),
        ("8.000 e 1,5 e 12.500", "pt", "en", "8.000 e 1,5 e 12.500"),
        ("1.234.567 casas", "pt", "en", "1.234.567 casas"),
        ("12.03.2024, 10.15", "pt", "en", "12.03.2024, 10.15"),
        ("4 100 houses", "en", "pt", "4,100 houses"),
        ("em 2023 100 pessoas", "pt", "en", "em 2023 100 pessoas"),
        ("1,5 200", "pt", "en", "1,5 200"),
        ("12 50 casas", "pt", "en", "12 50 casas"),
        ("4 100 casas", "und", "en", "4 100 casas"),
        ("“Não”, disse. «Sim.»", "pt", "en", '"Não", disse. "Sim."'),
        ("« Nous avons cédé », dit-il.", "fr", "en", '"Nous avons cédé", dit-il.'),
        ("“Disse ‘não’”, contou.", "pt", "en", "\"Disse 'não'\", contou."),
        ("Não vamos”, disse. “Nunca", "pt", "en", 'Não vamos", disse. "Nunca'),
        ("L’eau d’ici", "fr", "en", "L’eau d’ici"),
    ],
)
def test_small_models_get_straight_quotes_and_simple_numbers(text, language, to, expected):
    assert for_small_models(text, language, to) == expected
