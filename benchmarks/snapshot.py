"""What two checkouts of the project make of the same inputs, and every difference between the two.

    python -m benchmarks.snapshot shelf CHECKOUT SHELF
    python -m benchmarks.snapshot take CHECKOUT OUT.json [--cases DIR] [--ntrex DIR] [--shelf DIR] [--only WORD]
    python -m benchmarks.snapshot compare OLD.json NEW.json [--examples 5] [--ignore KIND]...

`take` knows a checkout by its command line and its output folder alone, so code inside may be moved and renamed
freely. What it writes is raw: only paths, ports and the time of the run are replaced by a word. `compare` writes both
snapshots in the names of today (RENAMED_KEYS, RENAMED_VALUES), sorts all facts by kind, and ends with status 1 if any
differ. Signatures and hashes are kinds of their own: `--ignore signatures --ignore hashes` shows them without letting
them decide.

Inputs: samples/ (in several ways), samples/replay step by step, cases (CHECKOUT/../shared/cases), 300 NTREX documents
in 30 languages (CHECKOUT/../shared/data/ntrex), and a scripted chat server. With `--shelf` the neural engines run too:
`shelf` makes that folder once, of the tiny models of a checkout's tests; give the same one to both checkouts.
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

# Old name of a JSON key -> the name of today, wherever the key stands.
RENAMED_KEYS = {
    "doubts": "warnings",
    "places": "evidence",
    "words": "content_hash",
    "choices": "options",
    "told": "translated",
}
# Key (of today) -> old value -> the value of today.
RENAMED_VALUES = {"kind": {"apparatus": "boilerplate"}}
# Keys that tell of the run and not of what was made.
IGNORED_KEYS = {"schema", "made_at", "seconds", "folder"}
SIGNATURE_KEYS = {"signature", "signatures"}
HASH_KEYS = {"digest", "content_hash"}
# Keys of an edition -> the kind that its differences are told under; what is not named here falls under "other keys".
KINDS = {
    "language": "language verdicts",
    "state": "states",
    "warnings": "warnings",
    "accounting": "accounting",
    "reasons": "reasons",
}

# The first thirteen are languages from which Apertium translates.
NTREX_LANGUAGES = (
    *("spa", "cat", "fra", "ita", "por", "ron", "glg", "mkd", "isl", "eus", "hrv", "bos", "srp-Latn"),
    *("deu", "swe", "nld", "rus", "ukr", "pol", "ces", "ell", "arb", "heb", "fas", "hin", "tha", "jpn"),
    *("kor", "zho-CN", "tur"),
)
NTREX_DOCUMENTS = range(0, 60, 6)
SENTENCES_A_PARAGRAPH = 3
WITHOUT_SPACES = ("tha", "jpn", "zho-CN")
SECONDS_A_COMMAND = 1800

# Run in a checkout by `shelf`: its tiny models are served by its hub and pulled by its command, into sys.argv[1].
MAKE_SHELF = """
import os, subprocess, sys, tempfile
from pathlib import Path
from tests import tiny
from tests.hub import Hub
from tests.tiny import digests
shelf = Path(sys.argv[1])
made = {
    "Helsinki-NLP/opus-mt-sv-en": tiny.marian,
    "facebook/nllb-200-distilled-600M": tiny.nllb,
    "facebook/m2m100_418M": tiny.m2m100,
    "sshleifer/distilbart-cnn-12-6": digests.bart_digests,
    "csebuetnlp/mT5_multilingual_XLSum": digests.mt5_digests,
}
with tempfile.TemporaryDirectory() as name:
    folders = {id: make(Path(name) / str(number)) for number, (id, make) in enumerate(made.items())}
    with Hub(folders) as hub:
        environment = os.environ | {"WIREGLOT_MODELS": str(shelf / "models"), "HF_ENDPOINT": hub.address}
        for id in made:
            command = [sys.executable, "-m", "flows", "models", "pull", id, "--accept-licence"]
            subprocess.run(command, env=environment, check=True)
