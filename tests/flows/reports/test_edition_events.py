"""Edition events: what a run did to an article, without anything that must not be shown."""

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tests.web_server import Page, WebServer
from wireglot.flows.options import Options
from wireglot.flows.outcomes import Failed, Outcome, Report
from wireglot.flows.reports.edition_events import EditionEvent, edition_event, from_json
from wireglot.flows.reports.report import failure_rows
from wireglot.flows.runs.runner import Callbacks, run
from wireglot.outputs import Failure, Store

BODY = (
    "The ferry to Visby ran aground on Monday with 33 passengers on board, the coast guard said.\n\n"
    "Nobody was hurt, but the ferry stayed on the rock until the evening, when two tugs pulled it free.\n\n"
    "The shipping line has promised to pay for new tickets and for a night in a hotel.\n"
)
OPTIONS = Options(base_url="https://news.example/desk", desk="north")
TEXT = ("Visby", "ferry", "aground", "tugs")


class Desk:
    """An inbox with one article, and runs over it that return the events."""

    def __init__(self, folder: Path) -> None:
        self.inbox, self.outputs = folder / "inbox", folder / "out"
        self.inbox.mkdir()

    def put(self, body: str = BODY, *, title: str = "Ferry runs aground off Visby", **fields: str) -> None:
        matter = {"uri": "urn:wire:4711", "language": "en", "title": title, **fields}
        lines = "\n".join(f"{key}: {value}" for key, value in matter.items() if value)
        (self.inbox / "a.md").write_text(f"---\n{lines}\n---\n{body}", "utf-8")

    def run(self, options: Options = OPTIONS) -> list[EditionEvent]:
        found: list[EditionEvent | None] = []

        def note(outcome: Outcome) -> None:
            found.append(edition_event(outcome, options))

        run([str(self.inbox)], self.outputs, options, callbacks=Callbacks(on_result=note))
        return [event for event in found if event]


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)


def test_a_first_version_is_created_and_an_unchanged_one_is_no_event(desk: Desk) -> None:
    desk.put()

    (event,), again = desk.run(), desk.run()

    assert again == []
    assert (event.kind, event.version, event.state, event.desk) == ("created", 1, "ok", "north")
    assert (event.language, event.reader_language, event.source) == ("en", "en", "inbox/a.md")
    assert event.headline == "Ferry runs aground off Visby"
    assert "33 passengers" in event.short
    assert event.place == f"https://news.example/desk/site/articles/{event.id}.html"
    assert (desk.outputs / "site" / "articles" / f"{event.id}.html").is_file()


def test_without_an_address_an_event_leads_to_the_folder(desk: Desk) -> None:
    desk.put()

    (event,) = desk.run(Options())

    assert event.link == ""
    assert (Path(event.place) / "edition.json").is_file()


def test_a_corrected_text_says_what_changed(desk: Desk) -> None:
    desk.put()
    desk.run()
    desk.put(BODY.replace("33", "35"))

    (event,) = desk.run()

    assert (event.kind, event.version) == ("corrected", 2)
    assert event.change == "1 sentence changed; 33 -> 35 passengers"


def test_another_version_of_the_same_text_is_no_correction(desk: Desk) -> None:
    desk.put()
    desk.run()

    (event,) = desk.run(replace(OPTIONS, force=True))

    assert (event.kind, event.version) == ("updated", 2)


def test_a_note_that_announces_a_correction_is_one(desk: Desk) -> None:
    desk.put(version="1")
    desk.run()
    desk.put(version="2", note="CORRECTED: the ferry is the Drotten")

    (event,) = desk.run()

    assert event.kind == "corrected"
    assert "the ferry is the Drotten" in event.warnings[0]


