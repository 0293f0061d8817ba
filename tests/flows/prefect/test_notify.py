"""Notifications of a flow run: they are sent, and no address of theirs reaches Prefect."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.prefect_servers import PrefectServer, clean_environment, free_port
from tests.web_server import Page, WebServer
from wireglot.articles.reading import name_of
from wireglot.flows.options import Options
from wireglot.outputs import DeskRun, change_desk_run, read_desk_run

pytestmark = pytest.mark.process

CONFIG = """
outputs = "out"
[desks.north]
sources = ["inbox"]
notify = { webhook = "{address}" }
"""
STORY = "Storm closes harbour\n\nThe harbour of Varn was closed on Monday after a storm, the port said. Nobody died."


def test_a_flow_run_notifies_and_leaves_no_address_in_prefect(shared_server: PrefectServer, tmp_path: Path) -> None:
    from wireglot.flows.flow import summarize_articles

    config, inbox = tmp_path / "wireglot.toml", tmp_path / "inbox"
    inbox.mkdir()
    (inbox / "storm.txt").write_text(STORY)
    with WebServer() as web:
        web.pages["/hook/pa55word"] = Page(status=500)
        config.write_text(CONFIG.replace("{address}", web.address("/hook/pa55word")))
        arguments = ([str(inbox)], str(tmp_path / "out"), Options(desk="north"))

        state = summarize_articles(*arguments, config=name_of(config), return_state=True)

        assert len(web.asked("/hook/pa55word")) == 1
    assert state.is_completed()
    assert read_desk_run(tmp_path / "out", "north").state == "completed"
    for path in (*shared_server.home.rglob("*"), *(tmp_path / "out").rglob("*")):
        assert not path.is_file() or b"pa55word" not in path.read_bytes(), path


def test_silence_is_told_while_no_server_responds(tmp_path: Path) -> None:
    config = tmp_path / "wireglot.toml"
    (tmp_path / "inbox").mkdir()
    config.write_text(CONFIG.replace('notify = { webhook = "{address}" }', "schedule = { interval = 900 }"))
    last = "2026-01-01T00:00:00Z"
    change_desk_run(tmp_path / "out", "north", lambda run: DeskRun("north", since=last, good_ended=last))
    command = [sys.executable, "-m", "wireglot.flows.serving.runner_process", str(config)]
    address = {"PREFECT_API_URL": f"http://127.0.0.1:{free_port()}/api", "PREFECT_HOME": str(tmp_path / "home")}

    ended = subprocess.run(command, env=clean_environment() | address, stderr=subprocess.PIPE, check=False)

    assert b"Desk north is silent" in ended.stderr
