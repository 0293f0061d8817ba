"""The command line without Prefect (--plain): results on stdout, status on stderr, exit status as documented."""

import json
import os
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from wireglot.flows.cli.app import app

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


def test_run_json_prints_the_fixed_keys_only(here: Path) -> None:
    (row,) = run_json("inbox")

    assert row.keys() >= KEYS
    assert (row["version"], row["new"], row["language"], row["state"]) == (1, True, "en", "ok")
    assert row["source"] == "inbox/mon/lead.txt"
    assert Path(str(row["folder"])).is_absolute()
    assert (Path(str(row["folder"])) / "edition.json").exists()


def test_a_second_run_reports_the_article_unchanged(here: Path) -> None:
    run_json("inbox")

    (row,) = run_json("inbox")

    assert row.keys() >= KEYS
    assert (row["version"], row["new"]) == (1, False)


def test_files_of_one_name_in_two_folders_are_two_articles(here: Path) -> None:
    (here / "inbox" / "tue").mkdir()
    (here / "inbox" / "tue" / "lead.txt").write_text(TEXT.replace("Varn", "Osby"), "utf-8")

    found = run_json("inbox")

    assert len({row["id"] for row in found}) == 2


def test_files_of_one_name_in_two_runs_are_two_articles(here: Path) -> None:
    (here / "other" / "mon").mkdir(parents=True)
    (here / "other" / "mon" / "lead.txt").write_text(TEXT.replace("Varn", "Osby"), "utf-8")

    ids = {str(run_json(source)[0]["id"]) for source in ("inbox", "other", "other/mon", "other/mon/lead.txt")}

    assert len(ids) == 2
    assert [row["version"] for row in rows(wireglot("list", "--json"))] == [1, 1]


def test_a_bad_file_fails_alone_and_is_recorded(here: Path) -> None:
    (here / "inbox" / "empty.txt").write_text("")
    (here / "inbox" / "binary.txt").write_bytes(bytes(range(256)) * 40)

    result = wireglot("run", "--plain", "--json", "inbox")

    found = rows(result)
    assert result.exit_code == 1
    assert sorted(str(row["source"]) for row in found if "error" in row) == ["inbox/binary.txt", "inbox/empty.txt"]
    assert sum(row.get("new") is True for row in found) == 1
    assert len(list((here / "outputs/editions/.wireglot/failures").glob("*.json"))) == 2


def test_a_corrected_file_leaves_the_record_of_failures(here: Path) -> None:
    bad = here / "inbox" / "empty.txt"
    bad.write_text("")
    run_json("inbox")
    bad.write_text(TEXT, "utf-8")

    run_json("inbox")

    assert list((here / "outputs/editions/.wireglot/failures").glob("*.json")) == []


def test_an_article_can_come_from_stdin(here: Path) -> None:
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
    ],
)
def test_wrong_usage_exits_2_with_one_sentence(here: Path, words: list[str], said: str) -> None:
    (here / "hollow").mkdir()

    result = wireglot("run", "--plain", *words)

    assert result.exit_code == 2
    assert said in result.stderr
    assert result.stdout == ""
    assert "Traceback" not in result.stderr


def test_an_output_folder_that_is_a_file_is_refused(here: Path) -> None:
    (here / "taken").write_text("")

    result = wireglot("run", "--plain", "inbox", "--outputs", "taken")

    assert result.exit_code == 2
    assert "taken" in result.stderr
    assert "--outputs" in result.stderr


def test_the_output_folder_is_not_read_as_a_source(here: Path) -> None:
    run_json(".")

    assert len(run_json(".")) == 1


