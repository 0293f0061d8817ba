"""Failures between us and the hub: one sentence with the model and what to do, nothing half stored."""

import hashlib
import json
import socket
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from tests.hub import Fault, Hub, cut, drip, replace, silence, spoil, stall, status
from tests.models.conftest import MODEL
from wireglot.models import (
    HubError,
    HubUnreachable,
    InvalidModelId,
    LicenceNotAccepted,
    ModelNotFound,
    find_model,
    get_offer,
    pull_model,
    transfers,
)
from wireglot.models.errors import (
    AccessDenied,
    ChecksumMismatch,
    ConversionFailed,
    HubBusy,
    NoDiskSpace,
    UnsupportedModel,
)

pytestmark = pytest.mark.process

WEIGHTS = "pytorch_model.bin"


def failed_pull(model_id: str = MODEL, **options: bool) -> HubError:
    """Return the error of a pull, which names the model, is one line and leaves nothing that could be used."""
    with pytest.raises(HubError) as raised:
        pull_model(model_id, **options)
    assert model_id in str(raised.value)
    assert "\n" not in str(raised.value)
    assert find_model(model_id) is None
    return raised.value


def sha_of(hub: Hub, name: str = WEIGHTS) -> str:
    """Return the end of the path under which the content network has the file."""
    model = hub.models[MODEL]
    return hashlib.sha256(model.commits[model.main][name]).hexdigest()


def ranges(hub: Hub) -> list[str]:
    """Return the byte ranges that were requested of the weights."""
    return [seen.range for seen in hub.asked_for(sha_of(hub))]


def downloaded(store: Path, name: str = WEIGHTS) -> bytes:
    (path,) = store.glob(f".pulling/*/*/snapshot/{name}")
    return path.read_bytes()


@pytest.mark.parametrize(
    ("fault", "kind", "advice"),
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
        (status(429, at=WEIGHTS), HubBusy, "minutes"),
        (status(503, at="/network/"), HubUnreachable, "later"),
        (replace(b"<html>Welcome to the hotel</html>", at="/api/models/" + MODEL), HubUnreachable, "HF_ENDPOINT"),
    ],
)
def test_a_refusal_says_what_to_do(hub: Hub, fault: Fault, kind: type[HubError], advice: str) -> None:
    hub.faults.append(fault)

    error = failed_pull()

    assert type(error) is kind
    assert advice in str(error)


def test_a_temporary_refusal_is_retried(hub: Hub) -> None:
    hub.faults.append(status(503, at=WEIGHTS, times=2))

    assert type(failed_pull()) is ConversionFailed  # meaningless weights: everything before the conversion succeeded


