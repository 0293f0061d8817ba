"""What goes wrong between us and the hub: one sentence with the model and what to do, nothing half stored."""

import hashlib
import json
import socket
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from tests.hub import Fault, Hub, cut, drip, silence, spoil, status
from tests.models.conftest import MODEL
from wireglot.models import model_store
from wireglot.models.errors import (
    AccessDenied,
    ChecksumMismatch,
    ConversionFailed,
    HubBusy,
    HubError,
    HubUnreachable,
    LicenceNotAccepted,
    ModelNotFound,
    NoDiskSpace,
    UnsupportedModel,
)
from wireglot.models.hub import offer, pull, size_of

pytestmark = pytest.mark.process


def refused(model_id: str = MODEL, **options: bool) -> HubError:
    """The error of a pull, which names the model, stands on one line and leaves nothing that could be used."""
    with pytest.raises(HubError) as caught:
        pull(model_id, **options)
    assert model_id in str(caught.value)
    assert "\n" not in str(caught.value)
    assert model_store.find(model_id) is None
    return caught.value


def _sha(hub: Hub, name: str) -> str:
    """The end of the path under which the content network has the file."""
    model = hub.models[MODEL]
    return hashlib.sha256(model.commits[model.main][name]).hexdigest()


def part_of(folder: Path, name: str) -> Path:
    (found,) = folder.glob(f".pulling/*/*/snapshot/{name}.part")
    return found


@pytest.mark.parametrize(
    ("fault", "kind", "said"),
    [
        (status(404, "RepoNotFound"), ModelNotFound, "spelling"),
        (status(404), ModelNotFound, "HF_ENDPOINT"),
        (status(401), AccessDenied, "HF_TOKEN"),
        (status(401, "RepoNotFound"), ModelNotFound, "HF_TOKEN"),
        (status(403, "GatedRepo"), AccessDenied, "terms"),
        (status(403), AccessDenied, "HF_TOKEN"),
        (status(429), HubBusy, "minutes"),
        (status(500), HubUnreachable, "later"),
        (status(503), HubUnreachable, "later"),
        (status(403, "GatedRepo", at="/resolve/"), AccessDenied, "terms"),
        (status(404, "EntryNotFound", at="vocab.json"), ModelNotFound, "--update"),
        (status(404, "RevisionNotFound"), ModelNotFound, "--update"),
        (status(429, at="pytorch_model.bin"), HubBusy, "minutes"),
        (status(503, at="/network/"), HubUnreachable, "later"),
    ],
)
def test_a_refusal_says_what_to_do(hub: Hub, fault: Fault, kind: type[HubError], said: str) -> None:
    hub.faults.append(fault)

    error = refused()

    assert type(error) is kind
    assert said in str(error)


def test_a_hub_that_refuses_for_a_moment_only_is_asked_again(hub: Hub, shelf_here: Path) -> None:
    hub.faults.append(status(503, at="pytorch_model.bin", times=2))

    assert type(refused()) is ConversionFailed  # hollow weights: everything before the conversion went well


