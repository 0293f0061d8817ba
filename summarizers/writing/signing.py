"""What `tell` adds to the signature of an engine: its own version, that of the facts, and that of `extract`."""

from hashlib import sha256

from wireglot.summarizers import facts
from wireglot.summarizers.engine import FALLBACK, load

VERSION = 1  # raise it whenever code in writing/ may show another summary of the same draft


def signature(language: str, told: str) -> str:
    """As "writing:1|facts:0a1b2c3d|extract:4e5f6a7b", for an engine to end its own with; tags as in Engine."""
    extract = load(FALLBACK).signature(language, told) or ""
    return f"writing:{VERSION}|{facts.signature()}|extract:{sha256(extract.encode()).hexdigest()[:8]}"
