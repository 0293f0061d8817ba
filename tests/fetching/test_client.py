"""The client: conditional requests, redirects, politeness, credentials."""

import asyncio
import logging
import time
from itertools import pairwise
from pathlib import Path

import pytest

from tests.fetching.conftest import ALLOWED, Fetch
from tests.web_server import Page, Request, WebServer, with_etag
from wireglot.fetching import (
    BadStatus,
    Client,
    FetchError,
    FetchLimits,
    FetchState,
    Postponed,
    RefusedByRobots,
    Unreachable,
)

pytestmark = pytest.mark.process


def test_an_unchanged_address_costs_one_conditional_request(server: WebServer, fetch: Fetch) -> None:
    server.pages["/feed"] = with_etag(b"<rss/>", '"v1"')
    first = fetch(server.address("/feed"))
    before = len(server.requests)

    second = fetch(server.address("/feed"))

    assert (first.body, first.changed) == (b"<rss/>", True)
    assert (second.body, second.changed) == (b"<rss/>", False)
    assert [request.headers["if-none-match"] for request in server.requests[before:]] == ['"v1"']


def test_last_modified_is_sent_back(server: WebServer, fetch: Fetch) -> None:
    moment = "Wed, 04 Nov 2026 06:00:00 GMT"
    server.pages["/feed"] = Page(b"<rss/>", headers={"Last-Modified": moment})

    fetch(server.address("/feed"))
    fetch(server.address("/feed"))

    assert [request.headers.get("if-modified-since") for request in server.asked("/feed")] == [None, moment]


def test_a_stored_body_is_enough_where_that_is_asked(server: WebServer, fetch: Fetch) -> None:
    server.pages["/page"] = Page(b"<p>x</p>", "text/html")

    fetch(server.address("/page"))
    fetched = fetch(server.address("/page"), stored_is_enough=True)

    assert (fetched.body, fetched.changed, len(server.asked("/page"))) == (b"<p>x</p>", False, 1)


def test_one_run_asks_for_an_address_once(server: WebServer, state: FetchState) -> None:
    server.pages["/feed"] = Page(b"<rss/>")
    server.pages["/bad"] = Page(status=500)

    async def run() -> list[object]:
        async with Client(state, ALLOWED) as client:
            together = await asyncio.gather(
                *(client.fetch(server.address(path)) for path in ("/feed", "/feed", "/bad", "/bad")),
                return_exceptions=True,
            )
            again = await asyncio.gather(
                client.fetch(server.address("/feed")), client.fetch(server.address("/bad")), return_exceptions=True
            )
            return [*together, *again]

    found = asyncio.run(run())

    assert (len(server.asked("/feed")), len(server.asked("/bad"))) == (1, 1)
    assert sum(isinstance(one, BadStatus) for one in found) == 3


def test_a_permanent_redirect_is_remembered(server: WebServer, fetch: Fetch) -> None:
    server.pages["/old"] = Page(status=301, headers={"Location": "/new"})
    server.pages["/new"] = with_etag(b"<rss/>")

    assert fetch(server.address("/old")).url == server.address("/new")
    assert fetch(server.address("/old")).body == b"<rss/>"
    assert (len(server.asked("/old")), len(server.asked("/new"))) == (1, 2)


def test_a_temporary_redirect_is_asked_each_time(server: WebServer, fetch: Fetch) -> None:
    server.pages["/old"] = Page(status=302, headers={"Location": "/new"})
    server.pages["/new"] = Page(b"<rss/>")

    fetch(server.address("/old"))
    fetch(server.address("/old"))

    assert len(server.asked("/old")) == 2


def test_what_moved_for_good_and_is_gone_is_asked_at_its_old_place(server: WebServer, fetch: Fetch) -> None:
    server.pages["/old"] = Page(status=308, headers={"Location": "/new"})
    server.pages["/new"] = Page(b"<rss/>")
    fetch(server.address("/old"))
    server.pages["/new"] = Page(status=404)
    server.pages["/old"] = Page(b"<rss>back</rss>")

    assert fetch(server.address("/old")).body == b"<rss>back</rss>"


