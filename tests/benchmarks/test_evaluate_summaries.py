"""`evaluate summaries`: a row for each set and a macro row, or an error message."""

import gzip
import json
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from benchmarks.scoring.evaluate import app
from benchmarks.scoring.rouge import score

LEDE = "The harbour of Varn was closed on Monday after a storm damaged forty boats."
STORY = (
    f"{LEDE} Nobody was hurt in the storm, the harbour master said on Monday.\n"
    "Repairs of the harbour will cost three million crowns and take until May next year. "
    "The storm was the third in the harbour of Varn since New Year. "
    "A choir sang in the church of Varn on Sunday evening before the storm came."
)
REFERENCE = "A storm closed the harbour of Varn on Monday and damaged forty boats."


def article(number: int, **changes: object) -> dict[str, object]:
    plain = {"id": f"varn-{number}", "lang": "en", "title": "Storm", "text": STORY, "lede": "kept"}
    return plain | {"references": [REFERENCE]} | changes


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """Two sets of three articles: one for the short summary by its name, one for the long."""
    (tmp_path / "summaries").mkdir()
    for name in ("en_xsum", "en_varn"):
        lines = "\n".join(json.dumps(article(number)) for number in range(3))
        (tmp_path / "summaries" / f"{name}.dev.jsonl.gz").write_bytes(gzip.compress(lines.encode()))
    return tmp_path


@pytest.fixture
def no_sumy(monkeypatch: pytest.MonkeyPatch) -> None:
    """Make the import of sumy fail, as on a machine without it."""
    for name in [name for name in sys.modules if name == "sumy" or name.startswith("sumy.")]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "sumy", None)


def evaluate(data: Path, *words: str) -> Result:
    return CliRunner().invoke(app, ["summaries", "--data", str(data), *words])


def objects(result: Result) -> list[dict]:
    return [json.loads(line) for line in result.stdout.splitlines()]


def test_each_set_has_a_row_and_the_last_is_the_macro_mean(data: Path) -> None:
    result = evaluate(data, "--json")

    assert result.exit_code == 0
    assert [(row["set"], row["length"], row["articles"]) for row in objects(result)] == [
        ("en_varn", "long", 3),
        ("en_xsum", "short", 3),
        ("macro", "matched", 6),
    ]


def test_the_short_lead_is_scored_as_the_first_sentence(data: Path) -> None:
    short = objects(evaluate(data, "--json"))[1]

    expected = pytest.approx(score(LEDE, [REFERENCE]), abs=0.01)
    assert short["systems"]["lead"]["mean"] == [expected] * 3
    assert short["systems"]["lead"]["words"] == len(LEDE.split())


def test_every_row_has_the_peers_and_the_differences(data: Path) -> None:
    for row in objects(evaluate(data, "--json")):
        engine = row["systems"]["extract"]
        assert list(row["systems"]) == ["extract", "lead", "lexrank", "textrank"]
        for peer, (over, low, high) in row["over"].items():
            other = row["systems"][peer]
            assert other["words"] > 0
            assert over == pytest.approx(engine["mean"][0] - other["mean"][0], abs=0.011)
            assert low <= over <= high


def test_the_plain_report_names_sets_and_peers(data: Path) -> None:
    result = evaluate(data)

    assert "en_xsum, short, 3 articles" in result.stdout
    assert "extract over it" in result.stdout
    assert "macro, matched, 6 articles" in result.stdout
    assert result.stdout.count("textrank") == 3


def test_the_markdown_table_has_a_line_for_each_set(data: Path) -> None:
    lines = evaluate(data, "--markdown").stdout.splitlines()

    assert len(lines) == 2 + 3
    assert len({line.count("|") for line in lines}) == 1
    assert lines[-1].startswith("| macro, matched, 6 |")


def test_fact_checks_are_ranked_on_judged_summaries(data: Path) -> None:
    judged = [
        {"source": STORY, "summary": LEDE, "label": "faithful"},
        {"source": STORY, "summary": "Ninety crowns were stolen in Oslo.", "label": "unfaithful"},
    ]
    (data / "faithfulness").mkdir()
    lines = "\n".join(map(json.dumps, judged))
    (data / "faithfulness" / "cliff_cnndm.jsonl.gz").write_bytes(gzip.compress(lines.encode()))

    row = objects(evaluate(data, "--json"))[-1]

    assert (row["faithfulness"], row["judged"], row["unfaithful"], row["auc"][0]) == ("cliff_cnndm", 2, 1, 1)
    assert "cliff_cnndm  1.000" in evaluate(data).stdout


def test_without_sumy_its_columns_are_left_out(data: Path, no_sumy: None) -> None:
    result = evaluate(data, "--json")

    assert result.exit_code == 0
    assert "pip install sumy" in result.stderr
    assert list(objects(result)[-1]["systems"]) == ["extract", "lead"]


@pytest.mark.parametrize(
    ("folder", "words", "message"),
    [("nowhere", (), "expected summaries/<lang>_<name>.dev.jsonl.gz"), (".", ("--engine", "babelfish"), "babelfish")],
)
def test_an_error_message_comes_with_status_2(data: Path, folder: str, words: tuple[str, ...], message: str) -> None:
    result = evaluate(data / folder, *words)

    assert result.exit_code == 2
    assert message in result.stderr


def test_an_error_names_a_broken_line(data: Path) -> None:
    (data / "summaries" / "en_xsum.dev.jsonl.gz").write_bytes(gzip.compress(b'{"id": "only"}'))

    result = evaluate(data)

    assert result.exit_code == 2
    assert "en_xsum.dev.jsonl.gz, line 1: expected lang" in result.stderr


def test_an_error_names_the_option_of_the_data_folder(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("WIREGLOT_DATA", raising=False)

    result = CliRunner().invoke(app, ["summaries"], env={"TERM": "dumb"})

    assert result.exit_code == 2
    assert "--data" in result.stderr
