"""`wireglot models`: what it takes, says and answers with."""

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from tests import tiny
from tests.hub import Hub, silence, status
from wireglot.flows.cli.app import app
from wireglot.flows.cli.screen import size_text
from wireglot.flows.model_requests import UnknownModel, model_request
from wireglot.models import find_model

ROOT = Path(__file__).parents[3]
OPUS = "Helsinki-NLP/opus-mt-{}"


def models(*words: object) -> Result:
    return CliRunner().invoke(app, ["models", *map(str, words)])


def rows(result: Result) -> list[dict[str, object]]:
    return [json.loads(line) for line in result.stdout.splitlines()]


def pulled_rows() -> list[dict[str, object]]:
    """The rows of the models in the model store, without those in Python packages."""
    return [row for row in rows(models("list", "--json")) if not row["package"]]


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder to work in, an empty model store, no hub, and a mirror of Firefox's models that has none."""
    (tmp_path / "mirror/db").mkdir(parents=True)
    (tmp_path / "mirror/db/models.json").write_text('{"models": {}}')
    monkeypatch.setenv("WIREGLOT_FIREFOX_MODELS", str(tmp_path / "mirror"))
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("WIREGLOT_MODELS", str(tmp_path / "model_store"))
    monkeypatch.setenv("HF_ENDPOINT", "http://127.0.0.1:9")  # the port of `discard`: nobody listens
    monkeypatch.delenv("WIREGLOT_OUTPUTS", raising=False)
    monkeypatch.delenv("HF_TOKEN", raising=False)
    return tmp_path


@pytest.fixture(scope="module")
def trained(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tiny.marian(tmp_path_factory.mktemp("trained"))


@pytest.fixture
def hub(here: Path, trained: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Hub]:
    with Hub({OPUS.format("sv-en"): trained, OPUS.format("gmq-en"): trained}) as server:
        monkeypatch.setenv("HF_ENDPOINT", server.address)
        yield server


@pytest.mark.parametrize(
    ("name", "best"),
    [
        ("sv-en", ["sv-en"]),
        ("pt-en", ["ROMANCE-en"]),
        ("zh-Hant-en", ["zh-en"]),
        ("en-zh-Hans", ["en-zh"]),
        ("sr-Latn-en", ["zls-en"]),
        ("sv-fi", ["sv-en", "en-fi"]),
        ("mul-en", ["mul-en"]),
        ("gmq-en", ["gmq-en"]),
    ],
)
def test_a_pair_requests_the_best_models(name: str, best: list[str]) -> None:
    assert model_request(name, "opus").choices[0] == tuple(OPUS.format(one) for one in best)


@pytest.mark.parametrize(
    ("name", "firefox"),
    [
        ("sv-en", [["sv-en"]]),
        ("en-zh-TW", [["en-zh_hant"]]),
        ("nb-en", [["nb-en"], ["no-en"]]),
        ("sv-de", [["sv-en", "en-de"]]),
        ("mk-en", []),  # Firefox is not known to have it
        ("mul-en", []),
    ],
)
def test_without_an_engine_firefox_comes_first(name: str, firefox: list[list[str]]) -> None:
    choices = model_request(name).choices

    expected = [tuple(f"firefox/{pair}" for pair in pairs) for pairs in firefox]
    assert list(choices[: len(expected)]) == expected
    assert choices[len(expected) :] == model_request(name, "opus").choices


def test_an_engine_can_be_asked_for_what_it_may_have() -> None:
    assert model_request("mk-en", "firefox").choices == (("firefox/mk-en",),)
    assert model_request("sv-en", "multilingual").choices[0] == ("facebook/m2m100_418M",)
    for name, engine in (("xx-yy", "firefox"), ("sv-sv", "firefox"), ("mul-en", "firefox"), ("xx-en", "multilingual")):
        with pytest.raises(UnknownModel, match=engine):
            model_request(name, engine)


@pytest.mark.parametrize("name", ["xx-yy", "svenska", "sv", "", "sv-sv", "-", "a/b/c", "../etc"])
def test_a_name_that_is_neither_pair_nor_id_is_refused(name: str) -> None:
    with pytest.raises(UnknownModel):
        model_request(name)


def test_sizes_are_printed_in_decimal_units() -> None:
    assert [size_text(count) for count in (0, 1, 20_480, 74_400_000, 2_460_000_000)] == [
        "0 kB",
        "1 kB",
        "21 kB",
        "74 MB",
        "2.5 GB",
    ]


def test_an_empty_model_store_lists_nothing_and_says_why(here: Path) -> None:
    result = models("list")

    assert (result.exit_code, pulled_rows()) == (0, [])
    assert "wireglot models pull sv-en" in result.stderr
    assert models("check").exit_code == 0


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["pull", "xx-yy"], "xx-yy"),
        (["pull", "sv-en", "../x"], "../x"),
        (["pull", "--for", "nowhere"], "nowhere"),
        (["check", "a/b"], "a/b"),
        (["check", "sv-en"], "sv-en"),
    ],
)
def test_wrong_usage_ends_with_status_2_and_a_sentence(here: Path, words: list[str], said: str) -> None:
    result = models(*words)

    assert result.exit_code == 2
    assert said in result.stderr
    assert result.stdout == ""


def test_a_pull_for_sources_that_are_all_skipped_fails(here: Path) -> None:
    Path("feeds.opml").write_text('<opml><body><outline xmlUrl="https://tarn.example/feed"/></body></opml>')

    result = models("pull", "--for", "feeds.opml")

    assert result.exit_code == 2
    assert "found a list of feeds" in result.stderr