def test_the_environment_can_name_the_output_folder(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WIREGLOT_OUTPUTS", str(here / "archive"))

    (row,) = run_json("inbox")

    assert str(row["folder"]).startswith(str(here / "archive"))


def test_show_prints_the_evidence_under_each_sentence(here: Path) -> None:
    (row,) = run_json("inbox")

    shown = wireglot("show", str(row["id"])[:8])

    assert shown.exit_code == 0
    assert "SHORT" in shown.stdout
    assert f"[0,0] {LEAD}" in shown.stdout


@pytest.mark.parametrize(("form", "file"), [("markdown", "summary.md"), ("json", "edition.json")])
def test_show_as_prints_the_stored_file(here: Path, form: str, file: str) -> None:
    (row,) = run_json("inbox")

    shown = wireglot("show", str(row["id"]), "--as", form)

    assert shown.stdout == (Path(str(row["folder"])) / file).read_text("utf-8")


@pytest.mark.parametrize(
    ("command", "file"),
    [
        (("show",), "edition.json"),
        (("show", "--as", "markdown"), "summary.md"),
        (("history",), "edition.json"),
        (("diff",), "edition.json"),
    ],
)
def test_a_missing_file_of_a_version_is_named(here: Path, command: tuple[str, ...], file: str) -> None:
    (row,) = run_json("inbox")
    run_json("inbox", "--force")
    missing = Path(str(row["folder"])).with_name("v0002") / file
    missing.unlink()

    result = wireglot(command[0], str(row["id"]), *command[1:])

    assert result.exit_code == 2
    assert result.stderr.startswith(
        f"wireglot: {missing} cannot be read (No such file or directory); `wireglot verify`"
    )


def test_a_truncated_edition_is_named(here: Path) -> None:
    (row,) = run_json("inbox")
    edition = Path(str(row["folder"])) / "edition.json"
    edition.write_bytes(edition.read_bytes()[:99])

    result = wireglot("show", str(row["id"]))
    edition.unlink()  # it does not fit the schema that every test's editions are checked by

    assert result.exit_code == 2
    assert result.stderr.startswith(f"wireglot: {edition} is not an edition (JSON: Invalid JSON")


def test_an_export_skips_an_article_whose_edition_is_missing(here: Path) -> None:
    (row,) = run_json("inbox")
    (Path(str(row["folder"])) / "edition.json").unlink()

    result = wireglot("export", "exported")

    assert result.exit_code == 0
    assert f"skipped  {row['id']}" in result.stderr


def test_history_lists_every_version_with_its_reasons(here: Path) -> None:
    (row,) = run_json("inbox")
    (here / "inbox" / "mon" / "lead.txt").write_text(TEXT.replace("3 million", "4 million"), "utf-8")
    run_json("inbox")

    first, second = rows(wireglot("history", str(row["id"]), "--json"))

    assert first["reasons"] == ["first"]
    assert second["reasons"] == ["text changed: 1 sentence"]
    assert "text changed: 1 sentence" in wireglot("history", str(row["id"])).stdout


def test_list_prints_each_article_once(here: Path) -> None:
    run_json("inbox")

    (row,) = rows(wireglot("list", "--json"))

    listed = wireglot("list").stdout
    assert row["headline"] == "Storm closes Varn harbour"
    assert "Storm closes Varn harbour" in listed
    assert str(row["day"]) in listed


def test_list_of_an_empty_folder_suggests_a_run(here: Path) -> None:
    result = wireglot("list")

    assert (result.exit_code, result.stdout) == (0, "")
    assert "wireglot run" in result.stderr


@pytest.mark.parametrize("command", ["show", "history"])
@pytest.mark.parametrize("id", ["../../etc", "nothing-here"])
def test_an_unknown_id_exits_2(here: Path, command: str, id: str) -> None:
    result = wireglot(command, id)

    assert result.exit_code == 2
    assert id in result.stderr


def test_engines_lists_all_engines(here: Path) -> None:
    found = rows(wireglot("engines", "--json"))

    assert {(row["role"], row["name"]) for row in found} >= {
        ("translator", "none"), ("translator", "apertium"), ("summarizer", "extract"),
    }  # fmt: skip
    assert "apertium" in wireglot("engines").stdout


def test_control_characters_do_not_reach_the_terminal(here: Path) -> None:
    (here / "inbox" / "a\x1b[31m.txt").write_text("")

    result = wireglot("run", "--plain", "inbox")

    assert "\x1b" not in result.stderr
    assert os.linesep in result.stderr


def test_version_prints_the_installed_version() -> None:
    result = wireglot("--version")

    assert result.exit_code == 0
    assert result.stdout.startswith("wireglot 0.")


@pytest.mark.parametrize("words", [["--since", "yesterday"], ["--until", "2026-13-01"], ["--state", "bad"]])
def test_list_refuses_filters_that_mean_nothing(here: Path, words: list[str]) -> None:
    run_json("inbox")

    assert wireglot("list", *words).exit_code == 2


def test_list_can_show_the_failed_articles(here: Path) -> None:
    (here / "inbox" / "empty.txt").write_text("")
    run_json("inbox")

    (row,) = rows(wireglot("list", "--state", "failed", "--json"))

    assert (row["source"], row["stage"], row["attempts"]) == ("inbox/empty.txt", "read", 1)
    assert "inbox/empty.txt" in wireglot("list", "--state", "failed").stdout


def test_a_withdrawn_article_has_one_line_that_says_so(here: Path) -> None:
    article = here / "inbox" / "mon" / "lead.md"
    (here / "inbox" / "mon" / "lead.txt").unlink()
    article.write_text("---\nversion: 1\n---\n" + TEXT, "utf-8")
    run_json("inbox")
    article.write_text("---\nversion: 2\nstatus: canceled\n---\n" + TEXT, "utf-8")
    run_json("inbox")

    lines = wireglot("list").stdout.splitlines()

    assert len(lines) == 2
    assert "(withdrawn)" in lines[1]
    assert "Varn" not in lines[1]


def test_prune_keep_1_is_obeyed_and_without_options_refused(here: Path) -> None:
    for cost in (3, 4):
        (here / "inbox" / "mon" / "lead.txt").write_text(TEXT.replace("3 million", f"{cost} million"), "utf-8")
        run_json("inbox")

    refused, obeyed = wireglot("prune"), wireglot("prune", "--keep", "1")

    assert refused.exit_code == 2
    assert obeyed.exit_code == 0
    assert "1 version removed" in obeyed.stderr


def test_retry_creates_no_output_folder(here: Path) -> None:
    result = wireglot("retry", "--outputs", "new")

    assert result.exit_code == 0
    assert not (here / "new").exists()
