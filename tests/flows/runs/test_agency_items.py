"""Runs over files of news agencies: versions, kills, embargoes, and failures of single items in a file."""

import json
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from wireglot.flows.cli.app import app
from wireglot.outputs import Failures, Store

TEXT = (
    "The ferry Marisol ran aground off Torvik on Monday with 33 people on board, the coast guard said.",
    "Nobody was hurt, but the ferry stayed on the rock until the evening, when two tugs pulled it free.",
    "The shipping line has promised to pay for new tickets and for a night in a hotel.",
)


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("WIREGLOT_OUTPUTS", raising=False)
    (tmp_path / "inbox").mkdir()
    return tmp_path


def item(number: int = 1, **fields: Any) -> dict[str, Any]:
    body = "".join(f"<p>{text}</p>" for text in TEXT)
    return {
        "uri": f"urn:kd:{number}",
        "language": "en",
        "headline": f"Ferry {number} runs aground off Torvik",
        "body_html": body,
        **fields,
    }


def put(name: str, *items: dict[str, Any] | str) -> None:
    lines = [entry if isinstance(entry, str) else json.dumps(entry) for entry in items]
    Path("inbox", name).write_text("\n".join(lines), "utf-8")


def wireglot(*words: str) -> Result:
    return CliRunner().invoke(app, [*words])


def run() -> list[dict[str, Any]]:
    result = wireglot("run", "inbox", "--plain", "--json", "--no-site", "--outputs", "out")
    return [json.loads(line) for line in result.stdout.splitlines()]


def newest(number: int = 1) -> Any:
    store = Store(Path("out"))
    id = next(id for id in store.ids() if store.read(id).article.uri == f"urn:kd:{number}")
    return store.read(id)


def test_every_item_of_a_file_gets_its_edition_once(here: Path) -> None:
    put("day.jsonl", item(1), item(2))
    first, second = run(), run()

    assert [row["new"] for row in first] == [True, True]
    assert [row["new"] for row in second] == [False, False]
    assert {row["headline"] for row in first} == {f"Ferry {n} runs aground off Torvik" for n in (1, 2)}


@pytest.mark.parametrize("names", [("a.json", "b.json"), ("b.json", "a.json")])
def test_versions_are_ordered_by_number_and_not_by_file(here: Path, names: tuple[str, str]) -> None:
    put(names[0], item(version="9"))
    put(names[1], item(version="10", headline="Ferry is free again"))
    run()

    assert newest().article.headline == "Ferry is free again"
    assert newest().version == 2


def test_a_chain_of_replacements_is_one_article(here: Path) -> None:
    put("day.jsonl", item(1), item(2, replacing=["urn:kd:1"]))
    run()
    put("day.jsonl", item(3, replacing=["urn:kd:2"], headline="Ferry is free again"))
    run()
    store = Store(Path("out"))
    (id,) = store.ids()

    assert (store.read(id).version, store.read(id).article.headline) == (3, "Ferry is free again")


def test_a_kill_withdraws_the_text(here: Path) -> None:
    put("a.json", item(version="1"))
    put("b.json", item(version="2", pubstatus="canceled", headline="", body_html=""))
    run()

    assert newest().state == "withdrawn"
    assert "Marisol" not in wireglot("list", "--json", "--outputs", "out").stdout


def test_an_unreadable_embargo_holds_the_text(here: Path) -> None:
    put("a.json", item(embargoed="until the speech"))
    (row,) = run()

    assert row["state"] == "held"
    assert "cannot be read as a date" in newest().article.hold


def test_a_picture_among_the_files_is_no_failure(here: Path) -> None:
    put("a.json", item())
    put("b.json", {"uri": "urn:kd:2", "type": "picture", "headline": "The ferry on Monday"})

    result = wireglot("run", "inbox", "--plain", "--no-site", "--outputs", "out")

    assert result.exit_code == 0
    assert "1 article" in result.stderr


def test_a_bad_line_is_a_failure_until_it_is_corrected(here: Path) -> None:
    put("day.jsonl", item(1), '{"uri": "urn:kd:2", "body')
    rows = run()
    (failure,) = Failures(Path("out")).all()
    put("day.jsonl", item(1), item(2))
    run()

    assert [row["stage"] for row in rows if "stage" in row] == ["read"]
    assert "line 2" in failure.error
    assert Failures(Path("out")).all() == []


def test_retry_reads_the_file_of_a_bad_item_again(here: Path) -> None:
    put("day.jsonl", item(1), '{"uri": "urn:kd:2", "body')
    run()
    put("day.jsonl", item(1), item(2))
    wireglot("retry", "--outputs", "out")

    assert newest(2).article.headline == "Ferry 2 runs aground off Torvik"
    assert Failures(Path("out")).all() == []


def test_a_file_that_broke_off_is_a_failure_until_it_is_whole(here: Path) -> None:
    text = json.dumps([item(1), item(2)])
    put("day.json", text[:-9])
    (row,) = run()
    put("day.json", text)
    run()

    assert "expected JSON" in row["error"]
    assert Failures(Path("out")).all() == []