def test_the_whole_text_of_a_teaser_is_no_correction(tmp_path: Path) -> None:
    feed = "<rss><channel><item><title>Ferry aground</title><link>{at}</link><description>The ferry to Visby ran"
    feed += " aground on Monday.</description></item></channel></rss>"
    paragraphs = "".join(f"<p>{text}</p>" for text in BODY.split("\n\n"))
    found: list[str] = []

    def note(outcome: Outcome) -> None:
        event = edition_event(outcome, OPTIONS)
        found.append(event.kind if event else "")

    with WebServer() as server:
        server.pages["/feed"] = Page(feed.format(at=server.address("/a")).encode())
        server.pages["/a"] = Page(f"<html><body><article><h1>Ferry</h1>{paragraphs}</article></body></html>".encode())
        for full_text in (False, True):
            options = replace(OPTIONS, allow=("127.0.0.1",), pause=0.0, full_text=full_text)
            run([server.address("/feed")], tmp_path, options, callbacks=Callbacks(on_result=note))

    assert found == ["created", "updated"]


def test_a_kill_is_withdrawn_and_holds_no_text(desk: Desk) -> None:
    desk.put(version="1")
    (first,) = desk.run()
    desk.put("", title="", version="2", status="canceled")

    (event,) = desk.run()

    assert (event.kind, event.id, event.version, event.state) == ("withdrawn", first.id, 2, "withdrawn")
    assert "must not be used" in event.reason
    assert not any(word in json.dumps(event.as_json()) for word in TEXT)
    assert desk.run(replace(OPTIONS, force=True)) == []  # the next version of what is withdrawn is no news


@pytest.mark.parametrize("release", ["status: hold for release", "embargo: 2999-01-01T00:00:00Z"])
def test_what_is_no_longer_shown_is_withdrawn(desk: Desk, release: str) -> None:
    key, _, value = release.partition(": ")
    desk.put()
    desk.run()
    desk.put(**{key: value})

    (event,) = desk.run()

    assert (event.kind, event.version, event.source) == ("withdrawn", 2, "")
    assert not any(word in json.dumps(event.as_json()) for word in TEXT)


def test_an_embargoed_article_is_created_at_its_time(desk: Desk) -> None:
    soon = datetime.now(UTC) + timedelta(seconds=2)
    desk.put(embargo=soon.strftime("%Y-%m-%dT%H:%M:%SZ"))
    embargoed = desk.run()
    released: list[EditionEvent] = []
    while not released:  # its time comes by itself
        released = desk.run()

    assert embargoed == []
    assert [(event.kind, event.version, event.change) for event in released] == [("created", 2, "")]
    assert released[0].headline == "Ferry runs aground off Visby"


def test_an_article_that_stays_hidden_is_no_event(desk: Desk) -> None:
    desk.put(status="hold for release")
    first = desk.run()
    desk.put(BODY.replace("33", "35"), status="hold for release")
    second = desk.run()

    assert (first, second) == ([], [])
    assert [Store(desk.outputs).versions(id) for id in Store(desk.outputs).ids()] == [[1, 2]]


def test_a_failure_names_its_stage_and_reason(desk: Desk) -> None:
    (desk.inbox / "empty.txt").touch()

    (event,) = desk.run()

    assert (event.kind, event.stage, event.state, event.desk, event.version) == ("failed", "read", "failed", "north", 0)
    assert event.source.endswith("empty.txt")
    assert event.reason


def test_nobody_reads_why_a_hidden_article_failed() -> None:
    error = "Cannot write to out/minister-resigns-1a2b: No space left."
    failed = Failed(Failure("file:///minister-resigns.md", "inbox/minister-resigns.md", "store", error, is_hidden=True))

    event = edition_event(failed, Options())

    assert event
    assert (event.kind, event.stage) == ("failed", "store")
    assert "minister" not in json.dumps([event.as_json(), *failure_rows(Report((failed,)))])


@pytest.mark.parametrize("read_back", [from_json, lambda row: from_json(row | {"later": 1})])
def test_an_event_is_read_back_from_its_json(
    desk: Desk, read_back: Callable[[dict[str, object]], EditionEvent]
) -> None:
    desk.put()
    (event,) = desk.run()

    assert read_back(json.loads(json.dumps(event.as_json()))) == event
