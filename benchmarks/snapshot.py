"""The results of two checkouts of the project on the same inputs, and every difference between them.

    python -m benchmarks.snapshot models CHECKOUT MODELS
    python -m benchmarks.snapshot take CHECKOUT OUT.json [--cases DIR] [--ntrex DIR] [--models DIR] [--only TEXT]
    python -m benchmarks.snapshot compare OLD.json NEW.json [--examples 5] [--ignore KIND]...

`take` uses only the command line and the output folder of a checkout, so code may be moved and renamed freely. It
writes raw results: only paths, ports and the time of the run are replaced by placeholders. `compare` translates both
snapshots to the current names (RENAMED_KEYS, RENAMED_VALUES, RENAMED_TEXTS), groups all results by kind, and exits
with status 1 if any differ. Signatures and hashes are kinds too: `--ignore signatures --ignore hashes` counts their
differences without an effect on the status.

Inputs: samples/ (in several ways), samples/replay step by step, cases (CHECKOUT/../shared/cases), 300 NTREX documents
in 30 languages (CHECKOUT/../shared/data/ntrex), and a scripted chat server. With `--models` the neural engines run too:
`models` makes that folder once, from the tiny models of a checkout's tests; use the same folder for both checkouts.
"""

import argparse
import contextlib
import difflib
import gzip
import hashlib
import html
import json
import os
import re
import subprocess
import sys
import tempfile
import threading
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

# Old name of a JSON key -> current name, at any depth.
RENAMED_KEYS = {
    "doubts": "warnings",
    "places": "evidence",
    "words": "content_hash",
    "choices": "options",
    "told": "translated",
}
# Current key -> old value -> current value.
RENAMED_VALUES = {"kind": {"apparatus": "boilerplate"}}
# Old placeholders in the text of a snapshot -> current ones.
RENAMED_TEXTS = {"SHELF": "MODELS", "ROOM": "WORK", "{room}": "{work}"}
# Keys that describe the run and not its results.
IGNORED_KEYS = {"schema", "made_at", "seconds", "folder"}
SIGNATURE_KEYS = {"signature", "signatures"}
HASH_KEYS = {"digest", "content_hash"}
# Keys of an edition -> the kind of their differences; all others are "other keys".
KINDS = {
    "language": "language verdicts",
    "state": "states",
    "warnings": "warnings",
    "accounting": "accounting",
    "reasons": "reasons",
}

# Apertium translates from the first thirteen languages.
NTREX_LANGUAGES = (
    *("spa", "cat", "fra", "ita", "por", "ron", "glg", "mkd", "isl", "eus", "hrv", "bos", "srp-Latn"),
    *("deu", "swe", "nld", "rus", "ukr", "pol", "ces", "ell", "arb", "heb", "fas", "hin", "tha", "jpn"),
    *("kor", "zho-CN", "tur"),
)
NTREX_DOCUMENTS = range(0, 60, 6)
SENTENCES_PER_PARAGRAPH = 3
WITHOUT_SPACES = ("tha", "jpn", "zho-CN")
COMMAND_TIMEOUT = 1800

# Run in a checkout by `models`: its tiny models are served by its test hub and pulled by its command, into sys.argv[1].
MAKE_MODELS = """
import os, subprocess, sys, tempfile
from pathlib import Path
from tests import tiny
from tests.hub import Hub
from tests.tiny import digests
folder = Path(sys.argv[1])
makers = {
    "Helsinki-NLP/opus-mt-sv-en": tiny.marian,
    "facebook/nllb-200-distilled-600M": tiny.nllb,
    "facebook/m2m100_418M": tiny.m2m100,
    "sshleifer/distilbart-cnn-12-6": digests.bart_digests,
    "csebuetnlp/mT5_multilingual_XLSum": digests.mt5_digests,
}
with tempfile.TemporaryDirectory() as name:
    folders = {id: make(Path(name) / str(number)) for number, (id, make) in enumerate(makers.items())}
    with Hub(folders) as hub:
        environment = os.environ | {"WIREGLOT_MODELS": str(folder / "models"), "HF_ENDPOINT": hub.address}
        for id in makers:
            command = [sys.executable, "-m", "flows", "models", "pull", id, "--accept-licence"]
            subprocess.run(command, env=environment, check=True)
articles = folder / "articles"
articles.mkdir(parents=True)
swedish = [source for source, _ in tiny.SWEDISH_ENGLISH]
texts = {"sv": [swedish[:1], swedish[1:3] + swedish[4:6], swedish[6:]]}
for name in ("FERRY", "FIRE", "SLIDE", "SPANISH"):
    texts[name.lower()] = [[name.title() + " news of the day"], *getattr(digests, name)]
for name, blocks in texts.items():
    (articles / f"{name}.txt").write_text("\\n\\n".join(" ".join(block) for block in blocks) + "\\n", "utf-8")
"""

