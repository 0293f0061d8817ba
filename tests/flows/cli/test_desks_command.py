"""`wireglot desks`, `desks check` and `init`: what they print, their status, and what they leave behind."""

import json
import re
import socket
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result
from typer.testing import CliRunner

from tests.web_server import Page, WebServer, with_etag
from wireglot.flows import run
from wireglot.flows.cli.app import app
from wireglot.flows.desks import read_config
from wireglot.outputs import DeskRun, Store, change_desk_run

FEED = b"""<rss version="2.0"><channel><title>Tarn Daily</title><item><title>Bridge gives way</title>
<link>https://tarn.example/bridge</link><description>The old bridge of Tarn gave way on Sunday night. Nobody was hurt,
the mayor said. Engineers had found cracks in two piers.</description></item></channel></rss>"""
CONFIG = """
outputs = "out"
[desks.north]
to = "en"
allow = ["127.0.0.1"]
pause = 0
schedule = { interval = 900 }
sources = [
    { at = "{server}/feed.xml", name = "Tarn Daily" },
    { at = "{server}/gone.xml?token=pa55word", name = "Gone" },
    { at = "feeds.opml", name = "Moor" },
    "inbox",
]
[desks.files]
sources = [{ at = "inbox/moor.txt", name = "Moor" }]
"""


@pytest.fixture
def server() -> Iterator[WebServer]:
    with WebServer() as running:
        running.pages["/feed.xml"] = with_etag(FEED)
        running.pages["/moor.xml"] = with_etag(FEED.replace(b"bridge", b"ferry"))
        yield running


@pytest.fixture
def config(server: WebServer, tmp_path: Path) -> Path:
    """A wireglot.toml in a folder of its own, with everything it names beside it."""
    folder = tmp_path / "newsroom"
    (folder / "inbox").mkdir(parents=True)
    (folder / "inbox" / "moor.txt").write_text("Moor votes\n\nThe people of Moor voted on Sunday about a school.")
    (folder / "feeds.opml").write_text(f'<opml><body><outline xmlUrl="{server.address("/moor.xml")}"/></body></opml>')
    (folder / "wireglot.toml").write_text(CONFIG.replace("{server}", server.address("")), "utf-8")
    return folder / "wireglot.toml"


def wireglot(*arguments: object) -> Result:
    return CliRunner().invoke(app, [str(one) for one in arguments])


def rows(*arguments: object) -> list[dict[str, Any]]:
    return [json.loads(line) for line in wireglot(*arguments, "--json").stdout.splitlines()]


def run_desk(config: Path, name: str = "north") -> None:
    (desk,) = (desk for desk in read_config(config).desks if desk.name == name)
    run(desk.sources, desk.outputs, replace(desk.options, site=False))


def test_desks_that_never_ran_are_listed_with_their_sources(config: Path) -> None:
    result = wireglot("desks", "--config", config)

    assert result.exit_code == 0
    assert "north  every 900 s  en" in result.stdout
    assert result.stdout.count("not run yet") >= 5
    assert "pa55word" not in result.output
    assert not (config.parent / "out").exists()


@pytest.mark.process
def test_the_health_of_a_desk_is_that_of_its_last_run(config: Path, server: WebServer) -> None:
    run_desk(config)
    run_desk(config)

    north, files = rows("desks", "--config", config)
    found = {source["source"]: source for source in north["sources"]}
    assert (north["desk"], north["schedule"], north["to"]) == ("north", "every 900 s", "en")
    assert [(one["state"], one["failures"], one["items"]) for one in found.values()] == [
        *(("ok", 0, 1), ("failing", 2, 0), ("ok", 0, 1), ("ok", 0, 1))
    ]
    assert found[server.address("/moor.xml")]["name"] == "Moor"
    assert "404" in found[server.address("/gone.xml?token=hidden")]["error"]
    assert [source["state"] for source in files["sources"]] == ["never"]


