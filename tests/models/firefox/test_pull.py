"""Pulls of Firefox's models from a server on loopback: nothing is ever stored half."""

import gzip
import json
import os
import signal
import socket
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from tests.firefox_server import FirefoxServer
from tests.hub import Fault, cut, drip, replace, silence, spoil, stall, status
from tests.models.firefox.conftest import CONTENTS, MODEL, PAIR, SHORTLIST, VOCABULARY
from wireglot.models import (
    HubError,
    HubUnreachable,
    StoredModel,
    check_files,
    find_model,
    get_offer,
    pull_model,
    pulls,
    stored_models,
    transfers,
)
from wireglot.models.errors import AccessDenied, ChecksumMismatch, HubBusy, NoDiskSpace, UnsupportedModel
from wireglot.models.firefox.installed import find_firefox_model
from wireglot.models.firefox.model_list import forget_list
from wireglot.models.model_store import read_manifest

pytestmark = pytest.mark.process

WEIGHTS = "model.sven.intgemm.alphas.bin"
LIST = "db/models.json"


def failed_pull(model_id: str = PAIR, **options: bool) -> HubError:
    """Return the error of a pull, which is one line and leaves nothing that could be used."""
    forget_list()
    with pytest.raises(HubError) as raised:
        pull_model(model_id, **options)
    assert "\n" not in str(raised.value)
    assert find_model(model_id) is None
    assert stored_models() == []
    return raised.value


def contents(model: StoredModel) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in model.snapshot.iterdir()}


def ranges(server: FirefoxServer) -> list[str]:
    """Return the byte ranges that were requested of the weights."""
    return [seen.range for seen in server.asked_for(f"{WEIGHTS}.gz") if seen.method == "GET"]


def test_a_pull_brings_the_unpacked_files_with_their_scores(server: FirefoxServer) -> None:
    model = pull_model(PAIR)

    assert contents(model) == {WEIGHTS: MODEL, "lex.50.50.sven.s2t.bin": SHORTLIST, "vocab.sven.spm": VOCABULARY}
    assert model.folder.name == server.pairs["sv-en"][0]["files"]["model"]["uncompressedHash"][:40]
    assert (model.id, model.family, model.licence, model.bleu) == (PAIR, "firefox", "MPL-2.0", 46.2)
    assert find_model(PAIR) == model
    assert stored_models() == [model]
    assert check_files(model) == []
    origin = dict(read_manifest(model.folder).origin)
    assert origin["address"] == f"{server.address}/{server.pairs['sv-en'][0]['files']['model']['path']}"


def test_a_pulled_model_is_found_for_its_languages(server: FirefoxServer) -> None:
    split = dict.fromkeys(("srcVocab", "trgVocab"), CONTENTS["vocab"])
    server.add_model("en-zh_hant", {"model": MODEL} | split)
    assert find_firefox_model("sv-SE", "en-GB") is None

    shared, other = pull_model(PAIR), pull_model("firefox/en-zh_hant")

    found = find_firefox_model("sv-SE", "en-GB")
    assert found
    assert found.stored == shared
    assert found.source_vocabulary == found.target_vocabulary
    assert found.shortlist
    found = find_firefox_model("en", "zh-TW")
    assert found
    assert found.stored == other
    assert found.source_vocabulary != found.target_vocabulary
    assert found.shortlist is None


def test_a_pull_reports_the_packed_sizes(server: FirefoxServer) -> None:
    packed = sum(len(content) for content in server.files.values())
    seen = []

    assert get_offer(PAIR).size == packed
    pull_model(PAIR, on_progress=seen.append)

    assert (seen[-1].done, seen[-1].total) == (packed, packed)


def test_a_stored_model_costs_no_request(server: FirefoxServer) -> None:
    pull_model(PAIR)
    server.seen.clear()
    forget_list()

    assert get_offer(PAIR).size == 0
    pull_model(PAIR)

    assert server.seen == []


def test_a_changed_file_of_the_model_is_found(server: FirefoxServer) -> None:
    model = pull_model(PAIR)
    (model.snapshot / "vocab.sven.spm").write_bytes(b"x")

    assert [str(problem) for problem in check_files(model)] == ["snapshot/vocab.sven.spm is changed"]


def test_a_folder_of_another_pair_is_not_this_model(server: FirefoxServer, store: Path) -> None:
    model = pull_model(PAIR)
    lock = json.loads((store / "lock.json").read_text())
    lock["models"]["firefox/da-en"] = model.revision
    (store / "lock.json").write_text(json.dumps(lock))
    (store / "firefox--da-en").symlink_to(model.folder.parent)

    assert find_model("firefox/da-en") is None


