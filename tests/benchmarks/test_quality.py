"""`benchmarks.quality`: a row per set and engine beside published scores, or an error message."""

import gzip
import json
import os
import shutil
from pathlib import Path

import pytest

from benchmarks.quality import main, parser

PUBLISHED = "| lang | set | lines | argos | nllb |\n|---|---|---|---|---|\n| es | flores-dev | 3 | 25.3 | - |\n"
SOURCE = "El presidente habló.\nHola.\nEl tren de las 10 salió de Madrid.\n"
REFERENCE = "The president spoke.\nHello.\nThe train of the 10 left Madrid.\n"


@pytest.fixture
def data(tmp_path: Path) -> Path:
    folder = tmp_path / "mt" / "es"
    folder.mkdir(parents=True)
    for name, lines in (("src", SOURCE), ("ref", REFERENCE)):
        (folder / f"flores-dev.{name}.gz").write_bytes(gzip.compress(lines.encode()))
    (tmp_path / "mt" / "BLEU.md").write_text(PUBLISHED, "utf-8")
    return tmp_path


@pytest.mark.process
@pytest.mark.skipif(
    not shutil.which("apertium") and not os.environ.get("CI"), reason="Apertium is not installed on this machine"
)
def test_scores_and_accounting_of_an_engine(data, capsys):
    words = [str(data), "--pair", "es-en", "--engine", "apertium"]
    assert main(parser().parse_args([*words, "--json"])) == 0
    (row,) = [json.loads(line) for line in capsys.readouterr().out.splitlines()]

    assert (row["pair"], row["engine"], row["set"], row["sentences"]) == ("es-en", "apertium", "flores-dev", 3)
    assert row["bleu"] > 50
    assert (row["failed"], row["names"]) == (0, 1.0)
    assert row["seeded"]["number"] == 1.0
    assert row["published"] == {"argos": "25.3"}
    assert all("version:" in signature for signature in row["signatures"])

    assert main(parser().parse_args([*words, "--limit", "1"])) == 0
    header, _, cells = capsys.readouterr().out.splitlines()
    assert cells.startswith("| es-en | flores-dev | apertium | ")
    assert cells.count("|") == header.count("|")


@pytest.mark.parametrize(
    ("pair", "engine", "message"),
    [
        ("es-en", "babelfish", "babelfish"),
        ("sv-de", "apertium", "into English"),
        ("xx-en", "apertium", "mt/xx"),
        ("es-en", "multilingual", "wireglot models pull"),
    ],
)
def test_an_error_message_comes_with_status_2(data, monkeypatch, capsys, pair, engine, message):
    monkeypatch.setenv("WIREGLOT_MODELS", str(data / "model_store"))

    assert main(parser().parse_args([str(data), "--pair", pair, "--engine", engine])) == 2
    assert message in capsys.readouterr().err