def test_no_hub_at_all(shelf_here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
    monkeypatch.setenv("HF_ENDPOINT", f"http://user:secret@127.0.0.1:{port}")

    error = refused()

    assert type(error) is HubUnreachable
    assert f"127.0.0.1:{port}" in str(error)
    assert "secret" not in str(error)
    assert "HF_ENDPOINT" in str(error)


def test_a_name_that_leads_nowhere(shelf_here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HF_ENDPOINT", "http://hub.invalid")

    assert type(refused()) is HubUnreachable


def test_a_server_that_is_no_hub(hub: Hub) -> None:
    def page(asked: object) -> bool:
        asked.send(200, b"<html>Welcome to the hotel</html>", {"Content-Type": "text/html"})  # type: ignore[attr-defined]
        return True

    hub.faults.append(page)

    assert type(refused()) is HubUnreachable


def test_a_mute_a_dripping_and_a_stalling_hub_fail_within_15_seconds(hub: Hub, hollow: Path) -> None:
    for name in ("mute/model", "slow/model", "stalls/model"):
        hub.add(name, hollow)
    hub.faults += [silence(at="/api/models/mute"), drip(at="/api/models/slow"), silence(at="stalls/model/resolve")]

    def seconds(model_id: str) -> tuple[float, type[HubError]]:
        begin = time.monotonic()
        error = refused(model_id)
        return time.monotonic() - begin, type(error)

    with ThreadPoolExecutor(3) as threads:
        found = list(threads.map(seconds, ("mute/model", "slow/model", "stalls/model")))

    assert [kind for _, kind in found] == [HubUnreachable] * 3
    assert max(taken for taken, _ in found) < 15


def test_a_cut_connection_is_gone_on_from_in_the_same_pull(hub: Hub) -> None:
    hub.faults.append(cut(70_000, times=3, at=_sha(hub, "pytorch_model.bin")))

    assert type(refused()) is ConversionFailed
    assert [seen.range for seen in hub.asked_for(_sha(hub, "pytorch_model.bin"))] == [
        "",
        "bytes=70000-",
        "bytes=140000-",
        "bytes=210000-",
    ]


def test_an_interrupted_pull_is_gone_on_from_by_the_next(hub: Hub, shelf_here: Path, hollow: Path) -> None:
    weights = _sha(hub, "pytorch_model.bin")
    hub.faults += [cut(70_000, at=weights), cut(0, times=99, at=weights)]
    assert "70000 of 300000 bytes" in str(refused())
    assert part_of(shelf_here, "pytorch_model.bin").stat().st_size == 70_000
    hub.faults.clear()
    hub.seen.clear()

    assert type(refused()) is ConversionFailed

    assert [seen.range for seen in hub.asked_for(weights)] == ["bytes=70000-"]
    assert hub.asked_for("config.json") == []
    (there,) = shelf_here.glob(".pulling/*/*/snapshot/pytorch_model.bin")
    assert there.read_bytes() == (hollow / "pytorch_model.bin").read_bytes()


def test_a_server_that_knows_no_ranges_is_read_from_the_start(hub: Hub, shelf_here: Path, hollow: Path) -> None:
    hub.faults.append(cut(70_000))

    def whole(asked: object) -> bool:
        if "/network/" not in asked.plain_path:  # type: ignore[attr-defined]
            return False
        content = hub.content(asked.plain_path.rpartition("/")[2])  # type: ignore[attr-defined]
        asked.send(200, content)  # type: ignore[attr-defined]
        return True

    hub.faults.append(whole)

    assert type(refused()) is ConversionFailed
    (there,) = shelf_here.glob(".pulling/*/*/snapshot/pytorch_model.bin")
    assert there.read_bytes() == (hollow / "pytorch_model.bin").read_bytes()


@pytest.mark.parametrize("name", ["pytorch_model.bin", "vocab.json"])
def test_a_file_with_a_wrong_checksum_is_deleted_and_named(hub: Hub, shelf_here: Path, name: str) -> None:
    if name == "vocab.json":
        hub.faults.append(_says(b'{"</s>": 0, "<unk>": 1, "<pad>": 9}', at=name))
    else:
        hub.faults.append(spoil(at=_sha(hub, name)))

    error = refused()

    assert type(error) is ChecksumMismatch
    assert name in str(error)
    assert list(shelf_here.glob(f".pulling/*/*/snapshot/{name}*")) == []


def _says(content: bytes, *, at: str) -> Fault:
    def fault(asked: object) -> bool:
        if not asked.plain_path.endswith(at):  # type: ignore[attr-defined]
            return False
        asked.send(200, content)  # type: ignore[attr-defined]
        return True

    return fault


def test_another_family_is_refused_before_its_weights_are_fetched(hub: Hub, hollow: Path) -> None:
    (hollow / "config.json").write_text(json.dumps({"model_type": "gpt2"}))
    hub.add("some/chatter", hollow)

    error = refused("some/chatter")

    assert type(error) is UnsupportedModel
    assert "gpt2" in str(error)
    assert "marian" in str(error)
    assert hub.asked_for("pytorch_model.bin") == []


@pytest.mark.parametrize(("absent", "said"), [("config.json", "config.json"), ("pytorch_model.bin", "weights")])
def test_a_repository_without_what_we_need_is_refused(hub: Hub, hollow: Path, absent: str, said: str) -> None:
    (hollow / absent).unlink()
    hub.add("some/half", hollow)

    error = refused("some/half")

    assert type(error) is UnsupportedModel
    assert said in str(error)


@pytest.mark.parametrize(
    ("model_id", "card", "licence"),
    [
        ("facebook/nllb-200-distilled-600M", "", "cc-by-nc-4.0"),
        ("some/unknown", "cc-by-nc-sa-4.0", "cc-by-nc-sa-4.0"),
        ("facebook/m2m100_418M", "cc-by-nc-2.0", "cc-by-nc-2.0"),
    ],
)
def test_a_non_commercial_licence_must_be_accepted(
    hub: Hub, hollow: Path, model_id: str, card: str, licence: str
) -> None:
    hub.add(model_id, hollow, licence=card)

    error = refused(model_id)
    assert type(error) is LicenceNotAccepted
    assert licence in str(error)
    assert "--accept-licence" in str(error)
    assert hub.asked_for("config.json") == []

    assert type(refused(model_id, accept_licence=True)) is ConversionFailed


def test_the_size_is_told_before_of_the_files_that_are_needed_only(hub: Hub, hollow: Path) -> None:
    small = ("config.json", "tokenizer_config.json", "vocab.json")
    needed = (*small, "source.spm", "target.spm", "pytorch_model.bin")

    assert size_of(MODEL) == sum((hollow / name).stat().st_size for name in needed)
    assert [seen.method for seen in hub.seen if "/resolve/" in seen.path] == []

    refused()
    fetched = {seen.path.rpartition("/")[2] for seen in hub.seen if "/resolve/" in seen.path}
    assert fetched == set(needed)


def test_safetensors_are_taken_and_the_pickle_left(hub: Hub, hollow: Path) -> None:
    (hollow / "model.safetensors").write_bytes(b"x" * 1000)
    hub.add(MODEL, hollow)

    refused()

    assert hub.asked_for("model.safetensors")
    assert not hub.asked_for("pytorch_model.bin")


def test_the_token_goes_to_the_hub_and_not_where_it_leads(hub: Hub, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HF_TOKEN", "hf_secret")

    refused()

    asked = [seen for seen in hub.seen if "/api/" in seen.path or "/resolve/" in seen.path]
    assert {seen.token for seen in asked} == {"Bearer hf_secret"}
    assert {seen.token for seen in hub.seen if "/network/" in seen.path} == {""}


def test_nobody_else_is_told(hub: Hub) -> None:
    refused()

    assert {seen.path.split("/")[1] for seen in hub.seen} == {"api", "Helsinki-NLP", "network"}
    assert {seen.path for seen in hub.seen if "/api/" in seen.path} == {f"/api/models/{MODEL}/revision/main"}


def test_a_shelf_that_cannot_be_written_to(hub: Hub, shelf_here: Path) -> None:
    shelf_here.write_text("a file")

    with pytest.raises(NoDiskSpace, match=f"{MODEL}.*WIREGLOT_MODELS"):
        pull(MODEL)


@pytest.mark.parametrize("name", ["sv-en", "../../etc/passwd", "a/b/c", "/etc/passwd", "a/..", "", "a/b--c"])
def test_what_is_no_model_id_is_refused_before_any_request(hub: Hub, name: str) -> None:
    with pytest.raises(model_store.InvalidModelId):
        pull(name)
    with pytest.raises(model_store.InvalidModelId):
        offer(name)
    assert hub.seen == []


def test_a_hub_cannot_make_us_write_elsewhere(hub: Hub, hollow: Path, shelf_here: Path) -> None:
    files = {path.name: path.read_bytes() for path in hollow.iterdir()}
    hub.models[MODEL].push(files | {"../../../evil.json": b"{}", "/tmp/config.json": b"{}", "sub/vocab.json": b"{}"})

    refused()

    assert not list(shelf_here.parent.rglob("evil.json"))
    assert not [seen for seen in hub.seen if "evil" in seen.path or "sub/" in seen.path]