CHAT_MODEL = "scripted-1"
CHAT_SAMPLES = (
    *("samples/de-chipwerk.md", "samples/en-cannery.txt", "samples/es-vertido.txt", "samples/ar-tahliya.txt"),
    *("samples/hi-bandh.txt", "samples/ja-sakagura.txt", "samples/sv-skogsbrand.txt"),
)
SAMPLE_SEARCHES = ("oil", '"crude oil"', "the", "färja", "farja", "地铁", "СОБАКА", "лед", "fire 430", "nothing-at-all")
# Words for the two cases about search.
CASE_SEARCHES = (
    *("самолёт", "самолет", "еще", "САМОЛЁТ", "λιμάνι", "λιμανι", "οδός", "οδος", "ΟΔΟΣ", "istanbul", "İstanbul"),
    *("ılıca", "ilica", "ILICA", "ışıklar", "isiklar", "fırtına", "firtina", "diyarbakir", "đường", "duong"),
    *("strasse", "straße", "gross"),
)

Json = Any
Results = dict[str, dict[str, Json]]  # kind -> location -> value
Answer = Callable[[list[dict[str, str]]], tuple[int, str]]  # messages -> HTTP status and content


@dataclass(frozen=True)
class Batch:
    """An output folder and the commands that use it.

    steps     arguments of `run`, one for each run
    chat      the model of the chat server, if one is started
    searches  words for `list --search`
    commands  other commands, recorded as printed
    """

    name: str
    steps: tuple[tuple[str, ...], ...]
    chat: Answer | None = None
    window: int = 0
    searches: Sequence[str] = ()
    commands: tuple[tuple[str, ...], ...] = (("verify",),)
    models: Path | None = None


# --- taking -----------------------------------------------------------------------------------------------------------

RUN = ("--plain", "--json")
# Engines that were merged; the stored model decides which architecture is used.
RENAMED_ENGINES = {"nllb": "multilingual", "m2m100": "multilingual", "bart": "seq2seq", "mt5": "seq2seq"}


def take(checkout: Path, out: Path, cases: Path, ntrex: Path, models: Path | None, only: str, jobs: int) -> None:
    """Run every batch in the checkout and write the results."""
    with tempfile.TemporaryDirectory() as name:
        work = Path(name).resolve()
        batches = [batch for batch in all_batches(work, cases, ntrex, models) if only in batch.name]
        with ThreadPoolExecutor(jobs) as pool:
            recorded = dict(pool.map(lambda batch: (batch.name, record(batch, checkout, work, cases)), batches))
    out.write_text(json.dumps({"batches": recorded}, ensure_ascii=False, indent=1, sort_keys=True) + "\n", "utf-8")
    editions = sum(len(batch["editions"]) for batch in recorded.values())
    print(f"{len(recorded)} batches, {editions} editions -> {out}")


def all_batches(work: Path, cases: Path, ntrex: Path, models: Path | None) -> Iterator[Batch]:
    """Every batch, in the order of the snapshot."""
    yield from sample_batches()
    yield from chat_batches(cases)
    yield from case_batches(cases)
    yield from ntrex_batches(ntrex, work)
    if models:
        yield from neural_batches(models)


def sample_batches() -> Iterator[Batch]:
    """The samples: new, unchanged, forced, without translator, in another target language; and the replay."""
    commands = (("verify",), ("history", "es-vertido", "--json"), ("show", "es-vertido"), ("export", "{work}/ninjs"))
    yield Batch("samples", (("samples",), ("samples",)), searches=SAMPLE_SEARCHES, commands=commands)
    yield Batch("samples without translator", (("samples", "--translator", "none", "--summarizer", "extract"),))
    yield Batch("samples for German", (("samples", "--to", "de"),))
    yield Batch("samples, forced", (("samples/es-vertido.txt",), ("samples/es-vertido.txt", "--force")))
    yield Batch("samples, limited", (("samples", "--limit", "3"),))
    steps = tuple((f"samples/replay/{step}",) for step in ("1-first", "2-corrected", "3-killed"))
    histories = tuple(
        words
        for id in ("wireglot-sample-tren", "wireglot-sample-harbour")
        for words in (("history", id, "--json"), ("show", id), ("diff", id))
    )
    yield Batch("replay", steps, searches=("tren", "harbour"), commands=(*histories, ("verify",)))


