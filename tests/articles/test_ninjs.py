"""ninjs 1.x to 3.x and ttninjs: one article per item, with what protects it and what it replaces."""

import json
from pathlib import Path
from typing import Any

import pytest

from wireglot.articles.reading import NotAnArticle, SourceFile, read

FIRST = "The ferry Marisol ran aground off Torvik on Monday with 33 people on board, the coast guard said."
SECOND = "Nobody was hurt. Two tugs pulled the ferry free in the evening, and it is being inspected in the port."
HTML = f"<p>{FIRST}</p><h2>Tugs from Lunde</h2><p>{SECOND}</p>"
ITEM = {"uri": "urn:kd:ferry", "type": "text", "language": "en", "headline": "Ferry runs aground off Torvik"}


def read_item(**fields: Any):
    item = {**ITEM, "body_html": HTML, **fields}
    return read(SourceFile(Path("item.json"), "./item.json", json.dumps(item).encode()))


def texts(article):
    return [(block.kind, " ".join(block.sentences)) for block in article.blocks]


def test_an_item_of_version_1_is_read_with_its_metadata():
    article = read_item(
        version="3",
        versioncreated="2026-11-05T14:05:00+0100",
        firstcreated="2026-11-05T12:00:00Z",
        urgency=2,
        slugline="ferry-torvik",
        ednote="Adds the tugs.",
    )

    assert (article.uri, article.headline, article.language_claimed) == (ITEM["uri"], ITEM["headline"], "en")
    assert texts(article) == [("paragraph", FIRST), ("heading", "Tugs from Lunde"), ("paragraph", SECOND)]
    assert (article.published, article.updated) == ("2026-11-05T12:00:00Z", "2026-11-05T13:05:00Z")
    assert (article.source_version, article.note) == ("3", "Adds the tugs.")
    assert article.agency_lines == ("ferry-torvik", "Urgency 2")
    assert article.full_text


@pytest.mark.parametrize("content_type", ["contenttype", "contentType"])
def test_versions_2_and_3_are_read_alike(content_type):
    article = read_item(
        body_html=None,
        headline=None,
        headlines=[{"role": "short", "value": "Ferry aground"}, {"role": "main", "value": "Ferry runs aground"}],
        bodies=[{"role": "main", content_type: "text/html", "value": HTML}],
        versionCreated="2026-11-05T12:00:00Z",
    )

    assert article.headline == "Ferry runs aground"
    assert texts(article)[0] == ("paragraph", FIRST)
    assert article.published == "2026-11-05T12:00:00Z"


def test_of_several_bodies_one_text_is_taken():
    article = read_item(body_text=f"{ITEM['headline']}\n{FIRST}\n{SECOND}", body_nitf=HTML, body_xhtml=HTML)

    assert len(article.blocks) == 3


def test_the_longer_body_is_taken_when_one_is_a_beginning():
    article = read_item(body_html=f"<p>{FIRST[:40]} ...</p>", body_text=f"{FIRST}\n\n{SECOND}")

    assert [text for _, text in texts(article)] == [FIRST, SECOND]


def test_the_lead_comes_first_unless_the_body_has_it():
    lead = "A ferry is free again after a day on the rocks off Torvik."
    added, repeated = read_item(description_text=lead), read_item(description_text=FIRST[:80])

    assert texts(added)[0] == ("paragraph", lead)
    assert texts(repeated)[0] == ("paragraph", FIRST)


def test_an_item_with_only_a_description_is_a_teaser():
    article = read_item(body_html="", description_text=FIRST)

    assert not article.full_text
    assert texts(article) == [("paragraph", FIRST)]


def test_associations_are_no_text():
    picture = {"uri": "urn:kd:picture", "type": "picture", "description_text": "A ferry. Photo: A. Lund"}
    article = read_item(associations=[picture])

    assert "Photo" not in str(article.blocks)


