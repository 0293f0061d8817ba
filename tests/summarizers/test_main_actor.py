"""A short summary names whom the article is about."""

import pytest

from wireglot.articles import Article, Block
from wireglot.summarizers import SummaryInput, load
from wireglot.summarizers.extract.candidates import Candidate
from wireglot.summarizers.extract.choosing import Selection
from wireglot.summarizers.extract.completing import ArticleSentences, choose_complete
from wireglot.summarizers.extract.main_actor import find_introduction, main_actors
from wireglot.summarizers.extract.revisions import Revisions
from wireglot.summarizers.terms import terms

NO_REVISIONS = Revisions((), (), "en")

# A headline; a first sentence that keeps the name back, a second one that gives it, and later ones that have it again.
ARTICLES = {
    "en": [
        "Top judge quarrels with ministers about inquiries",
        "The country's top judge has quarrelled with ministers about inquiries.",
        "Lord Averill said that he would go on choosing their heads.",
        "Ministers want to choose them in future, as they did until the war.",
        "In a letter to the justice ministry Lord Averill called the plan a danger.",
        "The opposition sided with Lord Averill and asked for a debate.",
    ],
    "de": [
        "Bau des Werks im Norden verzögert sich um zwei Jahre",
        "Der Bau des Werks im Norden verzögert sich um mehr als zwei Jahre.",
        "Das teilte der Hersteller Quorvex am Donnerstag in Lindby mit.",
        "Die Nachfrage der Autoindustrie ist in diesem Jahr schwach.",
        "Bisher hat der Hersteller Quorvex kaum jemanden eingestellt.",
        "Die Aktie des Herstellers Quorvex gab am Mittag deutlich nach.",
    ],
    "fr": [
        "Un exploitant minier ferme sa plus grande carrière",
        "Un exploitant minier ferme sa plus grande carrière du pays.",
        "La décision du groupe Quorvex a été annoncée lundi aux ouvriers.",
        "La demande de sable a reculé depuis le début de cette année.",
        "Selon les syndicats, le groupe Quorvex avait promis le contraire.",
        "Le maire reproche au groupe Quorvex de ne pas l'avoir prévenu.",
    ],
    "ru": [
        "Крупнейшая горная компания страны закрывает карьер",
        "Крупнейшая горная компания страны закрывает карьер на севере.",
        "О решении компании «Кворвекс» рабочим сообщили в понедельник.",
        "Спрос на песок с начала года заметно упал во всей области.",
        "По словам профсоюза, руководство компании Кворвекс обещало обратное.",
        "Мэр упрекает компанию Кворвекс в том, что его не предупредили.",
    ],
    "tr": [
        "Ülkenin en büyük maden şirketi ocağını kapatıyor",
        "Ülkenin en büyük maden şirketi kuzeydeki ocağını kapatıyor.",
        "Kararı, şirketin adı olan Quorvex pazartesi günü işçilere duyurdu.",
        "Kum talebi yılın başından bu yana bütün bölgede azaldı.",
        "Sendikaya göre yönetim, yani Quorvex bunun tersini söylemişti.",
        "Başkan, haber vermeyen Quorvex yönetimini sert biçimde eleştirdi.",
    ],
    "pl": [
        "Największa firma górnicza w kraju zamyka kopalnię",
        "Największa firma górnicza w kraju zamyka kopalnię na północy.",
        "Decyzję ogłosiła w poniedziałek robotnikom spółka Quorvex.",
        "Popyt na piasek spadł od początku roku w całym regionie.",
        "Według związkowców spółka Quorvex obiecywała coś przeciwnego.",
        "Burmistrz zarzuca spółce Quorvex brak jakiegokolwiek ostrzeżenia.",
    ],
}


def actors(sentences, language, headline=""):
    return main_actors(sentences, list(map(terms, sentences)), headline, language)


def short_summary(headline, sentences, language):
    blocks = tuple(Block("paragraph", (sentence,)) for sentence in sentences)
    some = SummaryInput(Article("a", "a", "a", headline, blocks), language, blocks, language)
    return [sentence.text for sentence in load("extract").summarize([some])[0].short.sentences]


@pytest.mark.parametrize("language", ARTICLES)
def test_the_second_sentence_introduces_the_actor(language):
    headline, *sentences = ARTICLES[language]
    found = actors(sentences, language, headline)

    assert found
    assert find_introduction([0], list(map(terms, sentences)), found) == 1
    assert find_introduction([0, 3], list(map(terms, sentences)), found) is None


@pytest.mark.parametrize("language", ARTICLES)
def test_a_short_summary_names_the_actor(language):
    headline, *sentences = ARTICLES[language]

    assert short_summary(headline, sentences, language) == sentences[:2]


def test_a_name_in_other_forms_is_one_name():
    sentences = ["O vládě Trumpa se mluví dál.", "Mluví o Trumpovi i v Brně.", "S Trumpem jednal posel.", "Prší."]
    assert find_introduction([1], list(map(terms, sentences)), actors(sentences, "cs")) is None


@pytest.mark.parametrize(
    ("language", "sentences"),
    [
        ("en", ["Rain fell on Monday.", "It had rained on Monday before.", "They met on Monday again."]),
        ("de", ["Es regnete in der Stadt.", "Nun trocknet die Stadt.", "Bald feiert die Stadt."]),
        ("en", ["The RAIN fell.", "Nobody saw the Rain.", "In the end the rain was over, said Rain."]),
        ("ar", ["هطل المطر على المدينة.", "المدينة هادئة.", "عادت المدينة إلى العمل."]),
        ("ja", ["市は雨だった。", "市は静かだ。", "市は動き出した。"]),
        ("hi", ["शहर में बारिश हुई।", "शहर शांत है।", "शहर फिर चल पड़ा।"]),
    ],
)
def test_what_is_no_name_is_no_actor(language, sentences):
    assert not actors(sentences, language)


def test_an_actor_is_added_to_no_empty_selection():
    sentences = ARTICLES["en"][1:]
    article = ArticleSentences(
        sentences, list(map(terms, sentences)), "en", frozenset(), actors(sentences, "en"), NO_REVISIONS
    )

    assert choose_complete(lambda *_: Selection(()), [Candidate(None, 9.0, (0,))] * 5, article) == Selection(())
