"""Errors of models/: each is one sentence that says what was found and what to do.

* ModelError              a model on this machine
  + InvalidModel          the folder contains no usable model: files missing or damaged, or an unsupported family
  + ModelNotReady         the model is fine, but this machine cannot run it as asked: package, conversion, GPU
  + UnknownLanguageCode   a language code that the model does not know, or one missing
  + EmptyText             texts of which the model can read nothing: empty, invisible, or in unknown letters
  + TextTooLong           texts longer than the model's window; nothing is ever truncated
  + ChildFailed           a child process that cannot be started, or that gives no answer at all
  + HubError              a download
    - LicenceNotAccepted  the licence forbids commercial use and was not accepted
    - ModelNotFound       the hub has no such model or revision, or does not show it to this token
    - AccessDenied        gated or private; a token is missing or has too few rights
    - HubUnreachable      no answer, too late, cut off, or no hub at all; worth another try
    - HubBusy             too many requests; worth another try later
    - ChecksumMismatch    a file is not what the hub says it is; it has been deleted
    - UnsupportedModel    no usable files, or an unknown family
    - NoDiskSpace         the disk is full, or cannot be written to
    - ConversionFailed    the files arrived, the conversion failed; the next pull continues from there

* ChatError               a chat server; the message never contains the key
  + InvalidSettings       one of the variables WIREGLOT_CHAT_... has an impossible value
  + ServerError           the server is the cause: no other request would do better now
    - ServerTimeout       it had not answered when the time was up
    - ConnectionFailed    the connection could not be made or broke; worth another try
  + RequestRejected       the request is the cause: a smaller one may be accepted
  + MalformedResponse     no text can be read from the response
    - TruncatedAnswer     the answer ended at the token limit; a smaller piece may fit
"""

from urllib.parse import urlsplit

TOKEN_HINT = "set HF_TOKEN to a token of an account that may read it"
# Of a fault's own message: one line on a screen.
REASON_CHARACTERS = 120


class ModelError(Exception):
    """Base of all errors of models on this machine and of downloads."""


class InvalidModel(ModelError):
    pass


class ModelNotReady(ModelError):
    pass


class UnknownLanguageCode(ModelError):
    pass


class EmptyText(ModelError):
    """`indices` are the positions of the unreadable texts among those given."""

    def __init__(self, indices: tuple[int, ...]) -> None:
        numbers = ", ".join(map(str, indices))
        super().__init__(f"The model can read nothing of text {numbers} (counted from 0): empty, or unknown letters.")
        self.indices = indices


class TextTooLong(ModelError):
    """`tokens` maps the positions of the long texts among those given to their lengths."""

    def __init__(self, tokens: dict[int, int], window: int) -> None:
        lengths = ", ".join(f"text {index} has {length}" for index, length in tokens.items())
        super().__init__(f"The model takes {window} tokens, and {lengths} (counted from 0): split the text first.")
        self.tokens = tokens
        self.window = window


class ChildFailed(ModelError):
    pass


class HubError(ModelError):
    pass


class LicenceNotAccepted(HubError):
    pass


class ModelNotFound(HubError):
    pass


class AccessDenied(HubError):
    pass


class HubUnreachable(HubError):
    """What has arrived is kept for the next pull."""


class HubBusy(HubError):
    pass


class ChecksumMismatch(HubError):
    pass


class UnsupportedModel(HubError):
    pass


class NoDiskSpace(HubError):
    pass


class ConversionFailed(HubError):
    pass


class ChatError(Exception):
    """Base of all errors of chat servers: one plain sentence for the reader, without the key."""


class InvalidSettings(ChatError):
    pass


class ServerError(ChatError):
    pass


class ServerTimeout(ServerError):
    pass


class ConnectionFailed(ServerError):
    pass


class RequestRejected(ChatError):
    pass


class MalformedResponse(ChatError):
    pass


class TruncatedAnswer(MalformedResponse):
    """An answer without an end.

    at_limit: it has all the tokens that were allowed, so that the window of the model is not the cause.
    in_reasoning: it ended before the model had finished its reasoning.
    """

    def __init__(self, message: str, *, at_limit: bool = False, in_reasoning: bool = False) -> None:
        super().__init__(message)
        self.at_limit, self.in_reasoning = at_limit, in_reasoning


def hub_error(error: BaseException, model_id: str, endpoint: str) -> HubError:
    """Return the error of a download for people. Our own errors are returned as they are."""
    if isinstance(error, HubError):
        return error
    from huggingface_hub.errors import (
        EntryNotFoundError,
        GatedRepoError,
        OfflineModeIsEnabled,
        RepositoryNotFoundError,
        RevisionNotFoundError,
    )

    hub = hub_name(endpoint)
    if isinstance(error, OfflineModeIsEnabled):
        return HubUnreachable(f"{model_id} was not pulled: HF_HUB_OFFLINE forbids it; unset it for `models pull`.")
    if isinstance(error, GatedRepoError):
        return AccessDenied(f"{hub} asks to agree to the terms of {model_id}: agree there, and {TOKEN_HINT}.")
    if isinstance(error, RepositoryNotFoundError):
        return ModelNotFound(f"{hub} shows no model {model_id}: check the spelling, or {TOKEN_HINT} if it is private.")
    if isinstance(error, (RevisionNotFoundError, EntryNotFoundError)):
        return ModelNotFound(
            f"{hub} no longer has the revision of {model_id} that lock.json names: change to the newest one "
            "with `wireglot models pull --update`."
        )
    return _by_status(error, model_id, hub)


def hub_name(endpoint: str) -> str:
    """Return the hub's host and port, without a password that the address may contain."""
    parts = urlsplit(endpoint)
    host = parts.hostname or endpoint
    return f"{host}:{parts.port}" if parts.port else host


def _by_status(error: BaseException, model_id: str, hub: str) -> HubError:
    status = getattr(getattr(error, "response", None), "status_code", 0)
    if status == 404:
        return ModelNotFound(
            f"{hub} has no {model_id}: check the spelling, and that HF_ENDPOINT, where it is set, names a hub."
        )
    if status in (401, 403):
        return AccessDenied(f"{hub} refused {model_id} (status {status}): {TOKEN_HINT}.")
    if status == 429:
        return HubBusy(
            f"{hub} has had too many requests to send {model_id}: try again in some minutes, or {TOKEN_HINT}."
        )
    if status:
        return HubUnreachable(f"{hub} could not send {model_id} (status {status}): try again later.")
    reason = " ".join(str(error).split()) or type(error).__name__
    reason = reason if len(reason) <= REASON_CHARACTERS else reason[: REASON_CHARACTERS - 1] + "…"
    return HubUnreachable(
        f"{hub} did not answer when asked for {model_id} ({reason}): check the network, "
        "or name a mirror in HF_ENDPOINT, and pull again."
    )
