"""A server of Firefox's models on loopback with the pair sv-en, named by the environment."""

import hashlib
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.firefox_server import FirefoxServer
from wireglot.models.firefox import model_list

PAIR = "firefox/sv-en"
# Contents without meaning, which no gzip makes smaller: a part of the packed file is a part of these.
MODEL = b"".join(hashlib.sha256(bytes([n % 251, n // 251])).digest() for n in range(8000))
SHORTLIST = MODEL[::-1][:60_000]
VOCABULARY = MODEL[7:40_000]
CONTENTS = {"model": MODEL, "lexicalShortlist": SHORTLIST, "vocab": VOCABULARY}


@pytest.fixture
def server(store: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[FirefoxServer]:
    """A mirror of Mozilla's server."""
    monkeypatch.delenv("WIREGLOT_OFFLINE", raising=False)
    model_list.forget_list()
    with FirefoxServer() as found:
        found.add_model("sv-en", CONTENTS, bleu=46.2, comet22=0.89)
        monkeypatch.setenv("WIREGLOT_FIREFOX_MODELS", found.address)
        yield found
