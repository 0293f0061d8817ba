"""Feeds as sources of a run: articles, failures, health, and what never leaves the machine."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from typer.testing import CliRunner

from tests.newspapers import TEXT
from tests.web_server import Page, WebServer, with_etag
from wireglot.articles.reading import SourceFile
from wireglot.articles.reading.read import read_all
from wireglot.flows.cli.app import app
from wireglot.flows.sources.source import Source
from wireglot.flows.sources.source_health import health_rows, sources_health
from wireglot.flows.sources.web_sources import split_web_sources
from wireglot.outputs import Failures, Store

FEED = b"""<rss version="2.0"><channel><title>Tarn Daily</title><language>en</language>
<item><title>Bridge gives way</title><link>https://tarn.example/bridge</link><description>The old bridge of Tarn gave
way on Sunday night. Nobody was hurt, the mayor said. Engineers had found cracks in two piers.</description></item>
<item><title>Ferry stops</title><link>https://tarn.example/ferry</link><description>The ferry to Moor stopped on Monday.
It carries 300 people a day. A bus replaces it until Friday, the county said.</description></item></channel></rss>"""


@pytest.fixture
def server() -> Iterator[WebServer]:
    with WebServer() as running:
        running.pages["/feed.xml"] = with_etag(FEED)
        yield running


def run(outputs: Path, *sources: str, allow: str = "127.0.0.1") -> tuple[int, list[dict[str, object]]]:
    arguments = ["run", *sources, "--plain", "--json", "--no-site", "--outputs", str(outputs), "--allow", allow]
    result = CliRunner().invoke(app, arguments)
    return result.exit_code, [json.loads(line) for line in result.stdout.splitlines()]


@pytest.mark.process
def test_a_limit_leaves_each_feed_its_share(server: WebServer, tmp_path: Path) -> None:
    server.pages["/second.xml"] = Page(
        FEED.replace(b"tarn.example", b"moor.example").replace(b"old bridge", b"new one")
    )

    code, rows = run(tmp_path, server.address("/feed.xml"), server.address("/second.xml"), "--limit", "2")

    assert code == 0
    assert [row["source"] for row in rows] == ["https://tarn.example/bridge", "https://moor.example/bridge"]


@pytest.mark.process
def test_the_second_run_over_a_feed_makes_nothing(server: WebServer, tmp_path: Path) -> None:
    status, first = run(tmp_path, server.address("/feed.xml"))
    again, second = run(tmp_path, server.address("/feed.xml"))

    assert (status, [row["new"] for row in first]) == (0, [True, True])
    assert (again, [row["new"] for row in second]) == (0, [False, False])
    assert [row["source"] for row in first] == ["https://tarn.example/bridge", "https://tarn.example/ferry"]
    article = Store(tmp_path).read(str(first[0]["id"])).article
    assert (article.uri, article.source_name) == ("https://tarn.example/bridge", "Tarn Daily")


@pytest.mark.process
def test_a_source_that_fails_is_a_failure_until_it_works(server: WebServer, tmp_path: Path) -> None:
    place = server.address("/gone.xml")
    status, rows = run(tmp_path, place)
    failures = Failures(tmp_path).all()
    server.pages["/gone.xml"] = Page(FEED)
    run(tmp_path, place)

    assert (status, rows[0]["stage"], "404" in str(rows[0]["error"])) == (1, "fetch", True)
    assert [failure.source for failure in failures] == [place]
    assert Failures(tmp_path).all() == []


@pytest.mark.process
def test_a_page_that_fails_later_keeps_the_whole_text(server: WebServer, tmp_path: Path) -> None:
    teaser = "The old bridge of Tarn gave way on Sunday night ..."
    whole = "".join(f"<p>{text}</p>" for text in TEXT)
    head = "<!doctype html><html lang='en'><head><title>Bridge gives way</title></head>"
    body = f"{head}<body><article><h1>Bridge gives way</h1>{whole}</article></body></html>"
    link = server.address("/bridge")

    def feed(title: str, text: str) -> Page:
        entry = f"<item><title>{title}</title><link>{link}</link><description>{text}</description></item>"
        return Page(f'<rss version="2.0"><channel><title>Tarn</title>{entry}</channel></rss>'.encode())

    server.pages |= {"/bridge": Page(body.encode(), "text/html"), "/feed.xml": feed("Bridge gives way", teaser)}
    run(tmp_path, server.address("/feed.xml"))
    server.pages |= {"/bridge": Page(status=500), "/feed.xml": feed("Bridge gives way", teaser.replace("old ", ""))}
    _, kept = run(tmp_path, server.address("/feed.xml"))
    server.pages["/feed.xml"] = feed("Bridge did not give way", teaser)
    _, corrected = run(tmp_path, server.address("/feed.xml"))

    assert [(row["version"], row["state"]) for row in kept] == [(1, "ok")]
    assert [(row["version"], row["state"]) for row in corrected] == [(2, "doubtful")]


@pytest.mark.process
def test_the_loopback_is_refused_unless_allowed(server: WebServer, tmp_path: Path) -> None:
    status, rows = run(tmp_path, server.address("/feed.xml"), allow="elsewhere.example")

    assert (status, server.requests) == (1, [])
    assert "--allow 127.0.0.1" in str(rows[0]["error"])


@pytest.mark.process
def test_credentials_are_in_no_file_of_the_output_folder(server: WebServer, tmp_path: Path) -> None:
    place = server.address("/feed.xml").replace("http://", "http://reader:pa55word@")
    run(tmp_path, place, place.replace("feed.xml", "gone.xml"))

    files = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert [path for path in files if b"pa55word" in path.read_bytes()] == []
    assert len(server.asked("/feed.xml")) == 1


@pytest.mark.process
def test_feeds_and_files_are_read_in_one_run(server: WebServer, tmp_path: Path) -> None:
    inbox = tmp_path / "inbox"
    inbox.mkdir()
    (inbox / "moor.txt").write_text("Moor votes\n\nThe people of Moor voted on Sunday about a school. 340 said yes.")
    (tmp_path / "feeds.opml").write_text(f'<opml><body><outline xmlUrl="{server.address("/feed.xml")}"/></body></opml>')

    _, rows = run(tmp_path / "outputs", str(tmp_path / "feeds.opml"), str(inbox))

    assert len(rows) == 3


LINES = (
    b'{"uri": "urn:tarn:1", "version": "1", "headline": "Mill burns", "body_text": "The old mill of Tarn burned down on'
    b' Sunday night. Nobody was hurt, the fire brigade said."}\n'
    b'{"uri": "urn:tarn:2", "headline": "Ferry stops", "pubstatus": "usable", "embargoed": "soon",'
    b' "body_text": "The ferry to Moor stopped on Monday. It carries 300 people a day, the county said."}\n'
    b'{"uri": "urn:tarn:3", "headline": "broken'
)


@pytest.mark.process
def test_an_address_of_agency_items_is_read_like_a_file(server: WebServer, tmp_path: Path) -> None:
    server.pages["/items.ndjson"] = Page(LINES, "application/x-ndjson")
    status, rows = run(tmp_path, server.address("/items.ndjson"))
    (failure,) = Failures(tmp_path).all()

    assert (status, len(rows)) == (1, 3)
    assert Store(tmp_path).read(str(rows[1]["id"])).article.uri == "urn:tarn:1"
    assert [row.get("state", row.get("stage")) for row in rows] == ["read", "ok", "held"]
    assert failure.source == server.address("/items.ndjson")

    server.pages["/items.ndjson"] = Page(LINES[: LINES.rindex(b"\n")], "application/x-ndjson")
    status, rows = run(tmp_path, server.address("/items.ndjson"))

    assert (status, [row["new"] for row in rows]) == (0, [False, False])
    assert Failures(tmp_path).all() == []


@pytest.mark.process
def test_a_kill_at_another_address_withdraws_the_story(server: WebServer, tmp_path: Path) -> None:
    server.pages["/story.json"] = Page(LINES.splitlines()[0], "application/json")
    server.pages["/kill.json"] = Page(b'{"uri": "urn:tarn:1", "version": "2", "pubstatus": "canceled"}', "text/plain")

    _, rows = run(tmp_path, server.address("/story.json"), server.address("/kill.json"))

    assert [(row["version"], row["state"]) for row in rows] == [(1, "ok"), (2, "withdrawn")]


@pytest.mark.process
@pytest.mark.parametrize(
    ("path", "content_type", "content", "headline"),
    [
        (
            "/mill",
            "text/plain; charset=windows-1251",
            "Мельница\n\nСтарая мельница сгорела ночью.".encode("cp1251"),
            "Мельница",
        ),
        ("/mill", "text/markdown", b"# Mill *burns*\n\nThe old mill of Tarn burned down.", "Mill burns"),
        ("/mill.md", "application/octet-stream", b"# Mill burns\n\nThe old mill of Tarn burned down.", "Mill burns"),
        (
            "/mill",
            "application/xml",
            b"<nitf><head><title>Mill burns</title></head><body><body.content>"
            b"<p>The old mill of Tarn burned down.</p></body.content></body></nitf>",
            "Mill burns",
        ),
    ],
)
def test_a_text_at_an_address_is_read_like_a_file(
    path: str, content_type: str, content: bytes, headline: str, server: WebServer, tmp_path: Path
) -> None:
    server.pages[path] = Page(content, content_type)
    _, (row,) = run(tmp_path, server.address(path))

    assert (row["headline"], row["version"]) == (headline, 1)


@pytest.mark.process
def test_a_kill_in_a_feed_finds_its_story_by_the_guid(server: WebServer, tmp_path: Path) -> None:
    (tmp_path / "story.md").write_text("---\nguid: urn:wire:4711\n---\n\n" + "\n\n".join(TEXT), "utf-8")
    kill = "<title>KILL: Ferry closes</title><link>https://tarn.example/4711</link><guid>urn:wire:4711</guid>"
    server.pages["/kills.xml"] = Page(f'<rss version="2.0"><channel><item>{kill}</item></channel></rss>'.encode())

    (_, (story,)), (_, (killed,)) = (
        run(tmp_path / "out", source) for source in (str(tmp_path / "story.md"), server.address("/kills.xml"))
    )

    assert (story["state"], killed["state"], killed["id"]) == ("ok", "withdrawn", story["id"])


@pytest.mark.process
def test_items_of_a_feed_without_addresses_stay_apart(server: WebServer, tmp_path: Path) -> None:
    feed = FEED.replace(b"<link>https://tarn.example/bridge</link>", b"<guid>tarn-1</guid>")
    server.pages["/feed.xml"] = Page(feed.replace(b"<link>https://tarn.example/ferry</link>", b"<guid>tarn-2</guid>"))
    _, rows = run(tmp_path, server.address("/feed.xml"))

    assert len({row["id"] for row in rows}) == 2
    assert [row["version"] for row in rows] == [1, 1]


@pytest.mark.process
def test_the_health_of_sources_is_a_table(server: WebServer, tmp_path: Path) -> None:
    run(tmp_path, server.address("/feed.xml"), server.address("/gone.xml"))

    rows = health_rows(sources_health(tmp_path))

    assert [row["source"] for row in rows] == [server.address("/gone.xml"), server.address("/feed.xml")]
    assert [(row["failures"], row["items"]) for row in rows] == [(1, 0), (0, 2)]
    assert rows[0]["last success"] == "never"


def test_a_feed_that_is_a_file_gives_all_its_items(tmp_path: Path) -> None:
    (tmp_path / "feed.xml").write_bytes(FEED)
    source = SourceFile(tmp_path / "feed.xml", "./feed.xml")

    assert [article.uri for article in read_all(source).articles] == [
        "https://tarn.example/bridge",
        "https://tarn.example/ferry",
    ]


def test_addresses_are_told_from_files(tmp_path: Path) -> None:
    (tmp_path / "feeds.opml").write_text('<opml><body><outline xmlUrl="https://tarn.example/rss"/></body></opml>')
    (tmp_path / "a.txt").write_text("text")

    listed = Source(str(tmp_path / "feeds.opml"), name="Tarn", language="sv")
    others = [Source(str(tmp_path / "a.txt")), Source("-")]

    web, local = split_web_sources([Source("https://moor.example"), listed, *others])

    assert web == [Source("https://moor.example"), Source("https://tarn.example/rss", name="Tarn", language="sv")]
    assert local == others
