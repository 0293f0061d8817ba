"""Silent desks: when a desk is silent, who says so, and that it is said once."""

import json
import os
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from typer.testing import CliRunner

from wireglot.articles import time_text
from wireglot.flows.cli.app import app
from wireglot.flows.desks import Config, read_config
from wireglot.flows.desks.alarms import check_desks
from wireglot.flows.desks.silence import DeskStatus, silent_desks
from wireglot.outputs import DeskRun, change_desk_run, read_desk_run

NOW = datetime(2026, 3, 4, 12, 0, tzinfo=UTC)
CONFIG = """
outputs = "out"
[desks.north]
sources = ["inbox"]
{schedule}
"""
EVERY_QUARTER = "schedule = { interval = 900 }"
BY_DAY = 'schedule = { cron = "*/15 6-22 * * *", timezone = "Europe/Stockholm" }'
STORY = (
    "Storm closes harbour\n\nThe harbour of Varn was closed on Monday after a storm damaged forty boats, the port said."
)


def a_config(folder: Path, schedule: str = EVERY_QUARTER) -> Config:
    (folder / "inbox").mkdir(exist_ok=True)
    (folder / "inbox" / "storm.txt").write_text(STORY)
    path = folder / "wireglot.toml"
    path.write_text(CONFIG.format(schedule=schedule))
    os.utime(path, (NOW.timestamp(), NOW.timestamp()))
    return read_config(path)


def after_a_good_run(config: Config, ended: datetime, *, minutes: int = 0) -> None:
    """Record a run that ended then."""
    started = ended - timedelta(minutes=minutes)
    run = DeskRun("north", state="completed", good_started=time_text(started), good_ended=time_text(ended))
    change_desk_run(config.desks[0].outputs, "north", lambda _: run)


def wireglot(*arguments: object) -> tuple[int, str]:
    result = CliRunner().invoke(app, [str(one) for one in arguments])
    return result.exit_code, result.stdout


def test_a_desk_is_silent_whose_record_is_from_a_clock_that_was_set_back(tmp_path: Path) -> None:
    config = a_config(tmp_path)
    after_a_good_run(config, NOW + timedelta(days=700))

    assert silent_desks(config, NOW + timedelta(minutes=44)) == []  # counted from its file
    assert len(silent_desks(config, NOW + timedelta(minutes=47))) == 1

    after_a_good_run(config, NOW + timedelta(minutes=50))
    assert silent_desks(config, NOW + timedelta(minutes=51)) == []


def test_a_desk_is_silent_after_three_periods(tmp_path: Path) -> None:
    config = a_config(tmp_path)
    after_a_good_run(config, NOW)

    assert silent_desks(config, NOW + timedelta(minutes=44)) == []
    (status,) = silent_desks(config, NOW + timedelta(minutes=47))
    assert str(status) == "Desk north is silent: no run has ended normally since 2026-03-04T12:00:00Z."


def test_a_desk_that_rests_at_night_is_not_silent(tmp_path: Path) -> None:
    config = a_config(tmp_path, BY_DAY)
    evening = datetime(2026, 3, 4, 21, 45, tzinfo=UTC)  # 22:45 in Stockholm, the last run of the day
    after_a_good_run(config, evening)

    assert silent_desks(config, datetime(2026, 3, 5, 5, 16, tzinfo=UTC)) == []  # 6:16: two runs are due since
    assert silent_desks(config, datetime(2026, 3, 5, 5, 32, tzinfo=UTC))  # 6:32: the third was due at 6:30


def test_long_runs_do_not_make_a_desk_silent(tmp_path: Path) -> None:
    config = a_config(tmp_path, "schedule = { interval = 60 }")
    after_a_good_run(config, NOW, minutes=30)

    assert silent_desks(config, NOW + timedelta(minutes=30)) == []
    assert silent_desks(config, NOW + timedelta(minutes=35))


