"""Feeds of an output folder: one entry per article, by desk and language, with no hidden text."""

import json
import shutil
from dataclasses import replace
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest

from tests.examples import a_translation, an_article, an_edition, untranslated
from wireglot.articles import Article, Block
from wireglot.outputs import Addresses, Edition, Store
from wireglot.outputs.feeds import write_feeds
from wireglot.outputs.layout import article_urn
from wireglot.outputs.update import update_outputs

PUBLISHED = Addresses("https://news.example/wireglot/")
ATOM, AT = "{http://www.w3.org/2005/Atom}", "{http://purl.org/atompub/tombstones/1.0}"
HOSTILE = "<script>alert(1)</script> ]]> &"


def hidden(state: str) -> Edition:
    article = an_article(embargoed="2030-01-01T00:00:00Z" if state == "embargoed" else "")
    return replace(an_edition(article), state=state, warnings=("It must not be shown.",))


@pytest.fixture
def store(tmp_path: Path) -> Store:
    made = Store(tmp_path)
    made.prepare()
    return made


def feed(store: Store, name: str = "all") -> ElementTree.Element:
    return ElementTree.fromstring((store.root / "feeds" / f"{name}.atom").read_bytes())


def items(store: Store, name: str = "all") -> list[dict[str, Any]]:
    return json.loads((store.root / "feeds" / f"{name}.json").read_bytes())["items"]


def test_a_new_version_updates_its_entry_under_the_same_id(store: Store) -> None:
    store.add(an_edition())
    update_outputs(store, PUBLISHED)
    (before,) = items(store)
    store.add(an_edition(an_article(headline="Ny rubrik", note="x"), content_hash="a" * 64, digest="1" * 64))
    update_outputs(store, PUBLISHED)
    (after,) = items(store)

    assert before["id"] == after["id"] == article_urn("farjan-12ab34cd")
    assert [entry.findtext(f"{ATOM}id") for entry in feed(store).iter(f"{ATOM}entry")] == [after["id"]]
    assert after["url"].startswith("https://news.example/wireglot/site/")


def test_links_without_a_base_url_lead_from_the_feed_to_pages(store: Store) -> None:
    store.add(an_edition())
    update_outputs(store)

    written = json.loads((store.root / "feeds" / "all.json").read_bytes())
    links = [link.attrib for link in feed(store).iter(f"{ATOM}link") if link.attrib["rel"] != "via"]
    places = [link["href"] for link in links] + [written["home_page_url"], written["items"][0]["url"]]
    assert len(places) == 4
    assert all((store.root / "feeds" / place).is_file() for place in places)
    assert "self" not in [link["rel"] for link in links]
    assert "feed_url" not in written


def test_a_gist_is_named_in_its_title(store: Store) -> None:
    store.add(an_edition(translation=a_translation(gist=True)))
    store.add(an_edition(an_article(id="other-00000000")))
    update_outputs(store)

    assert {item["title"]: item.get("tags") for item in items(store)} == {
        "[gist] Ferry aground (Färja på grund)": ["gist"],
        "Ferry aground": None,
    }
    assert [found.attrib["term"] for found in feed(store).iter(f"{ATOM}category")] == ["gist"]
    titles = [entry.findtext(f"{ATOM}title") for entry in feed(store).iter(f"{ATOM}entry")]
    assert "[gist] Ferry aground (Färja på grund)" in titles


def test_each_desk_and_language_has_a_feed(store: Store) -> None:
    store.add(an_edition(desk="nordic"))
    update_outputs(store)

    names = {path.name for path in (store.root / "feeds").iterdir()}
    assert names == {f"{name}.{kind}" for name in ("all", "desk-nordic", "language-sv") for kind in ("atom", "json")}
    assert feed(store, "desk-nordic").findtext(f"{ATOM}title") == "Wireglot: desk nordic"


def test_a_withdrawn_article_becomes_a_tombstone(store: Store) -> None:
    store.add(an_edition())
    update_outputs(store)
    store.add(replace(hidden("withdrawn"), content_hash="b" * 64, digest="2" * 64))
    update_outputs(store)

    (stone,) = feed(store).iter(f"{AT}deleted-entry")
    assert stone.attrib["ref"] == article_urn("farjan-12ab34cd")
    assert (items(store), list(feed(store).iter(f"{ATOM}entry"))) == ([], [])


