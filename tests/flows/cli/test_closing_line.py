"""The closing line of a run: one command for all languages that a model would translate better."""

from pathlib import Path

import pytest
from typer.testing import CliRunner

from tests.firefox_server import FirefoxServer
from tests.web_server import Page, WebServer
from wireglot.flows.cli.app import app

SAMPLES = Path(__file__).parents[3] / "samples"
SWEDISH, GERMAN = SAMPLES / "sv-skogsbrand.txt", SAMPLES / "de-chipwerk.md"

pytestmark = pytest.mark.process


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder to work in, with an empty model store."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("WIREGLOT_MODELS", str(tmp_path / "store"))
    monkeypatch.setenv("WIREGLOT_OUTPUTS", str(tmp_path / "outputs"))
    return tmp_path


def closing_lines(*words: object, stdin: str = "") -> list[str]:
    """What a run says between its counts and the page to open."""
    result = CliRunner().invoke(app, [*map(str, words)], input=stdin)
    assert result.exit_code == 0, result.output
    lines = result.stderr.strip().splitlines()
    start = next(n for n, line in enumerate(lines) if "Output folder: " in line)
    return [line for line in lines[start + 1 :] if not line.startswith("To read the summaries")]


def test_one_line_names_the_sources_for_all_languages(folder: Path) -> None:
    lines = closing_lines("run", SWEDISH, GERMAN, "--plain")

    command = f"wireglot models pull --for {SWEDISH} {GERMAN} && wireglot retry --outputs {folder}/outputs"
    assert lines == [f"To translate German and Swedish by a model, run: {command}"]
    assert closing_lines("run", SWEDISH, GERMAN, "--plain") == lines  # also when nothing has changed


def test_readers_of_another_language_are_named() -> None:
    (line,) = closing_lines("run", SWEDISH, "--to", "de", "--plain")

    assert f"--for {SWEDISH} --to de && " in line


def test_pairs_are_named_for_stdin_and_many_sources() -> None:
    (line,) = closing_lines("run", "-", "--plain", stdin=SWEDISH.read_text("utf-8"))
    assert "run: wireglot models pull sv-en && wireglot retry" in line

    many = [SAMPLES / name for name in ("ko-chungjeonso.txt", "ja-sakagura.txt", "hi-bandh.txt", "el-navagio.txt")]
    (line,) = closing_lines("run", *many, GERMAN, "--plain")
    assert line.startswith("To translate German, Greek, Hindi and 2 more languages by a model, run: ")
    assert "wireglot models pull de-en el-en hi-en ja-en ko-en && " in line


def test_pairs_are_named_for_what_cannot_be_read_again(folder: Path) -> None:
    with WebServer() as server:
        server.pages["/feed"] = Page(
            b"<rss><channel><item><title>Skogsbrand</title><description>%s</description></item>"
            b"</channel></rss>" % SWEDISH.read_bytes()
        )
        (folder / "feeds.opml").write_text(f'<opml><body><outline xmlUrl="{server.address("/feed")}"/></body></opml>')
        (line,) = closing_lines("run", "feeds.opml", "--allow", "127.0.0.1", "--plain")

    assert "run: wireglot models pull sv-en && wireglot retry" in line


def test_who_asks_for_no_translation_gets_no_advice() -> None:
    assert closing_lines("run", SWEDISH, "--translator", "none", "--plain") == []


def test_a_gist_is_named_as_well_and_a_translation_is_not() -> None:
    (line,) = closing_lines("run", SAMPLES / "es-vertido.txt", SAMPLES / "pt-hospital.txt", "--plain")

    assert line.startswith("To translate Spanish by a model, run: ")


def test_what_needs_no_model_gets_no_advice() -> None:
    assert closing_lines("run", SAMPLES / "en-cannery.txt", SAMPLES / "pt-hospital.txt", "--plain") == []


def test_the_pull_that_the_line_names_brings_the_models(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("WIREGLOT_OFFLINE")
    (line,) = closing_lines("run", SWEDISH, "--plain")
    pull = line.partition("run: wireglot ")[2].partition(" && ")[0].split()
    with FirefoxServer() as server:
        server.add_model("sv-en", {"model": b"weights", "vocab": b"vocabulary"})
        monkeypatch.setenv("WIREGLOT_FIREFOX_MODELS", server.address)

        result = CliRunner().invoke(app, pull)

    assert result.exit_code == 0
    assert result.stdout.startswith("pulled  firefox/sv-en")


def test_a_run_itself_asks_no_server(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("WIREGLOT_OFFLINE")
    with FirefoxServer() as server:
        server.add_model("sv-en", {"model": b"weights", "vocab": b"vocabulary"})
        monkeypatch.setenv("WIREGLOT_FIREFOX_MODELS", server.address)
        monkeypatch.setenv("HF_ENDPOINT", server.address)

        closing_lines("run", SWEDISH, "--plain")
        CliRunner().invoke(app, ["retry"])

        assert server.seen == []
