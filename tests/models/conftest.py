"""A hub on loopback and an empty model store, named by the environment."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.hub import Hub

MODEL = "Helsinki-NLP/opus-mt-sv-en"


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty model store, and no account on any hub."""
    monkeypatch.setenv("WIREGLOT_MODELS", str(tmp_path / "store"))
    for name in ("HF_TOKEN", "HUGGING_FACE_HUB_TOKEN", "HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"):
        monkeypatch.delenv(name, raising=False)
    return tmp_path / "store"


@pytest.fixture
def hub(store: Path, repository: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Hub]:
    """A hub that has MODEL with meaningless weights: enough for everything before the conversion."""
    with Hub({MODEL: repository}) as server:
        monkeypatch.setenv("HF_ENDPOINT", server.address)
        yield server


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """The files of an opus-mt repository with weights for other frameworks; the large ones are meaningless."""
    folder = tmp_path / "repository"
    folder.mkdir()
    (folder / "config.json").write_text(json.dumps({"model_type": "marian", "vocab_size": 300}))
    (folder / "tokenizer_config.json").write_text(json.dumps({"source_lang": "sv", "target_lang": "en"}))
    (folder / "vocab.json").write_text(json.dumps({"</s>": 0, "<unk>": 1, "<pad>": 2}))
    large = ("pytorch_model.bin", "source.spm", "target.spm", "tf_model.h5", "rust_model.ot", "flax_model.msgpack")
    for number, name in enumerate(large):
        (folder / name).write_bytes(bytes((number + index * index) % 251 for index in range(1000)) * 300)
    (folder / "README.md").write_text("# sv-en\n")
    return folder
