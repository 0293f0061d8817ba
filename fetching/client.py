"""The HTTP client: every request to the network goes through `Client.fetch`.

    within a run     each address is fetched once, 20 hosts at a time, one request at a time for each host
    for each host    robots.txt, a pause between requests, Retry-After
    between runs     ETag and Last-Modified make an unchanged answer cost one conditional request; its body is kept, so
                     that what a limit or a failure left undone is still there
    always           checked addresses, at most 5 redirects, 20 MB unpacked, a time limit, texts only

Redirects are followed here, each to a checked address. User and password of an address are sent to its own host only.
"""

import asyncio
import logging
import time
from collections import defaultdict
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from copy import copy
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from http import HTTPStatus
from typing import TYPE_CHECKING
from urllib.parse import urljoin, urlsplit

from wireglot.articles import shown_address, time_text
from wireglot.fetching.addresses import check_web_address
from wireglot.fetching.bodies import ACCEPT, ACCEPT_ENCODING, MAX_BODY, check_content_type, read_body
from wireglot.fetching.certificates import tls_problem
from wireglot.fetching.errors import (
    BadStatus,
    FetchError,
    Postponed,
    RefusedAddress,
    RefusedByRobots,
    RefusedContent,
    Unreachable,
)
from wireglot.fetching.headers import authorization, conditions, host_of, retry_after, validator, without_user
from wireglot.fetching.robots import KEPT_SECONDS, MAX_ROBOTS, USER_AGENT, Robots, robots_address
from wireglot.fetching.state import Answer, FetchState
from wireglot.fetching.transport import PinnedTransport

if TYPE_CHECKING:
    import httpx

log = logging.getLogger(__name__)

HOSTS_AT_A_TIME = 20
# Pages need one or two: from http to https, and to another host. More are mostly a circle.
MOST_REDIRECTS = 5
# A polite reader asks a site once a second; a feed is one request, its teasers one each.
SECONDS_BETWEEN_REQUESTS = 1.0
# For one request, from the connection to the last byte.
TIME_LIMIT = 30.0
# A host that asks to wait this long is waited for; a longer time is left to a later run.
LONGEST_WAIT = 10.0
# Without a Retry-After; and at most, since a typing error should not silence a source for a year.
DEFAULT_WAIT, MOST_WAIT = 300.0, 86_400.0
# An address that failed is asked again by later runs after 5 minutes, then 10, 20 ... up to a day.
RETRY_SECONDS = 300.0
_REDIRECTS = {301, 302, 303, 307, 308}
_PERMANENT = {301, 308}
_WAITING = {429, 503}
_PRODUCT = f"{USER_AGENT}/0.1 (+https://github.com/wireglot)"


@dataclass(frozen=True, slots=True)
class FetchLimits:
    """How hosts are asked.

    allowed   hosts that may have any address, in small letters
    pause     seconds between two requests to one host; robots.txt may ask for more
    seconds   for one request
    bytes     of a body, unpacked
    """

    allowed: frozenset[str] = frozenset()
    pause: float = SECONDS_BETWEEN_REQUESTS
    seconds: float = TIME_LIMIT
    bytes: int = MAX_BODY


DEFAULT_LIMITS = FetchLimits()


@dataclass(frozen=True, slots=True)
class Fetched:
    """A body that is current.

    url      the address that gave it, without credentials
    changed  False where the server says that it is what it was, or where it was not asked
    """

    url: str
    body: bytes
    content_type: str = ""
    changed: bool = True


@dataclass(slots=True)
class _Host:
    """The requests to one host: one at a time, with a pause between them."""

    lock: asyncio.Lock
    next_request: float = 0.0
    delay: float = 0.0


