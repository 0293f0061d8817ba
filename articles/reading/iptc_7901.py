"""IPTC 7901 and ANPA 1312: messages of text with control characters, as teleprinters received them.

    SOH  dpa0412 4 vm 118 xx  CR LF  slugline  STX  text  ETX  041412 Nov 26  EOT
    SYN SYN SOH  a0123 NTX-  CR LF  ...        STX  ^Headline<  ^By ...<  text  ETX

A file may hold many. The header is source and number, priority, category and count of words. Numbers begin again every
day and a correction has one of its own, so they name a message only within its file; what links versions is in the
lines of the text, which agency_lines.py reads.
"""

import re
from collections.abc import Iterator
from datetime import UTC, tzinfo

from wireglot.articles.reading.agency_lines import read_agency_lines
from wireglot.articles.reading.encoding import decode, single_spaced
from wireglot.articles.reading.errors import ReadingError
from wireglot.articles.reading.items import Found, Item, NoArticle, Unread
from wireglot.articles.reading.metadata import metadata_of
from wireglot.articles.reading.repairs import repaired, with_repair_warnings
from wireglot.articles.reading.text import read_text

SOH, STX, ETX = b"\x01", b"\x02", b"\x03"

# Controls of typesetting and transmission within the text.
_CONTROLS = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
_START = re.compile(rb"[^\x02\x03<{]{0,200}?\x01[^\x01\x03<{]{0,500}\x02", re.DOTALL)
# "dpa0412 4 vm 118", "a0123 NTX-".
_HEADER = re.compile(r"(?P<source>[A-Za-z]{1,6}) ?(?P<number>\d{1,5})(?: (?P<priority>[0-9bfrud]))?(?= |-|$)")


def is_iptc_7901(raw: bytes) -> bool:
    """Return whether the bytes begin with a message: a short header between SOH and STX, near the beginning.

    In UTF-16, letters have such bytes too, but its header would have zeros; chats have STX alone, for bold.
    """
    header = _START.match(raw)
    return header is not None and b"\0" not in header[0]


def read_iptc_7901(raw: bytes, name: str, zone: tzinfo = UTC) -> Iterator[Found]:
    """Yield each message of the file."""
    for number, (header, text, trailer) in enumerate(_messages(raw), start=1):
        try:
            yield _read_message(header, text, trailer, f"{name}, message {number}", zone)
        except ReadingError as error:
            yield Unread(f"message {number}", error)


def _messages(raw: bytes) -> Iterator[tuple[bytes, bytes, bytes]]:
    """Yield header, text and trailer of each message; what is before the first header belongs to it."""
    start = max(raw.find(SOH), 0)
    while start < len(raw):
        end = raw.find(SOH, start + 1)
        end = len(raw) if end < 0 else end
        header, mark, rest = raw[start:end].partition(STX)
        text, _, trailer = rest.partition(ETX)
        if mark:
            yield header, text, trailer
        start = end


def _read_message(header: bytes, text: bytes, trailer: bytes, name: str, zone: tzinfo) -> Found:
    whole = repaired(_CONTROLS.sub(b"", text))
    head, foot = (decode(_CONTROLS.sub(b"", part), name).strip() for part in (header, trailer))
    body = decode(whole.content, name).strip()
    lines = [line.strip() for part in (head, foot) for line in part.split("\n") if line.strip()]
    agency = read_agency_lines(single_spaced(body), zone)
    if not agency.text.strip() and not agency.marks:
        return NoArticle("a message without text", _name(head))
    of_head = read_agency_lines(head, zone)
    agency.lines[:0] = lines
    agency.marks += of_head.marks
    agency.version = agency.version or of_head.version
    item = Item(read_text(agency.text), metadata_of([], agency, zone), _name(head))
    return with_repair_warnings([item], whole.repairs)[0]


def _name(head: str) -> str:
    """Return source and number, as "dpa0412"; "" for a header without them."""
    match = _HEADER.search(head.split("\n")[0])
    return f"{match['source']}{match['number']}" if match else ""
