"""Web archives in a run: batches, versions, going on where the last run stopped, and what is not read again."""

import gzip
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from tests.articles.warc_files import answer, capture, members, page, record
from wireglot.articles import Article
from wireglot.flows import pipeline
from wireglot.flows.options import Options
from wireglot.flows.outcomes import Done, Failed, Report, Unchanged
from wireglot.flows.runs.batch_run import BatchRun, Process
from wireglot.flows.runs.callbacks import Callbacks
from wireglot.flows.runs.collected import MOST_COMPLETE
from wireglot.flows.runs.retry import retry
from wireglot.flows.runs.runner import run
from wireglot.outputs import Failure, Store

OPTIONS = Options(translator="none", site=False)


@pytest.fixture
def outputs(tmp_path: Path) -> Path:
    return tmp_path / "out"


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    return tmp_path / "news.warc.gz"


def run_over(source: Path, outputs: Path, options: Options = OPTIONS, process: Process = pipeline.process) -> Report:
    return run([str(source)], outputs, options, process=process)


def headlines(report: Report) -> list[str]:
    return [outcome.edition.headline for outcome in report.of(Done)]


def many(count: int) -> bytes:
    return members(*(capture(f"Port{n}") for n in range(count)))


def test_articles_are_stored_and_the_rest_is_counted(archive: Path, outputs: Path) -> None:
    error = record(answer(page("Nowhere"), status="404 Not Found"))
    archive.write_bytes(members(capture("Kerrow"), error, error, capture("Callan"), record(b"", kind="request")))

    report = run_over(archive, outputs)

    assert headlines(report) == ["Pier collapses in Kerrow", "Pier collapses in Callan"]
    assert [str(one) for one in report.archives] == [
        f"{archive}: 2 articles, 3 other records (answers with status 404: 2, requests: 1)."
    ]


def test_an_archive_that_did_not_change_is_not_read_again(archive: Path, outputs: Path) -> None:
    archive.write_bytes(members(capture("Kerrow"), capture("Callan")))
    run_over(archive, outputs)

    second = run_over(archive, outputs)

    assert second.outcomes == ()
    assert str(second.archives[0]).endswith(": 2 articles, read before and not changed since (--force reads it again).")


@pytest.mark.parametrize("options", [replace(OPTIONS, force=True), replace(OPTIONS, summarizer="extract")])
def test_force_and_other_engines_read_it_again(archive: Path, outputs: Path, options: Options) -> None:
    archive.write_bytes(members(capture("Kerrow")))
    run_over(archive, outputs)

    assert len(run_over(archive, outputs, options).outcomes) == 1


def test_an_archive_that_changed_is_read_again(archive: Path, outputs: Path) -> None:
    archive.write_bytes(members(capture("Kerrow")))
    run_over(archive, outputs)
    archive.write_bytes(members(capture("Kerrow"), capture("Callan")))

    report = run_over(archive, outputs)

    assert [type(one) for one in report.outcomes] == [Unchanged, Done]


def test_captures_of_one_page_are_versions_in_their_order(archive: Path, outputs: Path) -> None:
    first, second = page("Kerrow"), page("Kerrow", "<p>A third person was found alive on Wednesday.</p>")
    archive.write_bytes(
        members(record(answer(first)), capture("Callan"), record(answer(second)), record(answer(second)))
    )

    report = run_over(archive, outputs)

    kerrow = [one for one in report.of(Done) if one.edition.headline == "Pier collapses in Kerrow" and one.stored.new]
    assert [one.stored.version for one in kerrow] == [1, 2]
    assert [len(one.edition.article.blocks) for one in kerrow] == [2, 3]
    assert len(run_over(archive, outputs, replace(OPTIONS, summarizer="extract")).of(Done)) == 0


def test_an_older_capture_does_not_replace_a_newer_one(archive: Path, outputs: Path) -> None:
    old = record(answer(page("Kerrow")), date="2026-01-05T10:00:00Z")
    new = record(answer(page("Kerrow", "<p>A third person was found alive.</p>")), date="2026-01-06T10:00:00Z")
    archive.write_bytes(members(new, old))
    run_over(archive, outputs)
    archive.with_name("older.warc").write_bytes(
        record(answer(page("Kerrow", "<p>Nobody came.</p>")), date="2025-01-01")
    )

    report = run_over(archive.with_name("older.warc"), outputs)

    (id,) = Store(outputs).ids()
    assert [len(Store(outputs).read(id, number).article.blocks) for number in Store(outputs).versions(id)] == [2, 3]
    assert [one.late for one in report.of(Unchanged)] == ["none"]


def test_an_older_capture_does_not_replace_a_file(archive: Path, outputs: Path, tmp_path: Path) -> None:
    (tmp_path / "pier.html").write_bytes(page("Kerrow", '<link rel="canonical" href="https://news.example/pier">'))
    run_over(tmp_path / "pier.html", outputs)
    archive.write_bytes(members(record(answer(page("Kerrow", "<p>Nobody came.</p>")), date="2025-01-01T00:00:00Z")))

    assert [one.stored.version for one in run_over(archive, outputs).of(Unchanged)] == [1]


def test_a_limited_run_goes_on_in_the_next_one(archive: Path, outputs: Path) -> None:
    archive.write_bytes(many(70))
    limited = replace(OPTIONS, limit=30)

    reports = [run_over(archive, outputs, limited) for _ in range(4)]

    assert [len(report.of(Done)) for report in reports] == [30, 30, 10, 0]
    assert [len(report.of(Unchanged)) for report in reports] == [0, 30, 60, 0]  # of a batch that the limit divides
    assert [report.archives[0].share < 1 for report in reports] == [True, True, False, False]
    assert reports[3].archives[0].articles == 70