@pytest.mark.parametrize(("redirects", "is_read"), [(5, True), (6, False)])
def test_five_redirects_are_followed(redirects: int, is_read: bool, server: WebServer, fetch: Fetch) -> None:
    for n in range(redirects):
        server.pages[f"/{n}"] = Page(status=302, headers={"Location": f"/{n + 1}"})
    server.pages[f"/{redirects}"] = Page(b"<rss/>")

    if is_read:
        assert fetch(server.address("/0")).body == b"<rss/>"
    else:
        with pytest.raises(BadStatus, match="at most 5 redirects"):
            fetch(server.address("/0"))


@pytest.mark.parametrize("status", [400, 401, 403, 404, 410, 500, 502, 504, 999])
def test_an_error_of_the_server_is_named(status: int, server: WebServer, fetch: Fetch) -> None:
    server.pages["/feed"] = Page(b"no", status=status)

    advice = "try again later" if status in (500, 502, 504) else "check the address"
    with pytest.raises(BadStatus, match=rf"{status}.*; {advice}\.$"):
        fetch(server.address("/feed"))


def test_an_unreachable_host_is_named_before_its_robots_txt(fetch: Fetch) -> None:
    with WebServer() as server:
        address = server.address("/feed")

    with pytest.raises(Unreachable) as found:
        fetch(address)
    assert str(found.value).startswith(f"{address}: expected a connection, found none;")
    assert str(found.value).endswith("The site's robots.txt must be read first.")


def test_a_long_retry_after_is_observed_by_later_runs(server: WebServer, fetch: Fetch) -> None:
    server.pages["/feed"] = Page(status=429, headers={"Retry-After": "3600"})

    with pytest.raises(Postponed) as first:
        fetch(server.address("/feed"))
    with pytest.raises(Postponed, match="not asked again before"):
        fetch(server.address("/feed"))
    assert len(server.asked("/feed")) == 1
    assert 3500 < first.value.until - time.time() <= 3600


def test_a_wait_from_before_the_clock_was_set_back_is_over(
    server: WebServer, fetch: Fetch, monkeypatch: pytest.MonkeyPatch
) -> None:
    address = server.address("/feed")
    server.pages["/feed"] = Page(status=429, headers={"Retry-After": "3600"})
    with monkeypatch.context() as patch:
        now = time.time() + 700 * 86_400
        patch.setattr(time, "time", lambda: now)
        with pytest.raises(Postponed):
            fetch(address)
    server.pages["/feed"] = Page(b"<rss/>")

    assert fetch(address).body == b"<rss/>"


def test_a_short_retry_after_is_waited_for(server: WebServer, fetch: Fetch) -> None:
    answers = [Page(status=503, headers={"Retry-After": "1"}), Page(b"<rss/>")]
    server.pages["/feed"] = lambda request: answers.pop(0)

    assert fetch(server.address("/feed")).body == b"<rss/>"
    first, second = server.asked("/feed")
    assert second.time - first.time >= 1.0


def test_requests_to_one_host_keep_their_distance(server: WebServer, state: FetchState) -> None:
    """Distances are what must hold, on a busy machine as well; they may be longer."""
    for n in range(3):
        server.pages[f"/{n}"] = Page(b"<rss/>")

    async def run() -> None:
        async with Client(state, FetchLimits(ALLOWED.allowed, pause=0.2)) as client:
            await asyncio.gather(*(client.fetch(server.address(f"/{n}")) for n in range(3)))

    asyncio.run(run())

    times = [request.time for request in server.requests if request.path != "/robots.txt"]
    assert all(later - earlier >= 0.19 for earlier, later in pairwise(times))


def test_robots_txt_is_observed_and_read_once(server: WebServer, fetch: Fetch) -> None:
    server.pages["/robots.txt"] = Page(b"User-agent: *\nDisallow: /private/\n", "text/plain")
    server.pages["/feed"] = server.pages["/private/feed"] = Page(b"<rss/>")

    fetch(server.address("/feed"))
    with pytest.raises(RefusedByRobots):
        fetch(server.address("/private/feed"))
    assert (len(server.asked("/robots.txt")), server.asked("/private/feed")) == (1, [])


