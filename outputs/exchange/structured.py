"""An edition as schema.org JSON-LD: a NewsArticle that is a translation of, or based on, the source's article."""

from typing import Any

from wireglot.outputs.edition import Edition
from wireglot.outputs.exchange.address import Addresses, is_address, urn
from wireglot.outputs.exchange.sourcetype import source_type

Json = dict[str, Any]


def json_ld(edition: Edition, addresses: Addresses) -> Json:
    """What a page says of itself to machines; of what must not be shown only its name and dates."""
    article = edition.article
    said: Json = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "@id": urn(article.id),
        "version": edition.version,
        "dateModified": edition.made_at,
    }
    if not edition.shown:
        return said | {"creativeWorkStatus": edition.state}
    page = addresses.page(article.id)
    told = {
        "headline": edition.headline,
        "inLanguage": edition.told_in,
        "abstract": edition.summaries.short.text,
        "description": edition.summaries.long.text,
        "datePublished": article.published,
        "url": page if is_address(page) else "",
        "digitalSourceType": f"https://schema.org/{source_type(edition)[:1].upper()}{source_type(edition)[1:]}DigitalSource",
        "correction": article.note,
        "creativeWorkStatus": edition.state,
    }
    original = _original(edition)
    relation = {"isBasedOn": original} | ({"translationOfWork": original} if edition.translation else {})
    return said | {key: value for key, value in told.items() if value} | relation


def _original(edition: Edition) -> Json:
    article = edition.article
    known = {
        "@type": "NewsArticle",
        "@id": article.uri
        if is_address(article.uri) or article.uri.startswith("urn:")
        else f"{urn(article.id)}:source",
        "headline": article.headline,
        "inLanguage": edition.language.tag,
        "datePublished": article.published,
        "dateModified": article.updated,
        "version": article.source_version,
        "url": article.uri if is_address(article.uri) else "",
    }
    return {key: value for key, value in known.items() if value}
