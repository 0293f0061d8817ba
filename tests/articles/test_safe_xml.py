"""XML and HTML from outside: repaired where that is safe, refused where it is not, never slow and never expanded."""

import json
from pathlib import Path

import pytest

from wireglot.articles.reading import MalformedDocument, SourceFile, TooLarge, read, read_all

TEXT = "The ferry Marisol ran aground off Torvik on Monday with 33 people on board. Nobody was hurt."
BOMB = (
    '<!DOCTYPE nitf [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;">'
    '<!ENTITY f SYSTEM "{file}"><!ENTITY % p SYSTEM "{file}"> %p;]>'
)


def nitf(text=TEXT, before="", headline="Ferry runs aground"):
    head = f"<body.head><hedline><hl1>{headline}</hl1></hedline></body.head>"
    return f"{before}<nitf><body>{head}<body.content><p>{text}</p></body.content></body></nitf>"


def read_document(text):
    return read(SourceFile(Path("item.xml"), "./item.xml", text.encode() if isinstance(text, str) else text))


def html_item(markup):
    item = {"uri": "urn:kd:1", "headline": "Ferry runs aground", "body_html": markup}
    return read_document(json.dumps(item))


def test_entities_are_not_expanded_and_files_not_read(tmp_path):
    secret = tmp_path / "secret.txt"
    secret.write_text("the password", "utf-8")
    article = read_document(nitf(f"&c;&f; {TEXT}", BOMB.format(file=secret.as_uri())))

    assert article.blocks[0].sentences[0].startswith("&c;&f; The ferry")


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("Marks & Moor", "Marks & Moor"),
        ("caf&eacute;&nbsp;&amp; bar", "café & bar"),
        ("AT&T", "AT&T"),
        ("R&#38;D &#60;1 &lt;2", "R&D <1 <2"),
        ("a\x07b&#7;c", "abc"),
        ("a&#x202e;b&#xFEFF;c", "abc"),
        ("<![CDATA[Marks & Moor]]>", "Marks & Moor"),
        ("x&unknown;y", "x&unknown;y"),
    ],
)
def test_references_and_controls_are_repaired(written, expected):
    assert read_document(nitf(headline=f"Ferry {written} aground")).headline == f"Ferry {expected} aground"


def test_blank_lines_before_the_declaration_do_not_matter():
    assert read_document("\n\n" + nitf(before='<?xml version="1.0" encoding="UTF-16"?>')).headline


def test_a_declared_legacy_charset_is_used():
    declaration = '<?xml version="1.0" encoding="windows-1251"?>'
    article = read_document(nitf("Паром сел на мель у берега. Никто не пострадал.", declaration).encode("cp1251"))

    assert article.blocks[0].sentences[0] == "Паром сел на мель у берега."


def test_an_unknown_charset_is_no_obstacle():
    german = "Die Fähre lief am Montag vor der Küste auf Grund. Über dreißig Leute wurden gerettet, hieß es später."
    text = nitf(german, '<?xml version="1.0" encoding="x-unknown"?>', "Fähre auf Grund")

    assert read_document(text.encode()).headline == "Fähre auf Grund"
    assert read_document(text.encode("cp1252")).headline == "Fähre auf Grund"


@pytest.mark.parametrize("depth", [300, 100_000])
def test_documents_nested_too_deep_are_refused(depth):
    with pytest.raises(TooLarge):
        read_document("<nitf>" + "<p>" * depth + "</p>" * depth + "</nitf>")
    with pytest.raises(MalformedDocument, match="nested too deep"):
        read_document('{"uri": "urn:kd:1", "a": ' + "[" * 100_000 + "]" * 100_000 + "}")


def test_an_attribute_of_ten_megabytes_is_read():
    text = nitf().replace("<p>", f'<p class="{"x" * 10_000_000}">')

    assert " ".join(read_document(text).blocks[0].sentences) == TEXT


def test_too_many_elements_are_refused():
    with pytest.raises(TooLarge, match="elements"):
        read_document("<nitf>" + "<a/>" * 600_000 + "</nitf>")


def test_too_many_items_are_refused():
    with pytest.raises(TooLarge, match="items"):
        read_all(SourceFile(Path("a"), "./a", b"\x01\x02\x03" * 60_000))


def test_a_text_longer_than_an_article_fails_alone():
    long = {"uri": "urn:kd:1", "headline": "Ferry runs aground", "body_text": f"{TEXT}\n" * 60_000}
    found = read_all(SourceFile(Path("a"), "./a", json.dumps([long, {**long, "body_text": TEXT}]).encode()))

    assert len(found.articles) == 1
    assert "5,000,000 characters" in str(found.unread[0].error)


# Input of which a parser may look at each part again from the beginning: with 100,000 repetitions that takes hours.
@pytest.mark.parametrize(
    "markup",
    [
        "<",
        "<a ",
        '<a "',
        "<a '\"",
        "<div>",
        "<!--",
        "<script>",
        "</p>",
        "<![CDATA[",
        "<a>",
        "<p a='>",
        "&amp",
        "<h2>",
        "<?",
    ],
)
def test_repeated_pieces_of_html_are_read_at_once(markup):
    article = html_item(f"<p>{TEXT}</p>{markup * 100_000}<p>{TEXT}</p>")

    assert " ".join(article.blocks[0].sentences) == TEXT


def test_html_without_end_tags_keeps_its_parts():
    article = html_item(f"<h2>Tugs from Lunde<p>{TEXT}<ul><li>33 on board<li>2 tugs</ul><p>{TEXT}")

    assert [block.kind for block in article.blocks] == ["heading", *["paragraph"] * 4]


def test_scripts_and_styles_are_no_text():
    article = html_item(f"<style>p {{color: red}}</style><p>{TEXT}<script>alert('<p>x</p>')</script></p>")

    assert [" ".join(block.sentences) for block in article.blocks] == [TEXT]


@pytest.mark.parametrize("rest", ["<p", "<!-- ", "<a href='x", "3 < 4"])
def test_unfinished_markup_at_the_end_loses_no_text(rest):
    assert html_item(f"<p>{TEXT}</p><p>The end {rest}").blocks[-1].sentences[0].startswith("The end")


def test_line_breaks_make_paragraphs_and_spaces_are_kept():
    article = html_item(f"<p>{TEXT}<br><br>{TEXT}</p><p>One<b>word</b> and <i>two</i></p>")

    assert [" ".join(block.sentences) for block in article.blocks[:2]] == [TEXT, TEXT]
    assert article.blocks[2].sentences == ("Oneword and two",)