def case_batches(cases: Path) -> Iterator[Batch]:
    """Each case with its own output folder; subfolders of a case also one after the other, and each by itself."""
    for case in sorted(path for path in cases.iterdir() if path.is_dir()):
        name, inside = f"case {case.name}", case / "in"
        if not inside.is_dir():
            if files := sorted(str(path) for path in case.iterdir() if path.name != "case.md"):
                yield Batch(name, (tuple(files),))
            continue
        searches = CASE_SEARCHES if "search" in case.name else ()
        yield Batch(name, ((str(inside),),), searches=searches)
        folders = sorted(str(path) for path in inside.iterdir() if path.is_dir())
        if folders:
            yield Batch(f"{name}, in turn", tuple((folder,) for folder in folders * 2))
        for folder in folders:
            yield Batch(f"{name}, {Path(folder).name} alone", ((folder,), (folder,)))


def ntrex_batches(ntrex: Path, work: Path) -> Iterator[Batch]:
    """Ten documents of each language, as plain text files."""
    for code in NTREX_LANGUAGES:
        folder = work / "inputs" / "ntrex" / code
        folder.mkdir(parents=True)
        with gzip.open(ntrex / f"{code}.jsonl.gz", "rt", encoding="utf-8") as lines:
            documents = [json.loads(line)["sentences"] for line in lines]
        for number in NTREX_DOCUMENTS:
            (folder / f"{number:02}.txt").write_text(document(documents[number], code), "utf-8")
        step = (str(folder), "--translator", "auto", "--summarizer", "extract")
        yield Batch(f"ntrex {code}", (step,), searches=("the",))


def document(sentences: Sequence[str], code: str) -> str:
    """A headline, an empty line, and paragraphs of a few sentences."""
    joiner = "" if code in WITHOUT_SPACES else " "
    rows = [row.strip() for row in sentences[1:]]
    starts = range(0, len(rows), SENTENCES_PER_PARAGRAPH)
    paragraphs = [joiner.join(rows[at : at + SENTENCES_PER_PARAGRAPH]) for at in starts]
    return "\n\n".join([sentences[0].strip(), *paragraphs]) + "\n"


def chat_batches(cases: Path) -> Iterator[Batch]:
    """Chat models: one that mostly follows instructions, also with a small window, one that refuses, those of cases."""
    both = ("--translator", "chat", "--summarizer", "chat")
    yield Batch("chat", ((*CHAT_SAMPLES, *both),), chat=cooperative_model)
    summaries = ("--translator", "none", "--summarizer", "chat")
    yield Batch("chat summaries alone", ((*CHAT_SAMPLES, *summaries),), chat=cooperative_model)
    yield Batch("chat for German", ((*CHAT_SAMPLES[:4], *both, "--to", "de"),), chat=cooperative_model)
    yield Batch("chat, small window", ((*CHAT_SAMPLES, *both),), chat=cooperative_model, window=2048)
    yield Batch("chat, refusing", ((*CHAT_SAMPLES[:4], *both),), chat=refusing_model)
    yield Batch("chat by auto", ((*CHAT_SAMPLES[:4],),), chat=cooperative_model)
    for path in sorted(cases.glob("*/in/*.json")):
        script = json.loads(path.read_text("utf-8"))
        for text in sorted(path.parent.glob("*.txt")):
            name = f"chat case {path.parent.parent.name} {path.stem} {text.stem}"
            yield Batch(name, ((str(text),),), chat=scripted_model(script))


