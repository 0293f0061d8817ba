"""Editions of articles, and the output folder that keeps every version of them."""

from outputs.edition import SCHEMA, Accounting, Edition, Signatures
from outputs.edition_json import from_json, to_json
from outputs.failures import Failure, Failures
from outputs.making import make_edition, words_of
from outputs.manifest import Manifest
from outputs.rendering import check_in_words, how_made, known_languages, language_name, shortened
from outputs.store import NoSuchVersion, Store, Stored

__all__ = [
    "SCHEMA",
    "Accounting",
    "Edition",
    "Failure",
    "Failures",
    "Manifest",
    "NoSuchVersion",
    "Signatures",
    "Store",
    "Stored",
    "check_in_words",
    "from_json",
    "how_made",
    "known_languages",
    "language_name",
    "make_edition",
    "shortened",
    "to_json",
    "words_of",
]
