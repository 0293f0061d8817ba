"""Chat servers: the client, whether a server is available, batches of requests, and the reading of answers."""

from wireglot.models.chat.answers import UnusableAnswer, extract_json, replace_surrogates
from wireglot.models.chat.client import (
    KEY,
    MODEL,
    SETUP_HINT,
    URL,
    USUAL_WINDOW,
    WINDOW,
    ChatServer,
    Message,
    available_server,
    clear_availability,
    complete,
    is_available,
    report_failure,
    server_fault,
)
from wireglot.models.chat.requests import (
    ChatBatch,
    ChatLimits,
    fence,
    follow_up,
    language_label,
    text_weight,
)

__all__ = [
    "KEY",
    "MODEL",
    "SETUP_HINT",
    "URL",
    "USUAL_WINDOW",
    "WINDOW",
    "ChatBatch",
    "ChatLimits",
    "ChatServer",
    "Message",
    "UnusableAnswer",
    "available_server",
    "clear_availability",
    "complete",
    "extract_json",
    "fence",
    "follow_up",
    "is_available",
    "language_label",
    "replace_surrogates",
    "report_failure",
    "server_fault",
    "text_weight",
]
