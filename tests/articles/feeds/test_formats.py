"""RSS, Atom, JSON Feed, news sitemaps and lists of feeds, and what is broken in them."""

import json
import re
from itertools import pairwise

import pytest

from wireglot.articles.reading import NotAnArticle, ReadingError, TooLarge
from wireglot.articles.reading.errors import MalformedDocument
from wireglot.articles.reading.feeds import Feed, is_feed, read_feed

TEXT = "The old bridge of Tarn gave way on Sunday night. Nobody was hurt, the mayor said."
RSS_2 = f"""<?xml version="1.0"?><rss version="2.0"><channel><title>Tarn Daily</title><link>https://tarn.example/</link>
<language>en-GB</language><item><title>Bridge gives way</title><link>https://tarn.example/bridge</link><guid>77</guid>
<pubDate>Sun, 01 Nov 2026 21:00:00 GMT</pubDate><description>{TEXT}</description></item></channel></rss>"""
RSS_1 = f"""<?xml version="1.0"?><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"
xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel rdf:about="https://tarn.example/">
<title>Tarn Daily</title><link>https://tarn.example/</link></channel><item rdf:about="https://tarn.example/bridge">
<title>Bridge gives way</title><link>https://tarn.example/bridge</link><dc:date>2026-11-01T21:00:00Z</dc:date>
<description>{TEXT}</description></item></rdf:RDF>"""
RSS_091 = f"""<!DOCTYPE rss PUBLIC "-//Netscape Communications//DTD RSS 0.91//EN"
"http://my.netscape.com/publish/formats/rss-0.91.dtd">
<rss version="0.91"><channel><title>Tarn Daily</title><link>https://tarn.example/</link><item>
<title>Bridge gives way</title><link>https://tarn.example/bridge</link><description>{TEXT}</description></item>
</channel></rss>"""
ATOM = f"""<feed xmlns="http://www.w3.org/2005/Atom"><title>Tarn Daily</title><id>urn:tarn</id><link href="https://tarn.example/"/>
<updated>2026-11-01T21:00:00Z</updated><entry><title>Bridge gives way</title><id>urn:tarn:77</id>
<link href="bridge"/><updated>2026-11-01T21:00:00Z</updated><summary>{TEXT}</summary></entry></feed>"""
JSON = json.dumps(
    {
        "version": "https://jsonfeed.org/version/1.1",
        "title": "Tarn Daily",
        "home_page_url": "https://tarn.example/",
        "items": [{"id": 77, "url": "/bridge", "title": "Bridge gives way", "content_text": TEXT}],
    }
)
SITEMAP = """<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"
xmlns:n="http://www.google.com/schemas/sitemap-news/0.9">
<url><loc>https://tarn.example/bridge</loc><n:news><n:publication><n:name>Tarn</n:name><n:language>en</n:language>
</n:publication><n:publication_date>2026-11-01</n:publication_date>
<n:title>Bridge gives way</n:title></n:news></url></urlset>"""
OPML = """<opml version="2.0"><head><title>North</title></head><body><outline text="Papers"><outline type="rss"
xmlUrl="https://tarn.example/feed" text="Tarn"/><outline xmlUrl="https://tarn.example/feed"/></outline>
<outline xmlUrl="file:///etc/passwd"/><outline xmlUrl="https://moor.example/rss"/></body></opml>"""


def read(text: str | bytes, address: str = "https://tarn.example/feed") -> Feed:
    return read_feed(text if isinstance(text, bytes) else text.encode(), address, "the feed")


@pytest.mark.parametrize(
    "text", [RSS_2, RSS_1, RSS_091, ATOM, JSON, SITEMAP], ids=["2.0", "1.0", "0.91", "atom", "json", "map"]
)
def test_every_format_gives_title_and_link(text: str) -> None:
    (entry,) = read(text).entries

    assert (entry.title, entry.link) == ("Bridge gives way", "https://tarn.example/bridge")


