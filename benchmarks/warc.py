"""Web archives: megabytes and pages per second, and whether memory stays flat.

    python -m benchmarks.warc --data DATA [--megabytes N]

DATA/pages holds newspaper pages (.html.gz). They are the records of an archive of N MB unpacked, again and again, which
is made while it is read and never lies on disk. First only the records are read, beside FastWARC and warcio where these
are installed, then the pages in them. Memory is the most that the process had, after a tenth of the archive and at its
end.
"""

import argparse
import gzip
import logging
from collections import Counter
from collections.abc import Iterator
from io import RawIOBase
from pathlib import Path
from resource import RUSAGE_SELF, getrusage
from time import process_time
from typing import Any, BinaryIO, NamedTuple, cast

from benchmarks.scoring.pages import read_pages
from wireglot.articles.reading import Item
from wireglot.articles.reading.warc import Damage, items_of_record, read_records

KB_PER_MB = 1024


class PageArchive(RawIOBase):
    """An archive with a member for each page, repeated to a size; `unpacked` counts what its records have."""

    def __init__(self, pages: list[bytes], megabytes: float) -> None:
        records = [_record(n, page) for n, page in enumerate(pages)]
        self._round = b"".join(gzip.compress(record) for record in records)
        rounds = round(megabytes * 1e6 / sum(map(len, records))) or 1
        self.unpacked, self.records = rounds * sum(map(len, records)), rounds * len(records)
        self.size = rounds * len(self._round)
        self._at = 0

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def tell(self) -> int:
        return self._at

    def seek(self, offset: int, whence: int = 0) -> int:
        self._at = {0: 0, 1: self._at, 2: self.size}[whence] + offset
        return self._at

    def read(self, size: int = -1) -> bytes:
        count = self.size - self._at if size < 0 else max(0, min(size, self.size - self._at))
        start = self._at % len(self._round)
        self._at += count
        piece = self._round[start : start + count]
        while len(piece) < count:
            piece += self._round[: count - len(piece)]
        return piece

    def readinto(self, buffer: Any) -> int:
        piece = self.read(len(buffer))
        buffer[: len(piece)] = piece
        return len(piece)


class Reading(NamedTuple):
    """How a reading went: seconds of processor time, and MB of memory after a tenth and at the end."""

    seconds: float
    early: float
    late: float


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--megabytes", type=float, default=1000)
    arguments = parser.parse_args()
    logging.disable(logging.CRITICAL)
    archive = PageArchive([page.content for page in read_pages(arguments.data)], arguments.megabytes)
    print(f"{archive.records} records, {archive.size / 1e6:.0f} MB packed, {archive.unpacked / 1e6:.0f} MB unpacked\n")
    print("| | MB/s packed | MB/s unpacked | records/s | memory at 10 % | at the end |\n|---|---|---|---|---|---|")
    found: Counter[str] = Counter()
    _print_row("records", archive, _measured(archive, _our_records(archive)))
    for name, records in (("FastWARC", _fastwarc), ("warcio", _warcio)):
        try:
            _print_row(f"records, {name}", archive, _measured(archive, records(archive)))
        except ImportError:
            print(f"| records, {name} (not installed) | | | | | |")
    _print_row("records and their pages", archive, _measured(archive, _our_pages(archive, found)))
    print(f"\n{dict(found)}")


def _measured(archive: PageArchive, records: Iterator[object]) -> Reading:
    archive.seek(0)
    started, early, count = process_time(), 0.0, 0
    for count, _ in enumerate(records, start=1):
        if count == archive.records // 10:
            early = _memory()
    if count < archive.records:
        raise SystemExit(f"Expected {archive.records} records, found {count}.")
    return Reading(process_time() - started, early, _memory())


def _memory() -> float:
    return getrusage(RUSAGE_SELF).ru_maxrss / KB_PER_MB


def _print_row(name: str, archive: PageArchive, reading: Reading) -> None:
    packed, unpacked = archive.size / 1e6 / reading.seconds, archive.unpacked / 1e6 / reading.seconds
    per_second = archive.records / reading.seconds
    memory = f"{reading.early:.0f} MB | {reading.late:.0f} MB"
    print(f"| {name} | {packed:.1f} | {unpacked:.0f} | {per_second:,.0f} | {memory} |")


def _our_records(archive: PageArchive) -> Iterator[object]:
    return (found for found, _ in read_records(cast(BinaryIO, archive), archive.size))


def _our_pages(archive: PageArchive, counts: Counter[str]) -> Iterator[object]:
    for found, _ in read_records(cast(BinaryIO, archive), archive.size):
        if isinstance(found, Damage):
            raise SystemExit(f"Expected whole records, found {found}.")
        items = list(items_of_record(found, "page"))
        counts.update("articles" if isinstance(item, Item) else "others" for item in items)
        yield items


def _fastwarc(archive: PageArchive) -> Iterator[object]:
    from fastwarc.warc import ArchiveIterator

    return (record.reader.read() for record in ArchiveIterator(archive, parse_http=False))


def _warcio(archive: PageArchive) -> Iterator[object]:
    from warcio.archiveiterator import ArchiveIterator

    return (record.raw_stream.read() for record in ArchiveIterator(archive, no_record_parse=True))


def _record(number: int, page: bytes) -> bytes:
    answer = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" + page
    header = (
        f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://news.example/{number}\r\n"
        f"WARC-Date: 2026-11-04T06:12:00Z\r\nContent-Type: application/http; msgtype=response\r\n"
        f"Content-Length: {len(answer)}\r\n\r\n"
    )
    return header.encode() + answer + b"\r\n\r\n"


if __name__ == "__main__":
    main()
