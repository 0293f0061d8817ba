"""The chat engine against a real server with a real model: `transformers serve` and a tiny Qwen2, on loopback."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.chat_serving import need_serving, serving
from tests.summarizers.harbour_story import SENTENCES, STORY
from tests.tiny.talking import qwen2
from wireglot.articles.languages import length_in_words
from wireglot.models import chat
from wireglot.summarizers import Summaries, Summary, choose_engine, summarize

pytestmark = pytest.mark.process


@pytest.fixture(scope="module")
def log(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The server's log, while it runs and the variables name it."""
    need_serving()
    folder = tmp_path_factory.mktemp("served")
    (folder / "qwen2").mkdir()
    with serving(qwen2(folder / "qwen2"), folder / "log") as url, pytest.MonkeyPatch.context() as patch:
        patch.setenv(chat.URL, url)
        patch.setenv(chat.MODEL, str(folder / "qwen2"))
        patch.setenv(chat.WINDOW, "2048")  # the least: the tiny model never ends by itself
        chat.clear_availability()
        yield folder / "log"
    chat.clear_availability()


@pytest.fixture(scope="module")
def made(log: Path) -> Summaries:
    return summarize([STORY])[0]


def test_auto_picks_it(log: Path) -> None:
    assert choose_engine("en", "en").engine.name == "chat"
    assert str(choose_engine("en", "en").signature).startswith("chat|model:")


def test_it_was_asked_and_it_answered(log: Path, made: Summaries) -> None:
    """Once for its presence, since it lists no models, and once for both summaries."""
    assert log.read_text("utf-8", "replace").count('"POST /v1/chat/completions HTTP/1.1" 200 OK') == 2


@pytest.mark.parametrize(("length", "least", "most"), [("short", 1, 40), ("long", 60, 110)])
def test_any_answer_gives_a_summary_within_the_rules(made: Summaries, length: str, least: int, most: int) -> None:
    summary: Summary = getattr(made, length)

    assert least <= length_in_words(summary.text, summary.language) <= most
    assert all(sentence.evidence for sentence in summary.sentences)
    assert summary.signature.startswith("chat|model:")


@pytest.mark.parametrize("length", ["short", "long"])
def test_noise_is_replaced_by_extract_with_the_reason(made: Summaries, length: str) -> None:
    summary: Summary = getattr(made, length)

    assert summary.engine == "extract"
    assert all(sentence.text in SENTENCES for sentence in summary.sentences)
    assert summary.checks == ("made by extract: The chat server's answer ended at the token limit",)