def test_a_desk_whose_run_was_killed_is_not_shown_as_before_it(config: Path) -> None:
    outputs = read_config(config).desks[0].outputs
    gone = f"{socket.gethostname()}-{2**31 - 1}"
    killed = DeskRun("files", started="2026-01-01T00:00:00Z", state="completed", running={gone: "2026-01-01T00:00:00Z"})
    change_desk_run(outputs, "files", lambda run: killed)

    states = {row["desk"]: row["state"] for row in rows("desks", "--config", config)}

    assert states == {"north": "", "files": "killed"}


def test_a_run_without_a_name_lists_the_desks(config: Path) -> None:
    result = wireglot("desks", "run", "--config", config)

    assert result.exit_code == 2
    assert "expected the name of a desk, found none; the desks are: north, files." in result.stderr


@pytest.mark.process
def test_the_table_begins_with_what_fails(config: Path) -> None:
    run_desk(config)

    _, table, errors = wireglot("desks", "--config", config).stdout.split("\n\n")
    header, first, *_ = table.splitlines()
    assert header.split() == ["DESK", "SOURCE", "STATE", "LAST", "SUCCESS", "ITEMS", "NEWEST"]
    assert re.split("  +", first) == ["north", "Gone", "failing 1x", "never", "0"]
    assert errors.startswith("north: http")
    assert "token=hidden: expected a feed" in errors


@pytest.mark.process
def test_a_check_names_what_does_not_work_and_makes_nothing(config: Path, server: WebServer) -> None:
    result = wireglot("desks", "check", "--config", config)

    assert result.exit_code == 1
    assert "4 of 5 sources work." in result.stderr
    assert "404 Not Found" in result.stdout
    assert "pa55word" not in result.output
    assert [path.name for path in config.parent.iterdir() if path.name == "out"] == []
    assert [len(server.asked(path)) for path in ("/feed.xml", "/moor.xml")] == [1, 1]


@pytest.mark.process
def test_a_check_asks_whether_a_feed_has_changed(config: Path, server: WebServer) -> None:
    run_desk(config)
    before = Store(config.parent / "out").ids()

    wireglot("desks", "check", "north", "--config", config)

    assert "if-none-match" in server.asked("/feed.xml")[1].headers
    assert Store(config.parent / "out").ids() == before


@pytest.mark.process
def test_what_a_check_fetched_is_there_for_the_next_run(config: Path) -> None:
    (config.parent / "out").mkdir()
    wireglot("desks", "check", "north", "--config", config)

    run_desk(config)

    assert len(Store(config.parent / "out").ids()) == 3


@pytest.mark.process
def test_a_check_does_not_fetch_the_pages_of_items(config: Path, server: WebServer) -> None:
    item = f"<item><title>Bridge gives way</title><link>{server.address('/bridge')}</link></item>"
    server.pages["/feed.xml"] = Page(f'<rss version="2.0"><channel>{item}</channel></rss>'.encode())

    wireglot("desks", "check", "--config", config)

    assert server.asked("/bridge") == []


@pytest.mark.process
def test_a_missing_folder_and_a_refused_host_are_named(config: Path, server: WebServer) -> None:
    place = f"http://localhost:{server.address('').rpartition(':')[2]}/feed.xml"
    config.write_text(f'[desks.a]\nsources = ["nowhere", "{place}"]')

    found = rows("desks", "check", "--config", config)

    assert wireglot("desks", "check", "--config", config).exit_code == 2
    assert [one["state"] for one in found] == ["failing", "failing"]
    assert "found nothing of that name" in found[0]["error"]
    assert 'allow = ["localhost"]' in found[1]["error"]
    assert server.requests == []


@pytest.mark.process
def test_an_item_without_text_is_named_by_a_check(config: Path, server: WebServer) -> None:
    server.pages["/feed.xml"] = Page(FEED.replace(b"Bridge gives way", b"Bridge").replace(b"description>", b"x>"))
    config.write_text(f'[desks.a]\nallow = ["127.0.0.1"]\nsources = ["{server.address("/feed.xml")}"]')

    result = wireglot("desks", "check", "--config", config)

    assert result.exit_code == 0
    assert "https://tarn.example/bridge: " in result.stderr