def test_a_desk_that_fails_every_time_is_silent(tmp_path: Path) -> None:
    config = a_config(tmp_path)
    failed = DeskRun("north", since=time_text(NOW), state="failed", ended="2026-03-04T12:45:01Z", error="No engine.")
    change_desk_run(config.desks[0].outputs, "north", lambda _: failed)

    (status,) = silent_desks(config, NOW + timedelta(minutes=47))

    assert str(status).endswith("has ended normally yet; the last one failed at 2026-03-04T12:45:01Z: No engine.")


def test_a_new_desk_counts_from_its_file(tmp_path: Path) -> None:
    config = a_config(tmp_path)

    assert silent_desks(config, NOW + timedelta(minutes=44)) == []
    assert silent_desks(config, NOW + timedelta(minutes=47))
    assert not (tmp_path / "out").exists()


def test_a_desk_without_a_schedule_is_never_silent(tmp_path: Path) -> None:
    assert silent_desks(a_config(tmp_path, ""), NOW + timedelta(days=900)) == []


def test_the_alarm_is_given_once_and_ends(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    config, heard = a_config(tmp_path), list[DeskStatus]()
    wireglot("desks", "run", "north", "--plain", "--config", config.path)
    ran = datetime.fromisoformat(read_desk_run(tmp_path / "out", "north").good_ended)
    front = tmp_path / "out" / "index.html"
    for minutes in (1, 50, 51, 52):
        check_desks(config, on_silent=heard.append, now=ran + timedelta(minutes=minutes))

    assert [str(one) for one in heard] == [f"Desk north is silent: no run has ended normally since {time_text(ran)}."]
    assert caplog.text.count("is silent") == 1
    assert "Desk north is silent" in front.read_text()
    assert "Desk north is silent" in (tmp_path / "out" / "site" / "sources.html").read_text()

    wireglot("desks", "run", "north", "--plain", "--config", config.path)

    assert "Desk north is no longer silent" in caplog.text
    assert "silent" not in front.read_text()


def test_a_changed_schedule_counts_from_the_change(tmp_path: Path) -> None:
    config = a_config(tmp_path, 'schedule = { cron = "0 6 * * *" }')
    check_desks(config, now=NOW)
    config = a_config(tmp_path, EVERY_QUARTER)

    check_desks(config, now=NOW + timedelta(days=1))

    assert silent_desks(config, NOW + timedelta(days=1, minutes=44)) == []


def test_a_clock_that_was_wrong_does_not_hide_silence(tmp_path: Path) -> None:
    config = a_config(tmp_path)
    after_a_good_run(config, NOW + timedelta(days=365))

    check_desks(config, now=NOW)

    assert silent_desks(config, NOW + timedelta(minutes=47))


def test_a_removed_desk_is_forgotten(tmp_path: Path) -> None:
    config = a_config(tmp_path)
    check_desks(config, now=NOW)
    config.path.write_text(config.path.read_text().replace("desks.north", "desks.south"))

    check_desks(read_config(config.path), now=NOW)

    assert [path.stem for path in (tmp_path / "out" / ".wireglot" / "desks").glob("*.json")] == ["south"]


def test_health_has_a_status_for_monitoring(tmp_path: Path) -> None:
    config = a_config(tmp_path)  # its file is from the past, and no run ever was
    silent = wireglot("desks", "health", "--config", config.path)
    wireglot("desks", "run", "north", "--plain", "--config", config.path)

    assert silent == (1, "Desk north is silent: no run has ended normally yet.\n")
    assert wireglot("desks", "health", "--config", config.path) == (0, "")
    status, printed = wireglot("desks", "health", "--json", "--config", config.path)
    assert (status, json.loads(printed)["state"], json.loads(printed)["counts"]["new"]) == (0, "completed", 1)


def test_a_run_that_cannot_start_is_recorded(tmp_path: Path) -> None:
    config = a_config(tmp_path, 'translator = "chat"\n' + EVERY_QUARTER)

    status, _ = wireglot("desks", "run", "north", "--plain", "--config", config.path)

    assert status == 2
    run = read_desk_run(tmp_path / "out", "north")
    assert (run.state, run.failures, run.good_ended) == ("failed", 1, "")
    assert "chat" in run.error
