"""The origin of Firefox's models: Mozilla's server, or the mirror or folder that WIREGLOT_FIREFOX_MODELS names.

A mirror has the layout of the server: db/models.json, and the files at the paths that it lists.
"""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from wireglot.models import transfers
from wireglot.models.errors import (
    REASON_CHARACTERS,
    AccessDenied,
    HubBusy,
    HubError,
    HubUnreachable,
    ModelNotFound,
    hub_name,
)
from wireglot.models.transfers import OnBytes, Transfer, complete, range_headers, within

if TYPE_CHECKING:
    import httpx

VARIABLE = "WIREGLOT_FIREFOX_MODELS"
OFFLINE = "WIREGLOT_OFFLINE"


@dataclass(frozen=True, slots=True)
class Origin:
    """`base` is the address of a server, without the slash at its end, or the path of a folder."""

    base: str

    @property
    def is_server(self) -> bool:
        return self.base.startswith(("http://", "https://"))

    def __str__(self) -> str:
        return hub_name(self.base) if self.is_server else self.base


def origin(default: str) -> Origin:
    """Return what WIREGLOT_FIREFOX_MODELS names, else the default.

    Raises:
        HubUnreachable: It is neither an address nor a folder, or WIREGLOT_OFFLINE forbids to ask the server.
    """
    found = Origin((os.environ.get(VARIABLE) or default).rstrip("/"))
    if not _has_host(found.base) if found.is_server else not Path(found.base).is_dir():
        raise HubUnreachable(
            f"{VARIABLE} must name a folder, or an address that begins with http:// or https://; "
            f"found {found.base!r}: correct it, or unset it for Mozilla's server."
        )
    if found.is_server and is_offline():
        raise HubUnreachable(f"{OFFLINE} forbids to ask {found} for Firefox's models: unset it to pull.")
    return found


def _has_host(address: str) -> bool:
    try:
        return bool(urlsplit(address).hostname)
    except ValueError:  # such as a bracket that is not closed
        return False


def is_offline() -> bool:
    """Return whether WIREGLOT_OFFLINE forbids downloads."""
    return os.environ.get(OFFLINE, "") not in ("", "0")


def read_small(source: Origin, path: str, *, most: int, seconds: float) -> bytes:
    """Return the whole file, of which no more than `most` bytes and one are read. Raises HubError within that time."""
    if not source.is_server:
        with _readable(source, path).open("rb") as file:
            return file.read(most + 1)
    try:
        return within(seconds, lambda: _get(source, path, most))
    except TimeoutError as error:
        raise HubUnreachable(
            f"{source} gave no answer about Firefox's models within {seconds:.0f} s: check the network, "
            f"or name a mirror in {VARIABLE}, and pull again."
        ) from error
    except _errors() as error:
        raise _server_error(error, source, path) from error


def packed_size(source: Origin, path: str) -> int:
    """Return the size of the file as it is kept there, in bytes. Raises HubError."""
    if not source.is_server:
        return _readable(source, path).stat().st_size
    try:
        return within(transfers.ANSWER_SECONDS, lambda: _head(source, path))
    except _errors() as error:
        raise _server_error(error, source, path) from error


def bring(source: Origin, path: str, size: int, part: Path, on_bytes: OnBytes) -> None:
    """Fill `part` with the file, continuing what has arrived of it. Raises HubError, or OSError for this disk."""
    if not source.is_server:
        shutil.copyfile(_readable(source, path), part)
        on_bytes(size)
        return

    def failure(error: Exception | None, arrived: int) -> HubError:
        if error is not None and getattr(error, "response", None) is not None:
            return _server_error(error, source, path)
        return HubUnreachable(
            f"{source} stopped while sending {path}, {arrived} of {size} bytes have arrived: "
            "pull again to continue from there."
        )

    transfer = Transfer(path, size, lambda start, seconds: _stream(source, path, start, seconds), _errors(), failure)
    complete(transfer, part, on_bytes)


def _readable(source: Origin, path: str) -> Path:
    file = Path(source.base, path)
    if not file.is_file():
        raise ModelNotFound(
            f"{source} has no {path}: copy it there, or unset {VARIABLE} to take the models from Mozilla's server."
        )
    return file


def _get(source: Origin, path: str, most: int) -> bytes:
    content = b""
    with _stream(source, path, 0, transfers.CONNECT_SECONDS) as response:
        for chunk in response.iter_bytes():
            content += chunk
            if len(content) > most:
                break
    return content


def _head(source: Origin, path: str) -> int:
    import httpx

    headers = range_headers(0)
    seconds = transfers.CONNECT_SECONDS
    response = httpx.head(f"{source.base}/{path}", headers=headers, timeout=seconds, follow_redirects=True)
    response.raise_for_status()
    stated: str = response.headers.get("Content-Length", "")
    if not stated.isdecimal():
        raise HubUnreachable(f"{source} does not say how large {path} is: name another mirror in {VARIABLE}.")
    return int(stated)


@contextmanager
def _stream(source: Origin, path: str, start: int, seconds: float) -> Iterator["httpx.Response"]:
    """Yield an open response with the file from byte `start` on."""
    import httpx

    url, headers = f"{source.base}/{path}", range_headers(start)
    with httpx.stream("GET", url, headers=headers, timeout=seconds, follow_redirects=True) as response:
        response.raise_for_status()
        yield response


def _errors() -> tuple[type[Exception], ...]:
    """Return the errors of the transport, an address that is none among them."""
    import httpx

    return (httpx.HTTPError, httpx.InvalidURL, ConnectionError, TimeoutError)


def _server_error(error: Exception, source: Origin, path: str) -> HubError:
    status = getattr(getattr(error, "response", None), "status_code", 0)
    if status in (404, 410):
        return ModelNotFound(
            f"{source} has no {path} (status {status}): pull again later, or name a mirror in {VARIABLE}."
        )
    if status in (401, 403):  # Google's storage answers 403 for what it does not have
        return AccessDenied(f"{source} refused {path} (status {status}): name a mirror in {VARIABLE}.")
    if status == 429:
        return HubBusy(f"{source} has had too many requests to send {path}: try again in some minutes.")
    if status:
        return HubUnreachable(f"{source} could not send {path} (status {status}): try again later.")
    reason = " ".join(str(error).split()) or type(error).__name__
    return HubUnreachable(
        f"{source} did not answer when asked for {path} ({reason[:REASON_CHARACTERS]}): check the network, "
        f"or name a mirror in {VARIABLE}, and pull again."
    )
