"""One output folder has one reader's language: another one is refused before anything is read or written."""

import json
import shlex
import shutil
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from tests.examples import a_translation, an_article, an_edition
from wireglot.articles.languages import reader_tag
from wireglot.flows.cli.app import app
from wireglot.outputs import Failures, Store, claim_reader_language, reader_language

TEXT = "The harbour of Varn was closed on Monday after a storm, the port said. Nobody was hurt. Repairs begin in May.\n"


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("WIREGLOT_OUTPUTS", raising=False)
    (tmp_path / "in box").mkdir()
    (tmp_path / "in box" / "lead.txt").write_text(TEXT, "utf-8")
    return tmp_path


def wireglot(*words: object) -> Result:
    return CliRunner().invoke(app, [str(word) for word in words])


def run(*words: object) -> Result:
    return wireglot("run", "in box", "--plain", "--no-site", "--translator", "none", "--outputs", "out", *words)


def test_a_second_language_is_refused_with_a_command_that_works(here: Path) -> None:
    run("--to", "en")
    before = sorted(path for path in (here / "out").rglob("*"))

    refused = run("--to", "de")

    command = shlex.split(refused.stderr.partition("Name another folder: ")[2])
    assert refused.exit_code == 2
    assert refused.stdout == ""
    assert "written in English (en)" in refused.stderr
    assert sorted(path for path in (here / "out").rglob("*")) == before
    assert command[0] == "wireglot"
    assert wireglot(*command[1:], "--plain").exit_code == 0
    assert run("--to", "en").exit_code == 0
    assert [reader_language(here / name) for name in ("out", "out-de")] == ["en", "de"]


def test_the_command_that_works_shows_no_password(here: Path) -> None:
    run("--to", "en")

    refused = run("--to", "de", "https://reader:pa55word@tarn.example/rss?token=pa55word")

    assert "https://tarn.example/rss?token=hidden" in refused.stderr
    assert "pa55word" not in refused.output


def test_spellings_of_one_language_are_one_language(here: Path) -> None:
    rows = [json.loads(run("--to", to, "--json").stdout) for to in ("sv", "SV", "sv-SE", "swe", "sv_FI")]

    assert [(row["version"], row["new"]) for row in rows] == [(1, True)] + [(1, False)] * 4


@pytest.mark.parametrize("to", ["xx", "qqq", "und", "mul", "sv-XX", "en-Abcd", "swedish", "x-klingon"])
def test_an_unknown_language_is_refused(here: Path, to: str) -> None:
    result = run("--to", to)

    assert result.exit_code == 2
    assert f"to: {to!r} is not a language" in result.stderr
    assert not (here / "out").exists()


@pytest.mark.parametrize(
    ("tag", "expected"),
    [
        ("sv-SE", "sv"),
        ("EN_gb", "en"),
        ("en-US", "en-US"),
        ("pt-br", "pt-BR"),
        ("pt-PT", "pt"),
        ("zh-TW", "zh-Hant"),
        ("zh", "zh-Hans"),
        ("sr-Latn-RS", "sr-Latn"),
        ("no", "nb"),
        ("und", "und"),
    ],
)
def test_a_tag_stands_for_all_of_one_reader(tag: str, expected: str) -> None:
    assert reader_tag(tag) == expected
    assert reader_tag(expected) == expected


def test_the_language_is_found_again_from_the_versions(here: Path) -> None:
    run("--to", "de")
    shutil.rmtree(here / "out" / ".wireglot")

    assert run("--to", "en").exit_code == 2
    assert run("--to", "de").exit_code == 0


def test_an_older_folder_for_two_readers_keeps_most_of_them(here: Path) -> None:
    store = Store(here / "out")
    for number, to in enumerate(["en", "de", "de"]):
        article = an_article(id=f"a-{number:08d}", uri=f"a{number}")
        store.add(an_edition(article, options=f"to:{to}", translation=a_translation(to=to)))

    refused = run("--to", "en")

    assert refused.exit_code == 2
    assert "written in German (de)" in refused.stderr
    assert "1 in English" in refused.stderr
    assert wireglot("show", "a-00000000", "--outputs", "out").exit_code == 0
    assert run("--to", "de").exit_code == 0


def test_a_retried_failure_gets_the_language_of_the_folder(here: Path) -> None:
    (here / "in box" / "lead.txt").write_text("")
    run("--to", "de")
    (here / "in box" / "lead.txt").write_text(TEXT, "utf-8")

    (row,) = map(json.loads, wireglot("retry", "--outputs", "out", "--json").stdout.splitlines())

    assert json.loads(Path(row["folder"], "manifest.json").read_bytes())["options"] == "to:de"
    assert Failures(here / "out").all() == []


def test_the_first_run_decides_for_runs_at_the_same_time(here: Path) -> None:
    assert claim_reader_language(here / "out", "sv") == "sv"
    assert claim_reader_language(here / "out", "de") == "sv"
