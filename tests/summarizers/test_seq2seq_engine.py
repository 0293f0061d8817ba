"""Engine `seq2seq` with tiny real models, pulled from a hub on loopback: what they know is written, checked and cut."""

import shutil
from pathlib import Path

import pytest

from tests.hub import Hub
from tests.tiny.digests import (
    FERRY,
    FERRY_DIGEST,
    FIRE,
    FIRE_DIGEST,
    SLIDE,
    SLIDE_DIGEST,
    SPANISH,
    Paragraphs,
    bart_digests,
    mt5_digests,
    pegasus_digests,
)
from wireglot.articles import Article, Block, SentenceRef
from wireglot.models import load_model, pull_model
from wireglot.summarizers import SummaryInput, choose_engine, load, summarize
from wireglot.summarizers.engines.seq2seq import Model, Question, best_checkpoint

pytestmark = pytest.mark.process

DISTILBART, PEGASUS = "sshleifer/distilbart-cnn-12-6", "google/pegasus-cnn_dailymail"
XLSUM = "csebuetnlp/mT5_multilingual_XLSum"


@pytest.fixture(scope="module")
def pulled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A model store with all three models, as `wireglot models pull` leaves it."""
    folder = tmp_path_factory.mktemp("repositories")
    repositories = {
        DISTILBART: bart_digests(folder / "bart"),
        PEGASUS: pegasus_digests(folder / "pegasus"),
        XLSUM: mt5_digests(folder / "mt5"),
    }
    store = tmp_path_factory.mktemp("model_store")
    with pytest.MonkeyPatch.context() as patch, Hub(repositories) as hub:
        patch.setenv("WIREGLOT_MODELS", str(store))
        patch.setenv("HF_ENDPOINT", hub.address)
        for model_id in repositories:
            pull_model(model_id, accept_licence=True)
    return store


@pytest.fixture(autouse=True)
def store(pulled: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A model store of the test's own, with all three models; nobody answers at the hub."""
    shutil.copytree(pulled, tmp_path / "model_store")
    monkeypatch.setenv("WIREGLOT_MODELS", str(tmp_path / "model_store"))
    monkeypatch.setenv("HF_ENDPOINT", "http://127.0.0.1:9")
    return tmp_path / "model_store"


@pytest.fixture(params=["ctranslate2", "transformers"])
def runtime(request, store: Path) -> str:
    """Each runtime; transformers is used where the models have not been converted."""
    if request.param == "transformers":
        for folder in store.glob("*/*/ctranslate2"):
            shutil.rmtree(folder)
    return request.param


def remove(store: Path, *model_ids: str) -> None:
    for model_id in model_ids:
        shutil.rmtree(store / model_id.replace("/", "--"))


def text(paragraphs: Paragraphs, language: str = "en", translated: Paragraphs = (), **more: object) -> SummaryInput:
    blocks, read = ([Block("paragraph", some) for some in one] for one in (paragraphs, translated or paragraphs))
    heading, byline = Block("heading", ("Three days that changed it all",)), Block("byline", ("By Ann Berg",))
    article = Article("id", "uri", "source", "", (byline, heading, *blocks), **more)  # type: ignore[arg-type]
    if translated:
        return SummaryInput(article, language, (byline, heading, *read), "en")
    return SummaryInput(article, language, article.blocks, language)


def summarized(one: SummaryInput):
    return load("seq2seq").summarize([one])[0]


def sentences(summary) -> list[str]:
    return [sentence.text for sentence in summary.sentences]


def is_by_model_or_explained(summary) -> bool:
    return summary.engine == "seq2seq" or summary.checks[-1].startswith("made by extract: ")


@pytest.mark.parametrize("model_id", [DISTILBART, PEGASUS])
def test_english_is_summarised_with_both_runtimes(model_id: str, runtime: str, store: Path) -> None:
    remove(store, *({DISTILBART, PEGASUS} - {model_id}))

    made = summarized(text(FERRY))

    assert sentences(made.short) == list(FERRY_DIGEST[:2])
    assert sentences(made.long) == list(FERRY_DIGEST)
    assert (made.long.engine, made.long.language, made.long.checks) == ("seq2seq", "en", ())
    assert model_id in made.long.signature
    assert runtime in made.long.signature


def test_each_sentence_has_its_evidence() -> None:
    made = summarized(text(FERRY))

    assert made.long.sentences[0].evidence == (SentenceRef(2, 0),)
    assert SentenceRef(2, 1) in made.long.sentences[1].evidence
    assert all(ref.block >= 2 for sentence in made.long.sentences for ref in sentence.evidence)


def test_the_text_that_the_reader_gets_is_read() -> None:
    made = summarized(text(SPANISH, "es", translated=FIRE))

    assert sentences(made.short) == list(FIRE_DIGEST[:2])
    assert (made.short.language, made.long.language) == ("en", "en")


def test_an_invented_number_is_left_out_after_two_tries() -> None:
    made = summarized(text(FIRE))

    assert sentences(made.long) == [sentence for sentence in FIRE_DIGEST if "7300" not in sentence]
    assert made.long.checks[0].startswith('a sentence was left out: the number "7300" is not in the source')
    assert made.long.engine == "seq2seq"


