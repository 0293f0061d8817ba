"""Identity: what names an article, and the folder-safe id that is made from it.

An article is named by its uri, the first of these that there is:

    the source's own identifier         https://example.org/a/b.html, urn:wire:4711; the same in every folder
    its file's path, relative to the    ../../inbox/mon/lead.txt: always begins with ./ or ../
      output folder
    the sha256 of standard input        stdin:e3b0c442...

A path is relative to the output folder, so the working directory and the spelling of a path do not matter, and inbox
and output folder can be moved together. It is the real path (links are followed) with the name's own bytes: on most
file systems two names that differ only in their Unicode form are two files.

An id is a folder-safe name made from the uri:

    ../../inbox/mon/lead.txt           mon-lead-4a9e55bed5db        the file with its folder
    https://example.org/a/b.html       example-org-a-b-90e1b7f4
    ../新闻/头条.txt                   article-8e9c385568e9
    stdin:e3b0c442...                  stdin-0c9a11d3

Of a file with many items, those without an identifier of their own are named within it: ../inbox/day.json//4711.

It ends in the first hexadecimal digits of the uri's sha256: 8 after an address, 12 after a path, since an archive may
hold a hundred thousand files named index.md. The slug before them is for people; the digits distinguish what the slug
does not. Should two uris still have one id, the store refuses the second (outputs/store.py).
"""

import re
import unicodedata
from hashlib import sha256

STDIN_SCHEME = "stdin:"  # followed by the sha256 of the input

_MAX_SLUG = 48  # with the digits 61: readable in a listing, far below the 255 bytes of a file name
_WITHIN = "//"  # in no real path
_DIGITS, _FILE_DIGITS = 8, 12
_SCHEME = re.compile(r"^[a-z][a-z0-9+.-]*:/*(?:www\.)?", re.IGNORECASE)
_EXTENSION = re.compile(r"\.[A-Za-z0-9]{1,8}$")
_OTHER = re.compile(r"[^a-z0-9]+")
# No separators and no dots (so no "..", nothing hidden, no extension that Windows interprets), no capitals
# (some file systems ignore case), and always digits at the end: never CON, NUL or AUX alone.
_ID = re.compile(
    rf"(?=.{{10,{_MAX_SLUG + 1 + _FILE_DIGITS}}}\Z)[a-z0-9]+(?:-[a-z0-9]+)*-"
    rf"(?:[0-9a-f]{{{_FILE_DIGITS}}}|[0-9a-f]{{{_DIGITS}}})"
)
# Latin letters that Unicode does not decompose.
_LATIN = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "ı": "i", "æ": "ae", "œ": "oe", "þ": "th", "ð": "d"})

_IDENTIFIER = re.compile(r"[A-Za-z][A-Za-z0-9+.-]+:\S+")
# The address of a site is the same in all its articles: it names none of them.
_WHOLE_SITE = re.compile(r"https?://[^/?#\s]*/?", re.IGNORECASE)


class InvalidId(ValueError):
    """A text that is not an article id, so it must not become a path."""


def article_id(uri: str) -> str:
    """Return the id of the article with this identifier; always the same for the same `uri`."""
    digits = sha256(uri.encode("utf-8", "surrogatepass")).hexdigest()
    return f"{_slug(uri) or 'article'}-{digits[: _FILE_DIGITS if is_file_uri(uri) else _DIGITS]}"


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


def is_identifier(text: str) -> bool:
    """Return whether a source's `text` names one article: it has a scheme, and is not the address of a whole site."""
    has_scheme = _IDENTIFIER.fullmatch(text) is not None and not text.lower().startswith(STDIN_SCHEME)
    return has_scheme and not _WHOLE_SITE.fullmatch(text)


def file_uri(real: str, outputs: str) -> str:
    """Return the uri of a file: its path relative to the output folder. Both are real, absolute paths."""
    prefix, up = f"{outputs.rstrip('/')}/", 0
    while not real.startswith(prefix):
        prefix, up = prefix[: prefix.rindex("/", 0, -1) + 1], up + 1
    return ("../" * up or "./") + real[len(prefix) :]


def item_uri(file: str, name: str) -> str:
    """Return the uri of an item in a file with several."""
    return f"{file}{_WITHIN}{name}"


def file_of_item(uri: str) -> str:
    """Return the uri of the file that holds the item; the uri itself where it names a file."""
    return uri.partition(_WITHIN)[0]


def is_file_uri(uri: str) -> bool:
    """Return whether the uri is a path relative to the output folder."""
    return uri.startswith(("./", "../"))


def _slug(uri: str) -> str:
    if uri.startswith(STDIN_SCHEME):  # the rest is a digest
        return "stdin"
    path = is_file_uri(uri)
    text = "/".join(uri.split("/")[-2:]) if path else _SCHEME.sub("", uri, count=1)
    text = _EXTENSION.sub("", text, count=1)
    if not text.isascii():
        text = unicodedata.normalize("NFKD", text.casefold().translate(_LATIN))
        text = text.encode("ascii", "ignore").decode("ascii")
    slug = _OTHER.sub("-", text.lower()).strip("-")
    # Of an address the site is worth most, of a path the file's name.
    return (slug[-_MAX_SLUG:] if path else slug[:_MAX_SLUG]).strip("-")
