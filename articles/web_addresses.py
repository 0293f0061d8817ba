"""Web addresses: what of an address identifies a text, and what of it may be shown.

    HTTPS://User:secret@News.example:443/a?utm_source=rss&id=7#top
    https://news.example/a?id=7          canonical_address: without credentials, tracking parameters and fragment
    https://news.example:443/a?utm_source=rss&id=7#top    shown_address: without credentials

Names and values that work as passwords (`token=`, `api_key=`) are credentials too: they are shown as "hidden".
The tables are in data/web_addresses.toml.
"""

import re
import tomllib
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple
from urllib.parse import SplitResult, unquote_plus, urlsplit, urlunsplit

HIDDEN = "hidden"
# In characters. Keys of interfaces have 20 or more, identifiers of stories up to 10.
SHORTEST_SECRET = 16

_WEB = re.compile(r"https?://[^\s/?#]+", re.IGNORECASE)
_UNPRINTABLE = re.compile(r"[\x00-\x20\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]+")
_ADDRESS_IN_TEXT = re.compile(r"https?://[^\s\"'<>]+", re.IGNORECASE)
_DEFAULT_PORTS = {"http": ":80", "https": ":443"}


class _Parameters(NamedTuple):
    tracking: frozenset[str]
    tracking_prefixes: tuple[str, ...]
    secret: frozenset[str]
    secret_when_long: frozenset[str]


def is_web_address(text: str) -> bool:
    """Return whether the text is an address with http or https and a host."""
    return _WEB.match(text) is not None and _split(text) is not None


def canonical_address(address: str) -> str:
    """Return the form that is the same for all addresses of one text; "" for what is no web address."""
    parts = _split(address)
    if parts is None or parts.scheme not in _DEFAULT_PORTS:
        return ""
    host = _host(parts).removesuffix(_DEFAULT_PORTS[parts.scheme])
    query = "&".join(pair for pair in parts.query.split("&") if pair and not _is_tracking(pair))
    fragment = parts.fragment if parts.fragment.startswith(("/", "!")) else ""  # the path of pages made by scripts
    hidden = (_without_secrets(part, distinct=True) for part in (query, fragment))
    return urlunsplit((parts.scheme, host, parts.path or "/", *hidden))


def shown_address(address: str) -> str:
    """Return the address without user, password and secret parameters, as outputs and logs may hold it."""
    parts = _split(address)
    if parts is None:
        place, mark, query = _UNPRINTABLE.sub("", address.rpartition("@")[2]).partition("?")
        return place + mark + _without_secrets(query)
    fragment = _without_secrets(parts.fragment)
    return urlunsplit((parts.scheme, _host(parts), parts.path, _without_secrets(parts.query), fragment))


def without_credentials(text: str) -> str:
    """Return a message with every web address in it as `shown_address` shows it."""
    return _ADDRESS_IN_TEXT.sub(lambda match: shown_address(match[0]), text)


def masked_address(address: str) -> str:
    """Return the address as `shown_address` shows it, with a mark also for user and password; other text as it is."""
    if not is_web_address(address) or not has_credentials(address):
        return address
    shown = shown_address(address)
    return shown.replace("://", f"://{HIDDEN}@", 1) if "@" in urlsplit(address).netloc else shown


def is_masked(address: str) -> bool:
    """Return whether `masked_address` left something out."""
    parts = _split(address) if is_web_address(address) else None
    names = _parameters().secret | _parameters().secret_when_long
    return parts is not None and (
        parts.username == HIDDEN
        or any(_name(pair) in names and pair.endswith(f"={HIDDEN}") for pair in parts.query.split("&"))
    )


def has_credentials(address: str) -> bool:
    """Return whether `shown_address` leaves something out."""
    parts = _split(address)
    return (
        parts is None
        or "@" in parts.netloc
        or any(_without_secrets(part) != part for part in (parts.query, parts.fragment))
    )


def _split(address: str) -> SplitResult | None:
    try:
        parts = urlsplit(_UNPRINTABLE.sub("", address))
        _ = parts.port  # raises for a port that is no number
    except ValueError:
        return None
    return parts if parts.hostname else None


def _host(parts: SplitResult) -> str:
    """Return host and port, in small letters and without user and password."""
    return parts.netloc.rpartition("@")[2].lower()


def _is_tracking(pair: str) -> bool:
    name = _name(pair)
    return name in _parameters().tracking or name.startswith(_parameters().tracking_prefixes)


def _without_secrets(query: str, *, distinct: bool = False) -> str:
    """Hide the values of secret parameters.

    Args:
        distinct: Keep apart what is hidden only because it is long: it may be the name of a story. Nobody can guess a
            long value from the beginning of its digest, but could a short password.
    """
    return "&".join(_hidden(pair, distinct=distinct) if _is_secret(pair) else pair for pair in query.split("&"))


def _hidden(pair: str, *, distinct: bool) -> str:
    name, _, value = pair.partition("=")
    is_long = distinct and _name(pair) in _parameters().secret_when_long
    digest = sha256(value.encode("utf-8", "surrogatepass")).hexdigest()[:6] if is_long else ""
    return f"{name}={HIDDEN}{digest and '-'}{digest}"


def _is_secret(pair: str) -> bool:
    name, value = _name(pair), pair.partition("=")[2]
    if name in _parameters().secret_when_long:
        return len(value) >= SHORTEST_SECRET
    return name in _parameters().secret and "=" in pair


def _name(pair: str) -> str:
    return unquote_plus(pair.partition("=")[0]).lower()


@cache
def _parameters() -> _Parameters:
    table = tomllib.loads((Path(__file__).parent / "data" / "web_addresses.toml").read_text("utf-8"))
    names = (frozenset(table[name]) for name in ("secret", "secret_when_long"))
    return _Parameters(frozenset(table["tracking"]), tuple(table["tracking_prefixes"]), *names)
