"""OPML (http://opml.org/spec2.opml): a list of feeds, in folders of any depth, as feed readers export it."""

from wireglot.articles.reading.errors import NotAnArticle
from wireglot.articles.reading.feeds.entries import Feed
from wireglot.articles.reading.safe_xml import decode_xml, parse_xml
from wireglot.articles.web_addresses import canonical_address, is_web_address


def read_opml(content: bytes, address: str, name: str) -> Feed:
    """Return the addresses of the feeds, each once and in order.

    Raises:
        NotAnArticle: If it lists no feed.
        MalformedDocument, TooLarge: As `parse_xml`.
    """
    root = parse_xml(decode_xml(content, name), name)
    places = (outline.get("xmlurl") for outline in root.descendants("outline"))
    lists = tuple(dict.fromkeys(place for place in places if is_web_address(place)))
    if not lists:
        raise NotAnArticle(f'{name}: expected a list of feeds, found no outline with xmlUrl="https://...".')
    title = root.child("head", "title")
    return Feed("a list of feeds", canonical_address(address) or name, title.text() if title else "", lists=lists)
