"""Which later sentence gives another number of what an earlier one counts, and that summaries show it."""

import tomllib
from pathlib import Path

import pytest

from wireglot.articles import Article, Block
from wireglot.summarizers import TOO_LONG, SummaryInput, load
from wireglot.summarizers.extract.revisions import Revisions, find_counts
from wireglot.summarizers.terms import terms

TABLE = tomllib.loads(Path(__file__).with_name("revisions.toml").read_text(encoding="utf-8"))
CASES, CONTRARY = TABLE["case"], TABLE["contrary"]


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_a_later_number_of_the_same(case):
    revisions = Revisions(case["sentences"], list(map(terms, case["sentences"])), case["language"])

    expected = {0: case["revised"]} if "revised" in case else {}
    assert revisions.newest([0]) == expected


@pytest.mark.parametrize("case", CONTRARY, ids=[case["name"] for case in CONTRARY])
def test_the_next_sentence_takes_back_a_claim(case):
    revisions = Revisions(case["sentences"], list(map(terms, case["sentences"])), case["language"])

    assert revisions.contrary([0]) == ({0: 1} if case.get("takes_back") else {})


@pytest.mark.parametrize("sentence", ["In 1998 the G7 met at 10:30.", "On May 4 they lost 3-1.", "Ocean's 12x is out."])
def test_years_dates_and_names_count_nothing(sentence):
    assert not find_counts(sentence, "en")


# --- in summaries

ARTICLES = {
    "en": [
        "Three hikers are missing on Mount Orrel after a storm that cut the road to the hut, the police in Brenn said.",
        "The storm tore roofs from houses in Brenn and left the valley without power for most of Saturday.",
        "Rescuers with dogs searched the eastern slope until dark and will go on from the hut on Sunday.",
        "The road to the hut is blocked by trees and will stay shut until the end of the week, the council said.",
        "The railway through the valley runs again, though trains are late and do not stop in Brenn.",
        "Meteorologists expect more wind on Monday, with gusts that may break branches all along the valley.",
        "Schools in Brenn will open two hours late and serve no lunch because the kitchens have no power.",
        "On Sunday two of the three were found alive in a shed below the hut.",
    ],
    "ru": [
        "Три туриста пропали на горе Оррель после бури, которая перекрыла дорогу к приюту, сообщила полиция Бренна.",
        "Буря сорвала крыши с домов в Бренне и оставила долину без света на большую часть субботы.",
        "Спасатели с собаками искали на восточном склоне до темноты и продолжат поиски от приюта.",
        "Дорога к приюту завалена деревьями и будет закрыта до конца недели, сообщил городской совет.",
        "Железная дорога через долину снова работает, но поезда опаздывают и не останавливаются в Бренне.",
        "Синоптики ожидают нового ветра в понедельник, порывы могут ломать ветви по всей долине.",
        "Школы Бренна откроются на два часа позже и останутся без обедов, поскольку на кухнях нет света.",
        "В воскресенье число пропавших туристов выросло до 5: пара из Лорда не вернулась с восточного склона.",
    ],
    "zh": [
        "警方表示，暴风雨切断通往奥雷尔山小屋的道路后，山上有7人失踪。",
        "暴风雨掀翻了布伦镇多处房屋的屋顶，山谷在星期六大部分时间停电。",
        "救援人员带着搜救犬在东坡搜寻到天黑，并将从小屋继续搜寻。",
        "通往小屋的道路被倒下的树木堵塞，镇议会说将关闭到周末。",
        "穿过山谷的铁路已经恢复通车，但列车晚点，而且不停靠布伦镇。",
        "气象部门预计星期一还会刮大风，阵风可能折断山谷沿线的树枝。",
        "由于厨房没有电，布伦镇的学校将推迟两小时开门，也不供应午餐。",
        "星期日，7人中有4人在小屋下方的棚子里被找到。",
    ],
}


@pytest.mark.parametrize("language", ARTICLES)
def test_a_long_summary_shows_the_newest_number(language):
    blocks = tuple(Block("paragraph", (sentence,)) for sentence in ARTICLES[language])
    article = Article("a", "a", "a", "", blocks)
    summaries = load("extract").summarize([SummaryInput(article, language, blocks, language)])[0]

    shown = [sentence.text for sentence in summaries.long.sentences]
    assert ARTICLES[language][0] in shown
    assert ARTICLES[language][-1] in shown


def test_a_short_summary_has_what_takes_its_sentence_back():
    sentences = [
        "The singer Ada Brennick wanted to celebrate her birthday on the stage of Lindby on Sunday.",
        "But nothing will come of it this year.",
        "Concerts in the hall of Lindby are forbidden until the roof has been repaired.",
        "Ada Brennick has sung in Lindby every year since the hall opened.",
    ]
    blocks = tuple(Block("paragraph", (sentence,)) for sentence in sentences)
    article = Article("a", "a", "a", "Singer Ada Brennick wanted to celebrate her birthday on stage", blocks)
    summaries = load("extract").summarize([SummaryInput(article, "en", blocks, "en")])[0]

    assert [sentence.text for sentence in summaries.short.sentences] == sentences[:2]


LEDE = (
    "Four climbers are missing on the eastern slope of Mount Orrel after the storm of Saturday "
    "night cut the road to the hut where they had meant to stay until the weather was better, the police in Brenn said"
)
NEWEST = "On Sunday evening three of them were found alive in a shed below the hut, cold and hungry."


@pytest.mark.parametrize(("lede", "long"), [(LEDE.split(" after")[0] + ".", False), (LEDE + ".", True)])
def test_a_short_summary_shows_the_newest_number(lede, long):
    others = "The railway through the valley runs again. Schools in Brenn open two hours late."
    blocks = tuple(Block("paragraph", (sentence,)) for sentence in (lede, *others.split(". "), NEWEST))
    article = Article("a", "a", "a", "Four missing on Mount Orrel", blocks)
    short = load("extract").summarize([SummaryInput(article, "en", blocks, "en")])[0].short

    assert [sentence.text for sentence in short.sentences] == [lede, NEWEST]
    assert (TOO_LONG in short.checks) is long
