"""The records of a WARC file, one after another; what is damaged is counted, and reading goes on behind it.

A record is `WARC/1.0`, header lines, an empty line, as many bytes as Content-Length says, and two line ends. A wrong
length shows when no record follows: the next one is then searched from the header on, so that nothing is swallowed.

Neither warcio nor FastWARC is used: both end the file at the first damaged record (ARCHITECTURE.md, "Decisions").
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import BinaryIO, Literal

from wireglot.articles.reading.warc.http import parse_headers
from wireglot.articles.reading.warc.unpacking import BEGINNING, DamagedMember, Position, open_pieces

# Bytes. A page has less (articles/reading/pages: 20 MB); larger records are films and archives.
MAX_RECORD = 20_000_000
# Bytes that are kept of a larger record: the headers of its answer.
KEPT_OF_LARGE = 65_536
# Unpacked bytes. Of what is larger and no record, or one that is not read anyway, the rest is not unpacked: the next
# gzip member is searched instead.
MAX_SKIPPED = 200_000_000
_MAX_HEADER = 65_536  # bytes; real ones have less than 1,000

_START = re.compile(rb"WARC/\d\.\d{1,2}[ \t]*\r?\n(?=[A-Za-z][\w-]*[ \t]*:)")
_LONGEST_START = 128  # bytes that decide whether a record begins
_END_OF_HEADER = re.compile(rb"\r?\n\r?\n")
_DIGITS = re.compile(r"\d{1,18}")


@dataclass(frozen=True, slots=True)
class Record:
    """One record.

    position  where it begins
    end       where the next one is looked for
    headers   by their names in small letters
    content   the first bytes only of a record of more than MAX_RECORD
    size      bytes that it has by its header
    """

    position: Position
    end: Position
    headers: Mapping[str, str]
    content: bytes
    size: int

    @property
    def is_whole(self) -> bool:
        return self.size == len(self.content)


@dataclass(frozen=True, slots=True)
class Damage:
    """A part of the file in which no record could be read, and why."""

    position: Position
    end: Position
    why: str


Found = Record | Damage


def read_records(file: BinaryIO, size: int, start: Position = BEGINNING) -> Iterator[tuple[Found, float]]:
    """Yield records and damages, each with the share of the file that has been read.

    Args:
        file: Can be positioned; it is read in pieces, and never as a whole.
        size: Its bytes.
        start: Where a record begins.
    """
    reader = _RecordReader(file, size, start)
    while (found := reader.next()) is not None:
        yield found, reader.share()


class _RecordReader:
    """Reads records from a buffer, which holds at most one record and a piece.

    Where bytes are missing in the file (a damaged member) the buffer ends with the part before, until that is used up.
    """

    def __init__(self, file: BinaryIO, size: int, start: Position) -> None:
        self._pieces = open_pieces(file, size, start)
        self._buffer = bytearray()
        self._begin = 0  # the first byte of the buffer, counted from the beginning of reading
        self._places: list[tuple[int, Position]] = [(0, start)]
        self._ends: Literal["", "damage", "end"] = ""
        self._why = ""  # what is damaged
        self._has_lost = False  # a record before the missing bytes is already counted as damaged

    def share(self) -> float:
        return self._pieces.share()

    def next(self) -> Found | None:
        """Return the next record or damage; None at the end."""
        while True:
            start, junk = self._place(0), self._find_start()
            if junk:
                return Damage(start, self._place(0), "bytes that are no record")
            if self._buffer:
                return self._record()
            if self._ends == "end":
                return None
            self._ends, why, self._why = "", self._why, ""
            if not self._has_lost:
                return Damage(start, self._place(0), why)
            self._has_lost = False

    def _find_start(self) -> bool:
        """Drop what is before the next record, or all before missing bytes; whether that was more than white space."""
        junk, begin = False, self._begin
        while True:
            self._need(_LONGEST_START)
            match = _START.search(self._buffer)
            end = match.start() if match else max(0, len(self._buffer) - _LONGEST_START)
            junk |= bool(self._buffer[:end].strip(b"\0\r\n\t "))
            self._drop(end)
            if match:
                return junk and not self._has_lost
            if self._begin - begin > MAX_SKIPPED and self._pieces.give_up_member():
                begin = self._begin
            if not self._fill():
                junk |= bool(self._buffer.strip(b"\0\r\n\t "))
                self._drop(len(self._buffer))
                return junk and not self._has_lost

    def _record(self) -> Found:
        position = self._place(0)
        end = self._end_of_header()
        if not end:
            return self._damage(position, "" if self._ends else "headers without end")
        headers = parse_headers(bytes(self._buffer[:end]))
        length = headers.get("content-length", "")
        if not _DIGITS.fullmatch(length):
            return self._damage(position, "headers without a length")
        size = int(length)
        if size > MAX_RECORD:
            return self._large_record(position, headers, end, size)
        if not self._need(end + size):
            return self._damage(position)
        if not self._ends_at(end + size):
            return self._damage(position, "records with a wrong length")
        content = bytes(self._buffer[end : end + size])
        self._drop(end + size)
        self._has_lost = False
        return Record(position, self._place(0), headers, content, size)

    def _damage(self, position: Position, why: str = "") -> Damage:
        """The damage of a record; without a reason, that its end is missing."""
        self._drop(5)  # past "WARC/": the next record is searched from here
        self._has_lost = True
        return Damage(position, self._place(0), why or self._why or "records that are cut off")

    def _end_of_header(self) -> int:
        """The first byte behind the header; 0 where there is none before the next record."""
        while True:
            next_start = _START.search(self._buffer, 1, _MAX_HEADER)
            limit = next_start.start() if next_start else _MAX_HEADER
            if match := _END_OF_HEADER.search(self._buffer, 0, limit):
                return match.end()
            if len(self._buffer) >= limit or not self._fill():
                return 0

    def _ends_at(self, end: int) -> bool:
        """Whether the record ends here: line ends follow, another record, or nothing."""
        self._need(end + _LONGEST_START)
        rest = bytes(self._buffer[end : end + _LONGEST_START])
        if rest.startswith((b"\r\n\r\n", b"\n\n")):
            return True
        rest = rest.lstrip(b"\0\r\n\t ")
        return _START.match(rest) is not None if rest else self._ends != "damage"

    def _large_record(self, position: Position, headers: Mapping[str, str], end: int, size: int) -> Found:
        """Pass over the record; another that begins within shows that its length is wrong."""
        self._need(end + KEPT_OF_LARGE)
        next_start = _START.search(self._buffer, 1)
        kept = bytes(self._buffer[end : min(end + KEPT_OF_LARGE, next_start.start() if next_start else size + end)])
        left, skipped = end + size, 0
        while left > 0:
            next_start = _START.search(self._buffer, 0 if skipped else 1)
            if next_start and next_start.start() < left:
                self._drop(next_start.start())
                self._has_lost = True
                return Damage(position, self._place(0), "records with a wrong length")
            count = min(left, max(0, len(self._buffer) - _LONGEST_START))
            self._drop(count)
            left, skipped = left - count, skipped + count
            if skipped > MAX_SKIPPED and self._pieces.give_up_member():
                self._drop(len(self._buffer))
                break
            if left and not self._fill():
                count = min(left, len(self._buffer))
                self._drop(count)
                if left > count:
                    self._has_lost = True
                    return Damage(position, self._place(0), "records that are cut off")
                left = 0
        self._has_lost = False
        return Record(position, self._place(0), headers, kept, size)

    def _need(self, count: int) -> bool:
        """Fill the buffer to this many bytes; whether there are so many before the end or missing bytes."""
        while len(self._buffer) < count:
            if not self._fill():
                return False
        return True

    def _fill(self) -> bool:
        if self._ends:
            return False
        try:
            piece = self._pieces.read()
        except DamagedMember as error:
            self._ends, self._why = "damage", str(error)
            return False
        if not piece:
            self._ends = "end"
            return False
        self._places.append((self._begin + len(self._buffer), self._pieces.place()))
        self._buffer += piece
        return True

    def _drop(self, count: int) -> None:
        del self._buffer[:count]
        self._begin += count
        while len(self._places) > 1 and self._places[1][0] <= self._begin:
            del self._places[0]

    def _place(self, count: int) -> Position:
        """Where the byte is that is `count` bytes after the first of the buffer."""
        at = self._begin + count
        start, place = next(pair for pair in reversed(self._places) if pair[0] <= at)
        return self._pieces.after(place, at - start)
