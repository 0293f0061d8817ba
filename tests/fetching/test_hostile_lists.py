"""Addresses that feeds and lists name: only those of the web are asked, each checked like one that the user named."""

import asyncio
from datetime import tzinfo

import pytest

from tests.fetching.conftest import ALLOWED
from tests.web_server import Page, WebServer
from wireglot.articles.reading import Item, Metadata, ParsedBlock, ParsedText
from wireglot.fetching import Client, FetchedSources, FetchState, WebSource, fetch_sources

pytestmark = pytest.mark.process

ELSEWHERE = [
    "file:///etc/hostname",
    "ftp://127.0.0.1/x",
    "data:text/xml,x",
    "gopher://127.0.0.1/x",
    "javascript:alert(1)",
]
INSIDE = ["http://169.254.169.254/latest/meta-data", "http://2130706433/x", "http://[::1]/x", "http://10.0.0.1/x"]


def read_page(content: bytes, url: str, charset: str, zone: tzinfo) -> Item:
    """Takes the whole page as its text, which is enough where only its address matters."""
    return Item(ParsedText("", (ParsedBlock("paragraph", content.decode()),)), Metadata())


def run(state: FetchState, url: str) -> FetchedSources:
    async def once() -> FetchedSources:
        async with Client(state, ALLOWED) as client:
            return await fetch_sources([WebSource(url, limits=ALLOWED)], client, state, read_page)

    return asyncio.run(once())


@pytest.mark.parametrize(
    ("frame", "piece"),
    [
        ("<opml><body>{}</body></opml>", '<outline xmlUrl="{}"/>'),
        ("<sitemapindex>{}</sitemapindex>", "<sitemap><loc>{}</loc></sitemap>"),
    ],
    ids=["OPML", "sitemap index"],
)
def test_lists_lead_only_to_checked_addresses_of_the_web(
    frame: str, piece: str, server: WebServer, state: FetchState
) -> None:
    good = server.address("/good")
    server.pages["/good"] = Page(b"The ferry stopped on Monday.", "text/plain")
    listed = "".join(piece.replace("{}", place) for place in (*ELSEWHERE, *INSIDE, good))
    server.pages["/list"] = Page(frame.replace("{}", listed).encode())

    found = run(state, server.address("/list"))

    assert [one.place for one in found.items] == [good]
    assert [failed.source for failed in found.failed] == INSIDE
    assert {request.path for request in server.requests} == {"/robots.txt", "/list", "/good"}


@pytest.mark.parametrize("link", [*ELSEWHERE, *INSIDE])
def test_the_page_of_an_item_is_only_read_from_the_web(link: str, server: WebServer, state: FetchState) -> None:
    item = f"<item><title>Ferry stops</title><link>{link}</link><description>The ferry stopped ...</description></item>"
    server.pages["/feed"] = Page(f"<rss><channel>{item}</channel></rss>".encode())

    (found,) = run(state, server.address("/feed")).items

    assert found.item.full_text is not True
    assert not found.item.metadata.uri.startswith(tuple(ELSEWHERE))
    assert {request.path for request in server.requests} == {"/robots.txt", "/feed"}


def test_lists_that_name_each_other_end(server: WebServer, state: FetchState) -> None:
    outlines = "".join(f'<outline xmlUrl="{server.address(f"/{n}")}"/>' for n in range(4))
    for n in range(4):
        server.pages[f"/{n}"] = Page(f"<opml><body>{outlines}</body></opml>".encode())

    found = run(state, server.address("/0"))

    assert found.items == ()
    assert all(len(server.asked(f"/{n}")) == 1 for n in range(4))
