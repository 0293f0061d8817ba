"""Odd names and times: a folder that cannot be made, a clock set back, long names, names that differ in case."""

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from typer.testing import CliRunner

from tests.examples import an_article, an_edition
from wireglot.articles import article_id
from wireglot.flows.cli.app import app
from wireglot.outputs import Store
from wireglot.outputs.verify import verify

TEXT = "The harbour was closed on Monday after a storm, police said.\n\nNobody was hurt when the ferry turned back.\n"


def run(inbox: Path, outputs: Path) -> list[dict[str, object]]:
    result = CliRunner().invoke(app, ["run", "--plain", "--json", str(inbox), "--outputs", str(outputs)])
    return [json.loads(line) for line in result.stdout.splitlines()]


def test_one_article_that_cannot_be_written_fails_alone(tmp_path: Path) -> None:
    (tmp_path / "inbox").mkdir()
    for name in "abc":
        (tmp_path / "inbox" / f"{name}.txt").write_text(f"Storm {name}\n\n{TEXT}", "utf-8")
    outputs = tmp_path / "editions"
    outputs.mkdir()
    (outputs / article_id("../inbox/b.txt")).write_text("a file where the folder should be", "utf-8")

    rows = run(tmp_path / "inbox", outputs)

    failed = [row for row in rows if "error" in row]
    assert [str(row["source"])[-5:] for row in failed] == ["b.txt"]
    assert sum(bool(row.get("new")) for row in rows) == 2
    assert not list((outputs / ".wireglot" / "drafts").iterdir())


def test_a_clock_set_back_changes_no_order(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    store = Store(tmp_path)
    store.prepare()
    store.add(an_edition())

    class Earlier(datetime):
        @classmethod
        def now(cls, _zone: object = None) -> datetime:
            return datetime(1999, 1, 1, tzinfo=UTC)

    monkeypatch.setattr("wireglot.outputs.store.datetime", Earlier)
    second = store.add(an_edition(an_article(headline="Ny rubrik")))

    assert (second.version, store.read(second.id).made_at[:4]) == (2, "1999")
    assert [finding for finding in verify(tmp_path) if finding.grade == "damage"] == []


def test_a_name_of_300_characters_is_stored_and_found(tmp_path: Path) -> None:
    (tmp_path / "inbox").mkdir()
    uri = "https://news.example/" + "a-very-long-name-" * 20
    (tmp_path / "inbox" / "a.md").write_text(f"---\nuri: {uri}\ntitle: Storm\n---\n{TEXT}", "utf-8")

    (row,) = run(tmp_path / "inbox", tmp_path / "editions")

    assert row["new"] is True
    assert len(str(row["id"])) <= 100
    assert json.loads(Path(str(row["folder"]), "edition.json").read_bytes())["article"]["uri"] == uri


@given(st.text(min_size=1, max_size=30), st.text(min_size=1, max_size=30))
def test_ids_differ_where_case_does_not_count(one: str, other: str) -> None:
    if one != other:
        assert article_id(one).casefold() != article_id(other).casefold()


def test_names_that_differ_only_in_case_are_two_articles(tmp_path: Path) -> None:
    for name in ("Lead.txt", "lead.txt"):
        (tmp_path / "inbox").mkdir(exist_ok=True)
        (tmp_path / "inbox" / name).write_text(f"Storm in {name}\n\n{TEXT}", "utf-8")

    ids = {str(row["id"]).casefold() for row in run(tmp_path / "inbox", tmp_path / "editions")}

    assert len(ids) == 2
