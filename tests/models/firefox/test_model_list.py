"""Mozilla's list of models: which model is taken, and what is refused because it differs."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.firefox_server import list_entry
from tests.models.firefox.conftest import CONTENTS, PAIR
from wireglot.models import HubUnreachable, ModelNotFound
from wireglot.models.errors import UnsupportedModel
from wireglot.models.firefox.model_list import MOZILLA, Origin, _files_at, fetch_list, forget_list, model_ids, select

pytestmark = pytest.mark.usefixtures("store")


@pytest.fixture
def mirror(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder that stands for Mozilla's server."""
    folder = tmp_path / "mirror"
    folder.mkdir()
    monkeypatch.setenv("WIREGLOT_FIREFOX_MODELS", str(folder))
    return folder


def selected(mirror: Path, *entries: dict[str, Any], revision: str = "") -> str:
    """Return the architecture of the model that is taken, which tells the entries apart."""
    write_list(mirror, {"sv-en": list(entries)})
    return select(fetch_list(), PAIR, revision).architecture


def write_list(mirror: Path, pairs: object) -> None:
    (mirror / "db").mkdir(exist_ok=True)
    (mirror / "db/models.json").write_text(json.dumps({"generated": "", "baseUrl": MOZILLA, "models": pairs}))
    forget_list()


def entry(architecture: str, status: str | None = "Release", *, size: int = 0, **scores: float) -> dict[str, Any]:
    contents = CONTENTS | {"model": architecture.encode() + bytes(size)}
    return list_entry("sv-en", contents, architecture=architecture, status=status, **scores)[0]


def test_released_models_come_before_better_ones_in_tests(mirror: Path) -> None:
    nightly = entry("base", "Nightly", comet22=0.95)
    never = entry("base-memory", None, comet22=0.99)

    assert selected(mirror, never, nightly, entry("tiny", "Release Desktop", comet22=0.8)) == "tiny"
    assert selected(mirror, never, nightly) == "base"
    assert selected(mirror, never) == "base-memory"


def test_the_better_and_then_the_smaller_model_is_taken(mirror: Path) -> None:
    small, large = entry("tiny", comet22=0.8, size=1), entry("base", comet22=0.9, size=9)
    assert selected(mirror, small, large, entry("base-memory")) == "base"

    assert selected(mirror, entry("base", comet22=0.8, size=9), small) == "tiny"


def test_a_revision_is_found_whatever_is_better_now(mirror: Path) -> None:
    old, new = entry("tiny", comet22=0.8), entry("base", comet22=0.9)
    revision = old["files"]["model"]["uncompressedHash"][:40]

    assert selected(mirror, new, old, revision=revision) == "tiny"
    with pytest.raises(ModelNotFound, match="--update"):
        selected(mirror, new, revision=revision)


def test_scores_are_read_and_impossible_ones_are_not(mirror: Path) -> None:
    write_list(mirror, {"sv-en": [entry("tiny", bleu=46.2, comet22=0.89)]})
    found = select(fetch_list(), PAIR)
    assert (found.bleu, found.comet) == (46.2, 0.89)

    write_list(mirror, {"sv-en": [entry("tiny", bleu=float("nan"), comet22=89.0)]})
    found = select(fetch_list(), PAIR)
    assert (found.bleu, found.comet) == (None, None)


