"""Notifications of real runs to real servers: what arrives, when, how often, and what a bad server changes."""

import json
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from tests.mail_server import MailServer, mail_server
from tests.web_server import Page, WebServer
from wireglot.flows.cli.app import app
from wireglot.flows.desks import read_config
from wireglot.flows.desks.alarms import check_desks
from wireglot.flows.notifications import notifier
from wireglot.flows.notifications.delivery import faults
from wireglot.flows.notifications.outbox import Outbox
from wireglot.flows.reports.edition_events import EditionEvent
from wireglot.flows.runs.callbacks import Callbacks
from wireglot.flows.runs.complete_run import complete_run
from wireglot.flows.runs.request import RunRequest

STORY = """{headline}

The harbour of Varn was closed on Monday after a storm damaged {boats} boats, the port said. Nobody was hurt.

The mayor promised help to the owners within two weeks. Insurers will visit the quay on Friday.
"""


@pytest.fixture
def web() -> Iterator[WebServer]:
    with WebServer() as running:
        running.pages["/hook"] = running.pages["/slack"] = Page(b"ok")
        yield running


@pytest.fixture
def mail() -> Iterator[MailServer]:
    with mail_server() as running:
        yield running


def a_desk(folder: Path, **notify: str) -> Path:
    """A wireglot.toml with one desk, which notifies these."""
    (folder / "inbox").mkdir(exist_ok=True)
    keys = ", ".join(f'{key} = "{value}"' for key, value in notify.items())
    config = folder / "wireglot.toml"
    config.write_text(
        'outputs = "out"\nbase_url = "https://news.example/desk"\n[desks.north]\nsources = ["inbox"]\n'
        f"schedule = {{ interval = 900 }}\nnotify = {{ {keys} }}\n"
    )
    return config


def write(folder: Path, *names: str, boats: str = "forty", headline: str = "Storm closes harbour") -> None:
    for name in names:
        (folder / "inbox" / f"{name}.txt").write_text(STORY.format(headline=f"{headline} {name}", boats=boats), "utf-8")


def run_desk(config: Path, *, callbacks: Callbacks | None = None) -> None:
    """Run the desk without Prefect."""
    (desk,) = read_config(config).desks
    request = RunRequest(desk.sources, desk.outputs, desk.options, config=str(config))
    complete_run(request, callbacks=callbacks or Callbacks())


def bodies(web: WebServer, path: str = "/hook") -> list[Any]:
    return [json.loads(request.body) for request in web.asked(path)]


def outbox_files(folder: Path) -> list[str]:
    root = folder / "out" / ".wireglot" / "notifications"
    return sorted(path.name for path in root.rglob("*") if path.is_file())


def make_due(folder: Path) -> None:
    """Let what could not be sent be due again now."""
    for path in (folder / "out" / ".wireglot" / "notifications").rglob("messages/*"):
        header, *events = path.read_text("utf-8").splitlines()
        path.write_text("\n".join([json.dumps(json.loads(header) | {"next": ""}), *events]) + "\n", "utf-8")


def test_a_digest_follows_a_run_with_news_and_no_other(web: WebServer, mail: MailServer, tmp_path: Path) -> None:
    smtp = f"smtp://127.0.0.1:{mail.port}?tls=no"
    config = a_desk(
        tmp_path, webhook=web.address("/hook"), slack=web.address("/slack"), email="d@news.example", smtp=smtp
    )
    write(tmp_path, "a", "b")

    run_desk(config)
    run_desk(config)

    (body,) = bodies(web)
    assert (body["schema"], body["kind"], body["headline"]) == (1, "digest", "north: 2 new")
    assert [event["headline"] for event in body["events"]] == ["Storm closes harbour a", "Storm closes harbour b"]
    assert "forty boats" in body["events"][0]["short"]
    assert body["events"][0]["link"].startswith("https://news.example/desk/site/articles/inbox-a")
    (slack,) = bodies(web, "/slack")
    assert f"<{body['events'][0]['link']}|Storm closes harbour a>" in slack["text"]
    (message,) = mail.messages
    assert (message["Subject"], message["X-Recipients"]) == ("[Wireglot] north: 2 new", "d@news.example")
    assert outbox_files(tmp_path) == []


def test_corrections_come_before_the_run_has_ended(web: WebServer, tmp_path: Path) -> None:
    config = a_desk(tmp_path, webhook=web.address("/hook"))
    write(tmp_path, "a")
    run_desk(config)
    write(tmp_path, "a", boats="sixty")
    write(tmp_path, "new")
    heard = threading.Event()
    web.pages["/hook"] = lambda request: (heard.set(), Page(b"ok"))[1]

    # The run goes on only when the message about its batch has arrived.
    run_desk(config, callbacks=Callbacks(on_result=lambda outcome: assert_arrives(heard, outcome)))

    _, at_once, digest = bodies(web)
    assert (at_once["kind"], at_once["headline"]) == ("urgent", "north: 1 corrected")
    assert "sixty boats" in at_once["events"][0]["change"]
    assert (digest["kind"], digest["headline"]) == ("digest", "north: 1 new")


