"""What a run leaves in Prefect: its digest, its progress, events, and an automation that waits for them."""

import json
import os
import re
import subprocess
import sys
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from threading import Thread
from typing import Any
from uuid import UUID

import pytest

from tests.prefect_servers import PrefectServer, ask
from tests.processes import becomes_true
from wireglot.flows.options import Options
from wireglot.flows.runs.runner import run
from wireglot.outputs import withdrawn_ids

pytestmark = pytest.mark.process

AUTOMATION = Path(__file__).parents[3] / "deploy" / "automation.yaml"
STORM = "The harbour of Varn was closed on Monday after a storm damaged forty boats, the port said. Nobody was hurt."
FIRE = "A fire destroyed the old mill at Orrin on Sunday, and the miller was taken to a hospital with burns."
OPTIONS = Options(desk="north", base_url="https://news.example/desk")


class Inbox:
    """An inbox with articles, and flow runs over it."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.outputs = folder / "inbox", folder / "out"
        self.folder.mkdir()

    def put(self, name: str, headline: str, body: str, **fields: str) -> None:
        matter = {"uri": f"urn:wire:{name}", "language": "en", "title": headline, **fields}
        lines = "\n".join(f"{key}: {value}" for key, value in matter.items() if value)
        (self.folder / f"{name}.md").write_text(f"---\n{lines}\n---\n{body}\n", "utf-8")

    def run(self, options: Options = OPTIONS) -> UUID:
        from wireglot.flows.flow import summarize_articles

        state = summarize_articles([str(self.folder)], str(self.outputs), options, return_state=True)
        assert state.state_details.flow_run_id
        return state.state_details.flow_run_id


@pytest.fixture
def inbox(tmp_path: Path) -> Inbox:
    return Inbox(tmp_path)


def artifacts(server: PrefectServer, run: UUID) -> dict[str, Any]:
    """The content of the artifacts of a flow run, by key without the desk."""
    asked = {"artifacts": {"flow_run_id": {"any_": [str(run)]}}}
    found = ask(server.url, "/artifacts/filter", asked)
    return {row["key"].removeprefix("north-"): row["data"] for row in found if row["key"]}


def events(server: PrefectServer, resource: str) -> list[dict[str, Any]]:
    """The events of ours about a resource, or related to it."""
    about = {"event": {"prefix": ["wireglot."]}, "any_resource": {"id": [resource]}}
    return list(ask(server.url, "/events/filter", {"filter": about, "limit": 50})["events"])


def artifact_events(server: PrefectServer) -> str:
    """What Prefect itself says of artifacts, the newest first."""
    about = {"filter": {"event": {"prefix": ["prefect.artifact"]}}, "limit": 50}
    return json.dumps(ask(server.url, "/events/filter", about), ensure_ascii=False)


def test_a_run_says_what_became_of_each_article(shared_server: PrefectServer, inbox: Inbox) -> None:
    inbox.put("storm", "Storm closes Varn harbour", STORM, version="1")
    inbox.put("fire", "Fire destroys mill at Orrin", FIRE, version="1")
    first = inbox.run()
    before_kill = artifacts(shared_server, first)["summaries"]
    inbox.put("storm", "Storm closes Varn harbour", STORM.replace("forty", "fifty"), version="2")
    inbox.put("fire", "", "", version="2", status="canceled")
    inbox.put("secret", "Minister resigns", FIRE.replace("mill", "ministry"), embargo="2999-01-01T00:00:00Z")
    (inbox.folder / "empty.txt").touch()

    second = inbox.run()

    digests = [artifacts(shared_server, run)["summaries"] for run in (first, second)]
    assert before_kill.startswith("# north\n\n2 articles: 2 new versions")
    assert before_kill.count("### [") == 2
    assert digests[0].count("### [") == 1
    assert not re.search("mill|Orrin", digests[0])
    assert re.findall(r"^## .*", digests[1], re.MULTILINE) == ["## Withdrawn (1)", "## Corrected (1)", "## Failed (1)"]
    assert "### [Storm closes Varn harbour](<https://news.example/desk/site/articles/wire-storm-" in digests[1]
    assert "**1 sentence changed; forty -\\> fifty boats**" in digests[1]
    assert not re.search("mill|Orrin|Minister|ministry", digests[1])

    before, now = (f"prefect.flow-run.{run}" for run in (first, second))
    assert becomes_true(lambda: len(events(shared_server, now)) == 3)
    found = {event["event"]: event for event in events(shared_server, now)}
    assert [event["event"] for event in events(shared_server, before)] == ["wireglot.edition.created"] * 2
    assert set(found) == {f"wireglot.edition.{kind}" for kind in ("withdrawn", "corrected", "failed")}
    corrected = found["wireglot.edition.corrected"]
    assert corrected["resource"]["prefect.resource.id"] == f"wireglot.article.{corrected['payload']['id']}"
    assert "wireglot.desk.north" in {one["prefect.resource.id"] for one in corrected["related"]}
    assert not re.search("mill|Orrin|Minister|ministry|Nobody was hurt", json.dumps(list(found.values())))
    assert becomes_true(lambda: "north-summaries" in artifact_events(shared_server))
    assert not re.search("mill|Nobody was hurt", artifact_events(shared_server))


def test_what_is_withdrawn_without_prefect_leaves_its_digests_later(shared_server: PrefectServer, inbox: Inbox) -> None:
    inbox.put("storm", "Storm closes Varn harbour", STORM, version="1")
    run_id = inbox.run()
    assert "forty boats" in artifacts(shared_server, run_id)["summaries"]
    inbox.put("storm", "", "", version="2", status="canceled")
    run([str(inbox.folder)], inbox.outputs, OPTIONS)
    assert len(withdrawn_ids(inbox.outputs)) == 1

    from wireglot.flows.prefect_runs.earlier_digests import forget_withdrawn

    forget_withdrawn(inbox.outputs)  # as every run with a server does at its end

    assert "Storm" not in artifacts(shared_server, run_id)["summaries"]
    assert withdrawn_ids(inbox.outputs) == []


@pytest.mark.parametrize("moment", ["before its digest is made", "just before its digest is written"])
def test_what_another_run_withdraws_leaves_the_digest_of_this_one(
    moment: str, shared_server: PrefectServer, inbox: Inbox, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from wireglot.flows.prefect_runs import caller, earlier_digests
    from wireglot.flows.runs.callbacks import Callbacks

    inbox.put("storm", "Storm closes Varn harbour", STORM, version="1")
    (tmp_path / "agency").mkdir()
    agency, write = Inbox(tmp_path / "agency"), earlier_digests._write
    agency.put("storm", "", "", version="2", status="canceled")

    def withdraw(*_: object) -> None:
        """As another run does, which ends before this one."""
        if not agency.outputs.exists():
            agency.outputs.mkdir()
            run([str(agency.folder)], inbox.outputs, replace(OPTIONS, desk=""))
            earlier_digests.forget_withdrawn(inbox.outputs)
            assert withdrawn_ids(inbox.outputs) == []

    def withdraw_and_write(*what: Any) -> None:
        withdraw()
        write(*what)

    if moment.startswith("just"):
        monkeypatch.setattr(earlier_digests, "_write", withdraw_and_write)
    token = caller.callbacks.set(Callbacks(on_result=withdraw if moment.startswith("before") else lambda _: None))
    try:
        run_id = inbox.run()
    finally:
        caller.callbacks.reset(token)

    digest = artifacts(shared_server, run_id)["summaries"]
    assert agency.outputs.exists()
    assert "has been withdrawn since" in digest
    assert "Storm" not in digest
    assert withdrawn_ids(inbox.outputs) == []


def test_a_withdrawn_article_leaves_the_digests_of_every_desk(
    shared_server: PrefectServer, inbox: Inbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    from wireglot.flows.prefect_runs import earlier_digests

    monkeypatch.setattr(earlier_digests, "PAGE", 2)  # so that each desk has more than one
    inbox.put("storm", "Storm closes Varn harbour", STORM, version="1")
    first = inbox.run()
    text = artifacts(shared_server, first)["summaries"]
    rows = [
        {"key": f"{desk}summaries", "type": "markdown", "data": text} for desk in ("", "south-", "my") for _ in "123"
    ]
    ids = [ask(shared_server.url, "/artifacts/", row)["id"] for row in rows]
    inbox.put("storm", "", "", version="2", status="canceled")

    inbox.run()

    assert "Storm" not in artifacts(shared_server, first)["summaries"]
    left = [ask(shared_server.url, f"/artifacts/{id}") for id in ids]
    assert [row["key"] for row in left if "Storm" in row["data"]] == ["mysummaries"] * 3  # which is no digest of ours


def test_progress_ends_at_the_whole_run(shared_server: PrefectServer, inbox: Inbox) -> None:
    inbox.put("storm", "Storm closes Varn harbour", STORM)

    assert artifacts(shared_server, inbox.run())["progress"] == 100


def test_what_a_run_did_before_an_error_is_shown(shared_server: PrefectServer, inbox: Inbox) -> None:
    from wireglot.flows.outcomes import Outcome
    from wireglot.flows.prefect_runs import caller
    from wireglot.flows.runs.callbacks import Callbacks

    inbox.put("storm", "Storm closes Varn harbour", STORM)

    def fail(outcome: Outcome) -> None:
        raise MemoryError("the caller has no memory left")

    token = caller.callbacks.set(Callbacks(on_result=fail))
    try:
        run = inbox.run()
    finally:
        caller.callbacks.reset(token)
    again = inbox.run()

    assert "Ended by an error" in artifacts(shared_server, run)["summaries"]
    assert "1 unchanged" in artifacts(shared_server, again)["summaries"]


def test_a_silent_desk_is_an_event(shared_server: PrefectServer, tmp_path: Path) -> None:
    from wireglot.flows.desks import read_config
    from wireglot.flows.desks.alarms import check_desks
    from wireglot.flows.prefect_runs.events import send_desk_silent

    path = tmp_path / "wireglot.toml"
    path.write_text('[desks.quiet]\nsources = ["inbox"]\nschedule = { interval = 60 }\n', "utf-8")
    config = read_config(path)
    check_desks(config)

    check_desks(config, on_silent=send_desk_silent, now=datetime.now(UTC) + timedelta(hours=1))

    assert becomes_true(lambda: events(shared_server, "wireglot.desk.quiet"))
    (event,) = events(shared_server, "wireglot.desk.quiet")
    assert event["event"] == "wireglot.desk.silent"
    assert "Desk quiet is silent" in event["payload"]["reason"]


@pytest.fixture
def webhook() -> Any:
    """A server that keeps what is sent to it."""
    received: list[dict[str, str]] = []

    class Receiver(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            received.append(json.loads(self.rfile.read(int(self.headers["content-length"]))))
            self.send_response(200)
            self.end_headers()

        def log_message(self, *args: object) -> None: ...

    server = HTTPServer(("127.0.0.1", 0), Receiver)
    Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/wire", received
    server.shutdown()
    server.server_close()


def test_the_example_automation_fires(shared_server: PrefectServer, inbox: Inbox, tmp_path: Path, webhook: Any) -> None:
    """As a user creates it, by the command; a correction and a kill of a real run then reach a real webhook."""
    from prefect.blocks.webhook import Webhook

    address, received = webhook
    block = Webhook(url=address).save("newsroom", overwrite=True)
    example = tmp_path / "automation.yaml"
    example.write_text(AUTOMATION.read_text("utf-8").replace("00000000-0000-0000-0000-000000000000", str(block)))
    command = [sys.executable, "-m", "prefect", "automation", "create", "--from-file", str(example)]
    created = subprocess.run(command, env=os.environ | shared_server.environment, capture_output=True, text=True)
    assert created.returncode == 0, created.stdout + created.stderr
    inbox.put("storm", "Storm closes Varn harbour", STORM, version="1")
    inbox.put("fire", "Fire destroys mill at Orrin", FIRE, version="1")
    inbox.run()
    inbox.put("storm", "Storm closes Varn harbour", STORM.replace("forty", "fifty"), version="2")
    inbox.put("fire", "", "", version="2", status="canceled")

    inbox.run()

    assert becomes_true(lambda: len(received) >= 2)
    kill, correction = sorted(received, key=lambda one: "corrected" in one["text"])
    assert (correction["text"], correction["why"]) == (
        "corrected: Storm closes Varn harbour",
        "1 sentence changed; forty -> fifty boats",
    )
    assert kill["text"] == f"withdrawn: {kill['article']}"
    assert "must not be used" in kill["why"]
    assert len(received) == 2
