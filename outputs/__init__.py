"""Editions of articles, and the output folder that keeps every version of them."""

from wireglot.outputs.addresses import Addresses, is_web_address
from wireglot.outputs.edition import SCHEMA, Accounting, Edition, Signatures
from wireglot.outputs.edition_json import from_json, to_json
from wireglot.outputs.exports import json_ld, ninjs
from wireglot.outputs.failures import Failure, Failures
from wireglot.outputs.making import make_edition, words_of
from wireglot.outputs.manifest import Manifest
from wireglot.outputs.rendering import check_in_words, how_made, shortened
from wireglot.outputs.store import NoSuchVersion, Store, Stored

__all__ = [
    "SCHEMA",
    "Accounting",
    "Addresses",
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
    "is_web_address",
    "json_ld",
    "make_edition",
    "ninjs",
    "shortened",
    "to_json",
    "words_of",
]
