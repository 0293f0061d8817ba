"""Engines that the user names: one that is not ready is an error with the command, and a better version stays."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from wireglot.flows.cli.app import app

# Ready for the languages in the file of its name; it gives up where the file says so.
ENGINE = """
from pathlib import Path

from wireglot.translations.engine import EngineFailed


class Engine:
    name, rank = "{name}", {rank}

    def signature(self, source, target):
        file = Path(self.name)
        return f"{{self.name}}|v:1" if file.exists() and source in file.read_text().split() else None

    def translate(self, sentences, source, target):
        if "gives-up" in Path(self.name).read_text():
            raise EngineFailed("its memory is full")
        return tuple("By {name}: " + sentence for sentence in sentences)

    def note(self, source, target):
        return ""

    def install_hint(self, source, target):
        return "" if self.signature(source, target) else f"To translate from {{source}}, run: install {{source}}"
"""
RANKS = {"plain_rules": 1, "plain_model": 3}
SWEDISH = """Färjan gick på grund

Färjan gick på grund utanför hamnen i måndags. Ingen människa skadades vid olyckan, enligt rederiet.

Passagerarna fick vänta i flera timmar innan de kunde gå i land. Bolaget utreder nu vad som hände.
"""
GERMAN = """Die Fähre lief auf Grund

Die Fähre lief am Montag vor dem Hafen auf Grund. Nach Angaben der Reederei wurde niemand verletzt.

Die Fahrgäste mussten mehrere Stunden warten, bevor sie an Land gehen konnten. Die Ursache wird untersucht.
"""

ENGLISH = """The ferry ran aground

The ferry ran aground outside the harbour on Monday. Nobody was hurt in the accident, according to the shipping line.

The passengers had to wait for several hours before they could go ashore. The company investigates what happened.
"""


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, add_engine: Callable[[str, str], None]) -> Path:
    """An inbox with a Swedish and a German article, and two engines of which none is ready yet."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("WIREGLOT_MODELS", str(tmp_path / "model_store"))
    monkeypatch.delenv("WIREGLOT_OUTPUTS", raising=False)
    for name, rank in RANKS.items():
        add_engine(name, ENGINE.format(name=name, rank=rank))
    (tmp_path / "inbox").mkdir()
    (tmp_path / "inbox" / "sv.txt").write_text(SWEDISH, "utf-8")
    (tmp_path / "inbox" / "de.txt").write_text(GERMAN, "utf-8")
    return tmp_path


def make_ready(name: str, languages: str = "sv de") -> None:
    Path(name).write_text(languages)


def wireglot(*words: str) -> Result:
    return CliRunner().invoke(app, list(words))


def run(*words: str, status: int = 0) -> dict[str, dict[str, object]]:
    """The rows of a run over the inbox, by the name of the file."""
    result = wireglot("run", "--plain", "--json", "inbox", *words)
    assert result.exit_code == status, result.stderr
    return {Path(row["source"]).name: row for row in map(json.loads, result.stdout.splitlines())}


def versions(here: Path) -> list[str]:
    return sorted(path.parent.name for path in here.glob("outputs/editions/*/v*/manifest.json"))


@pytest.mark.parametrize("command", [("run", "--plain", "inbox"), ("retry",)])
@pytest.mark.parametrize("name", ["plain_model", "opus", "chat"])
def test_a_named_translator_that_is_not_ready_is_refused(here: Path, command: tuple[str, ...], name: str) -> None:
    refused = wireglot(*command, "--translator", name)

    assert refused.exit_code == 2
    assert f"translator: {name} is not ready. To translate from " in refused.stderr
    assert ", run: " in refused.stderr
    assert versions(here) == []


@pytest.mark.parametrize(
    ("name", "remedy"), [("chat", "export WIREGLOT_CHAT_URL="), ("seq2seq", "wireglot models pull ")]
)
def test_a_named_summarizer_that_is_not_ready_is_refused(here: Path, name: str, remedy: str) -> None:
    refused = wireglot("run", "--plain", "inbox", "--summarizer", name)

    assert refused.exit_code == 2
    assert f"summarizer: {name} is not ready. To use it, run: " in refused.stderr
    assert remedy in refused.stderr
    assert versions(here) == []


