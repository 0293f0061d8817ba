"""Sending one message to one channel, through apprise.

Certificates are checked, redirects are not followed, and a server has a limited time for all that it says. What apprise
and the libraries below it log has addresses in it, so none of it reaches a log: the reason that is kept has only words
that cannot be an address.
"""

import ctypes
import logging
import re
import threading
from contextlib import suppress
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs, unquote, urlsplit

from wireglot.flows.notifications.channels import Channel, MissingAddress
from wireglot.flows.notifications.json_body import json_body
from wireglot.flows.notifications.mail import headers, html, subject
from wireglot.flows.notifications.messages import Message
from wireglot.flows.notifications.slack_text import slack_body

if TYPE_CHECKING:
    from apprise import NotifyBase

# Seconds for a message where nobody waits: mail servers look for spam, and webhooks start programs, before they answer.
SEND_SECONDS = 30.0
# The keys of apprise's own body, of which a webhook gets none.
_OWN_KEYS = ("version", "title", "message", "type", "attachments")
# What the records of apprise may tell of a failure.
_CAUSES = (
    (re.compile(r"(?:error=|\()(\d{3})(?:\.|, b['\"])"), "the server answered "),
    (re.compile(r"(certificate verify failed: [A-Za-z -]+)"), ""),
    (re.compile(r"((?:STARTTLS|SMTP AUTH) extension not supported by server)"), ""),
    (re.compile(r"\[Errno -?\d+\] ([A-Z][A-Za-z ]+)"), ""),
    (re.compile(r"(timed out|Connection (?:unexpectedly closed|broken|aborted))"), ""),
)
_THREAD = "notification"
_NOWHERE = logging.NullHandler()


def send(channel: Channel, message: Message, seconds: float = SEND_SECONDS) -> str:
    """Send a message; return why that failed within `seconds`, "" when it was accepted."""
    _silence_libraries()  # which imports them: on a busy machine that takes seconds of its own
    attempt = _Attempt(channel, message, seconds)
    attempt.start()
    attempt.join(seconds)
    # A server that says a byte now and then, or never stops talking. Libraries below apprise limit each read, and none
    # the whole; Python ends a thread by an exception at its next instruction, and a silent one ends with the process.
    for _ in range(5):
        if not attempt.is_alive():
            break
        ctypes.pythonapi.PyThreadState_SetAsyncExc(ctypes.c_ulong(attempt.ident or 0), ctypes.py_object(SystemExit))
        attempt.join(1.0)
    return attempt.error


class _Attempt(threading.Thread):
    """The thread that sends a message, so that it can be ended; `error` says why it failed, "" for not."""

    def __init__(self, channel: Channel, message: Message, seconds: float) -> None:
        super().__init__(name=_THREAD, daemon=True)
        self._channel, self._message, self._seconds = channel, message, seconds
        self._said = _Said()
        self._error: str | None = None

    @property
    def error(self) -> str:
        if self._said.is_accepted:  # even when the connection then broke
            return ""
        return self._error or f"no answer within {self._seconds:.0f} seconds"

    def run(self) -> None:
        with suppress(SystemExit):  # it was ended
            self._send()

    def _send(self) -> None:
        try:
            service, body, title = _service(self._channel, self._message, self._seconds)
            service.logger = self._said.logger
            service.notify(body=body, title=title)
        except MissingAddress as error:
            self._error = str(error)
        except Exception as error:  # of a library that talks to unknown servers: one channel must not stop a run
            self._error = type(error).__name__  # its text may have the address
        else:
            self._error = self._said.cause


class _Said(logging.Handler):
    """What apprise says while it sends one message: it goes nowhere else."""

    def __init__(self) -> None:
        super().__init__()
        self._texts: list[str] = []
        self.logger = logging.Logger("wireglot.notifications.apprise", logging.DEBUG)
        self.logger.addHandler(self)

    def emit(self, record: logging.LogRecord) -> None:
        self._texts.append(record.getMessage())

    @property
    def is_accepted(self) -> bool:
        return any(text.startswith("Sent ") for text in self._texts)

    @property
    def cause(self) -> str:
        """Why it was not accepted, without any address."""
        said = "\n".join(self._texts)
        found = (f"{words}{match[1]}" for pattern, words in _CAUSES if (match := pattern.search(said)))
        return next(found, "it could not be sent").strip()


def _silence_libraries() -> None:
    """Keep what they log beside this from the screen and from Prefect: urllib3 names the address of a bad answer."""
    import apprise

    apprise.logger.propagate = False
    apprise.logger.addHandler(_NOWHERE)
    for name in ("urllib3.connection", "urllib3.connectionpool", "urllib3.util.retry"):
        logging.getLogger(name).addFilter(_is_of_others)


def _is_of_others(record: logging.LogRecord) -> bool:
    return record.threadName != _THREAD


def _service(channel: Channel, message: Message, seconds: float) -> "tuple[NotifyBase, str, str]":
    limits = {"cto": seconds, "rto": seconds}
    if channel.kind == "email":
        return _instance(_mail(channel, message) | limits), html(message), subject(message)
    payload = json_body(message) if channel.kind == "webhook" else slack_body(message)
    return _instance(_webhook(channel.address, payload) | limits), message.title, message.title


def _instance(settings: dict[str, Any]) -> "NotifyBase":
    import apprise

    service = apprise.Apprise.instantiate(settings, suppress_exceptions=False)
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
