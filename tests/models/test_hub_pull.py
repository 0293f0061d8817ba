"""A pull from end to end, from a real HTTP hub with a tiny trained model under its real id."""

import json
import multiprocessing
import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from tests import tiny
from tests.hub import Hub, silence, status
from tests.models.conftest import MODEL
from wireglot.models import model_store
from wireglot.models.errors import HubError, ModelNotFound
from wireglot.models.hub import Progress, offer, pull, size_of
from wireglot.models.lock_file import read_lock, write_lock
from wireglot.models.model_store import Fault
from wireglot.models.seq2seq import Decoding, Job, open_model

pytestmark = pytest.mark.process

ROOT = Path(__file__).parent.parent.parent


@pytest.fixture(scope="module")
def snapshot(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tiny.marian(tmp_path_factory.mktemp("trained"))


@pytest.fixture
def real(hub: Hub, snapshot: Path) -> Hub:
    """The hub, with a real model under MODEL."""
    hub.add(MODEL, snapshot)
    hub.seen.clear()
    return hub


def push(hub: Hub, **files: bytes) -> str:
    """A new commit of MODEL with these files besides."""
    model = hub.models[MODEL]
    return model.push(
        model.commits[model.main] | {name.replace("_json", ".json"): text for name, text in files.items()}
    )


def test_a_pulled_model_is_on_the_shelf_whole_converted_and_written_down(real: Hub, shelf_here: Path) -> None:
    model = pull(MODEL)

    assert model == model_store.find(MODEL)
    assert model_store.all() == [model]
    assert model_store.check(model) == []
    assert (model.family, model.licence, model.revision) == ("marian", "apache-2.0", real.models[MODEL].main)
    assert model.folder == shelf_here / "Helsinki-NLP--opus-mt-sv-en" / model.revision
    assert (model.folder / "ctranslate2" / "model.bin").exists()
    assert read_lock(shelf_here) == {MODEL: model.revision}
    manifest = json.loads((model.folder / "manifest.json").read_text("utf-8"))
    assert manifest["conversion"]["quantization"] == "int8"
    assert sum(file["size"] for file in manifest["files"].values()) == model.size
    assert not list(shelf_here.rglob("*.part"))
    assert not list((shelf_here / ".pulling").glob("*/*"))


def test_the_shelved_model_translates(real: Hub) -> None:
    source, target = tiny.SWEDISH_ENGLISH[0]

    (written,) = open_model(pull(MODEL).folder, device="cpu").write([Job(source)], Decoding())

    assert (written.text, written.finished) == (target, True)


def test_a_second_pull_asks_nobody(real: Hub) -> None:
    first = pull(MODEL)
    real.seen.clear()

    assert pull(MODEL) == first
    assert size_of(MODEL) == 0
    assert offer(MODEL).stored_model == first
    assert real.seen == []


def test_what_is_on_the_shelf_is_found_without_a_hub(real: Hub, monkeypatch: pytest.MonkeyPatch) -> None:
    model = pull(MODEL)
    real.seen.clear()
    code = "import sys, wireglot.models.model_store as s; print(s.all()[0].revision, 'huggingface_hub' in sys.modules)"

    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT)

    assert done.stdout.split() == [model.revision, "False"]
    assert real.seen == []


def test_progress_is_told_in_bytes_up_to_the_size_that_was_told_before(real: Hub) -> None:
    heard: list[Progress] = []
    size = size_of(MODEL)

    pull(MODEL, progress=heard.append)

    fetching = [one.done for one in heard if one.stage == "fetching"]
    assert fetching == sorted(fetching)
    assert fetching[-1] == size
    assert {one.total for one in heard} == {size}
    assert heard[-1].stage == "converting"


def test_the_revision_of_the_first_pull_is_kept_until_an_update_is_asked_for(real: Hub, shelf_here: Path) -> None:
    first = pull(MODEL)
    newer = push(real, generation_config_json=b'{"num_beams": 4}')

    assert pull(MODEL).revision == first.revision
    assert offer(MODEL, update=True).revision == newer

    moved = pull(MODEL, update=True)
    assert moved.revision == newer
    assert read_lock(shelf_here) == {MODEL: newer}
    assert model_store.check(first) == []  # a run that is under way with it goes on


