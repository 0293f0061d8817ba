"""A short summary of one sentence gets a second one that has the rest of the headline."""

import pytest

from wireglot.articles import Article, Block
from wireglot.summarizers import Summaries, SummaryInput, load

# A headline, a lede that has half of it, and later sentences of which the third has the other half.
ARTICLES = {
    "en": [
        "Storm tears roof off Kellworth school, 240 pupils sent home",
        "A storm tore part of the roof off the school in Kellworth before dawn on Wednesday.",
        "Firefighters closed two streets around the market for several hours.",
        "Nobody was hurt, but the 240 pupils were sent home until Monday.",
        "The council will decide next week who pays for the repairs of the building.",
    ],
    "es": [
        "Un tornado arranca el tejado del colegio de Valdeira y deja a 240 alumnos sin clase",
        "Un tornado arrancó de madrugada parte del tejado del colegio público de Valdeira.",
        "Los bomberos cortaron durante horas dos calles junto al mercado de abastos.",
        "No hubo heridos, pero los 240 alumnos siguen sin clase hasta el lunes.",
        "El ayuntamiento decidirá la próxima semana quién paga la reparación del edificio.",
    ],
    "ru": [
        "Буря сорвала крышу школы в Кедровске, 240 учеников остались дома",
        "Буря сорвала ночью часть крыши школы в Кедровске.",
        "Пожарные на несколько часов закрыли две улицы возле рынка.",
        "Никто не пострадал, но 240 учеников остались дома до понедельника.",
        "Совет решит на следующей неделе, кто заплатит за ремонт здания.",
    ],
    "ja": [
        "強風で小学校の屋根が壊れる 児童240人が休校に",
        "20日未明、北浜市の小学校で、強風により校舎の屋根の一部が壊れた。",
        "消防は数時間にわたり市場の周りの道路を通行止めにした。",
        "けが人はいなかったが、児童240人は月曜日まで休校となる。",
        "修理の費用を誰が払うかは、来週の議会で決まる見通しだ。",
    ],
}


def summaries(headline: str, sentences: list[str], language: str) -> Summaries:
    blocks = tuple(Block("paragraph", (sentence,)) for sentence in sentences)
    text = SummaryInput(Article("a", "a", "", headline, blocks), language, blocks, language)
    return load("extract").summarize([text])[0]


@pytest.mark.parametrize("language", ARTICLES)
def test_the_rest_of_the_headline_is_in_the_short_summary(language: str) -> None:
    headline, *sentences = ARTICLES[language]
    short = summaries(headline, sentences, language).short
    assert [sentence.text for sentence in short.sentences] == [sentences[0], sentences[2]]


@pytest.mark.parametrize("language", ARTICLES)
def test_one_sentence_with_the_whole_headline_is_enough(language: str) -> None:
    headline, *sentences = ARTICLES[language]
    both = sentences[0].rstrip(".。") + {"ja": "ため、児童240人が休校になる。"}.get(language, f", {headline}.")
    short = summaries(headline, [both, *sentences[1:]], language).short
    assert [sentence.text for sentence in short.sentences] == [both]


def test_short_words_of_the_headline_do_not_count() -> None:
    lede = "A girl of nine is missing on the moor near Kerrow, police said on Friday night."
    found = "The girl was found unhurt on Saturday morning in a barn, police said later."
    asides = "The moor is under snow. The roads are icy this week."
    short = summaries("Girl found on moor", [lede, *asides.split(". "), found], "en").short

    assert [sentence.text for sentence in short.sentences] == [lede, found]
