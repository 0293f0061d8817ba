"""Briefs of one to three sentences with the credit of an agency are summarised, and are no teasers."""

from pathlib import Path

import pytest

from wireglot.articles import Article
from wireglot.articles.reading import SourceFile, read
from wireglot.summarizers import Summaries, SummaryInput, load

BRIEFS = [
    ("sv", "Badhuset i Skarnäs stängdes på fredagen.", " Ingen skadades. (TT)"),
    ("de", "Ein Lastwagen ist am Montag in Altenrode umgestürzt.", " Der Fahrer blieb unverletzt. (dpa/lno)"),
    ("fr", "Un séisme a été ressenti mardi au large de Bressac.", "\n\n(AFP)"),
    ("en", "The ferry Norna was refloated on Sunday at Kerrow.", " (Reporting by Ann Roe; editing by Tom Orr)"),
    ("es", "Un incendio destruyó el lunes un almacén en Puente Alba.", " (EFE)"),
    ("da", "Færgen til Lysø sejler igen fra fredag.", " /ritzau/"),
    ("ru", "Паром у Заречья сняли с мели в воскресенье утром.", " Никто не пострадал. (ТАСС)"),
    ("ja", "鳴瀬町の町営バスは来年4月から全線が無料になる。", "町長が三日発表した。（共同）"),
    ("zh", "北汐大学医学院周一宣布成立全省第一个罕见病研究中心。", "（新华社）"),
    ("ko", "해오름시는 내년부터 버스 요금을 받지 않기로 했다.", " (연합뉴스)"),
    ("ar", "أغلقت السلطات ميناء الربوة صباح الثلاثاء بسبب العاصفة.", " (رويترز)"),
    ("hi", "खिरसू का पुल मंगलवार को यातायात के लिए खोल दिया गया।", " (भाषा)"),
]


def summarized(folder: Path, text: str, language: str) -> tuple[Article, Summaries]:
    file = folder / "brief.txt"
    file.write_text(text, encoding="utf-8")
    article = read(SourceFile(file, "file:brief"))
    return article, load("extract").summarize([SummaryInput(article, language, article.blocks, language)])[0]


@pytest.mark.parametrize(("language", "lede", "rest"), BRIEFS, ids=[brief[0] for brief in BRIEFS])
def test_a_brief_with_a_credit_is_whole_and_quoted(tmp_path, language, lede, rest):
    article, made = summarized(tmp_path, lede + rest, language)

    assert article.full_text
    for summary in (made.short, made.long):
        assert summary.text.startswith(lede)
        assert not any(mark in summary.text for mark in "(（/")


def test_a_credit_before_the_final_mark_leaves_the_mark(tmp_path):
    lede = "Un séisme a été ressenti mardi au large de Bressac, sans faire de victimes"

    _, made = summarized(tmp_path, f"{lede} (AFP).", "fr")

    assert made.short.text == f"{lede}."
    assert made.short.sentences[0].span == (0, len(lede))


def test_a_scene_with_a_credit_within_an_article_stays_a_caption(tmp_path):
    paragraph = "The harbour of Kerrow was closed on Monday after a storm, the harbour master said."
    others = ["The storm sank three boats in the night.", "Two of them belong to the town of Vell."]
    caption = "Two men look at a boat. (AFP)"

    _, made = summarized(tmp_path, "\n\n".join([paragraph, others[0], caption, others[1]]), "en")

    assert "Two men" not in made.long.text


# After a headline and a lede: how many were hurt, in a sentence of two to four words.
COUNTS = {
    "en": (
        "Bus leaves road in Kerrow",
        "A bus left the icy road near Kerrow early on Friday.",
        "Nine passengers died.",
    ),
    "de": (
        "Bus verunglückt bei Altenrode",
        "Ein Bus ist am Freitag bei Altenrode verunglückt.",
        "Neun Menschen starben.",
    ),
    "sv": ("Buss av vägen i Skarnäs", "En buss körde av vägen vid Skarnäs tidigt på fredagen.", "Nio personer dog."),
    "fr": (
        "Accident de bus à Bressac",
        "Un bus a quitté la route vendredi près de Bressac.",
        "Neuf personnes sont mortes.",
    ),
    "ru": ("Авария автобуса в Заречье", "Автобус перевернулся в пятницу утром возле Заречья.", "Погибли 9 человек."),
    "ja": ("鳴瀬町でバス事故", "鳴瀬町の国道で三日朝、観光バスが橋から転落する事故があった。", "9人が死亡した。"),
    "hi": ("खिरसू में बस दुर्घटना", "खिरसू के पास शुक्रवार सुबह एक बस सड़क से नीचे गिर गई।", "9 लोग मारे गए।"),
}
ASIDES = (
    "The bus belongs to a school in the next valley. The road was opened again at noon. Snow is expected on Sunday."
)


@pytest.mark.parametrize("language", COUNTS)
def test_the_dead_are_not_left_out_of_a_brief(tmp_path, language):
    headline, lede, count = COUNTS[language]

    _, made = summarized(tmp_path, f"{headline}\n\n{lede} {count}", language)

    for summary in (made.short, made.long):
        assert [sentence.text for sentence in summary.sentences] == [lede, count]


def test_the_dead_are_not_left_out_of_an_article(tmp_path):
    headline, lede, count = COUNTS["en"]

    _, made = summarized(tmp_path, f"{headline}\n\n{lede} {count} {ASIDES} {ASIDES.replace('bus', 'coach')}", "en")

    assert [sentence.text for sentence in made.long.sentences[:2]] == [lede, count]
    assert count in made.short.text


def test_short_sentences_without_a_number_stay_asides(tmp_path):
    headline, lede, _ = COUNTS["en"]

    _, made = summarized(tmp_path, f"{headline}\n\n{lede} It was cold. {ASIDES}", "en")

    assert "cold" not in made.short.text + made.long.text
