"""Editions: states, warnings and accounting, and the JSON that others read."""

import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.conftest import edition_schema
from tests.examples import ENGLISH, a_translation, an_article, an_edition, untranslated
from wireglot.articles import Block, SentenceRef
from wireglot.articles.languages import DetectedLanguage
from wireglot.outputs import from_json, to_json
from wireglot.outputs.edition import account
from wireglot.outputs.edition_schema import FILE, schema_text
from wireglot.translations import Translation

# docs/output-folder.md and design.md name these; the schema test covers the keys below them.
KEYS = [
    *("schema", "id", "version", "made_at", "reasons", "state", "warnings", "digest", "content_hash", "signature"),
    *(
        "signatures",
        "options",
        "rank",
        "desk",
        "restored",
        "article",
        "language",
        "translation",
        "summaries",
        "accounting",
    ),
]


def test_edition_json_contains_every_documented_key() -> None:
    data = json.loads(to_json(an_edition()))

    assert list(data) == KEYS
    assert data["summaries"]["short"]["sentences"][0]["evidence"] == [[0, 0]]


def test_an_edition_is_read_back_equal_from_json() -> None:
    mixed = DetectedLanguage("sv", "doubtful", "fi", "langdetect", ("sv", "fi"))
    edition = an_edition(translation=a_translation(failed=(SentenceRef(0, 1),), kept=(SentenceRef(1, 0),)))
    edition = replace(edition, language=mixed, version=3, made_at="2026-01-02T03:04:05Z", reasons=("forced",))

    assert from_json(to_json(edition)) == edition


texts = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=20)
blocks = st.lists(
    st.builds(
        Block, st.sampled_from(["heading", "paragraph", "caption"]), st.lists(texts, min_size=1, max_size=3).map(tuple)
    ),
    max_size=4,
).map(tuple)


@given(blocks, st.data())
def test_every_sentence_is_translated_kept_or_failed(shape: tuple[Block, ...], draw: st.DataObject) -> None:
    article = an_article(blocks=shape)
    results = [(ref, draw.draw(st.sampled_from("tkf"))) for ref, _ in article.sentences()]
    translation = Translation(
        "en", "x", "x", "", shape,
        kept=tuple(ref for ref, result in results if result == "k"),
        failed=tuple(ref for ref, result in results if result == "f"),
    )  # fmt: skip

    counts = account(article, translation)

    assert counts.sentences == len(results) == counts.translated + counts.kept + counts.failed
    assert counts.translated == sum(result == "t" for _, result in results)


@given(blocks, texts)
def test_any_edition_fits_the_schema_and_is_read_back_equal(shape: tuple[Block, ...], headline: str) -> None:
    article = an_article(blocks=shape, headline=headline)
    edition = an_edition(article, translation=untranslated(article))
    edition = replace(edition, version=1, made_at="2026-01-02T03:04:05Z", reasons=("first",))
    content = to_json(edition)

    assert not list(edition_schema().iter_errors(json.loads(content)))
    assert replace(from_json(content), translation=None) == edition


def test_a_translated_article_is_ok() -> None:
    edition = an_edition()

    assert edition.state == "ok"
    assert edition.warnings == ()
    assert edition.reader_language == "en"
    assert edition.headline == "Ferry aground"


def test_a_gist_translation_makes_the_edition_a_gist() -> None:
    edition = an_edition(translation=a_translation(gist=True))

    assert (edition.state, edition.gist) == ("gist", True)
    assert from_json(to_json(edition)) == edition


@pytest.mark.parametrize(("article", "failed"), [({"full_text": False}, ()), ({}, (SentenceRef(0, 0),))])
def test_what_is_doubtful_and_a_gist_is_doubtful(article: dict[str, object], failed: tuple[SentenceRef, ...]) -> None:
    edition = an_edition(an_article(**article), translation=a_translation(gist=True, failed=failed))

    assert (edition.state, edition.gist) == ("doubtful", True)


def test_a_withdrawn_gist_is_withdrawn() -> None:
    assert an_edition(an_article(status="canceled"), translation=a_translation(gist=True)).state == "withdrawn"


def test_text_in_the_readers_language_needs_no_translation() -> None:
    article = an_article(blocks=ENGLISH)
    edition = an_edition(article, translation=untranslated(article, "already in en"))

    assert (edition.state, edition.translation, edition.warnings) == ("ok", None, ())


def test_an_untranslated_article_says_why() -> None:
    article = an_article()
    edition = an_edition(article, translation=untranslated(article))

    assert edition.state == "untranslated"
    assert edition.warnings[0] == "Not translated: no engine is ready for sv -> en."
    assert edition.accounting.kept == edition.accounting.sentences == 4


def test_a_teaser_is_doubtful_even_when_untranslated() -> None:
    article = an_article(full_text=False)
    edition = an_edition(article, translation=untranslated(article))

    assert edition.state == "doubtful"
    assert "teaser" in edition.warnings[0]
    assert "Not translated" in edition.warnings[1]


def test_a_failed_sentence_makes_an_edition_doubtful() -> None:
    edition = an_edition(translation=a_translation(failed=(SentenceRef(0, 0),), checks=("1 of 4 sentences failed.",)))

    assert edition.state == "doubtful"
    assert "1 of 4 sentences failed." in edition.warnings
    assert edition.accounting.failed == 1


@pytest.mark.parametrize(
    "change",
    [
        {"headline": "x"},
        {"language_claimed": "fi"},
        {"source_version": "2"},
        {"blocks": ENGLISH},
        {"full_text": False},
        {"status": "withheld"},
        {"note": "x"},
    ],
)
def test_whatever_the_source_sent_changes_the_digest(change: dict[str, object]) -> None:
    translation = a_translation()

    assert an_edition(an_article(**change), translation=translation).digest != an_edition().digest


def test_the_published_schema_is_up_to_date() -> None:
    assert FILE.read_text("utf-8") == schema_text(), "run: python -m wireglot.outputs.edition_schema"


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ('"schema": 2', '"schema": 1', "schema: Input should be 2"),
        ('"rank": 1', '"rank": "high"', "rank: Input should be a valid integer"),
        ('"kind": "heading"', '"kind": "title"', "kind: Input should be"),
        ('"digest"', '"hash"', "digest: Field required"),
        ("{", "[", "JSON: Invalid JSON"),
    ],
)
def test_an_invalid_file_is_refused_with_the_fault(old: str, new: str, fault: str) -> None:
    content = to_json(replace(an_edition(), rank=1)).decode()
    assert old in content

    with pytest.raises(ValueError, match=fault):
        from_json(content.replace(old, new, 1).encode())
