"""Notes of editors and notices to readers are not confused with news about corrections and subscribers."""

import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wireglot.articles import Article, Block
from wireglot.articles.notices import find_notices, with_notices
from wireglot.articles.reading import SourceFile, read

LINES = tomllib.loads(Path(__file__).with_name("notices.toml").read_text("utf-8"))
LEDE = ("The tidal plant at Kerrow was restarted on Monday after eleven months of repairs, its owner said.",)
REST = ("Engineers replaced two of the four turbines at a cost of 3.2 million euros.", "The plant supplies 610 homes.")


def sentences(line: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in line.split("|"))


def article(folder: Path, *paragraphs: str) -> Article:
    file = folder / "plant.txt"
    file.write_text("\n\n".join(paragraphs), encoding="utf-8")
    return read(SourceFile(file, "file:plant"))


@pytest.mark.parametrize("line", LINES["note"])
@pytest.mark.parametrize("at", [0, 1, 2])
def test_a_note_of_the_editor_is_one_whole_and_anywhere(line, at):
    paragraphs = [LEDE, REST]
    paragraphs.insert(at, sentences(line))

    found = find_notices(paragraphs)

    assert [set(kinds) for kinds in found] == [{"note"} if n == at else {None} for n in range(3)]


@pytest.mark.parametrize("line", LINES["note_at_the_foot"])
def test_the_text_itself_is_spoken_of_at_the_foot(line):
    assert find_notices([LEDE, REST, LEDE, sentences(line)])[3] == ["note"]
    assert find_notices([LEDE, sentences(line), REST, LEDE, REST])[1] == [None]


@pytest.mark.parametrize("line", LINES["paywall"])
def test_a_paywall_ends_the_text(line):
    assert find_notices([LEDE, REST, sentences(line)])[2] == ["paywall"] * len(sentences(line))


@pytest.mark.parametrize("line", LINES["news"])
@pytest.mark.parametrize("at", [0, 1, 2])
def test_news_about_corrections_and_subscribers_stays_news(line, at):
    headline = "Court strikes down an article of the penal code"
    paragraphs = [LEDE, REST]
    paragraphs.insert(at, sentences(line))

    assert not any(map(any, find_notices(paragraphs, headline)))


def test_a_note_behind_the_text_leaves_the_sentences_before_it():
    found = find_notices([LEDE, (*REST, "This article was updated at 10:42.", "It has a new figure.")])

    assert found == [[None], [None, None, "note", "note"]]


def test_this_article_may_be_the_one_that_the_news_is_about():
    paragraphs = [("A magazine printed an article on the mayor.",), ("This article cost him his office.",)]

    assert not any(map(any, find_notices(paragraphs)))


def test_a_heading_makes_a_note_of_what_is_below():
    at_the_foot = find_notices(
        [LEDE, REST, LEDE, ("Corrections",), ("The plant has two owners.",), ("It is not new.",)]
    )
    at_the_top = find_notices([("Rättelse",), ("Verket har två ägare.",), LEDE, REST])

    assert [kinds[0] for kinds in at_the_foot] == [None, None, None, "note", "note", "note"]
    assert [kinds[0] for kinds in at_the_top] == ["note", "note", None, None]


def test_brief_lines_behind_a_paywall_belong_to_it():
    found = find_notices([LEDE, ("The minister knew.",), ("Subscribe to read more of it.",), ("Log in.",), ("Help",)])

    assert [kinds[0] for kinds in found] == [None, None, "paywall", "paywall", "paywall"]


def test_a_paywall_makes_a_teaser(tmp_path):
    text = [*LEDE, *[" ".join(REST)] * 3]

    assert article(tmp_path, *text).full_text
    assert not article(tmp_path, *text, "This article is for subscribers only.").full_text
    assert not article(tmp_path, *text, "Den här artikeln är låst.\n\nLogga in").full_text


def test_a_note_is_a_block_of_its_kind(tmp_path):
    found = article(tmp_path, "Plant restarted", LINES["note"][1].replace(" | ", " "), *LEDE, " ".join(REST))

    assert [block.kind for block in found.blocks] == ["note", "paragraph", "paragraph"]
    assert found.full_text


def test_a_text_that_is_only_a_note_stays_text():
    blocks = (Block("paragraph", sentences(LINES["note"][0])),)

    assert with_notices(blocks, "") == blocks


LABELLED_NEWS = [
    (
        "Mint corrects coin figure",
        "Correction: the mint struck 3,000 coins, not 4,000, it said on Friday.",
        "No one knew.",
    ),
    ("Fähre war undicht", "Richtigstellung: Die Fähre war undicht, räumte die Reederei ein.", "Der Rumpf riss."),
    ("La mairie corrige le budget", "Rectificatif : la mairie doit 4 millions d'euros, a-t-elle dit.", "Un achat."),
    ("Гавань закрыта", "Уточнение: гавань закрыта до мая, сообщила мэрия.", "Льда нет."),
    ("造船所が赤字", "訂正：造船所の赤字は三億円だったと同社が発表した。", "株価は下がった。"),
]


@pytest.mark.parametrize(("headline", "news", "rest"), LABELLED_NEWS)
def test_news_that_begins_with_a_label_stays_news(headline, news, rest):
    assert not any(map(any, find_notices([(news,), (rest,)], headline)))
    assert not any(map(any, find_notices([(news, rest)], headline)))


def test_a_note_above_the_news_stays_a_note():
    note = ("Correction: the plant has two owners.",)

    assert find_notices([note, LEDE, REST], "Tidal plant at Kerrow restarted")[0] == ["note"]


def test_a_label_behind_other_lines_opens_a_note():
    lines = ("사진은 부두.", "정정: 청장은 체포되지 않았습니다.", "사과드립니다.")

    assert find_notices([LEDE, REST, lines])[2] == [None, "note", "note"]


@given(st.lists(st.lists(st.text(min_size=1, max_size=30).filter(str.strip), min_size=1, max_size=3), max_size=6))
def test_every_sentence_has_an_answer(paragraphs):
    assert list(map(len, find_notices(paragraphs))) == list(map(len, paragraphs))
