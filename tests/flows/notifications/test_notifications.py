"""Messages and channels: what is written for whom, what may never be in it, and the keys of `notify`."""

import gc
import json
import resource
import socket
import ssl
import threading
import time
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.mail_server import mail_server
from tests.web_server import Page, WebServer
from wireglot.articles import time_text
from wireglot.flows.desks import InvalidDesks, read_config
from wireglot.flows.notifications.channels import Channel, Notify
from wireglot.flows.notifications.delivery import deliver
from wireglot.flows.notifications.json_body import json_body
from wireglot.flows.notifications.mail import html, subject
from wireglot.flows.notifications.messages import MOST_LISTED, Message, compose
from wireglot.flows.notifications.outbox import Outbox
from wireglot.flows.notifications.sending import send
from wireglot.flows.notifications.slack_text import slack_body
from wireglot.flows.reports.edition_events import EditionEvent
from wireglot.outputs import Store

TEXT = st.text(max_size=40)


def an_event(headline: str = "Storm", *, kind: str = "created", id: str = "varn", version: int = 1) -> EditionEvent:
    return EditionEvent(
        kind=kind,  # type: ignore[arg-type]  of a parameter
        id=id,
        version=version,
        state="ok",
        headline=headline,
        short=f"{headline}: forty boats.",
        language="sv",
        reader_language="en",
        source="Tagblatt",
        link="https://news.example/varn.html",
    )


def a_message(*events: EditionEvent, title: str = "north: 1 new") -> Message:
    return Message("1", "digest", "north", "2026-03-01T10:00:00Z", title, "", events)


@given(TEXT, TEXT)
def test_no_headline_can_add_a_header_or_a_line_to_a_subject(title: str, headline: str) -> None:
    message = a_message(an_event(headline), title=f"north: {title}\r\nBcc: all@news.example")

    assert not set(subject(message)) & set("\r\n\v\f\x85\u2028\u2029")


@given(TEXT)
def test_no_headline_becomes_markup(headline: str) -> None:
    hostile = f"{headline}<!channel> <https://evil.example|click> ![x](https://evil.example) <script>&amp; @channel"
    event = an_event(hostile)

    text, page = slack_body(a_message(event))["text"], html(a_message(event))

    assert text.count("<") == 2  # the links to the article and to its evidence
    assert "@channel" not in text
    assert "](" not in text
    assert "<script>" not in page
    assert "<!channel>" not in page


def test_a_long_digest_says_how_many_are_left() -> None:
    events = tuple(an_event("Storm " * 400, id=str(n)) for n in range(40))

    text = slack_body(a_message(*events))["text"]

    shown = text.count("*new*")
    assert len(text) < 40_000
    assert text.endswith(f"… and {40 - shown} more")


def test_a_webhook_gets_none_of_the_keys_of_apprise() -> None:
    with WebServer() as web:
        web.pages["/hook?token=pa55&token=word"] = Page(b"ok")

        error = send(Channel("webhook", Notify(webhook=web.address("/hook?token=pa55&token=word"))), a_message())

        (request,) = web.requests
    assert error == ""
    assert request.headers["content-type"] == "application/json"
    assert json.loads(request.body) == json_body(a_message())


def test_a_failure_names_no_secret(caplog: pytest.LogCaptureFixture) -> None:
    with WebServer() as web:
        address = web.address("/hook/pa55word?token=pa55word").replace("http://", "http://user:pa55word@")

        error = send(Channel("webhook", Notify(webhook=address)), a_message())

    refused = send(Channel("webhook", Notify(webhook=address)), a_message())
    assert (error, refused) == ("the server answered 404", "Connection refused")
    assert "pa55word" not in error + refused + caplog.text


@pytest.mark.parametrize("headline", ["Tempête à Brême", "港口关闭", "انهيار جسر", "पुल गिरा", "Міст 🌉"])
def test_mail_carries_every_script(headline: str) -> None:
    with mail_server() as mail:
        channel = mail_channel(f"smtp://127.0.0.1:{mail.port}?tls=no")

        error = send(channel, a_message(an_event(headline), title=f"north: {headline}"))

    (message,) = mail.messages
    plain, page = message.get_body(("plain",)), message.get_body(("html",))
    assert error == ""
    assert message["Subject"] == f"[Wireglot] north: {headline}"
    assert headline in plain.get_content()  # type: ignore[union-attr]  of a multipart
    assert headline in page.get_content()  # type: ignore[union-attr]
    assert message["List-Id"] == "Wireglot desk north <north.desks.wireglot.invalid>"
    assert message["Message-ID"]


