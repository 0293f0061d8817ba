"""Copies of a text are found however newspapers print it; other numbers or other news keep texts apart."""

import random
import re
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.examples import an_article
from wireglot.articles import Block, Kind, bands, same_text, text_hashes

SWEDISH = (
    "Kommunens största skola stänger efter sommaren, meddelade skolchefen på måndagen.",
    "Omkring 340 elever får börja i andra skolor, de flesta i stadens södra delar.",
    "Byggnaden från 1962 har länge haft problem med fukt, och en renovering skulle kosta 45 miljoner kronor.",
    "Föräldrarna är besvikna och har samlat in namn i protest mot beslutet.",
    "Skolbussarna ska gå oftare, och de yngsta eleverna får plats i närheten av sina hem.",
    "Ett slutligt beslut om marken fattas av kommunfullmäktige i november.",
)
JAPANESE = (
    "市は月曜日、老朽化した中央図書館を来年三月末で閉館すると発表した。",
    "蔵書約四十万冊は、駅前に建設中の新しい施設に移される予定である。",
    "利用者からは、閉館中も本を借りられる場所を確保してほしいという声が上がっている。",
    "市長は記者会見で、移動図書館の回数を増やして対応すると説明した。",
    "跡地の利用については、住民の意見を聞いたうえで秋までに方針を決める。",
)
THAI = (
    "เทศบาลประกาศปิดสะพานไม้เก่าแก่ริมแม่น้ำเพื่อซ่อมแซมเป็นเวลาหกเดือนตั้งแต่วันจันทร์",
    "ชาวบ้านกว่าสามร้อยครัวเรือนต้องใช้เรือข้ามฟากที่เทศบาลจัดไว้ให้โดยไม่เสียค่าใช้จ่าย",
    "วิศวกรพบว่าเสาไม้หลายต้นผุพังและอาจรับน้ำหนักไม่ไหวในฤดูน้ำหลากที่กำลังจะมาถึง",
    "นายกเทศมนตรีกล่าวว่างบประมาณทั้งหมดมาจากเงินบริจาคและกองทุนอนุรักษ์ของจังหวัด",
)
TEXTS = {"sv": SWEDISH, "ja": JAPANESE, "th": THAI}

RESULT = (
    "Rovers beat Albion 3-1 on Saturday in front of 8,412 spectators, their seventh win in a row.",
    "The hosts scored in minutes 12, 55 and 71, and the visitors had a player sent off after 80 minutes.",
    "With 34 points they are now second in the table, two points behind the leaders with a game in hand.",
    "All matches of the league are shown on the club channels, and highlights are available from midnight.",
    "Tickets for the next home match are on sale at the ground and online, with reduced prices for children.",
)


def hashes(*sentences: str, kind: Kind = "paragraph", headline: str = "") -> bytes:
    return text_hashes(an_article(headline=headline, blocks=tuple(Block(kind, (one,)) for one in sentences)))


