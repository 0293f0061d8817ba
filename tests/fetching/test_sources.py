"""Feeds, lists of feeds and pages as sources: each article once, no source stops another, health of each."""

import asyncio

import pytest

from tests.fetching.conftest import ALLOWED
from tests.web_server import Page, WebServer, with_etag
from wireglot.fetching import Client, FetchedSources, FetchLimits, FetchState, WebSource, fetch_sources

pytestmark = pytest.mark.process

TEASER = "The old bridge of Tarn gave way on Sunday night ..."
WHOLE = "The old bridge of Tarn gave way on Sunday night. Nobody was hurt, the mayor said. Engineers had found cracks."


def page_of(text: str, own_address: str) -> Page:
    """A page that calls itself by another address than that from which it is fetched."""
    head = f'<title>Bridge gives way</title><link rel="canonical" href="{own_address}">'
    return Page(f"<html><head>{head}</head><body><article><p>{text}</p></article></body></html>".encode(), "text/html")


def rss(*items: str, title: str = "Tarn Daily") -> bytes:
    return f'<rss version="2.0"><channel><title>{title}</title>{"".join(items)}</channel></rss>'.encode()


def entry(title: str = "Bridge gives way", link: str = "", guid: str = "", text: str = WHOLE, date: str = "") -> str:
    parts = {"title": title, "link": link, "guid": guid, "description": text, "pubDate": date}
    inner = "".join(f"<{name}>{value}</{name}>" for name, value in parts.items() if value)
    return "<item>" + inner.replace("<guid>", '<guid isPermaLink="false">') + "</item>"


def run(state: FetchState, *urls: str, pages: bool = True) -> FetchedSources:
    async def once() -> FetchedSources:
        async with Client(state, ALLOWED) as client:
            sources = [WebSource(url, full_text=pages, limits=ALLOWED) for url in urls]
            return await fetch_sources(sources, client, state)

    return asyncio.run(once())


def uris(found: FetchedSources) -> list[str]:
    return [one.item.metadata.uri for one in found.items]


def texts(found: FetchedSources) -> list[str]:
    return [" ".join(block.text for block in one.item.text.blocks) for one in found.items]


def test_a_teaser_becomes_the_text_of_its_page(server: WebServer, state: FetchState) -> None:
    page = server.address("/bridge")
    server.pages["/feed"] = with_etag(rss(entry(link=page, text=TEASER)))
    server.pages["/bridge"] = Page(WHOLE.encode(), "text/html; charset=utf-8")

    first, second = run(state, server.address("/feed")), run(state, server.address("/feed"))

    assert (uris(first), texts(first)) == ([page], [WHOLE])
    assert (uris(second), texts(second)) == ([page], [WHOLE])
    assert len(server.asked("/bridge")) == 1


@pytest.mark.parametrize(
    ("teaser", "whole"),
    [
        ("The ferry sank on Monday.", True),
        ("The ferry sank on...", None),
        ("The ferry sank on Monday. Two are safe.", None),
    ],
)
def test_a_page_that_goes_on_where_its_teaser_ends_is_whole(
    server: WebServer, state: FetchState, teaser: str, whole: bool | None
) -> None:
    server.pages["/feed"] = Page(rss(entry(link=server.address("/ferry"), text=teaser)))
    server.pages["/ferry"] = Page(b"The ferry sank on Monday. Two are safe.", "text/plain")

    (found,) = run(state, server.address("/feed")).items

    assert found.item.full_text is whole


def test_a_changed_teaser_fetches_its_page_again(server: WebServer, state: FetchState) -> None:
    page = server.address("/bridge")
    server.pages["/feed"] = Page(rss(entry(link=page, text=TEASER)))
    server.pages["/bridge"] = Page(WHOLE.encode(), "text/html")
    run(state, server.address("/feed"))
    server.pages["/feed"] = Page(rss(entry("Bridge gives way: two hurt", link=page, text=TEASER)))
    server.pages["/bridge"] = Page(WHOLE.replace("Nobody was", "Two people were").encode(), "text/html")

    assert "Two people were hurt" in texts(run(state, server.address("/feed")))[0]


@pytest.mark.parametrize("page", [Page(status=403), Page(b"", "text/html"), Page(b"x", "image/png")])
def test_a_page_that_cannot_be_had_leaves_a_teaser_that_says_so(
    page: Page, server: WebServer, state: FetchState
) -> None:
    server.pages["/feed"] = Page(rss(entry(link=server.address("/bridge"), text=TEASER)))
    server.pages["/bridge"] = page

    (found,) = run(state, server.address("/feed")).items

    assert found.item.full_text is False
    assert found.item.metadata.warnings[0].startswith("Teaser only")
    assert found.item.text.blocks[0].text.startswith("The old bridge")


