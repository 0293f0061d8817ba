"""The neural engines with tiny real models, pulled from a hub on loopback: routes, codes, long sentences, ranking."""

import logging
import shutil
from pathlib import Path

import pytest

from tests import tiny
from tests.hub import Hub
from wireglot.articles import Article, Block
from wireglot.articles.languages import DetectedLanguage
from wireglot.models import pull_model
from wireglot.translations import EngineFailed, TranslationContext, install_hints, load, ready, translate
from wireglot.translations.engine import ready_engines

pytestmark = pytest.mark.process

OPUS = "Helsinki-NLP/opus-mt-{}"
NLLB, M2M100 = "facebook/nllb-200-distilled-600M", "facebook/m2m100_418M"
SWEDISH, ENGLISH = zip(*tiny.SWEDISH_ENGLISH, strict=True)


@pytest.fixture(scope="module")
def pulled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A model store with two opus models and both multilingual ones."""
    folder = tmp_path_factory.mktemp("repositories")
    repositories = {
        OPUS.format("sv-en"): tiny.marian(folder / "sv-en"),
        OPUS.format("en-gmq"): tiny.marian_group(folder / "en-gmq"),
        NLLB: tiny.nllb(folder / "nllb"),
        M2M100: tiny.m2m100(folder / "m2m100"),
    }
    store = tmp_path_factory.mktemp("models")
    with pytest.MonkeyPatch.context() as patch, Hub(repositories) as hub:
        patch.setenv("WIREGLOT_MODELS", str(store))
        patch.setenv("HF_ENDPOINT", hub.address)
        for model_id in repositories:
            pull_model(model_id, accept_licence=True)
    return store


@pytest.fixture(autouse=True)
def model_store(pulled: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WIREGLOT_MODELS", str(pulled))
    monkeypatch.setenv("HF_ENDPOINT", "http://127.0.0.1:9")  # runs never ask: here nobody would answer


@pytest.fixture(params=[NLLB, M2M100])
def multilingual(request: pytest.FixtureRequest, pulled: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """The id of the only multilingual model of the store."""
    store = tmp_path / "models"
    shutil.copytree(pulled, store)
    shutil.rmtree(store / ({NLLB, M2M100} - {request.param}).pop().replace("/", "--"))
    monkeypatch.setenv("WIREGLOT_MODELS", str(store))
    return str(request.param)


def article(*sentences: str) -> Article:
    return Article("id", "uri", "source", "", (Block("paragraph", sentences),))


def test_opus_translates_a_pair() -> None:
    assert load("opus").translate(SWEDISH, "sv", "en") == ENGLISH


def test_either_multilingual_model_translates_many_pairs(multilingual: str) -> None:
    engine = load("multilingual")

    assert engine.translate(["Färjan gick på grund."], "sv", "en") == ("The ferry ran aground.",)
    assert engine.translate(["Ferja gikk på grunn."], "nb", "en") == ("The ferry ran aground.",)
    assert engine.translate(["Nobody was hurt."], "en", "sv") == ("Ingen skadades.",)


@pytest.mark.parametrize("name", ["opus", "multilingual"])
def test_a_signature_names_model_commit_runtime_and_decoding(name: str) -> None:
    signature = load(name).signature("sv", "en")

    assert signature is not None
    for part in (name, "@", "ctranslate2:", "int8", "beams:4"):
        assert part in signature


def test_the_signature_says_which_multilingual_model(multilingual: str) -> None:
    assert f"|{multilingual}@" in (load("multilingual").signature("sv", "en") or "")


def test_a_language_that_the_model_lacks_is_not_ready(multilingual: str) -> None:
    engine = load("multilingual")

    assert engine.signature("tlh", "en") is None
    with pytest.raises(EngineFailed, match="tlh"):
        engine.translate(["nuqneH"], "tlh", "en")


def test_ready_engines_are_ranked_by_the_table_of_the_pair() -> None:
    assert [engine.name for engine in ready_engines("sv", "en")][:2] == ["opus", "multilingual"]
    assert ready("hi", "en").name == "multilingual"


def test_a_very_long_sentence_is_translated_in_pieces() -> None:
    """The window is 512 tokens, the sentence some 4,000: no error, no truncation, one answer out of many pieces."""
    long = ", ".join(["Ingen skadades"] * 700)

    (translation,) = load("opus").translate([long], "sv", "en")

    assert translation
    assert "\n" not in translation
    assert len(translation) > 512


def test_odd_texts_never_break_the_batch(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.CRITICAL)
    odd = ("\u200b\u200e", "a" * 20_000, "Ingen skadades.", "\ud800 Ingen", "مرحبا Ingen 你好", "?" * 500)
    unchecked = TranslationContext(check=lambda *_: ())

    (translation,) = translate(
        [article(*odd)], [DetectedLanguage("sv", "sure")], to="en", engine="opus", context_for=lambda _: unchecked
    )

    sentences = translation.blocks[0].sentences
    assert len(sentences) == len(odd)
    assert sentences[2] == "Nobody was hurt."
    assert len(translation.kept) + len(translation.failed) <= len(odd)
    assert all(sentences[ref.sentence] == odd[ref.sentence] for ref in (*translation.kept, *translation.failed))


def test_a_sentence_no_engine_knows_stays_in_the_original() -> None:
    known, unknown = "Ingen skadades.", "Klockan 17.45 hade 314 demonstranter samlats på torget i Umeå."

    (translation,) = translate([article(known, unknown)], [DetectedLanguage("sv", "sure")], to="en")

    assert translation.blocks[0].sentences == ("Nobody was hurt.", unknown)
    assert [ref.sentence for ref in translation.failed] == [1]
    assert any("Sentence [0,1]" in check for check in translation.checks)


def test_the_reader_learns_of_a_non_commercial_licence(multilingual: str) -> None:
    (translation,) = translate(
        [article("Ingen skadades.")], [DetectedLanguage("sv", "sure")], to="en", engine="multilingual"
    )

    licence = f"Translated by {NLLB}, whose licence (cc-by-nc-4.0) allows non-commercial use only."
    assert (licence in translation.checks) == (multilingual == NLLB)


@pytest.mark.parametrize(("to", "expected"), [("da", "Ingen kom til skade."), ("nb", "Ingen ble skadet.")])
def test_a_group_model_is_asked_by_its_token(to: str, expected: str) -> None:
    assert load("opus").translate(["Nobody was hurt."], "en", to) == (expected,)


def test_a_token_that_the_group_model_does_not_know_is_no_route() -> None:
    assert load("opus").signature("en", "nn") is None


def test_missing_models_are_named_with_their_command() -> None:
    expected = "To translate from German, run: wireglot models pull Helsinki-NLP/opus-mt-de-en"

    assert install_hints("de", "en", "opus") == (expected,)


def test_commands_that_accept_a_licence_come_last(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WIREGLOT_MODELS", str(tmp_path / "empty"))

    (free,) = install_hints("sv", "en", "multilingual")
    restricted = install_hints("ace-Arab", "en")  # Acehnese in Arabic script, which only NLLB-200 knows

    assert free == f"To translate from Swedish, run: wireglot models pull {M2M100}"
    assert restricted[-1].endswith(f"wireglot models pull {NLLB} --accept-licence")