def is_found(one: bytes, other: bytes) -> bool:
    """Whether both are candidates, and then one text; the order makes no difference."""
    assert same_text(one, other) == same_text(other, one)
    return not set(bands(one)).isdisjoint(bands(other)) and same_text(one, other)


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
def test_a_copy_in_another_order_is_the_same_text(text: tuple[str, ...]) -> None:
    assert is_found(hashes(*text), hashes(*text[2:], *text[:2]))


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
def test_a_copy_without_its_last_sentence_is_the_same_text(text: tuple[str, ...]) -> None:
    assert is_found(hashes(*text), hashes(*text[:-1]))


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
def test_a_sentence_that_was_cut_off_does_not_matter(text: tuple[str, ...]) -> None:
    assert is_found(hashes(*text), hashes(*text[:-1], text[-1][: len(text[-1]) // 2]))


@given(st.sets(st.integers(0, 19), min_size=14, max_size=20), st.randoms(use_true_random=False))
@settings(max_examples=40, deadline=None)
def test_any_70_percent_of_a_text_in_any_order_are_it(kept: set[int], rng: random.Random) -> None:
    words = random.Random(7)
    vocabulary = ["".join(words.choices("abdeghiklmnoprstu", k=6)) for _ in range(400)]
    text = [" ".join(words.sample(vocabulary, 14)) + "." for _ in range(20)]
    copy = [text[at] for at in kept]
    rng.shuffle(copy)

    assert same_text(hashes(*text), hashes(*copy))


def test_texts_in_different_languages_are_different() -> None:
    assert not any(same_text(hashes(*one), hashes(*other)) for one in TEXTS.values() for other in TEXTS.values()
                   if one != other)  # fmt: skip


def test_a_short_item_in_a_long_story_is_another_text() -> None:
    long = SWEDISH + RESULT

    assert not same_text(hashes(*long), hashes(*SWEDISH[:4]))


def test_two_reports_with_the_same_background_are_different() -> None:
    background = SWEDISH[2:]
    first = ("En bro rasade tidigt på tisdagen utan att någon människa skadades.", "Trafiken leds om via hamnen.")
    second = ("Flera tåg ställdes in när stormen nådde kusten sent på kvällen.", "Skolorna håller öppet som vanligt.")

    assert not same_text(hashes(*first, *background[:2]), hashes(*second, *background[:2]))


def test_a_result_with_other_numbers_is_another_text() -> None:
    other = tuple(re.sub(r"\d", lambda digit: str((int(digit[0]) + 3) % 10), sentence) for sentence in RESULT)

    assert not same_text(hashes(*RESULT), hashes(*other))


def test_one_corrected_number_separates_two_texts() -> None:
    corrected = (SWEDISH[0], SWEDISH[1].replace("340", "430"), *SWEDISH[2:])

    assert not same_text(hashes(*SWEDISH), hashes(*corrected))


def test_numbers_in_what_was_cut_do_not_separate() -> None:
    assert is_found(hashes(*SWEDISH), hashes(*SWEDISH[:1], *SWEDISH[2:]))


@pytest.mark.parametrize("number", ["45 000", "45.000", "45,000", "45'000"])
def test_thousands_are_one_number_however_they_are_written(number: str) -> None:
    def with_number(text: str) -> bytes:
        return hashes(*SWEDISH, f"Skolan har genom åren haft {text} elever.")

    assert with_number("45000") == with_number(number)


@pytest.mark.parametrize(
    "changed",
    [
        lambda lede: f"STOCKHOLM (TT) – {lede}",
        lambda lede: f"STOCKHOLM, 3 maj (TT-AFP) - {lede}",
        lambda lede: f"MALMÖ – {lede}",
        lambda lede: f"{lede} (TT)",
        lambda lede: f"{lede} (AFP/Reuters)",
    ],
)
def test_datelines_and_credits_of_agencies_do_not_count(changed: Callable[[str], str]) -> None:
    assert hashes(changed(SWEDISH[0]), *SWEDISH[1:]) == hashes(*SWEDISH)


def test_a_chinese_wire_line_does_not_count() -> None:
    assert hashes(f"新华社东京3月3日电（记者 王）{JAPANESE[0]}", *JAPANESE[1:]) == hashes(*JAPANESE)


@pytest.mark.parametrize("kind", ["heading", "byline", "caption", "dateline", "read-more"])
def test_headline_headings_and_boilerplate_do_not_count(kind: Kind) -> None:
    article = an_article(headline="Annan rubrik", blocks=(*(Block("paragraph", (one,)) for one in SWEDISH),
                                                          Block(kind, ("Foto: 3 000 läsare",))))  # fmt: skip

    assert text_hashes(article) == hashes(*SWEDISH)


def test_a_flash_has_no_hashes() -> None:
    assert hashes("Skolan stänger efter sommaren, meddelar skolchefen.") == b""


def test_a_copy_of_a_book_is_found() -> None:
    words = random.Random(3)
    book = [" ".join(words.choices("abcdefghijklmnopqrstuvwxyz", k=12)) for _ in range(1000)]

    assert is_found(hashes(*book), hashes(*book[:700]))


def test_candidates_need_not_be_compared_with_unrelated_texts() -> None:
    assert set(bands(hashes(*SWEDISH))).isdisjoint(bands(hashes(*RESULT)))


def test_the_hashes_do_not_change() -> None:
    """Another value makes old indexes useless: raise their SCHEMA with it."""
    assert bands(hashes(*SWEDISH))[:2] == [1205497676680309457, 7956861665254852212]