@pytest.mark.parametrize("text", [RSS_2, RSS_1, ATOM, SITEMAP], ids=["2.0", "1.0", "atom", "map"])
def test_dates_stay_as_the_feed_writes_them(text: str) -> None:
    (entry,) = read(text).entries

    assert entry.published in ("Sun, 01 Nov 2026 21:00:00 GMT", "2026-11-01T21:00:00Z", "2026-11-01")


def test_a_number_as_id_is_its_digits() -> None:
    assert read(JSON).entries[0].guid == "77"


def test_a_list_of_feeds_gives_each_address_once() -> None:
    assert read(OPML).lists == ("https://tarn.example/feed", "https://moor.example/rss")


def test_a_list_of_sitemaps_gives_their_addresses() -> None:
    text = "<sitemapindex><sitemap><loc>https://tarn.example/news.xml</loc></sitemap></sitemapindex>"

    assert read(text).lists == ("https://tarn.example/news.xml",)


def test_a_sitemap_of_all_pages_is_no_feed() -> None:
    with pytest.raises(NotAnArticle, match="news sitemap"):
        read("<urlset><url><loc>https://tarn.example/about</loc></url></urlset>")


@pytest.mark.parametrize(
    "text", ["<html><body>x</body></html>", "plain text", "", '{"a": 1}', "[]", "<nitf/>", "\x00\x01"]
)
def test_other_files_are_no_feeds(text: str) -> None:
    assert not is_feed(text.encode())


@pytest.mark.parametrize("before", ["\n\n", "  \ufeff", "<!-- made by hand -->\n", "<?xml-stylesheet href='x.xsl'?>"])
def test_feeds_are_recognised_behind_what_should_not_be_there(before: str) -> None:
    text = RSS_2.removeprefix('<?xml version="1.0"?>')

    assert is_feed((before + text).encode())
    assert read(before + text).entries[0].title == "Bridge gives way"


@pytest.mark.parametrize(
    ("damage", "by"),
    [("Bridge gives", "Bridge & road gives"), ("Bridge", "Bri\x0bdge"), ("Bridge", "Bri&#8;dge"), ("</item>", "")],
    ids=["bare ampersand", "control character", "reference to one", "missing end tag"],
)
def test_broken_xml_is_repaired_and_that_is_said(damage: str, by: str) -> None:
    feed = read(RSS_2.replace(damage, by))

    assert feed.entries[0].title.startswith("Bri")
    assert feed.entries[0].description == TEXT
    assert "\x0b" not in feed.entries[0].title


@pytest.mark.parametrize("encoding", ["utf-16", "latin-1", "utf-8"])
def test_a_wrong_declared_encoding_changes_no_letter(encoding: str) -> None:
    text = RSS_2.replace('version="1.0"', 'version="1.0" encoding="utf-8"').replace(
        "Bridge gives way", "Café in Genève"
    )

    assert read(text.encode(encoding)).entries[0].title == "Café in Genève"


def test_a_declared_encoding_is_used_where_it_fits() -> None:
    text = RSS_2.replace('version="1.0"', 'version="1.0" encoding="windows-1251"').replace(
        "Bridge gives way", "Мост рухнул"
    )

    assert read(text.encode("windows-1251")).entries[0].title == "Мост рухнул"


def test_own_entities_are_never_expanded() -> None:
    names = "abcdefghij"
    entities = "".join(f'<!ENTITY {b} "{f"&{a};" * 10}">' for a, b in pairwise(names))
    bomb = f'<!DOCTYPE rss [<!ENTITY a "word">{entities}<!ENTITY file SYSTEM "file:///etc/passwd">]>'
    feed = read(RSS_2.replace('<?xml version="1.0"?>', bomb).replace("Bridge gives way", "Bridge &j; &file; gives way"))

    assert "word" not in feed.entries[0].title
    assert "root:" not in feed.entries[0].title
    assert len(feed.entries[0].title) < 100


@pytest.mark.parametrize(
    "text", [RSS_2.replace(TEXT, "<b>" * 30_000), f"<rss>{'<x>' * 30_000}", f"<opml>{'<outline>' * 9000}"]
)
def test_deep_feeds_are_refused(text: str) -> None:
    with pytest.raises(ReadingError):
        read(text)


