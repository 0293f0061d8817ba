"""The checks of one translated sentence: repetition, length, untranslated text, script and language."""

import sys
import tomllib
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from wireglot.translations import checks
from wireglot.translations.checks import CHECKS, Issue, find_issues

DATA = Path(checks.__file__).parent / "data"
ENGLISH = "The council decided on Monday that the old harbour will be turned into a park for everyone."
SWEDISH = "Nämnden beslutade i måndags att den gamla hamnen ska göras om till en park för alla."


def found(source: str, translation: str, language: str = "sv", to: str = "en") -> list[str]:
    return [issue.check for issue in find_issues(source, translation, language=language, to=to)]


def test_a_good_translation_has_no_issue():
    assert found(SWEDISH, ENGLISH) == []


def test_an_issue_says_what_is_wrong_in_plain_english():
    assert find_issues("28 personer", "38 people", language="sv", to="en") == (
        Issue("number", "28 not carried over; 38 not in the original"),
    )


@pytest.mark.parametrize(
    "translation",
    [
        "The old harbour, the old harbour, the old harbour, the old harbour",
        "The the the the the the the the the the harbour is old and a park",
        "That the old harbour will be a park that the old harbour will be a park",
        "The mayor says again that the old harbour is open the old harbour is open for all visitors of the town",
        "The hahahahahahahahahahahahahaha harbour will be turned into a park",
        "港を公園に港を公園に港を公園に港を公園に港を公園に",
        "สวนสาธารณะสวนสาธารณะสวนสาธารณะสวนสาธารณะ",
    ],
)
def test_a_part_said_again_and_again_is_found(translation: str):
    assert "repetition" in found(SWEDISH, translation)


@pytest.mark.parametrize("word", ["acquits", "Council", "port"])
def test_an_english_word_twice_in_a_row_is_found(word: str):
    assert "repetition" in found("Rätten friar hamnchefen.", f"The {word} {word.lower()} harbour chief.")


def test_a_word_doubled_in_both_languages_is_no_repetition():
    assert "repetition" not in found("Laget heter Paris Paris.", "The team is called Paris Paris.")


@pytest.mark.parametrize(
    "translation", ["Very, very, very good.", "Ha ha ha!", "1000000000000", "* * * * * * * * *", "----------"]
)
def test_what_people_repeat_is_no_issue(translation: str):
    assert "repetition" not in found(SWEDISH, translation)


def test_a_repetition_of_the_source_may_be_translated():
    source, translation = "Hej hej hej hej hej hej hej hej", "Hello hello hello hello hello hello hello hello"

    assert "repetition" not in found(source, translation)


@pytest.mark.parametrize(
    ("translation", "detail"),
    [
        ("The council.", "too short"),
        (f"{ENGLISH} And more. {ENGLISH} As I said, {ENGLISH}", "too long"),
        ("", "too short"),
    ],
)
def test_an_unusual_length_is_found(translation: str, detail: str):
    issues = find_issues(SWEDISH, translation, language="sv", to="en")

    assert [detail in issue.detail for issue in issues if issue.check == "length"] == [True]


def test_a_short_chinese_sentence_may_be_long_in_english():
    assert found("市议会周一决定，旧港口将改建为公园，供所有人使用。", ENGLISH, "zh") == []


@pytest.mark.parametrize(
    ("source", "language", "to"),
    [
        (SWEDISH, "sv", "en"),
        ("市議会は月曜日、古い港を公園にすることを決めた。", "ja", "en"),
        ("สภาตัดสินใจเมื่อวันจันทร์ว่าท่าเรือเก่าจะกลายเป็นสวนสาธารณะ", "th", "en"),
        ("Совет решил, что старый порт превратят в парк для всех.", "ru", "en"),
        (ENGLISH, "en", "sv"),
        ("Rådet besluttede, at den gamle havn skal laves om til en park.", "da", "nb"),
    ],
)
def test_the_original_again_is_untranslated(source: str, language: str, to: str):
    assert "untranslated" in found(source, source, language, to)


@pytest.mark.parametrize(
    "same", ["Volvo Cars", "Stockholm, Reuters", "Angela Merkel 2016", "IKEA", "BBC News, Washington"]
)
def test_names_may_be_the_same_in_both(same: str):
    assert found(same, same) == []


def test_related_languages_may_share_most_words():
    danish, norwegian = "Rådet besluttede at lukke den gamle havn.", "Rådet besluttet å lukke den gamle havnen."

    assert found(danish, norwegian, "da", "nb") == []


