"""`evaluate ledes`: a line for each set, with the reasons why first sentences are lost."""

import gzip
import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from benchmarks.scoring.evaluate import app
from benchmarks.scoring.ledes import lost_ledes
from wireglot.articles import Article, Block
from wireglot.summarizers import SummaryInput

QUESTION = "Who will pay for the boats that sank in the harbour of Varn?"
REST = [
    "A storm closed the harbour of Varn on Monday and sank forty boats.",
    "Nobody was hurt in the storm, the harbour master said on Monday.",
    "Repairs of the harbour will cost three million crowns and take until May.",
]


def test_lost_ledes_are_counted_by_set_and_reason(tmp_path: Path) -> None:
    (tmp_path / "ntrex").mkdir()
    documents = [
        {"doc_id": "lost", "sentences": ["Storm in Varn", QUESTION, *REST]},
        {"doc_id": "kept", "sentences": ["Storm in Varn", *REST]},
    ]
    lines = "\n".join(map(json.dumps, documents))
    (tmp_path / "ntrex" / "eng.jsonl.gz").write_bytes(gzip.compress(lines.encode()))

    result = CliRunner().invoke(app, ["ledes", "--data", str(tmp_path), "--cases"])

    case, *rows = result.stdout.splitlines()
    assert case == f"ntrex eng | lost | question | {QUESTION}"
    assert [row.split("; ")[0].split(maxsplit=2) for row in rows] == [
        ["ntrex", "eng", "2 articles  50.0 % without the lede in the long summary, question 1"],
        ["all", "2", "articles  50.0 % without the lede in the long summary, question 1"],
    ]


def test_the_case_shown_is_the_lede_and_no_heading(capsys: pytest.CaptureFixture[str]) -> None:
    blocks = (Block("heading", ("The storm",)), *(Block("paragraph", (text,)) for text in (QUESTION, *REST)))
    text = SummaryInput(Article("a", "a", "a", "Storm in Varn", blocks), "en", blocks, "en")

    assert lost_ledes("set", [text], "extract", cases=True)["question"] == 1
    assert capsys.readouterr().out == f"set | a | question | {QUESTION}\n"


def test_a_folder_without_articles_is_an_error(tmp_path: Path) -> None:
    result = CliRunner().invoke(app, ["ledes", "--data", str(tmp_path)])

    assert result.exit_code == 2
    assert "expected summaries/, ntrex/ or pages/" in result.stderr
