"""The identifiers of a source: texts that share one are one article, and a kill finds its story by any of them."""

import json
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from wireglot.flows.cli.app import app
from wireglot.outputs.source_status import NO_IDENTIFIER, NO_STORY

BODY = "The mill at Dorne burned down on Friday night, the fire service said. Nobody was hurt. It had stood empty.\n"
PAIRS = [
    ("guid: 4711", "guid: 4711"),
    ("id: urn:newsml:dorne.example:7", "ID: URN:NewsML:dorne.example:7"),
    ("link: https://dorne.example/mill", "permalink: http://dorne.example/mill/"),
    ("canonical_url: https://dorne.example/mill", "url: https://DORNE.example:443/mill#more"),
    ("url: https://dorne.example/mill?id=3&utm_source=x&fbclid=y", "canonicalUrl: https://dorne.example/mill?id=3"),
    ("guid: urn:dorne:7\nurl: https://dorne.example/mill", "guid: urn:dorne:7"),
    ("guid: urn:dorne:7\nurl: https://dorne.example/mill", "uri: https://dorne.example/mill"),
    ("permalink: /2026/mill", "permalink: /2026/mill/"),
]


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("WIREGLOT_OUTPUTS", raising=False)
    (tmp_path / "in").mkdir()
    return tmp_path


def put(name: str, lines: str, body: str = BODY) -> None:
    Path("in", name).write_text(f"---\n{lines}\nlanguage: en\n---\n{body}", "utf-8")


def put_kill(name: str, lines: str) -> None:
    put(name, f"{lines}\nstatus: killed", "")


def rows(*words: str) -> list[dict[str, Any]]:
    result = CliRunner().invoke(app, [*words, "--json"])
    return [json.loads(line) for line in result.stdout.splitlines()]


def run(*names: str) -> list[dict[str, Any]]:
    return rows("run", "--plain", "--no-site", *(f"in/{name}" for name in names or ("",)))


def states() -> list[str]:
    return sorted(row["state"] for row in rows("list"))


@pytest.mark.parametrize(("story", "kill"), PAIRS)
@pytest.mark.parametrize("files", [[["a.md", "b.md"]], [["a.md"], ["b.md"]], [["b.md"], ["a.md"]]])
def test_a_kill_finds_its_story_by_any_identifier(here: Path, story: str, kill: str, files: list[list[str]]) -> None:
    put("a.md", story)
    put_kill("b.md", kill)
    for names in files:
        run(*names)

    assert states() == ["withdrawn"]
    assert not any(row["new"] for row in run())


@pytest.mark.parametrize(("story", "kill"), PAIRS)
def test_identifiers_are_found_again_in_the_versions(here: Path, story: str, kill: str) -> None:
    put("a.md", story)
    run()
    (here / "outputs/editions/.wireglot/identifiers.json").unlink()
    put_kill("b.md", kill)
    run()

    assert states() == ["withdrawn"]


def test_every_identifier_of_earlier_texts_is_kept(here: Path) -> None:
    put("a.md", "guid: urn:dorne:7\nurl: https://dorne.example/mill")
    run()
    put("b.md", "guid: urn:dorne:7\nversion: 2", BODY.replace("Friday", "Saturday"))
    (second,) = run("b.md")
    (here / "outputs/editions/.wireglot/identifiers.json").unlink()
    put_kill("c.md", "url: http://dorne.example/mill")
    (killed,) = run("c.md")

    assert (second["version"], killed["version"]) == (2, 3)
    assert killed["id"] == second["id"]


def test_a_kill_withdraws_every_article_that_it_names(here: Path) -> None:
    put("a.md", "guid: urn:dorne:7")
    put("b.md", "url: https://dorne.example/mill")
    run()
    put_kill("c.md", "guid: urn:dorne:7\nurl: https://dorne.example/mill")
    run()

    assert states() == ["withdrawn", "withdrawn"]


@pytest.mark.parametrize(("lines", "warning"), [("guid: urn:dorne:9", NO_STORY), ("title: Mill", NO_IDENTIFIER)])
def test_a_kill_without_a_story_says_so(here: Path, lines: str, warning: str) -> None:
    put("a.md", "guid: urn:dorne:7")
    put_kill("b.md", lines)
    (killed,) = [row for row in run() if row["state"] == "withdrawn"]
    (listed,) = rows("list", "--state", "withdrawn")

    assert all(warning in row["reason"] for row in (killed, listed))
    assert warning in json.loads(Path(killed["folder"], "edition.json").read_bytes())["warnings"]
    assert [row["new"] for row in run()] == [False, False]


def test_a_number_joins_no_two_stories(here: Path) -> None:
    put("a.md", "id: 1")
    put("b.md", "id: 1", BODY.replace("mill", "barn"))

    assert len({row["id"] for row in run()}) == 2


def test_texts_with_one_link_and_two_guids_are_two_articles(here: Path) -> None:
    for n in (1, 2):
        put(f"{n}.md", f"guid: urn:dorne:{n}\nlink: https://dorne.example/live", BODY.replace("Friday", f"{n} May"))

    assert len({row["id"] for row in run()}) == 2


def test_a_number_counts_in_its_folder_only(here: Path) -> None:
    put("a.md", "guid: 4711")
    Path("in/other").mkdir()
    put_kill("other/a.md", "guid: 4711")
    run()

    assert states() == ["ok", "withdrawn"]


def test_a_file_that_gets_an_identifier_stays_its_article(here: Path) -> None:
    put("a.md", "title: The mill")
    (first,) = run()
    put("a.md", "title: The mill\nlink: https://dorne.example/mill")
    (second,) = run()
    put_kill("b.md", "url: https://dorne.example/mill")
    run()

    assert (second["id"], second["new"]) == (first["id"], False)
    assert states() == ["withdrawn"]