def test_pages_that_take_too_long_come_in_the_next_run(
    server: WebServer, state: FetchState, monkeypatch: pytest.MonkeyPatch
) -> None:
    places = [server.address(f"/{name}") for name in ("bridge", "ferry")]
    server.pages |= {f"/{name}": page_of(WHOLE, "") for name in ("bridge", "ferry")}
    server.pages["/feed"] = Page(rss(*(entry(link=place, text=TEASER) for place in places)))
    with monkeypatch.context() as patch:
        patch.setattr("wireglot.fetching.sources.MOST_PAGE_SECONDS", 0.0)
        first = run(state, server.address("/feed"))
    second = run(state, server.address("/feed"))

    assert texts(first) == [TEASER, TEASER]
    assert all("left for the next run" in one.item.metadata.warnings[-1] for one in first.items)
    assert texts(second) == [WHOLE, WHOLE]


def test_the_page_of_a_teaser_may_be_an_item_of_an_agency(server: WebServer, state: FetchState) -> None:
    server.pages["/feed"] = Page(rss(entry(link=server.address("/bridge.json"), text=TEASER)))
    server.pages["/bridge.json"] = Page(f'{{"uri": "urn:tarn:1", "body_text": "{WHOLE}"}}'.encode(), "application/json")

    assert texts(run(state, server.address("/feed"))) == [WHOLE]


def test_a_page_that_is_withdrawn_withdraws_its_teaser(server: WebServer, state: FetchState) -> None:
    server.pages["/feed"] = Page(rss(entry(link=server.address("/bridge.json"), text=TEASER)))
    server.pages["/bridge.json"] = Page(b'{"uri": "urn:tarn:1", "pubstatus": "canceled"}', "application/json")

    (found,) = run(state, server.address("/feed")).items

    assert found.item.metadata.status == "canceled"


def test_the_address_of_a_page_may_change_between_runs(server: WebServer, state: FetchState) -> None:
    server.pages["/feed"] = Page(rss(entry(link="https://tarn.example/bridge", guid="tarn-4711")))
    before = uris(run(state, server.address("/feed"), pages=False))
    server.pages["/feed"] = Page(rss(entry(link="https://tarn.example/bridge-two-hurt", guid="tarn-4711")))

    assert uris(run(state, server.address("/feed"), pages=False)) == before == ["https://tarn.example/bridge"]


def test_a_changed_guid_is_the_same_article(server: WebServer, state: FetchState) -> None:
    for guid in ("tarn-1", "tarn-2"):
        server.pages["/feed"] = Page(rss(entry(link="https://tarn.example/bridge", guid=guid)))

        assert uris(run(state, server.address("/feed"), pages=False)) == ["https://tarn.example/bridge"]


def test_guids_that_move_from_item_to_item_join_nothing(server: WebServer, state: FetchState) -> None:
    """Positions as guids: what was at the top is second now, and its guid has gone to the new item."""
    old = entry("Bridge gives way", "https://tarn.example/bridge", "top-story")
    server.pages["/feed"] = Page(rss(old))
    run(state, server.address("/feed"), pages=False)
    new = entry("Ferry stops", "https://tarn.example/ferry", "top-story", "The ferry stopped on Monday.")
    server.pages["/feed"] = Page(rss(new, old.replace("top-story", "second-story")))

    assert uris(run(state, server.address("/feed"), pages=False)) == [
        "https://tarn.example/ferry",
        "https://tarn.example/bridge",
    ]


def test_two_feeds_with_one_article_give_it_once(server: WebServer, state: FetchState) -> None:
    link = "https://tarn.example/bridge"
    server.pages["/world"] = Page(rss(entry(link=link + "?utm_source=world", text=TEASER)))
    server.pages["/home"] = Page(rss(entry(link=link)))

    together = run(state, server.address("/world"), server.address("/home"), pages=False)

    assert uris(together) == [link]


def test_the_place_of_an_article_has_nothing_that_counts_readers(server: WebServer, state: FetchState) -> None:
    server.pages["/feed"] = Page(rss(entry(link="https://tarn.example/bridge?id=7&amp;utm_source=rss")))

    (found,) = run(state, server.address("/feed"), pages=False).items

    assert found.place == "https://tarn.example/bridge?id=7"


