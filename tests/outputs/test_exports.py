"""Editions as ninjs and JSON-LD: both say the same, and contain no hidden text."""

import json
import os
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from tests.examples import SWEDISH, a_translation, an_article, an_edition, untranslated
from wireglot.outputs import Addresses, Edition, json_ld, ninjs
from wireglot.translations import PIVOT, RULE_BASED

PUBLISHED = Addresses("https://news.example/wireglot/")


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


@pytest.mark.parametrize("state", ["ok", "gist", "withdrawn", "embargoed"])
@pytest.mark.parametrize("addresses", [Addresses(), PUBLISHED])
def test_ninjs_is_valid_by_the_published_schema(schema: Any, state: str, addresses: Addresses) -> None:
    edition = hidden(state) if state in ("withdrawn", "embargoed") else stored(state=state)

    assert [error.message for error in schema.iter_errors(ninjs(edition, addresses))] == []


def test_ninjs_contains_summary_engine_and_original() -> None:
    exported = ninjs(stored(), PUBLISHED, first_created="2024-03-12T09:00:00Z")

    assert (exported["version"], exported["language"], exported["pubStatus"]) == ("2", "en", "usable")
    assert exported["descriptions"][0] == {
        "role": "short",
        "contentType": "text/plain",
        "value": "The ferry ran aground.",
    }
    assert exported["digitalSourceType"]["name"] == "algorithmicMedia"
    assert "machine translation (apertium) of the Swedish original" in exported["trustIndicators"][0]["title"]
    (original,) = exported["associations"]
    assert (original["rel"], original["language"]) == ("translationOf", "sv")
    assert original["bodies"][0]["value"].startswith("Färjan gick på grund.")


def test_the_quality_of_the_translation_is_exported() -> None:
    edition = stored(translation=a_translation(gist=True))
    exported = ninjs(edition, PUBLISHED)

    made, state = exported["trustIndicators"]
    assert "gist-quality machine translation" in made["title"]
    assert (state["role"], state["title"]) == ("urn:wireglot:trust:state", "gist")
    assert json_ld(edition, PUBLISHED)["creativeWorkStatus"] == "gist"


def test_both_headlines_of_a_gist_are_exported() -> None:
    edition = stored(translation=a_translation(gist=True))

    assert ninjs(edition, PUBLISHED)["headlines"] == [
        {"role": "main", "value": "Ferry aground"},
        {"role": "original", "value": edition.article.headline},
    ]
    assert json_ld(edition, PUBLISHED)["alternativeHeadline"] == {
        "@value": edition.article.headline,
        "@language": "sv",
    }
    assert [each["role"] for each in ninjs(stored(), PUBLISHED)["headlines"]] == ["main"]


@pytest.mark.parametrize(("rank", "kind"), [(RULE_BASED, "algorithmicMedia"), (PIVOT, "trainedAlgorithmicMedia")])
def test_a_pivot_through_rules_and_a_model_is_the_work_of_a_model(rank: int, kind: str) -> None:
    assert ninjs(stored(rank=rank), PUBLISHED)["digitalSourceType"]["name"] == kind


@pytest.mark.parametrize(("state", "status"), [("withdrawn", "canceled"), ("embargoed", "withheld")])
def test_hidden_text_is_not_exported(state: str, status: str) -> None:
    edition = hidden(state)
    exported = json.dumps([ninjs(edition, PUBLISHED), json_ld(edition, PUBLISHED)], ensure_ascii=False)

    assert ninjs(edition, PUBLISHED)["pubStatus"] == status
    assert not [text for block in SWEDISH for text in block.sentences if text in exported]
    assert "Färja" not in exported
    assert "aground" not in exported


def test_json_ld_names_the_translated_work() -> None:
    exported = json_ld(stored(), PUBLISHED)

    assert (exported["@type"], exported["inLanguage"]) == ("NewsArticle", "en")
    assert exported["translationOfWork"]["inLanguage"] == "sv"
    assert exported["isBasedOn"]["headline"] == "Färja på grund"
    assert exported["url"] == "https://news.example/wireglot/site/articles/farjan-12ab34cd.html"


def test_an_untranslated_article_is_no_translation() -> None:
    article = an_article()

    exported = json_ld(stored(article=article, translation=untranslated(article)), PUBLISHED)

    assert "translationOfWork" not in exported
    assert "isBasedOn" in exported
