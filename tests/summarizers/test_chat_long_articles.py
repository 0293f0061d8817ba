"""Articles longer than the model's window: read part by part, every sentence once, numbers kept."""

import json
from collections import Counter
from collections.abc import Iterator

import pytest

from tests.chat_server import MODEL, ChatServer, Turn, never_ends, says, status
from tests.chat_summarisers import is_choice, quoting
from tests.summarizers.harbour_story import long_story, story
from wireglot.articles import Block
from wireglot.models import chat
from wireglot.models.chat import ChatLimits
from wireglot.models.chat import ChatServer as Server
from wireglot.summarizers import SummaryInput
from wireglot.summarizers.abstractive import Draft, NoDraft, Request
from wireglot.summarizers.abstractive.chat_messages import number_sentences
from wireglot.summarizers.engines.chat import ChatWriter

pytestmark = pytest.mark.process

SMALL = ChatLimits(weight=2000, seconds=120.0, pace=100.0)
LONG = long_story(200)


@pytest.fixture
def server() -> Iterator[ChatServer]:
    """A server whose script each test sets; its address is in `url`."""
    server = ChatServer(quoting)
    with server as url:
        server.url = url  # type: ignore[attr-defined]
        yield server


def written(server: ChatServer, text: SummaryInput, limits: ChatLimits = SMALL) -> tuple[Draft | NoDraft, ...]:
    writer = ChatWriter(Server(server.url, MODEL), limits)  # type: ignore[attr-defined]
    return writer.write([Request(text, "short"), Request(text, "long")])


def test_every_sentence_is_in_one_part_with_its_number(server):
    drafts = written(server, LONG)
    texts = [block.sentences for block in LONG.blocks]
    sentences = [sentence for block in texts for sentence in block]
    first = [request for request in server.requests if is_choice(request)]
    read = Counter(number for request in first[: _parts(first)] for number in request.article)

    assert all(isinstance(draft, Draft) for draft in drafts)
    assert read == Counter(range(1, len(sentences) + 1))
    assert all(sentences[n - 1] == words for request in first for n, words in request.article.items())


def _parts(requests: list) -> int:
    """How many requests make up the first reading."""
    prompt = requests[0].body["messages"][0]["content"]
    return int(prompt.partition("this is part 1 of ")[2].split(".")[0])


def test_citations_from_all_parts_point_into_the_article(server):
    short, long = written(server, LONG)

    for draft in (short, long):
        assert isinstance(draft, Draft)
        for sentence, (ref,) in zip(draft.sentences, draft.cited, strict=True):
            assert LONG.blocks[ref.block].sentences[ref.sentence] == sentence


def test_no_request_is_larger_than_the_window(server):
    written(server, LONG)

    assert len(server.requests) >= 10
    assert all(sum(len(one) + 24 for one in request.article.values()) <= 2000 for request in server.requests)


def test_an_article_that_fits_needs_one_request(server):
    written(server, LONG, ChatLimits(weight=30_000, seconds=120.0, pace=100.0))

    assert [request.lengths for request in server.requests] == [["short", "long"]]


@pytest.mark.parametrize("too_long", [status(400, "maximum context length"), says("{", finish_reason="length")])
def test_a_server_with_a_smaller_window_gets_smaller_parts(server, too_long):
    def script(request) -> Turn:
        return too_long if sum(map(len, request.article.values())) > 3000 else quoting(request)

    server.script = script

    drafts = written(server, LONG, ChatLimits(weight=8000, seconds=120.0, pace=100.0))

    assert all(isinstance(draft, Draft) for draft in drafts)


def test_a_model_that_never_ends_is_not_given_smaller_parts(server):
    server.script = lambda request: never_ends(request, "The harbour, the harbour, the")

    drafts = written(server, LONG, ChatLimits(weight=30_000, seconds=120.0, pace=100.0))

    assert len(server.requests) == 1
    assert all(isinstance(draft, NoDraft) and "token limit" in draft.reason for draft in drafts)


