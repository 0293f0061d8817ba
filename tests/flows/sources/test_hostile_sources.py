"""What a hostile source sends, and what of it reaches terminal, files, site and feeds."""

import html
import json
import re
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from typer.testing import CliRunner

from tests.web_server import Page, WebServer
from wireglot.flows.cli.app import app

pytestmark = pytest.mark.process

# C0 and C1 except tab and line feed; bidirectional overrides and isolates.
CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
HOSTILE = "Ferry\x1b[2J\x07 \u202emirkalof\u202c \u2066aground\u2069 \x9b31m"
TEXT = (
    "The ferry Marisol ran aground off Torvik on Monday with 33 people on board. Nobody was hurt, the coast guard "
    "said. Two tugs from Lunde pulled it free in the evening. The captain said that the engine had failed."
)
SCRIPT = "<script>alert(1)</script><img src=x onerror=alert(1)>"


Serve = Callable[[str, Page], str]


@pytest.fixture
def serve() -> Iterator[Serve]:
    """Serves a page at a path and returns its address; each on a server of its own, since one host is asked slowly."""
    with ExitStack() as servers:

        def start(path: str, page: Page) -> str:
            server = servers.enter_context(WebServer())
            server.pages[path] = page
            return server.address(path)

        yield start


def run(outputs: Path, *sources: str) -> tuple[list[dict[str, object]], str]:
    """Run, and return the rows and everything that was printed."""
    arguments = ["run", *sources, "--plain", "--json", "--outputs", str(outputs), "--allow", "127.0.0.1"]
    result = CliRunner().invoke(app, arguments)
    listed = CliRunner().invoke(app, ["list", "--outputs", str(outputs)])
    return [json.loads(line) for line in result.stdout.splitlines()], result.output + listed.output


def texts_below(folder: Path) -> Iterator[tuple[Path, str]]:
    """Every file as text, of a database everything in it."""
    for path in sorted(folder.rglob("*")):
        if path.is_file() and path.suffix in (".sqlite", ".db"):
            with sqlite3.connect(path) as connection:
                yield path, "\n".join(connection.iterdump())
        elif path.is_file():
            yield path, path.read_bytes().decode("utf-8", "replace")


def rss(*items: str) -> Page:
    return Page(f"<rss version='2.0'><channel><title>{HOSTILE}</title>{''.join(items)}</channel></rss>".encode())


def item(number: int, **parts: str) -> str:
    fields = {"title": f"Ferry {number} runs aground", "description": TEXT, "guid": f"urn:tarn:{number}", **parts}
    return "<item>" + "".join(f"<{name}>{html.escape(value)}</{name}>" for name, value in fields.items()) + "</item>"


def escaped_json(value: object) -> bytes:
    return json.dumps(value).encode()


def test_control_characters_of_sources_reach_nothing(serve: Serve, tmp_path: Path) -> None:
    ninjs = {
        "uri": f"urn:tarn:{HOSTILE}",
        "headline": HOSTILE,
        "byline": HOSTILE,
        "language": HOSTILE,
        "ednote": HOSTILE,
    }
    feed = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": HOSTILE,
        "items": [
            {"id": HOSTILE, "title": HOSTILE, "content_text": f"{HOSTILE}. {TEXT}", "authors": [{"name": HOSTILE}]}
        ],
    }
    page = f"<html lang='{HOSTILE}'><head><title>{HOSTILE}</title><meta name='author' content='{HOSTILE}'></head><body>"
    addresses = [
        serve("/feed.xml", rss(item(1, title=HOSTILE, author=HOSTILE, pubDate=HOSTILE), item(2, guid=HOSTILE))),
        serve("/feed.json", Page(escaped_json(feed), "application/feed+json")),
        serve("/page", Page(f"{page}<article><h1>{HOSTILE}</h1><p>{TEXT}</p></article>".encode(), "text/html")),
        serve("/picture", Page(HOSTILE.encode(), "image/\x9b31m")),
    ]
    (tmp_path / "wire.json").write_bytes(escaped_json({**ninjs, "body_text": f"{HOSTILE}. {TEXT}"}))
    outputs = tmp_path / "outputs"

    rows, printed = run(outputs, *addresses, str(tmp_path / "wire.json"))

    assert sum("id" in row for row in rows) >= 5
    assert CONTROLS.findall(printed) == []
    found = [str(path) for path, text in texts_below(outputs) if CONTROLS.search(text) and path.name != "folding.js"]
    assert found == []