@contextmanager
def talking_server(talk: Callable[[socket.socket], None]) -> Iterator[int]:
    """A server that talks to each client as `talk` says, until that hangs up; its port."""

    def serve() -> None:
        with suppress(OSError):  # it is closed
            while True:
                client, _ = listening.accept()
                with client, suppress(OSError):
                    talk(client)

    with socket.create_server(("127.0.0.1", 0)) as listening:
        threading.Thread(target=serve, daemon=True).start()
        yield listening.getsockname()[1]
        listening.shutdown(socket.SHUT_RDWR)


def drip(client: socket.socket, text: bytes) -> None:
    """Send the text, then go on for ever in the middle of a line."""
    client.sendall(text)
    while True:
        client.sendall(b"x")
        time.sleep(0.05)


def send_patiently(channel: Channel, seconds: float) -> str:
    """Send a message to a server that has to be left; the socket of an interrupted client closes itself."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ResourceWarning)
        error = send(channel, a_message(), seconds)
        gc.collect()
    return error


@pytest.mark.parametrize("greeting", [b"HTTP/1.1 200 OK\r\nX-Slow: ", b"HTTP/1.1 200 OK\r\n\r\n", b"220-"])
def test_a_server_that_never_stops_talking_is_left(greeting: bytes) -> None:
    with talking_server(lambda client: drip(client, greeting)) as port:
        web = Channel("webhook", Notify(webhook=f"http://127.0.0.1:{port}/"))
        channel = mail_channel(f"smtp://127.0.0.1:{port}?tls=no") if greeting == b"220-" else web

        error = send_patiently(channel, 0.3)

    assert error == "no answer within 0 seconds"
    assert not [thread for thread in threading.enumerate() if thread.name == "notification"]


def test_what_was_accepted_is_not_sent_again_for_want_of_a_farewell() -> None:
    quitting = threading.Event()

    def talk(client: socket.socket) -> None:
        client.sendall(b"220 hello\r\n")
        for line in client.makefile("rb"):
            if line == b"quit\r\n":
                quitting.set()
                drip(client, b"221 ")
            if line[:4] in (b"ehlo", b"mail", b"rcpt", b".\r\n"):
                client.sendall(b"250 ok\r\n")
            if line[:4] == b"data":
                client.sendall(b"354 go on\r\n")

    seconds, error = 1.0, ""
    with talking_server(talk) as port:
        while not quitting.is_set():  # a busy machine needs longer
            error = send_patiently(mail_channel(f"smtp://127.0.0.1:{port}?tls=no"), seconds)
            seconds *= 2

    assert error == ""


def test_an_answer_that_is_no_http_logs_no_address(caplog: pytest.LogCaptureFixture) -> None:
    with WebServer() as web, caplog.at_level("DEBUG"):
        web.pages["/pa55word"] = Page(b"ok", headers={"X-Odd": "1\r\nno header at all"})

        send(Channel("webhook", Notify(webhook=web.address("/pa55word"))), a_message())

    assert len(web.requests) == 1
    assert "pa55word" not in caplog.text


def test_a_reason_has_the_answer_and_no_mailbox() -> None:
    with mail_server() as mail:
        mail.refusal = "554 5.7.1 spam from desk@news.example"

        error = send(mail_channel(f"smtp://127.0.0.1:{mail.port}?tls=no"), a_message())

    assert error == "the server answered 554"


def mail_channel(smtp: str) -> Channel:
    return Channel("email", Notify(email="desk@news.example", smtp=smtp))


def a_certificate(folder: Path) -> tuple[Path, Path]:
    """A certificate for localhost and its key, signed by itself."""
    from cryptography import x509
    from cryptography.hazmat.primitives import hashes, serialization
    from cryptography.hazmat.primitives.asymmetric import ec

    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "localhost")])
    now = datetime.now(UTC)
    certificate = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("localhost")]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    pem, secret = folder / "certificate.pem", folder / "key.pem"
    pem.write_bytes(certificate.public_bytes(serialization.Encoding.PEM))
    kinds = serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    secret.write_bytes(key.private_bytes(serialization.Encoding.PEM, *kinds))
    return pem, secret


def test_mail_demands_encryption_and_a_valid_certificate(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    certificate, key = a_certificate(tmp_path)
    tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    tls.load_cert_chain(certificate, key)
    with mail_server(tls) as mail:
        channel = mail_channel(f"smtp://desk:pa55%3Aword@localhost:{mail.port}")

        unknown = send(channel, a_message())
        monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
        known = send(channel, a_message())

    with mail_server() as plain:
        unencrypted = send(mail_channel(f"smtp://desk:pa55%3Aword@localhost:{plain.port}"), a_message())
    assert unknown == "certificate verify failed: self-signed certificate"
    assert known == ""
    assert mail.logins == [("desk", "pa55:word")]
    assert [message["Subject"] for message in mail.messages] == ["[Wireglot] north: 1 new"]
    assert unencrypted == "STARTTLS extension not supported by server"
    assert plain.messages == []


def test_addresses_come_from_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    channel = Channel("webhook", Notify(webhook="$NEWS_WEBHOOK"))

    missing = channel.fault()
    monkeypatch.setenv("NEWS_WEBHOOK", "ftp://pa55word.example")
    wrong = channel.fault()
    monkeypatch.setenv("NEWS_WEBHOOK", "https://hooks.example/1")

    assert missing == "the environment variable NEWS_WEBHOOK is not set"
    assert "expected a web address" in wrong
    assert "pa55word" not in wrong
    assert (channel.fault(), channel.address) == ("", "https://hooks.example/1")


@pytest.mark.parametrize(
    ("notify", "expected"),
    [
        ("{ }", "expected webhook, slack or email"),
        ('{ webhook = "pa55word" }', "notify.webhook: expected a web address"),
        ('{ slack = "https://:pa55word" }', "notify.slack: expected a web address"),
        ('{ email = "a@b.example, pa55word@c.example", smtp = "smtp://b.example" }', "use a mailing list"),
        ('{ email = "a@b.example" }', "one needs the other"),
        ('{ email = "a@b.example", smtp = "mail.pa55word" }', "expected a server such as smtp://"),
        ('{ email = "a@b.example", smtp = "smtp://a:pa55word@b.example?tls=no" }', "not sent in plain text"),
        ('{ telegram = "pa55word" }', "notify.telegram: unknown key"),
    ],
)
def test_wrong_keys_are_explained_without_secrets(notify: str, expected: str, tmp_path: Path) -> None:
    (tmp_path / "wireglot.toml").write_text(f'[desks.north]\nsources = ["inbox"]\nnotify = {notify}\n')

    with pytest.raises(InvalidDesks) as error:
        read_config(tmp_path / "wireglot.toml")

    assert expected in str(error.value)
    assert "pa55word" not in str(error.value)


def test_hidden_articles_are_left_out_when_a_message_is_made(tmp_path: Path) -> None:
    outbox = Outbox(tmp_path, "north", ["webhook"])
    outbox.add([an_event("Gone", id="gone")], "digest")
    outbox.seal("webhook", "digest")
    (waiting,) = outbox.waiting("webhook")

    assert compose(waiting, Store(tmp_path)) is None  # no such article is stored, so nothing may be said of it


def test_names_of_files_that_are_not_text_can_be_sent(tmp_path: Path) -> None:
    outbox = Outbox(tmp_path, "north", ["webhook"])
    outbox.add([replace(an_event(kind="withdrawn"), source="inbox/\udcff.txt")], "urgent")
    outbox.seal("webhook", "urgent")
    (waiting,) = outbox.waiting("webhook")

    message = compose(waiting, Store(tmp_path))

    assert message
    assert "inbox/" in html(message).encode().decode()


def test_texts_that_are_not_utf_8_or_obey_a_terminal_can_be_sent(tmp_path: Path) -> None:
    outbox = Outbox(tmp_path, "north", ["webhook"])
    outbox.put("silent", "Desk north is silent: inbox/\udcff\x1b[2J\u202e cannot be read")
    (waiting,) = outbox.waiting("webhook")

    message = compose(waiting, Store(tmp_path))

    assert message
    assert message.text == "Desk north is silent: inbox/\ufffd [2J  cannot be read"


def test_a_huge_headline_hides_no_other_article(tmp_path: Path) -> None:
    outbox = Outbox(tmp_path, "north", ["slack"])
    outbox.add([an_event(kind="withdrawn", id="huge"), an_event(kind="withdrawn")], "urgent")
    outbox.seal("slack", "urgent")
    (waiting,) = outbox.waiting("slack")
    huge = replace(waiting.events[0], source="inbox " * 10_000)

    message = compose(replace(waiting, events=(huge, waiting.events[1])), Store(tmp_path))

    assert message
    assert slack_body(message)["text"].count("*withdrawn*") == 2


@pytest.mark.parametrize("damage", [b"", b"\0" * 300, b'{"id": "1", "kind": "urgent"}', b'{"created": "long ago"}'])
def test_a_lost_header_loses_no_event(damage: bytes, tmp_path: Path) -> None:
    outbox = Outbox(tmp_path, "north", ["webhook"])
    outbox.add([an_event(id="first"), an_event(id="second")], "digest")
    (path,) = tmp_path.rglob("digest.jsonl")
    _, *events = path.read_bytes().splitlines(keepends=True)
    path.write_bytes(damage + b"\n" + b"".join(events))

    assert outbox.seal("webhook", "digest")
    (waiting,) = outbox.waiting("webhook")
    (again,) = outbox.waiting("webhook")
    assert [event.id for event in waiting.events] == ["first", "second"]
    assert (waiting.header.desk, waiting.header.id) == ("north", again.header.id)


def test_of_one_second_what_is_urgent_comes_first(tmp_path: Path) -> None:
    outbox = Outbox(tmp_path, "north", ["webhook"])
    for n, kind in enumerate(("digest", "urgent", "digest", "urgent")):
        outbox.add([an_event(id=str(n))], kind)  # type: ignore[arg-type]  of a tuple
        outbox.seal("webhook", kind)  # type: ignore[arg-type]
    for path in tmp_path.rglob("messages/*"):
        path.rename(path.with_name(f"2026-03-12T100500Z-{path.stem.rpartition('-')[2]}.jsonl"))
    outbox.put("over", "Desk north is no longer silent.")

    kinds = [message.header.kind for message in outbox.waiting("webhook")]
    assert kinds == ["urgent", "urgent", "digest", "digest", "over"]


def test_a_message_that_is_refused_holds_up_no_other(tmp_path: Path) -> None:
    outbox = Outbox(tmp_path, "north", ["webhook"])
    outbox.put("silent", "poison")
    outbox.put("over", "Desk north is no longer silent.")
    with WebServer() as web:
        web.pages["/hook"] = lambda request: Page(b"ok", status=413 if b"poison" in request.body else 200)

        deliver(tmp_path, "north", [Channel("webhook", Notify(webhook=web.address("/hook")))])

    (kept,) = outbox.waiting("webhook")
    assert (kept.header.text, kept.header.error) == ("poison", "the server answered 413")


def test_withdrawals_come_first_and_the_rest_is_counted(tmp_path: Path) -> None:
    outbox = Outbox(tmp_path, "north", ["webhook"])
    outbox.add([an_event(kind="withdrawn", id=str(n)) for n in range(MOST_LISTED + 7)], "digest")
    outbox.seal("webhook", "digest", {"failed": 2})
    (waiting,) = outbox.waiting("webhook")

    message = compose(waiting, Store(tmp_path))

    assert message
    assert message.title == f"north: {MOST_LISTED + 7} withdrawn, 2 failed"
    assert (len(message.events), message.more) == (MOST_LISTED, 7)


def test_several_writers_of_an_outbox_lose_nothing(tmp_path: Path) -> None:
    def write(name: str) -> None:
        outbox = Outbox(tmp_path, "north", ["webhook", "email"])
        for version in range(20):
            with outbox.lock():
                outbox.add([an_event(id=name, version=version)], "digest")
                if version % 7 == 0:
                    outbox.seal("webhook", "digest")

    threads = [threading.Thread(target=write, args=(name,)) for name in "abc"]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    outbox = Outbox(tmp_path, "north", ["webhook", "email"])
    outbox.seal("webhook", "digest")
    outbox.seal("email", "digest")

    for channel in ("webhook", "email"):
        events = [event for waiting in outbox.waiting(channel) for event in waiting.events]
        assert sorted((event.id, event.version) for event in events) == [(id, n) for id in "abc" for n in range(20)]


def test_a_clock_that_was_set_back_delays_no_message(tmp_path: Path) -> None:
    channel = Channel("webhook", Notify(webhook="http://127.0.0.1:9/"))  # where nobody answers
    outbox = Outbox(tmp_path, "north", ["webhook"])
    outbox.put("silent", "Desk north is silent.")
    (message,) = outbox.waiting("webhook")
    for next in ("2999-01-01T00:00:00Z", time_text(datetime.now(UTC) + timedelta(hours=1))):
        outbox.retry_later(message, replace(message.header, next=next))
        deliver(tmp_path, "north", [channel])

        (found,) = outbox.waiting("webhook")
        assert found.header.attempts == (1 if next.startswith("2999") else 0)
        assert found.header.created <= time_text(datetime.now(UTC))


def test_a_full_disk_loses_no_later_message(tmp_path: Path) -> None:
    outbox = Outbox(tmp_path, "north", ["webhook"])
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (60, limits[1]))
    try:
        with pytest.raises(OSError, match="large"):
            outbox.add([an_event(id="first")], "digest")
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
    outbox.add([an_event(id="second")], "digest")

    assert outbox.seal("webhook", "digest")
    assert [event.id for message in outbox.waiting("webhook") for event in message.events] == ["second"]


def test_the_outbox_holds_no_address(tmp_path: Path) -> None:
    outbox = Outbox(tmp_path, "north", [Channel("webhook", Notify(webhook="https://pa55word.example")).kind])
    outbox.put("silent", "Desk north is silent.")

    (path,) = tmp_path.rglob("messages/*")
    assert "pa55word" not in path.read_text()
    channel = Channel("email", Notify(smtp="smtp://a:pa55word@b.example"))
    assert repr(channel) == "Channel(email)"
    assert "pa55word" not in repr(channel.notify) + repr(channel.server)