def test_a_desk_is_run_by_hand_into_its_own_folder(config: Path) -> None:
    command = ("desks", "run", "files", "--plain", "--json", "--config", config)
    first, second = (json.loads(wireglot(*command).stdout) for _ in range(2))

    assert (first["new"], second["new"]) == (True, False)
    assert Store(config.parent / "out").read(first["id"]).desk == "files"


def test_an_output_folder_that_cannot_be_written_is_said_once(config: Path, caplog: pytest.LogCaptureFixture) -> None:
    (config.parent / "taken").write_text("a file")
    config.write_text(config.read_text().replace('"out"', '"taken"'))

    checked = wireglot("desks", "check", "files", "--config", config)
    ran = wireglot("desks", "run", "files", "--plain", "--config", config)

    assert (checked.exit_code, ran.exit_code) == (2, 2)
    for result in (checked, ran):
        assert result.stderr.count("cannot be written to (Not a directory)") == 1
    assert caplog.text.count("could not be recorded") == 1


def test_the_unchanged_articles_of_a_desk_are_only_counted(config: Path) -> None:
    command = ("desks", "run", "files", "--plain", "--config", config)

    first, second = wireglot(*command), wireglot(*command)

    assert "1 new version" in first.stderr
    assert first.stdout.strip()
    assert "1 unchanged" in second.stderr
    assert not second.stdout.strip()


@pytest.mark.parametrize("command", ["check", "run"])
def test_a_desk_that_is_not_there_is_refused_with_the_names(config: Path, command: str) -> None:
    result = wireglot("desks", command, "south", "--config", config)

    assert result.exit_code == 2
    assert "'south'; the desks are: north, files." in result.stderr


@pytest.mark.parametrize("command", [("desks",), ("desks", "check")])
def test_a_faulty_file_ends_with_all_its_faults(tmp_path: Path, command: tuple[str, ...]) -> None:
    path = tmp_path / "wireglot.toml"
    path.write_text('[desks.a]\nsources = [{ at = "x", pause = -1, colour = "red" }]\nto = "xx"')

    result = wireglot(*command, "--config", path)

    assert result.exit_code == 2
    for key in ("source 1.pause", "source 1.colour", "desks.a.to"):
        assert key in result.stderr


def test_init_writes_a_file_that_can_be_used(tmp_path: Path) -> None:
    result = wireglot("init", tmp_path / "newsroom")

    (desk,) = read_config(tmp_path / "newsroom" / "wireglot.toml").desks
    assert result.exit_code == 0
    assert len({source.language for source in desk.sources}) == 6
    assert all(source.name and source.at.startswith("https://") for source in desk.sources)
    assert "wireglot desks check --config" in result.stderr


def test_the_commented_desks_of_init_can_be_used_too(tmp_path: Path) -> None:
    wireglot("init", tmp_path)
    path = tmp_path / "wireglot.toml"
    path.write_text(re.sub(r"^#(?=[^ \n]|    \{)", "", path.read_text("utf-8"), flags=re.M), "utf-8")

    assert [desk.name for desk in read_config(path).desks] == ["world", "wire", "list", "watch", "archive"]


def test_init_never_overwrites_a_file(tmp_path: Path) -> None:
    (tmp_path / "wireglot.toml").write_text("mine")

    result = wireglot("init", tmp_path)

    assert result.exit_code == 2
    assert "is there already" in result.stderr
    assert (tmp_path / "wireglot.toml").read_text() == "mine"


def test_a_run_by_hand_retries_as_a_scheduled_one_does(config: Path, tmp_path: Path) -> None:
    other, outputs = tmp_path / "other.txt", tmp_path / "elsewhere"
    other.write_text("")
    assert wireglot("run", other, "--plain", "--outputs", outputs).exit_code == 1
    other.write_text("Tarn votes\n\nThe people of Tarn voted on Sunday about a bridge.")
    run_again = wireglot("desks", "run", "files", "--config", config, "--plain", "--outputs", outputs)
    assert run_again.exit_code == 0, run_again.output
    assert len(Store(outputs).ids()) == 2
    assert not (config.parent / "out").exists()