articles = shelf / "articles"
articles.mkdir(parents=True)
swedish = [source for source, _ in tiny.SWEDISH_ENGLISH]
texts = {"sv": [swedish[:1], swedish[1:3] + swedish[4:6], swedish[6:]]}
for known in ("FERRY", "FIRE", "SLIDE", "SPANISH"):
    texts[known.lower()] = [[known.title() + " news of the day"], *getattr(digests, known)]
for known, blocks in texts.items():
    (articles / f"{known}.txt").write_text("\\n\\n".join(" ".join(block) for block in blocks) + "\\n", "utf-8")
"""

CHAT_MODEL = "scripted-1"
CHAT_SAMPLES = (
    *("samples/de-chipwerk.md", "samples/en-cannery.txt", "samples/es-vertido.txt", "samples/ar-tahliya.txt"),
    *("samples/hi-bandh.txt", "samples/ja-sakagura.txt", "samples/sv-skogsbrand.txt"),
)
SAMPLE_SEARCHES = ("oil", '"crude oil"', "the", "färja", "farja", "地铁", "СОБАКА", "лед", "fire 430", "nothing-at-all")
# Words of the two cases about search; two batches are asked for all of them.
CASE_SEARCHES = (
    *("самолёт", "самолет", "еще", "САМОЛЁТ", "λιμάνι", "λιμανι", "οδός", "οδος", "ΟΔΟΣ", "istanbul", "İstanbul"),
    *("ılıca", "ilica", "ILICA", "ışıklar", "isiklar", "fırtına", "firtina", "diyarbakir", "đường", "duong"),
    *("strasse", "straße", "gross"),
)

Json = Any
Facts = dict[str, dict[str, Json]]  # kind -> where -> what
Answer = Callable[[list[dict[str, str]]], tuple[int, str]]  # messages -> HTTP status and content


@dataclass(frozen=True)
class Batch:
    """One output folder and what is done with it.

    steps     arguments of `run`, one run after the other
    chat      the model behind the chat server, where there is one
    searches  words for `list --search`
    commands  further commands, recorded as they are printed
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
# Engines that became one; the model in the store tells them apart.
RENAMED_ENGINES = {"nllb": "multilingual", "m2m100": "multilingual", "bart": "seq2seq", "mt5": "seq2seq"}


def take(checkout: Path, out: Path, cases: Path, ntrex: Path, shelf: Path | None, only: str, jobs: int) -> None:
    """Run every batch in the checkout and write what came of it."""
    with tempfile.TemporaryDirectory() as name:
        room = Path(name).resolve()
        batches = [batch for batch in all_batches(room, cases, ntrex, shelf) if only in batch.name]
        with ThreadPoolExecutor(jobs) as pool:
            recorded = dict(pool.map(lambda batch: (batch.name, record(batch, checkout, room, cases)), batches))
    out.write_text(json.dumps({"batches": recorded}, ensure_ascii=False, indent=1, sort_keys=True) + "\n", "utf-8")
    editions = sum(len(batch["editions"]) for batch in recorded.values())
    print(f"{len(recorded)} batches, {editions} editions -> {out}")


def all_batches(room: Path, cases: Path, ntrex: Path, shelf: Path | None) -> Iterator[Batch]:
    """Every batch, in the order in which they are told."""
    yield from sample_batches()
    yield from chat_batches(cases)
    yield from case_batches(cases)
    yield from ntrex_batches(ntrex, room)
    if shelf:
        yield from neural_batches(shelf)


def sample_batches() -> Iterator[Batch]:
    """The samples: made, left unchanged, forced, without translator, for another reader; and the replay."""
    again = (("verify",), ("history", "es-vertido", "--json"), ("show", "es-vertido"), ("export", "{room}/ninjs"))
    yield Batch("samples", (("samples",), ("samples",)), searches=SAMPLE_SEARCHES, commands=again)
    yield Batch("samples without translator", (("samples", "--translator", "none", "--summarizer", "extract"),))
    yield Batch("samples for German", (("samples", "--to", "de"),))
    yield Batch("samples, forced", (("samples/es-vertido.txt",), ("samples/es-vertido.txt", "--force")))
    yield Batch("samples, limited", (("samples", "--limit", "3"),))
    steps = tuple((f"samples/replay/{step}",) for step in ("1-first", "2-corrected", "3-killed"))
    told = tuple(
        words
        for id in ("wireglot-sample-tren", "wireglot-sample-harbour")
        for words in (("history", id, "--json"), ("show", id), ("diff", id))
    )
    yield Batch("replay", steps, searches=("tren", "harbour"), commands=(*told, ("verify",)))


