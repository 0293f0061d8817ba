"""Channels: the keys of `notify` in wireglot.toml, and the addresses that they lead to.

    notify = { webhook = "https://intranet.example/news" }                  # our JSON (json_body.py)
    notify = { slack = "$SLACK_WEBHOOK" }                                   # Slack, Mattermost, Rocket.Chat
    notify = { email = "desk@news.example", smtp = "smtp://user:password@mail.example:587" }

An address that begins with $ is the name of an environment variable that holds it. smtp:// demands STARTTLS, smtps://
is encrypted from the start, and smtp://host:25?tls=no is plain text, for a relay in the own network.
"""

import os
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Annotated, Literal
from urllib.parse import parse_qs, unquote, urlsplit

from pydantic import AfterValidator, BaseModel, ConfigDict, model_validator

Kind = Literal["webhook", "slack", "email"]

_VARIABLE = re.compile(r"\$[A-Za-z_][A-Za-z0-9_]*")
# One address, since a message is sent again as a whole: of two, one would get it twice. A list has an address too.
_EMAIL = re.compile(r"[^\s@<>,;:\"()]+@[A-Za-z0-9.-]+")
_LOOPBACK = ("localhost", "127.0.0.1", "::1")


class MissingAddress(ValueError):
    """An environment variable that should hold an address does not; the message names it."""


@dataclass(frozen=True, slots=True, repr=False)
class Server:
    """An SMTP server. `mode` is how the connection is protected, in apprise's words."""

    host: str
    port: int
    mode: Literal["starttls", "ssl", "insecure"]
    user: str = ""
    password: str = ""


@dataclass(frozen=True, slots=True, repr=False)
class Notify:
    """Where a desk sends its messages, as written in wireglot.toml; "" for nowhere."""

    webhook: str = ""
    slack: str = ""
    email: str = ""
    smtp: str = ""
    sender: str = ""

    @property
    def channels(self) -> list["Channel"]:
        kinds: tuple[Kind, ...] = ("webhook", "slack", "email")
        return [Channel(kind, self) for kind in kinds if getattr(self, kind)]


NOWHERE = Notify()


@dataclass(frozen=True, slots=True)
class Channel:
    """One way in which a desk sends messages. Its text is its kind: an address may be a secret."""

    kind: Kind
    notify: Notify

    def __str__(self) -> str:
        return self.kind

    def __repr__(self) -> str:
        return f"Channel({self.kind})"

    @property
    def address(self) -> str:
        """The address of the webhook or mailbox. Raises MissingAddress."""
        return _resolved(getattr(self.notify, self.kind), _mailbox if self.kind == "email" else _web_address)

    def fault(self) -> str:
        """Why no message can be sent, as far as that is known without sending one; else ""."""
        try:
            if self.address and self.kind == "email":
                self.sender  # noqa: B018  it needs the server as well
        except MissingAddress as error:
            return str(error)
        return ""

    @property
    def server(self) -> Server:
        """The SMTP server of a mailbox. Raises MissingAddress."""
        return server_of(_resolved(self.notify.smtp, _smtp))

    @property
    def sender(self) -> str:
        """The From address: as named, else the user of the server, else one of the domain of the mailbox."""
        named = _resolved(self.notify.sender, _mailbox)
        user = self.server.user
        return named or (user if "@" in user else f"wireglot@{self.address.partition('@')[2]}")


def server_of(url: str) -> Server:
    """The server that an address names, such as smtp://user:password@mail.example:587."""
    parts = urlsplit(url)
    plain = parse_qs(parts.query).get("tls") == ["no"]
    mode: Literal["starttls", "ssl", "insecure"]
    mode = "ssl" if parts.scheme == "smtps" else "insecure" if plain else "starttls"
    port = parts.port or {"ssl": 465, "starttls": 587, "insecure": 25}[mode]
    return Server(parts.hostname or "", port, mode, unquote(parts.username or ""), unquote(parts.password or ""))


def _resolved(text: str, check: Callable[[str], str]) -> str:
    """The text, or what the environment variable of that name holds. Raises MissingAddress."""
    if not _VARIABLE.fullmatch(text):
        return text
    value = os.environ.get(text[1:], "")
    if not value:
        raise MissingAddress(f"the environment variable {text[1:]} is not set")
    try:
        return check(value)
    except ValueError as error:
        raise MissingAddress(f"the environment variable {text[1:]}: {error}") from None


def _web_address(text: str) -> str:
    if not text.startswith(("https://", "http://")) or not _host(text) or any(c.isspace() for c in text):
        raise ValueError("expected a web address such as https://intranet.example/news, or $VARIABLE")
    return text


def _mailbox(text: str) -> str:
    if not _EMAIL.fullmatch(text):
        raise ValueError("expected one address such as desk@news.example, or $VARIABLE; for several use a mailing list")
    return text


def _smtp(text: str) -> str:
    if not text.startswith(("smtp://", "smtps://")) or not _host(text) or any(c.isspace() for c in text):
        raise ValueError("expected a server such as smtp://user:password@mail.example:587, or $VARIABLE")
    server = server_of(text)
    if server.password and server.mode == "insecure" and server.host not in _LOOPBACK:
        raise ValueError("a password is not sent in plain text; leave out tls=no")
    return text


def _host(url: str) -> str:
    """The host; "" where there is none, or the port is no port."""
    try:
        parts = urlsplit(url)
        return (parts.hostname or "") if parts.port != 0 else ""
    except ValueError:
        return ""


def _or_variable(check: Callable[[str], str]) -> AfterValidator:
    return AfterValidator(lambda text: text if not text or _VARIABLE.fullmatch(text) else check(text))


class NotifyTable(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True, frozen=True, hide_input_in_errors=True)

    webhook: Annotated[str, _or_variable(_web_address)] = ""
    slack: Annotated[str, _or_variable(_web_address)] = ""
    email: Annotated[str, _or_variable(_mailbox)] = ""
    smtp: Annotated[str, _or_variable(_smtp)] = ""
    sender: Annotated[str, _or_variable(_mailbox)] = ""

    @model_validator(mode="after")
    def _complete(self) -> "NotifyTable":
        if bool(self.email) != bool(self.smtp):
            raise ValueError('email and smtp: one needs the other, such as smtp = "smtp://user:password@mail.example"')
        if not (self.webhook or self.slack or self.email):
            raise ValueError("expected webhook, slack or email")
        return self

    def notify(self) -> Notify:
        return Notify(self.webhook, self.slack, self.email, self.smtp, self.sender)
