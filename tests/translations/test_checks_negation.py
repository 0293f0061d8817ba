"""The check of negations in a translated sentence."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wireglot.articles.facts import fact_table, negations_of
from wireglot.translations.checks.negation import changed_negation, knows_negations

KEPT = [
    ("sv", "Ingen skadades när bron stängdes.", "Nobody was hurt when the bridge closed."),
    ("de", "Der Rat hat den Plan nicht gebilligt.", "The council did not approve the plan."),
    ("fr", "Le maire n'a rien dit à la presse.", "The mayor said nothing to the press."),
    ("es", "Nunca llegó ninguna carta al puerto.", "No letter ever reached the port."),
    ("it", "Non è rimasto ferito nessuno.", "Nobody was injured."),
    ("pt", "Ninguém respondeu à carta.", "No one answered the letter."),
    ("gl", "Ninguén respondeu á carta.", "No one answered the letter."),
    ("ro", "Niciun pasager nu a fost rănit.", "No passenger was injured."),
    ("pl", "Nikt nie odpowiedział na list.", "Nobody answered the letter."),
    ("cs", "Nikdo nebyl zraněn.", "Nobody was injured."),
    ("hr", "Nitko nije odgovorio na pismo.", "Nobody answered the letter."),
    ("tr", "Belediye planı onaylamadı.", "The municipality did not approve the plan."),
    ("ru", "Никто не ответил на письмо.", "Nobody answered the letter."),
    ("uk", "Ніхто не відповів на лист.", "Nobody answered the letter."),
    ("bg", "Никой не отговори на писмото.", "Nobody answered the letter."),
    ("el", "Κανείς δεν απάντησε στο γράμμα.", "Nobody answered the letter."),
    ("hu", "Senki sem válaszolt a levélre, és nem is fog.", "Nobody answered the letter, and no one will."),
    ("fi", "Silta ei avaudu maanantaina.", "The bridge will not open on Monday."),
    ("et", "Sild ei avane esmaspäeval.", "The bridge will not open on Monday."),
    ("ar", "لم يصب أحد في الحادث.", "Nobody was hurt in the accident."),
    ("he", "איש לא נפגע בתאונה.", "Nobody was hurt in the accident."),
    ("fa", "شهردار به نامه پاسخ نداد و نمی‌دهد.", "The mayor has not answered the letter and will not."),
    ("hi", "परिषद ने योजना को मंज़ूरी नहीं दी।", "The council did not approve the plan."),
    ("bn", "পরিষদ পরিকল্পনা অনুমোদন করেনি।", "The council did not approve the plan."),
    ("ja", "市長は手紙に答えなかった。", "The mayor did not answer the letter."),
    ("zh", "市长没有回信。", "The mayor did not answer the letter."),
    ("ko", "시장은 편지에 답하지 않았다.", "The mayor did not answer the letter."),
    ("th", "นายกเทศมนตรีไม่ตอบจดหมาย", "The mayor did not answer the letter."),
    ("vi", "Thị trưởng không trả lời thư.", "The mayor did not answer the letter."),
    ("id", "Wali kota tidak menjawab surat itu.", "The mayor did not answer the letter."),
]
LOST = [
    ("es", "Nadie resultó herido en el choque.", "Anybody resulted wounded in the crash."),
    ("es", "Ningún barco salió del puerto.", "Any boat left the port."),
    ("de", "Niemand wurde verletzt.", "Several people were injured."),
    ("ro", "Nimeni nu a fost concediat.", "Everyone was dismissed."),
    ("tr", "Köprü pazartesi günü açılmayacak.", "The bridge will open on Monday."),
    ("ru", "Мост не откроется в понедельник.", "The bridge will open on Monday."),
    ("ja", "橋は月曜日に開通しない。", "The bridge will open on Monday."),
    ("zh", "大桥星期一不会开放。", "The bridge will open on Monday."),
    ("ar", "لن يفتح الجسر يوم الاثنين.", "The bridge will open on Monday."),
    ("hi", "पुल सोमवार को नहीं खुलेगा।", "The bridge will open on Monday."),
    ("fi", "Silta ei avaudu maanantaina.", "The bridge opens on Monday."),
]
ADDED = [
    ("de", "Wir bauen den Steg wieder auf.", "We will not rebuild the jetty."),
    ("sv", "Bron öppnar på måndag.", "The bridge doesn't open on Monday."),
    ("uk", "Міст відкриється в понеділок.", "The bridge never opens on Monday."),
    ("ko", "다리는 월요일에 열린다.", "The bridge will not open on Monday."),
]


@pytest.mark.parametrize(("language", "source", "translation"), KEPT)
def test_a_negation_that_is_kept_is_no_issue(language: str, source: str, translation: str) -> None:
    assert changed_negation(source, translation, language, "en") == ""
    assert changed_negation(translation, source, "en", language) == ""


@pytest.mark.parametrize(("language", "source", "translation"), LOST)
def test_a_lost_negation_is_found_in_both_directions(language: str, source: str, translation: str) -> None:
    assert changed_negation(source, translation, language, "en").startswith("negation lost")
    assert changed_negation(translation, source, "en", language).startswith("negation added")


@pytest.mark.parametrize(("language", "source", "translation"), ADDED)
def test_an_added_negation_is_found_in_both_directions(language: str, source: str, translation: str) -> None:
    assert changed_negation(source, translation, language, "en").startswith("negation added")
    assert changed_negation(translation, source, "en", language).startswith("negation lost")


def test_the_issue_names_the_negating_words() -> None:
    lost = changed_negation("Nadie salió.", "Anybody left.", "es", "en")
    added = changed_negation("Alle gingen.", "They didn't leave.", "de", "en")

    assert lost == "negation lost: “Nadie”"
    assert added == "negation added: “didn't”"


@pytest.mark.parametrize(
    ("language", "source", "translation"),
    [
        ("fr", "Aucune fermeture n'est prévue.", "No closure is not foreseen."),
        ("ro", "Niciun angajat nu va pleca.", "No employee will not leave."),
        ("pl", "Nikt nie zginął.", "Nobody was not killed."),
    ],
)
def test_a_double_negation_in_english_is_found(language: str, source: str, translation: str) -> None:
    assert changed_negation(source, translation, language, "en").startswith("negation added")


@pytest.mark.parametrize(
    ("language", "source", "translation"),
    [
        ("sv", "Bolaget lyckades inte sälja varvet.", "The company failed to sell the yard."),
        ("de", "Er konnte den Brief nicht lesen.", "He was unable to read the letter."),
        ("fr", "Le pont n'ouvrira qu'en mai.", "The bridge opens only in May."),
        ("fr", "Il viendra avant que le pont ne ferme.", "He will come before the bridge closes."),
        ("es", "No solo el puerto, también la estación cerró.", "The port and the station both closed."),
        ("ar", "لا يزال الميناء مغلقا.", "The port is still closed."),
        ("ar", "لم يصل إلا قارب واحد.", "Just one boat arrived."),
        ("ja", "船は一隻しか着かなかった。", "Just one boat arrived."),
        ("ja", "市は橋を直さなければならない。", "The city must repair the bridge."),
        ("zh", "不仅港口，车站也关闭了。", "The port and the station both closed."),
        ("tr", "Köprü inanılmaz güzel.", "The bridge is incredibly beautiful."),
        ("ru", "Мост построили не менее века назад.", "The bridge was built at least a century ago."),
        ("pl", "Nigdy nie zbudował, nie kupił i nie sprzedał domu.", "He never built, bought or sold a house."),
        ("es", "El puente no abrirá hasta mayo.", "The bridge will open only in May."),
        ("ru", "Мост не откроют раньше мая.", "The bridge will open in May at the earliest."),
        ("de", "Die Brücke öffnet erst im Mai.", "The bridge will not open until May."),
        ("de", "Zimmer 10 ist frei.", "Room No. 10 is vacant."),
        ("es", "Vio cuatro camisetas verdes.", "He saw four green T-shirts."),
        ("id", "Bukan hanya pelabuhan, stasiun juga tutup.", "The port and the station both closed."),
    ],
)
def test_another_wording_is_no_issue(language: str, source: str, translation: str) -> None:
    assert changed_negation(source, translation, language, "en") == ""


def test_two_languages_without_english_are_compared() -> None:
    assert changed_negation("Nadie salió.", "Alle gingen.", "es", "de").startswith("negation lost")
    assert changed_negation("Nadie salió.", "Niemand ging.", "es", "de") == ""


def test_an_unknown_language_is_not_compared() -> None:
    assert not knows_negations("tlh", "en")
    assert changed_negation("Qapla'", "Nobody left.", "tlh", "en") == ""


@given(st.sampled_from(sorted(fact_table("negation"))), st.text())
def test_any_text_is_its_own_translation(language: str, text: str) -> None:
    assert changed_negation(text, text, language, language) == ""


@given(st.sampled_from(sorted(fact_table("negation"))), st.text())
def test_an_estimate_is_a_range(language: str, text: str) -> None:
    negations = negations_of(language)

    assert negations
    estimate = negations.estimate(text)
    assert 0 <= estimate.least <= estimate.most <= len(estimate.certain)
