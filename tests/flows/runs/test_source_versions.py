"""What a source says later of an article: corrections, kills, embargoes, and older texts that arrive late."""

import json
import re
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from wireglot.flows.cli.app import app
from wireglot.outputs import Store

BODY = (
    "The ferry to Visby ran aground on Monday with 33 passengers on board, the coast guard said.\n\n"
    "Nobody was hurt, but the ferry stayed on the rock until the evening, when two tugs pulled it free.\n\n"
    "The shipping line has promised to pay for new tickets and for a night in a hotel.\n"
)


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("WIREGLOT_OUTPUTS", raising=False)
    (tmp_path / "inbox").mkdir()
    return tmp_path


def wireglot(*words: object) -> Result:
    return CliRunner().invoke(app, [str(word) for word in words])


def put(name: str = "a.md", body: str = BODY, title: str = "Ferry runs aground off Visby", **fields: str) -> None:
    matter = {"uri": "urn:wire:ferry", "language": "en", "title": title, **fields}
    lines = "\n".join(f"{key}: {value}" for key, value in matter.items() if value)
    Path("inbox", name).write_text(f"---\n{lines}\n---\n{body}", "utf-8")


def run() -> list[dict[str, Any]]:
    return [json.loads(line) for line in wireglot("run", "--plain", "--json", "inbox").stdout.splitlines()]


def folder_text(row: dict[str, Any]) -> str:
    return "".join(path.read_text("utf-8") for path in Path(row["folder"]).iterdir())


def edition(row: dict[str, Any]) -> dict[str, Any]:
    return json.loads(Path(row["folder"], "edition.json").read_bytes())


def test_a_correction_says_so_on_top_of_the_summary(here: Path) -> None:
    put(version="978556838")
    run()
    put(body=BODY.replace("33", "35"), version="1542761538", note="CORRECTED: 35 passengers, not 33")

    (row,) = run()

    page = Path(row["folder"], "summary.md").read_text("utf-8")
    assert (row["version"], row["state"]) == (2, "ok")
    assert edition(row)["reasons"][:2] == ["source corrected", "text changed: 1 sentence"]
    assert page.index("Corrected by its source: CORRECTED: 35 passengers") < page.index("ran aground on Monday")


def test_a_kill_makes_a_withdrawn_version_without_text(here: Path) -> None:
    put(version="1")
    run()
    put(body="", version="2", status="canceled")

    (row,) = run()

    assert (row["version"], row["state"], row["headline"], row["short"]) == (2, "withdrawn", "", "")
    assert "source withdrawn" in edition(row)["reasons"]
    assert not re.search("Visby|ferry|aground", folder_text(row).replace("urn:wire:ferry", "").replace(row["id"], ""))
    assert "must not be used" in wireglot("show", row["id"]).stdout
    assert run()[0]["new"] is False


def test_a_kill_removes_the_text_from_all_pages_and_feeds(here: Path) -> None:
    put(version="1")
    run()
    put(body="", version="2", status="canceled", title="")
    (row,) = run()

    root = Path(row["folder"]).parents[1]
    made = [*root.joinpath("feeds").iterdir(), *root.joinpath("site").rglob("*"), root / "index.html"]
    texts = {path.name: path.read_text("utf-8") for path in made if path.is_file()}
    assert [name for name, text in texts.items() if re.search("Visby|aground|hotel", text)] == []
    assert "deleted-entry" in texts["language-en.atom"]
    assert edition(row)["language"]["tag"] == "en"


def test_a_kill_that_carries_text_shows_none_of_it(here: Path) -> None:
    put(status="killed")

    (row,) = run()

    assert row["state"] == "withdrawn"
    assert "Visby" not in folder_text(row)


def test_an_old_file_does_not_undo_a_kill_but_a_later_text_does(here: Path) -> None:
    put(version="1")
    put("b.md", body="", version="2", status="canceled")
    first = run()
    again = run()
    put("c.md", version="3")
    (restored,) = [row for row in run() if row["new"]]

    assert [row["state"] for row in first] == ["ok", "withdrawn"]
    assert [row["new"] for row in again] == [False, False]
    assert (restored["version"], restored["state"]) == (3, "ok")


def test_without_numbers_nothing_undoes_a_kill(here: Path) -> None:
    put(body="", status="canceled")
    run()
    put()

    (row,) = run()

    assert (row["new"], row["state"]) == (False, "withdrawn")


def test_an_older_source_version_is_kept_as_late_text(here: Path) -> None:
    put(body=BODY.replace("33", "35"), version="10")
    run()
    put(version="9")

    (row,) = run()

    (late,) = Path(row["folder"]).parent.joinpath("late").iterdir()
    assert (row["new"], row["version"], row["late"]) == (False, 1, "9")
    assert "33 passengers" in json.dumps(json.loads(late.read_bytes()))
    assert "older text (version 9 of the source) arrived after a newer one" in wireglot("history", row["id"]).stdout
    assert "35 passengers" in Path(row["folder"], "long.txt").read_text("utf-8")


def test_several_source_versions_are_stored_in_order(here: Path) -> None:
    put("z.md", version="9")
    put("a.md", body=BODY.replace("33", "35"), version="10")

    rows = run()
    again = run()

    assert [(row["version"], row["source"][-4:]) for row in rows] == [(1, "z.md"), (2, "a.md")]
    assert [row["new"] for row in again] == [False, False]


