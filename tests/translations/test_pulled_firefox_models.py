"""The engine `firefox` with pulled models: real weights from a server on loopback, and their published scores."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.firefox_server import FirefoxServer
from wireglot.models import pull_model
from wireglot.models.firefox.model_list import forget_list
from wireglot.models.firefox.packaged import packaged_model
from wireglot.translations import load, ready
from wireglot.translations.engine import install_hints, score

pytestmark = pytest.mark.process


@pytest.fixture
def server(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[FirefoxServer]:
    """A mirror that offers the packaged Portuguese weights as Swedish: real, and by no other engine translated."""
    monkeypatch.setenv("WIREGLOT_MODELS", str(tmp_path / "store"))
    monkeypatch.delenv("WIREGLOT_OFFLINE")
    packaged = packaged_model("firefox/pt-en")
    assert packaged
    kinds = {"model": "model", "vocab": "vocab", "lex": "lexicalShortlist"}
    contents = {
        kinds[name.partition(".")[0]]: (packaged.stored.folder / name).read_bytes()
        for name in packaged.files
        if name.partition(".")[0] in kinds
    }
    forget_list()
    with FirefoxServer() as found:
        found.add_model("sv-en", contents, bleu=47.5)
        monkeypatch.setenv("WIREGLOT_FIREFOX_MODELS", found.address)
        yield found


def test_a_pulled_model_is_ready_and_translates(server: FirefoxServer) -> None:
    assert load("firefox").signature("sv", "en") is None
    (hint, *_) = install_hints("sv", "en")
    assert hint == "To translate from Swedish, run: wireglot models pull sv-en"

    model = pull_model("firefox/sv-en")

    signature = load("firefox").signature("sv", "en")
    assert signature
    assert signature.startswith(f"firefox|firefox/sv-en@{model.revision[:12]}|")
    assert ready("sv", "en").name == "firefox"
    (answer,) = load("firefox").translate(["O hospital abriu hoje."], "sv", "en")
    assert answer
    assert "hospital" in answer.lower()
    assert load("firefox").install_hint("sv", "en") == ""


def test_the_published_score_of_a_pulled_model_counts(server: FirefoxServer) -> None:
    signature = "firefox|firefox/sv-en@{}|fxtranslate:0|v:1"
    before = score(signature.format("0" * 12), "sv", "en")

    model = pull_model("firefox/sv-en")

    assert score(signature.format(model.revision[:12]), "sv", "en") == 47.5
    assert score(signature.format("0" * 12), "sv", "en") == before  # another revision
    assert score("firefox|firefox/sv-en@0+firefox/en-de@0|fxtranslate:0|v:1", "sv", "de") == before


def test_two_models_lead_through_english(server: FirefoxServer) -> None:
    assert load("firefox").signature("sv", "pt") is None

    pull_model("firefox/sv-en")

    signature = load("firefox").signature("sv", "pt") or ""
    assert "firefox/sv-en@" in signature
    assert "+firefox/en-pt@" in signature
    (answer,) = load("firefox").translate(["O hospital abriu na quarta-feira."], "sv", "pt")
    assert answer
    assert {"hospital", "quarta-feira"} <= set(answer.lower().rstrip(".").split())