def test_an_invented_lede_is_replaced_by_extract() -> None:
    made = summarized(text(SLIDE))

    assert made.short.engine == "extract"
    assert sentences(made.short)[0] in {sentence for block in SLIDE for sentence in block}
    assert made.short.checks[-1].startswith("made by extract: ")
    assert '"17"' in made.short.checks[-1]
    assert made.short.signature == load("seq2seq").signature("en", "en")
    assert set(sentences(made.long)) <= set(SLIDE_DIGEST[1:])


def test_noise_from_an_unknown_text_is_not_shown() -> None:
    strange = tuple(tuple(sentence[::-1].capitalize() + "." for sentence in block) for block in FERRY)

    made = summarized(text(strange))

    assert all(one.sentences and is_by_model_or_explained(one) for one in (made.short, made.long))


def test_a_batch_gives_the_same_as_single_texts() -> None:
    texts = [text(FERRY), text(FIRE), text(SLIDE), text(()), text(FERRY, full_text=False)]

    assert load("seq2seq").summarize(texts) == tuple(map(summarized, texts))


def test_the_best_stored_model_for_the_language_is_used(store: Path) -> None:
    english, spanish = (str(load("seq2seq").signature("sv", language)) for language in ("en", "es"))
    remove(store, PEGASUS)
    without_pegasus = str(load("seq2seq").signature("sv", "en"))
    remove(store, DISTILBART)

    assert f"model:{PEGASUS}@" in english
    assert f"model:{DISTILBART}@" in without_pegasus
    assert f"model:{XLSUM}@" in spanish
    assert f"model:{XLSUM}@" in str(load("seq2seq").signature("sv", "en"))


@pytest.mark.parametrize("language", ["sv", "und", ""])
def test_a_language_without_models_has_no_signature(language: str) -> None:
    assert load("seq2seq").signature("en", language) is None
    assert load("seq2seq").install_hint("en", language) == ""


@pytest.mark.parametrize("language", ["en", "es"])
def test_without_a_model_the_install_command_is_named(language: str, store: Path) -> None:
    ready = load("seq2seq").install_hint("es", language)
    remove(store, DISTILBART, PEGASUS, XLSUM)

    assert ready == ""
    assert load("seq2seq").signature("es", language) is None
    assert load("seq2seq").install_hint("es", language).startswith("wireglot models pull ")


def test_spanish_is_summarised_in_spanish_with_both_runtimes(runtime: str) -> None:
    made = summarized(text(SPANISH, "es"))

    assert sentences(made.short) == [SPANISH[0][0]]
    assert sentences(made.long) == [block[0] for block in SPANISH]
    assert [sentence.evidence for sentence in made.long.sentences] == [(SentenceRef(2 + n, 0),) for n in range(4)]
    assert (made.long.engine, made.long.language) == ("seq2seq", "es")
    assert any("cc-by-nc-sa-4.0" in check for check in made.long.checks)
    assert runtime in made.long.signature


def test_mt5_reads_the_translation_and_not_the_original(store: Path) -> None:
    remove(store, DISTILBART, PEGASUS)

    made = summarized(text(SPANISH, "es", translated=FIRE))

    assert sentences(made.short) == [FIRE[0][0]]
    assert (made.short.engine, made.short.language, made.long.language) == ("seq2seq", "en", "en")


def test_the_model_is_asked_for_the_lengths_of_the_summary() -> None:
    """The checkpoint's own setting is 56 to 142 tokens for every text."""
    checkpoint = best_checkpoint("en")
    assert checkpoint is not None
    model = Model(checkpoint, load_model(checkpoint.model.folder))

    short, long = model.answer([Question(FERRY, "en", "short"), Question(FERRY, "en", "long")])

    assert sum(len(sentence.split()) for sentence in short) <= 48  # 40 words and room for a fifth in tokens
    assert 60 <= sum(len(sentence.split()) for sentence in long) <= 110


def test_an_article_far_beyond_the_window_gets_a_summary() -> None:
    """All windows are 1,024 tokens and less, the article has some 13,000."""
    made = summarized(text((*FERRY, *FIRE, *SLIDE) * 16))

    assert all(one.text and is_by_model_or_explained(one) for one in (made.short, made.long))


def test_broken_weights_leave_every_text_with_a_summary(store: Path) -> None:
    remove(store, DISTILBART)
    (weights,) = store.glob("google--pegasus-cnn_dailymail/*/ctranslate2/model.bin")
    weights.write_bytes(b"no model")

    (made,) = summarize([text(FERRY)], engine="seq2seq")

    assert made.short.text
    assert made.short.engine == "extract"
    assert made.short.checks[-1].endswith("pull the model again")


def test_auto_prefers_a_local_model_to_extract() -> None:
    chosen = {language: choose_engine("sv", language).engine.name for language in ("en", "es", "sv")}

    assert chosen == {"en": "seq2seq", "es": "seq2seq", "sv": "extract"}
