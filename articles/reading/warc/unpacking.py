"""The bytes of a WARC file, unpacked where it is packed with gzip, with the place of each byte in the file.

Usually every record is a gzip member of its own; there may also be one member for all records, or members that end
within a record. Damaged members are passed over: reading goes on at the next one that begins with a record.
"""

import re
import zlib
from dataclasses import dataclass
from typing import BinaryIO, Protocol

# Bytes of the file that are read at a time. Where they cannot be unpacked, all that they held is lost.
PIECE = 1 << 14
LARGEST_PIECE = 1 << 18  # bytes that a piece has when it is unpacked
_BLOCK = 1 << 20  # of a search for the next member
_GZIP = b"\x1f\x8b"
_GZIP_DEFLATE = b"\x1f\x8b\x08"
_FIRST_BYTES = 4096  # packed bytes that show whether a member begins with a record
_RECORD = b"WARC/"
_POSITION = re.compile(r"(\d{1,18})(?:\+(\d{1,18}))?")
# What may be read again in search of members, in sizes of the file: an honest file has a few damaged ones, while one
# that is made of beginnings of members would take quadratic time.
_MOST_SEARCHED, _ALWAYS_SEARCHED = 8, 1 << 26

# Unpacked bytes by packed ones. Pages are packed to a fifth, pages full of tables to a twentieth; what is beyond is a
# bomb, unless it is small.
_LARGEST_RATIO, _ALWAYS_UNPACKED = 100, 1 << 28


@dataclass(frozen=True, slots=True, order=True)
class Position:
    """Where a record begins.

    offset  the byte of the file; where that is packed, the first byte of the gzip member
    inside  the byte within the unpacked member
    """

    offset: int = 0
    inside: int = 0

    def __str__(self) -> str:
        return f"{self.offset}+{self.inside}" if self.inside else str(self.offset)

    @classmethod
    def parse(cls, text: str) -> "Position | None":
        """Return the position that `str` wrote; None for anything else."""
        match = _POSITION.fullmatch(text)
        return cls(int(match[1]), int(match[2] or 0)) if match else None


BEGINNING = Position()


class DamagedMember(Exception):
    """A gzip member could not be unpacked to its end, and why; the next bytes are those of another one."""


class Pieces(Protocol):
    """The bytes of a file, piece by piece."""

    def read(self) -> bytes:
        """Return the next piece, b"" at the end.

        Raises:
            DamagedMember: Where bytes are missing between this piece and the one before.
        """

    def place(self) -> Position:
        """Return where the first byte of the last piece is."""

    def after(self, place: Position, count: int) -> Position:
        """Return the place that is `count` unpacked bytes after another, in the same member."""

    def share(self) -> float:
        """Return how much of the file has been read, 0 to 1."""

    def give_up_member(self) -> bool:
        """Go on with the next member; False where there is none."""


def begins_as_warc(start: bytes) -> bool:
    """Return whether a file that begins like this is a WARC file, packed or not."""
    if start.startswith(_GZIP):
        return _first_bytes(start).startswith(_RECORD)
    return start.startswith(_RECORD)


def open_pieces(file: BinaryIO, size: int, start: Position) -> Pieces:
    """Return the pieces of a file from a position on."""
    file.seek(0)
    if file.read(2) == _GZIP:
        return _PackedPieces(file, size, start)
    return _PlainPieces(file, size, start)


def _first_bytes(packed: bytes) -> bytes:
    try:
        return zlib.decompressobj(zlib.MAX_WBITS | 16).decompress(packed, 64)
    except zlib.error:
        return b""


class _PlainPieces:
    def __init__(self, file: BinaryIO, size: int, start: Position) -> None:
        self._file, self._size = file, size
        self._place = self._next = start.offset
        file.seek(start.offset)

    def read(self) -> bytes:
        self._place = self._next
        piece = self._file.read(PIECE)
        self._next += len(piece)
        return piece

    def place(self) -> Position:
        return Position(self._place)

    def after(self, place: Position, count: int) -> Position:
        return Position(place.offset + count)

    def share(self) -> float:
        return min(1.0, self._next / self._size) if self._size else 1.0

    def give_up_member(self) -> bool:
        return False


