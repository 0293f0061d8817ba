"""`evaluate translation`: scores with signatures beside published scores, or an error message."""

import gzip
import json
import os
import shutil
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from benchmarks.scoring.evaluate import app

PUBLISHED = "| lang | set | lines | argos | nllb |\n|---|---|---|---|---|\n| es | flores-dev | 2 | 25.3 | - |\n"


@pytest.fixture
def data(tmp_path: Path) -> Path:
    folder = tmp_path / "mt" / "es"
    folder.mkdir(parents=True)
    for name, lines in (("src", "El presidente habló.\nHola.\n"), ("ref", "The president spoke.\nHello.\n")):
        (folder / f"flores-dev.{name}.gz").write_bytes(gzip.compress(lines.encode()))
    (tmp_path / "mt" / "BLEU.md").write_text(PUBLISHED, "utf-8")
    return tmp_path


def evaluate(data: Path, *words: str) -> Result:
    return CliRunner().invoke(app, ["translation", "--data", str(data), *words])


@pytest.mark.process
@pytest.mark.skipif(
    not shutil.which("apertium") and not os.environ.get("CI"), reason="Apertium is not installed on this machine"
)
def test_a_perfect_translation_scores_100(data: Path) -> None:
    result = evaluate(data, "--pair", "es-en", "--engine", "apertium", "--json")

    (row,) = [json.loads(line) for line in result.stdout.splitlines()]
    assert (row["set"], row["sentences"], row["failed"], row["chrf"]) == ("flores-dev", 2, 0, 100.0)
    assert row["published"] == {"argos": "25.3"}
    assert all("version:" in signature for signature in row["signatures"])


@pytest.mark.parametrize(
    ("pair", "engine", "message"),
    [
        ("es-en", "babelfish", "babelfish"),
        ("sv-de", "apertium", "into English"),
        ("xx-en", "apertium", "mt/xx"),
        ("es-en", "multilingual", "wireglot models pull"),
    ],
)
def test_an_error_message_comes_with_status_2(
    data: Path, monkeypatch: pytest.MonkeyPatch, pair: str, engine: str, message: str
) -> None:
    monkeypatch.setenv("WIREGLOT_MODELS", str(data / "model_store"))

    result = evaluate(data, "--pair", pair, "--engine", engine)

    assert result.exit_code == 2
    assert message in result.stderr
