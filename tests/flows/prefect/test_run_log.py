"""The log of a run in Prefect: a line for each article, a number for very many, and nothing of hidden ones."""

import logging
from pathlib import Path

import pytest

from wireglot.flows.options import Options
from wireglot.flows.outcomes import Failed, Outcome
from wireglot.flows.prefect_runs.run_log import MOST_LINES, RunLog
from wireglot.flows.runs.callbacks import Callbacks
from wireglot.flows.runs.runner import run
from wireglot.outputs import Failure

TEXT = "{head}The harbour of {place} was closed on Monday after a storm damaged forty boats, the port said.\n"


def test_a_failure_names_its_source_once() -> None:
    missing = Failed(Failure("file:a", "/srv/wire", "read", "/srv/wire: expected a folder, found nothing"))
    refused = Failed(Failure("http://a.example/", "http://a.example/", "fetch", "expected a connection, found none"))

    assert missing.reason == missing.error
    assert refused.reason == "http://a.example/: expected a connection, found none"


def test_each_new_version_has_a_line_and_hidden_ones_a_number(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO)
    (tmp_path / "inbox").mkdir()
    (tmp_path / "inbox/one.txt").write_text(TEXT.format(head="Storm closes harbour\n\n", place="Varn"), "utf-8")
    secret = TEXT.format(head="---\nembargo: 2999-01-01\n---\nMerger of ports\n\n", place="Holm")
    (tmp_path / "inbox/two.txt").write_text(secret, "utf-8")
    options, heard = Options(site=False), list[Outcome]()
    log = RunLog(logging.getLogger("run"), options)

    run(
        [str(tmp_path / "inbox")], tmp_path / "out", options, callbacks=log.callbacks(Callbacks(on_result=heard.append))
    )
    log.end()

    lines = [record.getMessage() for record in caplog.records if record.name == "run"]
    assert len(heard) == 2
    assert [line.partition(" v1 ")[2] for line in lines] == ["(doubtful): inbox/one.txt", ""]
    assert lines[1] == "1 new version must not be shown"


def test_very_many_failures_have_a_number(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO)
    log = RunLog(logging.getLogger("run"), Options())

    for n in range(MOST_LINES + 50):
        log.note(Failed(Failure(f"file:///{n}.txt", f"{n}.txt", "read", "an empty file")))
    log.end()

    assert len(caplog.records) == MOST_LINES + 1
    assert caplog.records[0].getMessage() == "failed (read): 0.txt: an empty file"
    assert caplog.records[-1].getMessage() == f"failed: 50 more, {MOST_LINES + 50} in all"
