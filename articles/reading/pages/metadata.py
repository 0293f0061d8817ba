"""What a page says about itself: JSON-LD first, then Open Graph and other meta elements, then its visible elements."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urljoin, urlsplit

from wireglot.articles.reading.pages.blocks import text_of
from wireglot.articles.reading.pages.json_ld import JsonLd, first_text, page_json_ld, plain_line, texts

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_PUBLISHED_NAMES = (
    "article:published_time og:article:published_time datepublished date pubdate publishdate publish-date publish_date "
    "dc.date.issued dcterms.created dc.date dcterms.date cxenseparse:recs:publishtime sailthru.date parsely-pub-date "
    "article.published publication_date published_time originalpublicationdate date.release created vr:published_time"
)
_PUBLISHED = tuple(_PUBLISHED_NAMES.split())
_UPDATED_NAMES = (
    "article:modified_time og:article:modified_time og:updated_time datemodified last-modified lastmod "
    "dcterms.modified dc.date.modified article.updated date.updated"
)
_UPDATED = tuple(_UPDATED_NAMES.split())
_SITE_SUFFIX = re.compile(r"\s+(?:[|•·–—-]|::)\s+[^|•·–—]{2,60}$")
_HTML_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{2,8})*")
# A page of a broadcaster or an archive may have its day only in its title: "Counter-offensive | DW | 28.04.2023".
_DAY_IN_TITLE = re.compile(r"(?<!\d)(?:\d{4}-\d\d-\d\d|\d\d?\.\d\d?\.\d{4})(?!\d)")
_FALSE = frozenset({"false", "no", "0"})
# Before the country, labels up to this length are registries: co, com, gov. Where it is the name of a site, the
# comparison is only stricter.
_SHORTEST_NAME = 3
_HOME = frozenset({"", "/", "/index.html", "/index.htm", "/index.php", "/home"})


@dataclass(frozen=True, slots=True)
class PageMetadata:
    """The fields that a page gives, "" for missing.

    descriptions  what may be the lead: of JSON-LD, Open Graph, and the description for search engines
    published     as the page writes it, with its zone; updated likewise
    paywalled     it says that its text is not free to read
    is_article    it says that it is an article
    is_list       it says that it is a list of articles, or is the home page
    """

    headline: str = ""
    descriptions: tuple[str, ...] = ()
    authors: tuple[str, ...] = ()
    published: str = ""
    updated: str = ""
    url: str = ""
    section: str = ""
    language: str = ""
    status: str = ""
    paywalled: bool = False
    is_article: bool = False
    is_list: bool = False


def page_metadata(root: "HtmlElement", url: str = "") -> tuple[PageMetadata, JsonLd]:
    """Return what a page says; `url` is the address that it was fetched from."""
    json_ld = page_json_ld(root)
    meta = _MetaElements(root)
    canonical = _canonical(root, meta, json_ld, url)
    kind = meta.first("og:type").lower()
    is_article = bool(json_ld.article) or kind in ("article", "news", "newsarticle", "blog")
    found = PageMetadata(
        headline=_headline(root, meta, json_ld),
        descriptions=tuple(_descriptions(meta, json_ld)),
        authors=tuple(_authors(meta, json_ld)),
        published=_first_date(_published(root, meta, json_ld)),
        updated=_first_date((json_ld.text("dateModified"), *map(meta.first, _UPDATED))),
        url=canonical,
        section=json_ld.text("articleSection") or meta.first("article:section", "section", "category"),
        language=_language(root, meta, json_ld),
        status=json_ld.text("creativeWorkStatus"),
        paywalled=_is_paywalled(meta, json_ld),
        is_article=is_article,
        is_list=json_ld.is_list or (not is_article and bool(canonical) and urlsplit(canonical).path.lower() in _HOME),
    )
    return found, json_ld


class _MetaElements:
    """The meta elements of a page by their name, in small letters."""

    def __init__(self, root: "HtmlElement") -> None:
        self._values: dict[str, str] = {}
        for element in root.iter("meta"):
            name = element.get("property") or element.get("name") or element.get("itemprop") or ""
            if (content := element.get("content")) and name:
                self._values.setdefault(name.strip().lower(), plain_line(content))

    def first(self, *names: str) -> str:
        """Return the first value that is there, "" for none."""
        return next(filter(None, (self._values.get(name, "") for name in names)), "")


def _headline(root: "HtmlElement", meta: _MetaElements, json_ld: JsonLd) -> str:
    """Return the h1 that agrees with what the page says elsewhere, or what it says elsewhere."""
    titles = (json_ld.text("headline"), meta.first("og:title", "twitter:title", "title"), _title(root))
    said = [_SITE_SUFFIX.sub("", title) for title in titles if title]
    shown = [text for element in root.iter("h1") if (text := text_of(element))]
    for text in shown:
        if any(_alike(text, other) for other in said):
            return text
    if said:
        return said[0]
    return shown[0] if len(shown) == 1 else ""


def _alike(one: str, other: str) -> bool:
    """Whether both have most words of the shorter one in common; the name of a newspaper has two or three."""
    words, others = set(one.casefold().split()), set(other.casefold().split())
    common = len(words & others)
    return words == others or (common >= 3 and common >= 0.6 * min(len(words), len(others)))


def _title(root: "HtmlElement") -> str:
    element = root.find(".//title")
    return plain_line(element.text or "") if element is not None else ""


def _descriptions(meta: _MetaElements, json_ld: JsonLd) -> Iterator[str]:
    found = (
        json_ld.text("description"),
        meta.first("og:description"),
        meta.first("twitter:description"),
        meta.first("description"),
    )
    yield from dict.fromkeys(filter(None, found))


def _authors(meta: _MetaElements, json_ld: JsonLd) -> Iterator[str]:
    found = texts(json_ld.article.get("author")) or [meta.first("author", "article:author", "byl", "dc.creator")]
    yield from dict.fromkeys(name for name in found if name and "://" not in name)


def _published(root: "HtmlElement", meta: _MetaElements, json_ld: JsonLd) -> Iterator[str]:
    yield from (
        json_ld.text("datePublished"),
        json_ld.text("dateCreated"),
        json_ld.text("uploadDate"),
        *map(meta.first, _PUBLISHED),
    )
    for element in root.iter("time"):
        yield element.get("datetime") or element.get("content") or ""
    for text in (_title(root), meta.first("og:title")):
        yield from _DAY_IN_TITLE.findall(text)


def _first_date(texts: Iterable[str]) -> str:
    """Return the first text with a day in figures."""
    return next((text for text in texts if text and any(map(str.isdigit, text))), "")


def _canonical(root: "HtmlElement", meta: _MetaElements, json_ld: JsonLd, url: str) -> str:
    """Return the address that the page gives itself, on the web; that of the home page is a mistake."""
    links = [
        link.get("href") or "" for link in root.iter("link") if "canonical" in (link.get("rel") or "").lower().split()
    ]
    found = [
        *links,
        meta.first("og:url"),
        first_text(json_ld.article.get("mainEntityOfPage")),
        json_ld.text("url"),
        url,
    ]
    absolute = [address for text in found if text and (address := _address(url, text)) and _is_of_site(address, url)]
    return next(
        (address for address in absolute if urlsplit(address).path.lower() not in _HOME),
        absolute[0] if absolute else "",
    )


def _is_of_site(address: str, fetched: str) -> bool:
    """Return whether an address is of the site that the page was fetched from: none names another's articles."""
    return not fetched or _site(address) == _site(_address("", fetched))


