"""`wireglot restore`: an older version is the newest again, and stays it until the source sends another text."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from wireglot.flows.cli.app import app
from wireglot.outputs.restore import OTHER_TEXT

FIRST = "The harbour of Varn was closed on Monday after a storm damaged forty boats. Nobody was hurt, the port said."
SECOND = "The harbour of Varn was closed on Monday after a storm damaged fifty boats. Nobody was hurt, the port said."
THIRD = "The harbour of Varn was opened on Friday after a storm damaged fifty boats. Nobody was hurt, the port said."


def wireglot(*words: str) -> Result:
    return CliRunner().invoke(app, list(words))


def rows(*words: str) -> list[dict[str, object]]:
    result = wireglot(*words, "--json")
    assert result.exit_code == 0, result.stderr
    return [json.loads(line) for line in result.stdout.splitlines()]


def send(text: str, **fields: str) -> None:
    """The source sends its text, with the same identifier each time."""
    matter = {"uri": "urn:varn:1", "title": "Storm in Varn", "language": "en"} | fields
    lines = "".join(f"{key}: {value}\n" for key, value in matter.items())
    Path("inbox/item.md").write_text(f"---\n{lines}---\n{text}\n", "utf-8")


def run(*words: str) -> tuple[object, object]:
    """The version after a run, and whether it is new."""
    (row,) = rows("run", "--plain", "inbox", *words)
    return row["version"], row["new"]


def newest_text() -> str:
    return str(rows("list")[0]["short"])


@pytest.fixture
def id(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """An article with two versions: forty boats, then fifty."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("WIREGLOT_OUTPUTS", raising=False)
    Path("inbox").mkdir()
    for text in (FIRST, SECOND):
        send(text)
        run()
    return str(rows("list")[0]["id"])


def test_an_older_version_becomes_the_newest(id: str) -> None:
    (restored,) = rows("restore", id, "1")

    assert (restored["version"], restored["new"]) == (3, True)
    assert restored["reasons"] == ["restored from version 1"]
    assert "forty boats" in newest_text()
    assert [row["version"] for row in rows("history", id)] == [1, 2, 3]
    assert wireglot("verify").exit_code == 0


def test_index_site_and_feeds_follow(id: str) -> None:
    assert wireglot("restore", id, "1").stdout == f"restored   {id} v3: restored from version 1\n"

    outputs = Path("outputs/editions")
    pages = [*outputs.glob("site/**/*.html"), *outputs.glob("feeds/*"), outputs / "index.html"]
    texts = [page.read_text("utf-8") for page in pages if page.is_file()]
    assert any("forty boats" in text for text in texts)
    assert "forty boats" in (outputs / id / "latest" / "short.txt").read_text("utf-8")
    assert rows("list", "--search", "forty")
    assert not rows("list", "--search", "fifty")


def test_the_text_it_replaced_does_not_undo_it(id: str) -> None:
    wireglot("restore", id, "1")

    assert [run(), run()] == [(3, False), (3, False)]
    assert "forty boats" in newest_text()


def test_a_new_text_of_the_source_follows_it(id: str) -> None:
    wireglot("restore", id, "1")
    send(THIRD)

    assert run() == (4, True)
    assert "opened on Friday" in newest_text()


def test_force_ends_it(id: str) -> None:
    wireglot("restore", id, "1")

    assert run("--force") == (4, True)
    assert "fifty boats" in newest_text()


def test_a_warning_says_that_the_source_sent_another_text(id: str) -> None:
    shown = []
    for version in ("1", "2", "3"):
        wireglot("restore", id, version)
        shown.append(OTHER_TEXT in wireglot("show", id).stdout)

    assert shown == [True, False, True]
    assert wireglot("show", id).stdout.count(OTHER_TEXT) == 1


def test_restoring_twice_adds_one_version(id: str) -> None:
    wireglot("restore", id, "1")
    (again,) = rows("restore", id, "1")
    (newest,) = rows("restore", id, "3")

    assert (again["version"], again["new"]) == (3, False)
    assert (newest["version"], newest["new"]) == (3, False)


def test_a_restored_version_can_itself_be_taken_back(id: str) -> None:
    wireglot("restore", id, "1")
    (back,) = rows("restore", id, "2")

    assert back["reasons"] == ["restored from version 2"]
    assert run() == (4, False)
    assert "fifty boats" in newest_text()


