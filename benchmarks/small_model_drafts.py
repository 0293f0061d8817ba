"""Drafts of a small chat model on English news, and the sheet of those sentences that the checks let through.

    python -m benchmarks.small_model_drafts write DATA DRAFTS   20 to 30 minutes on one core; continues where it stopped
    python -m benchmarks.small_model_drafts sheet DATA DRAFTS   seconds; with --all also the refused sentences

The model is SmolLM2-135M-Instruct (tests/small_chat_model.py), at a temperature above the 0 of the engine. A sheet is
read by a person, who judges each sentence against the article: nothing wrong should be there without a doubt. It proves
something only for drafts that nobody had read while the checks were written.

The articles: every document of NTREX (DATA/ntrex) with a length in WORDS that is not one of seeded.documents, and of
DATA/summaries/en_cnndm and en_bbcextract those from FIRST on, in an order drawn once, up to ARTICLES in all.
"""

import argparse
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import Any

from benchmarks.scoring import seeded
from benchmarks.scoring.data import ntrex, read_jsonl
from tests.small_chat_model import MODEL, small_chat_model
from wireglot.articles import Article, Block
from wireglot.articles.sentences import split_sentences
from wireglot.summarizers import SummaryInput

# Internals: the engine's own request and its reading of an answer, at another temperature; and its review.
from wireglot.summarizers.abstractive.chat_messages import (
    answer_tokens,
    number_sentences,
    read_summaries,
    summary_request,
    summary_schema,
)
from wireglot.summarizers.abstractive.drafts import LENGTHS, Draft
from wireglot.summarizers.abstractive.review import ReviewedSentence, review

ARTICLES = 40
TEMPERATURE = 0.7  # unless another is given
SEED = 29
WORDS = range(80, 421)  # of an article: what the model can read at all
FIRST = 125  # of the drawn order; those before were read while the checks were written
ORDER = 13  # the seed of that order


@dataclass(frozen=True, slots=True)
class News:
    """An article as it is shown to the model."""

    id: str
    text: SummaryInput


def news(data: Path) -> list[News]:
    """The articles in the order of the drafts: of both sources in turn, until one has no more."""
    both = zip(_translated_documents(data), _summary_sets(data), strict=False)
    return [article for pair in both for article in pair][:ARTICLES]


def _translated_documents(data: Path) -> Iterator[News]:
    for row in ntrex(data, seeded.LANGUAGES["en"]):
        if row["doc_id"] not in _seeded(data) and _size(row["sentences"]) in WORDS:
            yield _news(row["doc_id"], "", [(sentence,) for sentence in row["sentences"]])


def _seeded(data: Path) -> set[str]:
    return {document.id for document in seeded.documents(data, "en")}


def _summary_sets(data: Path) -> Iterator[News]:
    sets = ("en_cnndm", "en_bbcextract")
    rows = [(name, row) for name in sets for row in read_jsonl(data / "summaries" / f"{name}.dev.jsonl.gz")]
    fitting = [(name, row) for name, row in rows if 170 <= _size([row["text"]]) <= 420]
    Random(ORDER).shuffle(fitting)
    for name, row in fitting[FIRST:]:
        yield _news(f"{name}:{row['id']}", row["title"] or "", list(map(split_sentences, row["text"].splitlines())))


def _size(sentences: Sequence[str]) -> int:
    return sum(len(sentence.split()) for sentence in sentences)


def _news(id_: str, headline: str, paragraphs: Sequence[tuple[str, ...]]) -> News:
    blocks = tuple(Block("paragraph", sentences) for sentences in paragraphs if sentences)
    return News(id_, SummaryInput(Article(id_, id_, "", headline, blocks), "en", blocks, "en"))


