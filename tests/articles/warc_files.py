"""Small web archives for tests: records, packed in the ways that crawlers pack them."""

import gzip
from pathlib import Path

from wireglot.articles.reading import ArchivePart, SourceFile, read_archive

LEAD = "The east pier of {} harbour collapsed on Tuesday morning."
REST = "Two people are missing, the harbour master said. Fourteen boats sank and 900 homes have no power."


def page(place: str, more: str = "") -> bytes:
    """An article about one place."""
    return (
        f'<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Pier collapses in {place}</title></head>'
        f"<body><article><h1>Pier collapses in {place}</h1><p>{LEAD.format(place)}</p><p>{REST}</p>{more}</article>"
        "</body></html>"
    ).encode()


def answer(body: bytes, *headers: str, status: str = "200 OK", content_type: str = "text/html") -> bytes:
    lines = (f"HTTP/1.1 {status}", f"Content-Type: {content_type}", *headers)
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + body


def record(
    content: bytes,
    *headers: str,
    uri: str = "https://news.example/pier",
    kind: str = "response",
    length: object = None,
    content_type: str = "application/http; msgtype=response",
    date: str = "2026-11-04T06:12:00Z",
) -> bytes:
    lines = (
        "WARC/1.0",
        f"WARC-Type: {kind}",
        f"WARC-Target-URI: {uri}",
        f"WARC-Date: {date}",
        f"Content-Type: {content_type}",
        *headers,
        f"Content-Length: {len(content) if length is None else length}",
    )
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + content + b"\r\n\r\n"


def capture(place: str, *, length: object = None) -> bytes:
    """The capture of the article about a place, at its address."""
    return record(answer(page(place)), uri=f"https://news.example/{place.lower()}", length=length)


def members(*records: bytes) -> bytes:
    """A gzip member for each record."""
    return b"".join(map(gzip.compress, records))


def parts_of(content: bytes, start: str = "") -> list[ArchivePart]:
    return list(read_archive(SourceFile(Path("a.warc"), "./a.warc", content), start=start))


def read_places(content: bytes, start: str = "") -> list[str]:
    """The places that the articles in an archive are about, and its damages in brackets."""
    found: list[str] = []
    for part in parts_of(content, start):
        found += [article.headline.removeprefix("Pier collapses in ") for article in part.articles]
        found += [f"[{part.damage}]"] if part.damage else []
    return found
