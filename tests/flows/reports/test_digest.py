"""The digest of a run as a page of Markdown."""

from dataclasses import replace
from pathlib import Path

import pytest

from wireglot.flows.options import Options
from wireglot.flows.reports.digest import digest_markdown, without_articles
from wireglot.flows.reports.edition_events import RunEvents
from wireglot.flows.runs.callbacks import Callbacks
from wireglot.flows.runs.runner import run

PUBLISHED = Options(base_url="https://news.example/desk", desk="north")
SECRET = "- Nobody was on board, the port of Varn said on Monday after a storm damaged forty boats in the harbour."


def digest_of(folder: Path, options: Options) -> str:
    events = RunEvents(options)
    report = run([str(folder / "inbox")], folder / "out", options, callbacks=Callbacks(on_result=events.note))
    return digest_markdown(str(report), events, outputs="out", desk=options.desk)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "inbox").mkdir()
    (tmp_path / "inbox" / "storm.txt").write_text(f"Storm in Varn\n\n{SECRET}\n", "utf-8")
    text = "The mill at Orrin burned down on Sunday, and the miller was taken to a hospital."
    (tmp_path / "inbox" / "fire.txt").write_text(f"1. Fire [at](http://evil.example) # Orrin\n\n{text}\n", "utf-8")
    return tmp_path


def test_links_lead_to_pages_that_exist(folder: Path) -> None:
    digest = digest_of(folder, PUBLISHED)

    links = [part.partition(">")[0] for part in digest.split("](<https://news.example/desk/")[1:]]
    assert len(links) == 2
    assert all((folder / "out" / link).is_file() for link in links)


def test_without_an_address_the_folder_is_named(folder: Path) -> None:
    digest = digest_of(folder, Options())

    assert digest.startswith("# News\n")
    named = [line.rpartition(" · ")[2].strip("`") for line in digest.splitlines() if line.endswith("/v0001`")]
    assert len(named) == 2
    assert all((Path(name) / "edition.json").is_file() for name in named)


def test_text_from_outside_is_no_markdown(folder: Path) -> None:
    digest = digest_of(folder, PUBLISHED)

    assert r"1\. Fire \[at\](http://evil.example) \# Orrin" in digest
    assert r"\- Nobody was on board" in digest


@pytest.mark.parametrize("options", [PUBLISHED, replace(PUBLISHED, base_url="")])
def test_a_withdrawn_article_leaves_earlier_digests(folder: Path, options: Options) -> None:
    digest = digest_of(folder, options)
    (id,) = (path.name for path in (folder / "out").glob("*storm*"))

    without = without_articles(digest, {id})

    assert "Nobody was on board" in digest
    assert "Nobody was on board" not in without
    assert "Storm in Varn" not in without
    assert "Orrin" in without
    assert without_articles(without, {id}) == without
