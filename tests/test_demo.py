"""The demo: newspapers on loopback, agency files and a web archive, run as a user runs them."""

import gzip
import json
import re
import runpy
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from typer.testing import CliRunner

from wireglot.flows.cli.app import app
from wireglot.flows.desks import read_config
from wireglot.flows.outcomes import Done, Report
from wireglot.flows.runs.runner import run as run_sources

DEMO = Path(__file__).parent.parent / "demo"


@dataclass(frozen=True)
class Demo:
    """A copy of the demo whose server runs on a free port; `log` holds a line for each request."""

    folder: Path
    address: str
    log: Path

    def answers(self) -> list[int]:
        """The statuses of the answers so far."""
        return [int(status) for status in re.findall(r'HTTP/1\.1" (\d+) ', self.log.read_text())]


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as free:
        return int(free.getsockname()[1])


@pytest.fixture
def demo(tmp_path: Path) -> Iterator[Demo]:
    folder, log = tmp_path / "demo", tmp_path / "requests.log"
    shutil.copytree(DEMO, folder)
    port = free_port()
    config = folder / "wireglot.toml"
    config.write_text(config.read_text("utf-8").replace("8417", str(port)), "utf-8")
    command = [sys.executable, "-u", folder / "serve.py", "--port", str(port)]
    with log.open("w") as output, subprocess.Popen(command, stderr=output) as server:
        while "Ctrl-C" not in log.read_text():
            assert server.poll() is None, log.read_text()
            time.sleep(0.05)
        yield Demo(folder, f"http://127.0.0.1:{port}", log)
        server.terminate()


def run(outputs: Path, *sources: str) -> list[dict[str, object]]:
    """What `wireglot run --json` prints."""
    options = [
        "--plain",
        "--json",
        "--no-site",
        "--translator",
        "none",
        "--allow",
        "127.0.0.1",
        "--outputs",
        str(outputs),
    ]
    return [json.loads(line) for line in CliRunner().invoke(app, ["run", *sources, *options]).stdout.splitlines()]


def run_desk(demo: Demo) -> Report:
    (desk,) = read_config(demo.folder / "wireglot.toml").desks
    return run_sources(desk.sources, desk.outputs, replace(desk.options, translator="none", site=False))


def new_versions(report: Report) -> list[tuple[str, int]]:
    return [(one.stored.id, one.stored.version) for one in report.outcomes if isinstance(one, Done) and one.stored.new]


@pytest.mark.process
def test_the_second_run_of_the_desk_makes_nothing(demo: Demo) -> None:
    first = run_desk(demo)
    asked = len(demo.answers())
    second = run_desk(demo)

    assert [*first.failed, *second.failed] == []
    assert len({id for id, _ in new_versions(first)}) == 12 + 5 + 3
    assert new_versions(second) == []
    assert set(demo.answers()[:asked]) == {200}
    assert set(demo.answers()[asked:]) == {304}


@pytest.mark.process
def test_a_correction_on_the_server_is_version_2_of_that_article(demo: Demo) -> None:
    run_desk(demo)
    page = demo.folder / "site" / "kustbladet" / "biblioteket-raddas.html"
    page.write_text(page.read_text("utf-8").replace("1,9 miljoner", "2,1 miljoner"), "utf-8")

    ((id, version),) = new_versions(run_desk(demo))

    assert "kustbladet-biblioteket-raddas" in id
    assert version == 2


@pytest.mark.process
def test_every_kind_of_source_is_run_by_a_command(demo: Demo, tmp_path: Path) -> None:
    page = run(tmp_path / "page", f"{demo.address}/kustbladet/biblioteket-raddas.html")
    feed = run(tmp_path / "feed", f"{demo.address}/heidekurier/feed.json")
    folder = run(tmp_path / "agency", str(demo.folder / "agency"))
    archive = run(tmp_path / "archive", str(demo.folder / "archive.warc.gz"))

    assert [row["language"] for row in page] == ["sv"]
    assert [row["language"] for row in feed] == ["de", "de"]
    assert sorted(str(row["state"]) for row in folder if row["language"] == "pt") == [
        "embargoed",
        *["untranslated"] * 3,
    ]
    assert {row["language"] for row in folder} == {"it", "nl", "pt"}
    assert sorted(str(row["language"]) for row in archive) == ["da", "en", "ja"]


@pytest.mark.process
def test_a_page_for_subscribers_is_a_teaser_and_a_section_page_no_article(demo: Demo, tmp_path: Path) -> None:
    (paid,) = run(tmp_path, f"{demo.address}/foz/orcamento-habitacao.html")
    (section,) = run(tmp_path, f"{demo.address}/foz/local.html")

    assert paid["state"] == "doubtful"
    assert "expected an article, found a page that lists articles" in str(section["error"])


@pytest.mark.process
def test_the_server_runs_beside_a_command_and_has_its_status(tmp_path: Path) -> None:
    port = free_port()
    fetch = "import sys, urllib.request as web; sys.exit(web.urlopen(sys.argv[1]).status - 193)"
    command = [sys.executable, "-c", fetch, f"http://127.0.0.1:{port}/robots.txt"]
    server = [sys.executable, DEMO / "serve.py", "--port", str(port)]

    assert subprocess.run([*server, *command], timeout=60).returncode == 200 - 193


@pytest.mark.process
def test_a_port_of_another_program_is_named() -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = str(other.getsockname()[1])
        done = subprocess.run(
            [sys.executable, DEMO / "serve.py", "--port", port, "true"], capture_output=True, text=True, timeout=60
        )

    assert done.returncode == 2
    assert f"port {port} cannot be used" in done.stderr


def test_the_archive_holds_the_pages_it_is_made_of() -> None:
    archive_of = runpy.run_path(str(DEMO / "make_archive.py"))["archive_of"]

    # Unpacked, since versions of zlib pack differently.
    assert gzip.decompress((DEMO / "archive.warc.gz").read_bytes()) == gzip.decompress(archive_of(DEMO / "archived"))
