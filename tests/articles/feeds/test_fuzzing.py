"""Any bytes are a feed, no feed, or refused by an error of our own."""

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from tests.articles.feeds.test_formats import ATOM, JSON, OPML, RSS_1, RSS_2, SITEMAP
from wireglot.articles.reading import ReadingError
from wireglot.articles.reading.feeds import entry_uris, is_feed, item_of_entry, read_feed

FEEDS = [text.encode() for text in (RSS_2, RSS_1, ATOM, JSON, SITEMAP, OPML)]
_PIECES = [
    *(
        b"<",
        b">",
        b"&",
        b"]]>",
        b"<![CDATA[",
        b"<!DOCTYPE x [",
        b"<!--",
        b"&#0;",
        b"&#x10ffff;",
        b"&#xd800;",
        b"\x00",
        b"\xff\xfe",
    ),
    *(
        b"<item>",
        b"</item>",
        b"<entry>",
        b'<content type="xhtml"><div>',
        b"<link href='http://['/>",
        b"<guid/>",
        b"{",
        b"[",
        b"null",
    ),
    *(
        b'xml:base="http://[x/"',
        b"<dc:date>9999-99-99</dc:date>",
        b"<pubDate>x</pubDate>",
        b"\xed\xa0\x80",
        "\u202e".encode(),
    ),
    *(b'<itunes:image href="//[::1"/>', b"<georss:point>x y</georss:point>", b"<media:rating>x</media:rating>"),
]


def read_all(content: bytes) -> None:
    """Read the feed and each of its items, as a run does."""
    if not is_feed(content):
        return
    try:
        feed = read_feed(content, "https://tarn.example/feed", "fuzz")
        uris = entry_uris(feed)
    except ReadingError:
        return
    for entry, uri in zip(feed.entries, uris, strict=True):
        item_of_entry(feed, entry, uri)


@given(st.binary(max_size=400))
def test_any_bytes_are_read_or_refused(content: bytes) -> None:
    read_all(content)


@pytest.mark.parametrize("feed", FEEDS, ids=["rss 2", "rss 1", "atom", "json", "sitemap", "opml"])
@given(data=st.data())
@settings(max_examples=60)
def test_damaged_feeds_are_read_or_refused(feed: bytes, data: st.DataObject) -> None:
    for _ in range(data.draw(st.integers(1, 4))):
        place = data.draw(st.integers(0, len(feed)))
        cut = data.draw(st.integers(0, 20))
        feed = feed[:place] + data.draw(st.sampled_from([*_PIECES, b""])) + feed[place + cut :]
    read_all(feed)


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
        lambda inner: (
            st.lists(inner, max_size=3)
            | st.dictionaries(
                st.sampled_from(
                    ["id", "url", "title", "content_html", "content_text", "authors", "summary", "date_published"]
                ),
                inner,
                max_size=4,
            )
        ),
        max_leaves=12,
    )
)
@example({"items": [{"authors": "x"}]})
def test_json_feeds_of_any_values_are_read_or_refused(value: object) -> None:
    import json

    for items in (value, [value], [{"id": value, "title": value, "content_html": value, "authors": value}]):
        read_all(json.dumps({"version": "https://jsonfeed.org/version/1.1", "items": items}).encode())
