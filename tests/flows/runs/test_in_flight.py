"""Batches in flight: a run in which others process several at once notes the same as one after the other."""

import random
import threading
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.articles.warc_files import answer, capture, members, page, record
from wireglot.articles import Article
from wireglot.flows import pipeline
from wireglot.flows.options import Options
from wireglot.flows.outcomes import Done, Failed, Report
from wireglot.flows.runs import batches
from wireglot.flows.runs.batch_run import Process
from wireglot.flows.runs.in_flight import InFlight, Pending
from wireglot.flows.runs.runner import run
from wireglot.flows.sources.source import Source
from wireglot.outputs import Failure, Store, verify

OPTIONS = Options(translator="none", summarizer="extract", site=False)
MOST = 3


class Workers:
    """Threads that process batches, each after a random pause, and what they had in hand at once."""

    def __init__(self, pool: ThreadPoolExecutor) -> None:
        self.pool = pool
        self.chance = random.Random(3)
        self.most = self.now = 0
        self.ids: list[str] = []
        self.twice: set[str] = set()
        self.lock = threading.Lock()

    def __call__(self, articles: Sequence[Article], root: Path, options: Options) -> Pending:
        ids = [article.id for article in articles]
        with self.lock:
            self.twice |= set(ids) & set(self.ids)
            self.ids += ids
            self.now += 1
            self.most = max(self.most, self.now)
        return Pending(self.pool.submit(self.work, articles, root, options, self.chance.random() / 50).result, MOST)

    def work(
        self, articles: Sequence[Article], root: Path, options: Options, pause: float
    ) -> tuple[Done | Failed, ...]:
        time.sleep(pause)
        results = pipeline.process(articles, root, options)
        with self.lock:
            self.now -= 1
            self.ids = [id for id in self.ids if id not in {article.id for article in articles}]
        return tuple(_failing(one) for one in results)


def _failing(result: Done | Failed) -> Done | Failed:
    """Every seventh article fails after it was processed, so that the limit has to be counted again."""
    name = result.uri.rpartition("-")[2].partition(".")[0]
    if isinstance(result, Failed) or not name.isdigit() or int(name) % 7:
        return result
    return Failed(Failure(result.uri, result.edition.article.source, "store", "it failed"))


def one_after_the_other(articles: Sequence[Article], root: Path, options: Options) -> tuple[Done | Failed, ...]:
    return tuple(_failing(one) for one in pipeline.process(articles, root, options))


@pytest.fixture
def workers() -> Iterator[Workers]:
    with ThreadPoolExecutor(4) as pool:
        yield Workers(pool)


@pytest.fixture(autouse=True)
def small_batches(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("runs.batches.SMALLEST_BATCH", "sources.web_archives.SMALLEST_BATCH"):
        monkeypatch.setattr(f"wireglot.flows.{name}", 4)
    assert batches.SMALLEST_BATCH == 4


def write_inbox(inbox: Path, count: int) -> None:
    inbox.mkdir()
    for n in range(count):
        text = f"Storm {n} closes the harbour\n\nThe harbour was closed on Monday, police said. Nobody was hurt.\n"
        (inbox / f"a-{n:03d}.txt").write_text(text, "utf-8")


def said(report: Report) -> list[tuple[str, str]]:
    return [(type(outcome).__name__, outcome.uri.rpartition("/")[2]) for outcome in report.outcomes]


def run_inbox(inbox: Path, outputs: Path, options: Options, process: Process) -> Report:
    return run([Source(str(inbox), move=True)], outputs, options, process=process)


@pytest.mark.parametrize("limit", [0, 17])
def test_outcomes_limit_and_moves_are_those_of_one_by_one(tmp_path: Path, workers: Workers, limit: int) -> None:
    options = replace(OPTIONS, limit=limit)
    for name in ("one", "many"):
        write_inbox(tmp_path / name, 30)

    reports = [run_inbox(tmp_path / "one", tmp_path / "a", options, one_after_the_other)]
    reports.append(run_inbox(tmp_path / "many", tmp_path / "b", options, workers))

    assert said(reports[0]) == said(reports[1])
    assert reports[0].left == reports[1].left
    moved = [
        sorted(str(path.relative_to(tmp_path / name)) for path in (tmp_path / name).rglob("*.txt"))
        for name in ("one", "many")
    ]
    assert moved[0] == moved[1]
    assert workers.most <= MOST + 1
    assert not list(verify(tmp_path / "b"))


def test_batches_really_are_in_flight_at_once(tmp_path: Path, workers: Workers) -> None:
    write_inbox(tmp_path / "inbox", 40)

    run([str(tmp_path / "inbox")], tmp_path / "out", OPTIONS, process=workers)

    assert 2 <= workers.most <= MOST + 1


def test_texts_of_one_article_are_never_in_flight_together(tmp_path: Path, workers: Workers) -> None:
    texts = [f"<p>A {n}th person was found alive.</p>" for n in range(12)]
    (tmp_path / "a.warc").write_bytes(
        members(*(record(answer(page("Kerrow", text))) for text in texts for _ in range(2)))
    )

    report = run([str(tmp_path / "a.warc")], tmp_path / "out", OPTIONS, process=workers)

    (id,) = Store(tmp_path / "out").ids()
    assert workers.twice == set()
    assert [one.stored.version for one in report.of(Done) if one.stored.new] == list(range(1, 13))
    assert len(Store(tmp_path / "out").versions(id)) == 12


def test_the_place_in_an_archive_waits_for_all_before_it(tmp_path: Path) -> None:
    """The third batch breaks the run: the next one starts where the second ended, though later ones were in flight."""
    (tmp_path / "a.warc").write_bytes(members(*(capture(f"Port{n}") for n in range(30))))
    given: list[int] = []

    def breaks(articles: Sequence[Article], root: Path, options: Options) -> Pending:
        given.append(len(articles))
        number = len(given)

        def result() -> tuple[Done | Failed, ...]:
            if number == 3:
                raise RuntimeError("the cluster is gone")
            return pipeline.process(articles, root, options)

        return Pending(result, MOST)

    with pytest.raises(RuntimeError, match="the cluster is gone"):
        run([str(tmp_path / "a.warc")], tmp_path / "out", OPTIONS, process=breaks)
    second = run([str(tmp_path / "a.warc")], tmp_path / "out", OPTIONS)

    assert len(given) > 3
    assert len(second.outcomes) == 30 - given[0] - given[1]
    assert len(list(Store(tmp_path / "out").ids())) == 30


@given(st.lists(st.tuples(st.booleans(), st.integers(0, 5)), max_size=40), st.integers(0, 4))
def test_steps_are_taken_in_order_and_few_are_in_flight(steps: list[tuple[bool, int]], most: int) -> None:
    in_flight, taken, given = InFlight(), list[int](), 0
    for number, (is_batch, id) in enumerate(steps):
        if is_batch:
            in_flight.wait_for({str(id)})
            given += 1
            in_flight.add({str(id)}, Pending(tuple, most), lambda _, n=number: taken.append(n))  # type: ignore[misc]
        else:
            in_flight.then(lambda n=number: taken.append(n))  # type: ignore[misc]
        assert in_flight.articles <= most
    in_flight.finish()

    assert taken == list(range(len(steps)))
    assert in_flight.articles == 0
