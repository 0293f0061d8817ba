"""The hub: what it says of a model, and the download of one file, with resume and checksum.

huggingface_hub answers what a model has (one request, with one time limit on all of it), and gives the session for the
files (proxies, certificates, token). Its snapshot_download is not used: it deletes the part of a file that has arrived
when it is interrupted, so that a model of 2.4 GB starts again from its first byte; it retries a silent hub for over a
minute, in threads that keep the process alive; and it compares sizes, not checksums. Here NAME.part becomes NAME when
its checksum has been compared, and is continued by the next pull until then.
"""

import hashlib
import logging
import os
import threading
import time
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

from wireglot.models.errors import ChecksumMismatch, HubUnreachable, hub_error, hub_name
from wireglot.models.families import files_to_download

T = TypeVar("T")
# Called with the number of bytes that have arrived; negative when a part was thrown away.
OnBytes = Callable[[int], None]

log = logging.getLogger(__name__)

HUB = "https://huggingface.co"
# A user waits at most 15 s for an unreachable hub, start of the program included (1-3 s). The time limits of
# huggingface_hub are for one read each: a server that sends a byte now and then, or a name server that never answers,
# would block it for ever, so the whole request has a limit as well.
ANSWER_SECONDS = 10.0
CONNECT_SECONDS = 8.0
# A hub that sends nothing for so long during a download is given up; a connection that is silent for READ_SECONDS is
# opened again, from the byte where it stopped.
SILENT_SECONDS = 10.0
READ_SECONDS = 5.0
PAUSE_SECONDS = 0.3
MAX_TRIES = 5  # a hub that cuts every connection at once would otherwise be asked until the 10 s are over
_RETRY_STATUSES = frozenset({408, 429, 500, 502, 503, 504})


@dataclass(frozen=True, slots=True)
class HubFile:
    """A file as the hub lists it; `sha256` for large files, `blob` (git's sha1) for the others, "" when not given."""

    name: str
    size: int
    sha256: str = ""
    blob: str = ""


@dataclass(frozen=True, slots=True)
class HubModel:
    """A model at one commit; `licence` is its model card's, "" without one; only the files that are needed."""

    id: str
    revision: str
    licence: str
    files: tuple[HubFile, ...]

    @property
    def size(self) -> int:
        return sum(file.size for file in self.files)


def endpoint() -> str:
    """Return the hub's address: HF_ENDPOINT, read now and not when huggingface_hub was imported."""
    return (os.environ.get("HF_ENDPOINT") or HUB).rstrip("/")


def find_on_hub(model_id: str, revision: str) -> HubModel:
    """Return the model at a commit, or at "main" for the newest. Raises HubError within 10 s."""
    hub = endpoint()
    try:
        return _within(ANSWER_SECONDS, lambda: _request_model(model_id, revision, hub))
    except TimeoutError as error:
        raise HubUnreachable(
            f"{hub_name(hub)} gave no answer about {model_id} within {ANSWER_SECONDS:.0f} s: check the network, "
            "or name a mirror in HF_ENDPOINT, and pull again."
        ) from error
    except Exception as error:
        raise hub_error(error, model_id, hub) from error


def _within(seconds: float, work: Callable[[], T]) -> T:
    """Return or raise what `work` does; TimeoutError when it takes longer.

    Its thread is a daemon and is then left alone: nothing else ends a look-up that the system's resolver holds.
    """
    future: Future[T] = Future()

    def run() -> None:
        try:
            future.set_result(work())
        except BaseException as error:
            future.set_exception(error)

    threading.Thread(target=run, daemon=True).start()
    return future.result(seconds)


def _request_model(model_id: str, revision: str, hub: str) -> HubModel:
    disable_reporting()
    from huggingface_hub import HfApi

    info = HfApi(endpoint=hub).model_info(model_id, revision=revision, files_metadata=True, timeout=CONNECT_SECONDS)
    files = {file.rfilename: file for file in info.siblings or ()}
    if not info.sha:
        raise HubUnreachable(f"{hub_name(hub)} named no commit for {model_id}: is HF_ENDPOINT the address of a hub?")
    names = files_to_download(files)
    return HubModel(model_id, info.sha, _licence(info), tuple(_file(files[name]) for name in names))


def disable_reporting() -> None:
    """Switch off what huggingface_hub and transformers would report: telemetry, and the call by which a repository
    without safetensors is sent, with our token, to a service that converts it."""
    os.environ["DISABLE_SAFETENSORS_CONVERSION"] = "1"
    os.environ.setdefault("HF_HUB_DISABLE_TELEMETRY", "1")


def _file(file: Any) -> HubFile:
    if file.lfs:
        return HubFile(file.rfilename, file.lfs.size, sha256=file.lfs.sha256)
    return HubFile(file.rfilename, file.size or 0, blob=file.blob_id or "")


def _licence(info: Any) -> str:
    """Return the licence that the model card's data or else its tags name; several are joined."""
    named = getattr(info.card_data, "license", None) if info.card_data else None
    names = named if isinstance(named, list) else [named] if named else []
    names = names or [tag.partition(":")[2] for tag in info.tags or () if tag.startswith("license:")]
    return ", ".join(str(name) for name in names)


# ---- one file ----


@dataclass(slots=True)
class _Retries:
    """How much longer to try: renewed by every byte, used up by time and by tries that bring none."""

    since: float = field(default_factory=time.monotonic)
    tries: int = 0

    def renew(self) -> None:
        self.since, self.tries = time.monotonic(), 0

    @property
    def seconds_left(self) -> float:
        return SILENT_SECONDS - (time.monotonic() - self.since)

    @property
    def used_up(self) -> bool:
        return self.seconds_left <= 0 or self.tries >= MAX_TRIES


