"""Cron schedules: what is refused, and that Prefect's croniter and cronsim agree on what is given to Prefect."""

from datetime import datetime
from itertools import chain, islice

import pytest
from cronsim import CronSim
from hypothesis import Phase, example, given, settings
from hypothesis import strategies as st

from wireglot.flows.desks.crons import cron_fault, plain_crons

# The examples are small already, and each takes a while.
NO_SHRINKING = (Phase.explicit, Phase.reuse, Phase.generate)


@st.composite
def fields(draw: st.DrawFn, first: int, last: int) -> str:
    """A field of a cron schedule: everything, steps, numbers, ranges and lists of them."""
    low, high = sorted((draw(st.integers(first, last)), draw(st.integers(first, last))))
    step = draw(st.integers(1, last + 2))
    kinds = ("*", f"*/{step}", f"{low}", f"{low}-{high}", f"{low}-{high}/{step}", f"{low}/{step}", f"{low},{high}")
    return draw(st.sampled_from(kinds))


CRONS = st.tuples(fields(0, 59), fields(0, 23), fields(1, 31), fields(1, 12), fields(0, 7)).map(" ".join)


@settings(deadline=None, phases=NO_SHRINKING)
@given(CRONS)
@example("36 18 */10 * *")  # croniter leaves out 1 March
@example("0 6 1,29-31 * *")
@example("0 6 */1 2 *")
@example("0 6 30-31 2,4 *")
@example("0 6 * * 5-5")  # croniter runs every day
@example("0 6 12/2 * *")
@example("0 6 * * MON-FRI")
@example("0 6 * JAN-MAR SUN")
@example("0 6 L * *")
@example("0 6 * * 1#1")
@example("* * */1 2 *")  # croniter never finds 30 February
def test_prefect_reads_the_plain_form_as_cronsim_reads_the_given_one(text: str) -> None:
    from prefect._vendor.croniter import croniter

    if cron_fault(text):
        return
    start = datetime(2027, 1, 1)
    theirs = [list(islice(croniter(plain, start).all_next(datetime), 20)) for plain in plain_crons(text)]

    assert sorted(chain(*theirs))[:20] == list(islice(CronSim(text, start), 20))


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("0 0 30 2 *", "never fires: none of its months has a day 30"),
        ("0 0 31 2 *", "never fires"),
        ("0 0 31 4,6 *", "never fires"),
        ("0 0 30 2 1", "never fires: none of its months has a day 30"),
        ("* * * * * *", "has 6 fields; a cron schedule has five"),
        ("0 0 * * * 0 2030", "has 7 fields"),
        ("@reboot", "has 1 field; a cron schedule has five"),
        ("60 * * * *", "bad minute"),
        ("R R * * *", "bad minute"),
        ("0 6 LW * *", "as only some cron programs do"),
        ("0 6 * * 5L", "as only some cron programs do"),
        ("0 6 1,31 * 1", "days that some months lack"),
        ("0 6 */2 * 1", "write one of the two as"),
    ],
)
def test_a_schedule_that_cannot_fire_is_refused(text: str, fault: str) -> None:
    assert fault in cron_fault(text)


@pytest.mark.parametrize("text", ["*/15 6-22 * * *", "0 6 * * MON-FRI", "0 6 1,15 * 1", "0 0 29 2 *"])
def test_ordinary_schedules_are_accepted(text: str) -> None:
    assert cron_fault(text) == ""


def test_a_plain_schedule_stays_as_it_was_written() -> None:
    assert plain_crons("*/15 6-22 * * 1-5") == ["*/15 6-22 * * 1-5"]
