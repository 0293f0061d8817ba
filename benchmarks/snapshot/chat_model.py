"""A chat server with a scripted model, and the models."""

import hashlib
import json
import re
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

CHAT_MODEL = "scripted-1"

Json = Any
Answer = Callable[[list[dict[str, str]]], tuple[int, str]]  # messages -> HTTP status and content


# The words of the scripted model's translations: they must look English to a language detector.
ENGLISH = (
    *("the", "of", "and", "to", "in", "that", "was", "for", "with", "said", "from", "after", "their", "which", "would"),
    *("about", "people", "there", "when", "more", "than", "first", "other", "over", "could", "because", "between"),
    *("government", "company", "water", "city", "year", "many", "under", "against", "during", "while", "before"),
)


@contextmanager
def chat_server(model: Answer | None) -> Iterator[tuple[str, list[Json]]]:
    """The address of a server with that model, "" without one, and the list of its requests."""
    requests: list[Json] = []
    if model is None:
        yield "", requests
        return
    http = ThreadingHTTPServer(("127.0.0.1", 0), handler(model, requests))
    threading.Thread(target=http.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{http.server_port}/v1", requests
    finally:
        http.shutdown()
        http.server_close()


def handler(model: Answer, requests: list[Json]) -> type[BaseHTTPRequestHandler]:
    """Answers /v1/models and /v1/chat/completions."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.reply(200, {"object": "list", "data": [{"id": CHAT_MODEL, "object": "model"}]})

        def do_POST(self) -> None:
            body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            requests.append(body)
            status, content = model(body["messages"])
            message = {"role": "assistant", "content": content}
            choices = [{"index": 0, "message": message, "finish_reason": "stop"}]
            whole = {"object": "chat.completion", "model": CHAT_MODEL, "choices": choices}
            self.reply(status, whole if status == 200 else {"error": {"message": content}})

        def reply(self, status: int, body: Json) -> None:
            content = json.dumps(body).encode()
            self.send_response(status)
            self.send_header("Content-Length", str(len(content)))
            self.send_header("Connection", "close")
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, format: str, *args: object) -> None:
            """Nothing on stderr."""

    return Handler


def fenced_input(messages: Sequence[dict[str, str]]) -> Json:
    """The content of the first fence of the user's first message: an array to translate, or an article; else None."""
    fenced = re.match(r"(=== TEXT \w+ ===)\n(.*?)\n\1", messages[min(1, len(messages) - 1)]["content"], re.DOTALL)
    return json.loads(fenced[2]) if fenced else None


def is_drawn(text: str, one_in: int) -> bool:
    """A draw with this probability; the same for the same text."""
    return int(hashlib.sha256(text.encode()).hexdigest(), 16) % one_in == 0


def cooperative_model(messages: list[dict[str, str]]) -> tuple[int, str]:
    """Mostly follow the instructions; sometimes leave out a sentence, or invent a number."""
    given = fenced_input(messages)
    if isinstance(given, list):
        translations = [{"n": item["n"], "text": in_english(item["text"])} for item in given]
        is_incomplete = len(messages) == 2 and len(translations) > 1 and is_drawn(json.dumps(given), 3)
        return 200, json.dumps(translations[:-1] if is_incomplete else translations, ensure_ascii=False)
    if isinstance(given, dict):
        return 200, summary_answer(messages, {item["n"]: item["text"] for item in given["sentences"]})
    return 200, "Good."


def in_english(sentence: str) -> str:
    """A substitute for a translation: numbers and capitalised words are kept, others are replaced by English words."""

    def replace(match: re.Match[str]) -> str:
        word = match[0]
        if word[0].isdigit() or (word[0].isupper() and match.start() > 0):
            return word
        return ENGLISH[int(hashlib.sha256(word.lower().encode()).hexdigest(), 16) % len(ENGLISH)]

    pieces = re.sub(r"[^\W\d_]{9,}", lambda match: f"{match[0][:5]} {match[0][5:]}", sentence)
    return re.sub(r"[^\W\d_]+|\d[\d.,:]*", replace, pieces)


def summary_answer(messages: Sequence[dict[str, str]], article: dict[int, str]) -> str:
    """The first sentences that fit, for each requested summary; numbers where only a selection is requested."""
    request = messages[-1 if len(messages) > 2 else 0]["content"]
    lengths = [length for length in ("short", "long") if f'"{length}": [' in request]
    if not lengths:
        return json.dumps({"sentences": [max(article), min(article)]})
    limits = {"short": (2, 40), "long": (5, 110)}
    summaries = {length: first_that_fit(article, *limits[length]) for length in lengths}
    if len(messages) == 2 and is_drawn(json.dumps(article), 2):
        summaries[lengths[0]].insert(
            0, {"text": "Some 7,431 people were not asked in 1951.", "sentences": [min(article)]}
        )
    return json.dumps(summaries, ensure_ascii=False)


def first_that_fit(article: dict[int, str], max_sentences: int, max_words: int) -> list[dict[str, Json]]:
    """Sentences with their numbers; words are estimated, in scripts without spaces from characters."""
    chosen: list[dict[str, Json]] = []
    for number, text in article.items():
        size = max(len(text.split()), len(text) // 12)
        if len(chosen) < max_sentences and size <= max_words:
            chosen.append({"text": text, "sentences": [number]})
            max_words -= size
    return chosen


def refusing_model(_: list[dict[str, str]]) -> tuple[int, str]:
    """Refuse every request."""
    return 400, "this model takes no such request"


def scripted_model(script: Json) -> Answer:
    """The model of a case: `tr` maps sentences to translations, `sum` is the answer to every article."""

    def model(messages: list[dict[str, str]]) -> tuple[int, str]:
        given = fenced_input(messages)
        if isinstance(given, list):
            known = script.get("tr", {})
            translations = [{"n": item["n"], "text": known.get(item["text"], item["text"])} for item in given]
            return 200, json.dumps(translations, ensure_ascii=False)
        summary = script.get("sum", script)
        return 200, summary if isinstance(summary, str) else json.dumps(summary, ensure_ascii=False)

    return model