def case_batches(cases: Path) -> Iterator[Batch]:
    """Each case into its own folder; subfolders of a case also one after the other, and each by itself."""
    for case in sorted(path for path in cases.iterdir() if path.is_dir()):
        name, inside = f"case {case.name}", case / "in"
        if not inside.is_dir():
            if files := sorted(str(path) for path in case.iterdir() if path.name != "case.md"):
                yield Batch(name, (tuple(files),))
            continue
        searched = CASE_SEARCHES if "search" in case.name else ()
        yield Batch(name, ((str(inside),),), searches=searched)
        folders = sorted(str(path) for path in inside.iterdir() if path.is_dir())
        if folders:
            yield Batch(f"{name}, in turn", tuple((folder,) for folder in folders * 2))
        for folder in folders:
            yield Batch(f"{name}, {Path(folder).name} alone", ((folder,), (folder,)))


def ntrex_batches(ntrex: Path, room: Path) -> Iterator[Batch]:
    """Ten documents of each language, as plain text files."""
    for code in NTREX_LANGUAGES:
        folder = room / "inputs" / "ntrex" / code
        folder.mkdir(parents=True)
        with gzip.open(ntrex / f"{code}.jsonl.gz", "rt", encoding="utf-8") as lines:
            documents = [json.loads(line)["sentences"] for line in lines]
        for number in NTREX_DOCUMENTS:
            (folder / f"{number:02}.txt").write_text(document(documents[number], code), "utf-8")
        step = (str(folder), "--translator", "auto", "--summarizer", "extract")
        yield Batch(f"ntrex {code}", (step,), searches=("the",))


def document(sentences: Sequence[str], code: str) -> str:
    """A headline, an empty line, and paragraphs of a few sentences."""
    between = "" if code in WITHOUT_SPACES else " "
    rows = [row.strip() for row in sentences[1:]]
    starts = range(0, len(rows), SENTENCES_A_PARAGRAPH)
    paragraphs = [between.join(rows[at : at + SENTENCES_A_PARAGRAPH]) for at in starts]
    return "\n\n".join([sentences[0].strip(), *paragraphs]) + "\n"


def chat_batches(cases: Path) -> Iterator[Batch]:
    """A chat model that mostly does as it is told, one with a small window, one that refuses, those of the cases."""
    both = ("--translator", "chat", "--summarizer", "chat")
    yield Batch("chat", ((*CHAT_SAMPLES, *both),), chat=obliging)
    alone = ("--translator", "none", "--summarizer", "chat")
    yield Batch("chat summaries alone", ((*CHAT_SAMPLES, *alone),), chat=obliging)
    yield Batch("chat for German", ((*CHAT_SAMPLES[:4], *both, "--to", "de"),), chat=obliging)
    yield Batch("chat, small window", ((*CHAT_SAMPLES, *both),), chat=obliging, window=2048)
    yield Batch("chat, refusing", ((*CHAT_SAMPLES[:4], *both),), chat=refusing)
    yield Batch("chat by auto", ((*CHAT_SAMPLES[:4],),), chat=obliging)
    for path in sorted(cases.glob("*/in/*.json")):
        script = json.loads(path.read_text("utf-8"))
        for text in sorted(path.parent.glob("*.txt")):
            name = f"chat case {path.parent.parent.name} {path.stem} {text.stem}"
            yield Batch(name, ((str(text),),), chat=scripted(script))


