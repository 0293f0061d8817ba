"""Of the runs that are due: one of each desk, those by hand first, of the scheduled ones the newest."""

from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

from hypothesis import given
from hypothesis import strategies as st
from prefect.client.schemas.objects import FlowRun

from wireglot.flows.serving.due_runs import choose

NOW = datetime(2026, 11, 29, 12, tzinfo=UTC)
NORDIC, BALTIC = UUID(int=1), UUID(int=2)


def run(desk: UUID, seconds: float, *, by_hand: bool = False) -> FlowRun:
    """A run of the desk that is due so many seconds from now."""
    return FlowRun(
        id=uuid4(),
        flow_id=UUID(int=9),
        deployment_id=desk,
        auto_scheduled=not by_hand,
        next_scheduled_start_time=NOW + timedelta(seconds=seconds),
    )


def test_only_the_newest_scheduled_run_of_a_desk_starts() -> None:
    missed, newest, next_one, other = run(NORDIC, -60), run(NORDIC, -1), run(NORDIC, 9), run(BALTIC, 5)

    choice = choose([missed, newest, next_one, other], set(), NOW)

    assert list(choice.start) == [newest, other]
    assert list(choice.missed) == [missed]


def test_a_run_by_hand_comes_before_a_scheduled_one() -> None:
    scheduled, by_hand = run(NORDIC, -60), run(NORDIC, -1, by_hand=True)

    choice = choose([scheduled, by_hand], set(), NOW)

    assert (list(choice.start), list(choice.missed)) == ([by_hand], [])


def test_a_desk_that_runs_waits_with_the_next_run() -> None:
    by_hand, scheduled = run(NORDIC, -60, by_hand=True), run(NORDIC, -1)

    choice = choose([by_hand, scheduled], {NORDIC}, NOW)

    assert (list(choice.start), list(choice.missed)) == ([], [])


def test_desks_take_turns_when_more_are_due_than_may_run() -> None:
    lately, before, never, soon = (run(UUID(int=n), -60 if n < 4 else 5) for n in (1, 2, 3, 4))
    by_hand = run(UUID(int=5), -1, by_hand=True)

    choice = choose([lately, before, never, soon, by_hand], set(), NOW, {UUID(int=1): 20.0, UUID(int=2): 10.0})

    assert list(choice.start) == [by_hand, never, before, lately, soon]


@given(st.lists(st.tuples(st.sampled_from([NORDIC, BALTIC]), st.integers(-90, 10), st.booleans())), st.booleans())
def test_no_run_by_hand_is_missed_and_no_desk_runs_twice(due: list[tuple[UUID, int, bool]], nordic_runs: bool) -> None:
    runs = [run(desk, seconds, by_hand=by_hand) for desk, seconds, by_hand in due]

    choice = choose(runs, {NORDIC} if nordic_runs else set(), NOW)

    desks = [one.deployment_id for one in choice.start]
    assert len(desks) == len(set(desks))
    assert all(one.auto_scheduled for one in choice.missed)
    waiting = {one.deployment_id for one in runs} - ({NORDIC} if nordic_runs else set())
    assert set(desks) == waiting
