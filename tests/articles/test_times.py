"""Moments as text."""

from datetime import UTC, datetime, timedelta, timezone

from wireglot.articles import now_text, time_text


def test_a_moment_is_written_in_utc_to_the_second() -> None:
    moment = datetime(2026, 3, 1, 1, 30, 59, 999_999, tzinfo=timezone(timedelta(hours=5, minutes=30)))

    assert time_text(moment) == "2026-02-28T20:00:59Z"
    assert datetime.fromisoformat(time_text(moment)) == datetime(2026, 2, 28, 20, 0, 59, tzinfo=UTC)


def test_now_is_the_present_moment() -> None:
    before = time_text(datetime.now(UTC))

    assert before <= now_text() <= time_text(datetime.now(UTC))