class Client:
    """Fetches addresses; used within `async with`."""

    def __init__(self, state: FetchState, limits: FetchLimits = DEFAULT_LIMITS) -> None:
        self._state, self._limits = state, limits
        self._transport = PinnedTransport()
        self._hosts = defaultdict[str, _Host](lambda: _Host(asyncio.Lock()))
        self._slots = asyncio.Semaphore(HOSTS_AT_A_TIME)
        self._turns = defaultdict[str, asyncio.Lock](asyncio.Lock)
        self._asked: dict[str, FetchError | None] = {}
        self._robots: dict[str, Robots | FetchError] = {}

    def within(self, limits: FetchLimits) -> "Client":
        """Return a client with these limits that shares everything else with this one; it is not closed by itself."""
        other = copy(self)
        other._limits = limits
        return other

    async def __aenter__(self) -> "Client":
        return self

    async def __aexit__(self, *exception: object) -> None:
        await self._transport.close()

    async def fetch(self, url: str, *, stored_is_enough: bool = False) -> Fetched:
        """Return the body at the address, from the server or, where it has not changed, from an earlier run.

        Args:
            stored_is_enough: Do not ask the server when an earlier run has a body.

        Raises:
            FetchError: If there is none; the message has no credentials in it.
        """
        check_web_address(url)
        async with self._turns[url]:
            if error := self._asked.get(url):
                raise error
            return await self._fetch_once(url, stored_is_enough or url in self._asked)

    async def _fetch_once(self, url: str, stored_is_enough: bool) -> Fetched:
        """Fetch, and remember that this was done; the body is in the state, so that no run holds all of them."""
        try:
            fetched = await self._fetch(url, stored_is_enough)
            self._asked[url] = None
            return fetched
        except RefusedAddress:  # another source may be allowed what this one is not
            raise
        except FetchError as error:
            self._asked[url] = error
            raise

    async def _fetch(self, url: str, stored_is_enough: bool) -> Fetched:
        known = self._state.answer(url)
        if not known.inside <= self._limits.allowed:
            known = Answer()  # from a host that this source may not connect to
        if stored_is_enough and known.fetched:
            self._state.keep_answer(url, known)  # notes that it is used
            return Fetched(known.final, known.body, known.content_type, changed=False)
        self._check_time(url, known, is_item=stored_is_enough)
        try:
            return await self._ask(url, known)
        except RefusedAddress:
            raise
        except FetchError as error:
            failures = known.failures + 1
            wait = min(MOST_WAIT, RETRY_SECONDS * 2 ** min(failures - 1, 10)) if stored_is_enough else 0.0
            until = error.until if isinstance(error, Postponed) else time.time() + wait
            moved = "" if isinstance(error, (BadStatus, Unreachable)) and known.moved else known.moved
            self._state.keep_answer(url, replace(known, failures=failures, not_before=until, moved=moved))
            raise

    def _check_time(self, url: str, known: Answer, *, is_item: bool) -> None:
        """Keep to what the server asked for; a page that failed waits longer each time.

        A time that is further away than any wait was written by a clock that has been set back.
        """
        if 0.0 < known.not_before - time.time() <= MOST_WAIT:
            when = time_text(datetime.fromtimestamp(known.not_before, UTC))
            reason = "failed before and is" if is_item else "asked to be left alone, and is"
            raise Postponed(
                f"{shown_address(url)}: {reason} not asked again before {when}.",
                HTTPStatus.TOO_MANY_REQUESTS,
                known.not_before,
            )

    async def _ask(self, url: str, known: Answer) -> Fetched:
        """Ask the address, or the one to which it has moved for good; when that one fails, the original once more."""
        if known.moved:
            try:
                return await self._follow(url, known.moved, known)
            except (BadStatus, Unreachable, RefusedAddress) as error:
                if isinstance(error, Postponed):
                    raise
                log.info("%s moved to an address that fails now; asked at its old one.", shown_address(url))
                known = replace(known, moved="")
        return await self._follow(url, url, known)

    async def _follow(self, url: str, first: str, known: Answer) -> Fetched:
        """Follow the redirects from `first`, and keep the answer under `url`."""
        shown = shown_address(url)
        address, moved, permanent = first, known.moved, True
        hosts: set[str] = set()
        for _ in range(MOST_REDIRECTS + 1):
            hosts.add((urlsplit(address).hostname or "").lower())
            headers = conditions(known) | authorization(url, address)
            async with self._request(address, headers, shown) as response:
                if response.status_code not in _REDIRECTS:
                    known = replace(known, moved=moved, inside=self._transport.inside & hosts)
                    return await self._take(url, address, known, response)
                permanent = permanent and response.status_code in _PERMANENT
                address = _next_address(address, response, shown)
                moved = address if permanent else moved
        raise BadStatus(f"{shown}: expected at most {MOST_REDIRECTS} redirects, found more.", HTTPStatus.LOOP_DETECTED)

    async def _take(self, url: str, address: str, known: Answer, response: "httpx.Response") -> Fetched:
        """Return the body, and keep it with what `known` says about the way to it."""
        shown = shown_address(url)
        now = time.time()
        if response.status_code == HTTPStatus.NOT_MODIFIED and known.fetched:
            self._state.keep_answer(url, replace(known, fetched=now, failures=0, not_before=0))
            return Fetched(known.final, known.body, known.content_type, changed=False)
        if response.status_code != HTTPStatus.OK:
            raise _status_error(response, shown)
        content_type = response.headers.get("content-type", "")
        check_content_type(content_type, shown)
        body = await read_body(response, shown, self._limits.bytes)
        final = shown_address(address)
        answer = Answer(
            body,
            content_type,
            validator(response, "etag"),
            validator(response, "last-modified"),
            final,
            known.moved,
            now,
            inside=known.inside,
        )
        self._state.keep_answer(url, answer)
        return Fetched(final, body, content_type, body != known.body)

    @asynccontextmanager
    async def _request(self, address: str, headers: dict[str, str], shown: str) -> AsyncIterator["httpx.Response"]:
        """Send one request when the host may be asked; a short Retry-After is waited for, once."""
        check_web_address(address)
        host = self._hosts[host_of(address)]
        async with host.lock:
            await self._check_robots(address, host, shown)
            for attempt in range(2):
                await asyncio.sleep(host.next_request - time.monotonic())
                try:
                    async with self._send(address, headers, shown) as response:
                        wait = retry_after(response) if response.status_code in _WAITING else 0.0
                        if attempt or not 0 < wait <= LONGEST_WAIT:
                            yield response
                            return
                finally:
                    host.next_request = time.monotonic() + max(self._limits.pause, host.delay)
                await asyncio.sleep(wait)

    @asynccontextmanager
    async def _send(self, address: str, headers: dict[str, str], shown: str) -> AsyncIterator["httpx.Response"]:
        import httpx

        all_headers = {"User-Agent": _PRODUCT, "Accept": ACCEPT, "Accept-Encoding": ACCEPT_ENCODING, **headers}
        try:
            async with self._slots, asyncio.timeout(self._limits.seconds):
                response = await self._transport.send(address, all_headers, self._limits.allowed)
                try:
                    yield response
                finally:
                    await response.aclose()
        except TimeoutError as error:
            raise Unreachable(
                f"{shown}: expected an answer within {self._limits.seconds:g} seconds, found none; try again later."
            ) from error
        except (httpx.HTTPError, httpx.InvalidURL, httpx.StreamError, OSError) as error:
            problem = tls_problem(error, urlsplit(address).hostname or "") or _connection_problem(error)
            raise Unreachable(f"{shown}: {problem}") from error

    async def _check_robots(self, address: str, host: _Host, shown: str) -> None:
        where = robots_address(address)
        try:
            rules = await self._rules(where)
        except RefusedAddress:
            raise
        except Postponed as error:
            raise Postponed(f"{shown}: {error}", error.status, error.until) from error
        except FetchError as error:
            cause = str(error).removeprefix(f"{where}: ")
            raise Unreachable(f"{shown}: {cause} The site's robots.txt must be read first.") from error
        host.delay = rules.delay
        if not rules.allows(without_user(address)):
            raise RefusedByRobots(f"{shown}: the site's robots.txt does not allow {USER_AGENT} to read it.")

    async def _rules(self, where: str) -> Robots:
        """Return the rules of a host, read once in a run; whoever calls has the host for itself."""
        if where not in self._robots:
            try:
                self._robots[where] = await self._read_robots(where)
            except RefusedAddress:
                raise
            except FetchError as error:
                self._robots[where] = error
        found = self._robots[where]
        if isinstance(found, FetchError):
            raise found
        return found

    async def _read_robots(self, where: str) -> Robots:
        known = self._state.answer(where)
        if known.fetched and 0.0 <= time.time() - known.fetched < KEPT_SECONDS:
            return Robots(known.body.decode("utf-8", "replace"))
        try:
            text = await self._fetch_robots(where)
        except RefusedContent:  # a robots.txt of another size or packing says nothing
            text = b""
        self._state.keep_answer(where, Answer(text[:MAX_ROBOTS], fetched=time.time(), final=where))
        return Robots(text[:MAX_ROBOTS].decode("utf-8", "replace"))

    async def _fetch_robots(self, where: str) -> bytes:
        address = where
        for _ in range(MOST_REDIRECTS + 1):
            check_web_address(address)
            async with self._send(address, {}, where) as response:
                if response.status_code in _REDIRECTS:
                    address = _next_address(address, response, where)
                    continue
                if 400 <= response.status_code < 500 and response.status_code not in _WAITING:
                    return b""
                if response.status_code != HTTPStatus.OK:
                    raise _status_error(response, where)
                return await read_body(response, where, self._limits.bytes)
        return b""


