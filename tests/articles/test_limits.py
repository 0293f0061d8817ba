"""Limits of readers: inputs that would take a parser endless time or memory are refused as too large, or read at once.

None of these tests looks at a clock: without the limits they would take hours, or more memory than there is.
"""

from pathlib import Path

import pytest

from wireglot.articles.reading import SourceFile, TooLarge, Undecodable, read_all

TEXT = "The ferry Marisol ran aground off Torvik on Monday with 33 people on board. Nobody was hurt."
ITEM = f"<item {{}}><title>Ferry runs aground</title><description>{TEXT}</description></item>"
RSS = f"<rss><channel>{ITEM}</channel></rss>"
PAGE = f"<html><body><article><h1>Ferry runs aground</h1>{{}}<p>{TEXT}</p><p>{TEXT}</p></article></body></html>"
MANY_ATTRIBUTES = " ".join(f"a{n}" for n in range(200_000))


def read_file(name, content):
    return read_all(SourceFile(Path(name), f"./{name}", content.encode()))


@pytest.mark.parametrize(
    "tag",
    [f"<p {MANY_ATTRIBUTES}>", f"<p x='>' {MANY_ATTRIBUTES}>", f'<p " {MANY_ATTRIBUTES} ">', f"<p {MANY_ATTRIBUTES}"],
    ids=["plain", "after an angle in quotes", "between quotation marks", "in a tag without end"],
)
def test_a_page_with_an_element_of_many_attributes_is_refused(tag):
    with pytest.raises(TooLarge, match="more than 500 attributes"):
        read_file("a.html", PAGE.format(tag))


def test_a_feed_with_an_element_of_many_attributes_is_refused():
    with pytest.raises(TooLarge, match="more than 500 attributes"):
        read_file("a.xml", RSS.format(MANY_ATTRIBUTES.replace(" ", "='b' ") + "='b'"))


def test_hundreds_of_attributes_are_read():
    attributes = " ".join(f"a{n}='b'" for n in range(400))

    assert len(read_file("a.xml", RSS.format(attributes)).articles) == 1
    assert len(read_file("a.html", PAGE.format(f"<p {attributes}></p>")).articles) == 1


@pytest.mark.parametrize(
    "piece", [f"<p {' '.join(f'a{n}' for n in range(500))}>", "<br>", "<td>"], ids=["attributes", "breaks", "cells"]
)
def test_a_large_page_is_counted_before_its_tree_is_built(piece):
    """Its tree would take up to 2.4 GB."""
    with pytest.raises(TooLarge, match="expected a page of at most"):
        read_file("a.html", PAGE.format(piece * (19_000_000 // len(piece))))


def test_a_large_page_of_few_elements_is_read():
    article = read_file("a.html", PAGE.format(f"<script>{'var a = 1;' * 400_000}</script>")).articles[0]

    assert article.blocks[0].sentences[0].startswith("The ferry Marisol")


def test_ten_million_control_characters_are_left_out():
    article = read_file("a.html", PAGE.format("<p>" + "\x1b[" * 1_000_000 + "</p>")).articles[0]

    assert "\x1b" not in article.headline


@pytest.mark.parametrize("piece", ["[", "![", "[a](", "\\*", "<b>", "&amp;", "`a` "])
def test_markdown_longer_than_any_article_is_refused(piece):
    with pytest.raises(TooLarge, match="Markdown of at most 500,000 characters"):
        read_file("a.md", f"# Ferry\n\n{TEXT}\n\n" + piece * (600_000 // len(piece)))


def test_a_title_in_front_matter_counts_towards_the_limit():
    with pytest.raises(TooLarge, match="Markdown of at most 500,000 characters"):
        read_file("a.txt", f"---\ntitle: {'[' * 600_000}\nlanguage: en\n---\n\n{TEXT}")


def test_a_text_with_thousands_of_embargoes_is_held():
    lines = "\n".join(f"EMBARGOED UNTIL {n} MAY 2099" for n in range(10_000))
    article = read_file("a.txt", f"{TEXT}\n\n{lines}\n\n{TEXT}").articles[0]

    assert article.status == "withheld"
    assert "MORE THAN 100 EMBARGOES" in article.hold


@pytest.mark.parametrize(
    "matter",
    [
        "+++\ntitle = 'Ferry'\n" + "a." * 100_000 + "a = 1\n+++\n",
        "---\ntitle: Ferry\na: " + "[" * 100_000 + "]" * 100_000 + "\n---\n",
        "---\ntitle: Ferry\n" + "".join(" " * n + "a:\n" for n in range(600)) + "---\n",
    ],
    ids=["TOML", "YAML in brackets", "indented YAML"],
)
def test_deep_front_matter_is_read_at_once(matter):
    article = read_file("a.md", f"{matter}\n{TEXT}").articles[0]

    assert article.blocks[0].sentences[0].startswith("The ferry Marisol")


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.txt", "x" * 20_000_001),
        ("a.md", "x" * 20_000_001),
        ("a.html", PAGE.format(f"<!--{'x' * 20_000_000}-->")),
        ("a.xml", "<nitf>" + " " * 20_000_000 + "</nitf>"),
        ("a.json", '{"uri": "urn:kd:1"' + " " * 20_000_000 + "}"),
        ("a.iptc", "\x01\x02" + "x" * 20_000_000 + "\x03"),
        ("a.xml", RSS.format("") + " " * 20_000_000),
    ],
    ids=["text", "Markdown", "page", "NITF", "ninjs", "IPTC 7901", "RSS"],
)
def test_more_than_twenty_megabytes_are_refused_in_every_format(name, content):
    with pytest.raises(TooLarge):
        read_file(name, content)


@pytest.mark.parametrize(
    "magic", [b"PK\x03\x04", b"PK\x05\x06", b"\x1f\x8b\x08", b"BZh9", b"\xfd7zXZ\x00", b"7z\xbc\xaf'\x1c"]
)
def test_web_archives_are_never_unpacked(magic):
    with pytest.raises(Undecodable):
        read_all(SourceFile(Path("a.txt"), "./a.txt", magic + bytes(range(256)) * 50))
