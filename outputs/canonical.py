"""Canonical JSON and its sha256: equal values give equal bytes, in every process and on every machine."""

import hashlib
import json
from typing import Any


def canonical(value: Any) -> bytes:
    """`value` as JSON with sorted keys and no white space, in ASCII: a lone surrogate has bytes too."""
    return json.dumps(value, sort_keys=True, separators=(",", ":")).encode("ascii")


def fingerprint(value: Any) -> str:
    """The sha256 of canonical(value), 64 hex digits."""
    return hashlib.sha256(canonical(value)).hexdigest()
