"""The answer of a server as a record holds it: status, headers, and its body as the reader of a page would get it.

Crawlers store bodies as they were sent, or decoded with the headers kept as they were. So the body itself decides
whether it is in chunks or packed, and the headers only say what to try.
"""

import re
import zlib
from collections.abc import Mapping
from dataclasses import dataclass

from wireglot.articles.reading.errors import TooLarge, Undecodable
from wireglot.articles.reading.pages import is_page

MAX_BODY = 20_000_000  # bytes, as for a page that is fetched
_MAX_HEAD = 65_536
_PIECE = 4096  # bytes: a body may have a member in every twenty, whose rest is copied each time
_MOST_LAYERS = 3  # some servers pack what is packed

_STATUS = re.compile(rb"HTTP/\d(?:\.\d)? +(\d{3})\b")
_END_OF_HEAD = re.compile(rb"\r?\n\r?\n")
_CHUNK = re.compile(rb"[ \t]{0,20}([0-9a-fA-F]{1,8})[ \t]{0,20}(?:;[^\r\n]{0,1000})?\r?\n")
_GZIP, _ZSTD = b"\x1f\x8b\x08", b"\x28\xb5\x2f\xfd"


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer; `status` is 0 where the record holds a body without a head.

    headers  by their names in small letters
    body     as it is stored
    """

    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def content_type(self) -> str:
        """The declared type without its parameters, "" for none."""
        return self.headers.get("content-type", "").partition(";")[0].strip().lower()

    @property
    def charset(self) -> str:
        match = re.search(r"charset\s*=\s*[\"']?([\w.:-]{1,40})", self.headers.get("content-type", ""), re.IGNORECASE)
        return match[1] if match else ""


@dataclass(frozen=True, slots=True)
class Body:
    """A decoded body; `is_cut`: its end is missing."""

    content: bytes
    is_cut: bool = False


def parse_answer(content: bytes) -> Answer:
    """Return the answer in the content of a record."""
    status = _STATUS.match(content)
    end = _END_OF_HEAD.search(content, 0, _MAX_HEAD) if status else None
    if status is None or end is None:
        return Answer(int(status[1]) if status else 0, {}, b"" if status else content)
    return Answer(int(status[1]), parse_headers(content[: end.start()]), content[end.end() :])


def parse_headers(raw: bytes) -> dict[str, str]:
    """Return the lines below the first one by name; the first counts where a name occurs twice."""
    headers: dict[str, str] = {}
    last = ""
    for line in raw.decode("utf-8", "replace").split("\n")[1:]:
        if line[:1] in (" ", "\t") and last:
            headers[last] += f" {line.strip()}"
            continue
        name, colon, value = line.partition(":")
        last = name.strip().lower() if colon else ""
        if last:
            headers.setdefault(last, value.strip())
    return headers


def decoded_body(answer: Answer, name: str) -> Body:
    """Return the body without chunks and unpacked, whichever of both was already done.

    Args:
        name: The answer as the user knows it, for errors.

    Raises:
        TooLarge: It unpacks to more than MAX_BODY.
        Undecodable: It is packed in a way that is not read.
    """
    is_chunked = "chunked" in answer.headers.get("transfer-encoding", "").lower()
    body = _without_chunks(answer.body, declared=is_chunked)
    declared = [part.strip().lower() for part in answer.headers.get("content-encoding", "").split(",")]
    for _ in range(_MOST_LAYERS):
        unpacked = _unpacked(body.content, declared, name)
        if unpacked is None:
            break
        body = Body(unpacked.content, body.is_cut or unpacked.is_cut)
    return body


def _without_chunks(body: bytes, *, declared: bool) -> Body:
    """Return the body of its chunks; as it is where it is none, or not to its end without being declared so."""
    pieces: list[bytes] = []
    at = 0
    while match := _CHUNK.match(body, at):
        size, begin = int(match[1], 16), match.end()
        if size == 0 and (pieces or declared):
            return Body(b"".join(pieces))
        pieces.append(body[begin : begin + size])
        at = begin + size
        if at >= len(body):
            break
        if body[at : at + 2] == b"\r\n":
            at += 2
        elif body[at : at + 1] == b"\n":
            at += 1
        else:
            break
    if not declared or not pieces or (len(pieces) == 1 and at < len(body)):
        return Body(body)
    return Body(b"".join(pieces) + body[at:], is_cut=True)


def _unpacked(body: bytes, declared: list[str], name: str) -> Body | None:
    """Return the body with one layer of packing less, which is taken from `declared`; None where it is not packed."""
    if body.startswith(_GZIP):
        return _inflated(body, zlib.MAX_WBITS | 16, name)
    if body.startswith(_ZSTD):
        raise Undecodable(f"{name}: expected a body packed with gzip, deflate or brotli, found Zstandard; skip it.")
    if is_page(body):
        return None
    if "deflate" in declared:
        declared.remove("deflate")
        return _inflated(body, zlib.MAX_WBITS, name) or _inflated(body, -zlib.MAX_WBITS, name)
    if "br" in declared:
        declared.remove("br")
        return _without_brotli(body, name)
    return None


def _inflated(body: bytes, form: int, name: str) -> Body | None:
    """Return what zlib makes of the body, all gzip members of it; None where it can make nothing of it."""
    pieces: list[bytes] = []
    at, left, stream = 0, MAX_BODY, zlib.decompressobj(form)
    while at < len(body) and not stream.eof:
        packed = body[at : at + _PIECE]
        try:
            pieces.append(stream.decompress(packed, left + 1))
        except zlib.error:
            return Body(b"".join(pieces), is_cut=True) if any(pieces) else None
        left -= len(pieces[-1])
        if left < 0:
            raise _too_large(name)
        at += len(packed) - len(stream.unused_data)
        if stream.eof and body.startswith(_GZIP, at):
            stream = zlib.decompressobj(form)
    return Body(b"".join(pieces), is_cut=not stream.eof)


def _without_brotli(body: bytes, name: str) -> Body | None:
    import brotli

    stream = brotli.Decompressor()
    pieces: list[bytes] = []
    left, packed = MAX_BODY, body
    try:
        while not stream.is_finished():
            piece = stream.process(packed, output_buffer_limit=1 << 20)
            pieces.append(piece)
            left, packed = left - len(piece), b""
            if left < 0:
                raise _too_large(name)
            if not piece and stream.can_accept_more_data():
                return Body(b"".join(pieces), is_cut=True) if any(pieces) else None
    except brotli.error:
        return Body(b"".join(pieces), is_cut=True) if any(pieces) else None
    return Body(b"".join(pieces))


def _too_large(name: str) -> TooLarge:
    return TooLarge(
        f"{name}: expected a body of at most {MAX_BODY / 1e6:,.0f} MB, found more; it is no page of a newspaper."
    )