def neural_batches(models: Path) -> Iterator[Batch]:
    """Each neural engine on the articles that the tiny models were trained on, and on others."""
    store, articles = models / "models", str(models / "articles")
    for translator in ("opus", "nllb", "m2m100"):
        step = (articles, "--translator", translator, "--summarizer", "extract")
        yield Batch(f"neural {translator}", (step,), models=store)
    for summarizer in ("bart", "mt5"):
        summary_step = (articles, "samples/en-cannery.txt", "--translator", "none", "--summarizer", summarizer)
        yield Batch(f"neural {summarizer}", (summary_step,), models=store)
    yield Batch("neural by auto", ((articles, "samples/sv-skogsbrand.txt"),), models=store)


def record(batch: Batch, checkout: Path, work: Path, cases: Path) -> dict[str, Json]:
    """The results of a batch: the output of its commands, and the content of its output folder."""
    start = datetime.now(UTC)
    own = work / "batches" / re.sub(r"\W+", "-", batch.name)
    own.mkdir(parents=True)
    outputs = own / "out"
    with chat_server(batch.chat) as (url, requests):
        environment = environment_for(work, batch, url) | {"PYTHONPATH": str(package_links(checkout, work))}
        runs = [
            run_command(checkout, environment, "run", *known_engines(checkout, step), "--outputs", str(outputs), *RUN)
            for step in batch.steps
        ]
        outputs_of_commands = other_commands(batch, checkout, environment, own, outputs) if outputs.is_dir() else {}
    recorded = {
        "runs": runs,
        "commands": outputs_of_commands,
        "chat requests": sorted(json.dumps(request, ensure_ascii=False) for request in requests),
        "exported": {path.name: read(path) for path in sorted(own.glob("ninjs/*"))},
        **folder_of(outputs),
    }
    paths = {str(batch.models.parent): "MODELS"} if batch.models else {}
    paths |= {str(outputs): "OUT", str(own): "WORK", str(work): "WORK", str(cases): "CASES", str(checkout): "CHECKOUT"}
    print(f"  {batch.name} ({(datetime.now(UTC) - start).total_seconds():.1f} s)", file=sys.stderr, flush=True)
    cleaned: dict[str, Json] = map_strings(recorded, placeholder_replacer(paths, start))
    return cleaned


def known_engines(checkout: Path, words: Sequence[str]) -> list[str]:
    """The arguments of a command, with the names of engines in the checkout."""
    is_new = (checkout / "translations" / "engines" / "multilingual.py").exists()
    return [RENAMED_ENGINES.get(word, word) if is_new else word for word in words]


def package_links(checkout: Path, work: Path) -> Path:
    """A folder in which the checkout's top-level folders are the package `wireglot`, as the wheel installs them."""
    folder = work / "links" / "wireglot"
    folder.mkdir(parents=True, exist_ok=True)
    for name in ("articles", "models", "translations", "summarizers", "outputs", "flows"):
        with contextlib.suppress(FileExistsError):
            (folder / name).symlink_to(checkout.resolve() / name)
    return folder.parent


def environment_for(work: Path, batch: Batch, url: str) -> dict[str, str]:
    """The environment of the commands: no settings of the caller, no network, one thread, one hash seed.

    Where counts of small words are equal, the check of a translation's language depends on the order of a set.
    """
    kept = {name: value for name, value in os.environ.items() if not re.match("WIREGLOT_|PREFECT_|PYTHON|HF_", name)}
    chat = {"WIREGLOT_CHAT_URL": url, "WIREGLOT_CHAT_MODEL": CHAT_MODEL} if url else {}
    window = {"WIREGLOT_CHAT_WINDOW": str(batch.window)} if batch.window else {}
    models = {"WIREGLOT_MODELS": str(batch.models or work / "no-models")}
    fixed = {"OMP_NUM_THREADS": "1", "HF_HUB_OFFLINE": "1", "COLUMNS": "1000", "PYTHONHASHSEED": "0"}
    fixed |= {"PYTHONDONTWRITEBYTECODE": "1"}
    return kept | fixed | models | chat | window


def run_command(checkout: Path, environment: dict[str, str], *words: str) -> dict[str, Json]:
    """The output of a command of the checkout, and its status."""
    command = [sys.executable, "-m", "flows", *words]
    done = subprocess.run(command, cwd=checkout, env=environment, capture_output=True, timeout=COMMAND_TIMEOUT)
    stdout, stderr = done.stdout.decode("utf-8", "replace"), done.stderr.decode("utf-8", "replace")
    return {"command": " ".join(words), "status": done.returncode, "stdout": stdout.splitlines(), "stderr": stderr}


