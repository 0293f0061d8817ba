"""Identity: what names an article, and the folder-safe id that is made from it.

An article is named by its uri, the first of these that there is:

    the source's own identifier         https://example.org/a/b.html, urn:wire:4711; the same in every folder
    its file's path, relative to the    ../../inbox/mon/lead.txt: always begins with ./ or ../
      output folder
    the sha256 of standard input        stdin:e3b0c442...

Two identifiers that differ only in ways that make no difference (`identifier_key`), or that one text brings
together, name one article: that of the first (outputs/identifiers.py).

A path is relative to the output folder, so the working directory and the spelling of a path do not matter, and inbox
and output folder can be moved together. It is the real path (links are followed) with the name's own bytes: on most
file systems two names that differ only in their Unicode form are two files.

An id is a folder-safe name made from the uri:

    ../../inbox/mon/lead.txt           mon-lead-4a9e55bed5db        the file with its folder
    https://example.org/a/b.html       example-org-a-b-90e1b7f4
    ../新闻/头条.txt                   article-8e9c385568e9
    stdin:e3b0c442...                  stdin-0c9a11d3

Of a file or an address with many items, those without an identifier of their own are named within it:
../inbox/day.json//4711, https://agency.example/day.json#/4711.

It ends in the first hexadecimal digits of the uri's sha256: 8 after an address, 12 after a path, since a folder may
hold a hundred thousand files named index.md. The slug before them is for people; the digits distinguish what the slug
does not. Should two uris still have one id, the store refuses the second (outputs/store.py).
"""

import re
import unicodedata
from hashlib import sha256
from urllib.parse import urlsplit, urlunsplit

from wireglot.articles.web_addresses import canonical_address, is_web_address

STDIN_SCHEME = "stdin:"  # followed by the sha256 of the input

_MAX_SLUG = 48  # with the digits 61: readable in a listing, far below the 255 bytes of a file name
_WITHIN = "//"  # in no real path
_WITHIN_ADDRESS = "#/"  # a fragment that counts (`identifier_key`): the address without it names something else
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
_DEFAULT_PORTS = re.compile(r":(?:80|443)?$")
_MAX_LOCAL = 200  # characters; longer is a text


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


def neutral_id(id: str) -> str:
    """Return the digits of an id, which name the article without the words of its address or file; they find it too."""
    return id.rpartition("-")[2]


def is_identifier(text: str) -> bool:
    """Return whether a source's `text` names one article: it has a scheme, and is not the address of a whole site."""
    has_scheme = _IDENTIFIER.fullmatch(text) is not None and not text.lower().startswith(STDIN_SCHEME)
    return has_scheme and not _WHOLE_SITE.fullmatch(text) and not _WHOLE_SITE.fullmatch(identifier_key(text))


def identifier_key(identifier: str) -> str:
    """Return the form in which identifiers are compared.

    Of web addresses also the scheme, default ports and a slash at the end make no difference beside what
    `canonical_address` leaves out; of a URN the case of "urn" and its namespace.
    """
    scheme, _, rest = unicodedata.normalize("NFC", identifier).partition(":")
    scheme = scheme.lower()
    if scheme == "urn":
        namespace, _, name = rest.partition(":")
        return f"urn:{namespace.lower()}:{name}"
    if scheme not in ("http", "https"):
        return f"{scheme}:{rest}"
    address = canonical_address(f"{scheme}://{rest.lstrip('/')}")
    if not address:
        return f"{scheme}:{rest}"
    parts = urlsplit(address)
    host = _DEFAULT_PORTS.sub("", parts.netloc)
    return urlunsplit(("http", host, parts.path.rstrip("/"), parts.query, parts.fragment))


def is_local_identifier(text: str) -> bool:
    """Return whether it is an identifier without a scheme: a word with a digit, or a path on the source's site."""
    is_word = 0 < len(text) <= _MAX_LOCAL and not any(map(str.isspace, text)) and not _IDENTIFIER.fullmatch(text)
    return is_word and (any(map(str.isdigit, text)) or (text[0] == "/" and len(text) > 1))


def local_key(uri: str, identifier: str) -> str:
    """Return the form in which an identifier without a scheme is compared: with the folder of the file."""
    return f"{uri.rpartition('/')[0]}/#{identifier.rstrip('/')}"


def is_local_key(key: str) -> bool:
    return is_file_uri(key)


def file_uri(real: str, outputs: str) -> str:
    """Return the uri of a file: its path relative to the output folder. Both are real, absolute paths."""
    prefix, up = f"{outputs.rstrip('/')}/", 0
    while not real.startswith(prefix):
        prefix, up = prefix[: prefix.rindex("/", 0, -1) + 1], up + 1
    return ("../" * up or "./") + real[len(prefix) :]


def item_uri(place: str, name: str) -> str:
    """Return the uri of an item among several in a file or at an address."""
    return f"{place}{_WITHIN_ADDRESS if is_web_address(place) else _WITHIN}{name}"


def place_of_item(uri: str) -> str:
    """Return the uri of the file or address that holds the item; the uri itself where it names no item."""
    return uri.partition(_WITHIN_ADDRESS if is_web_address(uri) else _WITHIN)[0]


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