def _next_address(address: str, response: "httpx.Response", shown: str) -> str:
    location = response.headers.get("location", "")
    if not location:
        raise BadStatus(f"{shown}: found a redirect ({response.status_code}) that leads nowhere.", response.status_code)
    try:
        following = urljoin(without_user(address), location)
    except ValueError as error:
        raise RefusedAddress(f"{shown}: found a redirect to something that is no address.") from error
    check_web_address(following)
    return str(following)


def _status_error(response: "httpx.Response", shown: str) -> BadStatus:
    status = response.status_code
    try:
        name = f"{status} {HTTPStatus(status).phrase}"
    except ValueError:
        name = str(status)
    if status in _WAITING:
        wait = min(MOST_WAIT, max(1.0, retry_after(response) or DEFAULT_WAIT))
        return Postponed(f"{shown}: the server asks to come back later ({name}).", status, time.time() + wait)
    advice = "try again later" if 500 <= status < 600 else "check the address"
    return BadStatus(f"{shown}: expected a feed or a text, found the error {name}; {advice}.", status)


def _connection_problem(error: Exception) -> str:
    import httpx

    if isinstance(error, httpx.TimeoutException):
        found = "expected an answer, found none in time"
    elif isinstance(error, httpx.ConnectError):
        found = "expected a connection, found none"
    else:
        found = "expected a whole answer, found one that broke off or breaks the rules of HTTP"
    return f"{found}; check the address, or try again later."