def other_commands(
    batch: Batch, checkout: Path, environment: dict[str, str], own: Path, outputs: Path
) -> dict[str, dict[str, Json]]:
    """The list, the searches and the other commands of a batch, by their arguments."""
    lists = [("list", "--json"), *(("list", "--json", "--search", words) for words in batch.searches)]
    found = {}
    for words in (*lists, *batch.commands):
        arguments = [word.replace("{work}", str(own)) for word in words]
        found[" ".join(words)] = run_command(checkout, environment, *arguments, "--outputs", str(outputs))
    return found


def folder_of(outputs: Path) -> dict[str, Json]:
    """The editions, texts, feeds, pages and failures of an output folder."""
    versions = sorted(outputs.glob("*/v[0-9]*/edition.json"))
    texts = sorted(path for path in outputs.glob("*/v[0-9]*/*") if path.suffix in (".txt", ".md"))
    return {
        "editions": {f"{path.parts[-3]}/{path.parts[-2]}": json.loads(read(path)) for path in versions},
        "texts": {"/".join(path.parts[-3:]): read(path) for path in texts},
        "feeds": {path.name: feed(path) for path in sorted(outputs.glob("feeds/*"))},
        "pages": {path.name: visible(read(path)) for path in sorted(outputs.glob("site/articles/*.html"))},
        "failures": {path.name: read(path) for path in sorted(outputs.glob(".wireglot/failures/*")) if path.is_file()},
    }


def read(path: Path) -> str:
    return path.read_text("utf-8", "replace")


def feed(path: Path) -> Json:
    """A feed as its head and its entries by id: their order depends on the second in which each was made."""
    if path.suffix == ".json":
        whole = json.loads(read(path))
        return {"head": {key: value for key, value in whole.items() if key != "items"}} | {
            "entries": {item["id"]: item for item in whole.get("items", [])}
        }
    root = ElementTree.fromstring(read(path))
    name = "{http://www.w3.org/2005/Atom}"
    entries = root.findall(f"{name}entry")
    for entry in entries:
        root.remove(entry)
    as_text = {entry.findtext(f"{name}id", ""): ElementTree.tostring(entry, "unicode") for entry in entries}
    return {"head": ElementTree.tostring(root, "unicode"), "entries": as_text}


def visible(page: str) -> list[str]:
    """The visible text of a page, a line for each element."""
    without_code = re.sub(r"<(script|style)\b.*?</\1>", "", page, flags=re.DOTALL)
    lines = html.unescape(re.sub(r"<[^>]+>", "\n", without_code)).splitlines()
    return [" ".join(line.split()) for line in lines if line.strip()]


def placeholder_replacer(paths: dict[str, str], start: datetime) -> Callable[[str], str]:
    """A function that replaces what differs between runs: paths, the port of the chat server, and the time."""
    days = "|".join({start.strftime("%Y-%m-%d"), datetime.now(UTC).strftime("%Y-%m-%d")})
    moment = re.compile(rf"\b(?:{days})(?:[T ]\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?: ?UTC|Z|\+00:00)?)?")
    port = re.compile(r"(127\.0\.0\.1|localhost):\d+")

    def clean(text: str) -> str:
        for path, word in paths.items():
            text = text.replace(path, word)
        return moment.sub("NOW", port.sub(r"\1:PORT", text))

    return clean


def map_strings(value: Json, change: Callable[[str], str]) -> Json:
    """The value with every string in it changed, keys too."""
    if isinstance(value, str):
        return change(value)
    if isinstance(value, list):
        return [map_strings(item, change) for item in value]
    if isinstance(value, dict):
        return {change(key): map_strings(item, change) for key, item in value.items()}
    return value


# --- the scripted chat server -----------------------------------------------------------------------------------------

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


# --- comparing --------------------------------------------------------------------------------------------------------


