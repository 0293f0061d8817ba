"""Entities, document types and inclusions in every format of XML and HTML: nothing is expanded, read or fetched."""

from pathlib import Path

import pytest

from tests.web_server import Page, WebServer
from wireglot.articles.reading import ReadingError, SourceFile, read_all
from wireglot.articles.reading.feeds import read_feed
from wireglot.articles.reading.formats import found_items
from wireglot.articles.reading.safe_xml import parse_xml

pytestmark = pytest.mark.process

TEXT = "The ferry Marisol ran aground off Torvik on Monday with 33 people on board. Nobody was hurt."
NAMES = "&bomb;&file;&web;&two;"
G2 = (
    "<newsItem guid='urn:kd:1' version='1'><itemMeta><itemClass qcode='ninat:text'/><pubStatus qcode='stat:usable'/>"
    "</itemMeta><contentMeta><headline>Ferry aground</headline></contentMeta><contentSet><inlineXML><html><body>"
    "<p>{}</p></body></html></inlineXML></contentSet></newsItem>"
)
NEWSML_1 = (
    "<NewsML><NewsItem><NewsManagement><Status FormalName='Usable'/></NewsManagement><NewsComponent><ContentItem>"
    "<DataContent><p>{}</p></DataContent></ContentItem></NewsComponent></NewsItem></NewsML>"
)
DOCUMENTS = {
    "nitf": "<nitf><body><body.head><hedline><hl1>Ferry</hl1></hedline></body.head><body.content><p>{}</p>"
    "</body.content></body></nitf>",
    "newsItem": G2,
    "NewsML": NEWSML_1,
    "rss": "<rss version='2.0'><channel><item><title>Ferry</title><description>{}</description></item></channel></rss>",
    "rdf:RDF": "<rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#' xmlns='http://purl.org/rss/1.0/'><item>"
    "<title>Ferry</title><description>{}</description></item></rdf:RDF>",
    "feed": "<feed xmlns='http://www.w3.org/2005/Atom'><entry><title>Ferry</title><content>{}</content></entry></feed>",
    "urlset": "<urlset xmlns:news='http://www.google.com/schemas/sitemap-news/0.9'><url><loc>https://tarn.example/a</loc>"
    "<news:news><news:title>{}</news:title></news:news></url></urlset>",
    "opml": "<opml><body><outline title='{}' xmlUrl='https://tarn.example/feed'/></body></opml>",
    "html": "<html><head><title>Ferry</title></head><body><article><h1>Ferry aground</h1><p>{}</p></article></body>"
    "</html>",
}


@pytest.fixture
def secret(tmp_path: Path) -> Path:
    file = tmp_path / "secret.txt"
    file.write_text("S3CRET", "utf-8")
    return file


def document_type(root: str, file: Path, web: str) -> str:
    """A bomb of 10^9 characters, files and addresses as general and as parameter entities, and an external subset."""
    bomb = "".join(f"<!ENTITY b{n} '{f'&b{n - 1};' * 10}'>" for n in range(1, 9))
    return (
        f"<?xml version='1.0'?><!DOCTYPE {root} SYSTEM '{web}/subset.dtd' [<!ENTITY b0 '{'S3CRET ' * 10}'>{bomb}"
        f"<!ENTITY bomb '&b8;'><!ENTITY file SYSTEM '{file.as_uri()}'><!ENTITY web SYSTEM '{web}/entity'>"
        f"<!ENTITY % parameter SYSTEM '{web}/parameter.dtd'>%parameter;<!ENTITY two SYSTEM 'file:///etc/hostname'>]>"
    )


def everything_read(content: str) -> str:
    """What any reader makes of the document, as one text."""
    raw, found = content.encode(), []
    for reader in (
        lambda: read_all(SourceFile(Path("a.xml"), "./a.xml", raw)),
        lambda: list(found_items(raw, "a.xml") or ()),
        lambda: read_feed(raw, "https://tarn.example/feed", "feed"),
    ):
        try:
            found.append(repr(reader()))
        except ReadingError as error:
            found.append(str(error))
    return "".join(found)


@pytest.mark.parametrize("root", DOCUMENTS)
def test_entities_are_not_expanded_and_nothing_is_fetched(root: str, secret: Path) -> None:
    with WebServer() as server:
        for path in ("/subset.dtd", "/parameter.dtd", "/entity"):
            server.pages[path] = Page(b"<!ENTITY two 'S3CRET'>")
        document = DOCUMENTS[root].replace("{}", f"{TEXT} {NAMES}")

        found = everything_read(document_type(root, secret, server.address("")) + document)

    assert "S3CRET" not in found
    assert server.requests == []


def test_defaults_of_a_document_type_are_not_repeated() -> None:
    """5 kB for each of 200,000 elements would be 1 GB."""
    declared = f"<!DOCTYPE nitf [<!ATTLIST b class CDATA '{'S3CRET ' * 600}'>]>"
    root = parse_xml(f"{declared}<nitf>{'<b/>' * 200_000}</nitf>", "a.xml")

    assert [element.attributes for element in root.elements() if element.attributes] == []


@pytest.mark.parametrize("root", DOCUMENTS)
def test_inclusions_and_style_sheets_are_not_followed(root: str, secret: Path) -> None:
    with WebServer() as server:
        web = server.address("/included")
        server.pages["/included"] = Page(b"<p>S3CRET</p>")
        included = "".join(
            f"<xi:include xmlns:xi='http://www.w3.org/2001/XInclude' href='{place}' parse='text'/>"
            for place in (secret.as_uri(), web)
        )
        head = f"<?xml version='1.0'?><?xml-stylesheet type='text/xsl' href='{web}'?>"
        schema = f" xmlns:xsi='http://www.w3.org/2001/XMLSchema-instance' xsi:schemaLocation='urn:x {web}'"
        document = DOCUMENTS[root].replace(f"<{root}", f"<{root}{schema}", 1)
        inner = TEXT if root == "opml" else f"{TEXT} {included}"

        found = everything_read(head + document.replace("{}", inner))

    assert "S3CRET" not in found
    assert server.requests == []


def test_what_pages_embed_is_not_fetched(secret: Path) -> None:
    with WebServer() as server:
        web = server.address("/x")
        embedded = (
            f"<base href='{web}'><link rel='stylesheet' href='{web}'><img src='{web}'><iframe src='{web}'></iframe>"
            f"<script src='{web}'></script><object data='{secret.as_uri()}'></object>"
            f"<link rel='canonical' href='{web}'>"
            f"<link rel='amphtml' href='{web}'><meta http-equiv='refresh' content='0;url={web}'>"
        )
        page = DOCUMENTS["html"].replace("<title>", embedded + "<title>").replace("{}", f"{TEXT} {embedded}")

        found = everything_read(page)

    assert "S3CRET" not in found
    assert server.requests == []