def test_a_feed_that_lost_its_last_article_is_empty(store: Store) -> None:
    store.add(an_edition())
    update_outputs(store)
    other = an_edition()
    store.add(replace(other, language=replace(other.language, tag="nb"), digest="3" * 64))
    update_outputs(store)

    assert (items(store, "language-sv"), list(feed(store, "language-sv").iter(f"{ATOM}entry"))) == ([], [])


def test_an_embargoed_article_is_in_no_feed(store: Store) -> None:
    store.add(hidden("embargoed"))
    update_outputs(store)

    assert items(store) == []
    assert b"farjan" not in (store.root / "feeds" / "all.atom").read_bytes()


def test_an_article_of_another_language_changes_feeds(store: Store) -> None:
    store.add(an_edition())
    update_outputs(store)
    other = an_edition()
    store.add(replace(other, language=replace(other.language, tag="nb"), digest="3" * 64))
    store.add(an_edition(an_article(id="other-00000000")))
    update_outputs(store)

    assert [item["id"] for item in items(store, "language-nb")] == [article_urn("farjan-12ab34cd")]
    assert [item["id"] for item in items(store, "language-sv")] == [article_urn("other-00000000")]


def test_text_from_outside_is_escaped(store: Store) -> None:
    headline = HOSTILE
    block = Block("paragraph", (f"{headline} was said in the harbour.",))
    article = Article("evil-00000000", "javascript:alert(1)", "x", headline, (block,))
    store.add(an_edition(article, translation=untranslated(article)))
    update_outputs(store, PUBLISHED)

    (entry,) = feed(store).iter(f"{ATOM}entry")
    assert entry.findtext(f"{ATOM}title") == headline
    assert "<script>" not in str(entry.findtext(f"{ATOM}content"))
    assert [link.attrib["rel"] for link in entry.iter(f"{ATOM}link")] == ["alternate"]
    assert "external_url" not in items(store)[0]


def at(edition: Edition, time: str, monkeypatch: pytest.MonkeyPatch, store: Store) -> None:
    """Store the edition when the clock says so, and write the feeds."""
    monkeypatch.setattr("wireglot.outputs.store.now_text", lambda: time)
    store.add(edition)
    update_outputs(store, PUBLISHED)


def times(store: Store) -> tuple[str, dict[str, str]]:
    """When the feed was updated, and each of its entries."""
    read = feed(store)
    entries = {str(one.findtext(f"{ATOM}id")): str(one.findtext(f"{ATOM}updated")) for one in read.iter(f"{ATOM}entry")}
    return str(read.findtext(f"{ATOM}updated")), entries


def test_no_time_in_a_feed_goes_back_with_the_clock(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    urn = article_urn("farjan-12ab34cd")
    changed = [an_edition(an_article(headline=f"Rubrik {n}"), digest=str(n) * 64) for n in range(3)]

    at(changed[0], "2028-01-01T12:00:00Z", monkeypatch, store)
    at(changed[1], "2026-11-05T08:00:00Z", monkeypatch, store)
    assert times(store) == ("2028-01-01T12:00:01Z", {urn: "2028-01-01T12:00:01Z"})

    at(changed[2], "2026-11-05T09:00:00Z", monkeypatch, store)
    assert times(store) == ("2028-01-01T12:00:02Z", {urn: "2028-01-01T12:00:02Z"})
    assert [item["date_modified"] for item in items(store)] == ["2028-01-01T12:00:02Z"]
    assert store.read("farjan-12ab34cd").made_at == "2026-11-05T09:00:00Z"


def test_a_feed_stays_as_late_as_an_entry_that_left_it(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    at(an_edition(desk="abroad"), "2028-01-01T12:00:00Z", monkeypatch, store)
    shutil.rmtree(store.root / "farjan-12ab34cd")
    at(an_edition(an_article(id="other-00000000")), "2026-11-05T08:00:00Z", monkeypatch, store)

    assert times(store) == ("2028-01-01T12:00:01Z", {article_urn("other-00000000"): "2026-11-05T08:00:00Z"})


def test_feeds_that_are_written_anew_have_the_same_times(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    at(an_edition(), "2028-01-01T12:00:00Z", monkeypatch, store)
    at(an_edition(an_article(headline="Rubrik"), digest="1" * 64), "2026-11-05T08:00:00Z", monkeypatch, store)
    before = times(store)
    shutil.rmtree(store.root / "feeds")

    write_feeds(store, None, PUBLISHED)

    assert times(store) == before