@pytest.mark.parametrize("files", [("1.md", "2.md"), ("2.md", "1.md")])
@pytest.mark.parametrize("between", [0, 60])
@pytest.mark.parametrize("runs", [1, 2])
def test_a_kill_prevails_over_its_story(here: Path, files: tuple[str, str], between: int, runs: int) -> None:
    story, kill = files
    for number in range(between):  # in one run, story and kill are then in two batches
        put(f"1-{number:02d}.md", title=f"Other news {number}", uri=f"urn:wire:other-{number}")
    put(story)
    if runs == 2:
        run()
    put(kill, body="", status="canceled", note="KILL. It never happened.")

    run()
    again = run()

    rows = {row["source"]: row for row in again}
    assert {rows[f"inbox/{name}"]["state"] for name in files} == {"withdrawn"}
    assert [row for row in again if row["new"]] == []
    kept = Path(rows["inbox/1.md"]["folder"]).parent
    assert any("aground" in path.read_text("utf-8") for path in kept.rglob("*.json"))


@pytest.mark.parametrize(("status", "state"), [("canceled", "withdrawn"), ("withheld", "held")])
def test_a_limit_does_not_hold_back_a_kill_or_a_hold(here: Path, status: str, state: str) -> None:
    put("1.md")
    put("2.md", body="", status=status)

    wireglot("run", "--plain", "--limit", "1", "inbox")

    assert f"({state})" in wireglot("list").stdout


@pytest.mark.parametrize("between", [0, 60])
def test_a_later_file_is_the_newer_text_once(here: Path, between: int) -> None:
    put("0.md", version="1st Ld")
    for number in range(between):
        put(f"1-{number:02d}.md", title=f"Other news {number}", uri=f"urn:wire:other-{number}")
    put("2.md", body=BODY.replace("33", "35"), version="2nd Ld")

    run()
    again = run()

    assert [row for row in again if row["new"]] == []
    (newest,) = {row["folder"] for row in again if row["source"] in ("inbox/0.md", "inbox/2.md")}
    assert (Path(newest).name, "35 passengers" in folder_text({"folder": newest})) == ("v0002", True)


def test_without_order_the_text_that_arrived_last_stays_the_newest(here: Path) -> None:
    put("1.md")
    put("2.md", body=BODY.replace("33", "35"))
    run()
    again = run()
    put("1.md", body=BODY.replace("33", "36"))
    changed = run()
    pruned = wireglot("prune", "--keep", "1")
    last = run()

    assert [row["new"] for row in again + last] == [False] * 4
    assert [(row["version"], row["new"]) for row in changed] == [(3, True), (3, False)]
    assert "2 versions removed" in pruned.stderr
    assert "36 passengers" in folder_text(last[0])


def test_a_text_that_comes_back_in_its_file_is_a_new_version(here: Path) -> None:
    put("1.md")
    put("2.md", body=BODY.replace("33", "35"))
    run()
    put("2.md")

    rows = run()

    assert [(row["version"], row["new"]) for row in rows] == [(2, False), (3, True)]


def test_an_embargoed_article_is_hidden_until_its_time(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    soon = datetime.now(UTC) + timedelta(hours=1)
    put(embargoed=soon.isoformat())
    (row,) = run()
    texts = [Path(row["folder"], name).read_text("utf-8") for name in ("summary.md", "short.txt", "long.txt")]
    shown = [wireglot("show", row["id"]).stdout, wireglot("list", "--json").stdout]

    assert row["state"] == "embargoed"
    assert json.loads(shown[1])["source"] == ""
    assert not [text for text in [*texts, *shown, json.dumps(row)] if re.search("Visby|aground", text)]
    assert run()[0]["new"] is False

    at(monkeypatch, soon + timedelta(minutes=1))
    Path("inbox", "a.md").unlink()
    put_another()
    rows = {row["id"][:5]: row for row in run()}

    released = next(row for row in rows.values() if row["version"] == 2)
    assert released["state"] == "ok"
    assert "embargo lifted" in edition(released)["reasons"]
    assert "Visby" in released["short"]
    assert Store(here / "outputs" / "editions").released() == []


def put_another() -> None:
    put("other.md", body=BODY.replace("Visby", "Turku"), title="Ferry runs aground off Turku", uri="urn:wire:other")


def at(monkeypatch: pytest.MonkeyPatch, moment: datetime) -> None:
    """Set the clock of outputs/source_status.py to `moment`."""

    class Clock(datetime):
        @classmethod
        def now(cls, _zone: Any = None) -> "datetime":
            return moment

    monkeypatch.setattr("wireglot.outputs.source_status.datetime", Clock)


def test_a_withheld_article_is_hidden_without_a_date(here: Path) -> None:
    put(version="1", status="withheld")
    (held,) = run()
    put(version="2")
    (free,) = run()

    assert (held["state"], free["state"], free["version"]) == ("held", "ok", 2)
    assert "hold lifted" in edition(free)["reasons"]


def test_each_manifest_holds_the_sum_of_the_one_before(here: Path) -> None:
    import hashlib

    put(version="1")
    (first,) = run()
    put(version="2", body=BODY.replace("33", "35"))
    (second,) = run()

    manifest = json.loads(Path(second["folder"], "manifest.json").read_bytes())
    before = Path(first["folder"], "manifest.json").read_bytes()
    assert manifest["previous"] == hashlib.sha256(before).hexdigest()
    assert json.loads(before)["previous"] == ""
    assert (manifest["source_version"], manifest["reasons"][-1]) == ("2", "text changed: 1 sentence")
