"""The fetching of one file: on from where the last try ended, checked when it is whole.

huggingface_hub 2 deletes what an interrupted download has left, so its own download function cannot go on from there;
its session (proxies, certificates, request hooks) and its headers (token) are used with a loop of our own.
A file without its checksum never gets its name: NAME.part becomes NAME when it has been compared.
"""

import hashlib
import logging
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from wireglot.models.errors import ChecksumMismatch, HubUnreachable, hub_error, hub_name
from wireglot.models.listing import HubFile, Listing, endpoint

log = logging.getLogger(__name__)

Advance = Callable[[int], None]  # is told how many bytes more are there; fewer than none when a part was thrown away

# A hub that sends nothing for so long is given up (at most 15 s are promised, and the listing has answered before);
# a connection that stands still for READ_SECONDS is opened anew, from the byte where it stood.
MUTE_SECONDS = 10.0
READ_SECONDS = 5.0
PAUSE_SECONDS = 0.3
REFUSALS = 5  # a hub that cuts every try at once would otherwise be asked until the 10 s are over
_AGAIN = frozenset({408, 429, 500, 502, 503, 504})


@dataclass(slots=True)
class _Patience:
    """How much of it is left: renewed by every byte, used up by time and by tries that bring none."""

    since: float = field(default_factory=time.monotonic)
    tries: int = 0

    def renew(self) -> None:
        self.since, self.tries = time.monotonic(), 0

    @property
    def left(self) -> float:
        return MUTE_SECONDS - (time.monotonic() - self.since)

    @property
    def over(self) -> bool:
        return self.left <= 0 or self.tries >= REFUSALS


def fetch(listing: Listing, file: HubFile, folder: Path, advance: Advance) -> None:
    """Bring one file of the model into the folder; one that is there is left, a part of it is gone on from.

    :raises ChecksumMismatch: the file is not what the hub says, and has been deleted
    :raises HubError: the transport failed; what has arrived stays for the next try
    """
    there, part = folder / file.name, folder / f"{file.name}.part"
    if there.exists():
        return advance(file.size)
    if part.exists() and part.stat().st_size > file.size:
        part.unlink()
    advance(part.stat().st_size if part.exists() else 0)
    _fill(listing, file, part, advance)
    _compare(listing, file, part)
    part.rename(there)
    return None


def _fill(listing: Listing, file: HubFile, part: Path, advance: Advance) -> None:
    """Try until the part is as long as the file, for as long as there is hope."""
    patience = _Patience()
    part.touch()
    while part.stat().st_size < file.size:
        fault = _try(listing, file, part, advance, patience)
        if part.stat().st_size >= file.size:
            return
        patience.tries += 1
        if patience.over or not _worth_another(fault):
            raise _failure(fault, listing, file, part) from fault
        log.info("%s of %s: %s; going on from byte %d.", file.name, listing.id, fault, part.stat().st_size)
        time.sleep(max(0.0, min(PAUSE_SECONDS * patience.tries, patience.left)))


def _try(listing: Listing, file: HubFile, part: Path, advance: Advance, patience: _Patience) -> Exception | None:
    """One request for what is missing; the fault that ended it, None when the answer came to its end."""
    try:
        with _request(listing, file, part.stat().st_size, patience) as answer:
            _raise_for_status(answer)
            _take(answer, part, file.size, advance, patience)
    except _network_faults() as fault:
        return fault
    return None


def _request(listing: Listing, file: HubFile, begin: int, patience: _Patience) -> Any:
    """An open answer with the file from byte `begin` on."""
    from huggingface_hub import get_session, hf_hub_url
    from huggingface_hub.utils import build_hf_headers  # type: ignore[attr-defined]

    url = hf_hub_url(listing.id, file.name, revision=listing.revision, endpoint=endpoint())
    # Bytes as they lie on the hub's disk: offsets into a compressed answer would mean nothing.
    headers = build_hf_headers() | {"Accept-Encoding": "identity"}
    if begin:
        headers["Range"] = f"bytes={begin}-"
    limit = max(0.5, min(READ_SECONDS, patience.left))
    return get_session().stream("GET", url, headers=headers, timeout=limit, follow_redirects=True)


def _raise_for_status(answer: Any) -> None:
    from huggingface_hub.utils import hf_raise_for_status  # type: ignore[attr-defined]

    hf_raise_for_status(answer)


def _take(answer: Any, part: Path, size: int, advance: Advance, patience: _Patience) -> None:
    """Write what comes behind what is there; from the start again where the server would not go on.

    What is longer than the file should be is not taken to its end, which need not come.
    """
    begin = part.stat().st_size
    if begin and not _goes_on(answer, begin):
        part.write_bytes(b"")
        advance(-begin)
    with part.open("ab") as out:
        for chunk in answer.iter_bytes():  # as they come: chunks of a set size would be lost with the connection
            out.write(chunk)
            advance(len(chunk))
            patience.renew()
            if out.tell() > size:
                return


def _goes_on(answer: Any, begin: int) -> bool:
    stated: str = answer.headers.get("Content-Range", "")
    return bool(answer.status_code == 206 and stated.replace(" ", "").startswith(f"bytes{begin}-"))


def _worth_another(fault: Exception | None) -> bool:
    """A cut or silent connection and an overtaxed hub are; a refusal is not."""
    status = getattr(getattr(fault, "response", None), "status_code", 0)
    return not status or status in _AGAIN


def _failure(fault: Exception | None, listing: Listing, file: HubFile, part: Path) -> Exception:
    if fault is not None and getattr(fault, "response", None) is not None:
        return hub_error(fault, listing.id, endpoint())
    there = part.stat().st_size
    return HubUnreachable(
        f"{hub_name(endpoint())} broke off while sending {file.name} of {listing.id}, {there} of {file.size} bytes "
        "are here: pull again, and it goes on from there."
    )


def _compare(listing: Listing, file: HubFile, part: Path) -> None:
    """Compare with what the hub says: sha256 for large files, git's sha1 for the others, the size for all."""
    found = part.stat().st_size
    wrong = "" if found == file.size else f"{found} bytes instead of {file.size}"
    if not wrong and file.sha256 and _sha256(part) != file.sha256:
        wrong = "its sha256 differs"
    if not wrong and file.blob and not file.sha256 and _git_blob(part) != file.blob:
        wrong = "its git hash differs"
    if wrong:
        part.unlink()
        raise ChecksumMismatch(
            f"{file.name} of {listing.id} is not what {hub_name(endpoint())} says it is ({wrong}): it has been "
            "deleted, pull again, and if it happens twice do not trust this hub or what lies between."
        )


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _git_blob(path: Path) -> str:
    """The name git gives to the content: sha1 over a header with the size, and the bytes. These files are small."""
    content = path.read_bytes()
    return hashlib.sha1(b"blob %d\0" % len(content) + content, usedforsecurity=False).hexdigest()


def _network_faults() -> tuple[type[Exception], ...]:
    """Faults of the transport, which is httpx under huggingface_hub 1 and httpx2 under 2: the base that its error
    shares with all of them; OSError for what the system reports (and a full disk: see hub._room)."""
    from huggingface_hub.errors import HfHubHTTPError

    transport: type[Exception] = HfHubHTTPError.__bases__[0]
    return (transport, ConnectionError, TimeoutError)
