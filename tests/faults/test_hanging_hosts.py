"""Feed hosts that hang: the others are read in the same run, and the desk goes on."""

import os
import sys
import time
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest

from tests.fetching.raw_server import raw_server
from tests.web_server import Page, WebServer
from wireglot.fetching import FetchLimits
from wireglot.flows.options import Options
from wireglot.flows.runs.runner import run
from wireglot.flows.sources import web_sources
from wireglot.outputs import Failures

pytestmark = pytest.mark.process

FULL = os.environ.get("WIREGLOT_FAULTS") == "full"
OPTIONS = Options(translator="none", desk="north", site=False, allow=("127.0.0.1",), pause=0.0)
FEED = b"""<rss version="2.0"><channel><title>Tarn Daily</title>
<item><title>Bridge gives way</title><link>https://tarn.example/bridge</link><description>The old bridge of Tarn gave
way on Sunday. Nobody was hurt, the mayor said. Engineers had found cracks in two piers.</description></item>
</channel></rss>"""


def never(path: str) -> Iterator[bytes]:
    """Accept, and say nothing until the client gives up."""
    time.sleep(60)
    yield b""


def drip(path: str) -> Iterator[bytes]:
    """A byte now and then, so that no limit between two bytes is reached."""
    yield b"HTTP/1.1 200 OK\r\nContent-Type: application/rss+xml\r\n\r\n"
    while True:
        yield b" "
        time.sleep(0.2)


def test_hosts_that_hang_delay_no_other_host(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    if not FULL:
        monkeypatch.setattr(web_sources, "FetchLimits", partial(FetchLimits, seconds=2.0))
    with WebServer() as server, raw_server(never) as silent, raw_server(drip) as slow:
        server.pages["/feed.xml"] = Page(FEED)
        hanging = [silent.address("/feed.xml"), slow.address("/feed.xml")]
        sources = [*hanging, server.address("/feed.xml")]
        first = run(sources, tmp_path, OPTIONS)
        second = run(sources, tmp_path, OPTIONS)

    sys.stdout.write(f"2 of 3 hosts hang: {first.new} new, {len(first.failed)} failed\n")
    assert (first.new, sorted(failed.source for failed in first.failed)) == (1, sorted(hanging))
    assert (second.new, len(second.failed), second.tried) == (0, 2, 3)
    assert {failure.attempts for failure in Failures(tmp_path).all()} == {2}
    assert not any(failure.is_set_aside for failure in Failures(tmp_path).all())


def test_the_desk_goes_on_when_they_answer_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(web_sources, "FetchLimits", partial(FetchLimits, seconds=1.0))
    answers = [never, lambda path: [b"HTTP/1.1 200 OK\r\nContent-Type: application/rss+xml\r\n\r\n", FEED]]
    with raw_server(lambda path: answers[0](path)) as server:
        run([server.address("/feed.xml")], tmp_path, OPTIONS)
        del answers[0]
        report = run([server.address("/feed.xml")], tmp_path, OPTIONS)

    assert (report.new, report.failed) == (1, [])
    assert Failures(tmp_path).all() == []