def neural_batches(shelf: Path) -> Iterator[Batch]:
    """Each neural engine over the articles that the tiny models know, and over some that they do not."""
    models, known = shelf / "models", str(shelf / "articles")
    for translator in ("opus", "nllb", "m2m100"):
        step = (known, "--translator", translator, "--summarizer", "extract")
        yield Batch(f"neural {translator}", (step,), models=models)
    for summarizer in ("bart", "mt5"):
        written = (known, "samples/en-cannery.txt", "--translator", "none", "--summarizer", summarizer)
        yield Batch(f"neural {summarizer}", (written,), models=models)
    yield Batch("neural by auto", ((known, "samples/sv-skogsbrand.txt"),), models=models)


def record(batch: Batch, checkout: Path, room: Path, cases: Path) -> dict[str, Json]:
    """What one batch gives: answers of the commands, and what lies in its output folder."""
    began = datetime.now(UTC)
    own = room / "batches" / re.sub(r"\W+", "-", batch.name)
    own.mkdir(parents=True)
    outputs = own / "out"
    with chat_server(batch.chat) as (url, asked):
        environment = surroundings(room, batch, url) | {"PYTHONPATH": str(package_links(checkout, room))}
        runs = [
            answer(checkout, environment, "run", *known_engines(checkout, step), "--outputs", str(outputs), *RUN)
            for step in batch.steps
        ]
        told = further(batch, checkout, environment, own, outputs) if outputs.is_dir() else {}
    recorded = {
        "runs": runs,
        "commands": told,
        "chat requests": sorted(json.dumps(one, ensure_ascii=False) for one in asked),
        "exported": {path.name: read(path) for path in sorted(own.glob("ninjs/*"))},
        **folder_of(outputs),
    }
    places = {str(batch.models.parent): "SHELF"} if batch.models else {}
    places |= {str(outputs): "OUT", str(own): "ROOM", str(room): "ROOM", str(cases): "CASES", str(checkout): "CHECKOUT"}
    print(f"  {batch.name} ({(datetime.now(UTC) - began).total_seconds():.1f} s)", file=sys.stderr, flush=True)
    cleaned: dict[str, Json] = everywhere(recorded, neutral(places, began))
    return cleaned


def known_engines(checkout: Path, words: Sequence[str]) -> list[str]:
    """The words of a command, with engines under the names that the checkout knows."""
    is_new = (checkout / "translations" / "engines" / "multilingual.py").exists()
    return [RENAMED_ENGINES.get(word, word) if is_new else word for word in words]


def package_links(checkout: Path, room: Path) -> Path:
    """A folder in which the checkout's top-level folders are the package `wireglot`, as the wheel installs them."""
    folder = room / "links" / "wireglot"
    folder.mkdir(parents=True, exist_ok=True)
    for name in ("articles", "models", "translations", "summarizers", "outputs", "flows"):
        with contextlib.suppress(FileExistsError):
            (folder / name).symlink_to(checkout.resolve() / name)
    return folder.parent


def surroundings(room: Path, batch: Batch, url: str) -> dict[str, str]:
    """The environment of the commands: nothing of the caller's settings, no network, one thread, one hash seed.

    Where small words tie, the check of a told sentence's language hangs on the order of a set, and so on the seed.
    """
    kept = {name: value for name, value in os.environ.items() if not re.match("WIREGLOT_|PREFECT_|PYTHON|HF_", name)}
    chat = {"WIREGLOT_CHAT_URL": url, "WIREGLOT_CHAT_MODEL": CHAT_MODEL} if url else {}
    window = {"WIREGLOT_CHAT_WINDOW": str(batch.window)} if batch.window else {}
    models = {"WIREGLOT_MODELS": str(batch.models or room / "no-models")}
    fixed = {"OMP_NUM_THREADS": "1", "HF_HUB_OFFLINE": "1", "COLUMNS": "1000", "PYTHONHASHSEED": "0"}
    fixed |= {"PYTHONDONTWRITEBYTECODE": "1"}
    return kept | fixed | models | chat | window


def answer(checkout: Path, environment: dict[str, str], *words: str) -> dict[str, Json]:
    """What a command of the checkout prints, and its status."""
    command = [sys.executable, "-m", "flows", *words]
    done = subprocess.run(command, cwd=checkout, env=environment, capture_output=True, timeout=SECONDS_A_COMMAND)
    said, talk = done.stdout.decode("utf-8", "replace"), done.stderr.decode("utf-8", "replace")
    return {"command": " ".join(words), "status": done.returncode, "stdout": said.splitlines(), "stderr": talk}


