"""Editions as others read them (ninjs, JSON-LD, feeds): they say the same, and nothing of what must not be shown."""

import json
import os
from dataclasses import replace
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest

from tests.made import SWEDISH, an_article, an_edition, untranslated
from wireglot.articles import Article, Block
from wireglot.outputs import Edition, Store
from wireglot.outputs.exchange import Addresses, json_ld, ninjs, urn
from wireglot.outputs.upkeep import keep_up

PUBLISHED = Addresses("https://news.example/wireglot/")
ATOM, AT = "{http://www.w3.org/2005/Atom}", "{http://purl.org/atompub/tombstones/1.0}"
EVIL = "<script>alert(1)</script> ]]> & \u0000 \ud800"


def stored(**changes: Any) -> Edition:
    return replace(an_edition(**changes), version=2, made_at="2024-03-12T10:00:00Z")


def hidden(state: str) -> Edition:
    article = an_article(embargoed="2030-01-01T00:00:00Z" if state == "embargoed" else "")
    return replace(stored(article=article), state=state, warnings=("It must not be shown.",))


@pytest.fixture(scope="module")
def schema() -> Any:
    """The validator of ninjs 3.1, its one remote reference resolved here."""
    folder = os.environ.get("WIREGLOT_DATA")
    path = Path(folder or "/none") / "wire/newsinjson/specification/ninjs-schema_3.1.json"
    if not path.is_file():
        pytest.skip("WIREGLOT_DATA names no folder with the ninjs 3.1 schema")
    from jsonschema import Draft202012Validator
    from referencing import Registry, Resource

    anything = Resource.from_contents({"$schema": "https://json-schema.org/draft/2020-12/schema"})
    registry: Any = Registry(retrieve=lambda uri: anything)  # type: ignore[call-arg]
    return Draft202012Validator(json.loads(path.read_bytes()), registry=registry)


@pytest.mark.parametrize("state", ["ok", "withdrawn", "embargoed"])
@pytest.mark.parametrize("addresses", [Addresses(), PUBLISHED])
def test_ninjs_is_valid_by_the_published_schema(schema: Any, state: str, addresses: Addresses) -> None:
    edition = stored() if state == "ok" else hidden(state)

    assert [error.message for error in schema.iter_errors(ninjs(edition, addresses))] == []


def test_ninjs_tells_the_summary_its_making_and_the_original() -> None:
    told = ninjs(stored(), PUBLISHED, first_created="2024-03-12T09:00:00Z")

    assert (told["version"], told["language"], told["pubStatus"]) == ("2", "en", "usable")
    assert told["descriptions"][0] == {"role": "short", "contentType": "text/plain", "value": "The ferry ran aground."}
    assert told["digitalSourceType"]["name"] == "algorithmicMedia"
    assert "machine translation (apertium) from Swedish" in told["trustIndicators"][0]["title"]
    (original,) = told["associations"]
    assert (original["rel"], original["language"]) == ("translationOf", "sv")
    assert original["bodies"][0]["value"].startswith("Färjan gick på grund.")


@pytest.mark.parametrize(("state", "status"), [("withdrawn", "canceled"), ("embargoed", "withheld")])
def test_nothing_of_what_must_not_be_shown_is_exported(state: str, status: str) -> None:
    edition = hidden(state)
    told = json.dumps([ninjs(edition, PUBLISHED), json_ld(edition, PUBLISHED)], ensure_ascii=False)

    assert ninjs(edition, PUBLISHED)["pubStatus"] == status
    assert not [text for block in SWEDISH for text in block.sentences if text in told]
    assert "Färja" not in told
    assert "aground" not in told


def test_json_ld_names_the_work_it_translates() -> None:
    said = json_ld(stored(), PUBLISHED)

    assert (said["@type"], said["inLanguage"]) == ("NewsArticle", "en")
    assert said["translationOfWork"]["inLanguage"] == "sv"
    assert said["isBasedOn"]["headline"] == "Färja på grund"
    assert said["url"] == "https://news.example/wireglot/site/articles/farjan-12ab34cd.html"