def test_captions_in_the_body_are_boilerplate():
    figure = '<figure><div class="byline">A. Lund</div><figcaption>The ferry on Monday.</figcaption></figure>'
    article = read_item(body_html=HTML + figure)

    assert texts(article)[-2:] == [("byline", "A. Lund"), ("caption", "The ferry on Monday.")]


@pytest.mark.parametrize(
    ("kind", "found"), [("picture", "a picture"), ("video", "a video"), ("composite", "a package")]
)
def test_pictures_and_packages_are_no_articles(kind, found):
    with pytest.raises(NotAnArticle, match=found):
        read_item(type=kind, body_html=None)


@pytest.mark.parametrize("key", ["embargoed", "embargoedUntil"])
def test_an_embargo_is_kept_and_a_null_is_none(key):
    assert read_item(**{key: "2099-12-01"}).embargoed == "2099-12-01T00:00:00Z"
    assert read_item(**{key: None}).embargoed == ""


@pytest.mark.parametrize(
    "fields",
    [
        {"embargoed": "Monday, some time"},
        {"embargoed": {"until": "the speech ends"}},
        {"pubstatus": "withheld"},
        {"pubStatus": "perhaps"},
        {"pubstatus": ["usable", "on hold"]},
        {"ednote": "HOLD FOR RELEASE"},
    ],
)
def test_what_protects_and_is_not_understood_holds(fields):
    article = read_item(**fields)

    assert article.status == "withheld"
    assert article.hold


@pytest.mark.parametrize(
    "fields", [{"pubstatus": "canceled"}, {"signals": {"updatetype": "AVPUB"}}, {"headline": "KILL: Ferry aground"}]
)
def test_a_kill_without_text_is_read(fields):
    assert read_item(body_html="", **fields).status == "canceled"


def test_a_hold_without_text_is_read():
    article = read_item(headline=None, body_html="", pubstatus="withheld")

    assert (article.uri, article.status, article.blocks) == ("urn:kd:ferry", "withheld", ())


def test_a_correction_is_a_version_with_a_note():
    article = read_item(version=2, signals={"updatetype": "RÄ"}, ednote="35 on board, not 33.")

    assert (article.status, article.source_version) == ("usable", "2")
    assert article.note == "35 on board, not 33. A fact was corrected."


def test_an_item_that_replaces_another_is_the_same_article():
    first = read_item(uri="https://wire.example/1")
    second = read_item(uri="https://wire.example/2", replacing=["https://wire.example/1"])
    third = read_item(
        uri="https://wire.example/3",
        replacing=["https://wire.example/2"],
        revisions=[
            {"uri": "https://wire.example/2", "versioncreated": "2026-11-05T13:00:00Z"},
            {"uri": "https://wire.example/1", "versioncreated": "2026-11-05T12:00:00Z"},
        ],
    )

    assert first.id == second.id == third.id


def test_a_replaced_item_names_its_replacement():
    article = read_item(pubstatus="replaced", replacedby="https://wire.example/2")

    assert article.status == "withheld"
    assert article.warnings == ("Its source has replaced it by https://wire.example/2.",)


def test_an_identifier_without_scheme_belongs_to_its_agency():
    one, other = read_item(uri="4711", copyrightholder="KD"), read_item(uri="4711", copyrightholder="Lund Press")

    assert one.uri == "wire:KD:4711"
    assert one.id != other.id


def test_control_characters_in_a_headline_are_left_out():
    article = read_item(headline="Ferry \u202eaground\u0007 <b>off</b> Torvik &amp; Lunde")

    assert article.headline == "Ferry aground off Torvik & Lunde"


def test_a_class_of_the_whole_text_makes_it_no_credit():
    article = read_item(body_html=f'<article class="author credit">{HTML}</article>')

    assert texts(article)[0] == ("paragraph", FIRST)


def test_markup_that_is_escaped_twice_is_no_text():
    article = read_item(body_html=HTML.replace("<", "&lt;").replace(">", "&gt;"))

    assert texts(article)[0] == ("paragraph", FIRST)
