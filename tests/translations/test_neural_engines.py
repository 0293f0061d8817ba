"""The neural engines over tiny real models, pulled from a hub on loopback: routes, codes, long sentences, ranking."""

import logging
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests import tiny
from tests.hub import Hub
from wireglot.articles import Article, Block
from wireglot.models import pull_model
from wireglot.translations import EngineFailed, load, ready, translate
from wireglot.translations.engine import install_hints, ready_engines
from wireglot.translations.means import TranslationContext, check_nothing

pytestmark = pytest.mark.process

OPUS = "Helsinki-NLP/opus-mt-{}"
NLLB, M2M100 = "facebook/nllb-200-distilled-600M", "facebook/m2m100_418M"
SWEDISH, ENGLISH = zip(*tiny.SWEDISH_ENGLISH, strict=True)


@pytest.fixture(scope="module")
def repositories(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    place = tmp_path_factory.mktemp("repositories")
    return {
        OPUS.format("sv-en"): tiny.marian(place / "sv-en"),
        OPUS.format("en-gmq"): tiny.marian_group(place / "en-gmq"),
        NLLB: tiny.nllb(place / "nllb"),
        M2M100: tiny.m2m100(place / "m2m100"),
    }


@pytest.fixture(scope="module", autouse=True)
def model_store(repositories: dict[str, Path], tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """All four models on a model_store of this module's own."""
    with pytest.MonkeyPatch.context() as patch, Hub(repositories) as hub:
        patch.setenv("WIREGLOT_MODELS", str(tmp_path_factory.mktemp("model_store")))
        patch.setenv("HF_ENDPOINT", hub.address)
        for model_id in repositories:
            pull_model(model_id, accept_licence=True)
        patch.setenv("HF_ENDPOINT", "http://127.0.0.1:9")  # runs never ask: from here on nobody answers
        yield


def test_opus_says_a_pair_exactly() -> None:
    assert load("opus").translate(SWEDISH, "sv", "en") == ENGLISH


@pytest.mark.parametrize("name", ["nllb", "m2m100"])
def test_a_model_of_many_languages_is_told_which(name: str) -> None:
    engine = load(name)

    assert engine.translate(["Färjan gick på grund."], "sv", "en") == ("The ferry ran aground.",)
    assert engine.translate(["Ferja gikk på grunn."], "nb", "en") == ("The ferry ran aground.",)
    assert engine.translate(["Nobody was hurt."], "en", "sv") == ("Ingen skadades.",)


@pytest.mark.parametrize("name", ["opus", "nllb", "m2m100"])
def test_a_signature_names_model_commit_codes_back_end_and_decoding(name: str) -> None:
    signature = load(name).signature("sv", "en")

    assert signature is not None
    for part in (name, "@", "ctranslate2:", "int8", "beams:4"):
        assert part in signature


@pytest.mark.parametrize("name", ["nllb", "m2m100"])
def test_a_language_that_the_model_lacks_is_not_ready_and_never_unk(name: str) -> None:
    engine = load(name)

    assert engine.signature("tlh", "en") is None
    with pytest.raises(EngineFailed, match="tlh"):
        engine.translate(["nuqneH"], "tlh", "en")


def test_several_ready_engines_are_ranked_by_the_table_of_the_pair() -> None:
    assert [engine.name for engine in ready_engines("sv", "en")][:3] == ["opus", "nllb", "m2m100"]
    assert ready("hi", "en").name == "nllb"


def test_a_sentence_far_beyond_the_window_goes_in_pieces_and_is_one_sentence_again() -> None:
    """The window is 512 tokens, the sentence some 4,000: no error, no truncation, one answer out of many pieces."""
    long = ", ".join(["Ingen skadades"] * 700)

    (told,) = load("opus").translate([long], "sv", "en")

    assert told
    assert "\n" not in told
    assert len(told) > 512


def test_odd_texts_come_back_or_fail_and_never_break_the_batch(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.CRITICAL)
    odd = ("\u200b\u200e", "a" * 20_000, "Ingen skadades.", "\ud800 Ingen", "مرحبا Ingen 你好", "?" * 500)
    article = Article("id", "uri", "source", "", (Block("paragraph", odd),))

    (told,) = translate(
        [article], ["sv"], to="en", engine="opus", context_for=lambda _: TranslationContext(check=check_nothing)
    )

    sentences = told.blocks[0].sentences
    assert len(sentences) == len(odd)
    assert sentences[2] == "Nobody was hurt."
    assert len(told.kept) + len(told.failed) <= len(odd)
    assert all(sentences[place.sentence] == odd[place.sentence] for place in (*told.kept, *told.failed))


def test_the_next_engine_takes_what_the_first_could_not_pass_through_its_checks() -> None:
    """The tiny opus model does not know this sentence; the tiny NLLB does not either: it stands in the original."""
    known, strange = "Ingen skadades.", "Klockan 17.45 hade 314 demonstranter samlats på torget i Umeå."
    article = Article("id", "uri", "source", "", (Block("paragraph", (known, strange)),))

    (told,) = translate([article], ["sv"], to="en")

    assert told.blocks[0].sentences == ("Nobody was hurt.", strange)
    assert [place.sentence for place in told.failed] == [1]
    assert any("Sentence [0,1]" in said for said in told.checks)


def test_a_non_commercial_licence_is_told_to_the_reader() -> None:
    article = Article("id", "uri", "source", "", (Block("paragraph", ("Ingen skadades.",)),))

    (told,) = translate([article], ["sv"], to="en", engine="nllb")

    assert any("cc-by-nc-4.0" in said for said in told.checks)


@pytest.mark.parametrize(("to", "told"), [("da", "Ingen kom til skade."), ("nb", "Ingen ble skadet.")])
def test_out_of_english_a_group_model_is_asked_by_its_token(to: str, told: str) -> None:
    assert load("opus").translate(["Nobody was hurt."], "en", to) == (told,)


def test_a_token_that_the_group_model_does_not_know_is_no_route() -> None:
    assert load("opus").signature("en", "nn") is None


def test_what_is_missing_is_named_with_its_command_and_licences_come_last() -> None:
    commands = install_hints("ru", "en")

    assert commands[0] == "wireglot models pull Helsinki-NLP/opus-mt-ru-en"
    assert install_hints("de", "en", "opus") == ("wireglot models pull Helsinki-NLP/opus-mt-de-en",)
