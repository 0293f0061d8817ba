"""Odd names and times: names that are not UTF-8, a folder that cannot be made, a clock set back, long names."""

import json
import os
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from typer.testing import CliRunner

from tests.examples import an_article, an_edition
from wireglot.articles import article_id
from wireglot.articles.reading import Contents, SourceFile, read_all
from wireglot.flows.cli.app import app
from wireglot.outputs import Failures, Store
from wireglot.outputs.verify import verify

not_utf8 = pytest.mark.skipif(sys.platform == "darwin", reason="its file systems have UTF-8 names only")

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

    monkeypatch.setattr("wireglot.outputs.store.now_text", lambda: "1999-01-01T00:00:00Z")
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


def an_odd_inbox(tmp_path: Path) -> Path:
    """Two articles and an empty file with names in Latin-1, in such a folder, and an article with an ordinary name."""
    inbox = tmp_path / os.fsdecode(b"d\xe9p\xeaches")
    inbox.mkdir()
    for name in (b"caf\xe9.txt", b"caf\xe8.txt", b"ok.txt"):
        (inbox / os.fsdecode(name)).write_text(f"Storm shuts harbour\n\n{TEXT}", "utf-8")
    (inbox / os.fsdecode(b"vide\xe9.txt")).write_text("", "utf-8")
    return inbox


@not_utf8
def test_a_name_that_is_not_utf8_fails_alone_at_most(tmp_path: Path) -> None:
    inbox, outputs = an_odd_inbox(tmp_path), tmp_path / os.fsdecode(b"\xe9ditions")

    rows = run(inbox, outputs)

    assert [row["source"] for row in rows if "error" in row] == [f"{tmp_path}/d�E9p�EAches/vide�E9.txt"]
    assert len({row["id"] for row in rows if row.get("new")}) == 3
    assert {row["new"] for row in run(inbox, outputs) if "new" in row} == {False}
    assert [finding for finding in verify(outputs) if finding.grade == "damage"] == []
    assert len(list((outputs / "site" / "articles").glob("*.html"))) == 3


@not_utf8
def test_a_failed_file_with_an_odd_name_is_retried(tmp_path: Path) -> None:
    inbox, outputs = an_odd_inbox(tmp_path), tmp_path / "editions"
    run(inbox, outputs)
    (inbox / os.fsdecode(b"vide\xe9.txt")).write_text(f"Storm shuts harbour\n\n{TEXT}", "utf-8")

    result = CliRunner().invoke(app, ["retry", "--json", "--outputs", str(outputs)])

    assert [json.loads(line)["new"] for line in result.stdout.splitlines()] == [True]
    assert Failures(outputs).all() == []


@not_utf8
def test_an_article_is_found_by_its_odd_name(tmp_path: Path) -> None:
    outputs = tmp_path / "editions"
    run(an_odd_inbox(tmp_path), outputs)

    for option in ("--source", "--search"):
        result = CliRunner().invoke(app, ["list", "--json", option, os.fsdecode(b"caf\xe9"), "--outputs", str(outputs)])
        assert (result.exit_code, len(result.stdout.splitlines())) == (0, 1 if option == "--source" else 0)


@not_utf8
def test_a_parser_that_fails_costs_one_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(file: SourceFile, *rest: object) -> Contents:
        if "ok" in file.uri:
            raise RecursionError("too deep")
        return read_all(file, *rest)  # type: ignore[arg-type]

    monkeypatch.setattr("wireglot.flows.runs.batches.read_all", broken)

    rows = run(an_odd_inbox(tmp_path), tmp_path / "editions")

    assert {str(row["error"])[:24] for row in rows if "ok.txt" in str(row["source"])} == {"RecursionError: too deep"}
    assert sum(bool(row.get("new")) for row in rows) == 2
