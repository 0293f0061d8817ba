"""Numbers, dates and codes carried over: in digits of any script, in words, and by other clocks and calendars."""

import pytest

from wireglot.articles.numbers import find_numbers, spelled_values
from wireglot.articles.numbers.number_words import combine_numerals
from wireglot.translations.checks import find_issues


def found(source: str, translation: str, language: str, to: str = "en") -> set[str]:
    issues = find_issues(source, translation, language=language, to=to)
    return {issue.check for issue in issues} & {"number", "date", "code"}


@pytest.mark.parametrize(
    ("text", "language", "value"),
    [
        ("1 200 300", "sv", 1_200_300),
        ("1.200.300", "de", 1_200_300),
        ("1,200,300", "en", 1_200_300),
        ("12,00,300", "hi", 1_200_300),
        ("1\u202f200", "fr", 1200),
        ("1'200", "de", 1200),
        ("1,5", "sv", 1.5),
        ("1.5", "en", 1.5),
        ("1.200,50", "de", 1200.5),
        ("1,200", "sv", 1.2),
        ("1,200", "en", 1200),
        ("٣٫٥", "ar", 3.5),
        ("١٬٢٠٠", "ar", 1200),
        ("१२", "hi", 12),
        ("１２", "ja", 12),
        ("3,5 miljoner", "sv", 3_500_000),
        ("5 mil millones", "es", 5_000_000_000),
        ("2 млн", "ru", 2_000_000),
        ("3億5000万", "ja", 350_000_000),
        ("3만 5천", "ko", 35_000),
        ("10万", "zh", 100_000),
        ("5 लाख", "hi", 500_000),
        ("1.5 करोड़", "hi", 15_000_000),
        ("007", "en", 7),
    ],
)
def test_digits_are_read_in_the_format_of_their_language(text: str, language: str, value: float) -> None:
    assert value in find_numbers(text, language)[0].meanings
    assert len(find_numbers(text, language)) == 1


@pytest.mark.parametrize(
    ("text", "language", "value"),
    [
        ("twenty-one", "en", 21),
        ("two hundred and five", "en", 205),
        ("two million five hundred thousand", "en", 2_500_000),
        ("two decades", "en", 20),
        ("the twenty-first century", "en", 21),
        ("einundzwanzig", "de", 21),
        ("zweihundertfünf", "de", 205),
        ("vijfentwintig", "nl", 25),
        ("femogtyve", "da", 25),
        ("tjugofem", "sv", 25),
        ("ventuno", "it", 21),
        ("treinta y dos", "es", 32),
        ("cinco de mayo", "es", 5),
        ("двадцать один", "ru", 21),
        ("п'ятдесят два", "uk", 52),
        ("شست و دو", "fa", 2),
        ("خمسة وعشرين", "ar", 25),
        ("yirmi beş", "tr", 25),
        ("dua puluh lima", "id", 25),
        ("lima belas", "id", 15),
        ("kaksikymmentäviisi", "fi", 25),
        ("huszonöt", "hu", 25),
        ("二十一", "zh", 21),
        ("二〇一六", "zh", 2016),
        ("三億五千万", "ja", 350_000_000),
        ("สามร้อย", "th", 300),
        ("삼백", "ko", 300),
        ("siglo XXI", "es", 21),
        ("marca", "pl", 3),
        ("dozen", "en", 12),
    ],
)
def test_number_words_are_read(text: str, language: str, value: int) -> None:
    assert value in spelled_values(text, language)


def test_a_part_of_a_number_word_is_no_number() -> None:
    assert 20 not in spelled_values("twenty-one", "en")
    assert 2 not in spelled_values("two hundred", "en")


def test_number_words_in_a_row_make_one_number() -> None:
    assert combine_numerals([3, 100, 20, 1]) == 3 * 100 + 20 + 1
    assert combine_numerals([2, 1_000_000, 500, 1000]) == 2 * 1_000_000 + 500 * 1000
    assert combine_numerals([2, 100, 1000]) == 2 * 100 * 1000


@pytest.mark.parametrize(
    ("source", "translation", "language"),
    [
        ("Klockan 14.30", "At 2:30 p.m.", "sv"),
        ("午後2時", "At 14:00", "ja"),
        ("På 1800-talet", "In the 19th century", "sv"),
        ("På 90-talet", "In the 1990s", "sv"),
        ("säsongen 2015/16", "the 2015–2016 season", "sv"),
        ("平成30年", "in 2018", "ja"),
        ("ปี 2553", "in 2010", "th"),
        ("20世纪70年代", "the 1970s", "zh"),
        ("den 3 mars 2016", "2016-03-03", "sv"),
        ("2016年3月15日", "March 15, 2016", "zh"),
        ("5–10 miljoner", "5 million to 10 million", "sv"),
        ("12 av 13", "twelve of 13", "sv"),
        ("3 km²", "3 km2", "sv"),
    ],
)
def test_other_ways_to_say_a_number_are_no_issue(source: str, translation: str, language: str) -> None:
    assert found(source, translation, language) == set()


@pytest.mark.parametrize(
    ("source", "translation", "language", "to"),
    [
        ("28 personer skadades", "38 people were injured", "sv", "en"),
        ("1,2 miljarder", "1.2 million", "sv", "en"),
        ("12 procent", "many percent", "sv", "en"),
        ("många procent", "12 percent", "sv", "en"),
        ("1.200 Euro", "1.200 euros", "de", "en"),
        ("28 people", "38 personer", "en", "sv"),
        ("28 people", "38人", "en", "ja"),
        ("28 people", "३८ लोग", "en", "hi"),
        ("28 watu", "38 people", "sw", "en"),
        ("3億円", "3 million yen", "ja", "en"),
        ("år 1994", "in 1995", "sv", "en"),
        ("klockan 14.30", "at 3:30 p.m.", "sv", "en"),
    ],
)
def test_another_number_is_found(source: str, translation: str, language: str, to: str) -> None:
    assert found(source, translation, language, to) == {"number"}


def test_a_month_that_became_another_is_found() -> None:
    assert found("den 3 mars 2014", "on 3 May 2014", "sv") == {"date"}
    assert found("Le 3 mars 2014", "den 3 mars 2014", "fr", "sv") == set()
    assert found("Hon kan komma i mars", "She may come in March", "sv") == set()


@pytest.mark.parametrize(
    ("source", "translation"),
    [
        ("Se https://a.se/x?y=1.", "See https://a.se/x?y=1)."),
        ("Skriv till a.b@c.se!", "Write to a.b@c.se."),
        ("F-16 och H5N1", "F16 and H5N1"),
        ("Följ @wireglot", "Follow @wireglot"),
    ],
)
def test_unchanged_codes_are_no_issue(source: str, translation: str) -> None:
    assert found(source, translation, "sv") == set()


@pytest.mark.parametrize(
    ("source", "translation"),
    [
        ("Se https://a.se/bild", "See https://a.se/image"),
        ("Skriv till a.b@c.se", "Write to us"),
        ("Följ oss", "Follow @wireglot"),
        ("Planet är en MiG-x F-16A", "The plane is a fighter, 16"),
    ],
)
def test_changed_codes_are_found(source: str, translation: str) -> None:
    assert found(source, translation, "sv") == {"code"}


def test_a_sentence_of_digits_alone_is_checked() -> None:
    assert found("9" * 10_000, "9" * 10_000, "sv") == set()
    assert found("9" * 10_000, "8" * 10_000, "sv") == {"number"}
