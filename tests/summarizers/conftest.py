"""The summarizing engines as fixtures: each ready, with tiny weights or a scripted server where it needs them."""

import shutil
import tempfile
from functools import partial
from pathlib import Path

import pytest

from tests.chat_server import MODEL as CHAT_MODEL
from tests.chat_server import ChatServer
from tests.chat_summarisers import quoting
from tests.hub import Hub
from tests.tiny.digests import bart_digests, mt5_digests
from tests.tiny.teaching import made_once
from wireglot.models import chat, pull_model
from wireglot.summarizers import available, load

# Models that the engine seq2seq can use: tiny ones, trained in the test run. They know the ferry and the fire only.
MODELS = {
    "bart": ("sshleifer/distilbart-cnn-12-6", bart_digests),
    "mt5": ("csebuetnlp/mT5_multilingual_XLSum", mt5_digests),
}
# Every engine, seq2seq once with each model; process tests are those that need weights or a server.
WITH_PROCESS = [pytest.param(name, marks=pytest.mark.process) for name in ("chat", *(f"seq2seq-{m}" for m in MODELS))]
ENGINES = [*(name for name in available() if name not in ("chat", "seq2seq")), *WITH_PROCESS]


@pytest.fixture(params=ENGINES)
def engine(request, monkeypatch):
    name, _, model = request.param.partition("-")
    if model:
        monkeypatch.setenv("WIREGLOT_MODELS", str(model_store_with(*MODELS[model])))
    if name == "chat":
        monkeypatch.setenv(chat.URL, request.getfixturevalue("chat_server"))
        monkeypatch.setenv(chat.MODEL, CHAT_MODEL)
    found = load(name)
    if found.signature("en", "en") is None:
        pytest.skip(f"{request.param} is not ready: {found.install_hint('en', 'en')}")
    return found


@pytest.fixture(scope="module")
def chat_server():
    """A chat model that quotes the article, at its address."""
    with ChatServer(quoting) as url:
        yield url


def model_store_with(model_id, make):
    """A model store with that one model, as `wireglot models pull` leaves it; made once in a test run."""
    return made_once(f"store-{make.__name__}", partial(_pull, model_id, make))


def _pull(model_id, make, folder):
    repository = make(Path(tempfile.mkdtemp(prefix="tiny-repository-")))
    with pytest.MonkeyPatch.context() as patch, Hub({model_id: repository}) as hub:
        patch.setenv("WIREGLOT_MODELS", str(folder))
        patch.setenv("HF_ENDPOINT", hub.address)
        pull_model(model_id, accept_licence=True)
    shutil.rmtree(repository)