def assert_arrives(heard: threading.Event, outcome: Any) -> None:
    if outcome.uri.endswith("a.txt"):
        assert heard.wait(60)


def test_many_corrections_are_few_messages(web: WebServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(notifier, "COLLECTED_FOR", 0.0)
    names = [f"n{n}" for n in range(12)]
    config = a_desk(tmp_path, webhook=web.address("/hook"))
    write(tmp_path, *names)
    run_desk(config)
    write(tmp_path, *names, boats="sixty")

    run_desk(config, callbacks=Callbacks(on_result=lambda outcome: time.sleep(0.1)))

    messages = bodies(web)[1:]
    sent = [event["id"] for body in messages for event in body["events"]]
    assert len(messages) <= notifier.MOST_AT_ONCE + 1
    assert len(sent) == len(set(sent)) == 12
    assert {body["kind"] for body in messages} == {"urgent"}


def test_a_short_run_sends_what_is_urgent_before_its_digest(web: WebServer, tmp_path: Path) -> None:
    config = a_desk(tmp_path, webhook=web.address("/hook"))
    for name in ("1", "2"):
        send_item(tmp_path, name)
    run_desk(config)
    send_item(tmp_path, "1", pubstatus="canceled")
    send_item(tmp_path, "2", headline="Storm 2, corrected")
    send_item(tmp_path, "3")

    run_desk(config)

    sent = [(body["kind"], [event["kind"] for event in body["events"]]) for body in bodies(web)[1:]]
    assert sent == [("urgent", ["withdrawn", "corrected"]), ("digest", ["created"])]


def test_a_kill_is_sent_without_any_text(web: WebServer, tmp_path: Path) -> None:
    config = a_desk(tmp_path, webhook=web.address("/hook"), slack=web.address("/slack"))
    send_item(tmp_path, "1")
    run_desk(config)
    send_item(tmp_path, "1", pubstatus="canceled")

    run_desk(config)

    body, slack = bodies(web)[-1], bodies(web, "/slack")[-1]
    (event,) = body["events"]
    assert (body["kind"], body["headline"]) == ("urgent", "north: 1 withdrawn")
    assert (event["kind"], event["short"]) == ("withdrawn", "")
    for word in ("harbour", "Storm", "boats"):
        assert word not in json.dumps(body)
        assert word not in slack["text"]


def test_what_was_killed_is_removed_from_the_outbox(web: WebServer, tmp_path: Path) -> None:
    config = a_desk(tmp_path, webhook=web.address("/hook"))
    web.pages["/hook"] = Page(status=500)
    send_item(tmp_path, "1")
    send_item(tmp_path, "2")
    run_desk(config)
    send_item(tmp_path, "1", pubstatus="canceled")
    run_desk(config)
    waiting = [path.read_text() for path in (tmp_path / "out/.wireglot/notifications").rglob("messages/*")]

    web.pages["/hook"] = Page(b"ok")
    make_due(tmp_path)
    run_desk(config)

    assert "Storm 1" not in "".join(waiting)
    sent = [(event["kind"], event["headline"]) for body in bodies(web)[-2:] for event in body["events"]]
    assert sorted(sent) == [("created", "Storm 2"), ("withdrawn", "")]


def send_item(folder: Path, name: str, **keys: str) -> None:
    """Put an item of an agency into the inbox; a later one with the same name replaces or withdraws it."""
    count = len(list((folder / "inbox").iterdir()))
    text = STORY.format(headline="", boats="forty").strip()
    item = {"uri": f"urn:newsml:varn:{name}", "type": "text", "version": str(count), "pubstatus": "usable"}
    item |= {"headline": f"Storm {name}", "body_text": text, "versioncreated": f"2026-01-01T00:00:{count:02d}Z"}
    (folder / "inbox" / f"{count}.json").write_text(json.dumps(item | keys))


@pytest.mark.parametrize("status", [500, 429, 404, 302])
def test_what_is_not_accepted_is_sent_later(status: int, web: WebServer, tmp_path: Path) -> None:
    config = a_desk(tmp_path, webhook=web.address("/hook"))
    web.pages["/hook"] = Page(status=status, headers={"Location": web.address("/other")})
    write(tmp_path, "a")
    run_desk(config)
    run_desk(config)  # not yet due again

    web.pages["/hook"] = Page(b"ok")
    make_due(tmp_path)
    run_desk(config)

    first, second = bodies(web)
    assert first == second
    assert web.asked("/other") == []
    assert outbox_files(tmp_path) == []


def test_a_run_does_not_wait_for_a_webhook_that_hangs(
    web: WebServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(notifier, "MESSAGE_SECONDS", 1.0)
    config, ended = a_desk(tmp_path, webhook=web.address("/hook")), threading.Event()
    web.pages["/hook"] = lambda request: (ended.wait(600), Page(b"ok"))[1]
    write(tmp_path, "a", "b", "c")

    run_desk(config)  # the webhook answers only when it has returned

    ended.set()
    assert len(bodies(web)) == 1
    assert len([name for name in outbox_files(tmp_path) if name.endswith(".jsonl")]) == 1


def test_a_message_is_given_up_after_a_week(web: WebServer, tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    config = a_desk(tmp_path, webhook=web.address("/hook"))
    web.pages["/hook"] = Page(status=500)
    write(tmp_path, "a")
    run_desk(config)
    (path,) = (tmp_path / "out" / ".wireglot" / "notifications").rglob("messages/*")
    header, event = path.read_text("utf-8").splitlines()
    old = json.loads(header) | {"created": "2026-01-01T00:00:00Z", "next": ""}
    path.write_text(json.dumps(old) + "\n" + event + "\n", "utf-8")
    (desk,) = read_config(config).desks

    late = faults(desk.outputs, "north", desk.notify.channels)
    run_desk(config)

    assert "its webhook cannot be reached since 2026-01-01T00:00:00Z" in late[0]
    assert "is given up after a week" in caplog.text
    assert outbox_files(tmp_path) == ["given-up.json"]
    health = CliRunner().invoke(app, ["desks", "health", "--config", str(config)])
    assert (health.exit_code, "1 message to its webhook could not be sent" in health.stdout) == (1, True)


KILLED = """
import os, signal, sys
from pathlib import Path
from wireglot.flows import pipeline
from wireglot.flows.runs.complete_run import complete_run
from wireglot.flows.runs.request import RunRequest
from wireglot.flows.desks import read_config
(desk,) = read_config(Path(sys.argv[1])).desks
def process(articles, root, options):
    results = pipeline.process(articles, root, options)
    os.kill(os.getpid(), signal.SIGKILL)
complete_run(RunRequest(desk.sources, desk.outputs, desk.options, config=sys.argv[1]), process)
"""


def test_what_is_urgent_is_left_by_no_killed_run(web: WebServer, tmp_path: Path) -> None:
    config = a_desk(tmp_path, webhook=web.address("/hook"))
    run_desk(config)
    event = EditionEvent(kind="withdrawn", id="varn", version=2, state="withdrawn")
    Outbox(tmp_path / "out", "north", ["webhook"]).add([event], "urgent")  # and then it was killed

    run_desk(config)
    run_desk(config)

    (body,) = bodies(web)
    assert (body["kind"], body["headline"]) == ("urgent", "north: 1 withdrawn")


@pytest.mark.process
def test_a_run_killed_before_it_notes_is_sent_by_the_next(web: WebServer, tmp_path: Path) -> None:
    config = a_desk(tmp_path, webhook=web.address("/hook"))
    write(tmp_path, "a", "b", "c")
    killed = subprocess.run([sys.executable, "-c", KILLED, str(config)], check=False, env=os.environ)

    run_desk(config)
    run_desk(config)

    (body,) = bodies(web)
    assert killed.returncode == -signal.SIGKILL
    assert body["headline"] == "north: 3 new"


def test_silence_and_its_end_are_sent_once(web: WebServer, tmp_path: Path) -> None:
    config = a_desk(tmp_path, webhook=web.address("/hook"))
    run_desk(config)
    later = datetime.now(UTC) + timedelta(hours=1)

    for minutes in range(3):
        check_desks(read_config(config), now=later + timedelta(minutes=minutes))
    while not bodies(web):
        time.sleep(0.05)
    run_desk(config)

    silent, over = bodies(web)
    assert (silent["kind"], silent["headline"]) == ("silent", "north: silent")
    assert silent["text"].startswith("Desk north is silent: no run has ended normally since 2")
    assert (over["kind"], over["text"]) == ("over", "Desk north is no longer silent.")


def test_a_test_message_goes_to_every_address(web: WebServer, mail: MailServer, tmp_path: Path) -> None:
    smtp = f"smtp://127.0.0.1:{mail.port}?tls=no"
    config = a_desk(tmp_path, webhook=web.address("/gone"), email="d@news.example", smtp=smtp)

    result = CliRunner().invoke(app, ["desks", "notify", "--config", str(config)])

    assert result.exit_code == 1
    assert "north: webhook: the server answered 404" in result.stdout
    assert "north: email: sent" in result.stdout
    assert mail.messages[0]["Subject"] == "[Wireglot] north: test message"