def test_a_lock_file_that_cannot_be_read_ends_with_status_2(here: Path) -> None:
    (here / "model_store").mkdir()
    (here / "model_store" / "lock.json").write_text("{")

    for words in (["list"], ["check"], ["pull", "sv-en"]):
        result = models(*words)
        assert result.exit_code == 2
        assert "lock.json" in result.stderr


@pytest.mark.process
def test_no_hub_is_one_sentence_and_status_1(here: Path) -> None:
    result = models("pull", "sv-en", "de-en", "--json")

    (row,) = rows(result)  # a hub that is not there is not asked twice
    assert result.exit_code == 1
    assert OPUS.format("sv-en") in str(row["error"])
    assert "HF_ENDPOINT" in str(row["error"])


@pytest.mark.process
def test_a_silent_hub_ends_the_command_with_one_sentence(hub: Hub) -> None:
    hub.faults.append(silence())

    code = "from wireglot.models import transfers; transfers.ANSWER_SECONDS = 1.0; "
    code += "from wireglot.flows.__main__ import main; main()"  # a real process: nothing may keep it from ending
    command = [sys.executable, "-c", code, "models", "pull", "sv-en"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=1200)

    assert done.returncode == 1
    assert done.stdout == ""
    assert len(done.stderr.splitlines()) == 1
    assert OPUS.format("sv-en") in done.stderr


@pytest.mark.process
def test_a_pull_prints_the_size_first_and_suggests_retry(hub: Hub) -> None:
    result = models("pull", "sv-en")

    lines = result.stderr.splitlines()
    assert result.exit_code == 0
    assert lines[0].startswith(f"{OPUS.format('sv-en')}: ")
    assert lines[0].endswith(" MB, apache-2.0")
    assert "wireglot retry" in lines[-1]
    assert result.stdout.startswith(f"pulled  {OPUS.format('sv-en')}")
    assert find_model(OPUS.format("sv-en"))


@pytest.mark.process
def test_json_has_a_row_for_each_model_new_or_not(hub: Hub) -> None:
    (first,) = rows(models("pull", "sv-en", "--json"))
    (again,) = rows(models("pull", "sv-en", OPUS.format("sv-en"), "--json"))
    (listed,) = pulled_rows()
    (checked,) = (row for row in rows(models("check", "--json")) if not row["package"])

    assert (first.pop("new"), again.pop("new")) == (True, False)
    assert first.pop("seconds")
    again.pop("seconds")
    assert checked.pop("faults") == []
    assert first == again == listed == checked
    assert listed.keys() == {"id", "revision", "family", "licence", "size", "folder", "package", "bleu", "sha256"}


@pytest.mark.process
def test_a_model_missing_on_the_hub_is_replaced_by_the_next(hub: Hub) -> None:
    del hub.models[OPUS.format("sv-en")]

    (row,) = rows(models("pull", "sv-en", "--json"))

    assert row["id"] == OPUS.format("gmq-en")


@pytest.mark.process
def test_a_pair_without_a_model_fails_alone(hub: Hub) -> None:
    result = models("pull", "de-en", "sv-en", "--json")

    failed, brought = rows(result)
    assert result.exit_code == 1
    assert failed["model"] == "de-en"
    assert OPUS.format("de-en") in str(failed["error"])
    assert brought["id"] == OPUS.format("sv-en")


@pytest.mark.process
def test_a_non_commercial_model_needs_an_option(hub: Hub, trained: Path) -> None:
    hub.add("some/model", trained, licence="cc-by-nc-4.0")

    refused = models("pull", "some/model")
    assert refused.exit_code == 1
    assert "cc-by-nc-4.0" in refused.stderr
    assert "--accept-licence" in refused.stderr

    assert models("pull", "some/model", "--accept-licence").exit_code == 0
    (row,) = pulled_rows()
    assert row["licence"] == "cc-by-nc-4.0"


@pytest.mark.process
def test_for_sources_the_languages_found_there_are_pulled_once(hub: Hub, here: Path) -> None:
    words = ["pull", "--for", ROOT / "samples/sv-skogsbrand.txt", ROOT / "samples/sv-skargardsfarja.txt"]
    words += [ROOT / "samples/en-cannery.txt", ROOT / "samples/nb-laks.txt"]

    found = rows(models(*words, "--json"))

    assert {row["id"] for row in found} == {OPUS.format("sv-en"), OPUS.format("gmq-en")}
    again = models(*words)
    assert (again.exit_code, again.stdout) == (0, "")
    assert "nb-en, sv-en" in again.stderr


@pytest.mark.process
def test_check_finds_a_changed_file_and_ends_with_status_1(hub: Hub) -> None:
    (row,) = rows(models("pull", "sv-en", "--json"))
    (Path(str(row["folder"])) / "snapshot" / "vocab.json").write_text("{}")

    result = models("check")

    assert result.exit_code == 1
    assert "snapshot/vocab.json is changed" in result.stdout
    (found,) = rows(models("check", OPUS.format("sv-en"), "--json"))
    assert found["faults"] == [{"file": "snapshot/vocab.json", "kind": "changed"}]


@pytest.mark.process
def test_too_many_requests_are_reported_as_such(hub: Hub) -> None:
    hub.faults.append(status(429))

    result = models("pull", "sv-en")

    assert result.exit_code == 1
    assert "too many requests" in result.stderr
