"""The connection: made to an address that was checked, with the Host and the TLS name of the address that was asked.

A name that is resolved once to check it and once to connect can answer differently the second time (DNS rebinding), so
httpx gets the checked address in the place of the host. Each host has connections of its own: two hosts at one address
would otherwise share one, with the certificate of the first.

Proxies of the environment are not used: behind one, the addresses could not be checked.
"""

import asyncio
import ssl
from ipaddress import ip_address
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from wireglot.fetching.addresses import check_web_address, reason_to_refuse, resolve
from wireglot.fetching.certificates import trusted

if TYPE_CHECKING:
    import httpx

# Seconds for a connection, and for each read; the client limits the whole.
CONNECT_TIMEOUT, READ_TIMEOUT = 10.0, 15.0
_TIMEOUTS = {"connect": CONNECT_TIMEOUT, "read": READ_TIMEOUT, "write": READ_TIMEOUT, "pool": None}


class PinnedTransport:
    """Sends requests to checked addresses; `inside` are the hosts that were reached only because they were allowed."""

    def __init__(self) -> None:
        self.inside: set[str] = set()
        self._by_host: dict[str, httpx.AsyncHTTPTransport] = {}
        self._context: ssl.SSLContext | None = None

    async def send(self, url: str, headers: dict[str, str], allowed: frozenset[str]) -> "httpx.Response":
        """Send a GET request; the caller reads and closes the response.

        Args:
            allowed: Hosts that may have any address, in small letters.

        Raises:
            RefusedAddress: If the address must not be connected to.
            Unreachable: If there is no such host.
            httpx.HTTPError: If the connection fails.
        """
        import httpx

        check_web_address(url)
        target = httpx.URL(url)
        port = target.port or (443 if target.scheme == "https" else 80)
        name = target.raw_host.decode("ascii")  # letters beyond ASCII as DNS has them; a desk allows them as written
        allowed = frozenset({name}) if target.host.lower() in allowed else allowed
        addresses = await resolve(name, port, allowed)
        if any(reason_to_refuse(ip_address(address)) for address in addresses):
            self.inside.add((urlsplit(url).hostname or "").lower())
        for last, address in enumerate(addresses, start=1 - len(addresses)):
            request = self._request(target, address, headers)
            try:
                return await self._transport(target).handle_async_request(request)
            except (httpx.ConnectError, httpx.ConnectTimeout):
                if last == 0:
                    raise
        raise AssertionError("a host that resolves has an address")

    def _request(self, target: "httpx.URL", address: str, headers: dict[str, str]) -> "httpx.Request":
        import httpx

        host = target.netloc.decode("ascii")
        return httpx.Request(
            "GET",
            target.copy_with(host=address, username=None, password=None, fragment=None),
            headers={"Host": host.rpartition("@")[2], **headers},
            extensions={"sni_hostname": target.raw_host.decode("ascii"), "timeout": _TIMEOUTS},
        )

    def _transport(self, target: "httpx.URL") -> "httpx.AsyncHTTPTransport":
        import httpx

        key = f"{target.scheme}://{target.netloc.decode('ascii').rpartition('@')[2]}"
        if key not in self._by_host:
            if self._context is None:
                self._context = trusted()
            limits = httpx.Limits(max_connections=2, max_keepalive_connections=1, keepalive_expiry=30)
            self._by_host[key] = httpx.AsyncHTTPTransport(verify=self._context, trust_env=False, limits=limits)
        return self._by_host[key]

    async def close(self) -> None:
        await asyncio.gather(*(transport.aclose() for transport in self._by_host.values()))
        self._by_host.clear()