def compare(old: Path, new: Path, examples: int, ignored: Sequence[str]) -> int:
    """Print the differences of every kind; 1 if one that is not ignored was found, else 0."""
    batches = [load_snapshot(path) for path in (old, new)]
    unmatched = sorted(batches[0].keys() ^ batches[1].keys())
    before, after = (
        results({name: snapshot[name] for name in snapshot if name not in unmatched}) for snapshot in batches
    )
    found = bool(unmatched)
    print(f"batches in only one snapshot: {', '.join(unmatched) or 'none'}")
    for kind in sorted(before.keys() | after.keys()):
        differing = differences(before.get(kind, {}), after.get(kind, {}))
        total = len(before.get(kind, {}).keys() | after.get(kind, {}).keys())
        counted = bool(differing) and kind not in ignored
        found = found or counted
        note = " (ignored)" if differing and not counted else ""
        print(f"{kind}: {len(differing)} of {total} differ{note}")
        for where in differing[:examples] if counted else ():
            print(f"    {where}")
            for line in changed_lines(before.get(kind, {}).get(where), after.get(kind, {}).get(where)):
                print(f"        {line}")
    print("differences" if found else "no differences")
    return int(found)


def load_snapshot(path: Path) -> dict[str, Json]:
    """The batches of a snapshot, with the current placeholders."""
    text = path.read_text("utf-8")
    for old, new in RENAMED_TEXTS.items():
        text = text.replace(old, new)
    return dict(json.loads(text)["batches"])


def differences(before: dict[str, Json], after: dict[str, Json]) -> list[str]:
    """The locations at which the results of a kind differ."""
    missing = object()
    locations = sorted(before.keys() | after.keys())
    return [where for where in locations if before.get(where, missing) != after.get(where, missing)]


def changed_lines(old: Json, new: Json) -> list[str]:
    """The parts of two values that differ, as lines with - and +."""
    before, after = ([shorten(part) for part in parts(value)] for value in (old, new))
    lines = [line for line in difflib.ndiff(before, after) if line[0] in "+-"] or [f"- {old!r}", f"+ {new!r}"]
    return lines[:12] + ([f"... and {len(lines) - 12} more"] if len(lines) > 12 else [])


def parts(value: Json) -> list[str]:
    """A value as lines: each item of a list or an object, or each line of a text."""
    if isinstance(value, dict):
        return [f"{key}: {json.dumps(item, ensure_ascii=False)}" for key, item in sorted(value.items())]
    if isinstance(value, list):
        return [json.dumps(item, ensure_ascii=False) for item in value]
    return str(value).splitlines()


def shorten(text: str, limit: int = 400) -> str:
    return text if len(text) <= limit else f"{text[:limit]}... ({len(text)} characters)"


def results(batches: dict[str, Json]) -> Results:
    """All results of a snapshot, by kind and location, with current names."""
    found: Results = defaultdict(dict)
    for name, batch in batches.items():
        for number, run in enumerate(batch["runs"], 1):
            add_answer(found, f"{name}: run {number}", run, rows="run rows", sort=True)
        for command, printed in batch["commands"].items():
            rows = "search hits" if command.startswith("list") else "command output"
            add_answer(found, f"{name}: {command}", printed, rows=rows, sort=command.startswith("list"))
        for id, edition in batch["editions"].items():
            add_edition(found, f"{name}: {id}", renamed(edition))
        for file, whole in batch["feeds"].items():
            found["feeds"][f"{name}: {file}"] = whole["head"]
            found["feeds"] |= {f"{name}: {file} {id}": renamed(entry) for id, entry in whole["entries"].items()}
        for kind in ("texts", "pages", "failures", "exported"):
            found[kind] |= {f"{name}: {file}": parsed(text) for file, text in batch[kind].items()}
        found["chat requests"][name] = batch["chat requests"]
    return found


def add_answer(found: Results, where: str, printed: Json, *, rows: str, sort: bool) -> None:
    """The status, the rows and the messages of a command."""
    found["exit statuses"][where] = printed["status"]
    lines = [parsed(line) for line in printed["stdout"]]
    lines.sort(key=by_name) if sort else None
    found[rows][where] = lines
    found["messages"][where] = printed["stderr"].splitlines()


def by_name(row: Json) -> str:
    """A sort key for rows: their printed order depends on the second in which each was made."""
    return json.dumps([row.get("id", ""), row.get("source", ""), row] if isinstance(row, dict) else row, default=str)


def parsed(text: Json) -> Json:
    """JSON with current names, or the text itself."""
    try:
        return renamed(json.loads(text))
    except (TypeError, ValueError):
        return text


