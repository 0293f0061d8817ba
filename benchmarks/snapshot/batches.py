"""The inputs of a snapshot: batches of runs over samples, cases, NTREX documents and models."""

import gzip
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.snapshot.chat_model import Answer, cooperative_model, refusing_model, scripted_model

# Apertium translates from the first thirteen languages.
NTREX_LANGUAGES = (
    *("spa", "cat", "fra", "ita", "por", "ron", "glg", "mkd", "isl", "eus", "hrv", "bos", "srp-Latn"),
    *("deu", "swe", "nld", "rus", "ukr", "pol", "ces", "ell", "arb", "heb", "fas", "hin", "tha", "jpn"),
    *("kor", "zho-CN", "tur"),
)
NTREX_DOCUMENTS = range(0, 60, 6)
SENTENCES_PER_PARAGRAPH = 3
WITHOUT_SPACES = ("tha", "jpn", "zho-CN")

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