def download_file(model: HubModel, file: HubFile, folder: Path, on_bytes: OnBytes) -> None:
    """Download one file of the model into the folder; one that is there is left, a part of it is continued.

    Raises:
        ChecksumMismatch: The file is not what the hub says, and has been deleted.
        HubError: The transport failed; what has arrived stays for the next try.
    """
    target, part = folder / file.name, folder / f"{file.name}.part"
    if target.exists():
        return on_bytes(file.size)
    if part.exists() and part.stat().st_size > file.size:
        part.unlink()
    part.touch()
    on_bytes(part.stat().st_size)
    _complete(model, file, part, on_bytes)
    _verify(model, file, part)
    part.rename(target)
    return None


def _complete(model: HubModel, file: HubFile, part: Path, on_bytes: OnBytes) -> None:
    """Request what is missing until the part is as long as the file, or the retries are used up."""
    retries = _Retries()
    while part.stat().st_size < file.size:
        error = _try(model, file, part, on_bytes, retries)
        size = part.stat().st_size
        if size >= file.size:
            return
        retries.tries += 1
        if retries.used_up or not _is_temporary(error):
            raise _failure(error, model, file, size) from error
        log.info("%s of %s: %s; continuing from byte %d.", file.name, model.id, error, size)
        time.sleep(max(0.0, min(PAUSE_SECONDS * retries.tries, retries.seconds_left)))


def _try(model: HubModel, file: HubFile, part: Path, on_bytes: OnBytes, retries: _Retries) -> Exception | None:
    """Make one request for what is missing; return the error that ended it, None when the response was complete."""
    from huggingface_hub.utils import hf_raise_for_status  # type: ignore[attr-defined]

    try:
        with _request(model, file, part.stat().st_size, retries) as response:
            hf_raise_for_status(response)
            _append(response, part, file.size, on_bytes, retries)
    except _network_errors() as error:
        return error
    return None


def _request(model: HubModel, file: HubFile, start: int, retries: _Retries) -> Any:
    """Return an open response with the file from byte `start` on."""
    from huggingface_hub import get_session, hf_hub_url
    from huggingface_hub.utils import build_hf_headers  # type: ignore[attr-defined]

    url = hf_hub_url(model.id, file.name, revision=model.revision, endpoint=endpoint())
    # Uncompressed: offsets into a compressed response would mean nothing.
    headers = build_hf_headers() | {"Accept-Encoding": "identity"}
    if start:
        headers["Range"] = f"bytes={start}-"
    timeout = max(0.5, min(READ_SECONDS, retries.seconds_left))
    return get_session().stream("GET", url, headers=headers, timeout=timeout, follow_redirects=True)


def _append(response: Any, part: Path, size: int, on_bytes: OnBytes, retries: _Retries) -> None:
    """Append the response to the part; start again where the server sends the whole file.

    A response longer than the file is not read to its end, which need not come.
    """
    start = part.stat().st_size
    if start and not _continues(response, start):
        part.write_bytes(b"")
        on_bytes(-start)
    with part.open("ab") as out:
        for chunk in response.iter_bytes():  # as they come: chunks of a set size would be lost with the connection
            out.write(chunk)
            on_bytes(len(chunk))
            retries.renew()
            if out.tell() > size:
                return


def _continues(response: Any, start: int) -> bool:
    stated: str = response.headers.get("Content-Range", "")
    return bool(response.status_code == 206 and stated.replace(" ", "").startswith(f"bytes{start}-"))


def _is_temporary(error: Exception | None) -> bool:
    """Return whether to try again: after a cut or silent connection and for a busy hub, not after a refusal."""
    status = getattr(getattr(error, "response", None), "status_code", 0)
    return not status or status in _RETRY_STATUSES


def _failure(error: Exception | None, model: HubModel, file: HubFile, size: int) -> Exception:
    if error is not None and getattr(error, "response", None) is not None:
        return hub_error(error, model.id, endpoint())
    return HubUnreachable(
        f"{hub_name(endpoint())} stopped while sending {file.name} of {model.id}, {size} of {file.size} bytes "
        "have arrived: pull again to continue from there."
    )


def _verify(model: HubModel, file: HubFile, part: Path) -> None:
    """Compare with what the hub says: sha256 for large files, git's sha1 for the others, the size for all."""
    size = part.stat().st_size
    problem = "" if size == file.size else f"{size} bytes instead of {file.size}"
    if not problem and file.sha256 and _sha256(part) != file.sha256:
        problem = "its sha256 differs"
    if not problem and file.blob and not file.sha256 and _git_blob(part) != file.blob:
        problem = "its git hash differs"
    if problem:
        part.unlink()
        raise ChecksumMismatch(
            f"{file.name} of {model.id} is not what {hub_name(endpoint())} says it is ({problem}): it is deleted; "
            "pull again, and if it happens twice do not trust this hub or the network in between."
        )


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _git_blob(path: Path) -> str:
    """Return git's name of the content: sha1 over a header with the size, and the bytes. These files are small."""
    content = path.read_bytes()
    return hashlib.sha1(b"blob %d\0" % len(content) + content, usedforsecurity=False).hexdigest()


def _network_errors() -> tuple[type[Exception], ...]:
    """Return the errors of the transport, which is httpx under huggingface_hub 1 and httpx2 under 2: the base that its
    error shares with all of them, and what the system reports (a full disk is for the caller)."""
    from huggingface_hub.errors import HfHubHTTPError

    transport: type[Exception] = HfHubHTTPError.__bases__[0]
    return (transport, ConnectionError, TimeoutError)
