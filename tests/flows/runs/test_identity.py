"""One file is one article, from wherever and however it is named; two files are two articles."""

import json
import os
import shutil
from pathlib import Path

import pytest
from typer.testing import CliRunner

from wireglot.flows.cli.app import app

TEXT = "The harbour of {} was closed on Monday after a storm, the port said. Nobody was hurt. Repairs begin in May.\n"


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A newsroom with two desks' folders, each with a file of the same name."""
    room = tmp_path / "room"
    monkeypatch.delenv("WIREGLOT_OUTPUTS", raising=False)
    for folder in ("nordic", "baltic"):
        (room / "inbox" / folder).mkdir(parents=True)
        (room / "inbox" / folder / "lead.txt").write_text(TEXT.format(folder), "utf-8")
    monkeypatch.chdir(room)
    return room


def run(*sources: object, outputs: object = "out") -> dict[str, str]:
    """Run the sources; the id of each file, by the name of its folder."""
    words = ["run", "--plain", "--json", "--no-site", *map(str, sources), "--outputs", str(outputs)]
    rows = [json.loads(line) for line in CliRunner().invoke(app, words).stdout.splitlines()]
    return {Path(os.path.realpath(row["source"])).parent.name: row["id"] for row in rows if "id" in row}


def articles(outputs: Path) -> list[str]:
    return sorted(path.parent.name for path in outputs.glob("*/v0001"))


def test_a_file_is_the_same_article_however_it_is_named(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (here / "link").symlink_to(here / "inbox")
    ids = run("inbox")
    spellings = ["./inbox/", "inbox/../inbox", here / "inbox", "link", "inbox/nordic", "inbox/nordic/lead.txt",
                 "link/baltic/lead.txt"]  # fmt: skip

    assert [run(name).items() <= ids.items() for name in spellings] == [True] * len(spellings)
    monkeypatch.chdir(here / "inbox" / "nordic")
    assert run("lead.txt", outputs="../../out") == {"nordic": ids["nordic"]}
    assert run(here / "inbox", outputs=here / "link" / ".." / "out") == ids
    assert articles(here / "out") == sorted(ids.values())


def test_runs_over_two_folders_keep_their_files_apart(here: Path) -> None:
    ids = [run(f"inbox/{folder}")[folder] for folder in ("nordic", "baltic", "nordic")]

    assert ids[0] == ids[2] != ids[1]
    assert not list((here / "out").glob("*/v0002"))


def test_an_inbox_moved_with_its_output_folder_is_continued(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    ids = run("inbox")
    moved = here.parent / "elsewhere" / "deeper"
    shutil.copytree(here, moved, symlinks=True)
    shutil.rmtree(here)
    monkeypatch.chdir(moved)

    assert run(moved / "inbox", outputs=moved / "out") == ids


def test_an_identifier_of_the_source_counts_in_every_folder(here: Path) -> None:
    for folder in ("nordic", "baltic"):
        path = here / "inbox" / folder / "lead.txt"
        path.write_text("---\nguid: urn:wire:4711\n---\n" + path.read_text("utf-8"), "utf-8")

    ids = run("inbox")

    assert ids["nordic"] == ids["baltic"]


@pytest.mark.parametrize("site", ["https://agency.example", "https://agency.example/", "stdin:0"])
def test_the_address_of_a_whole_site_names_no_article(here: Path, site: str) -> None:
    for folder in ("nordic", "baltic"):
        path = here / "inbox" / folder / "lead.txt"
        path.write_text(f"---\nsource: {site}\n---\n" + path.read_text("utf-8"), "utf-8")

    ids = run("inbox")

    assert ids["nordic"] != ids["baltic"]


def test_standard_input_is_named_by_its_content(here: Path) -> None:
    def piped(text: str) -> str:
        words = ["run", "--plain", "--json", "--no-site", "-", "--outputs", "out"]
        return str(json.loads(CliRunner().invoke(app, words, input=text).stdout)["id"])

    assert piped(TEXT.format("Varn")) == piped(TEXT.format("Varn")) != piped(TEXT.format("Osby"))


def test_a_failed_file_is_retried_from_another_folder(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (here / "inbox" / "nordic" / "lead.txt").write_text("")
    run("inbox")
    (here / "inbox" / "nordic" / "lead.txt").write_text(TEXT.format("nordic"), "utf-8")
    monkeypatch.chdir(here.parent)

    result = CliRunner().invoke(app, ["retry", "--json", "--outputs", "room/out"])

    (row,) = map(json.loads, result.stdout.splitlines())
    assert row["new"] is True
    assert not list((here / "out/.wireglot/failures").iterdir())
    assert len(articles(here / "out")) == 2


def test_a_file_that_now_has_an_identifier_is_no_longer_failed(here: Path) -> None:
    path = here / "inbox" / "nordic" / "lead.txt"
    path.write_text("")
    run("inbox")
    path.write_text("---\nurl: https://news.example/1\n---\n" + TEXT.format("nordic"), "utf-8")

    run("inbox")

    assert not list((here / "out/.wireglot/failures").iterdir())
