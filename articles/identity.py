"""Ids of articles: folder-safe names made from a source's own identifier, and the check before use.

    mon/lead.txt                       mon-lead-5d2f1c0a
    https://example.org/a/b.html       example-org-a-b-90e1b7f4
    新闻/头条.txt                       article-1c3a77d2
    stdin:e3b0c442...                  stdin-0c9a11d3
    ^ the source's own identifier      ^ slug, "-", 8 hexadecimal digits of its sha256

The slug is for people; the digits distinguish what the slug does not (other scripts, `mon-lead.txt`).
"""

import re
import unicodedata
from hashlib import sha256

MAX_SLUG = 48  # with the digits 57: readable in a listing, far below the 255 bytes of a file name

STDIN_SCHEME = "stdin:"  # followed by the sha256 of what was read

_SCHEME = re.compile(r"^[a-z][a-z0-9+.-]*:/*(?:www\.)?", re.IGNORECASE)
_EXTENSION = re.compile(r"\.[A-Za-z0-9]{1,8}$")
_OTHER = re.compile(r"[^a-z0-9]+")
# No separators and no dots (so no "..", nothing hidden, no extension that Windows would look at), no
# capitals (some file systems ignore case), and always digits at the end: never CON, NUL or AUX alone.
_ID = re.compile(rf"(?=.{{10,{MAX_SLUG + 9}}}\Z)[a-z0-9]+(?:-[a-z0-9]+)*-[0-9a-f]{{8}}")
# Latin letters that Unicode does not decompose.
_LATIN = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "ı": "i", "æ": "ae", "œ": "oe", "þ": "th", "ð": "d"})


class InvalidId(ValueError):
    """A text that is not an article id, so it must not become a path."""


def article_id(uri: str) -> str:
    """Return the id of the article that the source itself calls `uri`; always the same for the same uri."""
    digits = sha256(uri.encode("utf-8", "surrogatepass")).hexdigest()[:8]
    return f"{_slug(uri) or 'article'}-{digits}"


def check_id(text: str) -> str:
    """Return `text` when it is an article id.

    Raises:
        InvalidId: For anything else: a path, a device name, something empty or too long.
    """
    if _ID.fullmatch(text):
        return text
    raise InvalidId(
        f"Expected an article id such as 'mon-lead-5d2f1c0a', found {text[:80]!r}; `wireglot list` shows the ids."
    )


def _slug(uri: str) -> str:
    if uri.startswith(STDIN_SCHEME):  # the rest is a digest
        return "stdin"
    text = _EXTENSION.sub("", _SCHEME.sub("", uri, count=1), count=1)
    if not text.isascii():
        text = unicodedata.normalize("NFKD", text.casefold().translate(_LATIN))
        text = text.encode("ascii", "ignore").decode("ascii")
    return _OTHER.sub("-", text.lower()).strip("-")[:MAX_SLUG].strip("-")