def test_an_unreachable_hub_is_named_without_its_password(store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
    monkeypatch.setenv("HF_ENDPOINT", f"http://user:secret@127.0.0.1:{port}")
    error = failed_pull()

    assert type(error) is HubUnreachable
    assert f"127.0.0.1:{port}" in str(error)
    assert "secret" not in str(error)
    assert "HF_ENDPOINT" in str(error)

    monkeypatch.setenv("HF_ENDPOINT", "http://hub.invalid")
    assert type(failed_pull()) is HubUnreachable


def test_a_silent_hub_is_given_up(hub: Hub, repository: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The limits are those promised to the user; the test shortens them."""
    assert transfers.ANSWER_SECONDS <= 12
    assert transfers.SILENT_SECONDS + transfers.READ_SECONDS <= 30
    monkeypatch.setattr(transfers, "ANSWER_SECONDS", 1.0)
    monkeypatch.setattr(transfers, "SILENT_SECONDS", 1.0)
    names = ("mute/model", "slow/model", "stalls/model")
    for name in names:
        hub.add(name, repository)
    hub.faults += [silence(at="/api/models/mute"), drip(at="/api/models/slow"), silence(at="stalls/model/resolve")]

    with ThreadPoolExecutor(3) as threads:
        errors = list(threads.map(failed_pull, names))

    assert [type(error) for error in errors] == [HubUnreachable] * 3


def test_a_cut_connection_is_continued_in_the_same_pull(hub: Hub) -> None:
    hub.faults.append(cut(70_000, times=3, at=sha_of(hub)))

    assert type(failed_pull()) is ConversionFailed
    assert ranges(hub) == ["", "bytes=70000-", "bytes=140000-", "bytes=210000-"]


def test_a_hub_that_goes_silent_half_way_is_asked_again(
    hub: Hub, store: Path, repository: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(transfers, "READ_SECONDS", 0.5)
    hub.faults.append(stall(70_000, at=sha_of(hub)))

    assert type(failed_pull()) is ConversionFailed
    assert ranges(hub) == ["", "bytes=70000-"]
    assert downloaded(store) == (repository / WEIGHTS).read_bytes()


def test_an_interrupted_pull_is_continued_by_the_next(hub: Hub, store: Path, repository: Path) -> None:
    hub.faults += [cut(70_000, at=sha_of(hub)), cut(0, times=99, at=sha_of(hub))]
    assert "70000 of 300000 bytes" in str(failed_pull())
    assert len(downloaded(store, f"{WEIGHTS}.part")) == 70_000
    hub.faults.clear()
    hub.seen.clear()

    assert type(failed_pull()) is ConversionFailed

    assert ranges(hub) == ["bytes=70000-"]
    assert hub.asked_for("config.json") == []
    assert downloaded(store) == (repository / WEIGHTS).read_bytes()


def test_a_server_without_ranges_is_read_from_the_start(hub: Hub, store: Path, repository: Path) -> None:
    content = (repository / WEIGHTS).read_bytes()
    hub.faults += [cut(70_000, at=sha_of(hub)), replace(content, at=sha_of(hub))]

    assert type(failed_pull()) is ConversionFailed
    assert downloaded(store) == content


@pytest.mark.parametrize("name", [WEIGHTS, "vocab.json"])
def test_a_file_with_a_wrong_checksum_is_deleted_and_named(hub: Hub, store: Path, name: str) -> None:
    small = replace(b'{"</s>": 0, "<unk>": 1, "<pad>": 9}', at=name)
    hub.faults.append(small if name == "vocab.json" else spoil(at=sha_of(hub, name)))

    error = failed_pull()

    assert type(error) is ChecksumMismatch
    assert name in str(error)
    assert list(store.glob(f".pulling/*/*/snapshot/{name}*")) == []


def test_an_unsupported_family_is_refused_before_the_weights(hub: Hub, repository: Path) -> None:
    (repository / "config.json").write_text(json.dumps({"model_type": "gpt2"}))
    hub.add("some/chatter", repository)

    error = failed_pull("some/chatter")

    assert type(error) is UnsupportedModel
    assert "gpt2" in str(error)
    assert "marian" in str(error)
    assert hub.asked_for(WEIGHTS) == []


@pytest.mark.parametrize(("absent", "message"), [("config.json", "config.json"), (WEIGHTS, "weights")])
def test_an_incomplete_repository_is_refused(hub: Hub, repository: Path, absent: str, message: str) -> None:
    (repository / absent).unlink()
    hub.add("some/half", repository)

    error = failed_pull("some/half")

    assert type(error) is UnsupportedModel
    assert message in str(error)


@pytest.mark.parametrize(
    ("model_id", "card", "licence"),
    [
        ("facebook/nllb-200-distilled-600M", "", "cc-by-nc-4.0"),
        ("some/unknown", "cc-by-nc-sa-4.0", "cc-by-nc-sa-4.0"),
        ("facebook/m2m100_418M", "cc-by-nc-2.0", "cc-by-nc-2.0"),
    ],
)
def test_a_non_commercial_licence_must_be_accepted(
    hub: Hub, repository: Path, model_id: str, card: str, licence: str
) -> None:
    hub.add(model_id, repository, licence=card)

    error = failed_pull(model_id)
    assert type(error) is LicenceNotAccepted
    assert licence in str(error)
    assert "--accept-licence" in str(error)
    assert hub.asked_for("config.json") == []

    assert type(failed_pull(model_id, accept_licence=True)) is ConversionFailed


def test_only_needed_files_are_counted_and_downloaded(hub: Hub, repository: Path) -> None:
    needed = ("config.json", "tokenizer_config.json", "vocab.json", "source.spm", "target.spm", WEIGHTS)

    assert get_offer(MODEL).size == sum((repository / name).stat().st_size for name in needed)
    assert [seen for seen in hub.seen if "/resolve/" in seen.path] == []

    failed_pull()
    assert {seen.path.rpartition("/")[2] for seen in hub.seen if "/resolve/" in seen.path} == set(needed)


def test_safetensors_are_preferred_to_a_pickle(hub: Hub, repository: Path) -> None:
    (repository / "model.safetensors").write_bytes(b"x" * 1000)
    hub.add(MODEL, repository)

    failed_pull()

    assert hub.asked_for("model.safetensors")
    assert not hub.asked_for(WEIGHTS)


def test_the_token_and_requests_go_to_the_hub_alone(hub: Hub, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HF_TOKEN", "hf_secret")

    failed_pull()

    to_hub = [seen for seen in hub.seen if "/network/" not in seen.path]
    assert {seen.token for seen in to_hub} == {"Bearer hf_secret"}
    assert {seen.token for seen in hub.seen if "/network/" in seen.path} == {""}
    assert {seen.path.split("/")[1] for seen in hub.seen} == {"api", "Helsinki-NLP", "network"}
    assert {seen.path for seen in hub.seen if "/api/" in seen.path} == {f"/api/models/{MODEL}/revision/main"}


def test_a_store_that_cannot_be_written_is_named(hub: Hub, store: Path) -> None:
    store.write_text("a file")

    with pytest.raises(NoDiskSpace, match=f"{MODEL}.*WIREGLOT_MODELS"):
        pull_model(MODEL)


@pytest.mark.parametrize("name", ["sv-en", "../../etc/passwd", "a/b/c", "/etc/passwd", "a/..", "", "a/b--c"])
def test_an_invalid_model_id_is_refused_before_any_request(hub: Hub, name: str) -> None:
    with pytest.raises(InvalidModelId):
        pull_model(name)
    with pytest.raises(InvalidModelId):
        get_offer(name)
    assert hub.seen == []


def test_a_hub_cannot_write_outside_the_snapshot(hub: Hub, repository: Path, store: Path) -> None:
    files = {path.name: path.read_bytes() for path in repository.iterdir()}
    hub.models[MODEL].push(files | {"../../../evil.json": b"{}", "/tmp/config.json": b"{}", "sub/vocab.json": b"{}"})

    failed_pull()

    assert not list(store.parent.rglob("evil.json"))
    assert not [seen for seen in hub.seen if "evil" in seen.path or "sub/" in seen.path]
