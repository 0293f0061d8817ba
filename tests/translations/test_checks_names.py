"""The check of names: lost, added, replaced or translated, by letters and by sounds."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wireglot.translations.checks import checked_facts, find_issues, unchecked_facts


def name_issues(source: str, translation: str, language: str, to: str) -> list[str]:
    return [
        issue.detail for issue in find_issues(source, translation, language=language, to=to) if issue.check == "name"
    ]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("sv", "Borgmästare Lindqvist besökte i går hamnen i Karlskrona."),
        ("de", "Bürgermeister Lindqvist besuchte gestern den Hafen von Karlskrona."),
        ("pl", "Burmistrz Lindqvist odwiedził wczoraj port w Karlskronie."),
        ("fi", "Pormestari Lindqvist kävi eilen Karlskronan satamassa."),
        ("tr", "Belediye başkanı Lindqvist dün Karlskrona'daki limanı ziyaret etti."),
        ("ru", "Мэр Линдквист вчера посетил порт Карлскруны."),
        ("uk", "Мер Ліндквіст учора відвідав порт Карлскруни."),
        ("el", "Ο δήμαρχος Λίντκβιστ επισκέφθηκε χθες το λιμάνι της Καρλσκρόνα."),
        ("ar", "زار العمدة ليندكفيست أمس ميناء كارلسكرونا."),
        ("hi", "मेयर लिंडक्विस्ट ने कल कार्ल्सक्रोना के बंदरगाह का दौरा किया।"),
    ],
)
def test_a_replaced_name_is_found_both_ways(language: str, text: str) -> None:
    right = "Mayor Lindqvist visited the harbour of Karlskrona yesterday."
    wrong = "Mayor Bergstrom visited the harbour of Karlskrona yesterday."

    assert name_issues(text, right, language, "en") == []
    assert name_issues(right, text, "en", language) == []
    (into_english,), (from_english,) = (
        name_issues(text, wrong, language, "en"),
        name_issues(wrong, text, "en", language),
    )
    assert into_english.endswith("became Bergstrom") or into_english == "Bergstrom not in the original"
    assert from_english.startswith("Bergstrom became") or from_english == "Bergstrom not carried over"


@pytest.mark.parametrize(
    ("source", "translation", "language"),
    [
        ("El lunes habló Nieves Rueda Pastor aquí.", "On Monday Nieves Rueda Shepherd spoke here.", "es"),
        ("Ieri è arrivato Bruno Ferraro a casa.", "Yesterday Bruno Blacksmith arrived home.", "it"),
        ("Ontem o autarca Tadeu Carvalho chegou.", "Yesterday the mayor Tadeu Oak arrived.", "pt"),
        ("L'incendi de Falç Berta continua avui.", "The fire of the Sickle Berta continues today.", "ca"),
        ("Igår kom Greta Lund till staden.", "Yesterday Greta Grove came to the town.", "sv"),
    ],
)
def test_a_name_that_became_a_word_is_found(source: str, translation: str, language: str) -> None:
    assert len(name_issues(source, translation, language, "en")) == 1


def test_like_names_in_both_parts_are_other_names() -> None:
    source = "Die Stadträtin Hanna Krol kommt."

    assert name_issues(source, "Councillor Henny Kraul will come.", "de", "en")
    assert not name_issues(source, "Councillor Hanna Krol will come.", "de", "en")


@pytest.mark.parametrize(
    ("source", "translation", "language"),
    [
        ("Deutschland und Griechenland stimmten am Dienstag zu.", "Germany and Greece agreed on Tuesday.", "de"),
        (
            "Las Naciones Unidas y el Ministerio de Defensa callan.",
            "The United Nations and the Defence Ministry say no.",
            "es",
        ),
        ("Der Präsident Wladimir Selenow reiste nach Wien.", "President Vladimir Zelenov travelled to Vienna.", "de"),
        ("Papież Franciszek spotkał Annę Kowalską w Monachium.", "Pope Francis met Anna Kowalska in Munich.", "pl"),
        ("Премьер Джонсон прилетел в Пекин.", "Prime minister Johnson flew to Beijing.", "ru"),
        ("Η Μέρκελ μίλησε στη Θεσσαλονίκη.", "Merkel spoke in Thessaloniki.", "el"),
        ("Kuningatar Margareeta avasi näyttelyn.", "Queen Margrethe opened the exhibition.", "fi"),
        ("Il Partito Democratico ha vinto.", "The Democratic Party won.", "it"),
    ],
)
def test_names_with_forms_of_their_own_raise_no_doubt(source: str, translation: str, language: str) -> None:
    assert name_issues(source, translation, language, "en") == []


@pytest.mark.parametrize(
    ("source", "translation", "language"),
    [
        ("Deficitul bugetar a ajuns la 6 % din PIB.", "Budgetary deficit arrived to 6 % of GDP.", "ro"),
        ("Déficitaire, le port doit 6 % du PIB.", "Unprofitable, the port owes 6 % of GDP.", "fr"),
    ],
)
def test_an_acronym_did_not_become_the_first_word(source: str, translation: str, language: str) -> None:
    assert name_issues(source, translation, language, "en") == []


def test_one_name_in_the_place_of_another_is_said() -> None:
    source = "Burmistrz Wolski odwiedził wczoraj port."

    assert name_issues(source, "Mayor Bergstrom visited the port.", "pl", "en") == ["Wolski became Bergstrom"]


def test_a_wrong_name_is_a_doubt_and_refuses_nothing() -> None:
    issues = find_issues("Мэр Петров ушёл.", "Mayor Sidorenko left.", language="ru", to="en")

    assert [(issue.check, issue.refuses) for issue in issues] == [("name", False)]


@pytest.mark.parametrize("language", ["zh", "ja", "ko", "th", "he"])
def test_names_are_not_compared_where_letters_say_little(language: str) -> None:
    assert "names" in unchecked_facts(language, "en")
    assert "names" not in checked_facts("en", language)


def test_names_are_compared_where_english_meets_an_alphabet() -> None:
    assert all("names" in checked_facts(language, "en") for language in ("sv", "ru", "ar", "hi", "sr-Latn", "hy"))
    assert "names" in unchecked_facts("es", "pt")


@given(st.sampled_from(["sv", "ru", "ar", "hi"]), st.text(max_size=80))
def test_a_sentence_has_all_names_of_itself(language: str, text: str) -> None:
    assert name_issues(text, text, language, "en") == []


@pytest.mark.parametrize(
    ("source", "language"),
    [
        ("Der Rat lobte gestern die varnische Kolonie.", "de"),
        ("Rada wczoraj chwaliła warnijską kolonię.", "pl"),
        ("Совет вчера похвалил Варнскую колонию.", "ru"),
    ],
)
def test_a_people_may_be_an_adjective_elsewhere(source: str, language: str) -> None:
    assert name_issues(source, "Yesterday the council praised the Varnian colony.", language, "en") == []
