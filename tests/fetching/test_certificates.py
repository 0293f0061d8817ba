"""Certificates of https: a real server on loopback, with certificates that the tests make."""

import datetime as dt
import ssl
from pathlib import Path
from typing import NamedTuple

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from tests.fetching.conftest import Fetch
from tests.fetching.raw_server import head, raw_server
from tests.web_server import Page, WebServer
from wireglot.fetching import FetchLimits, Unreachable

pytestmark = pytest.mark.process

ALLOWED = FetchLimits(frozenset({"localhost", "127.0.0.1"}), pause=0, seconds=10)
NOW = dt.datetime.now(dt.UTC)
DAY = dt.timedelta(days=1)
ANSWER = head("Content-Length: 6", "Connection: close") + b"<rss/>"


class Authority(NamedTuple):
    """An authority: its key, its certificate, and the file with the certificate."""

    key: ec.EllipticCurvePrivateKey
    certificate: x509.Certificate
    file: Path


@pytest.fixture(scope="module")
def authority(tmp_path_factory: pytest.TempPathFactory) -> Authority:
    key = ec.generate_private_key(ec.SECP256R1())
    certificate = _certificate(key, key, "Tarn Authority", "Tarn Authority", NOW - DAY, NOW + DAY, authority=True)
    file = tmp_path_factory.mktemp("authority") / "authority.pem"
    file.write_bytes(certificate.public_bytes(serialization.Encoding.PEM))
    return Authority(key, certificate, file)


def _certificate(
    key: ec.EllipticCurvePrivateKey,
    signer: ec.EllipticCurvePrivateKey,
    subject: str,
    issuer: str,
    start: dt.datetime,
    end: dt.datetime,
    *,
    authority: bool = False,
) -> x509.Certificate:
    names = [x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)]) for name in (subject, issuer)]
    return (
        x509.CertificateBuilder()
        .subject_name(names[0])
        .issuer_name(names[1])
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(start)
        .not_valid_after(end)
        .add_extension(x509.BasicConstraints(ca=authority, path_length=None), critical=True)
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(subject.replace(" ", "-"))]), critical=False)
        .sign(signer, hashes.SHA256())
    )


def server_context(
    authority: Authority | None,
    folder: Path,
    *,
    host: str = "localhost",
    start: dt.datetime = NOW - DAY,
    end: dt.datetime = NOW + DAY,
) -> ssl.SSLContext:
    """Return the context of a server with a certificate for the host; without an authority it signs itself."""
    key = ec.generate_private_key(ec.SECP256R1())
    signer, issuer = (authority.key, "Tarn Authority") if authority else (key, host)
    certificate = _certificate(key, signer, host, issuer, start, end)
    private = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    file = folder / "server.pem"
    file.write_bytes(private + certificate.public_bytes(serialization.Encoding.PEM))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(file)
    return context


def test_a_certificate_of_a_trusted_authority_is_accepted(
    authority: Authority, tmp_path: Path, fetch: Fetch, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The connection goes to an address, and name and certificate are still those of the host."""
    monkeypatch.setenv("SSL_CERT_FILE", str(authority.file))
    context, names = server_context(authority, tmp_path), []
    context.sni_callback = lambda _socket, name, _context: names.append(name)
    with raw_server(lambda path: [ANSWER], context) as server:
        fetched = fetch(server.address("/feed", "localhost", "https"), ALLOWED)

    assert fetched.body == b"<rss/>"
    assert set(names) == {"localhost"}
    assert all(f"Host: localhost:{server.port}\r\n" in request for request in server.requests)


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        ({"host": "other.example"}, "expected a certificate for localhost, found one for another host"),
        ({"end": NOW - dt.timedelta(hours=1)}, "one that has expired; check this machine's clock"),
        ({"start": NOW + dt.timedelta(hours=1)}, "one that is not valid yet"),
    ],
    ids=["another host", "expired", "not yet valid"],
)
def test_a_certificate_that_does_not_fit_is_refused(
    options: dict[str, object],
    expected: str,
    authority: Authority,
    tmp_path: Path,
    fetch: Fetch,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(authority.file))
    context = server_context(authority, tmp_path, **options)  # type: ignore[arg-type]
    with raw_server(lambda path: [ANSWER], context) as server, pytest.raises(Unreachable, match=expected):
        fetch(server.address("/feed", "localhost", "https"), ALLOWED)

    assert server.requests == []


@pytest.mark.parametrize("signs_itself", [True, False])
def test_an_unknown_authority_is_refused(
    signs_itself: bool, authority: Authority, tmp_path: Path, fetch: Fetch, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("SSL_CERT_FILE", raising=False)
    context = server_context(None if signs_itself else authority, tmp_path)
    with raw_server(lambda path: [ANSWER], context) as server, pytest.raises(Unreachable, match="into SSL_CERT_FILE"):
        fetch(server.address("/feed", "localhost", "https"), ALLOWED)

    assert server.requests == []


def test_a_certificate_for_a_name_is_not_one_for_its_address(
    authority: Authority, tmp_path: Path, fetch: Fetch, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(authority.file))
    context = server_context(authority, tmp_path)
    with raw_server(lambda path: [ANSWER], context) as server, pytest.raises(Unreachable, match="another host"):
        fetch(server.address("/feed", "127.0.0.1", "https"), ALLOWED)


def test_a_server_without_encryption_is_named(server: WebServer, fetch: Fetch) -> None:
    server.pages["/feed"] = Page(b"<rss/>")

    with pytest.raises(Unreachable, match="check whether the address is http or https"):
        fetch(server.address("/feed").replace("http://", "https://"), ALLOWED)


def test_an_encrypted_server_asked_without_encryption_is_an_error(
    authority: Authority, tmp_path: Path, fetch: Fetch
) -> None:
    context = server_context(authority, tmp_path)
    with raw_server(lambda path: [ANSWER], context) as server, pytest.raises(Unreachable):
        fetch(server.address("/feed"), ALLOWED)


@pytest.mark.parametrize("content", [None, "", "no certificate"])
def test_a_file_without_certificates_is_named(
    content: str | None, tmp_path: Path, server: WebServer, fetch: Fetch, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "authorities.pem"
    if content is not None:
        file.write_text(content, "utf-8")
    monkeypatch.setenv("SSL_CERT_FILE", str(file))

    with pytest.raises(Unreachable, match=r"SSL_CERT_FILE=.*authorities\.pem: expected a file with certificates"):
        fetch(server.address("/feed").replace("http://", "https://"), ALLOWED)
