"""Figures in words: numbers, months and days of the week that are named beyond warning."""

import pytest

from wireglot.articles.numbers import blank_addresses, find_cardinals, find_weekdays, load_table


@pytest.mark.parametrize(
    ("text", "language", "values"),
    [
        ("Twenty-one men, two hundred and five women and one dog", "en", [21, 205]),
        ("a second half, a quarter and a decade", "en", []),
        ("einundzwanzig Boote und drei Hunde", "de", [21, 3]),
        ("vingt-cinq maisons", "fr", [25]),
        ("двадцать пять домов", "ru", [25]),
        ("三十五人と二人", "ja", [35, 2]),
        ("三百万美元，第三十次", "zh", [3_000_000]),
        ("이 사람은 오늘", "ko", []),
    ],
)
def test_plain_numbers_in_words_are_read_and_doubtful_ones_are_not(text: str, language: str, values: list[int]) -> None:
    assert [value for value, _, _ in find_cardinals(text, language)] == values


@pytest.mark.parametrize(
    ("text", "language", "day"),
    [("on Monday", "en", 1), ("na terça-feira", "pt", 2), ("am Mittwochabend", "de", 3), ("木曜日に", "ja", 4)],
)
def test_days_of_the_week_are_read_with_their_place(text: str, language: str, day: int) -> None:
    found, start, end = next(find_weekdays(text, language))

    assert found == day
    assert 0 <= start < end <= len(text)


@pytest.mark.parametrize(("name", "many"), [("months", 12), ("weekdays", 7)])
def test_every_language_has_all_its_months_and_days(name: str, many: int) -> None:
    assert {language: row for language, row in load_table(name).items() if len(row.split()) != many} == {}


def test_an_address_is_blanked_in_its_place() -> None:
    assert blank_addresses("see www.a.se/2024 at 5") == "see               at 5"
