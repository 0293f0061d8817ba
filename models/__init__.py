"""Models: weights on this machine and where they come from, seq2seq models, and chat servers (wireglot.models.chat)."""

from wireglot.models.catalog import (
    Route,
    RouteStep,
    find_routes,
    is_non_commercial,
    known_licence,
    route_model_ids,
)
from wireglot.models.child_processes import answer_in_children, run_child
from wireglot.models.conversion import convert_snapshot
from wireglot.models.downloads import get_offer, pull_model
from wireglot.models.engine_registry import (
    BrokenContract,
    EngineError,
    EngineRegistry,
    UnknownEngine,
    UnusableEngine,
    description_faults,
)
from wireglot.models.errors import (
    ChatError,
    ChildFailed,
    ConnectionFailed,
    EmptyText,
    HubError,
    HubUnreachable,
    InvalidModel,
    InvalidSettings,
    LicenceNotAccepted,
    MalformedResponse,
    ModelError,
    ModelNotFound,
    ModelNotReady,
    RequestRejected,
    ServerError,
    ServerTimeout,
    TextTooLong,
    TruncatedAnswer,
    UnknownLanguageCode,
)
from wireglot.models.firefox.installed import FirefoxModel, find_firefox_model
from wireglot.models.firefox.model_list import fetch_list as fetch_firefox_list
from wireglot.models.firefox.model_list import has_language as firefox_has_language
from wireglot.models.firefox.model_list import is_firefox
from wireglot.models.firefox.model_list import model_ids as firefox_model_ids
from wireglot.models.inventory import InventoryEntry, check_entry, inventory, is_installed, is_packaged, pulled_entry
from wireglot.models.locks import exclusive_lock
from wireglot.models.long_sentences import CannotSplit, join_pieces, split_to_fit
from wireglot.models.model_store import (
    FileProblem,
    InvalidLockFile,
    InvalidModelId,
    StoredModel,
    check_files,
    find_model,
    folder_name,
    store_folder,
    stored_models,
)
from wireglot.models.pulls import DownloadProgress, Offer, OnProgress
from wireglot.models.runtimes import Decoding
from wireglot.models.runtimes.firefox import firefox_runtime_signature, translate_with_firefox
from wireglot.models.seq2seq import (
    Seq2SeqInput,
    Seq2SeqModel,
    Seq2SeqOutput,
    load_model,
    model_knows_code,
    model_signature,
)

__all__ = [
    "BrokenContract",
    "CannotSplit",
    "ChatError",
    "ChildFailed",
    "ConnectionFailed",
    "Decoding",
    "DownloadProgress",
    "EmptyText",
    "EngineError",
    "EngineRegistry",
    "FileProblem",
    "FirefoxModel",
    "HubError",
    "HubUnreachable",
    "InvalidLockFile",
    "InvalidModel",
    "InvalidModelId",
    "InvalidSettings",
    "InventoryEntry",
    "LicenceNotAccepted",
    "MalformedResponse",
    "ModelError",
    "ModelNotFound",
    "ModelNotReady",
    "Offer",
    "OnProgress",
    "RequestRejected",
    "Route",
    "RouteStep",
    "Seq2SeqInput",
    "Seq2SeqModel",
    "Seq2SeqOutput",
    "ServerError",
    "ServerTimeout",
    "StoredModel",
    "TextTooLong",
    "TruncatedAnswer",
    "UnknownEngine",
    "UnknownLanguageCode",
    "UnusableEngine",
    "answer_in_children",
    "check_entry",
    "check_files",
    "convert_snapshot",
    "description_faults",
    "exclusive_lock",
    "fetch_firefox_list",
    "find_firefox_model",
    "find_model",
    "find_routes",
    "firefox_has_language",
    "firefox_model_ids",
    "firefox_runtime_signature",
    "folder_name",
    "get_offer",
    "inventory",
    "is_firefox",
    "is_installed",
    "is_non_commercial",
    "is_packaged",
    "join_pieces",
    "known_licence",
    "load_model",
    "model_knows_code",
    "model_signature",
    "pull_model",
    "pulled_entry",
    "route_model_ids",
    "run_child",
    "split_to_fit",
    "store_folder",
    "stored_models",
    "translate_with_firefox",
]
