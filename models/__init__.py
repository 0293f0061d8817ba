"""Models: weights on this machine and where they come from, seq2seq runtimes, and a client for chat servers."""

from wireglot.models.engine_registry import EngineError, EngineRegistry, UnknownEngine, UnusableEngine
from wireglot.models.errors import (
    ChatError,
    ConnectionFailed,
    InvalidSettings,
    MalformedResponse,
    RequestRejected,
    ServerError,
    ServerTimeout,
    TruncatedAnswer,
)

__all__ = [
    "ChatError",
    "ConnectionFailed",
    "EngineError",
    "EngineRegistry",
    "InvalidSettings",
    "MalformedResponse",
    "RequestRejected",
    "ServerError",
    "ServerTimeout",
    "TruncatedAnswer",
    "UnknownEngine",
    "UnusableEngine",
]