def test_a_teaser_in_another_run_does_not_replace_a_whole_text(server: WebServer, state: FetchState) -> None:
    link = "https://tarn.example/bridge"
    whole = entry(link=link).replace("description", "content:encoded")
    server.pages["/whole"] = Page(
        rss(whole).replace(b"<rss", b'<rss xmlns:content="http://purl.org/rss/1.0/modules/content/"')
    )
    server.pages["/teasers"] = Page(rss(entry(link=link, text=TEASER)))

    assert uris(run(state, server.address("/whole"), pages=False)) == [link]
    assert uris(run(state, server.address("/teasers"), pages=False)) == []
    assert uris(run(state, server.address("/whole"), pages=False)) == [link]


@pytest.mark.parametrize("label", ["KILL", "EMBARGOED UNTIL 1 MAY 2099"])
def test_what_another_feed_protects_is_given(server: WebServer, state: FetchState, label: str) -> None:
    link = "https://tarn.example/bridge"
    server.pages["/home"] = Page(rss(entry(link=link)))
    server.pages["/wire"] = Page(rss(entry(f"{label}: Bridge gives way", link=link, text="Editors: do not use it.")))
    home, wire = server.address("/home"), server.address("/wire")

    assert uris(run(state, home, pages=False)) == [link]
    (protected,) = run(state, wire, pages=False).items
    assert run(state, home, pages=False).items == ()
    together = run(state, wire, home, pages=False).items

    assert protected.item.metadata.status == "canceled" or protected.item.metadata.embargoed
    assert [one.item.metadata for one in together] == [protected.item.metadata]


def test_a_page_is_not_given_beside_its_held_item(server: WebServer, state: FetchState) -> None:
    link = server.address("/bridge")
    server.pages["/bridge"] = page_of(WHOLE, link)
    server.pages["/wire"] = Page(rss(entry("EMBARGOED UNTIL 1 MAY 2099: Bridge gives way", link=link)))

    found = run(state, server.address("/wire"), link, pages=False).items

    assert [one.item.metadata.embargoed for one in found] == ["2099-05-01T00:00:00Z"]


def test_the_same_guids_in_two_feeds_are_different_articles(server: WebServer, state: FetchState) -> None:
    for name in ("/tarn", "/moor"):
        server.pages[name] = Page(rss(entry(guid="1", title=name), entry(guid="", title=f"no guid of {name}")))
    places = [server.address("/tarn"), server.address("/moor")]

    one_run = uris(run(state, *places))
    other_order = [uris(run(state, place))[n] for place in reversed(places) for n in (0, 1)]

    assert len(set(one_run)) == 4
    assert set(one_run) == set(other_order)


def test_a_list_of_feeds_is_all_of_them(server: WebServer, state: FetchState) -> None:
    outlines = "".join(
        f'<outline xmlUrl="{server.address(path)}"/>' for path in ("/a", "/b", "/feeds.opml", "/missing")
    )
    server.pages["/feeds.opml"] = Page(f"<opml><body>{outlines}</body></opml>".encode())
    for name in ("/a", "/b"):
        server.pages[name] = Page(rss(entry(link=f"https://tarn.example{name}")))

    found = run(state, server.address("/feeds.opml"), pages=False)

    assert uris(found) == ["https://tarn.example/a", "https://tarn.example/b"]
    assert [one.source for one in found.failed] == [server.address("/missing")]
    assert len(found.health) == 4


def test_a_page_is_one_article(server: WebServer, state: FetchState) -> None:
    server.pages["/bridge"] = Page(WHOLE.encode(), "text/html")

    found = run(state, server.address("/bridge"))

    assert (uris(found), texts(found)) == ([server.address("/bridge")], [WHOLE])


def test_a_page_is_the_article_that_a_feed_has_already(server: WebServer, state: FetchState) -> None:
    """Its own address is another one, as pages for phones and pages with a session have it."""
    page = server.address("/bridge")
    server.pages["/feed"] = Page(rss(entry(link=page, text=TEASER)))
    server.pages["/bridge"] = page_of(WHOLE, "https://tarn.example/b/4711")

    assert uris(run(state, server.address("/feed"))) == [page]
    assert uris(run(state, page)) == [page]


