"""Pulls from end to end, from a real HTTP hub with a tiny trained model under its real id."""

import json
import multiprocessing
import os
import subprocess
import sys
import warnings
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from tests import tiny
from tests.hub import Hub, silence, status
from tests.models.conftest import MODEL
from wireglot.models import (
    Decoding,
    DownloadProgress,
    FileProblem,
    HubError,
    ModelNotFound,
    Seq2SeqInput,
    check_files,
    find_model,
    get_offer,
    load_model,
    pull_model,
    stored_models,
)
from wireglot.models.model_store import read_lock, write_lock

pytestmark = pytest.mark.process

ROOT = Path(__file__).parent.parent.parent
SETTINGS = {"generation_config.json": b'{"num_beams": 4}'}


@pytest.fixture(scope="module")
def snapshot(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tiny.marian(tmp_path_factory.mktemp("trained"))


@pytest.fixture
def real(hub: Hub, snapshot: Path) -> Hub:
    """The hub, with a real model under MODEL."""
    hub.add(MODEL, snapshot)
    hub.seen.clear()
    return hub


def push(hub: Hub) -> str:
    """Add a commit of MODEL with another file."""
    model = hub.models[MODEL]
    return model.push(model.commits[model.main] | SETTINGS)


def test_huggingface_hub_accepts_the_test_hub_as_a_real_one(hub: Hub, repository: Path, tmp_path: Path) -> None:
    from huggingface_hub import snapshot_download

    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # of its progress bars
        folder = Path(snapshot_download(MODEL, endpoint=hub.address, cache_dir=tmp_path / "cache", max_workers=1))

    assert folder.name == hub.models[MODEL].main
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == {
        path.name: path.read_bytes() for path in repository.iterdir()
    }


def test_a_pulled_model_is_complete_converted_and_translates(real: Hub, store: Path) -> None:
    model = pull_model(MODEL)

    assert model == find_model(MODEL)
    assert stored_models() == [model]
    assert check_files(model) == []
    assert (model.family, model.licence, model.revision) == ("marian", "apache-2.0", real.models[MODEL].main)
    assert model.folder == store / "Helsinki-NLP--opus-mt-sv-en" / model.revision
    assert read_lock(store) == {MODEL: model.revision}
    manifest = json.loads((model.folder / "manifest.json").read_text("utf-8"))
    assert manifest["conversion"]["quantization"] == "int8"
    assert sum(file["size"] for file in manifest["files"].values()) == model.size
    assert not list(store.rglob("*.part"))
    assert not list((store / ".pulling").glob("*/*"))
    source, target = tiny.SWEDISH_ENGLISH[0]
    (output,) = load_model(model.folder, device="cpu").generate([Seq2SeqInput(source)], Decoding())
    assert (output.text, output.finished) == (target, True)


def test_a_stored_model_needs_no_request_and_no_hub_library(real: Hub) -> None:
    first = pull_model(MODEL)
    real.seen.clear()

    assert pull_model(MODEL) == first
    assert (get_offer(MODEL).size, get_offer(MODEL).stored) == (0, first)
    code = "import sys, wireglot.models as m; print(m.stored_models()[0].revision, 'huggingface_hub' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT)
    assert done.stdout.split() == [first.revision, "False"]
    assert real.seen == []


def test_progress_counts_the_bytes_of_the_offer(real: Hub) -> None:
    progress: list[DownloadProgress] = []
    size = get_offer(MODEL).size

    pull_model(MODEL, on_progress=progress.append)

    fetched = [one.done for one in progress if one.stage == "fetching"]
    assert fetched == sorted(fetched)
    assert fetched[-1] == size
    assert {one.total for one in progress} == {size}
    assert progress[-1].stage == "converting"


def test_the_first_revision_is_kept_until_an_update(real: Hub, store: Path) -> None:
    first = pull_model(MODEL)
    newer = push(real)

    assert pull_model(MODEL).revision == first.revision
    assert get_offer(MODEL, update=True).revision == newer

    assert pull_model(MODEL, update=True).revision == newer
    assert read_lock(store) == {MODEL: newer}
    assert check_files(first) == []  # a run that is using it continues


def test_a_lock_file_from_another_machine_decides_the_revision(real: Hub, store: Path) -> None:
    older = real.models[MODEL].main
    push(real)
    store.mkdir()
    write_lock(store, MODEL, older)

    assert pull_model(MODEL).revision == older


def test_an_interrupted_pull_continues_with_its_revision(real: Hub) -> None:
    older = real.models[MODEL].main
    real.faults.append(status(403, at="/network/"))
    with pytest.raises(HubError):
        pull_model(MODEL)
    real.faults.clear()
    push(real)

    assert pull_model(MODEL).revision == older


def test_a_failed_update_keeps_the_stored_model(real: Hub) -> None:
    first = pull_model(MODEL)
    push(real)
    real.faults.append(status(403, at="/resolve/"))

    with pytest.raises(HubError):
        pull_model(MODEL, update=True)

    assert find_model(MODEL) == first


def test_a_revision_that_the_hub_no_longer_has_is_explained(real: Hub, store: Path) -> None:
    store.mkdir()
    write_lock(store, MODEL, "0" * 40)

    with pytest.raises(ModelNotFound, match="--update"):
        pull_model(MODEL)

    assert pull_model(MODEL, update=True).revision == real.models[MODEL].main


def test_missing_changed_and_added_files_are_found(real: Hub) -> None:
    model = pull_model(MODEL)
    (model.snapshot / "vocab.json").unlink()
    weights = model.folder / "ctranslate2" / "model.bin"
    content = bytearray(weights.read_bytes())
    content[-1] ^= 1
    weights.write_bytes(bytes(content))
    (model.folder / "notes.txt").write_text("mine")

    assert check_files(model) == [
        FileProblem("ctranslate2/model.bin", "changed"),
        FileProblem("notes.txt", "added"),
        FileProblem("snapshot/vocab.json", "missing"),
    ]


def test_a_model_without_its_manifest_is_pulled_again(real: Hub) -> None:
    model = pull_model(MODEL)
    (model.folder / "manifest.json").unlink()

    assert find_model(MODEL) is None
    assert pull_model(MODEL) == model
    assert check_files(model) == []


def test_two_threads_download_a_model_once(real: Hub) -> None:
    with ThreadPoolExecutor(2) as threads:
        first, second = threads.map(pull_model, (MODEL, MODEL))

    assert first == second
    assert len(real.asked_for(f"resolve/{first.revision}/vocab.json")) == 1


def test_two_processes_download_a_model_once(real: Hub) -> None:
    command = [sys.executable, "-m", "flows", "models", "pull", MODEL, "--json"]
    env = os.environ | {"OMP_NUM_THREADS": "1"}
    both = [subprocess.Popen(command, cwd=ROOT, env=env, stdout=subprocess.PIPE, text=True) for _ in range(2)]
    rows = [json.loads(process.communicate(timeout=1200)[0]) for process in both]

    assert [process.returncode for process in both] == [0, 0]
    assert rows[0]["folder"] == rows[1]["folder"]
    assert len(real.asked_for("/vocab.json")) == 1
    model = find_model(MODEL)
    assert model
    assert check_files(model) == []


def test_a_killed_pull_is_continued(real: Hub) -> None:
    real.faults.append(silence(at="/network/"))
    process = multiprocessing.get_context("spawn").Process(target=pull_model, args=(MODEL,))
    process.start()
    while not any("/network/" in seen.path for seen in real.seen):
        assert process.is_alive()
        process.join(0.05)
    process.kill()
    process.join()
    assert find_model(MODEL) is None
    real.faults.clear()
    real.seen.clear()

    model = pull_model(MODEL)

    assert check_files(model) == []
    assert real.asked_for("/config.json") == []
