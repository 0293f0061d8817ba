"""The command line: answers on stdout, talk on stderr, exit status as designed. Without Prefect (--plain)."""

import json
import os
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from wireglot.flows.__main__ import app

LEAD = "The harbour of Varn was closed on Monday after a storm damaged forty boats, the port said."
TEXT = f"""Storm closes Varn harbour

{LEAD} Nobody was hurt in the night. Repairs will cost 3 million crowns and take until May.

The mayor promised help to the owners within two weeks. Insurers will visit the quay on Friday.
"""
KEYS = {
    "source",
    "id",
    "version",
    "new",
    "state",
    "language",
    "translator",
    "summarizer",
    "headline",
    "short",
    "folder",
    "seconds",
}


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder to work in, with an inbox of one article."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("WIREGLOT_OUTPUTS", raising=False)
    (tmp_path / "inbox" / "mon").mkdir(parents=True)
    (tmp_path / "inbox" / "mon" / "lead.txt").write_text(TEXT, "utf-8")
    return tmp_path


def wireglot(*words: str, stdin: str | bytes | None = None) -> Result:
    return CliRunner().invoke(app, [str(word) for word in words], input=stdin)


def rows(result: Result) -> list[dict[str, object]]:
    return [json.loads(line) for line in result.stdout.splitlines()]


def run_json(*words: str) -> list[dict[str, object]]:
    return rows(wireglot("run", "--plain", "--json", *words))


def test_json_has_the_fixed_keys_and_nothing_else_on_stdout(here: Path) -> None:
    (row,) = run_json("inbox")

    assert row.keys() >= KEYS
    assert (row["version"], row["new"], row["language"], row["state"]) == (1, True, "en", "ok")
    assert row["source"] == "inbox/mon/lead.txt"
    assert Path(str(row["folder"])).is_absolute()
    assert (Path(str(row["folder"])) / "edition.json").exists()


def test_a_second_run_names_the_article_as_unchanged(here: Path) -> None:
    run_json("inbox")

    (row,) = run_json("inbox")

    assert row.keys() >= KEYS
    assert (row["version"], row["new"]) == (1, False)


def test_the_folders_name_below_the_source_makes_two_articles_of_one_file_name(here: Path) -> None:
    (here / "inbox" / "tue").mkdir()
    (here / "inbox" / "tue" / "lead.txt").write_text(TEXT.replace("Varn", "Osby"), "utf-8")

    found = run_json("inbox")

    assert len({row["id"] for row in found}) == 2


def test_two_sources_with_one_id_fail_the_second_and_say_so(here: Path) -> None:
    (here / "other" / "mon").mkdir(parents=True)
    (here / "other" / "mon" / "lead.txt").write_text(TEXT.replace("Varn", "Osby"), "utf-8")

    result = wireglot("run", "--plain", "--json", "inbox", "other")

    failed, made = sorted(rows(result), key=lambda row: "new" in row)
    assert result.exit_code == 1
    assert made["new"] is True
    assert failed["stage"] == "read"
    assert "other/mon/lead.txt" in str(failed["error"])
    assert "inbox/mon/lead.txt" in str(failed["error"])


def test_a_bad_file_fails_alone_and_is_put_on_record(here: Path) -> None:
    (here / "inbox" / "empty.txt").write_text("")
    (here / "inbox" / "binary.txt").write_bytes(bytes(range(256)) * 40)

    result = wireglot("run", "--plain", "--json", "inbox")

    found = rows(result)
    assert result.exit_code == 1
    assert sorted(str(row["source"]) for row in found if "error" in row) == [
        "inbox/binary.txt",
        "inbox/empty.txt",
    ]
    assert sum(row.get("new") is True for row in found) == 1
    assert len(list((here / "outputs/editions/.wireglot/failures").glob("*.json"))) == 2


def test_a_mended_file_leaves_the_record(here: Path) -> None:
    bad = here / "inbox" / "empty.txt"
    bad.write_text("")
    run_json("inbox")
    bad.write_text(TEXT, "utf-8")

    run_json("inbox")

    assert list((here / "outputs/editions/.wireglot/failures").glob("*.json")) == []


