"""An output folder from before files were named by their path: its articles keep their ids and do not appear twice."""

import json
import os
from dataclasses import replace
from pathlib import Path

import pytest
from typer.testing import CliRunner

from wireglot.articles import article_id
from wireglot.articles.reading import SourceFile, read
from wireglot.flows import pipeline
from wireglot.flows.cli.app import app
from wireglot.flows.options import Options
from wireglot.outputs import Failure, Failures, Store, update_outputs

TEXT = "The harbour of {} was closed on Monday after a storm, the port said. Nobody was hurt. Repairs begin in May.\n"
NAMES = ("mon/lead.txt", "tue/lead.txt", "note.md")


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    room = tmp_path / "room"
    monkeypatch.delenv("WIREGLOT_OUTPUTS", raising=False)
    for name in NAMES:
        (room / "inbox" / name).parent.mkdir(parents=True, exist_ok=True)
        (room / "inbox" / name).write_text(TEXT.format(name), "utf-8")
    monkeypatch.chdir(room)
    return room


def run_as_before(folder: str, *, root: Path = Path("out"), to: str = "en") -> dict[str, str]:
    """Store the files as Wireglot did then: named by the path below the SOURCE folder, `source` as it was typed."""
    ids: dict[str, str] = {}
    store = Store(root)
    store.prepare()
    for name in NAMES:
        path = Path(folder, name)
        article = read(SourceFile(path, "../x"))
        old = replace(article, id=article_id(name), uri=name, file="")
        pipeline.process([old], root, Options(to=to, translator="none"))
        ids[name] = old.id
    update_outputs(store, site=False)
    for record in root.glob("*/v*/edition.json"):
        assert not json.loads(record.read_bytes())["article"]["file"]
    return ids


def run(*words: object, outputs: object = "out") -> dict[str, tuple[str, bool]]:
    """Run the sources; id and `new` of each file, by its path below the inbox."""
    options = ["--plain", "--json", "--no-site", "--translator", "none", "--outputs", str(outputs)]
    lines = CliRunner().invoke(app, ["run", *map(str, words), *options]).stdout.splitlines()
    rows = [row for row in map(json.loads, lines) if "id" in row]
    return {os.path.realpath(row["source"]).partition("/inbox/")[2]: (row["id"], row["new"]) for row in rows}


@pytest.mark.parametrize("folder", ["inbox", "./inbox/../inbox", "ABSOLUTE"])
def test_an_older_output_folder_is_continued(here: Path, folder: str, monkeypatch: pytest.MonkeyPatch) -> None:
    ids = run_as_before(str(here / "inbox") if folder == "ABSOLUTE" else folder)
    unchanged = {name: (id, False) for name, id in ids.items()}

    monkeypatch.chdir(here / "inbox" / "mon")
    assert run("..", outputs="../../out") == unchanged
    monkeypatch.chdir(here)
    assert run("inbox") == unchanged
    assert run("inbox/mon/lead.txt") == {"mon/lead.txt": (ids["mon/lead.txt"], False)}


def test_a_changed_file_makes_the_next_version(here: Path) -> None:
    ids = run_as_before("inbox")
    (here / "inbox" / "mon" / "lead.txt").write_text(TEXT.format("Osby"), "utf-8")

    assert run("inbox")["mon/lead.txt"] == (ids["mon/lead.txt"], True)
    (here / "out" / ".wireglot" / "continued.json").unlink()
    assert run("inbox") == {name: (id, False) for name, id in ids.items()}
    assert Store(here / "out").versions(ids["mon/lead.txt"]) == [1, 2]


def test_another_file_of_the_same_name_is_a_new_article(here: Path) -> None:
    ids = run_as_before("inbox")
    (here / "other" / "inbox" / "mon").mkdir(parents=True)
    (here / "other" / "inbox" / "mon" / "lead.txt").write_text(TEXT.format("Osby"), "utf-8")

    found = run("other/inbox")

    assert found["mon/lead.txt"][0] not in ids.values()


def test_sources_named_from_a_far_folder_are_found_there(here: Path, tmp_path: Path) -> None:
    ids = run_as_before("inbox", root=tmp_path / "far" / "away")

    assert run("inbox", outputs=tmp_path / "far" / "away") == {name: (id, False) for name, id in ids.items()}


def test_an_older_failure_is_counted_on_and_cleared(here: Path) -> None:
    run_as_before("inbox")
    (here / "inbox" / "note.md").write_text("")
    failures = Failures(here / "out")
    failures.record(Failure("note.md", "inbox/note.md", "read", "empty"))

    run("inbox")
    (failure,) = failures.all()
    (here / "inbox" / "note.md").write_text(TEXT.format("note.md"), "utf-8")
    run("inbox")

    assert (failure.uri, failure.attempts) == ("../inbox/note.md", 2)
    assert failures.all() == []
