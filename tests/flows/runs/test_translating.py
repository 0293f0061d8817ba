"""Translation from end to end, with a tiny real model from a hub on loopback: nothing lost, nothing paid twice."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from tests import tiny
from tests.hub import Hub
from wireglot.flows.cli.app import app

pytestmark = pytest.mark.process

ID = "Helsinki-NLP/opus-mt-sv-en"
SWEDISH = [source for source, _ in tiny.SWEDISH_ENGLISH if source != "Trafiken står still"]  # a heading
ENGLISH = dict(tiny.SWEDISH_ENGLISH)


def wireglot(*words: object) -> Result:
    return CliRunner().invoke(app, [str(word) for word in words])


def rows(result: Result) -> list[dict[str, object]]:
    return [json.loads(line) for line in result.stdout.splitlines()]


def run(*words: str) -> list[dict[str, object]]:
    return rows(wireglot("run", "--plain", "--json", "inbox", *words))


@pytest.fixture(scope="module")
def trained(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tiny.marian(tmp_path_factory.mktemp("marian"))


@pytest.fixture
def here(tmp_path: Path, trained: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """An inbox with an article that the tiny model knows by heart, an empty model store, and a hub with the model."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("WIREGLOT_MODELS", str(tmp_path / "model_store"))
    monkeypatch.delenv("WIREGLOT_OUTPUTS", raising=False)
    (tmp_path / "inbox").mkdir()
    write(tmp_path, SWEDISH[1:9])
    with Hub({ID: trained}) as hub:
        monkeypatch.setenv("HF_ENDPOINT", hub.address)
        yield tmp_path


def write(here: Path, sentences: list[str]) -> None:
    (here / "inbox" / "a.txt").write_text(f"{SWEDISH[0]}\n\n" + " ".join(sentences) + "\n", "utf-8")


def edition(row: dict[str, object]) -> dict[str, object]:
    return json.loads((Path(str(row["folder"])) / "edition.json").read_bytes())


def sentences(found: dict[str, object]) -> list[str]:
    return [sentence for block in found["translation"]["blocks"] for sentence in block["sentences"]]  # type: ignore[index]


def test_without_a_model_the_warning_names_the_command(here: Path) -> None:
    (row,) = run()

    assert row["state"] == "untranslated"
    assert "wireglot models pull sv-en" in str(edition(row)["warnings"])


def test_after_a_pull_every_sentence_is_translated(here: Path) -> None:
    assert wireglot("models", "pull", "sv-en", "--engine", "opus").exit_code == 0

    (row,) = run()

    found = edition(row)
    assert (row["state"], row["translator"]) == ("ok", "opus")
    assert row["headline"] == ENGLISH[SWEDISH[0]]
    assert sentences(found) == [ENGLISH[source] for source in SWEDISH[1:9]]
    assert found["accounting"]["translated"] == 8  # type: ignore[index]
    assert f"{ID}@" in found["translation"]["signature"]  # type: ignore[index]


def test_retry_translates_the_untranslated_edition(here: Path) -> None:
    (row,) = run()
    wireglot("models", "pull", "sv-en", "--engine", "opus")

    (retried,) = rows(wireglot("retry", "--json"))

    assert (retried["id"], retried["version"], retried["state"]) == (row["id"], 2, "ok")
    assert "engine changed: none -> opus" in edition(retried)["reasons"]  # type: ignore[operator]
    assert rows(wireglot("retry", "--json")) == []


def test_a_changed_sentence_costs_one_sentence(here: Path) -> None:
    wireglot("models", "pull", "sv-en", "--engine", "opus")
    run()
    before = rows(wireglot("memory", "--json"))[0]["sentences"]
    write(here, [*SWEDISH[1:8], SWEDISH[9]])

    (row,) = run()

    after = rows(wireglot("memory", "--json"))[0]["sentences"]
    assert (row["version"], edition(row)["reasons"]) == (2, ["text changed: 1 sentence"])
    assert (before, after) == (9, 10)


def test_memory_can_be_pruned_and_a_corrupt_one_fails_no_run(here: Path) -> None:
    wireglot("models", "pull", "sv-en", "--engine", "opus")
    run()
    assert rows(wireglot("memory", "--prune", "--json"))[0]["removed"] == 9
    (here / "outputs/editions/.wireglot/memory.sqlite").write_bytes(b"no database" * 1000)

    (row,) = run("--force")

    assert (row["version"], row["state"]) == (2, "ok")


def test_an_uninstalled_model_leaves_the_better_version(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    wireglot("models", "pull", "sv-en", "--engine", "opus")
    run()
    monkeypatch.setenv("WIREGLOT_MODELS", str(here / "nothing"))

    (row,) = run()

    assert (row["version"], row["new"], row["translator"]) == (1, False, "opus")


def test_an_unknown_sentence_fails_its_checks_and_stays(here: Path) -> None:
    wireglot("models", "pull", "sv-en", "--engine", "opus")
    strange = "Klockan 17.45 hade 314 demonstranter samlats på torget i Umeå."
    write(here, [*SWEDISH[1:8], strange])

    (row,) = run("--translator", "opus")

    found = edition(row)
    assert row["state"] == "doubtful"
    assert sentences(found)[-1] == strange
    assert found["accounting"]["failed"] == 1  # type: ignore[index]
    assert "1 of 8 sentences could not be translated and remains in the original." in found["warnings"]  # type: ignore[operator]


def test_an_invalid_glossary_line_ends_with_status_2(here: Path) -> None:
    wireglot("models", "pull", "sv-en", "--engine", "opus")
    (here / "terms").mkdir()
    (here / "terms" / "sv-en.tsv").write_text("hamnen\tthe port\tand more\n", "utf-8")

    refused = wireglot("run", "--plain", "inbox", "--glossary", "terms")

    assert refused.exit_code == 2
    assert "sv-en.tsv" in refused.stderr
