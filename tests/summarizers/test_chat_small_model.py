"""The chat engine with a real small model, whose sentences are often wrong: nothing unchecked is shown."""

import re
from collections.abc import Iterator

import pytest

from tests.small_chat_model import MODEL, need_small_chat_model, small_chat_model
from tests.summarizers.harbour_story import SENTENCES, STORY
from wireglot.articles.languages import length_in_words
from wireglot.models import chat
from wireglot.models.chat import ChatServer, Message, complete
from wireglot.summarizers import UNCERTAIN, Summaries, choose_engine, summarize
from wireglot.summarizers.abstractive.chat_messages import read_summaries, summary_schema

pytestmark = pytest.mark.process


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ChatServer]:
    """The server, which the variables name as well."""
    need_small_chat_model()
    with small_chat_model(tmp_path_factory.mktemp("small")) as url, pytest.MonkeyPatch.context() as patch:
        patch.setenv(chat.URL, url)
        patch.setenv(chat.MODEL, MODEL)
        patch.setenv(chat.WINDOW, "2048")  # an answer has 768 tokens at most: half a minute where it never ends
        chat.clear_availability()
        yield ChatServer(url, MODEL)
    chat.clear_availability()


@pytest.fixture(scope="module")
def made(server: ChatServer) -> Summaries:
    return summarize([STORY])[0]


def test_it_is_available(server: ChatServer) -> None:
    assert choose_engine("en", "en").engine.name == "chat"


def test_a_schema_makes_its_answer_valid(server: ChatServer) -> None:
    """Asked in words for no JSON at all, it answers in the form of the schema."""
    answer = complete(server, (Message("user", "What is blue?"),), max_tokens=400, schema=summary_schema(("short",)))
    (read,) = read_summaries(answer, ("short",), range(-1000, 100_000)).values()

    assert isinstance(read, tuple)


def test_any_answer_gives_summaries_within_the_rules(made: Summaries) -> None:
    for summary, least, most in ((made.short, 1, 60), (made.long, 60, 165)):
        assert least <= length_in_words(summary.text, "en") <= most
        assert all(sentence.evidence for sentence in summary.sentences)


def test_what_is_shown_is_in_the_article_or_marked(made: Summaries) -> None:
    """Every long word of a sentence without a doubt is in the article, but for its ending."""
    stems = {word[:5] for word in _long_words(" ".join(SENTENCES))}
    for summary in (made.short, made.long):
        doubted = " ".join(check for check in summary.checks if check.startswith(UNCERTAIN))
        for sentence in summary.sentences:
            new = {word for word in _long_words(sentence.text) if word[:5] not in stems}
            assert not new or sentence.text[:20] in doubted


def _long_words(text: str) -> list[str]:
    return [word.lower() for word in re.findall(r"[^\W\d_]{5,}", text)]
