"""Parts of a run: a source of any length is processed to its end, each article once, in parts of a given size."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from typer.testing import CliRunner

from tests.articles.warc_files import capture, members
from wireglot.articles import Article
from wireglot.articles.reading import SourceFile
from wireglot.flows.cli.app import app
from wireglot.flows.options import Options
from wireglot.flows.outcomes import Done, Failed, Report
from wireglot.flows.runs.parts import behind, groups, limit_of_rest
from wireglot.flows.runs.runner import run
from wireglot.outputs import Failure, Store

OPTIONS = Options(translator="none", summarizer="extract", site=False)
PART = 10


@pytest.fixture(autouse=True)
def small_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("wireglot.flows.runs.parts.MOST_ARTICLES", PART)
    for name in ("runs.batches.SMALLEST_BATCH", "sources.web_archives.SMALLEST_BATCH"):
        monkeypatch.setattr(f"wireglot.flows.{name}", 4)


@pytest.fixture
def inbox(tmp_path: Path) -> Path:
    folder = tmp_path / "inbox"
    folder.mkdir()
    for n in range(25):
        text = f"Storm {n} closes the harbour\n\nThe harbour was closed on Monday, police said. Nobody was hurt.\n"
        (folder / f"{n:02d}.txt").write_text(text, "utf-8")
    return folder


def parts(source: Path, outputs: Path, options: Options = OPTIONS) -> list[Report]:
    """The reports of all parts, as the command line runs them."""
    reports = [run([str(source)], outputs, options)]
    while (limit := limit_of_rest(options, reports[-1])) is not None:
        options = replace(options, limit=limit)
        reports.append(run([str(source)], outputs, options, after=reports[-1].after))
    return reports


def test_a_folder_is_processed_in_parts_to_its_end(inbox: Path, tmp_path: Path) -> None:
    reports = parts(inbox, tmp_path / "out")

    assert [report.new for report in reports] == [10, 10, 5]
    assert [len(report.outcomes) - report.new for report in reports] == [0, 2, 0]  # of a batch that was cut
    assert [report.goes_on for report in reports] == [True, True, False]
    assert len(list(Store(tmp_path / "out").ids())) == 25


def test_a_web_archive_is_processed_in_parts_to_its_end(tmp_path: Path) -> None:
    (tmp_path / "a.warc").write_bytes(members(*(capture(f"Port{n}") for n in range(25))))

    reports = parts(tmp_path / "a.warc", tmp_path / "out")

    assert [report.new for report in reports] == [10, 10, 5]
    assert reports[-1].archives[0].share == 1
    assert len(list(Store(tmp_path / "out").ids())) == 25


def test_a_limit_holds_for_all_parts_together(inbox: Path, tmp_path: Path) -> None:
    reports = parts(inbox, tmp_path / "out", replace(OPTIONS, limit=17))

    assert [report.new for report in reports] == [10, 7]
    assert not reports[-1].goes_on


def test_force_makes_all_versions_in_one_part(inbox: Path, tmp_path: Path) -> None:
    parts(inbox, tmp_path / "out")

    (report,) = parts(inbox, tmp_path / "out", replace(OPTIONS, force=True))

    assert report.new == 25


def test_a_part_in_which_all_fails_is_the_last_one(inbox: Path, tmp_path: Path) -> None:
    def fails(articles: Sequence[Article], root: Path, options: Options) -> tuple[Done | Failed, ...]:
        return tuple(Failed(Failure(one.read_from, one.source, "translate", "no engine")) for one in articles)

    report = run([str(inbox)], tmp_path / "out", OPTIONS, process=fails)

    assert report.goes_on
    assert limit_of_rest(OPTIONS, report) is None


def test_what_is_new_before_the_place_waits_for_the_next_run(inbox: Path, tmp_path: Path) -> None:
    first = run([str(inbox)], tmp_path / "out", OPTIONS)
    (inbox / "00.txt").unlink()

    second = run([str(inbox)], tmp_path / "out", OPTIONS, after=first.after)

    assert second.new == 10


def test_a_file_that_is_gone_is_no_place_to_go_on(inbox: Path, tmp_path: Path) -> None:
    first = run([str(inbox)], tmp_path / "out", OPTIONS)
    (inbox / "07.txt").unlink()
    assert first.after.endswith("07.txt")

    reports = [run([str(inbox)], tmp_path / "out", OPTIONS, after=first.after)]

    assert reports[0].new == 10
    assert len(reports[0].outcomes) > 10


def test_the_command_runs_all_parts(inbox: Path, tmp_path: Path) -> None:
    (inbox / "03.txt").write_text("", "utf-8")
    command = ["run", "--plain", "--no-site", "--translator", "none", str(inbox), "--outputs", str(tmp_path / "out")]

    done = CliRunner().invoke(app, command)

    assert done.exit_code == 1  # the one that failed was in the first part
    assert "and more to come" in done.stderr
    assert len(list(Store(tmp_path / "out").ids())) == 24


@given(st.integers(0, 30), st.integers(1, 9))
def test_groups_are_all_items_in_order(count: int, size: int) -> None:
    found = list(groups(range(count), size))

    assert [one for group in found for one in group] == list(range(count))
    assert all(len(group) <= size for group in found)


@given(st.integers(0, 30), st.integers(0, 40))
def test_behind_a_file_are_those_that_follow_it(count: int, place: int) -> None:
    files = [SourceFile(Path(f"{n}.txt"), f"file:{n}") for n in range(count)]

    found = behind(files, f"file:{place}")

    assert list(found) == (files[place + 1 :] if place < count else files)
