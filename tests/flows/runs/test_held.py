"""An article that its source holds back: the reason is shown everywhere, its text nowhere."""

import json
import re
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from typer.testing import CliRunner, Result

from wireglot.articles.reading import SourceFile
from wireglot.flows.cli.app import app
from wireglot.flows.desks import read_config
from wireglot.flows.runs.batches import read_batch
from wireglot.outputs.layout import article_urn

BODY = (
    "The bridge at Orrin was closed on Sunday after a lorry hit a pillar, the county said.\n\n"
    "Engineers will inspect the bridge on Tuesday, and traffic is led over the old ford until then.\n\n"
    "Nobody was hurt, and the driver said that the low sun had blinded him on the ramp.\n"
)
TEXT = re.compile("Orrin|Engineers|blinded|lorry")


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("WIREGLOT_OUTPUTS", raising=False)
    (tmp_path / "inbox").mkdir()
    return tmp_path


def wireglot(*words: str) -> Result:
    return CliRunner().invoke(app, list(words))


def put(*lines: str, body: str = BODY) -> None:
    matter = ["uri: urn:wire:bridge", "language: en", "title: Bridge at Orrin closed", *lines]
    Path("inbox", "a.md").write_text("\n".join(["---", *matter, "---", body]), "utf-8")


def run(*words: str) -> dict[str, Any]:
    (row,) = [json.loads(line) for line in wireglot("run", "--plain", "--json", *words, "inbox").stdout.splitlines()]
    return row


def published(here: Path) -> dict[str, str]:
    """Everything outside the versions' own folders that a reader can open: pages, search data, feeds."""
    outputs = here / "outputs" / "editions"
    paths = [outputs / "index.html", *(outputs / "site").rglob("*"), *(outputs / "feeds").rglob("*")]
    return {path.name: path.read_text("utf-8") for path in paths if path.is_file()}


@pytest.mark.parametrize("line", ["status: schmonz", "embargo: next Monday", "status: hold for release", "draft: yes"])
def test_the_reason_is_shown_and_the_text_is_not(here: Path, line: str) -> None:
    put(line)

    row = run()
    value = line.partition(": ")[2]
    (listed,) = [json.loads(line) for line in wireglot("list", "--state", "held", "--json").stdout.splitlines()]
    shown = wireglot("show", row["id"]).stdout
    texts = [Path(row["folder"], name).read_text("utf-8") for name in ("summary.md", "short.txt", "long.txt")]
    answers = [shown, wireglot("list").stdout, json.dumps(row), json.dumps(listed)]
    everything = [*texts, *answers, *published(here).values()]

    assert (row["state"], row["headline"], row["short"]) == ("held", "", "")
    assert all(value in text for text in (row["reason"], listed["reason"], shown, *texts))
    assert value in published(here)["index.html"].replace("&#39;", "'")
    assert not [text for text in everything if TEXT.search(text)]
    assert article_urn(row["id"]) not in published(here)["all.atom"] + published(here)["all.json"]
    assert run()["new"] is False


def test_a_hold_removes_the_text_that_was_shown(here: Path) -> None:
    put("version: 1")
    run()
    put("version: 2", body=BODY.replace("pillar", "railing"))
    run()
    assert any(TEXT.search(text) for text in published(here).values())

    put("version: 3", "status: hold for release")
    run()
    assert not [name for name, text in published(here).items() if TEXT.search(text)]

    put("version: 4")
    released = run()
    assert (released["state"], released["version"]) == ("ok", 4)
    assert sum(bool(TEXT.search(text)) for name, text in published(here).items() if name.startswith("v000")) == 2


@pytest.mark.parametrize("line", ["status: hold for release", "embargo: 2091-04-02"])
def test_a_copy_elsewhere_releases_nothing(here: Path, line: str) -> None:
    put(line)
    run()
    Path("copy.md").write_text(Path("inbox", "a.md").read_text("utf-8").replace(line, "status: usable"), "utf-8")

    copied = wireglot("run", "--plain", "--json", "copy.md")

    assert json.loads(copied.stdout)["state"] in ("held", "embargoed")
    assert not [name for name, text in published(here).items() if TEXT.search(text)]


def test_a_later_file_of_the_agency_releases(here: Path) -> None:
    put("status: hold for release", "date: 2026-01-05T10:00:00Z")
    run()
    later = Path("inbox", "a.md").read_text("utf-8").replace("hold for release", "usable").replace("T10:", "T11:")
    Path("later.md").write_text(later, "utf-8")

    assert json.loads(wireglot("run", "--plain", "--json", "later.md").stdout)["state"] == "ok"


def test_a_held_article_is_not_exported(here: Path) -> None:
    put("status: hold for release")
    row = run()
    wireglot("export", "ninjs")

    assert json.loads(wireglot("show", row["id"], "--as", "ninjs").stdout)["pubStatus"] == "withheld"
    assert list(Path("ninjs").iterdir()) == []


def test_a_date_in_the_future_does_not_sort_on_top(here: Path) -> None:
    put("date: 2091-04-02")
    row = run()
    (listed,) = [json.loads(line) for line in wireglot("list", "--json").stdout.splitlines()]

    edition = json.loads(Path(row["folder"], "edition.json").read_bytes())
    assert any("2091-04-02" in warning for warning in edition["warnings"])
    assert listed["day"] == edition["made_at"][:10]
    assert "2091-04-02.html" not in published(here)


