"""The model store: models found by lock.json and manifest, whatever other files there are."""

import hashlib
import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wireglot.models import (
    FileProblem,
    InvalidLockFile,
    InvalidModelId,
    StoredModel,
    check_files,
    find_model,
    folder_name,
    store_folder,
    stored_models,
)
from wireglot.models.model_store import (
    LOCK_FILE,
    FileSum,
    InvalidManifest,
    Manifest,
    file_lock,
    manifest_json,
    pinned_files,
    read_lock,
    read_manifest,
    revision_folder,
    write_lock,
)

MODEL = "Helsinki-NLP/opus-mt-sv-en"
REVISION = "0123456789abcdef0123456789abcdef01234567"

NO_IDS = ("sv-en", "../x", "a/../b", "a/b/c", "/a/b", "a/b ", "a/.b", "-a/b", "a/b--c", "ä/b", "")


def put_model(model_id: str, revision: str = REVISION, **files: bytes) -> Path:
    """Put a model into the store, as a pull leaves it."""
    folder = revision_folder(model_id, revision)
    (folder / "snapshot").mkdir(parents=True)
    sums = []
    for name, content in files.items():
        (folder / "snapshot" / name).write_bytes(content)
        sums.append((f"snapshot/{name}", FileSum(hashlib.sha256(content).hexdigest(), len(content))))
    manifest = Manifest(model_id, revision, "marian", "apache-2.0", "2026-01-01T00:00:00+00:00", (), tuple(sums))
    (folder / "manifest.json").write_text(manifest_json(manifest), "utf-8")
    write_lock(store_folder(), model_id, revision)
    return folder


def test_the_environment_can_name_the_store(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WIREGLOT_MODELS", "/srv/models")
    assert store_folder() == Path("/srv/models")

    monkeypatch.delenv("WIREGLOT_MODELS")
    assert store_folder() == Path.home() / ".local/share/wireglot/models"


def test_an_empty_or_absent_store_has_no_models(store: Path) -> None:
    assert stored_models() == []
    assert find_model(MODEL) is None


def test_a_stored_model_has_the_values_of_its_manifest(store: Path) -> None:
    folder = put_model(MODEL, a=b"one", b=b"two!")

    found = find_model(MODEL)

    assert found == StoredModel(MODEL, REVISION, folder, "marian", "apache-2.0", 7)
    assert stored_models() == [found]
    assert check_files(found) == []


def test_only_the_revision_in_the_lock_file_is_found(store: Path) -> None:
    put_model(MODEL, "a" * 40)
    put_model(MODEL, "b" * 40)
    write_lock(store, MODEL, "a" * 40)

    found = find_model(MODEL)

    assert found
    assert found.revision == "a" * 40


def test_a_folder_without_a_manifest_is_no_model(store: Path) -> None:
    (put_model(MODEL, a=b"one") / "manifest.json").unlink()

    assert find_model(MODEL) is None


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"schema": 1}', '{"schema": 2, "files": 3}', "\x00"])
def test_a_broken_manifest_is_reported_as_changed(store: Path, text: str) -> None:
    folder = put_model(MODEL, a=b"one")
    found = find_model(MODEL)
    assert found
    (folder / "manifest.json").write_text(text)

    assert find_model(MODEL) is None
    assert check_files(found) == [FileProblem("manifest.json", "changed")]
    with pytest.raises(InvalidManifest, match=r"manifest\.json"):
        read_manifest(folder)


def test_an_invalid_revision_in_the_lock_file_finds_nothing(store: Path) -> None:
    put_model(MODEL, a=b"one")
    write_lock(store, MODEL, "../../elsewhere")

    assert find_model(MODEL) is None


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"models": 3}', "{"])
def test_an_unreadable_lock_file_is_an_error_with_its_path(store: Path, text: str) -> None:
    store.mkdir()
    (store / LOCK_FILE).write_text(text)

    with pytest.raises(InvalidLockFile, match=r"lock\.json"):
        stored_models()


def test_the_lock_file_is_readable_and_keeps_other_models(store: Path) -> None:
    store.mkdir()
    for name in ("b/two", "a/one", "c/three"):
        write_lock(store, name, REVISION)
    write_lock(store, "b/two", "f" * 40)

    models = read_lock(store)

    assert list(models) == ["a/one", "b/two", "c/three"]
    assert models["b/two"] == "f" * 40
    assert json.loads((store / LOCK_FILE).read_text())["schema"] == 1
    assert (store / LOCK_FILE).read_text().count("\n") > 5


def test_a_lock_is_released_after_use(store: Path) -> None:
    for _ in range(2):
        with file_lock(store, "one"), file_lock(store, "other"):
            pass


@pytest.mark.parametrize("name", NO_IDS)
def test_a_path_is_no_model_id(name: str) -> None:
    with pytest.raises(InvalidModelId, match="Expected a model id"):
        folder_name(name)


@given(st.text(max_size=40))
def test_a_folder_name_never_leaves_the_store(name: str) -> None:
    try:
        folder = folder_name(name)
    except InvalidModelId:
        return

    assert "/" not in folder
    assert not folder.startswith(".")
    assert folder.replace("--", "/") == name


def test_a_manifest_of_before_scores_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WIREGLOT_MODELS", str(tmp_path))
    folder = put_model(MODEL, vocab=b"{}")
    data = json.loads((folder / "manifest.json").read_text())
    del data["bleu"], data["origin"]
    (folder / "manifest.json").write_text(json.dumps(data))

    model = find_model(MODEL)

    assert model
    assert model.bleu is None


def test_pinned_files_stay_until_the_revision_changes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WIREGLOT_MODELS", str(tmp_path))
    (tmp_path / LOCK_FILE).write_text(json.dumps({"schema": 1, "models": {MODEL: REVISION}}))
    write_lock(tmp_path, "firefox/sv-en", REVISION, {"snapshot/vocab.spm": "f" * 64})

    write_lock(tmp_path, "firefox/sv-en", REVISION)
    write_lock(tmp_path, MODEL, REVISION)
    assert pinned_files("firefox/sv-en") == {"snapshot/vocab.spm": "f" * 64}
    assert read_lock(tmp_path) == {MODEL: REVISION, "firefox/sv-en": REVISION}

    write_lock(tmp_path, "firefox/sv-en", REVISION[::-1])
    assert pinned_files("firefox/sv-en") == {}
