"""Unpacking of a gzip file to a limit, so that neither damage nor a bomb reaches the model store."""

import gzip
import hashlib
import os
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

_CHUNK = 1 << 20


class Damaged(ValueError):
    """The file is no gzip, is cut off or changed, or unpacks to more than was allowed."""


def unpack(packed: Path, target: Path, *, most: int) -> str:
    """Unpack the file completely or not at all, and return the sha256 of what it contained.

    Raises:
        Damaged: `target` is then not there.
        OSError: The disk is full, or cannot be written to.
    """
    draft = target.with_name(f"{target.name}.draft")
    try:
        with packed.open("rb") as source, draft.open("wb") as out:
            digest = hashlib.sha256()
            for piece in _pieces(source, most):
                digest.update(piece)
                out.write(piece)
            out.flush()
            os.fsync(out.fileno())
        draft.replace(target)
        return digest.hexdigest()
    finally:
        draft.unlink(missing_ok=True)


def _pieces(source: BinaryIO, most: int) -> Iterator[bytes]:
    """Yield what the file contains, piece by piece; its checksum is compared at the end."""
    count = 0
    try:
        with gzip.GzipFile(fileobj=source) as unpacked:
            while piece := unpacked.read(_CHUNK):
                count += len(piece)
                if count > most:
                    raise Damaged(f"it unpacks to more than {most} bytes")
                yield piece
    except (gzip.BadGzipFile, EOFError, zlib.error) as error:
        raise Damaged(f"{error}".rstrip(".")) from error