def renamed(value: Json, key: str = "") -> Json:
    """The value with current names, without keys of the run and without empty values."""
    if isinstance(value, dict):
        names = {old: RENAMED_KEYS.get(old, str(old)) for old in value}
        kept = {new: renamed(value[old], new) for old, new in names.items() if new not in IGNORED_KEYS}
        return {name: item for name, item in kept.items() if item not in (None, [], "")}
    if isinstance(value, list):
        return [renamed(item) for item in value]
    return RENAMED_VALUES.get(key, {}).get(value, value) if isinstance(value, str) else value


def add_edition(found: Results, where: str, edition: Json) -> None:
    """The results of an edition, each under its kind; also the names of its keys, so that none is overlooked."""
    for path, value in values_of(edition, SIGNATURE_KEYS):
        found["signatures"][f"{where} {path}"] = value
    for path, value in values_of(edition, HASH_KEYS):
        found["hashes"][f"{where} {path}"] = value
    rest = without(edition, SIGNATURE_KEYS | HASH_KEYS)
    found["editions"][where] = sorted(rest)
    article, translation, summaries = rest.pop("article"), rest.pop("translation", None), rest.pop("summaries")
    blocks = article.pop("blocks", [])  # none in a withdrawn article
    found["sentence borders"][where] = [block["sentences"] for block in blocks]
    found["block kinds"][where] = [block["kind"] for block in blocks]
    found["article facts"][where] = article
    found["translations"][where] = translation and translation.pop("blocks", [])
    found["translation facts"][where] = translation
    for length, summary in summaries.items():
        add_summary(found, f"{where} {length}", summary)
    for key, value in rest.items():
        found[KINDS.get(key, "other keys")][f"{where} {key}"] = value


def add_summary(found: Results, where: str, summary: Json) -> None:
    """The sentences of a summary and their evidence."""
    sentences = summary.pop("sentences", [])
    found["evidence"][where] = [sentence.pop("evidence") for sentence in sentences]
    found["chosen sentences"][where] = sentences
    found["summary facts"][where] = summary


def values_of(value: Json, keys: set[str], path: str = "") -> Iterator[tuple[str, Json]]:
    """Every value of these keys, with its path."""
    pairs = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, item in pairs:
        here = f"{path}/{key}"
        if key in keys:
            yield here, item
        else:
            yield from values_of(item, keys, here)


def without(value: Json, keys: set[str]) -> Json:
    """The value without these keys, at any depth."""
    if isinstance(value, dict):
        return {key: without(item, keys) for key, item in value.items() if key not in keys}
    return [without(item, keys) for item in value] if isinstance(value, list) else value


# --- the command line -------------------------------------------------------------------------------------------------


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    commands = options.add_subparsers(dest="command", required=True)
    making = commands.add_parser("models", help="make a folder of tiny models and the articles they were trained on")
    making.add_argument("checkout", type=Path)
    making.add_argument("models", type=Path)
    taking = commands.add_parser("take", help="record the results of a checkout")
    taking.add_argument("checkout", type=Path)
    taking.add_argument("out", type=Path)
    taking.add_argument("--cases", type=Path, help="default: CHECKOUT/../shared/cases")
    taking.add_argument("--ntrex", type=Path, help="default: CHECKOUT/../shared/data/ntrex")
    taking.add_argument("--models", type=Path, help="a folder of models, for the neural engines")
    taking.add_argument("--only", default="", help="only batches whose name contains this")
    taking.add_argument("--jobs", type=int, default=2, help="batches in parallel")
    comparing = commands.add_parser("compare", help="print the differences of two snapshots")
    comparing.add_argument("old", type=Path)
    comparing.add_argument("new", type=Path)
    comparing.add_argument("--examples", type=int, default=5, help="differences printed of each kind")
    comparing.add_argument(
        "--ignore",
        action="append",
        default=[],
        metavar="KIND",
        help="count differences of this kind without effect on the status",
    )
    given = options.parse_args()
    if given.command == "models":
        subprocess.run([sys.executable, "-c", MAKE_MODELS, given.models.resolve()], cwd=given.checkout, check=True)
        return
    if given.command == "compare":
        sys.exit(compare(given.old, given.new, given.examples, given.ignore))
    checkout = given.checkout.resolve()
    shared = checkout.parent / "shared"
    cases, ntrex = given.cases or shared / "cases", given.ntrex or shared / "data" / "ntrex"
    models = given.models.resolve() if given.models else None
    take(checkout, given.out, cases.resolve(), ntrex.resolve(), models, given.only, given.jobs)


if __name__ == "__main__":
    main()
