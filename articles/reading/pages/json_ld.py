"""JSON-LD of a page: what schema.org calls a NewsArticle, and the entries of a live blog."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape
from typing import TYPE_CHECKING, Any

from wireglot.articles.reading.encoding import clean

if TYPE_CHECKING:
    from lxml.html import HtmlElement

# https://schema.org/Article and its subtypes, by the ends of their names; a page about an article may be one as well.
_ARTICLE = re.compile(
    r"(?:Article|BlogPosting|LiveBlogPosting|Report|Reportage\w*|Review|ReviewNewsArticle|Newspaper\w*)$"
)
_LIST_TYPES = frozenset({"CollectionPage", "ItemList", "SearchResultsPage"})
_CONTROL = re.compile(r"[\x00-\x1f]+")
_SURPLUS_COMMA = re.compile(r",(\s*[}\]])")
_TAGS = re.compile(r"<[^<>]{1,500}>")
_BREAK = re.compile(r"</p\s*>|<br\s*/?>\s*<br\s*/?>|\n\s*\n|</(?:div|h[1-6]|li)\s*>", re.IGNORECASE)
MAX_DEPTH = 50  # of values in values; real ones have up to 8


@dataclass(frozen=True, slots=True)
class JsonLd:
    """The article's object ({} where there is none), and whether the page says that it is a list."""

    article: dict[str, Any]
    types: frozenset[str]

    @property
    def is_list(self) -> bool:
        return not self.article and bool(self.types & _LIST_TYPES)

    def text(self, key: str) -> str:
        """Return a field as one line of text, "" for missing."""
        return first_text(self.article.get(key))


def page_json_ld(root: "HtmlElement") -> JsonLd:
    """Return what the scripts of a page say; those that are no JSON count as missing."""
    objects = [
        item for script in root.iter("script") if _is_json_ld(script) for item in _objects(_load(script.text or ""))
    ]
    types = frozenset(name for item in objects for name in _types(item))
    articles = [item for item in objects if any(map(_ARTICLE.search, _types(item)))]
    return JsonLd(max(articles, key=_fullness, default={}), types)


def first_text(value: Any) -> str:
    """Return the first text in a value, without tags and entities, in one line; objects have it as name or @value."""
    for _ in range(MAX_DEPTH):
        if isinstance(value, list):
            value = next((item for item in value if item), "")
        elif isinstance(value, dict):
            value = value.get("name") or value.get("@value") or value.get("url") or value.get("@id") or ""
        else:
            break
    return plain_line(str(value)) if isinstance(value, str | int | float) and not isinstance(value, bool) else ""


def texts(value: Any) -> list[str]:
    """Return the texts of a value that may be a list."""
    return [text for item in (value if isinstance(value, list) else [value]) if (text := first_text(item))]


def paragraphs_of(text: str) -> list[str]:
    """Return the paragraphs of a text that may have tags."""
    return [line for part in _BREAK.split(unescape(text)) if (line := plain_line(part))]


def plain_line(text: str) -> str:
    """Return clean text in one line, without tags and entities."""
    if "&" in text:
        text = unescape(unescape(text))
    if "<" in text:
        text = _TAGS.sub(" ", text)
    return " ".join(clean(text).split())


def _is_json_ld(script: "HtmlElement") -> bool:
    return "ld+json" in (script.get("type") or "").lower()


def _load(text: str) -> Any:
    text = (
        text.strip().removeprefix("<!--").removesuffix("-->").strip().removeprefix("//<![CDATA[").removesuffix("//]]>")
    )
    for attempt in (text, _SURPLUS_COMMA.sub(r"\1", _CONTROL.sub(" ", text)).rstrip("; ")):
        try:
            return json.loads(attempt, strict=False)
        except (ValueError, RecursionError):
            continue
    return None


def _objects(value: Any, depth: int = 0) -> Iterator[dict[str, Any]]:
    """Yield the objects of a value, also those in @graph, in lists, and those that a page is about."""
    if depth > MAX_DEPTH:
        return
    if isinstance(value, list):
        for item in value:
            yield from _objects(item, depth + 1)
    elif isinstance(value, dict):
        yield value
        for key in ("@graph", "mainEntity", "mainEntityOfPage", "subjectOf"):
            if isinstance(value.get(key), dict | list):
                yield from _objects(value[key], depth + 1)


def _types(item: dict[str, Any]) -> list[str]:
    found = item.get("@type")
    return [name for name in (found if isinstance(found, list) else [found]) if isinstance(name, str)]


def _fullness(item: dict[str, Any]) -> int:
    return sum(bool(item.get(key)) for key in ("headline", "datePublished", "articleBody", "description", "author"))