def test_one_or_two_vocabularies_and_no_shortlist_are_taken(mirror: Path) -> None:
    split = {"model": b"m", "srcVocab": b"s", "trgVocab": b"t"}
    write_list(mirror, {"sv-en": [list_entry("sv-en", split)[0]]})
    assert [file.name for file in select(fetch_list(), PAIR).files] == [
        "model.sven.intgemm.alphas.bin",
        "srcvocab.sven.spm",
        "trgvocab.sven.spm",
    ]

    write_list(mirror, {"sv-en": [entry("tiny")]})
    assert [file.name for file in select(fetch_list(), PAIR).files] == [
        "model.sven.intgemm.alphas.bin",
        "vocab.sven.spm",
        "lex.50.50.sven.s2t.bin",
    ]


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"architecture": "huge"}, "expected an architecture of tiny, base, base-memory, found 'huge'"),
        ({"architecture": None}, "found None"),
        ({"files": []}, 'expected an object as "files", found []'),
        ({"files": {}}, 'expected an object as "model", found None'),
        ({"sourceLanguage": "da"}, "expected a model of sv-en, found one of 'da-en'"),
        ({"model": {"uncompressedSize": "17140836"}}, 'expected a number of bytes as "uncompressedSize"'),
        ({"model": {"uncompressedSize": 1 << 40}}, 'expected a number of bytes as "uncompressedSize"'),
        ({"model": {"uncompressedHash": "abc"}}, "expected a sha256 as \"uncompressedHash\", found 'abc'"),
        ({"model": {"path": "../../etc/passwd.gz"}}, 'expected a relative path to model.*.bin.gz as "model"'),
        ({"model": {"path": "/models/model.gz"}}, 'expected a relative path to model.*.bin.gz as "model"'),
        ({"model": {"path": "https://elsewhere/model.gz"}}, 'expected a relative path to model.*.bin.gz as "model"'),
        ({"model": {"path": "models/model.bin.zst"}}, "found 'models/model.bin.zst'"),
        ({"vocab": {"path": "models/srcvocab.sven.spm.gz"}}, "to vocab.*.spm.gz"),
        ({"vocab": None}, "missing srcVocab and trgVocab"),
        ({"lexicalShortlist": {"path": 7}}, 'to lex.*.bin.gz as "lexicalShortlist", found 7'),
        ({"lexicalShortlist": "lex.gz"}, 'expected an object as "lexicalShortlist"'),
    ],
)
def test_an_entry_that_differs_is_refused_with_the_reason(mirror: Path, change: dict[str, Any], message: str) -> None:
    differing = entry("tiny")
    for name, value in change.items():
        if name in ("model", "vocab", "lexicalShortlist"):
            files = differing["files"]
            files[name] = files[name] | value if isinstance(value, dict) else value
        else:
            differing[name] = value

    with pytest.raises(UnsupportedModel) as raised:
        selected(mirror, differing)
    assert message in str(raised.value)
    assert PAIR in str(raised.value)
    assert "--engine opus" in str(raised.value)

    assert selected(mirror, differing, entry("base")) == "base"


@pytest.mark.parametrize(
    "content", [b"<html>Welcome to the hotel</html>", b"[]", b'{"models": []}', b"{}", b"\xff", b""]
)
def test_what_is_no_list_is_refused(mirror: Path, content: bytes) -> None:
    write_list(mirror, {})
    (mirror / "db/models.json").write_bytes(content)

    with pytest.raises(HubUnreachable, match="no list of Firefox's models"):
        fetch_list()


def test_a_pair_that_is_not_listed_is_not_found(mirror: Path) -> None:
    write_list(mirror, {"sv-en": [entry("tiny")], "de-en": []})

    for pair in ("firefox/da-en", "firefox/de-en"):
        with pytest.raises(ModelNotFound, match=pair):
            select(fetch_list(), pair)


def test_mozillas_list_names_its_address_and_a_mirror_is_its_own() -> None:
    listed = {"baseUrl": "https://files.example/models/"}

    assert _files_at(Origin(MOZILLA), listed) == Origin("https://files.example/models")
    assert _files_at(Origin("http://mirror.example"), listed) == Origin("http://mirror.example")
    for base in ("http://files.example", None, "file:///etc"):
        with pytest.raises(ValueError, match="https"):
            _files_at(Origin(MOZILLA), {"baseUrl": base})


def test_a_folder_that_is_not_there_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WIREGLOT_FIREFOX_MODELS", "/no/such/folder")

    with pytest.raises(HubUnreachable, match=r"WIREGLOT_FIREFOX_MODELS must name a folder.*/no/such/folder"):
        fetch_list()


@pytest.mark.parametrize(
    ("source", "target", "pairs"),
    [
        ("sv", "en", ["sv-en"]),
        ("pt-BR", "en-GB", ["pt-en"]),
        ("nb", "en", ["nb-en", "no-en"]),
        ("no", "en", ["nb-en", "no-en"]),
        ("nn", "en", ["nn-en"]),
        ("zh", "en", ["zh-en"]),
        ("zh-CN", "en", ["zh-en"]),
        ("zh-TW", "en", ["zh_hant-en"]),
        ("en", "zh-Hant", ["en-zh_hant"]),
        ("sr", "en", ["sr-en"]),
        ("sr-Latn", "en", ["sr_latn-en"]),
    ],
)
def test_tags_become_the_codes_of_the_list(source: str, target: str, pairs: list[str]) -> None:
    assert model_ids(source, target) == tuple(f"firefox/{pair}" for pair in pairs)
