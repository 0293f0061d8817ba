"""Addresses that may be connected to: http and https, to hosts on the public internet.

A feed can name any address: a page of this machine's own network, the metadata service of a cloud. A host is therefore
resolved and every address of it checked, and the connection is made to a checked address (transport.py). A host that a
desk allows by name may be anywhere.
"""

import asyncio
import ipaddress
import socket
from urllib.parse import urlsplit

from wireglot.articles import is_web_address, shown_address
from wireglot.fetching.errors import RefusedAddress, Unreachable

Address = ipaddress.IPv4Address | ipaddress.IPv6Address

# Seconds; the system's resolver may otherwise try for half a minute.
RESOLVE_TIMEOUT = 10.0

# What `ipaddress` takes for public, in some or all versions of Python: Azure's service for its virtual machines,
# protocol assignments (Oracle's metadata are there), local NAT64, site-local addresses, and documentation.
_NOT_PUBLIC = tuple(
    map(ipaddress.ip_network, ("168.63.129.16/32", "192.0.0.0/24", "64:ff9b:1::/48", "fec0::/10", "3fff::/20"))
)
# IPv6 addresses that lead to an IPv4 address in their last 32 bits (NAT64).
_NAT64 = ipaddress.ip_network("64:ff9b::/96")
_NO_HOSTS: frozenset[str] = frozenset()


def check_web_address(url: str) -> None:
    """Refuse what is not http or https with a host.

    Raises:
        RefusedAddress: For anything else.
    """
    if not is_web_address(url) or not _is_usable(url):
        raise RefusedAddress(f"{shown_address(url)}: expected an address with http:// or https:// and a host.")


async def resolve(host: str, port: int, allowed: frozenset[str] = _NO_HOSTS) -> list[str]:
    """Return the addresses of the host, all of them checked.

    Args:
        host: Its letters beyond ASCII as DNS has them (xn--...).
        allowed: Hosts that may have any address, in small letters.

    Raises:
        RefusedAddress: If any address is not on the public internet and the host is not allowed.
        Unreachable: If there is no such host.
    """
    addresses = await _addresses_of(host, port)
    if host.lower() not in allowed:
        for address in addresses:
            if reason := reason_to_refuse(ipaddress.ip_address(address)):
                raise RefusedAddress(
                    f"{host}: expected a host on the public internet, found {address}, {reason}; if it is meant, allow "
                    f'it by name (allow = ["{host}"] in wireglot.toml, --allow {host}).'
                )
    return addresses


def reason_to_refuse(address: Address) -> str:
    """Return why the address must not be connected to, "" where it may be."""
    if isinstance(address, ipaddress.IPv6Address) and (inner := _inner(address)):
        return reason_to_refuse(inner)
    if any(address in network for network in _NOT_PUBLIC):
        return "a service inside a cloud or network"
    for is_kind, name in (
        (address.is_unspecified, "which names no host"),
        (address.is_loopback, "this machine itself"),
        (address.is_link_local, "a link-local address, where clouds keep their metadata"),
        (address.is_multicast, "a multicast address"),
        (address.is_private, "a private address"),
        (not address.is_global, "an address that is not public"),
    ):
        if is_kind:
            return name
    return "a reserved address" if address.is_reserved else ""


def _inner(address: ipaddress.IPv6Address) -> ipaddress.IPv4Address | None:
    """Return the IPv4 address to which an IPv6 address leads."""
    if address in _NAT64:
        return ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
    return address.ipv4_mapped or address.sixtofour or (address.teredo[1] if address.teredo else None)


async def _addresses_of(host: str, port: int) -> list[str]:
    loop = asyncio.get_running_loop()
    try:
        async with asyncio.timeout(RESOLVE_TIMEOUT):
            found = await loop.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError, TimeoutError) as error:
        raise Unreachable(f"{host}: no such host, or its name could not be resolved; check the address.") from error
    # A zone ("fe80::1%eth0") belongs to this machine, and says nothing about what the address is.
    return list(dict.fromkeys(str(entry[4][0]).partition("%")[0] for entry in found))


def _is_usable(url: str) -> bool:
    """Return whether the host can be encoded as one that DNS knows."""
    host = urlsplit(url).hostname or ""
    try:
        host.encode("idna")
    except UnicodeError:
        return False
    return bool(host.strip("."))
