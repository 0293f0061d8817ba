"""The local engines over tiny real models, pulled from a hub on loopback: what they know is told, checked and cut."""

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
from wireglot.articles.article import Article, Block, SentenceRef
from wireglot.models import model_store
from wireglot.models.hub import pull
from wireglot.models.seq2seq import open_model
from wireglot.summarizers import SummaryInput, choose_engine, load, summarize
from wireglot.summarizers.neural.asking import Model, Question
from wireglot.summarizers.neural.checkpoints import best

pytestmark = pytest.mark.process

DISTILBART, PEGASUS = "sshleifer/distilbart-cnn-12-6", "google/pegasus-cnn_dailymail"
XLSUM = "csebuetnlp/mT5_multilingual_XLSum"
MADE_UP = 'a sentence was left out: the number "7300" is not in the source'


@pytest.fixture(scope="module")
def pulled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A model_store with all three models, as `wireglot models pull` leaves it."""
    place = tmp_path_factory.mktemp("repositories")
    repositories = {
        DISTILBART: bart_digests(place / "bart"),
        PEGASUS: pegasus_digests(place / "pegasus"),
        XLSUM: mt5_digests(place / "mt5"),
    }
    folder = tmp_path_factory.mktemp("model_store")
    with pytest.MonkeyPatch.context() as patch, Hub(repositories) as hub:
        patch.setenv("WIREGLOT_MODELS", str(folder))
        patch.setenv("HF_ENDPOINT", hub.address)
        for model_id in repositories:
            pull(model_id, accept_licence=True)
    return folder


@pytest.fixture(autouse=True)
def offline(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HF_ENDPOINT", "http://127.0.0.1:9")  # runs never ask: nobody would answer


@pytest.fixture(autouse=True)
def shelf_of(pulled: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A model_store of the test's own, with all three models."""
    shutil.copytree(pulled, tmp_path / "model_store")
    monkeypatch.setenv("WIREGLOT_MODELS", str(tmp_path / "model_store"))
    return tmp_path / "model_store"


def take_off(shelf_of: Path, *model_ids: str) -> None:
    for model_id in model_ids:
        shutil.rmtree(shelf_of / model_id.replace("/", "--"))


def without_conversions(shelf_of: Path) -> None:
    """The models as transformers would run them."""
    for folder in shelf_of.glob("*/*/ctranslate2"):
        shutil.rmtree(folder)


def text(paragraphs: Paragraphs, language: str = "en", told: Paragraphs = (), **more: object) -> SummaryInput:
    blocks, read = ([Block("paragraph", some) for some in one] for one in (paragraphs, told or paragraphs))
    heading, byline = Block("heading", ("Three days that changed it all",)), Block("byline", ("By Ann Berg",))
    article = Article("id", "uri", "source", "", (byline, heading, *blocks), **more)  # type: ignore[arg-type]
    telling = (byline, heading, *read) if told else article.blocks
    return SummaryInput(article, language, telling, "en" if told else language)


def said(summary) -> list[str]:
    return [sentence.text for sentence in summary.sentences]


@pytest.fixture(params=["ctranslate2", "transformers"])
def back_end(request, shelf_of: Path) -> str:
    if request.param == "transformers":
        without_conversions(shelf_of)
    return request.param


@pytest.mark.parametrize("model_id", [DISTILBART, PEGASUS])
def test_english_is_told_short_and_long_by_both_back_ends(model_id: str, back_end: str, shelf_of: Path) -> None:
    take_off(shelf_of, *({DISTILBART, PEGASUS} - {model_id}))

    (made,) = load("bart").summarize([text(FERRY)])

    assert said(made.short) == list(FERRY_DIGEST[:2])
    assert said(made.long) == list(FERRY_DIGEST)
    assert (made.long.engine, made.long.language, made.long.checks) == ("bart", "en", ())
    assert model_id in made.long.signature
    assert back_end in made.long.signature


def test_each_sentence_names_the_places_it_rests_on() -> None:
    (made,) = load("bart").summarize([text(FERRY)])

    assert made.long.sentences[0].evidence == (SentenceRef(2, 0),)
    assert SentenceRef(2, 1) in made.long.sentences[1].evidence
    assert all(place.block >= 2 for sentence in made.long.sentences for place in sentence.evidence)


def test_an_original_in_another_language_is_read_as_it_was_told() -> None:
    (made,) = load("bart").summarize([text(SPANISH, "es", told=FIRE)])

    assert said(made.short) == list(FIRE_DIGEST[:2])
    assert made.short.language == "en"


def test_a_number_that_is_made_up_is_asked_for_again_and_then_left_out() -> None:
    (made,) = load("bart").summarize([text(FIRE)])

    assert said(made.long) == [sentence for sentence in FIRE_DIGEST if "7300" not in sentence]
    assert made.long.checks[0].startswith(MADE_UP)
    assert made.long.engine == "bart"