def test_a_model_that_reasons_first_is_asked_again_with_more_tokens(server):
    def script(request) -> Turn:
        return quoting(request) if request.body["max_tokens"] > 2000 else never_ends(request, "<think>The harbour")

    server.script = script

    drafts = written(server, story("one"), ChatLimits(weight=30_000, seconds=120.0, pace=100.0))

    assert all(isinstance(draft, Draft) for draft in drafts)
    assert [request.body["max_tokens"] for request in server.requests][1:] == [2900]


def test_a_server_that_finds_everything_too_long_is_given_up(server):
    server.script = [status(400, "maximum context length")]

    drafts = written(server, LONG)

    assert {draft.reason for draft in drafts if isinstance(draft, NoDraft)} == {
        f"The chat server at {server.url} answered 400: maximum context length"  # type: ignore[attr-defined]
    }
    assert len(server.requests) == 4  # in parts of 2,000 and of 1,000, each with a schema and without


def test_a_failed_part_fails_the_article(server):
    def script(request) -> Turn:
        return says("no") if is_choice(request) and 90 in request.article else quoting(request)

    server.script = script

    drafts = written(server, LONG)

    assert all(isinstance(draft, NoDraft) and "not one JSON object" in draft.reason for draft in drafts)


def test_an_invalid_selection_is_requested_once_more(server):
    def script(request) -> Turn:
        first_try = is_choice(request) and len(request.body["messages"]) == 2
        return says('{"sentences": [9999]}') if first_try else quoting(request)

    server.script = script

    assert all(isinstance(draft, Draft) for draft in written(server, LONG))
    assert "there is no sentence 9999" in server.requests[1].text


def test_a_selection_of_everything_is_cut_to_the_room(server):
    def script(request) -> Turn:
        return says(json.dumps({"sentences": sorted(request.article)})) if is_choice(request) else quoting(request)

    server.script = script

    assert all(isinstance(draft, Draft) for draft in written(server, LONG))


def test_a_sentence_beyond_the_window_is_read_in_pieces(server):
    endless = "the boats lay still and the wind went round, " * 100 + "and then it was over."
    text = story("endless", Block("paragraph", ("The storm came on Monday.", endless, "It left on Tuesday.")))
    drafts = written(server, text)
    read = [one["text"] for request in server.requests if is_choice(request) for one in _objects(request)]

    assert all(isinstance(draft, Draft) for draft in drafts)
    assert " ".join(read).count("the boats lay still") >= 100
    assert max(map(len, read)) < 1000


def _objects(request) -> list:
    return json.loads("{" + request.text.partition("\n{")[2].rpartition("\n===")[0])["sentences"]


def test_too_many_parts_are_refused_without_a_request(server):
    drafts = written(server, long_story(3000))

    assert all(isinstance(draft, NoDraft) and "parts of the size of the model" in draft.reason for draft in drafts)
    assert server.requests == []


def test_three_thousand_sentences_fit_the_usual_window(server):
    text = long_story(3000)

    drafts = written(server, text, ChatLimits(weight=8192, seconds=120.0, pace=100.0))

    assert all(isinstance(draft, Draft) for draft in drafts)
    assert len(number_sentences(text)) == 3000


def test_an_answer_has_no_more_tokens_than_summaries_need(server, monkeypatch):
    monkeypatch.setenv(chat.URL, server.url)  # type: ignore[attr-defined]
    monkeypatch.setenv(chat.MODEL, MODEL)
    for window in ("2048", "32768"):
        monkeypatch.setenv(chat.WINDOW, window)
        named = Server.from_environment()
        assert named
        ChatWriter(named).write([Request(story("one"), length) for length in ("short", "long")])

    small, large = [request.body["max_tokens"] for request in server.requests]
    assert small == 768  # three eighths of the window
    assert 900 < large < 1300
