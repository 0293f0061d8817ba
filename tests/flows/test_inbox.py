"""Folders as inboxes: files that are still being written, that others moved, and folders that are empty or missing."""

import json
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from wireglot.articles import Article
from wireglot.flows import pipeline
from wireglot.flows.cli.app import app
from wireglot.flows.options import Options
from wireglot.flows.outcomes import Done, Failed, NotRead, Report
from wireglot.flows.runner import run
from wireglot.outputs import Failures

BODY = (
    "\n\nThe harbour of Varn was closed on Monday after a storm damaged forty boats, the port said. Nobody was hurt."
    "\n\nThe mayor promised help to the owners within two weeks. Insurers will visit the quay on Friday.\n"
)
DESK = Options(desk="harbour", site=False)


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("WIREGLOT_OUTPUTS", raising=False)
    (tmp_path / "inbox").mkdir()
    return tmp_path


def put(name: str, headline: str = "Storm closes Varn harbour") -> Path:
    path = Path("inbox", name)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(headline + BODY, "utf-8")
    return path


def wireglot(*words: object) -> Result:
    return CliRunner().invoke(app, [str(word) for word in words])


def desk_run(*sources: str) -> Report:
    return run(sources or ["inbox"], Path("out"), DESK)


@pytest.mark.process
@pytest.mark.usefixtures("open_files_are_known")
def test_a_run_names_what_is_still_being_written(here: Path) -> None:
    put("whole.txt")
    program = "import sys; file = open(sys.argv[1], 'w'); file.write('Half'); file.flush(); print(flush=True); input()"
    command = [sys.executable, "-c", program, "inbox/half.txt"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as writer:
        assert writer.stdout
        writer.stdout.readline()
        result = wireglot("run", "inbox", "--outputs", "out", "--plain", "--json")
        writer.communicate(b"\n")

    (row,) = map(json.loads, result.stdout.splitlines())
    assert row["source"] == "inbox/whole.txt"
    assert "1 new version, 0 unchanged, 0 failed, 1 file still being written" in result.stderr
    assert result.exit_code == 0
    assert Failures(Path("out")).all() == []


def meanwhile(change: Callable[[], object]) -> Callable[[Sequence[Article], Path, Options], Sequence[Done | Failed]]:
    """The stages, during whose first batch somebody changes the inbox: the later files are listed, and not yet read."""
    changes = iter([change])

    def process(articles: Sequence[Article], root: Path, options: Options) -> Sequence[Done | Failed]:
        for one in changes:
            one()
        return pipeline.process(articles, root, options)

    return process


def a_full_inbox() -> Path:
    """51 files: the last one is in the second batch."""
    for n in range(50):
        put(f"{n:02}.txt", f"Storm {n} closes Varn harbour")
    return put("last.txt", "The last storm of the year closes Varn harbour")


def test_a_file_that_another_run_moved_is_no_failure(here: Path) -> None:
    last = a_full_inbox()
    moves = meanwhile(lambda: last.rename("elsewhere.txt"))

    report = run(["inbox"], Path("out"), Options(site=False, summarizer="extract"), process=moves)

    assert report.not_read == (NotRead("inbox/last.txt", gone=True),)
    assert str(report).endswith("50 new versions, 0 unchanged, 0 failed, 1 file moved or removed by others")
    assert Failures(Path("out")).all() == []


def test_a_file_that_changes_during_the_run_waits(here: Path) -> None:
    last = a_full_inbox()
    writes = meanwhile(lambda: last.write_text("Correc"))

    first = run(["inbox"], Path("out"), Options(site=False), process=writes)
    put("last.txt", "Corrected: the last storm closes Varn harbour")
    second = run(["inbox"], Path("out"), Options(site=False))

    assert first.not_read == (NotRead("inbox/last.txt"),)
    assert [done.edition.article.source for done in second.of(Done)] == ["inbox/last.txt"]


def test_an_empty_inbox_is_no_error_for_a_desk(here: Path) -> None:
    report = desk_run()

    assert report.outcomes == ()


def test_files_that_are_no_articles_are_one_short_line(here: Path, caplog: pytest.LogCaptureFixture) -> None:
    put("a.txt")
    for name in ("ABOUT", "replay.sh"):
        Path("inbox", name).write_text("echo")

    desk_run()

    (line,) = [record.getMessage() for record in caplog.records if "skipped" in record.getMessage()]
    assert line == "2 other files skipped: ABOUT, replay.sh"


def test_a_run_that_stored_nothing_names_no_page(here: Path) -> None:
    put("a.txt").write_bytes(b"")

    result = wireglot("run", "inbox", "--outputs", "out", "--plain")

    assert Path("out/index.html").is_file()
    assert "To read the summaries" not in result.stderr


def test_an_empty_folder_by_hand_is_an_error(here: Path) -> None:
    result = wireglot("run", "inbox", "--outputs", "out", "--plain")

    assert result.exit_code == 2
    assert "inbox: expected a folder with articles" in result.stderr


def test_missing_sources_by_hand_are_named_together(here: Path) -> None:
    put("a.txt")

    result = wireglot("run", "inbox", "north", "south.txt", "--outputs", "out", "--plain")

    assert result.exit_code == 2
    assert "north: expected" in result.stderr
    assert "south.txt: expected" in result.stderr
    assert not Path("out").exists()


def test_a_missing_folder_is_a_failure_of_a_desk_until_it_is_back(here: Path) -> None:
    put("a.txt")

    first = desk_run("inbox", "share")
    named: list[dict[str, Any]] = [
        json.loads(line)
        for line in wireglot("list", "--outputs", "out", "--state", "failed", "--json").stdout.splitlines()
    ]
    Path("share").mkdir()
    second = desk_run("inbox", "share")

    assert (first.new, [failed.source for failed in first.failed]) == (1, ["share"])
    assert "share: expected a file, a folder" in named[0]["error"]
    assert {health.source: health.failures for health in first.health} == {"inbox": 0, "share": 1}
    assert second.failed == []
    assert Failures(Path("out")).all() == []
