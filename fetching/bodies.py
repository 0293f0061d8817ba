"""Bodies of responses: read and unpacked within limits, whatever the server says about their size.

Only gzip and deflate are asked for, which zlib unpacks piece by piece: 20 MB of zeros fit into 20 kB, and are refused
when the limit is reached, not when they have filled the memory.
"""

import shlex
import zlib
from typing import TYPE_CHECKING

from wireglot.articles.reading import begins_as_warc
from wireglot.fetching.errors import RefusedContent

if TYPE_CHECKING:
    import httpx

MAX_BODY = 20_000_000
_PIECE = 1_000_000
# Members of one gzip stream: files that are packed in parts have some dozens. 20 kB may unpack to a million empty ones.
MAX_MEMBERS = 1000

ACCEPT = (
    "application/atom+xml, application/rss+xml, application/feed+json, application/xml;q=0.9, application/json;q=0.9, "
    "text/html;q=0.9, */*;q=0.5"
)
ACCEPT_ENCODING = "gzip, deflate"

_TEXT_TYPES = frozenset(
    f"application/{name}"
    for name in (
        *("xml", "json", "xhtml", "rss", "atom", "rdf", "opml", "markdown", "nitf", "newsml", "gzip", "x-gzip"),
        *("ndjson", "x-ndjson", "jsonl", "x-jsonlines", "jsonlines", "json-seq", "octet-stream"),
    )
)
_ARCHIVE_TYPES = frozenset({"application/warc", "application/x-warc"})
# A web archive of which this much has arrived is recognised, and the gigabyte that follows is not fetched.
_BEGINNING = 4096
_GZIP = b"\x1f\x8b"


def check_content_type(content_type: str, shown: str) -> None:
    """Refuse pictures, films, documents and programs before their bodies are read.

    Raises:
        RefusedContent: For a type that is no text; a missing type is accepted, since the content decides.
    """
    kind = content_type.partition(";")[0].strip().lower()
    if kind in _ARCHIVE_TYPES:
        raise web_archive(shown)
    if not kind or kind.startswith("text/") or kind.endswith(("+xml", "+json")) or kind in _TEXT_TYPES:
        return
    raise RefusedContent(f"{shown}: expected a text, found {kind[:60]!r}; name the address of a feed or a text.")


def web_archive(shown: str) -> RefusedContent:
    """Return the error for a web archive: it has a gigabyte and more, and one that broke off would begin again."""
    return RefusedContent(
        f"{shown}: expected a feed or a page, found a web archive; get the file first "
        f"(curl -C - -O {shlex.quote(shown)}) and name the file."
    )


async def read_body(response: "httpx.Response", shown: str, limit: int = MAX_BODY) -> bytes:
    """Return the whole body, unpacked.

    Raises:
        RefusedContent: If it is larger than `limit`, is not packed as the server says, or is a web archive.
    """
    unpack = _Unpacker(response.headers.get("content-encoding", ""), shown, limit)
    async for piece in response.aiter_raw():
        is_beginning = unpack.size < _BEGINNING
        unpack.feed(piece)
        if is_beginning and begins_as_warc(unpack.beginning()):
            raise web_archive(shown)
    body = unpack.finish()
    if body.startswith(_GZIP):  # sitemap.xml.gz
        inner = _Unpacker("gzip", shown, limit)
        inner.feed(body)
        return inner.finish()
    return body


class _Unpacker:
    """Collects the pieces of a body, and stops at the limit."""

    def __init__(self, encoding: str, shown: str, limit: int) -> None:
        self._shown, self._limit = shown, limit
        self._body = bytearray()  # and not a list of pieces, which may be of one byte each
        self._size = self._members = 0
        self._encoding = encoding.strip().lower()
        self._stream = self._new_stream(raw=False)
        self._begun = False

    @property
    def size(self) -> int:
        return self._size

    def beginning(self) -> bytes:
        return bytes(self._body[:_BEGINNING])

    def _new_stream(self, *, raw: bool) -> "zlib._Decompress | None":
        if self._encoding in ("", "identity"):
            return None
        if self._encoding in ("gzip", "x-gzip"):
            return zlib.decompressobj(zlib.MAX_WBITS | 16)
        if self._encoding == "deflate":  # with the header of zlib, as defined, or without, as some servers send it
            return zlib.decompressobj(-zlib.MAX_WBITS if raw else zlib.MAX_WBITS)
        raise RefusedContent(f"{self._shown}: expected gzip, deflate or no packing, found {self._encoding[:40]!r}.")

    def feed(self, piece: bytes) -> None:
        if self._stream is None:
            return self._keep(piece)
        try:
            self._unpack(piece)
        except zlib.error as error:
            if self._encoding != "deflate" or self._begun:
                raise RefusedContent(f"{self._shown}: expected data packed with {self._encoding}: {error}.") from error
            self._stream = self._new_stream(raw=True)
            self._begun = True
            self.feed(piece)
        return None

    def _unpack(self, piece: bytes) -> None:
        while piece and self._stream is not None:
            if self._stream.eof:  # gzip in several members; anything else after the end is padding
                if self._encoding == "deflate" or not piece.startswith(_GZIP):
                    return
                self._stream = self._next_member()
                continue
            self._keep(self._stream.decompress(piece, _PIECE))
            self._begun = True
            piece = self._stream.unused_data if self._stream.eof else self._stream.unconsumed_tail

    def _next_member(self) -> "zlib._Decompress | None":
        self._members += 1
        if self._members == MAX_MEMBERS:
            raise RefusedContent(
                f"{self._shown}: expected at most {MAX_MEMBERS:,} packed parts, found more; name another address."
            )
        return self._new_stream(raw=False)

    def _keep(self, piece: bytes) -> None:
        self._size += len(piece)
        if self._size > self._limit:
            raise RefusedContent(
                f"{self._shown}: expected at most {self._limit / 1e6:,.0f} MB unpacked, found more; "
                "name an address with less."
            )
        self._body += piece

    def finish(self) -> bytes:
        if self._stream is not None and not self._stream.eof and self._size:
            # Cut off in the middle: what arrived would pass for the whole.
            raise RefusedContent(f"{self._shown}: expected a complete answer, found packed data that is cut off.")
        return bytes(self._body)