def further(
    batch: Batch, checkout: Path, environment: dict[str, str], own: Path, outputs: Path
) -> dict[str, dict[str, Json]]:
    """The list, the searches and the further commands of a batch, by their words."""
    lists = [("list", "--json"), *(("list", "--json", "--search", words) for words in batch.searches)]
    told = {}
    for words in (*lists, *batch.commands):
        filled = [word.replace("{room}", str(own)) for word in words]
        told[" ".join(words)] = answer(checkout, environment, *filled, "--outputs", str(outputs))
    return told


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
    """A feed as its head and its entries by id: their order hangs on the second in which each was made."""
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
    """The text that a page shows, a line an element."""
    bare = re.sub(r"<(script|style)\b.*?</\1>", "", page, flags=re.DOTALL)
    lines = html.unescape(re.sub(r"<[^>]+>", "\n", bare)).splitlines()
    return [" ".join(line.split()) for line in lines if line.strip()]


def neutral(places: dict[str, str], began: datetime) -> Callable[[str], str]:
    """Takes out of a text what differs from run to run: paths, the port of the chat server, the time, durations."""
    days = "|".join({began.strftime("%Y-%m-%d"), datetime.now(UTC).strftime("%Y-%m-%d")})
    moment = re.compile(rf"\b(?:{days})(?:[T ]\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?: ?UTC|Z|\+00:00)?)?")
    port = re.compile(r"(127\.0\.0\.1|localhost):\d+")

    def clean(text: str) -> str:
        for path, word in places.items():
            text = text.replace(path, word)
        return moment.sub("NOW", port.sub(r"\1:PORT", text))

    return clean


def everywhere(value: Json, change: Callable[[str], str]) -> Json:
    """The value with every string in it changed, keys too."""
    if isinstance(value, str):
        return change(value)
    if isinstance(value, list):
        return [everywhere(one, change) for one in value]
    if isinstance(value, dict):
        return {change(key): everywhere(one, change) for key, one in value.items()}
    return value


# --- the scripted chat server -----------------------------------------------------------------------------------------

# What the scripted model makes of words it does not keep: it must look English to a language detector.
ENGLISH = (
    *("the", "of", "and", "to", "in", "that", "was", "for", "with", "said", "from", "after", "their", "which", "would"),
    *("about", "people", "there", "when", "more", "than", "first", "other", "over", "could", "because", "between"),
    *("government", "company", "water", "city", "year", "many", "under", "against", "during", "while", "before"),
)


