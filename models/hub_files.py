"""The hub: what it says of a model, and the download of one file, with resume and checksum.

huggingface_hub answers what a model has (one request, with one time limit on all of it), and gives the session for the
files (proxies, certificates, token). Its snapshot_download is not used: it deletes the part of a file that has arrived
when it is interrupted, so that a model of 2.4 GB starts again from its first byte; it retries a silent hub for over a
minute, in threads that keep the process alive; and it compares sizes, not checksums. Here NAME.part becomes NAME when
its checksum has been compared, and is continued by the next pull until then.
"""

import hashlib
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from wireglot.models import transfers
from wireglot.models.errors import ChecksumMismatch, HubUnreachable, hub_error, hub_name
from wireglot.models.families import files_to_download
from wireglot.models.transfers import OnBytes, Transfer, complete, range_headers, within

HUB = "https://huggingface.co"


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
        return within(transfers.ANSWER_SECONDS, lambda: _request_model(model_id, revision, hub))
    except TimeoutError as error:
        raise HubUnreachable(
            f"{hub_name(hub)} gave no answer about {model_id} within {transfers.ANSWER_SECONDS:.0f} s: check the "
            "network, or name a mirror in HF_ENDPOINT, and pull again."
        ) from error
    except Exception as error:
        raise hub_error(error, model_id, hub) from error


def _request_model(model_id: str, revision: str, hub: str) -> HubModel:
    disable_reporting()
    from huggingface_hub import HfApi

    info = HfApi(endpoint=hub).model_info(
        model_id, revision=revision, files_metadata=True, timeout=transfers.CONNECT_SECONDS
    )
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


def download_file(model: HubModel, file: HubFile, folder: Path, on_bytes: OnBytes) -> None:
    """Download one file of the model into the folder; one that is there is left, a part of it is continued.

    Raises:
        ChecksumMismatch: The file is not what the hub says, and has been deleted.
        HubError: The transport failed; what has arrived stays for the next try.
    """
    target, part = folder / file.name, folder / f"{file.name}.part"
    if target.exists():
        return on_bytes(file.size)
    complete(_transfer(model, file), part, on_bytes)
    _verify(model, file, part)
    part.rename(target)
    return None


def _transfer(model: HubModel, file: HubFile) -> Transfer:
    return Transfer(
        name=f"{file.name} of {model.id}",
        size=file.size,
        open=lambda start, seconds: _response(model, file, start, seconds),
        errors=_network_errors(),
        failure=lambda error, size: _failure(error, model, file, size),
    )


@contextmanager
def _response(model: HubModel, file: HubFile, start: int, seconds: float) -> Iterator[Any]:
    """Yield an open response with the file from byte `start` on."""
    from huggingface_hub import get_session, hf_hub_url
    from huggingface_hub.utils import build_hf_headers, hf_raise_for_status  # type: ignore[attr-defined]

    url = hf_hub_url(model.id, file.name, revision=model.revision, endpoint=endpoint())
    headers = build_hf_headers() | range_headers(start)
    with get_session().stream("GET", url, headers=headers, timeout=seconds, follow_redirects=True) as response:
        hf_raise_for_status(response)
        yield response


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