def test_deep_json_is_refused() -> None:
    with pytest.raises(MalformedDocument):
        read('{"version": "https://jsonfeed.org/version/1", "items": ' + "[" * 100_000)


def test_a_feed_of_many_megabytes_is_refused() -> None:
    with pytest.raises(TooLarge):
        read(RSS_2.replace(TEXT, "word " * 1_200_000))


@pytest.mark.parametrize(
    "text",
    [
        f"<rss><channel>{'<item/>' * 20_001}</channel></rss>",
        '{"version": "https://jsonfeed.org/version/1", "items": [' + ",".join(["{}"] * 20_001) + "]}",
        f"<urlset>{'<url><news/></url>' * 20_001}</urlset>",
    ],
    ids=["rss", "json", "sitemap"],
)
def test_more_than_twenty_thousand_items_are_refused(text: str) -> None:
    with pytest.raises(TooLarge, match="20,000 items"):
        read(text)


@pytest.mark.parametrize("piece", ["& ", "< ", "<a ", "]]>", "<!DOCTYPE a["])
def test_a_large_broken_feed_is_refused(piece: str) -> None:
    with pytest.raises(TooLarge, match="well-formed"):
        read(RSS_2.replace("Bridge", piece * (1_500_000 // len(piece))))


@pytest.mark.parametrize("piece", ["<![CDATA[", "<!--"])
def test_sections_without_end_are_read_in_linear_time(piece: str) -> None:
    """With half a million of them, quadratic time would be days."""
    assert len(read(RSS_2.replace("Bridge", piece * 500_000)).entries) == 1


@pytest.mark.parametrize("link", ["javascript:alert(1)", "data:text/html,x", "file:///etc/passwd", "http://[bad/"])
def test_links_that_lead_nowhere_on_the_web_are_left_out(link: str) -> None:
    assert read(RSS_2.replace("https://tarn.example/bridge", link)).entries[0].link == ""
    assert read(JSON.replace('"/bridge"', json.dumps(link))).entries[0].link == ""


TWO_ITEMS = f"""<rss version="2.0"><channel><title>Tarn & Daily</title><item><title>Bridge gives way</title>
<link>https://tarn.example/bridge</link><description>{TEXT}</description></item><item><title>Road is closed</title>
<link>https://tarn.example/road</link><description><![CDATA[<p>The road to Tarn is closed.</p>]]></description>
</item></channel></rss>"""


@pytest.mark.parametrize("missing", sorted({match.start() for match in re.finditer("</", TWO_ITEMS)}))
def test_no_item_is_lost_by_a_missing_end_tag(missing: int) -> None:
    feed = read(TWO_ITEMS[:missing] + TWO_ITEMS[missing:].partition(">")[2])

    assert [entry.title for entry in feed.entries] == ["Bridge gives way", "Road is closed"]
    assert [TEXT in feed.entries[0].description, "road to Tarn" in feed.entries[1].description] == [True, True]
    assert not any(entry.breaks_off == "within" for entry in feed.entries)


@pytest.mark.parametrize("rest", range(len("</channel></rss>"), len(TWO_ITEMS.partition("<item>")[2]), 9))
def test_a_feed_that_breaks_off_says_so_in_its_last_item(rest: int) -> None:
    text = TWO_ITEMS[:-rest]
    feed = read(text)

    assert len(feed.entries) == text.count("<item>")
    assert [entry.breaks_off for entry in feed.entries[:-1]] == [""] * (len(feed.entries) - 1)
    assert feed.entries[-1].breaks_off == ("within" if text.count("<item>") > text.count("</item>") else "after")
    assert feed.entries[-1].link in ("", "https://tarn.example/bridge", "https://tarn.example/road")


def test_text_before_the_break_is_kept() -> None:
    feed = read(TWO_ITEMS.partition(" closed.</p>")[0])

    assert feed.entries[1].description == "<p>The road to Tarn is"


def test_a_feed_that_breaks_off_before_its_items_is_refused() -> None:
    with pytest.raises(MalformedDocument, match="breaks off before its first item"):
        read(TWO_ITEMS.partition("<item>")[0])
