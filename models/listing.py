"""What the hub says of a model before anything is fetched: commit, licence, files with sizes and checksums.

One request (GET /api/models/<id>/revision/<revision>?blobs=true) through huggingface_hub, and one limit on all of it.
"""

import os
import threading
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

from wireglot.models.errors import HubUnreachable, hub_error, hub_name
from wireglot.models.wanted import wanted

T = TypeVar("T")

HUB = "https://huggingface.co"
# A user waits at most 15 s for a hub that is not there, start of the program included (1-3 s). huggingface_hub's own
# time limits are for one read each: a server that sends a byte now and then, or a name server that never answers,
# would keep it for ever, and so the whole question has a limit besides.
ANSWER_SECONDS = 10.0
CONNECT_SECONDS = 8.0


@dataclass(frozen=True, slots=True)
class HubFile:
    """A file as the hub lists it; `sha256` for large files, `blob` (git's sha1) for the others, "" when not told."""

    name: str
    size: int
    sha256: str = ""
    blob: str = ""


@dataclass(frozen=True, slots=True)
class Listing:
    """A model at one commit; `licence` is what its card says, "" when it says nothing; only the files we want."""

    id: str
    revision: str
    licence: str
    files: tuple[HubFile, ...]

    @property
    def size(self) -> int:
        return sum(file.size for file in self.files)


def endpoint() -> str:
    """The hub that is asked: HF_ENDPOINT, read now and not when huggingface_hub was imported."""
    return (os.environ.get("HF_ENDPOINT") or HUB).rstrip("/")


def ask(model_id: str, revision: str) -> Listing:
    """The model at a revision: 40 hexadecimal digits, or "main" for the newest. Raises HubError within 10 s."""
    hub = endpoint()
    try:
        return within(ANSWER_SECONDS, lambda: _ask(model_id, revision, hub))
    except TimeoutError as fault:
        raise HubUnreachable(
            f"{hub_name(hub)} gave no answer about {model_id} within {ANSWER_SECONDS:.0f} s: check the network, "
            "or name a mirror by HF_ENDPOINT, and pull again."
        ) from fault
    except Exception as fault:
        raise hub_error(fault, model_id, hub) from fault


def within(seconds: float, work: Callable[[], T]) -> T:
    """What `work` gives or raises; TimeoutError when it takes longer.

    The thread is a daemon and is left to itself then: nothing else ends a look-up that the system's resolver holds.
    """
    done: list[Callable[[], T]] = []

    def run() -> None:
        try:
            value = work()
        except BaseException as fault:
            done.append(_raiser(fault))
        else:
            done.append(lambda: value)

    thread = threading.Thread(target=run, daemon=True)
    thread.start()
    thread.join(seconds)
    if not done:
        raise TimeoutError
    return done[0]()


def _raiser(fault: BaseException) -> Callable[[], Any]:
    def again() -> Any:
        raise fault

    return again


def _ask(model_id: str, revision: str, hub: str) -> Listing:
    keep_to_ourselves()
    from huggingface_hub import HfApi

    info = HfApi(endpoint=hub).model_info(model_id, revision=revision, files_metadata=True, timeout=CONNECT_SECONDS)
    files = {file.rfilename: file for file in info.siblings or ()}
    if not info.sha:
        raise HubUnreachable(f"{hub_name(hub)} named no commit for {model_id}: is HF_ENDPOINT the address of a hub?")
    names = wanted(files)
    return Listing(model_id, info.sha, _licence(info), tuple(_file(files[name]) for name in names))


def keep_to_ourselves() -> None:
    """Switch off what huggingface_hub and transformers would tell others: telemetry, and the call by which a
    repository without safetensors is reported, with our token, to a service that converts it."""
    os.environ["DISABLE_SAFETENSORS_CONVERSION"] = "1"
    os.environ.setdefault("HF_HUB_DISABLE_TELEMETRY", "1")


def _file(file: Any) -> HubFile:
    if file.lfs:
        return HubFile(file.rfilename, file.lfs.size, sha256=file.lfs.sha256)
    return HubFile(file.rfilename, file.size or 0, blob=file.blob_id or "")


def _licence(info: Any) -> str:
    """The licence of the model card, as its data or else its tags name it; several are joined."""
    named = getattr(info.card_data, "license", None) if info.card_data else None
    found = named if isinstance(named, list) else [named] if named else []
    found = found or [tag.partition(":")[2] for tag in info.tags or () if tag.startswith("license:")]
    return ", ".join(str(name) for name in found)
