"""Errors of a pull: each one sentence that names the model and what to do.

* HubError
  + LicenceNotAccepted   non-commercial, and nobody said that this is all right
  + ModelNotFound        the hub has no such model, or shows none to us
  + NotAllowed           gated or private; a token is missing or too weak
  + HubUnreachable       no answer, too late, cut off, or no hub at all; worth another try
  + HubBusy              too many requests; worth another try later
  + WrongChecksum        a file is not what the hub says it is; it has been deleted
  + WrongModel           no files that could be used, or a family that is not known
  + NoRoom               the disk is full, or cannot be written to
  + NotConverted         the files are there, the conversion failed
"""

from urllib.parse import urlsplit

from wireglot.models.errors import ModelError

TOKEN = "set HF_TOKEN to a token of an account that may read it"


class HubError(ModelError):
    """Anything that a pull raises on purpose."""


class LicenceNotAccepted(HubError):
    """The model's licence forbids commercial use, and it was not accepted."""


class ModelNotFound(HubError):
    """The hub has no such model or revision, or shows none to this token."""


class NotAllowed(HubError):
    """The model is gated or private, and the token is missing or too weak."""


class HubUnreachable(HubError):
    """The hub did not answer, answered too late or was cut off; what arrived is kept for the next pull."""


class HubBusy(HubError):
    """The hub refuses for now: too many requests."""


class WrongChecksum(HubError):
    """A file is not what the hub says it is; it has been deleted."""


class WrongModel(HubError):
    """Not a model that can be used here: a file is missing, or its family is not known."""


class NoRoom(HubError):
    """The model_store cannot be written to, or the disk has no room for the model."""


class NotConverted(HubError):
    """The files arrived, and the conversion failed; the next pull goes on from there."""


def hub_error(fault: BaseException, model_id: str, endpoint: str) -> HubError:
    """What a fault of the transport means, for people. Errors of our own are given back as they are."""
    if isinstance(fault, HubError):
        return fault
    from huggingface_hub.errors import (
        EntryNotFoundError,
        GatedRepoError,
        OfflineModeIsEnabled,
        RepositoryNotFoundError,
        RevisionNotFoundError,
    )

    hub = hub_name(endpoint)
    if isinstance(fault, OfflineModeIsEnabled):
        return HubUnreachable(f"{model_id} was not pulled: HF_HUB_OFFLINE forbids it; unset it for `models pull`.")
    if isinstance(fault, GatedRepoError):
        return NotAllowed(f"{hub} wants its terms for {model_id} agreed to: agree there, and {TOKEN}.")
    if isinstance(fault, RepositoryNotFoundError):
        return ModelNotFound(f"{hub} shows no model {model_id}: check the spelling, or {TOKEN} if it is private.")
    if isinstance(fault, (RevisionNotFoundError, EntryNotFoundError)):
        return ModelNotFound(
            f"{hub} no longer has the revision of {model_id} that lock.json names: move on to the newest one "
            "with `wireglot models pull --update`."
        )
    return _by_status(fault, model_id, hub)


def hub_name(endpoint: str) -> str:
    """The hub as people know it: its host and port, never a password that may stand in the address."""
    parts = urlsplit(endpoint)
    host = parts.hostname or endpoint
    return f"{host}:{parts.port}" if parts.port else host


def _by_status(fault: BaseException, model_id: str, hub: str) -> HubError:
    status = getattr(getattr(fault, "response", None), "status_code", 0)
    if status == 404:
        return ModelNotFound(
            f"{hub} has no {model_id}: check the spelling, and that HF_ENDPOINT, where it is set, names a hub."
        )
    if status in (401, 403):
        return NotAllowed(f"{hub} refused {model_id} (status {status}): {TOKEN}.")
    if status == 429:
        return HubBusy(
            f"{hub} has had too many requests to give out {model_id}: try again in some minutes, or {TOKEN}."
        )
    if status:
        return HubUnreachable(f"{hub} could not give out {model_id} (status {status}): try again later.")
    return HubUnreachable(
        f"{hub} did not answer when asked for {model_id} ({_reason(fault)}): check the network, "
        "or name a mirror by HF_ENDPOINT, and pull again."
    )


def _reason(fault: BaseException) -> str:
    """The fault in a few words, on one line."""
    words = " ".join(str(fault).split()) or type(fault).__name__
    return words if len(words) <= 120 else words[:119] + "…"