@pytest.mark.parametrize(
    ("translation", "to", "check"),
    [
        ("Совет решил, что старый порт превратят в парк.", "en", "script"),
        ("市議会は月曜日、古い港を公園にすることを決めた。", "en", "script"),
        (ENGLISH, "ru", "script"),
        ("市議会は月曜日、古い港を公園にすることを決めた。", "zh", "script"),
        ("市议会周一决定，旧港口将改建为公园，供所有人使用，市民需要绕行。", "ja", "script"),
        ("Der Rat beschloss am Montag, dass der alte Hafen zu einem Park für alle wird.", "en", "language"),
        ("De raad besloot maandag dat de oude haven een park voor iedereen wordt.", "de", "language"),
        ("Рада вирішила, що старий порт перетворять на парк для всіх мешканців міста.", "ru", "language"),
    ],
)
def test_another_script_or_language_is_found(translation: str, to: str, check: str):
    source = "Rådet besluttede mandag, at den gamle havn skal laves om til en park for alle."

    assert check in found(source, translation, "da", to)


@pytest.mark.parametrize(
    "translation", ["Merkel (Меркель) met Xi Jinping (习近平).", "“Война и мир” is long.", "OK.", "12:30"]
)
def test_names_in_another_script_are_no_issue(translation: str):
    assert not {"script", "language"} & set(found(SWEDISH, translation))


def test_languages_that_small_words_do_not_distinguish_are_no_issue():
    bokmal = "Rådet vedtok mandag at den gamle havnen skal gjøres om til en park for alle, og at innbyggerne må vente."
    nynorsk = (
        "Rådet vedtok måndag at den gamle hamna skal gjerast om til ein park for alle, og at innbyggjarane må vente."
    )

    assert found(ENGLISH, nynorsk, "en", "nb") == found(ENGLISH, bokmal, "en", "nn") == []


def test_a_short_name_may_stay_in_latin_letters():
    assert "script" not in found("Volvo Cars AB", "Volvo Cars AB", to="ru")


def test_serbian_may_be_in_latin_script():
    assert "script" not in found(ENGLISH, "Odbor je odlučio da stara luka bude pretvorena u park.", "en", "sr-Latn")


def test_every_table_can_be_read():
    tables = {path.stem: tomllib.loads(path.read_text(encoding="utf-8")) for path in DATA.glob("*.toml")}

    assert set(tables) == {"lengths", "letters"}
    assert all(0.1 < size < 3 for size in tables["lengths"].values())


TEXT = st.text(max_size=60) | st.lists(
    st.sampled_from(
        ["twenty", "one", "12", "3,5", "万", "mars", "@", "http://", "XI", "-", " ", "och", "\ud800", "\u200f", "ha"]
    ),
    max_size=20,
).map("".join)
TAGS = st.sampled_from(
    ["sv", "en", "de", "ja", "ko", "zh-Hant", "th", "ar", "he", "fi", "id", "sw", "und", "xx-Qaaa", ""]
)


@settings(max_examples=150, deadline=None)
@given(TEXT, TEXT, TAGS, TAGS)
def test_any_text_is_checked_with_the_same_result(source: str, translation: str, language: str, to: str):
    issues = find_issues(source, translation, language=language, to=to)

    assert issues == find_issues(source, translation, language=language, to=to)
    assert [issue.check for issue in issues] == [check for check in CHECKS if check in {i.check for i in issues}]
    assert all(issue.detail for issue in issues)


@settings(max_examples=60, deadline=None)
@given(TEXT)
@example("TWENTY0ONE")  # words glued to digits are read in two ways
def test_a_text_has_all_its_own_numbers_and_codes(text: str):
    assert not {"number", "date", "code", "length", "repetition"} & set(found(text, text, "en", "en"))


def calls(work) -> int:
    """The function calls and returns, Python's and C's, that the work makes: it counts work without a clock."""
    count = 0

    def count_one(*_: object) -> None:
        nonlocal count
        count += 1

    sys.setprofile(count_one)
    try:
        work()
    finally:
        sys.setprofile(None)
    return count


@pytest.mark.parametrize(
    "unit", ["a", "1 ", "A1-", "XI", "一", "万1", "@a", "a@a.", "twenty ", "12 000 ", "3 mars ", "“a” ", "x."]
)
def test_hostile_text_takes_work_in_proportion_to_its_length(unit: str):
    def check(size: int) -> None:
        text = (unit * size)[:size]
        for language, to in (("sv", "en"), ("ja", "ko")):
            find_issues(text, text[:-3] + "7", language=language, to=to)

    check(100)  # tables are read once
    short, long = calls(lambda: check(1_000)), calls(lambda: check(8_000))

    # Eight times the text makes about eight times the calls; work that grows with its square would make 64 times.
    assert long < 16 * max(short, 1_000)