def test_a_lock_file_from_another_machine_decides_the_revision(real: Hub, shelf_here: Path) -> None:
    older = real.models[MODEL].main
    push(real, generation_config_json=b'{"num_beams": 4}')
    shelf_here.mkdir()
    write_lock(shelf_here, MODEL, older)

    assert pull(MODEL).revision == older


def test_a_pull_that_broke_off_goes_on_with_its_own_revision(real: Hub, monkeypatch: pytest.MonkeyPatch) -> None:
    older = real.models[MODEL].main
    real.faults.append(status(403, at="/network/"))
    with pytest.raises(HubError):
        pull(MODEL)
    real.faults.clear()
    push(real, generation_config_json=b'{"num_beams": 4}')

    assert pull(MODEL).revision == older


def test_a_failed_update_leaves_what_was_there(real: Hub) -> None:
    first = pull(MODEL)
    push(real, generation_config_json=b'{"num_beams": 4}')
    real.faults.append(status(403, at="/resolve/"))

    with pytest.raises(HubError):
        pull(MODEL, update=True)

    assert model_store.find(MODEL) == first


def test_a_revision_that_the_hub_has_no_more_is_named_with_the_way_out(real: Hub, shelf_here: Path) -> None:
    shelf_here.mkdir()
    write_lock(shelf_here, MODEL, "0" * 40)

    with pytest.raises(ModelNotFound, match="--update"):
        pull(MODEL)

    assert pull(MODEL, update=True).revision == real.models[MODEL].main


def test_check_names_missing_changed_and_added_files(real: Hub) -> None:
    model = pull(MODEL)
    (model.snapshot / "vocab.json").unlink()
    weights = model.folder / "ctranslate2" / "model.bin"
    content = bytearray(weights.read_bytes())
    content[-1] ^= 1
    weights.write_bytes(bytes(content))
    (model.folder / "notes.txt").write_text("mine")

    assert model_store.check(model) == [
        Fault("ctranslate2/model.bin", "changed"),
        Fault("notes.txt", "added"),
        Fault("snapshot/vocab.json", "missing"),
    ]


def test_a_model_without_its_manifest_is_not_there_and_is_pulled_again(real: Hub) -> None:
    model = pull(MODEL)
    (model.folder / "manifest.json").unlink()

    assert model_store.find(MODEL) is None
    assert pull(MODEL) == model
    assert model_store.check(model) == []


def test_two_threads_that_pull_one_model_fetch_it_once(real: Hub) -> None:
    with ThreadPoolExecutor(2) as threads:
        first, second = threads.map(pull, (MODEL, MODEL))

    assert first == second
    assert len(real.asked_for("resolve/" + first.revision + "/vocab.json")) == 1


def test_two_processes_that_pull_one_model_do_not_collide(real: Hub) -> None:
    command = [sys.executable, "-m", "flows", "models", "pull", MODEL, "--json"]
    env = os.environ | {"OMP_NUM_THREADS": "1"}
    both = [subprocess.Popen(command, cwd=ROOT, env=env, stdout=subprocess.PIPE, text=True) for _ in range(2)]
    rows = [json.loads(process.communicate(timeout=60)[0]) for process in both]

    assert [process.returncode for process in both] == [0, 0]
    assert rows[0]["folder"] == rows[1]["folder"]
    assert len(real.asked_for("/vocab.json")) == 1
    model = model_store.find(MODEL)
    assert model
    assert model_store.check(model) == []


def test_a_killed_pull_is_gone_on_from(real: Hub, shelf_here: Path) -> None:
    stalls = silence(at="/network/")
    real.faults.append(stalls)
    process = multiprocessing.get_context("spawn").Process(target=pull, args=(MODEL,))
    process.start()
    while not any("/network/" in seen.path for seen in real.seen):
        assert process.is_alive()
        process.join(0.05)
    process.kill()
    process.join()
    assert model_store.find(MODEL) is None
    real.faults.clear()
    real.seen.clear()

    model = pull(MODEL)

    assert model_store.check(model) == []
    assert real.asked_for("/config.json") == []
