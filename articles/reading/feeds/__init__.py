"""Feeds: RSS, Atom, JSON Feed, news sitemaps and lists of feeds, as items that read.py makes articles of.

feed.py          bytes -> Feed, recognised by content
entries.py       what a feed says about an article, in the words of no format; an entry -> an Item
identity.py      which entries of feeds are the same article
end_tags.py      end tags that are missing in RSS and Atom, and where a feed breaks off
rss_and_atom.py  json_feed.py  sitemap.py  opml.py      one file per format
"""

from wireglot.articles.reading.feeds.entries import Feed, FeedEntry, entry_digest, is_teaser, item_of_entry, title_text
from wireglot.articles.reading.feeds.feed import is_feed, read_feed
from wireglot.articles.reading.feeds.identity import entry_names, entry_uris, items_of_feed

__all__ = [
    "Feed",
    "FeedEntry",
    "entry_digest",
    "entry_names",
    "entry_uris",
    "is_feed",
    "is_teaser",
    "item_of_entry",
    "items_of_feed",
    "read_feed",
    "title_text",
]