class _PackedPieces:
    def __init__(self, file: BinaryIO, size: int, start: Position) -> None:
        self._file, self._size = file, size
        self._stream: zlib._Decompress | None = None
        self._packed = b""
        self._offset = start.offset  # of the first byte of `_packed`
        self._member = start.offset
        self._unpacked = 0  # bytes of this member
        self._length = 0  # of the last piece
        self._skip = start.inside
        self._searched = 0
        self._start, self._total = start.offset, 0  # bytes that were unpacked, without those of damaged members
        file.seek(start.offset)

    def read(self) -> bytes:
        while True:
            self._refuse_bomb()
            if self._stream is None and not self._begin_member():
                return b""
            piece = self._unpack()
            if self._skip and piece:
                skipped = min(self._skip, len(piece))
                self._skip -= skipped
                piece = piece[skipped:]
            if piece:
                self._length = len(piece)
                return piece
            if self._stream is not None and not self._packed and not self._fill():
                return b""

    def place(self) -> Position:
        return Position(self._member, self._unpacked - self._length)

    def after(self, place: Position, count: int) -> Position:
        return Position(place.offset, place.inside + count)

    def share(self) -> float:
        return min(1.0, self._offset / self._size) if self._size else 1.0

    def give_up_member(self) -> bool:
        self._find_member(self._member + 1)
        return self._offset < self._size

    def _fill(self) -> bool:
        self._packed += self._file.read(PIECE)
        return bool(self._packed)

    def _begin_member(self) -> bool:
        """Begin with the next member; False at the end of the file."""
        if len(self._packed) < len(_GZIP):
            self._fill()
        padding = len(self._packed) - len(self._packed.lstrip(b"\0\r\n"))
        self._take(padding)
        while padding and not self._packed and self._fill():
            self._take(len(self._packed) - len(self._packed.lstrip(b"\0\r\n")))
        if not self._packed:
            return False
        if not self._packed.startswith(_GZIP[: len(self._packed)]):
            self._find_member(self._offset)
            raise DamagedMember("bytes that are no record")
        self._stream = zlib.decompressobj(zlib.MAX_WBITS | 16)
        self._member, self._unpacked = self._offset, 0
        return True

    def _refuse_bomb(self) -> None:
        if self._total > _ALWAYS_UNPACKED + _LARGEST_RATIO * (self._offset - self._start) and self._offset < self._size:
            self._go_to(self._size)
            raise DamagedMember(
                f"data that unpack to more than {_LARGEST_RATIO} times their size; the rest is not read"
            )

    def _take(self, count: int) -> None:
        self._packed = self._packed[count:]
        self._offset += count

    def _unpack(self) -> bytes:
        assert self._stream is not None
        try:
            piece = self._stream.decompress(self._packed, LARGEST_PIECE)
        except zlib.error:
            self._find_member(self._member + 1)
            raise DamagedMember("damaged gzip data") from None
        self._unpacked += len(piece)
        self._total += len(piece)
        rest = self._stream.unused_data if self._stream.eof else self._stream.unconsumed_tail
        self._take(len(self._packed) - len(rest))
        if self._stream.eof:
            self._stream = None
        return piece

    def _find_member(self, start: int) -> None:
        """Go on at the next member that begins with a record, at the end of the file where there is none."""
        self._go_to(self._next_member(start))

    def _go_to(self, offset: int) -> None:
        self._stream, self._packed, self._skip = None, b"", 0
        self._offset = offset
        self._file.seek(offset)

    def _next_member(self, start: int) -> int:
        while self._searched < _MOST_SEARCHED * self._size + _ALWAYS_SEARCHED:
            self._file.seek(start)
            block = self._file.read(_BLOCK)
            self._searched += len(block)
            found = block.find(_GZIP_DEFLATE)
            while found >= 0:
                self._file.seek(start + found)
                candidate = self._file.read(_FIRST_BYTES)
                self._searched += len(candidate)
                if _first_bytes(candidate).startswith(_RECORD):
                    return start + found
                found = block.find(_GZIP_DEFLATE, found + 1)
            if len(block) < _BLOCK:
                break
            start += len(block) - len(_GZIP_DEFLATE) + 1
        return self._size
