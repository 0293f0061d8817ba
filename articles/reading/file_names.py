"""File names as text that every output can hold: also names that are not UTF-8, and the same in every locale.

    bytes of the name           text
    72 E9 73 2E 74 78 74        r�E9s.txt      a replacement character and the two digits of the byte
    72 C3 A9 73 2E 74 78 74     rés.txt

Python gives such bytes as lone surrogates, which no UTF-8 file, database, JSON text or Prefect parameter can hold. Two
names never have the same text, and `path_of` finds the file again. Names come from the file system as bytes, so the
locale in which Python decoded them does not count: the same file has the same id in a cron job.
"""

import os
import re
from pathlib import Path

_UNDECODED = re.compile("[\udc80-\udcff]")
# What would be read as an escaped byte: such a replacement character in a name is escaped byte by byte itself.
_LOOKS_ESCAPED = re.compile("\ufffd(?=[89A-F][0-9A-F])")
_ESCAPED = re.compile("(?:\ufffd[89A-F][0-9A-F])+")
_SURROGATES = re.compile("[\ud800-\udfff]")


def name_of(path: str | os.PathLike[str]) -> str:
    """Return the path as text without surrogates; different for different paths."""
    name = os.fspath(path)
    if name.isascii():
        return name
    try:
        decoded = os.fsencode(name).decode("utf-8", "surrogateescape")
    except UnicodeEncodeError:  # no name of a file here: text that the locale cannot write
        return without_surrogates(name)
    decoded = _LOOKS_ESCAPED.sub("\udcef\udcbf\udcbd", decoded)
    return _UNDECODED.sub(lambda match: f"\ufffd{ord(match[0]) - 0xDC00:X}", decoded)


def path_of(name: str) -> Path:
    """Return the path whose text is `name`."""
    if name.isascii():
        return Path(name)
    decoded = _ESCAPED.sub(_unescaped, name)
    return Path(os.fsdecode(decoded.encode("utf-8", "surrogateescape")))


def without_surrogates(text: str) -> str:
    """Return any text with replacement characters for lone surrogates, for messages that others wrote."""
    return _SURROGATES.sub("\ufffd", text)


def _unescaped(match: re.Match[str]) -> str:
    return "".join(chr(0xDC00 + int(digits, 16)) for digits in match[0].split("\ufffd")[1:])
