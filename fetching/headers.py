"""Headers of HTTP: what a request says of the user and of an earlier answer, and what a response says of the next."""

import base64
import time
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit, urlunsplit

from wireglot.fetching.state import Answer

if TYPE_CHECKING:
    import httpx

# ETags have up to 100 characters; servers refuse requests with headers of many thousand.
LONGEST_VALIDATOR = 1000


def conditions(known: Answer) -> dict[str, str]:
    """Return the headers that ask for the body only if it has changed."""
    headers = {"If-None-Match": known.etag, "If-Modified-Since": known.modified}
    return {name: value for name, value in headers.items() if value and known.fetched}


def validator(response: "httpx.Response", name: str) -> str:
    """Return a value to send back in the next request, "" for one that no request can have."""
    value: str = response.headers.get(name, "")
    return value if value.isascii() and value.isprintable() and len(value) <= LONGEST_VALIDATOR else ""


def authorization(url: str, address: str) -> dict[str, str]:
    """Return the header with user and password of `url`; only for its own site, so that no other learns them."""
    parts = urlsplit(url)
    is_same_site = host_of(url) == host_of(address) and parts.scheme == urlsplit(address).scheme
    if not is_same_site or not (parts.username or parts.password):
        return {}
    pair = f"{unquote(parts.username or '')}:{unquote(parts.password or '')}"
    return {"Authorization": "Basic " + base64.b64encode(pair.encode("utf-8")).decode("ascii")}


def retry_after(response: "httpx.Response") -> float:
    """Return the seconds that the server asks to wait, 0 when it says nothing that can be read."""
    value = response.headers.get("retry-after", "").strip()
    if value.isascii() and value.isdigit() and len(value) < 10:
        return float(value)
    try:
        return max(0.0, parsedate_to_datetime(value).timestamp() - time.time())
    except (ValueError, TypeError, OverflowError):
        return 0.0


def host_of(address: str) -> str:
    """Return the host and port of an address, in small letters."""
    return urlsplit(address).netloc.rpartition("@")[2].lower()


def without_user(address: str) -> str:
    """Return the address without user and password."""
    scheme, netloc, path, query, fragment = urlsplit(address)
    return urlunsplit((scheme, netloc.rpartition("@")[2], path, query, fragment))
