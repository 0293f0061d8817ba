"""Sending one message to one channel, through apprise.

Certificates are checked, redirects are not followed, and nothing waits longer than some seconds. apprise's own log has
addresses in it, so it goes nowhere; what it says of a failure is the reason that is kept, without any address.
"""

import logging
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs, unquote, urlsplit

from wireglot.articles import without_credentials
from wireglot.flows.notifications.channels import Channel, MissingAddress
from wireglot.flows.notifications.json_body import json_body
from wireglot.flows.notifications.mail import headers, html, subject
from wireglot.flows.notifications.messages import Message
from wireglot.flows.notifications.slack_text import slack_body

if TYPE_CHECKING:
    from apprise import NotifyBase

SECONDS = 4.0  # to connect, and again for each answer: a webhook that takes longer is as good as dead
# The keys of apprise's own body, of which a webhook gets none.
_OWN_KEYS = ("version", "title", "message", "type", "attachments")


def send(channel: Channel, message: Message) -> str:
    """Send a message; return why that failed, "" when it was accepted."""
    with _reasons() as reasons:
        try:
            service, body, title = _service(channel, message)
            sent = service.notify(body=body, title=title)
        except MissingAddress as error:
            return str(error)
        except Exception as error:  # of a library that talks to strangers: one channel must not stop a run
            return type(error).__name__  # its text may have the address
    return "" if sent else "; ".join(reasons) or "not accepted"


def _service(channel: Channel, message: Message) -> "tuple[NotifyBase, str, str]":
    if channel.kind == "email":
        return _instance(_mail(channel, message)), html(message), subject(message)
    payload = json_body(message) if channel.kind == "webhook" else slack_body(message)
    return _instance(_webhook(channel.address, payload)), message.title, message.title


def _instance(settings: dict[str, Any]) -> "NotifyBase":
    import apprise

    service = apprise.Apprise.instantiate(settings | {"cto": SECONDS, "rto": SECONDS}, suppress_exceptions=False)
    if service is None:
        raise ValueError("the address cannot be used")
    return service


def _webhook(address: str, payload: dict[str, Any]) -> dict[str, Any]:
    parts = urlsplit(address)
    return {
        "schema": "jsons" if parts.scheme == "https" else "json",
        "host": parts.hostname,
        "port": parts.port,
        "fullpath": parts.path or "/",
        "user": unquote(parts.username or "") or None,
        "password": unquote(parts.password or "") or None,
        "params": parse_qs(parts.query, keep_blank_values=True),
        "payload": dict.fromkeys(_OWN_KEYS, "") | payload,
        "redirect": False,
    }


def _mail(channel: Channel, message: Message) -> dict[str, Any]:
    server = channel.server
    return {
        "schema": "mailto" if server.mode == "insecure" else "mailtos",
        "host": server.host,
        "port": server.port,
        "smtp_host": server.host,
        "secure_mode": server.mode,
        "user": server.user or None,
        "password": server.password or None,
        "from_addr": f"Wireglot <{channel.sender}>",
        "targets": [channel.address],
        "format": "html",
        "headers": headers(message),
    }


class _Reasons(logging.Handler):
    """Collects the warnings of one thread."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.thread, self.found = threading.get_ident(), list[str]()

    def emit(self, record: logging.LogRecord) -> None:
        if record.thread == self.thread:
            self.found.append(without_credentials(record.getMessage()).rstrip("."))


@contextmanager
def _reasons() -> Iterator[list[str]]:
    logger = logging.getLogger("apprise")
    logger.propagate = False
    handler = _Reasons()
    logger.addHandler(handler)
    try:
        yield handler.found
    finally:
        logger.removeHandler(handler)
