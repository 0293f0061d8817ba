"""The chat engine with a server that answers well: batches, lengths, languages, signatures."""

import logging
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import replace

import pytest

from tests.chat_server import MODEL, ChatServer, Script, Turn, cut, numbered, says, status, translating
from wireglot.articles import Article, Block
from wireglot.articles.languages import DetectedLanguage
from wireglot.models import chat
from wireglot.translations import ready, translate
from wireglot.translations.chatting.batches import LIMITS
from wireglot.translations.engines.chat import NOTE, Engine

pytestmark = pytest.mark.process

KEY = "sk-secret-4711"
Serve = Callable[..., ChatServer]


@pytest.fixture
def serve(monkeypatch: pytest.MonkeyPatch) -> Iterator[Serve]:
    """Starts a server with a script and sets the variables to it."""
    chat.clear_availability()
    with ExitStack() as stack:

        def start(script: Script, **options: object) -> ChatServer:
            server = ChatServer(script, **options)
            monkeypatch.setenv(chat.URL, stack.enter_context(server))
            monkeypatch.setenv(chat.MODEL, MODEL)
            monkeypatch.setenv(chat.KEY, server.key)
            return server

        yield start
    chat.clear_availability()


def test_each_sentence_gets_its_answer_in_order(serve):
    server = serve(translating(str.upper), key=KEY)
    sentences = ("Båtarna låg kvar.", "", "Hej", " ", "Hej", "A\ud800b")

    translations = Engine().translate(sentences, "sv", "en")

    assert translations == ("BÅTARNA LÅG KVAR.", None, "HEJ", None, "HEJ", "A\ufffdB")
    assert [request.sentences for request in server.requests] == [["Båtarna låg kvar.", "Hej", "A\ufffdb"]]


def test_sentences_go_in_batches_of_limited_weight(serve):
    server = serve(translating(str.upper))
    sentences = [f"Mening nummer {n} i en lång artikel om båtar." for n in range(60)]

    translations = Engine(replace(LIMITS, weight=400)).translate(sentences, "sv", "en")

    assert translations == tuple(sentence.upper() for sentence in sentences)
    assert 10 <= len(server.requests) <= 12
    assert all(sum(map(len, request.sentences)) <= 400 for request in server.requests)


def test_the_answer_may_be_as_long_as_the_text_needs(serve):
    server = serve(translating(str.upper))
    Engine().translate(("Hej",), "sv", "en")
    Engine().translate(("Båtarna låg kvar i hamnen. " * 20,), "sv", "en")
    short, long = (request.body["max_tokens"] for request in server.requests)

    assert 1000 < short < 1100
    assert long > short + 500


def test_a_sentence_too_long_for_a_request_goes_in_pieces(serve):
    server = serve(translating(str.upper))
    sentence = "Båtarna låg kvar, för stormen tilltog, " * 30 + "och sedan blev det lugnt."

    translations = Engine(replace(LIMITS, weight=300)).translate((sentence, "Hej"), "sv", "en")

    assert translations == (sentence.upper(), "HEJ")
    assert all(len(text) <= 300 for request in server.requests for text in request.sentences)


def test_a_megabyte_without_a_full_stop_loses_nothing(serve):
    serve(translating(str.upper))
    sentence = "båtarna låg kvar " * 60_000

    translations = Engine(replace(LIMITS, weight=100_000)).translate((sentence,), "sv", "en")

    assert translations == (" ".join(sentence.upper().split()),)


def test_the_signature_names_model_and_prompt(serve):
    serve([])
    one, other = (Engine().signature(source, "en") for source in ("sv", "da"))

    assert one
    assert other
    assert one.startswith(f"chat|model:{MODEL}|prompt:")
    assert one.endswith("|v:1")
    assert one != other
    assert Engine().install_hint("sv", "en") == ""


def test_a_language_without_a_name_is_not_ready(serve):
    server = serve([])

    assert Engine().signature("tlh", "en") is None
    assert Engine().signature("und", "en") is None
    assert server.asked == []


@pytest.mark.parametrize("models", [status(401), status(500), Turn(manner="cut", body=b"{}")])
def test_a_failing_server_is_not_ready(serve, models):
    serve([status(500)], models=models)

    assert Engine().signature("sv", "en") is None
    assert Engine().install_hint("sv", "en").startswith("To translate from Swedish, run: export ")


def test_a_wrong_key_is_never_shown(serve, monkeypatch, caplog):
    caplog.set_level(logging.DEBUG)
    serve([], key="sk-right")
    monkeypatch.setenv(chat.KEY, KEY)

    translation = _translated("Båtarna låg kvar.")

    assert Engine().signature("sv", "en") is None
    assert translation.engine == "none"
    assert KEY not in caplog.text + str(translation)


def test_an_article_is_translated_by_a_ready_server(serve):
    serve(translating(str.upper))

    translation = _translated("Båtarna låg kvar.", "Hej", "***")

    assert ready("sv", "en").name == "chat"
    assert translation.engine == "chat"
    assert translation.blocks == (Block("paragraph", ("BÅTARNA LÅG KVAR.", "HEJ", "***")),)
    assert translation.checks == (NOTE,)


def test_a_dead_server_leaves_the_article_untranslated(serve):
    server = serve([status(500, "out of memory", retry_after=0)])

    translation = _translated("Båtarna låg kvar.")

    assert translation.blocks[0].sentences == ("Båtarna låg kvar.",)
    assert "answered 500" in translation.why
    assert "out of memory" in translation.why
    assert server.requests


def test_a_server_that_breaks_off_once_is_asked_again(serve):
    serve([cut(says("[]")), says(numbered(["HEJ"]))])

    assert Engine().translate(("Hej",), "sv", "en") == ("HEJ",)


def _translated(*sentences: str):
    article = Article("id", "uri", "source", "", (Block("paragraph", sentences),))
    return translate([article], [DetectedLanguage("sv", "sure")], to="en", engine="chat")[0]