def test_a_kill_may_name_the_page_of_a_feed_item(server: WebServer, state: FetchState) -> None:
    links = [server.address("/bridge"), server.address("/ferry")]
    own = server.address("/own")
    server.pages |= {"/bridge": page_of(WHOLE, own), "/ferry": page_of(WHOLE, own)}
    server.pages["/feed"] = Page(rss(*(entry(link=link, text=TEASER) for link in links)))

    for _ in range(2):
        names = [one.item.metadata.uris for one in run(state, server.address("/feed")).items]

        assert names == [(links[0], own), (links[1],)]


def test_faults_stay_with_their_source(server: WebServer, state: FetchState) -> None:
    server.pages["/good"] = Page(rss(entry(link="https://tarn.example/a")))
    server.pages["/broken"] = Page(b"<opml>")
    server.pages["/busy"] = Page(status=503, headers={"Retry-After": "600"})

    found = run(state, *(server.address(path) for path in ("/broken", "/good", "/busy", "/none")), pages=False)

    assert uris(found) == ["https://tarn.example/a"]
    assert [one.source for one in found.failed] == [server.address(path) for path in ("/broken", "/busy", "/none")]


def test_health_counts_failures_in_a_row_and_keeps_the_last_success(server: WebServer, state: FetchState) -> None:
    place = server.address("/feed")
    date = "Sun, 01 Nov 2026 21:00:00 GMT"
    server.pages["/feed"] = Page(
        rss(entry(link="https://tarn.example/a", date=date), entry("Ferry", "https://tarn.example/b"))
    )
    run(state, place, pages=False)
    (good,) = state.all_health()
    server.pages["/feed"] = Page(status=500)
    run(state, place, pages=False)
    run(state, place, pages=False)
    (bad,) = state.all_health()

    assert (good.failures, good.items, good.newest, good.kind) == (0, 2, "2026-11-01T21:00:00Z", "an RSS feed")
    assert (bad.failures, bad.items, bad.succeeded) == (2, 2, good.succeeded)
    assert "500" in bad.error


def test_what_a_limit_left_is_still_there_when_the_feed_is_unchanged(server: WebServer, state: FetchState) -> None:
    """An answer "not modified" must not hide items that no run has processed."""
    server.pages["/feed"] = with_etag(
        rss(entry(link="https://tarn.example/a"), entry("Ferry", "https://tarn.example/b"))
    )

    assert uris(run(state, server.address("/feed"), pages=False)) == uris(
        run(state, server.address("/feed"), pages=False)
    )


def test_a_feed_without_a_name_is_called_by_its_title(server: WebServer, state: FetchState) -> None:
    server.pages["/feed"] = Page(rss(entry(link="https://tarn.example/bridge"), title="Tarn Daily " * 9))
    run(state, server.address("/feed"), pages=False)
    server.pages["/feed"] = Page(status=404)

    (health,) = run(state, server.address("/feed"), pages=False).health
    assert health.name.startswith("Tarn")
    assert len(health.name) == 60


def run_as(state: FetchState, *sources: WebSource) -> FetchedSources:
    async def once() -> FetchedSources:
        async with Client(state) as client:
            return await fetch_sources(sources, client, state)

    return asyncio.run(once())


def test_a_page_belongs_to_the_source_that_led_to_it(server: WebServer, state: FetchState) -> None:
    """The page is inside the network: one source may connect to it, and a feed elsewhere only names it."""
    secret = server.address("/secret")
    server.pages["/secret"] = Page(WHOLE.encode(), "text/html; charset=utf-8")
    server.pages["/feed"] = Page(rss(entry(link=secret, text=TEASER)))
    run_as(state, WebSource(secret, limits=ALLOWED))
    elsewhere = server.address("/feed").replace("127.0.0.1", "localhost")

    (found,) = run_as(state, WebSource(elsewhere, limits=FetchLimits(frozenset({"localhost"}), 0))).items

    assert "Teaser only" in found.item.metadata.warnings[0]
    assert len(server.asked("/secret")) == 1


def test_a_list_gives_its_settings_to_its_feeds(server: WebServer, state: FetchState) -> None:
    feed = server.address("/feed")
    server.pages["/feeds.opml"] = Page(f'<opml><body><outline xmlUrl="{feed}"/></body></opml>'.encode())
    server.pages["/feed"] = Page(rss(entry(link=server.address("/bridge"), text=TEASER)))
    source = WebSource(server.address("/feeds.opml"), "Tarn", full_text=False, limits=ALLOWED)

    found = run_as(state, source)

    assert [(one.place, one.source) for one in found.items] == [(server.address("/bridge"), source)]
    assert server.asked("/bridge") == []
    assert [(one.source, one.name) for one in found.health] == [(source.url, "Tarn"), (feed, "Tarn")]