def test_one_told_in_its_own_words_is_no_translation() -> None:
    article = an_article()

    said = json_ld(stored(article=article, translation=untranslated(article)), PUBLISHED)

    assert "translationOfWork" not in said
    assert "isBasedOn" in said


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
    keep_up(store, PUBLISHED)
    (before,) = items(store)
    store.add(an_edition(an_article(headline="Ny rubrik", note="x"), words="a" * 64, digest="1" * 64))
    keep_up(store, PUBLISHED)
    (after,) = items(store)

    assert before["id"] == after["id"] == urn("farjan-12ab34cd")
    assert [entry.findtext(f"{ATOM}id") for entry in feed(store).iter(f"{ATOM}entry")] == [after["id"]]
    assert after["url"].startswith("https://news.example/wireglot/site/")


def test_feeds_are_made_for_each_desk_and_language(store: Store) -> None:
    store.add(an_edition(desk="nordic"))
    keep_up(store)

    names = {path.name for path in (store.root / "feeds").iterdir()}
    assert names == {f"{name}.{kind}" for name in ("all", "desk-nordic", "language-sv") for kind in ("atom", "json")}
    assert feed(store, "desk-nordic").findtext(f"{ATOM}title") == "Wireglot: desk nordic"


def test_a_withdrawn_article_leaves_a_tombstone_and_no_item(store: Store) -> None:
    store.add(an_edition())
    keep_up(store)
    store.add(replace(hidden("withdrawn"), words="b" * 64, digest="2" * 64))
    keep_up(store)

    (stone,) = feed(store).iter(f"{AT}deleted-entry")
    assert stone.attrib["ref"] == urn("farjan-12ab34cd")
    assert (items(store), list(feed(store).iter(f"{ATOM}entry"))) == ([], [])


def test_a_feed_that_lost_its_last_article_is_empty_and_not_stale(store: Store) -> None:
    store.add(an_edition())
    keep_up(store)
    other = an_edition()
    store.add(replace(other, language=replace(other.language, tag="nb"), digest="3" * 64))
    keep_up(store)

    assert (items(store, "language-sv"), list(feed(store, "language-sv").iter(f"{ATOM}entry"))) == ([], [])


def test_an_embargoed_article_is_in_no_feed(store: Store) -> None:
    store.add(hidden("embargoed"))
    keep_up(store)

    assert items(store) == []
    assert b"farjan" not in (store.root / "feeds" / "all.atom").read_bytes()


def test_an_article_that_changed_its_language_leaves_the_other_feed(store: Store) -> None:
    store.add(an_edition())
    keep_up(store)
    other = an_edition()
    store.add(replace(other, language=replace(other.language, tag="nb"), digest="3" * 64))
    store.add(an_edition(an_article(id="other-00000000")))
    keep_up(store)

    assert [item["id"] for item in items(store, "language-nb")] == [urn("farjan-12ab34cd")]
    assert [item["id"] for item in items(store, "language-sv")] == [urn("other-00000000")]


def test_text_from_outside_stays_text_in_every_form(store: Store) -> None:
    headline = EVIL.replace("\u0000", "").replace("\ud800", "")
    block = Block("paragraph", (f"{headline} was said in the harbour.",))
    article = Article("evil-00000000", "javascript:alert(1)", "x", headline, (block,))
    store.add(an_edition(article, translation=untranslated(article)))
    keep_up(store, PUBLISHED)

    (entry,) = feed(store).iter(f"{ATOM}entry")
    assert entry.findtext(f"{ATOM}title") == headline
    assert "<script>" not in str(entry.findtext(f"{ATOM}content"))
    assert [link.attrib["rel"] for link in entry.iter(f"{ATOM}link")] == ["alternate"]
    assert "external_url" not in items(store)[0]
