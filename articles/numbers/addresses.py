"""What is copied letter by letter: web and mail addresses, handles, hosts, paths and names of files, open versions.

    https://news.example/a  rescue@harbour.example  @harbour  harbour-west.example/notice
    C:\\harbour\\copy.exe  /etc/harbour/list  invoice_may.pdf.exe  0.85.x

A host or a file may have any ending in small letters: in 250,000 lines of news in 130 languages, a forgotten space or
an abbreviation looks like one 40 times. In capitals it has a known one, for "PORT.THE" is a forgotten space. Their
digits are not numbers.
"""

import re
from collections.abc import Iterator
from functools import lru_cache

# ASCII only: in Chinese and Japanese, text follows an address without a space.
_ADDRESS = r"(?i:https?://|www\.)[!-~]+|[A-Za-z0-9_.+-]{1,64}@[A-Za-z0-9_-]+(?:\.[A-Za-z0-9_-]+)+"
_HANDLE = r"(?<![A-Za-z0-9_/.])@[A-Za-z0-9_]{2,}"
_IN_WINDOWS_PATH = r"[^\s<>|?*\"«»“”„]+"
_WINDOWS_PATH = rf"(?<![^\W_])[A-Za-z]:\\{_IN_WINDOWS_PATH}|(?<![\w\\])\\\\[\w.-]+\\{_IN_WINDOWS_PATH}"
_PATH = r"(?<![\w/.<~])(?:~|\.{1,2})?/[A-Za-z_.][A-Za-z0-9_.-]*(?:/[A-Za-z0-9_.-]+)+"
_VERSION = r"(?<![\w.])v?[0-9]+(?:\.[0-9]+)*\.x(?!\w)"

# Letters of Latin, Greek, Cyrillic and Armenian: those of scripts without spaces would take in the words around.
_LETTERS = "0-9A-Za-z_\u00c0-\u024f\u0370-\u058f"
# One letter before the dot is an abbreviation (f.eks, m.in), but for the shortest hosts (x.com).
_LABEL = rf"[{_LETTERS}][{_LETTERS}-]*[{_LETTERS}]"
# The rest of an abbreviated Italian title is no ending: dott.ssa, sig.ra, f.lli.
_ENDING = r"(?!(?:ssa|ra|lli)(?![\w.]))[a-z][a-z0-9]+"
_KNOWN_ENDING = (
    r"(?i:exe|dll|bat|pdf|docx?|xlsx?|pptx?|odt|txt|csv|zip|rar|jpe?g|png|gif|mp[34]|mov|html?|php|com|org|net|edu|gov)"
)
_NAME = (
    rf"(?<![{_LETTERS}.@/\\-])"
    rf"(?:(?=[{_LETTERS}.-]*[^\W\d_][{_LETTERS}-]*\.[a-z])(?:{_LABEL}\.)+{_ENDING}|(?:{_LABEL}\.)+{_KNOWN_ENDING}"
    rf"|[A-Za-z0-9]\.(?:com|org|net))(?![{_LETTERS}]|\.[{_LETTERS}]|-[{_LETTERS}])(?:/[!-~]*)?"
)
_COPIED = re.compile("|".join((_ADDRESS, _HANDLE, _WINDOWS_PATH, _PATH, _VERSION, _NAME)))
_HINT = re.compile(r"[@\\]|/[A-Za-z_.]|\.[A-Za-z]|(?i:www\.)")
_TRAILING_PUNCTUATION = ".,;:!?)]}>'\"…"
_OPENING = {")": "(", "]": "[", "}": "{"}


def find_addresses(text: str) -> list[str]:
    """Return what is copied letter by letter, without the punctuation of the sentence around it."""
    return [text[start:end] for start, end in address_spans(text)]


def address_spans(text: str) -> Iterator[tuple[int, int]]:
    """Yield where each of them starts and ends."""
    if _HINT.search(text):
        for match in _COPIED.finditer(text):
            yield match.start(), match.start() + len(_without_punctuation(match[0]))


def _without_punctuation(address: str) -> str:
    """The address without the marks of the sentence; a bracket that closes one of its own stays."""
    bare = address.rstrip(_TRAILING_PUNCTUATION)
    closing = address[len(bare) : len(bare) + 1]
    return bare + closing if closing in ")]}" and _OPENING.get(closing, " ") in bare else bare


@lru_cache(64)  # several checks ask for the same sentence
def blank_addresses(text: str) -> str:
    """Replace each of them by as many spaces, so that offsets in the text stay valid."""
    return _COPIED.sub(lambda match: " " * len(match[0]), text) if _HINT.search(text) else text


def address_key(address: str) -> str:
    """Return what two of them have in common that are the same: a host or a file also in other capitals."""
    return address if any(mark in address for mark in "/\\") else address.lower()