def test_pruning_the_replaced_version_undoes_nothing(id: str) -> None:
    wireglot("restore", id, "1")
    wireglot("prune", "--keep", "1")

    assert run() == (3, False)


def test_a_better_engine_does_not_undo_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, add_engine: Callable[[str, str], None]
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("WIREGLOT_MODELS", str(tmp_path / "model_store"))
    add_engine("restore_model", ENGINE)
    Path("inbox").mkdir()
    Path("inbox/a.txt").write_text("Färjan gick på grund.\n\nFärjan gick på grund i måndags. En skadades.\n")
    assert run("--translator", "none") == (1, True)
    Path("ready").touch()
    assert run() == (2, True)
    id = str(rows("list")[0]["id"])

    wireglot("restore", id, "1")

    assert rows("retry") == []
    assert run() == (3, False)


ENGINE = """
from pathlib import Path

class Engine:
    name, rank = "restore_model", 3

    def signature(self, source, target):
        return "restore_model|v:1" if source == "sv" and Path("ready").exists() else None

    def translate(self, sentences, source, target):
        return tuple("Translated: " + sentence for sentence in sentences)

    def note(self, source, target):
        return ""

    install_hint = note
"""


def test_an_older_text_that_arrives_late_does_not_undo_it(id: str) -> None:
    for version, text in (("3", FIRST), ("5", SECOND)):
        send(text, version=version)
        run()
    wireglot("restore", id, "3")
    send(THIRD, version="4")

    assert run() == (5, False)
    assert "forty boats" in newest_text()


def test_a_text_older_than_the_replaced_one_is_late(id: str) -> None:
    for date, text in (("2026-01-01", FIRST), ("2026-01-05", SECOND)):
        send(text, updated=f"{date}T06:00:00Z")
        run()
    wireglot("restore", id, "1")
    send(THIRD, updated="2026-01-03T06:00:00Z")
    (row,) = rows("run", "--plain", "inbox")

    assert not row["new"]
    assert "late" in row


@pytest.mark.parametrize(
    ("item", "reason"),
    [
        ({"status": "canceled"}, "is withdrawn: Withdrawn by its source"),
        ({"status": "draft"}, "is held: Its status 'draft' holds it back"),
        ({"embargoed": "2099-12-01T06:00:00Z"}, "Embargoed by its source until 2099"),
    ],
)
def test_what_the_source_takes_back_is_not_restored(id: str, item: dict[str, str], reason: str) -> None:
    send(SECOND, **item)
    run()

    refused = wireglot("restore", id, "1")

    assert refused.exit_code == 2
    assert reason in refused.stderr
    assert [row["version"] for row in rows("history", id)] == [1, 2, 3]


def test_a_text_withdrawn_before_the_newest_is_not_restored(id: str) -> None:
    send(SECOND, version="3", status="canceled")
    run()
    send(THIRD, version="4")
    assert run() == (4, True)

    refused = wireglot("restore", id, "1")

    assert refused.exit_code == 2
    assert f"The source withdrew version 1 of {id!r} in version 3." in refused.stderr


@pytest.mark.parametrize(("status", "state"), [("canceled", "withdrawn"), ("draft", "held")])
def test_a_kill_or_hold_after_it_hides_the_text(id: str, status: str, state: str) -> None:
    wireglot("restore", id, "1")
    send(SECOND, status=status)

    assert run() == (4, True)
    assert rows("list")[0]["state"] == state


@pytest.mark.parametrize(
    ("words", "reason"), [(("item", "7"), "No version 7 of"), (("nothing", "1"), "No single article 'nothing'")]
)
def test_what_is_not_there_is_not_restored(id: str, words: tuple[str, str], reason: str) -> None:
    named = (id, words[1]) if words[0] == "item" else words

    refused = wireglot("restore", *named)

    assert refused.exit_code == 2
    assert reason in refused.stderr


@pytest.mark.parametrize("version", ["v0001", "v0002"])
def test_after_damage_nothing_is_restored(id: str, version: str) -> None:
    edition = Path("outputs/editions") / id / version / "edition.json"
    edition.write_text(edition.read_text("utf-8").replace("boats", "ships"), "utf-8")

    refused = wireglot("restore", id, "1")

    assert refused.exit_code == 2
    assert "edition.json was changed" in refused.stderr
