"""Packs the pages in demo/archived into demo/archive.warc.gz, as a crawler stores them (WARC 1.1, ISO 28500).

    python demo/make_archive.py

Each record is a gzip member of its own. Times and identifiers are made from the pages, so that the file is the same
every time.
"""

import gzip
from pathlib import Path
from uuid import NAMESPACE_URL, uuid5

HERE = Path(__file__).resolve().parent
PAGES = HERE / "archived"
ARCHIVE = HERE / "archive.warc.gz"
CRAWLED = "2026-10-17T03:00:00Z"


def archive_of(pages: Path) -> bytes:
    """Return the archive of all pages below the folder, whose paths are their addresses without https://."""
    records = [
        record(
            "warcinfo",
            "",
            "application/warc-fields",
            b"software: demo/make_archive.py\r\nformat: WARC File Format 1.1\r\n",
        )
    ]
    for page in sorted(pages.rglob("*.html")):
        address = f"https://{page.relative_to(pages).as_posix()}"
        records += [
            record("request", address, "application/http; msgtype=request", http_request(address)),
            record("response", address, "application/http; msgtype=response", http_response(page.read_bytes())),
        ]
    missing = "https://fjordposten.example/favicon.ico"
    records.append(
        record(
            "response",
            missing,
            "application/http; msgtype=response",
            b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n",
        )
    )
    return b"".join(gzip.compress(one, mtime=0) for one in records)


def record(kind: str, address: str, content_type: str, content: bytes) -> bytes:
    """Return one record: header lines, an empty line, the content, two empty lines."""
    fields = {
        "WARC-Type": kind,
        "WARC-Record-ID": f"<urn:uuid:{uuid5(NAMESPACE_URL, f'{kind} {address}')}>",
        "WARC-Date": CRAWLED,
        "WARC-Target-URI": address,
        "Content-Type": content_type,
        "Content-Length": str(len(content)),
    }
    head = "".join(f"{name}: {value}\r\n" for name, value in fields.items() if value)
    return f"WARC/1.1\r\n{head}\r\n".encode() + content + b"\r\n\r\n"


def http_request(address: str) -> bytes:
    host, _, path = address.removeprefix("https://").partition("/")
    return f"GET /{path} HTTP/1.1\r\nHost: {host}\r\nUser-Agent: demo\r\n\r\n".encode()


def http_response(page: bytes) -> bytes:
    head = f"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\nContent-Length: {len(page)}\r\n\r\n"
    return head.encode() + page


if __name__ == "__main__":
    ARCHIVE.write_bytes(archive_of(PAGES))
