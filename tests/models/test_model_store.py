"""The model_store: found by lock.json and manifest, whatever else lies there."""

import hashlib
import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wireglot.models import model_store
from wireglot.models.lock_file import NAME, WrongLockFile, held, read_lock, write_lock
from wireglot.models.manifest import FileSum, Manifest, WrongManifest, read_manifest, to_json
from wireglot.models.model_store import Fault, InvalidModelId
from wireglot.models.wanted import wanted, weights

MODEL = "Helsinki-NLP/opus-mt-sv-en"
REVISION = "0123456789abcdef0123456789abcdef01234567"

REPOSITORY = [
    "config.json",
    "vocab.json",
    "pytorch_model.bin",
    "model.safetensors",
    "tf_model.h5",
    "README.md",
    "a/config.json",
    "../config.json",
    "onnx/model.onnx",
    "training_args.bin",
]
NO_IDS = ("sv-en", "../x", "a/../b", "a/b/c", "/a/b", "a/b ", "a/.b", "-a/b", "a/b--c", "ä/b", "")


def put(model_id: str, revision: str = REVISION, **files: bytes) -> Path:
    """A model in the model store, as a pull leaves it."""
    folder = model_store.folder_of(model_id, revision)
    (folder / "snapshot").mkdir(parents=True)
    sums = []
    for name, content in files.items():
        (folder / "snapshot" / name).write_bytes(content)
        sums.append((f"snapshot/{name}", FileSum(hashlib.sha256(content).hexdigest(), len(content))))
    manifest = Manifest(model_id, revision, "marian", "apache-2.0", "2026-01-01T00:00:00+00:00", (), tuple(sums))
    (folder / "manifest.json").write_text(to_json(manifest), "utf-8")
    write_lock(model_store.shelf_folder(), model_id, revision)
    return folder


def test_the_shelf_is_where_the_environment_says_else_in_the_home(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WIREGLOT_MODELS", "/srv/models")
    assert model_store.shelf_folder() == Path("/srv/models")

    monkeypatch.delenv("WIREGLOT_MODELS")
    assert model_store.shelf_folder() == Path.home() / ".local/share/wireglot/models"


def test_an_empty_or_absent_shelf_holds_nothing(shelf_here: Path) -> None:
    assert model_store.all() == []
    assert model_store.find(MODEL) is None


def test_a_model_is_found_with_what_its_manifest_says(shelf_here: Path) -> None:
    folder = put(MODEL, a=b"one", b=b"two!")

    found = model_store.find(MODEL)

    assert found == model_store.StoredModel(MODEL, REVISION, folder, "marian", "apache-2.0", 7)
    assert model_store.all() == [found]
    assert model_store.check(found) == []


def test_only_the_revision_of_the_lock_file_is_found(shelf_here: Path) -> None:
    put(MODEL, "a" * 40)
    put(MODEL, "b" * 40)
    write_lock(shelf_here, MODEL, "a" * 40)

    found = model_store.find(MODEL)

    assert found
    assert found.revision == "a" * 40


def test_a_folder_without_a_manifest_is_not_there(shelf_here: Path) -> None:
    (put(MODEL, a=b"one") / "manifest.json").unlink()

    assert model_store.find(MODEL) is None


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"schema": 1}', '{"schema": 1, "files": 3}', "\x00"])
def test_a_broken_manifest_is_told_from_a_missing_one(shelf_here: Path, text: str) -> None:
    folder = put(MODEL, a=b"one")
    found = model_store.find(MODEL)
    assert found
    (folder / "manifest.json").write_text(text)

    assert model_store.find(MODEL) is None
    assert model_store.check(found) == [Fault("manifest.json", "changed")]
    with pytest.raises(WrongManifest, match=r"manifest\.json"):
        read_manifest(folder)


def test_a_revision_in_the_lock_file_that_is_none_leads_nowhere(shelf_here: Path) -> None:
    put(MODEL, a=b"one")
    write_lock(shelf_here, MODEL, "../../elsewhere")

    assert model_store.find(MODEL) is None


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"models": 3}', "{"])
def test_a_lock_file_that_cannot_be_read_is_an_error_with_its_path(shelf_here: Path, text: str) -> None:
    shelf_here.mkdir()
    (shelf_here / NAME).write_text(text)

    with pytest.raises(WrongLockFile, match=r"lock\.json"):
        model_store.all()


def test_the_lock_file_is_for_people_and_keeps_the_others(shelf_here: Path) -> None:
    shelf_here.mkdir()
    for name in ("b/two", "a/one", "c/three"):
        write_lock(shelf_here, name, REVISION)
    write_lock(shelf_here, "b/two", "f" * 40)

    models = read_lock(shelf_here)

    assert list(models) == ["a/one", "b/two", "c/three"]
    assert models["b/two"] == "f" * 40
    assert json.loads((shelf_here / NAME).read_text())["schema"] == 1
    assert (shelf_here / NAME).read_text().count("\n") > 5


def test_a_lock_is_free_again_when_its_holder_is_done(shelf_here: Path) -> None:
    for _ in range(2):
        with held(shelf_here, "one"), held(shelf_here, "other"):
            pass


@pytest.mark.parametrize("name", NO_IDS)
def test_what_could_lead_elsewhere_is_no_model_id(name: str) -> None:
    with pytest.raises(InvalidModelId, match="Wanted a model id"):
        model_store.folder_name(name)


@given(st.text(max_size=40))
def test_a_folder_name_never_leaves_the_shelf(name: str) -> None:
    try:
        folder = model_store.folder_name(name)
    except InvalidModelId:
        return

    assert "/" not in folder
    assert not folder.startswith(".")
    assert folder.replace("--", "/") == name


@given(st.lists(st.sampled_from(REPOSITORY), unique=True))
def test_wanted_are_names_of_the_top_folder_in_one_form_of_weights(names: list[str]) -> None:
    found = wanted(names)

    assert set(found) <= {"config.json", "vocab.json", "pytorch_model.bin", "model.safetensors"} & set(names)
    assert len(weights(found)) <= 1
    assert ("pytorch_model.bin" in found) == ("pytorch_model.bin" in names and "model.safetensors" not in names)
    assert found[:1] == (("config.json",) if "config.json" in names else found[:1])


def test_weights_in_parts_come_with_their_index() -> None:
    parts = ("model-00001-of-00002.safetensors", "model-00002-of-00002.safetensors", "model.safetensors.index.json")

    assert set(weights((*parts, "pytorch_model.bin"))) == set(parts)
    assert weights(("model.safetensors.index.json", "pytorch_model.bin")) == ("pytorch_model.bin",)