def test_names_of_items_never_leave_the_output_folder(serve: Serve, tmp_path: Path) -> None:
    names = [
        "../../../etc/passwd",
        "/etc/passwd",
        "..",
        ".",
        "a" * 5000,
        "CON",
        "a/b\\c",
        "~root",
        "-rf",
        "%2e%2e%2f",
        "\0",
    ]
    feed = serve("/feed.xml", rss(*(item(n, guid=name) for n, name in enumerate(names))))
    ninjs = [{"uri": name, "headline": f"Ferry {n} aground", "body_text": TEXT} for n, name in enumerate(names)]
    (tmp_path / "wire.json").write_bytes(escaped_json(ninjs))
    outputs = tmp_path / "outputs"

    rows, _ = run(outputs, feed, str(tmp_path / "wire.json"))

    assert len({row["id"] for row in rows if "id" in row}) >= len(names)
    assert {path.name for path in tmp_path.iterdir()} == {"outputs", "wire.json"}
    assert all(re.fullmatch(r"[\w-]{1,100}", str(row["id"])) for row in rows if "id" in row)


def test_markup_and_javascript_of_sources_are_text_on_the_site(serve: Serve, tmp_path: Path) -> None:
    addresses = ["javascript:alert(1)", "data:text/html,x", "file:///etc/passwd", "vbscript:x", " JaVaScRiPt:alert(1)"]
    items = [item(n, link=address, title=f"Ferry {n} {SCRIPT}", author=SCRIPT) for n, address in enumerate(addresses)]
    feed = serve("/feed.xml", rss(*items))
    ninjs = {"uri": "javascript:alert(1)", "headline": f"Ferry {SCRIPT}", "body_text": TEXT, "language": SCRIPT}
    (tmp_path / "wire.json").write_bytes(escaped_json(ninjs))
    outputs = tmp_path / "outputs"

    rows, _ = run(outputs, feed, str(tmp_path / "wire.json"))
    pages = [(path, text) for path, text in texts_below(outputs) if path.suffix in (".html", ".xml", ".atom")]

    assert sum("id" in row for row in rows) == len(addresses) + 1
    assert pages
    for path, text in pages:
        assert "alert(1)</script>" not in text, path
        assert "<img src=x" not in text, path
        assert not re.search(
            r"""(?:href|src|<link>|<id>|<guid[^>]*>)\s*=?\s*["']?\s*(?:javascript|data|file|vbscript):""", text, re.I
        ), path


def test_secrets_in_addresses_reach_nothing(serve: Serve, tmp_path: Path) -> None:
    """As user and password, as parameters, in redirects, and of a page whose address a feed names."""

    def secret(path: str, page: Page) -> str:
        return serve(path, page).replace("http://", "http://reader:S3CRET@")

    page = secret("/page?api_key=S3CRET", Page(f"<html><article><h1>Ferry</h1><p>{TEXT}</p>".encode(), "text/html"))
    gone = secret("/gone?token=S3CRET", Page(status=404))
    feed = rss(
        item(1, link=page, description="The ferry ran aground ..."),
        item(2, link=gone, description="The ferry stopped ..."),
        item(3, guid=f"{gone}&password=S3CRET"),
    )
    sources = [
        secret("/feed.xml?token=S3CRET", feed),
        secret("/moved?token=S3CRET", Page(status=302, headers={"Location": "/nowhere?access_token=S3CRET"})),
        secret("/broken?token=S3CRET", Page(b"<rss><chan", "application/xml")),
        secret("/list?token=S3CRET", Page(f'<opml><body><outline xmlUrl="{gone}&x=1"/></body></opml>'.encode())),
        page.replace("127.0.0.1", "localhost"),
    ]
    outputs = tmp_path / "outputs"

    rows, printed = run(outputs, *sources)

    assert sum("error" in row for row in rows) >= 4
    assert sum("id" in row for row in rows) == 3
    assert "S3CRET" not in printed + json.dumps(rows)
    assert [path for path, text in texts_below(outputs) if "S3CRET" in text] == []
