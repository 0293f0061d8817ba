"""When what failed is tried again."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from wireglot.articles import time_text
from wireglot.outputs import Failure
from wireglot.outputs.retry_schedule import is_set_aside, is_time, next_try

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
MOMENTS = st.datetimes(datetime(2000, 1, 1), datetime(2100, 1, 1), timezones=st.just(UTC))


def wait(attempts: int) -> timedelta:
    return datetime.fromisoformat(next_try("article", attempts, NOW)) - NOW


@given(st.integers(1, 9))
def test_waits_double_within_a_fifth(attempts: int) -> None:
    plain = timedelta(minutes=5) * 2 ** (attempts - 1)

    assert min(plain, timedelta(days=1)) * 0.8 - timedelta(seconds=1) <= wait(attempts)
    assert wait(attempts) <= min(plain, timedelta(days=1)) * 1.2


def test_after_ten_attempts_it_is_set_aside() -> None:
    assert [is_set_aside("article", attempts) for attempts in (1, 9, 10)] == [False, False, True]
    assert next_try("article", 10, NOW) == ""


def test_what_ended_its_process_is_set_aside_sooner() -> None:
    assert [is_set_aside("crash", attempts) for attempts in (2, 3)] == [False, True]


def test_each_run_tries_what_is_wrong_with_the_machine() -> None:
    assert not is_set_aside("machine", 100_000)
    assert next_try("machine", 7, NOW) == ""


@given(MOMENTS, MOMENTS, st.integers(1, 9))
def test_no_clock_postpones_a_try_beyond_the_longest_wait(failed: datetime, now: datetime, attempts: int) -> None:
    """Whatever the clock said when it failed: it is due now, or within a day and a fifth."""
    planned, last = next_try("article", attempts, failed), time_text(failed)

    assert is_time(planned, last, now) or is_time(planned, last, now + timedelta(days=1.2))
    assert is_time(planned, last, failed + timedelta(days=1.2))


def test_other_content_is_tried_at_once_and_counted_anew() -> None:
    known = Failure("a", "a", "detect", "odd", content="one").after(None).after(None)
    again = Failure("a", "a", "detect", "odd", content="one").after(known)
    other = Failure("a", "a", "detect", "odd", content="two").after(again)

    assert not again.is_due("one")
    assert again.is_due("two")
    assert (again.attempts, other.attempts) == (2, 1)


def test_another_cause_is_counted_anew() -> None:
    full = Failure("a", "a", "store", "full", cause="machine").after(None)

    assert Failure("a", "a", "detect", "odd").after(full).attempts == 1


def test_a_whole_source_that_ends_processes_is_tried_once_a_day() -> None:
    planned = [next_try("source", attempts, NOW) for attempts in (2, 3, 100)]

    assert planned[0] == ""
    assert all(
        abs(datetime.fromisoformat(text) - NOW - timedelta(days=1)) <= timedelta(hours=5) for text in planned[1:]
    )
    assert not is_set_aside("source", 100)