@pytest.mark.parametrize(
    ("fault", "kind", "advice"),
    [
        (status(404, at=LIST), HubUnreachable, "WIREGLOT_FIREFOX_MODELS"),
        (status(403, at=LIST), AccessDenied, "WIREGLOT_FIREFOX_MODELS"),
        (status(429, at=LIST), HubBusy, "minutes"),
        (status(500, at=LIST), HubUnreachable, "later"),
        (replace(b"<html>Welcome to the hotel</html>", at=LIST), HubUnreachable, "WIREGLOT_FIREFOX_MODELS"),
        (status(404, at=WEIGHTS), UnsupportedModel, WEIGHTS),
        (status(404, at="vocab.sven.spm.gz"), UnsupportedModel, "vocab.sven.spm.gz"),
        (status(503, at=WEIGHTS), HubUnreachable, "later"),
        (spoil(at=WEIGHTS), ChecksumMismatch, "pull again"),
        (spoil(at="vocab.sven"), ChecksumMismatch, "pull again"),
    ],
)
def test_a_failure_says_what_to_do(server: FirefoxServer, fault: Fault, kind: type[HubError], advice: str) -> None:
    server.faults.append(fault)

    error = failed_pull()

    assert type(error) is kind
    assert advice in str(error)


def test_a_server_that_is_not_there_is_named(store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with socket.create_server(("127.0.0.1", 0)) as there:
        port = there.getsockname()[1]
    monkeypatch.setenv("WIREGLOT_FIREFOX_MODELS", f"http://user:secret@127.0.0.1:{port}")

    error = failed_pull()

    assert type(error) is HubUnreachable
    assert f"127.0.0.1:{port}" in str(error)
    assert "secret" not in str(error)


@pytest.mark.parametrize("fault", [silence(at=LIST), drip(at=LIST), silence(at=WEIGHTS)])
def test_a_silent_server_is_given_up(server: FirefoxServer, fault: Fault, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(transfers, "ANSWER_SECONDS", 1.0)
    server.faults.append(fault)

    assert type(failed_pull()) is HubUnreachable


def test_a_cut_connection_is_continued_in_the_same_pull(server: FirefoxServer) -> None:
    server.faults.append(cut(70_000, times=2, at=WEIGHTS))

    assert contents(pull_model(PAIR))[WEIGHTS] == MODEL
    assert ranges(server) == ["", "bytes=70000-", "bytes=140000-"]


def test_a_server_that_goes_silent_half_way_is_asked_again(
    server: FirefoxServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(transfers, "READ_SECONDS", 0.5)
    server.faults.append(stall(70_000, at=WEIGHTS))

    assert contents(pull_model(PAIR))[WEIGHTS] == MODEL
    assert ranges(server) == ["", "bytes=70000-"]


def test_an_interrupted_pull_is_continued_by_the_next(server: FirefoxServer) -> None:
    server.faults += [cut(70_000, at=WEIGHTS), cut(0, times=99, at=WEIGHTS)]
    assert "70000 of" in str(failed_pull())
    server.faults.clear()
    server.seen.clear()

    assert contents(pull_model(PAIR))[WEIGHTS] == MODEL
    assert ranges(server) == ["bytes=70000-"]


def test_a_killed_pull_is_continued_by_the_next(server: FirefoxServer, store: Path) -> None:
    server.faults.append(stall(70_000, at=WEIGHTS))
    code = f"from wireglot.models import pull_model; pull_model({PAIR!r})"
    with subprocess.Popen([sys.executable, "-c", code], env=os.environ) as process:
        part = store / ".pulling/firefox--sv-en"
        while sum(path.stat().st_size for path in part.rglob("*.part")) < 70_000:
            assert process.poll() is None
        process.send_signal(signal.SIGKILL)
    assert find_model(PAIR) is None
    server.faults.clear()
    server.seen.clear()

    assert contents(pull_model(PAIR))[WEIGHTS] == MODEL
    assert ranges(server) == ["bytes=70000-"]
    assert list(part.iterdir()) == []


def test_two_pulls_of_a_model_wait_for_each_other(server: FirefoxServer) -> None:
    with ThreadPoolExecutor(2) as threads:
        first, second = threads.map(pull_model, (PAIR, PAIR))

    assert first == second
    assert ranges(server) == [""]


@pytest.mark.parametrize(
    "packed",
    [
        MODEL,  # not packed at all
        gzip.compress(MODEL)[:-2000],
        gzip.compress(MODEL + b"x"),
        gzip.compress(bytes(200 << 20), 9),  # a bomb: 200 kB become 200 MB
        gzip.compress(MODEL[::-1]),
        b"",
    ],
    ids=["plain", "cut off", "too long", "bomb", "other content", "empty"],
)
def test_a_damaged_model_is_deleted_and_named(server: FirefoxServer, store: Path, packed: bytes) -> None:
    path = server.pairs["sv-en"][0]["files"]["model"]["path"]
    good, server.files[path] = server.files[path], packed

    error = failed_pull()

    assert type(error) is ChecksumMismatch
    assert WEIGHTS in str(error)
    assert [path for path in store.rglob(f"{WEIGHTS}*") if path.is_file()] == []
    server.files[path] = good
    assert contents(pull_model(PAIR))[WEIGHTS] == MODEL


def test_a_bomb_in_place_of_a_vocabulary_is_refused(server: FirefoxServer, store: Path) -> None:
    path = server.pairs["sv-en"][0]["files"]["vocab"]["path"]
    server.files[path] = gzip.compress(bytes(130 << 20), 9)

    assert type(failed_pull()) is ChecksumMismatch
    assert list(store.rglob("vocab*")) == []


def test_an_unknown_architecture_is_refused_before_any_file(server: FirefoxServer) -> None:
    server.pairs["sv-en"][0]["architecture"] = "transformer-big"

    error = failed_pull()

    assert type(error) is UnsupportedModel
    assert "transformer-big" in str(error)
    assert {seen.path for seen in server.seen} == {f"/{LIST}"}


def test_another_vocabulary_than_at_the_first_pull_is_refused(server: FirefoxServer) -> None:
    model = pull_model(PAIR)
    path = server.pairs["sv-en"][0]["files"]["vocab"]["path"]
    server.files[path] = gzip.compress(b"another vocabulary")
    (model.folder / "manifest.json").unlink()

    error = failed_pull()
    assert type(error) is ChecksumMismatch
    assert "snapshot/vocab.sven.spm" in str(error)
    assert f"wireglot models pull --update {PAIR}" in str(error)

    assert contents(pull_model(PAIR, update=True))["vocab.sven.spm"] == b"another vocabulary"
    assert pull_model(PAIR).revision == model.revision


def test_a_newer_model_is_pulled_with_update_only(server: FirefoxServer) -> None:
    old = pull_model(PAIR)
    server.add_model("sv-en", CONTENTS | {"model": b"better"}, architecture="base", comet22=0.95)
    forget_list()

    assert pull_model(PAIR) == old
    new = pull_model(PAIR, update=True)

    assert contents(new)[WEIGHTS] == b"better"
    assert find_model(PAIR) == new
    assert old.folder.exists()


def test_lock_json_decides_which_model_is_pulled(server: FirefoxServer, store: Path) -> None:
    store.mkdir()
    revision = server.pairs["sv-en"][0]["files"]["model"]["uncompressedHash"][:40]
    (store / "lock.json").write_text(json.dumps({"schema": 1, "models": {PAIR: revision, "org/other": "0" * 40}}))
    server.add_model("sv-en", CONTENTS | {"model": b"better"}, architecture="base", comet22=0.95)

    assert pull_model(PAIR).revision == revision

    lock = json.loads((store / "lock.json").read_text())
    assert lock["models"] == {PAIR: revision, "org/other": "0" * 40}
    assert sorted(lock["files"][PAIR]) == ["snapshot/lex.50.50.sven.s2t.bin", "snapshot/vocab.sven.spm"]


def test_a_folder_is_a_mirror(server: FirefoxServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    server.write_mirror(tmp_path / "mirror")
    monkeypatch.setenv("WIREGLOT_FIREFOX_MODELS", str(tmp_path / "mirror"))
    monkeypatch.setenv("WIREGLOT_OFFLINE", "1")
    (lost,) = (tmp_path / "mirror").rglob("vocab*")
    moved = lost.rename(tmp_path / "vocab.gz")
    assert "vocab.sven.spm.gz" in str(failed_pull())
    moved.rename(lost)

    model = pull_model(PAIR)

    assert contents(model)[WEIGHTS] == MODEL
    assert server.seen == []


def test_offline_nothing_is_asked(server: FirefoxServer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WIREGLOT_OFFLINE", "1")

    error = failed_pull()

    assert type(error) is HubUnreachable
    assert "WIREGLOT_OFFLINE" in str(error)
    assert server.seen == []


def test_a_full_disk_is_named_and_the_pull_goes_on_later(server: FirefoxServer) -> None:
    code = "import resource; resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, 100_000)); "
    code += f"from wireglot.models import pull_model; pull_model({PAIR!r})"
    done = subprocess.run([sys.executable, "-c", code], env=os.environ, capture_output=True, text=True)

    assert "NoDiskSpace: firefox/sv-en could not be written to" in done.stderr
    assert find_model(PAIR) is None
    assert contents(pull_model(PAIR))[WEIGHTS] == MODEL
    assert ranges(server)[-1] == "bytes=100000-"


def test_a_model_larger_than_the_disk_is_refused(server: FirefoxServer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pulls, "SPARE_BYTES", 1 << 60)

    assert type(failed_pull()) is NoDiskSpace
    assert ranges(server) == []


def test_a_store_that_cannot_be_written_is_named(server: FirefoxServer, store: Path) -> None:
    store.write_text("a file")

    with pytest.raises(NoDiskSpace, match=f"{PAIR}.*WIREGLOT_MODELS"):
        pull_model(PAIR)
