"""NITF: headline, lead, sub-headings, credits, versions and what protects the text."""

from pathlib import Path

import pytest

from wireglot.articles.reading import SourceFile, read

LEAD = "The ferry Marisol ran aground off Torvik on Monday with 33 people on board, the coast guard said."
TEXT = "Nobody was hurt. Two tugs pulled the ferry free in the evening, and it is being inspected in the port."
HEAD = """<head><title>ferry-torvik</title><docdata>
  <urgency ed-urg="3"/><date.issue norm="20261105T120000+0100"/><doc-id id-string="KD-4711" regsrc="KD"/>
  <ed-msg info="Adds the tugs."/><du-key key="ferry-torvik" version="2"/>{more}</docdata></head>"""
BODY = f"""<body><body.head><hedline><hl1>Ferry runs aground off Torvik</hl1></hedline><byline>By Ann Lund</byline>
  <dateline>TORVIK</dateline><abstract><p>{{abstract}}</p></abstract></body.head>
  <body.content><p class="lead" lede="true">{LEAD}</p><hl2>Tugs from Lunde</hl2><p class="txt-ind">{TEXT}</p>
  <media><media-reference source="x"/><media-caption>The ferry. Photo: A. Lund</media-caption></media>
  </body.content><body.end><tagline>al@kd.example</tagline></body.end></body>"""


def document(more="", abstract="", root="nitf"):
    return f'<{root} baselang="en-IE">{HEAD.format(more=more)}{BODY.format(abstract=abstract)}</{root}>'


def read_document(text, encoding="utf-8"):
    return read(SourceFile(Path("item.xml"), "./item.xml", text.encode(encoding)))


def test_a_document_is_read_with_its_metadata():
    article = read_document(document())

    assert (article.uri, article.headline) == ("wire:KD:KD-4711", "Ferry runs aground off Torvik")
    assert (article.language_claimed, article.published) == ("en-IE", "2026-11-05T11:00:00Z")
    assert (article.source_version, article.note) == ("2", "Adds the tugs.")
    assert article.agency_lines == ("ferry-torvik", "Urgency 3")
    assert [block.kind for block in article.blocks] == [
        *("byline", "dateline", "paragraph", "heading", "paragraph", "caption", "byline"),
    ]


def test_an_abstract_comes_before_the_text_once():
    abstract = "A ferry is free again after a day on the rocks."

    assert read_document(document(abstract=abstract)).blocks[2].sentences == (abstract,)
    assert read_document(document(abstract=LEAD)).blocks == read_document(document()).blocks


@pytest.mark.parametrize("root", ["nitf", "n:nitf", 'nitf xmlns="http://iptc.org/std/NITF/2006-10-18/"', "NITF"])
def test_namespaces_and_capitals_do_not_matter(root):
    text = document(root="ROOT").replace("<ROOT", f"<{root}").replace("</ROOT", f"</{root.split()[0]}")

    assert read_document(text).headline == "Ferry runs aground off Torvik"


def test_the_number_at_the_end_of_an_id_is_its_version():
    text = document().replace("KD-4711", "KD-4711-0815_03").replace(' version="2"', "")
    text = text.replace("<docdata>", '<meta name="id" content="KD-4711-0815"/><docdata>')
    article = read_document(text)

    assert (article.uri, article.source_version) == ("wire:KD:KD-4711-0815", "3")


def test_the_time_of_release_is_an_embargo():
    assert read_document(document('<date.release norm="20991201T060000Z"/>')).embargoed == "2099-12-01T06:00:00Z"
    assert read_document(document('<date.release norm="when it is over"/>')).status == "withheld"


@pytest.mark.parametrize(
    ("status", "expected"),
    [("canceled", "canceled"), ("withheld", "withheld"), ("odd", "withheld"), ("usable", "usable")],
)
def test_the_management_status_counts(status, expected):
    text = document().replace("<docdata>", f'<docdata management-status="{status}">')

    assert read_document(text).status == expected


def test_a_document_that_cancels_another_is_its_kill():
    cancel = '<docdata management-doc-idref="KD-4711" management-idref-status="canceled">'
    article = read_document(document().replace("<docdata>", cancel).replace('id-string="KD-4711"', 'id-string="KD-9"'))

    assert (article.uri, article.status) == ("wire:KD:KD-4711", "canceled")


def test_a_wrong_declared_charset_is_corrected():
    text = '<?xml version="1.0" encoding="iso-8859-1"?>' + document().replace("Torvik", "Tørvik")

    assert read_document(text, "utf-8").headline == "Ferry runs aground off Tørvik"
    assert read_document(text, "iso-8859-1").headline == "Ferry runs aground off Tørvik"


def test_rows_of_tables_and_quotes_are_kept():
    more = (
        "<table><tr><td>Torvik</td><td>33</td></tr></table><bq><block><p>It was loud.</p></block></bq></body.content>"
    )
    article = read_document(document().replace("</body.content>", more))

    assert [block.sentences for block in article.blocks if block.kind == "paragraph"][-2:] == [
        ("Torvik | 33",),
        ("It was loud.",),
    ]
