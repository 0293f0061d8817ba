"""Dates in the forms that people write: read with certainty, or not at all."""

import re
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from dateparser.languages.loader import default_loader
from hypothesis import given
from hypothesis import strategies as st

from wireglot.articles.reading.dates import published_date, read_date, to_utc
from wireglot.articles.reading.days import LANGUAGES


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2031-04-02", "2031-04-02"),
        ("2031-4-2", "2031-04-02"),
        ("20310402", "2031-04-02"),
        ("2031-W14-3", "2031-04-02"),
        ("2031-04-02 14:05", "2031-04-02T14:05:00Z"),
        ("2031-04-02T14.05", "2031-04-02T14:05:00Z"),
        ("2031-04-02 14h05", "2031-04-02T14:05:00Z"),
        ("2031-04-02T24:00", "2031-04-03T00:00:00Z"),
        ("2031-04-02 14:05 CET", "2031-04-02T13:05:00Z"),
        ("2031-04-02 14:05 +0530", "2031-04-02T08:35:00Z"),
        ("2031-04-02T14:05+02:00[Europe/Paris]", "2031-04-02T12:05:00Z"),
        ("Wed, 02 Apr 2031 14:05:00 EST", "2031-04-02T19:05:00Z"),
        ("Wed Apr 02 2031 14:05:00 GMT+0200 (CEST)", "2031-04-02T12:05:00Z"),
        ("Apr 2, 2031 2:05 PM", "2031-04-02T14:05:00Z"),
        ("April 2nd, 2031 at 12:05 a.m.", "2031-04-02T00:05:00Z"),
        ("2 April 2031", "2031-04-02"),
        ("02.04.2031", "2031-04-02"),
        ("25/04/2031", "2031-04-25"),
        ("04/25/2031", "2031-04-25"),
        ("2. April 2031, 14.05 Uhr", "2031-04-02T14:05:00Z"),
        ("le 1er avril 2031 à 18 h 30", "2031-04-01T18:30:00Z"),
        ("2 de abril de 2031", "2031-04-02"),
        ("2 kwietnia 2031 r.", "2031-04-02"),
        ("2 апреля 2031 года, 14:05", "2031-04-02T14:05:00Z"),
        ("٢ أبريل ٢٠٣١", "2031-04-02"),
        ("٢٠٣١-٠٤-٠٢", "2031-04-02"),
        ("2031年4月2日 午後2時05分", "2031-04-02T14:05:00Z"),
        ("2031年4月2日（水）午前6時", "2031-04-02T06:00:00Z"),
        ("2031年4月2日星期三 06:00（北京时间）", "2031-04-01T22:00:00Z"),
        ("2 tháng 4 năm 2031", "2031-04-02"),
        ("2 aprile 2031, ore 6", "2031-04-02T06:00:00Z"),
        ("1º de abril de 2031", "2031-04-01"),
        ("2031년 4월 2일", "2031-04-02"),
        ("令和13年4月2日", "2031-04-02"),
        ("2 เมษายน 2574", "2031-04-02"),
        ("2031-04-02T20:00:00[America/New_York]", "2031-04-03T00:00:00Z"),
        ("2031-04-02T20:00:00+02:00[Europe/Paris][u-ca=gregory]", "2031-04-02T18:00:00Z"),
        ("2031-04-02 14:05:00 -0500 EST", "2031-04-02T19:05:00Z"),
        ("2031年4月2日14:05", "2031-04-02T14:05:00Z"),
        ("2031年4月2日14时05分", "2031-04-02T14:05:00Z"),
        ("2031年4月2日 午後2時5分", "2031-04-02T14:05:00Z"),
        ("2 เม.ย. 2574", "2031-04-02"),
        ("2031-092", "2031-04-02"),  # 31 + 28 + 31 + 2
        ("Mi., 02.04.2031 - 14:05", "2031-04-02T14:05:00Z"),
        ("mar. 1 avril 2031", "2031-04-01"),
        ("Mar. 5, 2031", "2031-03-05"),
        ("1933000000", "2031-04-03T16:26:40Z"),  # 1933 * 10^6 seconds after 1970
        ("1933000000000", "2031-04-03T16:26:40Z"),
    ],
)
def test_dates_in_usual_forms_are_read(text, expected):
    assert published_date(text) == (expected, "")


