"""Gist translations are replaced when a better engine is ready, and never the reverse."""

import json
from collections.abc import Callable
from pathlib import Path
from shutil import which

import pytest
from typer.testing import CliRunner, Result

from tests import tiny
from wireglot.flows.cli.app import app
from wireglot.flows.options import Options
from wireglot.flows.reports.digest import digest_markdown
from wireglot.flows.reports.edition_events import RunEvents
from wireglot.flows.reports.report import count_rows
from wireglot.flows.runs.callbacks import Callbacks
from wireglot.flows.runs.runner import run as run_plain
from wireglot.translations import NEURAL, PIVOT, RULE_BASED, ready

pytestmark = pytest.mark.process

SENTENCES = [source for source, _ in tiny.SWEDISH_ENGLISH if source != "Trafiken står still"]  # a heading
RANKS = {"by_rules": RULE_BASED, "by_pivot": PIVOT, "by_model": NEURAL}
SPANISH = {
    "La huelga cierra el puerto": "The strike closes the port",
    "Los trabajadores del puerto votaron el lunes por una huelga.": "The port workers voted on Monday for a strike.",
    "La huelga dura tres semanas y los barcos esperan fuera.": "The strike lasts three weeks and ships wait outside.",
    "El sindicato pide mejores salarios para los estibadores.": "The union asks for better wages for the dockers.",
}

# It knows its sentences by heart, and is ready while a file with its name is in the working folder. The file's content
# is its version.
ENGINE = """
from pathlib import Path

SENTENCES = {sentences}

class Engine:
    name, rank = "{name}", {rank}

    def signature(self, source, target):
        file = Path(self.name)
        return f"{{self.name}}|v:{{file.read_text()}}" if source == "{source}" and file.exists() else None

    def translate(self, sentences, source, target):
        return tuple(map(SENTENCES.get, sentences))

    def note(self, source, target):
        return ""

    install_hint = note
"""


def wireglot(*words: str) -> Result:
    return CliRunner().invoke(app, list(words))


def rows(*words: str) -> list[dict[str, object]]:
    result = wireglot(*words, "--json")
    assert result.exit_code == 0, result.stderr
    return [json.loads(line) for line in result.stdout.splitlines()]


def run(*words: str) -> tuple[object, ...]:
    """Version, whether it is new, translator and state after a run over the inbox."""
    (row,) = rows("run", "--plain", "inbox", *words)
    return row["version"], row["new"], row["translator"], row["state"]