def test_a_lede_that_is_made_up_is_told_by_extract_and_the_rest_is_kept() -> None:
    (made,) = load("bart").summarize([text(SLIDE)])

    assert made.short.engine == "extract"
    assert said(made.short)[0] in {sentence for block in SLIDE for sentence in block}
    assert made.short.checks[-1].startswith("told by extract: ")
    assert '"17"' in made.short.checks[-1]
    assert made.short.signature == load("bart").signature("en", "en")
    assert set(said(made.long)) <= set(SLIDE_DIGEST[1:])


def test_what_a_model_never_read_is_told_by_extract_with_a_reason() -> None:
    strange = tuple(tuple(sentence[::-1].capitalize() + "." for sentence in block) for block in FERRY)

    (made,) = load("bart").summarize([text(strange)])

    assert all(one.engine == "extract" or one.sentences for one in (made.short, made.long))
    for one in (made.short, made.long):
        assert one.engine == "bart" or one.checks[-1].startswith("told by extract: ")


def test_texts_together_are_told_as_they_are_alone() -> None:
    texts = [text(FERRY), text(FIRE), text(SLIDE), text(()), text(FERRY, full_text=False)]

    assert load("bart").summarize(texts) == tuple(load("bart").summarize([one])[0] for one in texts)


def test_the_best_model_on_the_shelf_is_taken(shelf_of: Path) -> None:
    first = load("bart").signature("sv", "en")
    take_off(shelf_of, PEGASUS)

    assert first is not None
    assert f"model:{PEGASUS}@" in first
    assert f"model:{DISTILBART}@" in str(load("bart").signature("sv", "en"))


@pytest.mark.parametrize(
    ("engine", "language", "told"),
    [("bart", "en", "sv"), ("bart", "en", "und"), ("mt5", "sv", "sv"), ("mt5", "de", "")],
)
def test_a_language_that_no_model_was_taught_has_no_signature_and_nothing_mends_that(
    engine: str, language: str, told: str
) -> None:
    assert load(engine).signature(language, told) is None
    assert load(engine).install_hint(language, told) == ""


@pytest.mark.parametrize("name", ["bart", "mt5"])
def test_without_a_model_the_command_is_named_that_brings_one(name: str, shelf_of: Path) -> None:
    ready = load(name).install_hint("es", "en")
    take_off(shelf_of, DISTILBART, PEGASUS, XLSUM)

    assert ready == ""
    assert load(name).signature("es", "en") is None
    assert load(name).install_hint("es", "en").startswith("wireglot models pull ")


def test_mt5_reads_the_original_and_writes_in_its_language(back_end: str) -> None:
    (made,) = load("mt5").summarize([text(SPANISH, "es", told=FIRE)])

    assert said(made.short) == [SPANISH[0][0]]
    assert said(made.long) == [block[0] for block in SPANISH]
    assert [sentence.evidence for sentence in made.long.sentences] == [(SentenceRef(2 + n, 0),) for n in range(4)]
    assert (made.long.engine, made.long.language) == ("mt5", "es")
    assert any("cc-by-nc-sa-4.0" in check for check in made.long.checks)
    assert back_end in made.long.signature


def test_mt5_reads_the_telling_where_it_does_not_know_the_original() -> None:
    (made,) = load("mt5").summarize([text(SPANISH, "sv", told=FIRE)])

    assert said(made.short) == [FIRE[0][0]]
    assert made.short.language == "en"


def test_the_lengths_are_asked_of_the_model_and_not_left_to_its_checkpoint() -> None:
    """The checkpoint wants 56 to 142 tokens of every text; here a text it knows is asked for in 8 to 40 words."""
    checkpoint = best("bart")
    assert checkpoint is not None
    model = Model(checkpoint, open_model(checkpoint.model.folder))

    short, long = model.ask([Question(FERRY, "en", "short"), Question(FERRY, "en", "long")])

    assert sum(len(sentence.split()) for sentence in short) <= 48  # 40 words and room for a fifth in tokens
    assert 60 <= sum(len(sentence.split()) for sentence in long) <= 110


def test_an_article_far_beyond_the_window_is_told_or_refused_and_never_cut() -> None:
    """All windows are 1,024 tokens and less, the article has some 13,000."""
    long = (*FERRY, *FIRE, *SLIDE) * 16

    (made,) = load("bart").summarize([text(long)])

    for one in (made.short, made.long):
        assert one.text
        assert one.engine == "bart" or one.checks[-1].startswith("told by extract: ")


def test_a_model_with_broken_weights_leaves_every_text_with_a_summary(shelf_of: Path) -> None:
    take_off(shelf_of, DISTILBART)
    (weights,) = shelf_of.glob("google--pegasus-cnn_dailymail/*/ctranslate2/model.bin")
    weights.write_bytes(b"no model")

    (made,) = summarize([text(FERRY)], engine="bart")

    assert made.short.text
    assert made.short.engine == "extract"
    assert made.short.checks[-1].endswith("pull the model again")


def test_auto_takes_a_local_model_before_extract() -> None:
    assert choose_engine("sv", "en").engine.name == "bart"
    assert choose_engine("es", "es").engine.name == "mt5"
    assert choose_engine("sv", "sv").engine.name == "extract"


def test_the_shelf_of_these_tests_is_whole() -> None:
    assert [model_store.check(model) for model in model_store.all()] == [[], [], []]
