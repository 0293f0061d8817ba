"""Addresses that may be connected to, and those that are refused."""

import asyncio
import ipaddress
import socket

import pytest

from tests.fetching.conftest import ALLOWED, Fetch
from tests.web_server import Page, WebServer
from wireglot.fetching import Client, FetchLimits, FetchState, RefusedAddress, Unreachable
from wireglot.fetching.addresses import check_web_address, reason_to_refuse, resolve


@pytest.mark.parametrize(
    "address",
    [
        *("127.0.0.1", "127.9.9.9", "0.0.0.0", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254"),
        *(
            "100.64.0.1",
            "100.100.100.200",
            "168.63.129.16",
            "192.0.0.192",
            "198.18.0.1",
            "224.0.0.1",
            "255.255.255.255",
        ),
        *("240.0.0.1", "::", "::1", "fe80::1", "fd00:ec2::254", "ff02::1", "fc00::1", "2001:db8::1"),
        *("2001:0:7f00:1::5601:203", "2001:0:c000:204::80ff:fffe", "fe80::a9fe:a9fe", "fec0::1", "3fff::1"),
        *(
            "::ffff:127.0.0.1",
            "::ffff:169.254.169.254",
            "64:ff9b::a9fe:a9fe",
            "64:ff9b:1::7f00:1",
            "::ffff:10.0.0.1",
            "64:ff9b::7f00:1",
            "2002:7f00:1::",
            "2002:a9fe:a9fe::",
        ),
    ],
)
def test_addresses_inside_a_network_are_refused(address: str) -> None:
    assert reason_to_refuse(ipaddress.ip_address(address)) != ""


@pytest.mark.parametrize(
    "address", ["93.184.215.14", "8.8.8.8", "2606:2800:220:1:248:1893:25c8:1946", "::ffff:8.8.8.8"]
)
def test_public_addresses_are_accepted(address: str) -> None:
    assert reason_to_refuse(ipaddress.ip_address(address)) == ""


@pytest.mark.parametrize(
    "url",
    [
        *("file:///etc/hostname", "ftp://news.example/a", "javascript:alert(1)", "data:text/html,x", "gopher://x/"),
        *("http://", "https:///a", "http://a:b:c/", "//news.example/a", "http://.../", "", "news.example/feed"),
    ],
)
def test_only_http_and_https_with_a_host_are_asked(url: str) -> None:
    with pytest.raises(RefusedAddress):
        check_web_address(url)


@pytest.mark.process
@pytest.mark.parametrize(
    "host", ["127.0.0.1", "localhost", "2130706433", "0x7f000001", "017700000001", "127.1", "[::1]"]
)
def test_loopback_is_refused_however_it_is_written(host: str, server: WebServer, fetch: Fetch) -> None:
    port = server.address("").rpartition(":")[2]

    with pytest.raises((RefusedAddress, Unreachable)):
        fetch(f"http://{host}:{port}/feed", FetchLimits(pause=0))
    assert server.requests == []


@pytest.mark.process
def test_a_host_that_is_allowed_by_name_is_asked(server: WebServer, fetch: Fetch) -> None:
    server.pages["/feed"] = Page(b"<rss/>")

    assert fetch(server.address("/feed"), ALLOWED).body == b"<rss/>"
    with pytest.raises(RefusedAddress, match=r'allow = \["127.0.0.1"\]'):
        fetch(server.address("/feed"), FetchLimits(frozenset({"127.0.0.2"}), pause=0))


@pytest.mark.process
@pytest.mark.parametrize("path", ["/feed", "/moved"])
def test_what_one_source_may_fetch_another_may_not_have(path: str, server: WebServer, fetch: Fetch) -> None:
    port = server.address("").rpartition(":")[2]
    server.pages["/feed"] = Page(b"<rss/>")
    server.pages["/moved"] = Page(status=302, headers={"Location": server.address("/feed")})
    place = f"http://localhost:{port}{path}" if path == "/moved" else server.address(path)
    fetch(place, ALLOWED)

    with pytest.raises(RefusedAddress):
        fetch(place, FetchLimits(frozenset({"localhost"}), pause=0), stored_is_enough=True)
    assert fetch(place, ALLOWED, stored_is_enough=True).body == b"<rss/>"
    assert len(server.asked("/feed")) == 1


@pytest.mark.process
def test_a_refusal_is_that_of_one_source(server: WebServer, state: FetchState) -> None:
    server.pages["/feed"] = Page(b"<rss/>")

    async def fetch_as_two() -> bytes:
        async with Client(state, FetchLimits(pause=0)) as client:
            with pytest.raises(RefusedAddress):
                await client.fetch(server.address("/feed"))
            return (await client.within(ALLOWED).fetch(server.address("/feed"))).body

    assert asyncio.run(fetch_as_two()) == b"<rss/>"


@pytest.mark.process
def test_a_redirect_into_the_network_is_refused(server: WebServer, fetch: Fetch) -> None:
    """The first host is allowed, the second one of the same machine is not."""
    port = server.address("").rpartition(":")[2]
    server.pages["/feed"] = Page(status=302, headers={"Location": f"http://127.0.0.2:{port}/secret"})
    server.pages["/secret"] = Page(b"<rss/>")

    with pytest.raises(RefusedAddress):
        fetch(server.address("/feed"))
    assert server.asked("/secret") == []


@pytest.mark.process
@pytest.mark.parametrize("place", ["file:///etc/hostname", "javascript:alert(1)", "ftp://127.0.0.1/"])
def test_a_redirect_away_from_the_web_is_refused(place: str, server: WebServer, fetch: Fetch) -> None:
    server.pages["/feed"] = Page(status=301, headers={"Location": place})

    with pytest.raises(RefusedAddress):
        fetch(server.address("/feed"))


@pytest.mark.process
def test_the_request_names_the_host_and_not_its_address(server: WebServer, fetch: Fetch) -> None:
    """The connection goes to the checked address; virtual hosts still see the name."""
    port = server.address("").rpartition(":")[2]
    server.pages["/feed"] = Page(b"<rss/>")

    fetch(f"http://localhost:{port}/feed")

    assert server.asked("/feed")[0].headers["host"] == f"localhost:{port}"


def test_all_addresses_of_a_host_are_checked() -> None:
    with pytest.raises(RefusedAddress, match="localhost"):
        asyncio.run(resolve("localhost", 80))
    assert asyncio.run(resolve("localhost", 80, frozenset({"localhost"})))


@pytest.mark.parametrize(
    ("host", "allowed"),
    [
        ("127.0.0.1", "localhost"),
        ("localhost", "127.0.0.1"),
        ("127.0.0.2", "127.0.0.1"),
        ("localhost", "host"),
        ("localhost", "local.localhost"),
    ],
)
def test_a_host_is_allowed_by_its_own_name_only(host: str, allowed: str) -> None:
    with pytest.raises(RefusedAddress):
        asyncio.run(resolve(host, 80, frozenset({allowed})))


class Resolver:
    """Answers in the place of DNS, which a test cannot ask, for one name."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, name: str, addresses: list[str]) -> None:
        self.lookups: list[str] = []
        self._name, self._addresses = name, addresses
        self._system = socket.getaddrinfo
        monkeypatch.setattr(socket, "getaddrinfo", self)

    def __call__(self, host: str, *arguments: object, **named: object) -> list[tuple[object, ...]]:
        if host != self._name:
            return self._system(host, *arguments, **named)  # type: ignore[call-overload, no-any-return]
        self.lookups.append(host)
        answers = (self._system(address, *arguments, **named) for address in self._addresses)  # type: ignore[call-overload]
        return [entry for answer in answers for entry in answer]


@pytest.mark.process
@pytest.mark.parametrize("private", ["127.0.0.1", "10.0.0.1", "169.254.169.254", "::1"])
def test_one_private_address_of_many_refuses_the_name(
    private: str, server: WebServer, fetch: Fetch, monkeypatch: pytest.MonkeyPatch
) -> None:
    Resolver(monkeypatch, "tarn.example", ["93.184.215.14", private])
    port = server.address("").rpartition(":")[2]

    with pytest.raises(RefusedAddress, match=r"tarn\.example"):
        fetch(f"http://tarn.example:{port}/feed", FetchLimits(pause=0))
    assert server.requests == []


@pytest.mark.process
def test_the_connection_is_made_to_the_address_that_was_checked(
    server: WebServer, fetch: Fetch, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A name that answers otherwise when it is asked a second time (DNS rebinding) is asked once for each request."""
    server.pages["/feed"] = Page(b"<rss/>")
    resolver = Resolver(monkeypatch, "tarn.example", ["127.0.0.1"])
    port = server.address("").rpartition(":")[2]

    fetch(f"http://tarn.example:{port}/feed", FetchLimits(frozenset({"tarn.example"}), pause=0))

    assert [request.path for request in server.requests] == ["/robots.txt", "/feed"]
    assert len(resolver.lookups) == 2


@pytest.mark.process
def test_the_next_address_is_tried_where_one_does_not_answer(
    server: WebServer, fetch: Fetch, monkeypatch: pytest.MonkeyPatch
) -> None:
    server.pages["/feed"] = Page(b"<rss/>")
    Resolver(monkeypatch, "tarn.example", ["127.0.0.9", "127.0.0.1"])
    port = server.address("").rpartition(":")[2]

    assert (
        fetch(f"http://tarn.example:{port}/feed", FetchLimits(frozenset({"tarn.example"}), pause=0)).body == b"<rss/>"
    )


@pytest.mark.process
@pytest.mark.parametrize("allowed", ["f\u00e4hre.example", "xn--fhre-loa.example"])
def test_a_name_beyond_ascii_is_allowed_in_either_spelling(
    allowed: str, server: WebServer, fetch: Fetch, monkeypatch: pytest.MonkeyPatch
) -> None:
    server.pages["/feed"] = Page(b"<rss/>")
    Resolver(monkeypatch, "xn--fhre-loa.example", ["127.0.0.1"])
    port = server.address("").rpartition(":")[2]

    assert fetch(f"http://F\u00e4hre.example:{port}/feed", FetchLimits(frozenset({allowed}), pause=0)).body == b"<rss/>"
