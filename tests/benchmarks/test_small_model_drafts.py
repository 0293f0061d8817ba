"""The sheet of a small model's drafts: which articles it takes, and what it says of each sentence."""

import gzip
import json
from pathlib import Path

import pytest

from benchmarks.small_model_drafts import ARTICLES, FIRST, news, request, sheet

SENTENCES = [
    f"The council of town {n} has met on Monday and will build a school with {n + 20} rooms for its children."
    for n in range(10)
]


def write_rows(path: Path, rows: list[dict]) -> None:
    path.parent.mkdir(exist_ok=True)
    with gzip.open(path, "wt", encoding="utf-8") as lines:
        lines.writelines(json.dumps(row) + "\n" for row in rows)


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """Eight documents, of which two are seeded with errors elsewhere, and one article more than those read before."""
    write_rows(tmp_path / "ntrex" / "eng.jsonl.gz", [{"doc_id": f"n{n}", "sentences": SENTENCES} for n in range(8)])
    rows = [{"id": f"c{n}", "title": "", "text": "\n".join(SENTENCES)} for n in range(FIRST + 1)]
    write_rows(tmp_path / "summaries" / "en_cnndm.dev.jsonl.gz", rows)
    write_rows(tmp_path / "summaries" / "en_bbcextract.dev.jsonl.gz", [])
    return tmp_path


def test_articles_that_were_used_before_are_left_out(data: Path) -> None:
    first, second = (article.id for article in news(data))

    assert first == "n1"  # n0 and n4 are seeded
    assert second.startswith("en_cnndm:c")
    assert ARTICLES >= 2


def test_the_model_is_asked_as_the_engine_asks_it(data: Path) -> None:
    body = request(news(data)[0], 0.3)

    assert SENTENCES[0] in body["messages"][1]["content"]
    assert body["temperature"] == 0.3


def test_a_sheet_tells_copied_doubtful_and_refused_sentences(data: Path) -> None:
    written = [
        (SENTENCES[0], [1]),
        ("The council of town 1 will build a school with 21 rooms for its pupils.", [2]),
        ("The council of town 2 will build a school with 99 rooms for its children.", [3]),
    ]
    answer = {"long": [{"text": text, "sentences": numbers} for text, numbers in written], "short": []}
    drafts = data / "drafts.jsonl"
    drafts.write_text(json.dumps({"id": "n1", "end": "stop", "answer": json.dumps(answer)}) + "\n", encoding="utf-8")
    copied, doubtful, refused = sheet(data, drafts)

    assert copied.is_copy
    assert doubtful.sentence.doubts
    assert not doubtful.sentence.faults
    assert refused.sentence.faults


def test_an_answer_that_was_cut_off_is_not_read(data: Path) -> None:
    drafts = data / "drafts.jsonl"
    drafts.write_text(json.dumps({"id": "n1", "end": "length", "answer": "{}"}) + "\n", encoding="utf-8")

    assert list(sheet(data, drafts)) == []
    assert list(sheet(data, data / "none.jsonl")) == []
