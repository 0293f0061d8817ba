"""The checks of one told sentence: loops, length, copies, script and language; any text, always the same, in time."""

import time
import tomllib
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import wireglot.translations.checks as checks
from wireglot.translations.checks import CHECKS, Fault, faults

DATA = Path(checks.__file__).parent / "data"
ENGLISH = "The council decided on Monday that the old harbour will be turned into a park for everyone."
SWEDISH = "Nämnden beslutade i måndags att den gamla hamnen ska göras om till en park för alla."


def found(source: str, told: str, language: str = "sv", to: str = "en") -> list[str]:
    return [one.check for one in faults(source, told, language=language, to=to)]


def test_a_good_translation_has_no_fault() -> None:
    assert faults(SWEDISH, ENGLISH, language="sv", to="en") == ()


def test_a_fault_says_what_is_wrong_in_plain_english() -> None:
    assert faults("28 personer", "38 people", language="sv", to="en") == (
        Fault("number", "28 not carried over; 38 not in the original"),
    )


@pytest.mark.parametrize(
    "told",
    [
        "The old harbour, the old harbour, the old harbour, the old harbour",
        "The the the the the the the the the the harbour is old and a park",
        "That the old harbour will be a park that the old harbour will be a park",
        "The hahahahahahahahahahahahahaha harbour will be turned into a park",
        "港を公園に港を公園に港を公園に港を公園に港を公園に",
        "สวนสาธารณะสวนสาธารณะสวนสาธารณะสวนสาธารณะ",
    ],
)
def test_a_stretch_told_again_and_again_is_a_loop(told: str) -> None:
    assert "loop" in found(SWEDISH, told)


@pytest.mark.parametrize(
    "told", ["Very, very, very good.", "Ha ha ha!", "1000000000000", "* * * * * * * * *", "----------"]
)
def test_what_people_repeat_is_no_loop(told: str) -> None:
    assert "loop" not in found(SWEDISH, told)


def test_a_loop_of_the_source_may_be_told() -> None:
    assert "loop" not in found("Hej hej hej hej hej hej hej hej", "Hello hello hello hello hello hello hello hello")


@pytest.mark.parametrize(
    ("told", "what"),
    [
        ("The council.", "too short"),
        (f"{ENGLISH} And more. {ENGLISH} As I said, {ENGLISH}", "too long"),
        ("", "too short"),
    ],
)
def test_a_length_out_of_the_pairs_band_is_a_fault(told: str, what: str) -> None:
    said = [one.detail for one in faults(SWEDISH, told, language="sv", to="en") if one.check == "length"]

    assert [what in one for one in said] == [True]


def test_a_short_chinese_sentence_may_be_long_in_english() -> None:
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
def test_the_original_again_is_a_copy(source: str, language: str, to: str) -> None:
    assert "copy" in found(source, source, language, to)


@pytest.mark.parametrize(
    "same", ["Volvo Cars", "Stockholm, Reuters", "Angela Merkel 2016", "IKEA", "BBC News, Washington"]
)
def test_names_are_rightly_the_same_in_both(same: str) -> None:
    assert found(same, same) == []


def test_kin_may_share_most_words() -> None:
    assert (
        found("Rådet besluttede at lukke den gamle havn.", "Rådet besluttet å lukke den gamle havnen.", "da", "nb")
        == []
    )


@pytest.mark.parametrize(
    ("told", "to", "check"),
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
def test_another_script_or_language_is_a_fault(told: str, to: str, check: str) -> None:
    source = "Rådet besluttede mandag, at den gamle havn skal laves om til en park for alle."

    assert check in found(source, told, "da", to)


@pytest.mark.parametrize(
    "told", ["Merkel (Меркель) met Xi Jinping (习近平).", "“Война и мир” is long.", "OK.", "12:30"]
)
def test_names_in_another_script_are_no_fault(told: str) -> None:
    assert not {"script", "language"} & set(found(SWEDISH, told))


def test_serbian_is_told_in_either_script() -> None:
    assert "script" not in found(ENGLISH, "Odbor je odlučio da stara luka bude pretvorena u park.", "en", "sr-Latn")


def test_every_table_can_be_read() -> None:
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
def test_any_text_is_checked_without_error_and_always_alike(source: str, told: str, language: str, to: str) -> None:
    once = faults(source, told, language=language, to=to)

    assert once == faults(source, told, language=language, to=to)
    assert [one.check for one in once] == [check for check in CHECKS if check in {one.check for one in once}]
    assert all(one.detail for one in once)


@settings(max_examples=60, deadline=None)
@given(TEXT)
def test_a_text_has_all_its_own_numbers_and_codes(text: str) -> None:
    assert not {"number", "date", "code", "length", "loop"} & set(found(text, text, "en", "en"))


@pytest.mark.parametrize(
    "unit", ["a", "1 ", "A1-", "XI", "一", "万1", "@a", "a@a.", "twenty ", "12 000 ", "3 mars ", "“a” ", "x."]
)
def test_hostile_text_costs_no_more_than_its_length(unit: str) -> None:
    def spent(size: int) -> float:
        text = (unit * size)[:size]
        start = time.process_time()
        for language, to in (("sv", "en"), ("ja", "ko")):
            faults(text, text[:-3] + "7", language=language, to=to)
        return time.process_time() - start

    spent(100)  # tables are read once
    short, long = spent(4_000), spent(32_000)

    # Eight times the text may cost eight times as much, and twice that on a busy machine; its square would be 64.
    assert long < 24 * max(short, 0.004)