def test_an_article_comes_in_by_a_pipe(here: Path) -> None:
    result = wireglot("run", "--plain", "--json", "-", stdin=TEXT)

    (row,) = rows(result)
    assert result.exit_code == 0
    assert row["headline"] == "Storm closes Varn harbour"


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["nowhere"], "nowhere"),
        (["hollow"], "hollow"),
        (["inbox", "--translator", "babelfish"], "babelfish"),
        (["inbox", "--to", "plain english"], "plain english"),
        (["https://example.org/feed"], "https://example.org/feed"),
    ],
)
def test_wrong_usage_ends_with_status_2_and_a_sentence(here: Path, words: list[str], said: str) -> None:
    (here / "hollow").mkdir()

    result = wireglot("run", "--plain", *words)

    assert result.exit_code == 2
    assert said in result.stderr
    assert result.stdout == ""
    assert "Traceback" not in result.stderr


def test_an_output_folder_that_is_a_file_is_refused_before_any_work(here: Path) -> None:
    (here / "taken").write_text("")

    result = wireglot("run", "--plain", "inbox", "--outputs", "taken")

    assert result.exit_code == 2
    assert "taken" in result.stderr
    assert "--outputs" in result.stderr


def test_the_output_folder_within_the_source_is_not_read_as_articles(here: Path) -> None:
    run_json(".")

    assert len(run_json(".")) == 1


def test_an_output_folder_can_be_named_by_the_environment(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WIREGLOT_OUTPUTS", str(here / "archive"))

    (row,) = run_json("inbox")

    assert str(row["folder"]).startswith(str(here / "archive"))


def test_limit_makes_so_many_and_the_next_run_the_rest(here: Path) -> None:
    for name in "abc":
        (here / "inbox" / f"{name}.txt").write_text(TEXT.replace("Varn", f"Varn {name}"), "utf-8")

    first, second = run_json("inbox", "--limit", "3"), run_json("inbox", "--limit", "3")

    assert sum(row["new"] is True for row in first) == 3
    assert sum(row["new"] is True for row in second) == 1


def test_show_puts_the_original_words_under_each_sentence(here: Path) -> None:
    (row,) = run_json("inbox")

    shown = wireglot("show", str(row["id"])[:8])

    assert shown.exit_code == 0
    assert "SHORT" in shown.stdout
    assert f"[0,0] {LEAD}" in shown.stdout


@pytest.mark.parametrize(("form", "file"), [("markdown", "summary.md"), ("json", "edition.json")])
def test_show_as_gives_the_stored_file(here: Path, form: str, file: str) -> None:
    (row,) = run_json("inbox")

    shown = wireglot("show", str(row["id"]), "--as", form)

    assert shown.stdout == (Path(str(row["folder"])) / file).read_text("utf-8")


def test_history_names_every_version_with_its_reasons(here: Path) -> None:
    (row,) = run_json("inbox")
    (here / "inbox" / "mon" / "lead.txt").write_text(TEXT.replace("3 million", "4 million"), "utf-8")
    run_json("inbox")

    first, second = rows(wireglot("history", str(row["id"]), "--json"))

    assert first["reasons"] == ["first"]
    assert second["reasons"] == ["text changed: 1 sentence"]
    assert "text changed: 1 sentence" in wireglot("history", str(row["id"])).stdout


def test_list_names_each_article_once(here: Path) -> None:
    run_json("inbox")

    (row,) = rows(wireglot("list", "--json"))

    assert row["headline"] == "Storm closes Varn harbour"
    assert "Storm closes Varn harbour" in wireglot("list").stdout


def test_an_empty_output_folder_lists_nothing_and_says_so(here: Path) -> None:
    result = wireglot("list")

    assert (result.exit_code, result.stdout) == (0, "")
    assert "wireglot run" in result.stderr


@pytest.mark.parametrize("command", ["show", "history"])
@pytest.mark.parametrize("id", ["../../etc", "nothing-here"])
def test_an_id_that_is_not_there_ends_with_status_2(here: Path, command: str, id: str) -> None:
    result = wireglot(command, id)

    assert result.exit_code == 2
    assert id in result.stderr


def test_engines_are_named_with_what_they_can_do(here: Path) -> None:
    found = rows(wireglot("engines", "--json"))

    assert {(row["role"], row["name"]) for row in found} >= {
        ("translator", "none"), ("translator", "apertium"), ("summarizer", "extract"),
    }  # fmt: skip
    assert "apertium" in wireglot("engines").stdout


def test_control_characters_in_a_file_name_do_not_reach_the_terminal(here: Path) -> None:
    (here / "inbox" / "a\x1b[31m.txt").write_text("")

    result = wireglot("run", "--plain", "inbox")

    assert "\x1b" not in result.stderr
    assert os.linesep in result.stderr