def retry() -> list[tuple[object, ...]]:
    return [(row["version"], row["translator"], row["state"]) for row in rows("retry")]


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, add_engine: Callable[[str, str], None]) -> Path:
    """An inbox with a Swedish article, and three engines of which none is ready; `install` and `remove` change that."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("WIREGLOT_MODELS", str(tmp_path / "model_store"))
    monkeypatch.delenv("WIREGLOT_OUTPUTS", raising=False)
    for name, rank in RANKS.items():
        add_engine(name, ENGINE.format(name=name, rank=rank, source="sv", sentences=dict(tiny.SWEDISH_ENGLISH)))
    (tmp_path / "inbox").mkdir()
    (tmp_path / "inbox" / "a.txt").write_text(f"{SENTENCES[0]}\n\n{' '.join(SENTENCES[1:9])}\n", "utf-8")
    return tmp_path


def install(*names: str, version: str = "1") -> None:
    for name in names:
        Path(name).write_text(version)


def remove(name: str) -> None:
    Path(name).unlink()


def test_a_gist_is_retried_by_each_better_engine(here: Path) -> None:
    install("by_rules")
    assert run() == (1, True, "by_rules", "gist")

    install("by_pivot")
    assert retry() == [(2, "by_pivot", "gist")]

    install("by_model")
    assert retry() == [(3, "by_model", "ok")]
    assert retry() == []


def test_a_damaged_edition_costs_no_other_its_retry(here: Path, caplog: pytest.LogCaptureFixture) -> None:
    (here / "inbox" / "b.txt").write_text(f"{SENTENCES[1]}\n\n{' '.join(SENTENCES[2:9])}\n", "utf-8")
    install("by_rules")
    damaged, _ = rows("run", "--plain", "inbox")
    (Path(str(damaged["folder"])) / "edition.json").unlink()

    install("by_model")

    assert retry() == [(2, "by_model", "ok")]
    assert f"{damaged['id']} is not tried again" in caplog.text


def test_a_newer_pivot_does_not_make_retry_work(here: Path) -> None:
    install("by_pivot")
    assert run() == (1, True, "by_pivot", "gist")
    install("by_pivot", version="2")
    assert retry() == []

    install("by_model")

    assert retry() == [(2, "by_model", "ok")]


def test_a_removed_engine_leaves_the_better_edition(here: Path) -> None:
    install(*RANKS)
    assert run() == (1, True, "by_model", "ok")

    for name in ("by_model", "by_pivot", "by_rules"):
        remove(name)
        assert run() == (1, False, "by_model", "ok")
        assert retry() == []


def test_rules_do_not_replace_a_pivot(here: Path) -> None:
    install("by_pivot", "by_rules")
    assert run() == (1, True, "by_pivot", "gist")

    remove("by_pivot")

    assert retry() == []
    assert run() == (1, False, "by_pivot", "gist")
    assert run("--force") == (2, True, "by_rules", "gist")


def test_retry_is_silent_when_nothing_better_is_ready(here: Path) -> None:
    install("by_rules")
    run()
    install("by_rules", version="2")

    assert "Nothing to retry: no better engine is ready" in wireglot("retry").stderr
    assert run() == (2, True, "by_rules", "gist")


def test_a_better_engine_is_used_by_the_next_run_too(here: Path) -> None:
    install("by_rules")
    run()
    install("by_model")

    assert run() == (2, True, "by_model", "ok")


def test_gist_is_named_wherever_the_command_line_shows_the_article(here: Path) -> None:
    install("by_rules")
    printed = wireglot("run", "--plain", "inbox").stdout

    (row,) = rows("list", "--state", "gist")
    id = str(row["id"])
    assert "[Swedish, translator by_rules, summarizer extract, gist]" in printed
    assert "! Gist quality: this rule-based translation" in printed
    assert rows("list", "--state", "ok") == []
    assert "! Gist quality: this rule-based translation" in wireglot("show", id).stdout
    assert "from a gist-quality machine translation (by_rules)" in wireglot("show", id).stdout
    assert [one["state"] for one in rows("history", id)] == ["gist"]


def test_the_command_line_shows_both_headlines_of_a_gist(here: Path) -> None:
    install("by_rules")
    translated, original = dict(tiny.SWEDISH_ENGLISH)[SENTENCES[0]], SENTENCES[0]
    both = f"{translated} ({original})"

    assert both in wireglot("run", "--plain", "inbox").stdout
    (row,) = rows("list")
    assert (row["headline"], row["original_headline"]) == (translated, original)
    assert f"{translated}  {original}\n" in wireglot("list").stdout
    assert f"{translated}  ({original})" in wireglot("show", str(row["id"])).stdout
    (again,) = rows("run", "--plain", "inbox")
    assert (again["headline"], again["original_headline"]) == (translated, original)

    install("by_model")
    (better,) = rows("retry")
    assert (better["headline"], "original_headline" in better) == (translated, False)
    assert original not in wireglot("list").stdout


def test_the_list_of_engines_says_which_languages_are_gist(here: Path) -> None:
    install("by_rules", "by_model")
    gist = {row["name"]: row["gist"] for row in rows("engines") if row["role"] == "translator"}

    assert (gist["by_rules"], gist["by_model"], gist["none"]) == (["sv"], [], [])
    assert "by_rules      ready       from sv\n    Of gist quality.\n" in wireglot("engines").stdout


def test_the_report_for_prefect_counts_gist(here: Path) -> None:
    install("by_rules")
    events = RunEvents(Options())
    report = run_plain(["inbox"], here / "archive", Options(), callbacks=Callbacks(on_result=events.note))

    assert {"articles": "gist", "count": 1} in count_rows(report)
    assert r"Swedish · translated by by\_rules · **gist**" in digest_markdown(str(report), events, outputs="archive")


@pytest.mark.skipif(which("apertium") is None, reason="Apertium is not installed on this machine")
def test_apertium_makes_a_gist_that_a_model_replaces(here: Path, add_engine: Callable[[str, str], None]) -> None:
    name = "by_spanish_model"
    add_engine(name, ENGINE.format(name=name, rank=NEURAL, source="es", sentences=SPANISH))
    headline, *sentences = SPANISH
    (here / "inbox" / "a.txt").write_text(f"{headline}\n\n{' '.join(sentences)}\n", "utf-8")
    assert run("--translator", "apertium") == (1, True, "apertium", "gist")

    install(name)
    assert retry() == [(2, name, "ok")]

    remove(name)
    assert retry() == []
    assert run() == (2, False, name, "ok")


def test_the_real_pivot_replaces_apertium_and_not_the_reverse(here: Path) -> None:
    if not ready("es", "en", "pivot").rank:
        pytest.skip("The engine pivot is not ready for es -> en on this machine")
    headline, *sentences = SPANISH
    (here / "inbox" / "a.txt").write_text(f"{headline}\n\n{' '.join(sentences)}\n", "utf-8")
    assert run("--translator", "apertium") == (1, True, "apertium", "gist")

    assert retry() == [(2, "pivot", "gist")]
    assert retry() == []
    assert rows("retry", "--translator", "apertium") == []
    assert run() == (2, False, "pivot", "gist")
