"""News sitemaps (https://www.google.com/schemas/sitemap-news/0.9): addresses, titles and dates of two days.

A sitemap index leads to further sitemaps. A sitemap without news lists every page of a site, and is refused.
"""

from wireglot.articles.reading.errors import NotAnArticle
from wireglot.articles.reading.feeds.entries import MAX_ENTRIES, Feed, FeedEntry, too_many
from wireglot.articles.reading.safe_xml import Element, decode_xml, parse_xml
from wireglot.articles.web_addresses import canonical_address, is_web_address


def read_sitemap(content: bytes, address: str, name: str) -> Feed:
    """Return the news of a sitemap, or the sitemaps that an index lists.

    Raises:
        NotAnArticle: If it lists pages without saying that they are news.
        MalformedDocument, TooLarge: As `parse_xml`.
    """
    root = parse_xml(decode_xml(content, name), name)
    own = canonical_address(address) or name
    if root.name == "sitemapindex":
        places = (_child_text(sitemap, "loc") for sitemap in root.elements("sitemap"))
        return Feed("a list of sitemaps", own, lists=tuple(place for place in places if is_web_address(place)))
    if sum(1 for _ in root.elements("url")) > MAX_ENTRIES:
        raise too_many(name)
    entries = tuple(_entry(url) for url in root.elements("url") if url.child("news"))
    if not entries and any(root.elements("url")):
        raise NotAnArticle(
            f"{name}: expected a sitemap with news, found one of all pages; name the site's news sitemap."
        )
    return Feed("a news sitemap", own, entries=entries)


def _entry(url: Element) -> FeedEntry:
    news = url.child("news") or url
    link = _child_text(url, "loc")
    return FeedEntry(
        link=link if is_web_address(link) else "",
        title=_child_text(news, "title"),
        language=_child_text(news, "publication", "language"),
        published=_child_text(news, "publication_date"),
        updated=_child_text(url, "lastmod"),
    )


def _child_text(element: Element, *path: str) -> str:
    found = element.child(*path)
    return found.text() if found else ""
