"""`wireglot diff`: the newest version against the one before, or any two; status 2 where there are none."""

import json
from dataclasses import replace
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from wireglot.flows.cli.app import app
from wireglot.flows.cli.articles import _style
from wireglot.outputs import Store
from wireglot.outputs.changes import word_diff

TEXT = """Storm closes Varn harbour

The harbour of Varn was closed on Monday after a storm damaged forty boats, the port said. Nobody was hurt in the
night. Repairs will cost 3 million crowns and take until May.

The mayor promised help to the owners within two weeks. Insurers will visit the quay on Friday.
"""


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with an inbox of one article, run once."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("WIREGLOT_OUTPUTS", raising=False)
    (tmp_path / "inbox").mkdir()
    run(TEXT)
    return tmp_path


def wireglot(*words: str) -> Result:
    return CliRunner().invoke(app, list(words))


def run(text: str) -> None:
    Path("inbox/lead.txt").write_text(text, "utf-8")
    assert wireglot("run", "--plain", "--translator", "none", "inbox").exit_code == 0


def line(*words: str) -> str:
    return str(json.loads(wireglot("diff", "lead", *words, "--json").stdout)["line"])


def test_the_newest_version_is_compared_with_the_one_before(here: Path) -> None:
    run(TEXT.replace("3 million", "4 million"))
    result = wireglot("diff", "lead")

    assert result.exit_code == 0
    assert "1 sentence changed; 3 million -> 4 million crowns" in result.stdout
    assert "Repairs will cost [-3-] {+4+} million crowns" in result.stdout


def test_any_two_versions_are_compared_in_the_order_named(here: Path) -> None:
    run(TEXT.replace("3 million", "4 million"))
    run(TEXT.replace("3 million", "5 million"))

    assert line() == "1 sentence changed; 4 million -> 5 million crowns"
    assert line("1", "3") == line("1") == "1 sentence changed; 3 million -> 5 million crowns"
    assert line("3", "1") == "1 sentence changed; 5 million -> 3 million crowns"
    assert line("3") == line()


def test_json_is_one_object_on_one_line(here: Path) -> None:
    run(TEXT.replace("Nobody", "No one"))
    result = wireglot("diff", "lead", "--json")

    assert len(result.stdout.splitlines()) == 1
    assert json.loads(result.stdout)["counts"]["changed"] == 1


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["lead"], "has one version"),
        (["lead", "1", "7"], "No version 7"),
        (["lead", "5"], "available: 1"),
        (["nothing-here"], "nothing-here"),
        (["../../etc"], "../../etc"),
    ],
)
def test_an_impossible_comparison_ends_with_status_2(here: Path, words: list[str], said: str) -> None:
    result = wireglot("diff", *words)

    assert (result.exit_code, result.stdout) == (2, "")
    assert said in result.stderr
    assert "Traceback" not in result.stderr


def test_older_versions_of_a_withdrawn_article_have_no_text(here: Path) -> None:
    run(TEXT.replace("3 million", "4 million"))
    store = Store(Path("outputs/editions"))
    store.add(replace(store.read(store.find("lead")), state="withdrawn", digest="0" * 64))

    newest, older = wireglot("diff", "lead"), wireglot("diff", "lead", "1", "2")

    assert "No text of the article is shown" in newest.stdout
    assert "No text of the article is shown" in older.stdout
    assert "crowns" not in newest.stdout + older.stdout
    assert "4 million" not in older.stdout


def test_colours_are_added_to_signs_at_a_terminal() -> None:
    words = word_diff("33 dead", "35 dead")

    assert _style(coloured=False).diff(words) == "[-33-] {+35+} dead"
    assert _style(coloured=True).diff(words) == "\x1b[31m[-33-]\x1b[0m \x1b[32m{+35+}\x1b[0m dead"


def test_control_characters_do_not_reach_the_terminal() -> None:
    style = _style(coloured=True)

    assert "\x1b[2J" not in style.plain("a\x1b[2Jb") + style.added("a\x1b[2Jb") + style.title("a\x1b[2Jb")


def test_two_versions_of_the_same_words_say_what_else_changed(here: Path) -> None:
    store = Store(Path("outputs/editions"))
    store.add(replace(store.read(store.find("lead")), options="to:de", digest="0" * 64))

    assert line().startswith("The source text did not change; the options of the run changed")