@pytest.mark.parametrize(
    "text",
    [
        *(
            "tomorrow",
            "next Monday",
            "2031",
            "April 2031",
            "2 April",
            "31 April 2031",
            "2031-13-02",
            "2031-04-02T25:00",
        ),
        *(
            "2574-04-02",
            "1453-02-10",
            "0001-01-01",
            "2000 GMT Apr. 2",
            "2 April 2000 hrs",
            "2 April 2031 evening",
            "2031-04-02 14:05 XYZ",
            "2031-04-02 or 2031-04-03",
            "true",
            "9" * 400,
        ),
    ],
)
def test_what_is_no_certain_date_is_named_in_a_warning(text):
    published, warning = published_date(text)

    assert published == ""
    assert text[:40] in warning


@pytest.mark.parametrize(
    ("text", "readings"),
    [
        ("05/04/2031", ["2031-04-05", "2031-05-04"]),
        ("5 listopada 2031", ["2031-10-05", "2031-11-05"]),  # October in Croatian, November in Polish
        ("2 Apr 99", ["1999-04-02", "2099-04-02"]),
    ],
)
def test_an_ambiguous_date_is_not_used(text, readings):
    published, warning = published_date(text)

    assert published == ""
    assert all(reading in warning for reading in readings)


@pytest.mark.parametrize(("language", "day"), [("pl", "2031-11-05"), ("pl-PL", "2031-11-05"), ("hr", "2031-10-05")])
def test_the_language_decides_between_two_months(language, day):
    assert published_date("5 listopada 2031", language=language) == (day, "")


@pytest.mark.parametrize(
    "text",
    [
        *("2000 GMT DEC. 1", "1900 GMT, 1 DECEMBER", "2000 GMT TUESDAY 1 DECEMBER", "1 DEC 1800 UTC", "2000Z DEC 1"),
        *("1 DECEMBER 2000 HRS", "DECEMBER 1, 2000 CET", "AT 2000 ON DEC. 1", "2000 Uhr, 1. Dezember", "DEC 1, 2000"),
        *("0700 GMT (2000 CET), 1 DEC", "2000 TUESDAY 1 DECEMBER", "1 DEC 2031 EVENING", "1 Dec 2031, end of day"),
    ],
)
def test_an_embargo_with_a_doubtful_year_or_hour_has_no_end(text):
    assert read_date(text, until=True).moments == ()


def test_of_an_embargo_in_local_time_the_latest_place_counts():
    found = read_date("06:00 local time, 2 April 2031", until=True)

    assert found.moments[-1] == datetime(2031, 4, 2, 18, tzinfo=UTC)  # twelve hours behind UTC
    assert "local time" in found.doubt


def test_a_weekday_decides_between_two_readings():
    assert published_date("Saturday 05/04/2031") == ("2031-04-05", "")


def test_a_wrong_weekday_is_named():
    published, warning = published_date("Monday, 2 April 2031")

    assert published == "2031-04-02"
    assert "another weekday" in warning


def test_a_time_without_a_zone_is_in_the_zone_of_the_desk():
    assert published_date("2031-07-02 14:05", ZoneInfo("Europe/Stockholm"))[0] == "2031-07-02T12:05:00Z"


def test_of_an_embargo_all_meanings_of_a_zone_are_kept():
    found = read_date("Not before 06:00 IST on 2 April 2031", until=True)

    # India 5:30, Israel 2:00 and Ireland 1:00 before UTC
    assert [moment.hour * 60 + moment.minute for moment in found.moments] == [30, 240, 300]


def test_of_an_embargo_with_a_wrong_weekday_the_next_such_day_counts():
    found = read_date("until 06:00 on Monday 2 April 2031", until=True)

    assert found.moments[-1] == datetime(2031, 4, 7, 6, tzinfo=UTC)


def test_midnight_ends_the_day_that_is_named():
    assert read_date("until midnight, 2 April 2031", until=True).moments == (datetime(2031, 4, 3, tzinfo=UTC),)


@pytest.mark.parametrize("number", ["978556838", "1542761538", "1.10", "3"])
def test_a_number_of_a_version_is_no_date(number):
    assert to_utc(number) == ""


@given(st.text(alphabet=st.sampled_from("0123456789 -/.:TZ+APMaprilUhr年月日٢令和,"), max_size=40))
def test_any_text_is_read_without_an_error(text):
    published, warning = published_date(text)

    assert bool(published) or bool(warning)


def test_every_name_of_a_month_is_one_that_is_looked_up():
    """A word that is none is not given to dateparser, which takes up to 20 ms to find that out."""
    names = [
        name
        for locale in default_loader.get_locales(languages=list(LANGUAGES))
        for month in ("january", "may", "november")
        for name in locale.info[month]
        if re.fullmatch(r"[^\W\d_]{3,}", name)
    ]

    assert len(names) > 100
    assert [name for name in names if not read_date(f"15 {name} 2024").moments] == []


def test_words_that_only_contain_a_month_are_no_date():
    assert not read_date("5 mayhem 2024").moments