def _site(address: str) -> list[str]:
    """Return the end of a host that one owner has: example.org, example.co.uk."""
    labels = (urlsplit(address).hostname or "").split(".")
    return labels[-3:] if len(labels) > 2 and len(labels[-2]) <= _SHORTEST_NAME else labels[-2:]


def _address(base: str, text: str) -> str:
    try:
        address = urljoin(base, text.strip())
        parts = urlsplit(address)
    except ValueError:
        return ""
    is_web = parts.scheme in ("http", "https") and parts.hostname and not any(map(str.isspace, address))
    return parts._replace(fragment="").geturl() if is_web else ""


def _language(root: "HtmlElement", meta: _MetaElements, json_ld: JsonLd) -> str:
    found = (
        root.get("lang"),
        root.get("xml:lang"),
        json_ld.text("inLanguage"),
        meta.first("og:locale", "content-language", "dc.language", "language"),
    )
    return next(
        (text.strip().replace("_", "-") for text in found if text and _HTML_LANGUAGE.fullmatch(text.strip())), ""
    )


def _is_paywalled(meta: _MetaElements, json_ld: JsonLd) -> bool:
    parts = json_ld.article.get("hasPart")
    claims = [json_ld.article, *(parts if isinstance(parts, list) else [parts])]
    if any(isinstance(claim, dict) and str(claim.get("isAccessibleForFree", "")).lower() in _FALSE for claim in claims):
        return True
    return meta.first("article:content_tier").lower() in ("locked", "metered")