def test_a_desk_with_an_engine_that_is_not_ready_is_not_served(here: Path) -> None:
    Path("wireglot.toml").write_text('[desks.nordic]\nsources = ["inbox"]\ntranslator = "plain_model"\n')

    refused = wireglot("serve")

    assert refused.exit_code == 2
    assert "desks.nordic.translator: plain_model is not ready. To translate from" in refused.stderr


def test_articles_in_other_languages_fail_with_the_command(here: Path) -> None:
    make_ready("plain_model", "sv")

    made = run("--translator", "plain_model", status=1)

    assert made["sv.txt"]["translator"] == "plain_model"
    assert made["de.txt"]["stage"] == "translate"
    assert made["de.txt"]["error"] == "plain_model is not ready for de -> en. To translate from de, run: install de."
    assert versions(here) == ["v0001"]


def test_an_engine_that_is_ready_for_no_article_is_status_2(here: Path) -> None:
    make_ready("plain_model", "es")

    failed = run("--translator", "plain_model", status=2)

    assert [row["stage"] for row in failed.values()] == ["translate", "translate"]
    assert versions(here) == []


def test_an_article_that_needs_no_translation_does_not_fail(here: Path) -> None:
    make_ready("plain_model", "es")
    (here / "inbox" / "en.txt").write_text(ENGLISH, "utf-8")

    made = run("--translator", "plain_model", status=1)

    assert made["en.txt"]["state"] == "ok"
    assert "error" in made["sv.txt"]


def test_a_failure_leaves_the_version_that_is_there(here: Path) -> None:
    make_ready("plain_rules")
    make_ready("plain_model", "sv")
    before = run("--translator", "plain_rules")

    run("--translator", "plain_model", status=1)

    assert run()["de.txt"]["version"] == before["de.txt"]["version"]
    assert run()["sv.txt"]["translator"] == "plain_model"


def test_a_failed_article_is_done_when_the_engine_is_ready(here: Path) -> None:
    make_ready("plain_model", "sv")
    run("--translator", "plain_model", status=1)
    make_ready("plain_model")

    retried = wireglot("retry", "--translator", "plain_model", "--json")

    assert retried.exit_code == 0
    assert json.loads(retried.stdout)["translator"] == "plain_model"
    assert wireglot("list", "--state", "failed", "--json").stdout == ""


def test_an_engine_that_gives_up_fails_its_articles(here: Path) -> None:
    make_ready("plain_model", "sv de gives-up")

    made = run("--translator", "plain_model", status=2)

    assert {row["error"] for row in made.values()} == {"plain_model failed: its memory is full."}
    assert versions(here) == []


def test_under_auto_the_next_engine_takes_over(here: Path) -> None:
    make_ready("plain_model", "sv de gives-up")
    make_ready("plain_rules")

    assert {row["translator"] for row in run().values()} == {"plain_rules"}


def test_a_worse_named_engine_replaces_nothing(here: Path) -> None:
    make_ready("plain_rules")
    make_ready("plain_model")
    run()

    worse = run("--translator", "plain_rules")
    shown = wireglot("run", "--plain", "inbox", "--translator", "none")

    assert {(row["version"], row["translator"]) for row in worse.values()} == {(1, "plain_model")}
    assert worse["sv.txt"]["kept"] == "plain_model is better than plain_rules; --force replaces it"
    assert "2 kept, which are better (--force replaces them)" in shown.stderr
    assert versions(here) == ["v0001", "v0001"]


def test_force_replaces_a_better_version(here: Path) -> None:
    make_ready("plain_model")
    run()

    forced = run("--translator", "none", "--force")

    assert {(row["version"], row["translator"]) for row in forced.values()} == {(2, "none")}


def test_a_changed_text_is_stored_whatever_engine_is_ready(here: Path) -> None:
    make_ready("plain_rules")
    make_ready("plain_model")
    run()
    (here / "inbox" / "sv.txt").write_text(SWEDISH.replace("måndags", "tisdags"), "utf-8")

    assert run("--translator", "plain_rules")["sv.txt"]["translator"] == "plain_rules"


def test_retry_names_what_the_engine_cannot_do(here: Path) -> None:
    run()
    make_ready("plain_model", "sv")

    retried = wireglot("retry", "--translator", "plain_model")

    assert retried.exit_code == 1
    assert retried.stderr.count("plain_model is not ready for de -> en. To translate from de, run: install de.") == 1
    assert versions(here) == ["v0001", "v0001", "v0002"]
