"""Servers that break the rules of HTTP: refused within limits, by an error of our own, and never waited for long."""

import gzip
import itertools
import time
import zlib
from collections.abc import Iterable, Iterator

import pytest

from tests.fetching.conftest import ALLOWED, Fetch
from tests.fetching.raw_server import Answer, head, raw_server
from tests.web_server import Page, WebServer
from wireglot.fetching import BadStatus, FetchError, FetchLimits, RefusedAddress, RefusedContent, Unreachable
from wireglot.fetching.robots import Robots

pytestmark = pytest.mark.process

QUICK = FetchLimits(ALLOWED.allowed, pause=0, seconds=0.5)
SMALL = FetchLimits(ALLOWED.allowed, pause=0, bytes=100_000)
FEED = b"<rss><channel><item><title>Ferry stops</title></item></channel></rss>"


def slowly(pieces: Iterable[bytes]) -> Iterator[bytes]:
    for piece in pieces:
        yield piece
        time.sleep(0.05)


def endless(piece: bytes) -> Iterator[bytes]:
    return itertools.repeat(piece)


@pytest.mark.parametrize(
    "answer",
    [
        lambda path: slowly(endless(b"H")),
        lambda path: slowly([b"HTTP/1.1 200 OK\r\n", *(b"X-A: b\r\n" for _ in range(1000))]),
        lambda path: slowly([head("Content-Length: 1000"), *(b"x" for _ in range(1000))]),
        lambda path: slowly([head("Transfer-Encoding: chunked"), *(b"1\r\nx\r\n" for _ in range(1000))]),
        lambda path: slowly([b"HTTP/1.1 100 Continue\r\n\r\n"] * 1000),
    ],
    ids=["status line", "headers", "body", "chunks", "interim answers"],
)
def test_an_answer_that_drips_is_given_up_at_the_time_limit(answer: Answer, fetch: Fetch) -> None:
    with raw_server(answer) as server, pytest.raises(Unreachable, match=r"within 0\.5 seconds"):
        fetch(server.address("/feed"), QUICK)


@pytest.mark.parametrize(
    "start",
    [head(), head("Content-Length: 99999999999"), head("Content-Length: 99999999999", "Content-Encoding: gzip")],
    ids=["no length", "a length", "packed"],
)
def test_a_body_without_end_is_given_up_at_the_limit(start: bytes, fetch: Fetch) -> None:
    packed = zlib.compressobj(9, zlib.DEFLATED, 31)
    piece = b"x" * 10_000
    pieces = (
        packed.compress(piece) + packed.flush(zlib.Z_SYNC_FLUSH) if b"gzip" in start else piece for _ in endless(b"")
    )
    with (
        raw_server(lambda path: itertools.chain([start], pieces)) as server,
        pytest.raises(RefusedContent, match="expected at most"),
    ):
        fetch(server.address("/feed"), SMALL)


BROKEN = {
    "nothing": b"",
    "another protocol": b"SSH-2.0-OpenSSH_9.6\r\n",
    "no head": b"<html>no HTTP</html>\r\n\r\n",
    "a status that is no number": b"HTTP/1.1 two OK\r\n\r\n",
    "a status of six digits": head("Location: /other", status="999999 Odd"),
    "less than announced": head("Content-Length: 100") + FEED,
    "a negative length": head("Content-Length: -1") + FEED,
    "a length that is no number": head("Content-Length: ten") + FEED,
    "two lengths": head("Content-Length: 10", "Content-Length: 20") + FEED,
    "a length of 5000 digits": head("Content-Length: 9" + "9" * 5000) + FEED,
    "a chunk without a size": head("Transfer-Encoding: chunked") + b"zz\r\n" + FEED,
    "a chunk without end": head("Transfer-Encoding: chunked") + b"fffffffffffffffffffff\r\n" + FEED,
    "an unknown transfer": head("Transfer-Encoding: gzip") + FEED,
    "a header of 200 kB": head("X-Long: " + "a" * 200_000) + FEED,
    "500 kB of cookies": head(*("Set-Cookie: " + "a" * 1000 for _ in range(500))) + FEED,
    "a zero byte in a header": head("A\x00b: c") + FEED,
}


@pytest.mark.parametrize("answer", BROKEN.values(), ids=BROKEN)
def test_what_breaks_the_rules_of_http_is_an_error_of_our_own(answer: bytes, fetch: Fetch) -> None:
    with raw_server(lambda path: [answer]) as server, pytest.raises((Unreachable, BadStatus)):
        fetch(server.address("/feed"), QUICK)


def test_cookies_are_taken_by_nobody(fetch: Fetch) -> None:
    cookies = head(*(f"Set-Cookie: a{n}=b" for n in range(300)), f"Content-Length: {len(FEED)}", "Connection: close")
    with raw_server(lambda path: [cookies + FEED]) as server:
        assert fetch(server.address("/feed")).body == FEED
        fetch(server.address("/feed"))

    assert not any("cookie" in request.lower() for request in server.requests)