def write(data: Path, drafts: Path, temperature: float) -> None:
    """Append the answers that are missing, one a line: the article, how the answer ended, and the answer."""
    import httpx

    done = {row["id"] for row in _read(drafts)}
    with (
        TemporaryDirectory() as folder,
        small_chat_model(Path(folder)) as url,
        drafts.open("a", encoding="utf-8") as lines,
    ):
        for article in news(data):
            if article.id in done:
                continue
            answer = httpx.post(f"{url}/chat/completions", json=request(article, temperature), timeout=None)
            choice = answer.raise_for_status().json()["choices"][0]
            row = {"id": article.id, "end": choice["finish_reason"], "answer": choice["message"]["content"]}
            lines.write(json.dumps(row) + "\n")
            lines.flush()
            print(article.id, choice["finish_reason"], flush=True)


def request(article: News, temperature: float) -> dict[str, Any]:
    """What the engine sends for both summaries of the article, but for the temperature."""
    numbered = number_sentences(article.text)
    wanted = dict.fromkeys(LENGTHS, ())
    messages = summary_request(numbered, article.text.article.headline, wanted, "en", translated=False)
    schema = {"name": "answer", "strict": True, "schema": summary_schema(LENGTHS)}
    return {
        "model": MODEL,
        "messages": [{"role": message.role, "content": message.content} for message in messages],
        "max_tokens": answer_tokens(numbered, LENGTHS, "en"),
        "temperature": temperature,
        "seed": SEED,
        "response_format": {"type": "json_schema", "json_schema": schema},
    }


def _read(drafts: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in drafts.read_text("utf-8").splitlines()] if drafts.exists() else []


@dataclass(frozen=True, slots=True)
class Row:
    """A sentence of a draft on the sheet. A sentence without faults is shown, unless its whole draft is dropped."""

    where: str
    sentence: ReviewedSentence
    cited: tuple[str, ...]
    dropped: bool

    @property
    def is_copy(self) -> bool:
        return self.sentence.text in self.cited


def sheet(data: Path, drafts: Path) -> Iterator[Row]:
    """Every sentence of the complete answers, reviewed as it is now."""
    articles = {article.id: article.text for article in news(data)}
    for row in _read(drafts):
        text = articles[row["id"]]
        numbered = {sentence.number: sentence.ref for sentence in number_sentences(text)}
        for length, read in read_summaries(row["answer"], LENGTHS, numbered.keys()).items():
            if row["end"] != "stop" or not isinstance(read, tuple):
                continue
            cited = tuple(tuple(numbered[number] for number in each.numbers) for each in read)
            result = review(Draft(tuple(each.text for each in read), cited), text, length)
            for sentence in result.sentences:
                rests_on = tuple(text.blocks[ref.block].sentences[ref.sentence] for ref in sentence.evidence)
                yield Row(f"{row['id']} {length}", sentence, rests_on, result.is_unreliable)


def print_sheet(rows: Sequence[Row], *, everything: bool) -> None:
    passed = [row for row in rows if not row.sentence.faults]
    for row in rows if everything else [row for row in passed if not row.is_copy]:
        print(f"{'(dropped draft) ' if row.dropped else ''}{row.where}\n  {row.sentence.text}")
        for label, notes in (("fault", row.sentence.faults), ("doubt", row.sentence.doubts), ("cites", row.cited)):
            for note in notes:
                print(f"    {label}: {note}")
    copies = sum(row.is_copy for row in passed)
    doubted = sum(bool(row.sentence.doubts) for row in passed)
    print(
        f"{len(rows)} sentences, {len(rows) - len(passed)} refused; of {len(passed)} without a fault {copies} copied, "
        f"{doubted} with a doubt, {len(passed) - copies - doubted} in other words and without one; "
        f"{sum(not row.dropped for row in passed)} of all are in a draft that is kept"
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("what", choices=("write", "sheet"))
    parser.add_argument("data", type=Path, metavar="DATA")
    parser.add_argument("drafts", type=Path, metavar="DRAFTS", help="a file of JSON lines")
    parser.add_argument("--temperature", type=float, default=TEMPERATURE)
    parser.add_argument("--all", action="store_true", help="also the refused and the copied sentences")
    arguments = parser.parse_args()
    if arguments.what == "write":
        write(arguments.data, arguments.drafts, arguments.temperature)
    else:
        print_sheet(list(sheet(arguments.data, arguments.drafts)), everything=arguments.all)


if __name__ == "__main__":
    main()
