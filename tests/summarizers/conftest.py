"""The summarizing engines as fixtures: each ready, with tiny weights or a scripted server where it needs a partner."""

import atexit
import shutil
import tempfile
from functools import cache
from pathlib import Path

import pytest

from tests.chat_server import MODEL as CHAT_MODEL
from tests.chat_server import ChatServer
from tests.chat_summarisers import quoting
from tests.hub import Hub
from tests.tiny.digests import bart_digests, mt5_digests
from wireglot.models import chat
from wireglot.models.hub import pull
from wireglot.summarizers import available, load

# Engines that need weights get tiny ones, taught in the test run: beyond the ferry and the fire they write noise.
LOCAL = {
    "bart": ("sshleifer/distilbart-cnn-12-6", bart_digests),
    "mt5": ("csebuetnlp/mT5_multilingual_XLSum", mt5_digests),
}


# What needs weights or a server; each gets one of its own.
PARTNERED = {*LOCAL, "chat"}


@pytest.fixture(params=[pytest.param(n, marks=pytest.mark.process) if n in PARTNERED else n for n in available()])
def engine(request, monkeypatch):
    if request.param in LOCAL:
        monkeypatch.setenv("WIREGLOT_MODELS", str(shelf_with(*LOCAL[request.param])))
    if request.param == "chat":
        monkeypatch.setenv(chat.URL, request.getfixturevalue("chat_server"))
        monkeypatch.setenv(chat.MODEL, CHAT_MODEL)
    found = load(request.param)
    if found.signature("en", "en") is None:
        pytest.skip(f"{request.param} is not ready: {found.install_hint('en', 'en')}")
    return found


@pytest.fixture(scope="module")
def chat_server():
    """A chat model that quotes the article, at its address."""
    with ChatServer(quoting) as url:
        yield url


@cache
def shelf_with(model_id, make):
    """A model_store with that one model, as `wireglot models pull` leaves it; made once in a test run."""
    folder = Path(tempfile.mkdtemp(prefix="tiny-model_store-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    with pytest.MonkeyPatch.context() as patch, Hub({model_id: make(folder / "repository")}) as hub:
        patch.setenv("WIREGLOT_MODELS", str(folder / "model_store"))
        patch.setenv("HF_ENDPOINT", hub.address)
        pull(model_id, accept_licence=True)
    return folder / "model_store"