def test_rules_for_wireglot_come_before_those_for_all(server: WebServer, fetch: Fetch) -> None:
    server.pages["/robots.txt"] = Page(b"User-agent: *\nDisallow: /\n\nUser-agent: wireglot\nAllow: /\n", "text/plain")
    server.pages["/feed"] = Page(b"<rss/>")

    assert fetch(server.address("/feed")).body == b"<rss/>"


def test_a_failing_robots_txt_allows_nothing(server: WebServer, fetch: Fetch) -> None:
    server.pages["/robots.txt"] = Page(status=500)
    server.pages["/feed"] = Page(b"<rss/>")

    with pytest.raises(Unreachable, match=r"robots\.txt must be read first"):
        fetch(server.address("/feed"))
    assert server.asked("/feed") == []


def test_a_redirect_to_a_forbidden_page_is_not_followed(server: WebServer, fetch: Fetch) -> None:
    server.pages["/robots.txt"] = Page(b"User-agent: *\nDisallow: /private/\n", "text/plain")
    server.pages["/feed"] = Page(status=302, headers={"Location": "/private/feed"})

    with pytest.raises(RefusedByRobots):
        fetch(server.address("/feed"))


def test_credentials_are_sent_and_never_written(
    server: WebServer, fetch: Fetch, state: FetchState, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    server.pages["/feed"] = Page(b"<rss/>")
    server.pages["/gone"] = Page(status=404)
    place = server.address("/feed?token=t0psecret").replace("http://", "http://reader:pa55word@")
    server.pages["/feed?token=t0psecret"] = Page(b"<rss/>")

    fetched = fetch(place)
    with pytest.raises(FetchError) as error:
        fetch(place.replace("/feed", "/gone"))
    state.close()

    assert server.requests[-1].headers["authorization"].startswith("Basic ")
    written = b"".join(path.read_bytes() for path in tmp_path.iterdir()).decode("latin-1")
    for text in (fetched.url, str(error.value), caplog.text, written):
        assert "pa55word" not in text
        assert "t0psecret" not in text


def test_credentials_are_not_sent_to_another_host(server: WebServer, fetch: Fetch) -> None:
    port = server.address("").rpartition(":")[2]
    server.pages["/feed"] = Page(status=302, headers={"Location": f"http://localhost:{port}/other"})
    server.pages["/other"] = Page(b"<rss/>")

    fetch(f"http://reader:secret@127.0.0.1:{port}/feed")

    assert "authorization" in server.asked("/feed")[0].headers
    assert "authorization" not in server.asked("/other")[0].headers


def test_a_page_that_failed_is_left_alone_for_a_while(server: WebServer, fetch: Fetch) -> None:
    server.pages["/page"] = Page(status=404)

    for _ in range(3):
        with pytest.raises(BadStatus):
            fetch(server.address("/page"), stored_is_enough=True)
    assert len(server.asked("/page")) == 1


def test_a_damaged_state_is_set_aside(server: WebServer, tmp_path: Path) -> None:
    path = tmp_path / "fetching.sqlite"
    path.write_bytes(b"no database at all" * 100)
    state = FetchState(path)
    server.pages["/feed"] = Page(b"<rss/>")

    async def run() -> bytes:
        async with Client(state, ALLOWED) as client:
            return (await client.fetch(server.address("/feed"))).body

    assert asyncio.run(run()) == b"<rss/>"
    assert state.answer(server.address("/feed")).body == b"<rss/>"
    assert len(list(tmp_path.glob("*.aside-*"))) == 1
    state.close()


def test_the_agent_names_itself(server: WebServer, fetch: Fetch) -> None:
    seen: list[Request] = []
    server.pages["/feed"] = lambda request: (seen.append(request), Page(b"<rss/>"))[1]

    fetch(server.address("/feed"))

    assert seen[0].headers["user-agent"].startswith("Wireglot/")