@contextmanager
def chat_server(model: Answer | None) -> Iterator[tuple[str, list[Json]]]:
    """The address of a server with that model, "" without one, and the list of what it was asked."""
    asked: list[Json] = []
    if model is None:
        yield "", asked
        return
    http = ThreadingHTTPServer(("127.0.0.1", 0), handler(model, asked))
    threading.Thread(target=http.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{http.server_port}/v1", asked
    finally:
        http.shutdown()
        http.server_close()


def handler(model: Answer, asked: list[Json]) -> type[BaseHTTPRequestHandler]:
    """Answers /v1/models and /v1/chat/completions."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.reply(200, {"object": "list", "data": [{"id": CHAT_MODEL, "object": "model"}]})

        def do_POST(self) -> None:
            body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            asked.append(body)
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


def material(messages: Sequence[dict[str, str]]) -> Json:
    """What lies in the first fence of the user's first message: an array to translate, or an article; None for none."""
    fenced = re.match(r"(=== TEXT \w+ ===)\n(.*?)\n\1", messages[min(1, len(messages) - 1)]["content"], re.DOTALL)
    return json.loads(fenced[2]) if fenced else None


def chance(of: str, one_in: int) -> bool:
    """The same toss for the same text, whenever and in whatever order it is asked."""
    return int(hashlib.sha256(of.encode()).hexdigest(), 16) % one_in == 0


def obliging(messages: list[dict[str, str]]) -> tuple[int, str]:
    """Does as it is told in most cases: now and then a sentence is left out, or a number is made up."""
    given = material(messages)
    if isinstance(given, list):
        told = [{"n": one["n"], "text": in_english(one["text"])} for one in given]
        spoilt = len(messages) == 2 and len(told) > 1 and chance(json.dumps(given), 3)
        return 200, json.dumps(told[:-1] if spoilt else told, ensure_ascii=False)
    if isinstance(given, dict):
        return 200, summarised(messages, {one["n"]: one["text"] for one in given["sentences"]})
    return 200, "Good."


def in_english(sentence: str) -> str:
    """Stands for a translation: numbers and capitalised words are kept, the others give way to English words."""

    def told(match: re.Match[str]) -> str:
        word = match[0]
        if word[0].isdigit() or (word[0].isupper() and match.start() > 0):
            return word
        return ENGLISH[int(hashlib.sha256(word.lower().encode()).hexdigest(), 16) % len(ENGLISH)]

    pieces = re.sub(r"[^\W\d_]{9,}", lambda match: f"{match[0][:5]} {match[0][5:]}", sentence)
    return re.sub(r"[^\W\d_]+|\d[\d.,:]*", told, pieces)


def summarised(messages: Sequence[dict[str, str]], article: dict[int, str]) -> str:
    """The first sentences that fit, for each summary that is asked for last; numbers where only a choice is asked."""
    asked = messages[-1 if len(messages) > 2 else 0]["content"]
    lengths = [length for length in ("short", "long") if f'"{length}": [' in asked]
    if not lengths:
        return json.dumps({"sentences": [max(article), min(article)]})
    limits = {"short": (2, 40), "long": (5, 110)}
    told = {length: first_that_fit(article, *limits[length]) for length in lengths}
    if len(messages) == 2 and chance(json.dumps(article), 2):
        told[lengths[0]].insert(0, {"text": "Some 7,431 people were not asked in 1951.", "sentences": [min(article)]})
    return json.dumps(told, ensure_ascii=False)


def first_that_fit(article: dict[int, str], most: int, words: int) -> list[dict[str, Json]]:
    """Sentences with their numbers; words are counted roughly, and a script without spaces by characters."""
    said: list[dict[str, Json]] = []
    for number, text in article.items():
        size = max(len(text.split()), len(text) // 12)
        if len(said) < most and size <= words:
            said.append({"text": text, "sentences": [number]})
            words -= size
    return said


def refusing(_: list[dict[str, str]]) -> tuple[int, str]:
    """Takes no request."""
    return 400, "this model takes no such request"


def scripted(script: Json) -> Answer:
    """A model of a case: `tr` says what sentences are told as, `sum` is the answer to every article."""

    def model(messages: list[dict[str, str]]) -> tuple[int, str]:
        given = material(messages)
        if isinstance(given, list):
            told = [{"n": one["n"], "text": script.get("tr", {}).get(one["text"], one["text"])} for one in given]
            return 200, json.dumps(told, ensure_ascii=False)
        said = script.get("sum", script)
        return 200, said if isinstance(said, str) else json.dumps(said, ensure_ascii=False)

    return model


# --- comparing --------------------------------------------------------------------------------------------------------


def compare(old: Path, new: Path, examples: int, ignored: Sequence[str]) -> int:
    """Print every kind of difference; 1 when one that counts was found, else 0."""
    batches = [json.loads(path.read_text("utf-8"))["batches"] for path in (old, new)]
    alone = sorted(batches[0].keys() ^ batches[1].keys())
    before, after = (facts({name: one[name] for name in one if name not in alone}) for one in batches)
    found = bool(alone)
    print(f"batches in one of both only: {', '.join(alone) or 'none'}")
    for kind in sorted(before.keys() | after.keys()):
        differing = differences(before.get(kind, {}), after.get(kind, {}))
        total = len(before.get(kind, {}).keys() | after.get(kind, {}).keys())
        counted = bool(differing) and kind not in ignored
        found = found or counted
        note = " (ignored)" if differing and not counted else ""
        print(f"{kind}: {len(differing)} of {total} differ{note}")
        for where in differing[:examples] if counted else ():
            print(f"    {where}")
            for line in shown(before.get(kind, {}).get(where), after.get(kind, {}).get(where)):
                print(f"        {line}")
    print("differences" if found else "no differences")
    return int(found)


def differences(before: dict[str, Json], after: dict[str, Json]) -> list[str]:
    """Where the facts of one kind are not the same in both."""
    missing = object()
    everywhere = sorted(before.keys() | after.keys())
    return [where for where in everywhere if before.get(where, missing) != after.get(where, missing)]


def shown(old: Json, new: Json) -> list[str]:
    """The parts of two values that differ, as lines with - and +."""
    before, after = ([short(one) for one in parts(value)] for value in (old, new))
    lines = [line for line in difflib.ndiff(before, after) if line[0] in "+-"] or [f"- {old!r}", f"+ {new!r}"]
    return lines[:12] + ([f"... and {len(lines) - 12} more"] if len(lines) > 12 else [])


def parts(value: Json) -> list[str]:
    """A value as lines: an item of a list or of an object a line, and of a text each line."""
    if isinstance(value, dict):
        return [f"{key}: {json.dumps(one, ensure_ascii=False)}" for key, one in sorted(value.items())]
    if isinstance(value, list):
        return [json.dumps(one, ensure_ascii=False) for one in value]
    return str(value).splitlines()


def short(text: str, most: int = 400) -> str:
    return text if len(text) <= most else f"{text[:most]}... ({len(text)} characters)"


def facts(batches: dict[str, Json]) -> Facts:
    """All that a snapshot says, by kind and place, in the names of today."""
    sorted_out: Facts = defaultdict(dict)
    for name, batch in batches.items():
        for number, run in enumerate(batch["runs"], 1):
            add_answer(sorted_out, f"{name}: run {number}", run, rows="run rows", sort=True)
        for command, told in batch["commands"].items():
            rows = "search hits" if command.startswith("list") else "command output"
            add_answer(sorted_out, f"{name}: {command}", told, rows=rows, sort=command.startswith("list"))
        for id, edition in batch["editions"].items():
            add_edition(sorted_out, f"{name}: {id}", renamed(edition))
        for file, whole in batch["feeds"].items():
            sorted_out["feeds"][f"{name}: {file}"] = whole["head"]
            sorted_out["feeds"] |= {f"{name}: {file} {id}": renamed(entry) for id, entry in whole["entries"].items()}
        for kind in ("texts", "pages", "failures", "exported"):
            sorted_out[kind] |= {f"{name}: {file}": parsed(text) for file, text in batch[kind].items()}
        sorted_out["chat requests"][name] = batch["chat requests"]
    return sorted_out


def add_answer(sorted_out: Facts, where: str, told: Json, *, rows: str, sort: bool) -> None:
    """A command's status, its rows and what it said beside them."""
    sorted_out["exit statuses"][where] = told["status"]
    found = [parsed(line) for line in told["stdout"]]
    found.sort(key=by_name) if sort else None
    sorted_out[rows][where] = found
    sorted_out["messages"][where] = told["stderr"].splitlines()


def by_name(row: Json) -> str:
    """Rows come newest first or as they are done; the second in which each was made must not matter."""
    return json.dumps([row.get("id", ""), row.get("source", ""), row] if isinstance(row, dict) else row, default=str)


def parsed(text: Json) -> Json:
    """JSON in the names of today, or the text as it is."""
    try:
        return renamed(json.loads(text))
    except (TypeError, ValueError):
        return text


def renamed(value: Json, key: str = "") -> Json:
    """The value with today's names, without keys of the run and without empty values."""
    if isinstance(value, dict):
        names = {old: RENAMED_KEYS.get(old, str(old)) for old in value}
        kept = {new: renamed(value[old], new) for old, new in names.items() if new not in IGNORED_KEYS}
        return {name: one for name, one in kept.items() if one not in (None, [], "")}
    if isinstance(value, list):
        return [renamed(one) for one in value]
    return RENAMED_VALUES.get(key, {}).get(value, value) if isinstance(value, str) else value


def add_edition(sorted_out: Facts, where: str, edition: Json) -> None:
    """The facts of an edition, each under its kind; the names of its keys too, so that none goes unseen."""
    for path, value in named(edition, SIGNATURE_KEYS):
        sorted_out["signatures"][f"{where} {path}"] = value
    for path, value in named(edition, HASH_KEYS):
        sorted_out["hashes"][f"{where} {path}"] = value
    rest = without(edition, SIGNATURE_KEYS | HASH_KEYS)
    sorted_out["editions"][where] = sorted(rest)
    article, translation, summaries = rest.pop("article"), rest.pop("translation", None), rest.pop("summaries")
    sorted_out["sentence borders"][where] = [block["sentences"] for block in article["blocks"]]
    sorted_out["block kinds"][where] = [block["kind"] for block in article.pop("blocks")]
    sorted_out["article facts"][where] = article
    sorted_out["translations"][where] = translation and translation.pop("blocks")
    sorted_out["translation facts"][where] = translation
    for length, summary in summaries.items():
        add_summary(sorted_out, f"{where} {length}", summary)
    for key, value in rest.items():
        sorted_out[KINDS.get(key, "other keys")][f"{where} {key}"] = value


def add_summary(sorted_out: Facts, where: str, summary: Json) -> None:
    """What a summary says, and what it rests on."""
    sentences = summary.pop("sentences")
    sorted_out["evidence"][where] = [sentence.pop("evidence") for sentence in sentences]
    sorted_out["chosen sentences"][where] = sentences
    sorted_out["summary facts"][where] = summary


def named(value: Json, keys: set[str], path: str = "") -> Iterator[tuple[str, Json]]:
    """Every value under one of these keys, with the way to it."""
    pairs = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, one in pairs:
        here = f"{path}/{key}"
        if key in keys:
            yield here, one
        else:
            yield from named(one, keys, here)


def without(value: Json, keys: set[str]) -> Json:
    """The value without these keys, wherever they stand."""
    if isinstance(value, dict):
        return {key: without(one, keys) for key, one in value.items() if key not in keys}
    return [without(one, keys) for one in value] if isinstance(value, list) else value


# --- the command line -------------------------------------------------------------------------------------------------


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    commands = options.add_subparsers(dest="command", required=True)
    shelving = commands.add_parser("shelf", help="make a folder of tiny models and of articles that they know")
    shelving.add_argument("checkout", type=Path)
    shelving.add_argument("shelf", type=Path)
    taking = commands.add_parser("take", help="record what a checkout makes")
    taking.add_argument("checkout", type=Path)
    taking.add_argument("out", type=Path)
    taking.add_argument("--cases", type=Path, help="default: CHECKOUT/../shared/cases")
    taking.add_argument("--ntrex", type=Path, help="default: CHECKOUT/../shared/data/ntrex")
    taking.add_argument("--shelf", type=Path, help="a folder of models, for the neural engines")
    taking.add_argument("--only", default="", help="only batches whose name holds this")
    taking.add_argument("--jobs", type=int, default=2, help="batches at a time")
    comparing = commands.add_parser("compare", help="print the differences of two snapshots")
    comparing.add_argument("old", type=Path)
    comparing.add_argument("new", type=Path)
    comparing.add_argument("--examples", type=int, default=5, help="differences shown of each kind")
    comparing.add_argument("--ignore", action="append", default=[], metavar="KIND", help="count it, but let it pass")
    given = options.parse_args()
    if given.command == "shelf":
        subprocess.run([sys.executable, "-c", MAKE_SHELF, given.shelf.resolve()], cwd=given.checkout, check=True)
        return
    if given.command == "compare":
        sys.exit(compare(given.old, given.new, given.examples, given.ignore))
    checkout = given.checkout.resolve()
    shared = checkout.parent / "shared"
    cases, ntrex = given.cases or shared / "cases", given.ntrex or shared / "data" / "ntrex"
    shelf = given.shelf.resolve() if given.shelf else None
    take(checkout, given.out, cases.resolve(), ntrex.resolve(), shelf, given.only, given.jobs)


if __name__ == "__main__":
    main()