def test_web_archives_are_found_in_folders(tmp_path: Path, outputs: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.warc").write_bytes(capture("Kerrow"))
    (tmp_path / "in" / "b.WARC.gz").write_bytes(members(capture("Callan")))
    (tmp_path / "in" / "c.txt").write_text("Ferry aground\n\nThe ferry ran aground on Monday with 33 people on board.")

    assert len(run_over(tmp_path / "in", outputs).of(Done)) == 3


def test_damage_is_a_failure_until_the_file_is_whole(archive: Path, outputs: Path) -> None:
    whole = members(capture("Kerrow"), capture("Callan"))
    archive.write_bytes(whole[:-60])

    [failed] = run_over(archive, outputs).failed
    again = run_over(archive, outputs)
    archive.write_bytes(whole)
    repaired = run_over(archive, outputs)

    assert "found damages (records that are cut off: 1)" in failed.error
    assert again.outcomes == ()
    assert repaired.failed == []
    assert list((outputs / ".wireglot" / "failures").iterdir()) == []


def failing(place: str) -> Process:
    """The pipeline, except that articles about a place fail, as where an engine is not ready."""

    def process(articles: Sequence[Article], root: Path, options: Options) -> Sequence[Done | Failed]:
        good = [article for article in articles if place not in article.headline]
        bad = [
            Failed(Failure(one.read_from, one.source, "translate", "no engine")) for one in articles if one not in good
        ]
        return [*pipeline.process(good, root, options), *bad]

    return process


def test_retry_reads_the_one_record_that_failed(archive: Path, outputs: Path) -> None:
    archive.write_bytes(members(capture("Kerrow"), capture("Callan"), capture("Vilamar")))
    run_over(archive, outputs, process=failing("Callan"))

    report = retry(Store(outputs), OPTIONS)

    assert headlines(report) == ["Pier collapses in Callan"]
    assert retry(Store(outputs), OPTIONS).outcomes == ()


def test_the_next_run_reads_the_record_that_failed(archive: Path, outputs: Path) -> None:
    archive.write_bytes(gzip.compress(capture("Kerrow") + capture("Callan") + capture("Vilamar")))
    run_over(archive, outputs, process=failing("Callan"))

    assert headlines(run_over(archive, outputs)) == ["Pier collapses in Callan"]
    assert run_over(archive, outputs).outcomes == ()


def test_failures_of_an_archive_that_changed_are_forgotten(archive: Path, outputs: Path) -> None:
    archive.write_bytes(members(capture("Kerrow"), capture("Callan")))
    run_over(archive, outputs, process=failing("Callan"))
    archive.write_bytes(members(capture("Kerrow")))

    assert run_over(archive, outputs).failed == []
    assert retry(Store(outputs), OPTIONS).outcomes == ()


def test_progress_tells_how_many_articles_are_expected(archive: Path, outputs: Path) -> None:
    archive.write_bytes(many(60))
    totals: list[int] = []

    run([str(archive)], outputs, OPTIONS, callbacks=Callbacks(on_total=totals.append))

    assert totals[0] == 0
    assert totals[-1] == 60


def test_many_outcomes_are_kept_without_their_texts(archive: Path, outputs: Path) -> None:
    archive.write_bytes(many(1))
    [done] = run_over(archive, outputs).of(Done)
    batch_run = BatchRun(Store(outputs), OPTIONS, pipeline.process)

    batch_run.record([done] * (MOST_COMPLETE + 1))

    *_, complete, outline = batch_run.report().of(Done)
    assert complete == done
    assert (outline.edition.headline, outline.edition.state) == (done.edition.headline, done.edition.state)
    assert (outline.edition.article.blocks, outline.stored.edition) == ((), None)


def test_an_archive_at_an_address_is_refused(outputs: Path) -> None:
    report = run(["https://archive.example/CC-NEWS-20261104.warc.gz"], outputs, OPTIONS)

    assert "found a web archive; get the file first (curl -C - -O https" in report.failed[0].error


@pytest.mark.process
def test_a_run_that_was_killed_goes_on_after_the_last_batch(archive: Path, outputs: Path) -> None:
    archive.write_bytes(many(120))
    known = outputs / ".wireglot" / "archives"
    command = [sys.executable, "-m", "wireglot.flows", "run", archive, "--outputs", outputs, "--plain", "--no-site"]
    child = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=os.environ)
    while not list(known.glob("*.json")) and child.poll() is None:
        time.sleep(0.01)
    child.send_signal(signal.SIGKILL)
    child.wait()

    report = run_over(archive, outputs, replace(OPTIONS, translator="auto"))

    before = json.loads(next(known.glob("*.json")).read_text(encoding="utf-8"))
    assert 0 < len(report.outcomes) < 120
    assert before["counts"] == {"articles": 120}
    assert {len(list(path.glob("v0*"))) for path in outputs.glob("news-example-*")} == {1}
    assert len(list(outputs.glob("news-example-*"))) == 120


def test_a_damaged_archive_fails_in_the_table_of_sources(archive: Path, outputs: Path) -> None:
    archive.write_bytes(many(3) + gzip.compress(b"WARC/1.0 and no record"))

    report = run_over(archive, outputs, replace(OPTIONS, desk="archive"))

    (health,) = report.health
    assert (health.items, health.failures) == (3, 1)
    assert "expected whole records, found damages" in health.error
