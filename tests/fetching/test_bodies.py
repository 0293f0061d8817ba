"""Limits on what is read: size, packing, content type."""

import gzip
import zlib
from collections.abc import Callable

import pytest

from tests.fetching.conftest import ALLOWED, Fetch
from tests.web_server import Page, WebServer
from wireglot.fetching import FetchLimits, RefusedContent, Unreachable

pytestmark = pytest.mark.process

SMALL = FetchLimits(ALLOWED.allowed, pause=0, bytes=100_000)
TEXT = b"<rss>" + b"word " * 1000 + b"</rss>"
RAW_DEFLATE = zlib.compress(TEXT)[2:-4]


@pytest.mark.parametrize(
    ("encoding", "body"),
    [
        ("gzip", gzip.compress(TEXT)),
        ("gzip", gzip.compress(TEXT[:50]) + gzip.compress(TEXT[50:])),
        ("deflate", zlib.compress(TEXT)),
        ("deflate", RAW_DEFLATE),
        ("", TEXT),
        ("", gzip.compress(TEXT)),
    ],
    ids=["gzip", "two members", "zlib", "raw deflate", "plain", "a .gz file"],
)
def test_packed_bodies_are_unpacked(encoding: str, body: bytes, server: WebServer, fetch: Fetch) -> None:
    server.pages["/feed"] = Page(body, headers={"Content-Encoding": encoding})

    assert fetch(server.address("/feed")).body == TEXT


@pytest.mark.parametrize("encoding", ["gzip", "deflate", ""])
def test_a_bomb_is_refused_at_the_limit(encoding: str, server: WebServer, fetch: Fetch) -> None:
    zeros = b"\0" * 30_000_000
    body = {"gzip": gzip.compress(zeros), "deflate": zlib.compress(zeros), "": gzip.compress(zeros)}[encoding]
    server.pages["/feed"] = Page(body, headers={"Content-Encoding": encoding})

    assert len(body) < 50_000
    with pytest.raises(RefusedContent, match="at most 20 MB"):
        fetch(server.address("/feed"))


@pytest.mark.parametrize("kind", ["application/warc", "application/octet-stream", ""])
@pytest.mark.parametrize("pack", [bytes, gzip.compress])
def test_a_web_archive_is_refused_at_its_beginning(
    kind: str, pack: Callable[[bytes], bytes], server: WebServer, fetch: Fetch
) -> None:
    record = b"WARC/1.0\r\nWARC-Type: warcinfo\r\nContent-Length: 40000000\r\n\r\n"
    server.pages["/archive"] = Page(pack(record) + pack(b"x" * 40_000_000), kind)

    with pytest.raises(RefusedContent, match=r"found a web archive; get the file first \(curl -C - -O http"):
        fetch(server.address("/archive"))


def test_a_large_plain_body_is_refused(server: WebServer, fetch: Fetch) -> None:
    server.pages["/feed"] = Page(b"x" * 100_001)

    with pytest.raises(RefusedContent):
        fetch(server.address("/feed"), SMALL)


@pytest.mark.parametrize(
    "kind", ["image/png", "video/mp4", "application/pdf", "application/zip", "application/x-dosexec"]
)
def test_what_is_no_text_is_refused_by_its_type(kind: str, server: WebServer, fetch: Fetch) -> None:
    server.pages["/feed"] = Page(b"x", content_type=kind)

    with pytest.raises(RefusedContent, match=kind):
        fetch(server.address("/feed"))


@pytest.mark.parametrize(
    "kind", ["text/html; charset=utf-8", "application/rss+xml", "application/feed+json", "text/plain", ""]
)
def test_texts_of_all_types_are_read(kind: str, server: WebServer, fetch: Fetch) -> None:
    server.pages["/feed"] = Page(b"x", content_type=kind)

    assert fetch(server.address("/feed")).body == b"x"


def test_an_unknown_packing_is_refused(server: WebServer, fetch: Fetch) -> None:
    server.pages["/feed"] = Page(b"x", headers={"Content-Encoding": "br"})

    with pytest.raises(RefusedContent, match="'br'"):
        fetch(server.address("/feed"))


def test_a_packed_body_that_is_cut_off_is_refused(server: WebServer, fetch: Fetch) -> None:
    server.pages["/feed"] = Page(gzip.compress(TEXT)[:-20], headers={"Content-Encoding": "gzip"})

    with pytest.raises(RefusedContent, match="cut off"):
        fetch(server.address("/feed"))


def test_a_body_that_ends_early_is_no_answer(server: WebServer, fetch: Fetch) -> None:
    server.pages["/feed"] = Page(TEXT, cut=True)

    with pytest.raises(Unreachable, match="broke off"):
        fetch(server.address("/feed"))


def test_a_server_that_is_too_slow_is_given_up(server: WebServer, fetch: Fetch) -> None:
    server.pages["/feed"] = Page(TEXT, stall=2.0)

    with pytest.raises(Unreachable, match=r"within 0\.3 seconds"):
        fetch(server.address("/feed"), FetchLimits(ALLOWED.allowed, pause=0, seconds=0.3))