def test_a_date_that_cannot_be_read_is_a_warning_of_the_version(here: Path) -> None:
    put("date: 2091-04-02T25:00")

    edition = json.loads(Path(run()["folder"], "edition.json").read_bytes())

    assert edition["article"]["published"] == ""
    assert any("2091-04-02T25:00" in warning for warning in edition["warnings"])


def test_the_zone_of_a_desk_is_that_of_its_schedule(here: Path) -> None:
    desk = '[desks.n]\nsources = ["inbox"]\nschedule = { cron = "0 6 * * *", timezone = "Europe/Oslo" }\n'
    Path("wireglot.toml").write_text(desk, "utf-8")
    put("embargo: 2 July 2091, 06:00")
    (found,) = read_config(Path("wireglot.toml")).desks

    (article,) = read_batch([SourceFile(Path("inbox/a.md"), "a.md")], ZoneInfo(found.options.timezone)).articles

    assert article.embargoed == "2091-07-02T04:00:00Z"


def memory_of(here: Path) -> str:
    """The sentences in the sentence memory."""
    path = here / "outputs" / "editions" / ".wireglot" / "memory.sqlite"
    if not path.exists():
        return ""
    with closing(sqlite3.connect(path)) as connection:
        return "\n".join(text for (text,) in connection.execute("select sentence from translations"))


@pytest.fixture
def translator(add_engine: Callable[[str, str], None]) -> str:
    """A translator that marks each sentence, so that one can see what it was given."""
    lines = [
        "class Engine:",
        "    name, rank = 'marking', 40",
        "    def signature(self, source, target): return 'marking|v:1'",
        "    def translate(self, sentences, source, target): return tuple(sentences)",
        "    def note(self, source, target): return ''",
        "    def install_hint(self, source, target): return ''",
    ]
    add_engine("marking", "\n".join(lines))
    return "marking"


def translated_run(translator: str) -> dict[str, Any]:
    return run("--to", "sv", "--translator", translator)


@pytest.mark.parametrize("line", ["status: draft", "embargo: 2091-02-03", "status: killed"])
def test_hidden_text_is_not_translated(here: Path, translator: str, line: str) -> None:
    put(line)
    assert translated_run(translator)["new"] is True
    assert translated_run(translator)["new"] is False
    assert not TEXT.search(memory_of(here))

    put("version: 9", "updated: 2026-01-02")
    released = translated_run(translator)
    assert (released["translator"], released["version"]) == (translator, 2) or line == "status: killed"


@pytest.mark.parametrize("line", ["status: draft", "embargo: 2091-02-03", "status: killed"])
def test_the_memory_forgets_what_is_hidden_later(here: Path, translator: str, line: str) -> None:
    put("version: 1")
    translated_run(translator)
    assert TEXT.search(memory_of(here))

    put("version: 2", line)
    translated_run(translator)

    assert not TEXT.search(memory_of(here))
    assert b"Engineers" not in (here / "outputs/editions/.wireglot/memory.sqlite").read_bytes()


@pytest.mark.parametrize("line", ["status: draft", "embargo: 2091-02-03", "status: killed"])
def test_no_form_of_show_or_diff_has_hidden_text(here: Path, line: str) -> None:
    put("version: 1", "note: Corrects that Engineers came")
    id = run()["id"]
    put("version: 2", line, "note: Corrects that Engineers came")
    run()
    forms = [["--json"], *(["--as", name] for name in ("text", "markdown", "json", "ninjs"))]
    answers = [
        wireglot("show", id, *form, *version)
        for form in forms
        for version in ([], ["--version", "1"], ["--version", "2"])
    ]
    answers += [wireglot("diff", id, "--json"), wireglot("diff", id), wireglot("history", id, "--json")]

    assert [answer.exit_code for answer in answers] == [0] * len(answers)
    assert all(answer.stdout.strip() for answer in answers)
    assert not [answer.stdout for answer in answers if TEXT.search(answer.stdout)]


@pytest.mark.parametrize("line", ["status: draft", "embargo: 2091-02-03"])
def test_the_words_of_an_address_are_not_shown(here: Path, line: str) -> None:
    address = "url: https://wire.example/minister-quits"
    for n, lines in enumerate(([line], [], [line]), 1):
        put(f"version: {n}", f"updated: 2026-01-0{n}", *lines)
        path = here / "inbox" / "a.md"
        path.write_text(path.read_text("utf-8").replace("uri: urn:wire:bridge", address), "utf-8")
        path.rename(path.with_name("minister-quits.md"))
        row = run()
        pages = published(here)
        leaks = [name for name, text in pages.items() if "minister-quits" in name + text]
        (listed,) = [json.loads(line) for line in wireglot("list", "--json").stdout.splitlines()]

        assert bool(leaks) == (not lines)
        assert ("minister" in listed["id"]) == (not lines)
        assert wireglot("show", listed["id"]).exit_code == 0
        assert f"{row['id'].rpartition('-')[2]}.html" in pages or lines != ["status: draft"]

    wireglot("site")
    assert not [name for name, text in published(here).items() if "minister-quits" in name + text]