@pytest.mark.parametrize(
    "value", ["caf\xe9", "\xff\xfe", "a" * 5000, "\xe2\x80\xa8"], ids=["Latin-1", "binary", "long", "UTF-8"]
)
def test_a_validator_that_cannot_be_sent_back_is_not(value: str, fetch: Fetch) -> None:
    answer = (
        head(f"ETag: {value}", f"Last-Modified: {value}", f"Content-Length: {len(FEED)}", "Connection: close") + FEED
    )
    with raw_server(lambda path: [answer]) as server:
        assert [fetch(server.address("/feed")).body for _ in range(2)] == [FEED, FEED]

    assert not any("if-none-match" in request.lower() for request in server.requests)


@pytest.mark.parametrize(
    "location",
    [
        *("file:///etc/hostname", "ftp://a.example/", "data:text/html,x", "gopher://a.example/", "javascript:alert(1)"),
        *("http://[::1", "http://a:b:c/", "http://.../", "JaVaScRiPt:x", " file:///etc/hostname"),
        *("http://127.0.0.1:1@169.254.169.254/", "http://169.254.169.254/latest/meta-data/", "//169.254.169.254/"),
        *("http://[::ffff:127.0.0.1]/", "http://2130706433/", "http://0177.0.0.1/", "http://0/", "http://127.1/"),
        *("http://[64:ff9b::a9fe:a9fe]/", "http://[2002:7f00:1::]/", "http://\u2460\u2461\u2466.0.0.1/"),
    ],
)
def test_a_redirect_is_checked_like_any_address(location: str, server: WebServer, fetch: Fetch) -> None:
    server.pages["/feed"] = Page(status=302, headers={"Location": location.encode().decode("latin-1")})

    with pytest.raises((RefusedAddress, Unreachable)):
        fetch(server.address("/feed"), FetchLimits(frozenset({"127.0.0.1"}), pause=0, seconds=5))
    assert {request.path for request in server.requests} == {"/robots.txt", "/feed"}


def test_a_circle_of_redirects_ends(server: WebServer, fetch: Fetch) -> None:
    server.pages["/a"] = Page(status=301, headers={"Location": "/b"})
    server.pages["/b"] = Page(status=308, headers={"Location": "/a"})

    for _ in range(2):
        with pytest.raises(BadStatus, match="at most 5 redirects"):
            fetch(server.address("/a"))
    assert len(server.requests) <= 2 * 6 + 1


def test_a_circle_of_redirects_from_robots_ends(server: WebServer, fetch: Fetch) -> None:
    server.pages["/robots.txt"] = Page(status=301, headers={"Location": "/robots.txt"})
    server.pages["/feed"] = Page(FEED)

    assert fetch(server.address("/feed")).body == FEED


def test_robots_inside_a_network_are_not_asked(server: WebServer, fetch: Fetch) -> None:
    server.pages["/robots.txt"] = Page(status=302, headers={"Location": "http://169.254.169.254/robots.txt"})

    with pytest.raises(RefusedAddress):
        fetch(server.address("/feed"))


def test_header_lines_in_an_address_are_not_sent(fetch: Fetch) -> None:
    answer = head(f"Content-Length: {len(FEED)}", "Connection: close") + FEED
    with raw_server(lambda path: [answer]) as server:
        for path in (
            "/a\r\nX-Injected: 1",
            "/a%0d%0aX-Injected: 1",
            "/a\nX-Injected: 1",
            "/a HTTP/1.1\r\nX-Injected: 1",
        ):
            try:
                fetch(server.address(path))
            except FetchError:
                continue

    assert not any(
        line.lower().startswith("x-injected") for request in server.requests for line in request.splitlines()
    )


@pytest.mark.parametrize("encoding", ["br", "zstd", "compress", "gzip, gzip", "gzip, br", "lzma"])
def test_packings_that_were_not_asked_for_are_refused(encoding: str, server: WebServer, fetch: Fetch) -> None:
    server.pages["/feed"] = Page(gzip.compress(FEED), headers={"Content-Encoding": encoding})

    with pytest.raises(RefusedContent, match="expected gzip, deflate or no packing"):
        fetch(server.address("/feed"))
    assert server.asked("/feed")[0].headers["accept-encoding"] == "gzip, deflate"


def test_a_million_empty_members_are_refused(server: WebServer, fetch: Fetch) -> None:
    """20 kB that would unpack to 20 MB, each member of which would copy the rest."""
    members = gzip.compress(b"") * 50_000
    for body, encoding in ((members, "gzip"), (members, ""), (gzip.compress(members), "gzip")):
        server.pages["/feed"] = Page(body, headers={"Content-Encoding": encoding})

        with pytest.raises(RefusedContent, match="packed parts"):
            fetch(server.address("/feed"))


def test_packed_data_within_packed_data_is_unpacked_twice_at_most(server: WebServer, fetch: Fetch) -> None:
    body = FEED
    for _ in range(5):
        body = gzip.compress(body)
    server.pages["/feed"] = Page(body, headers={"Content-Encoding": "gzip"})

    assert fetch(server.address("/feed")).body.startswith(b"\x1f\x8b")


def test_rules_for_robots_with_many_wildcards_are_read_at_once() -> None:
    """With regular expressions it would take longer than anyone waits."""
    rules = Robots("User-agent: *\nDisallow: /" + "*a" * 60 + "b")

    assert rules.allows("https://tarn.example/" + "a" * 2000)
