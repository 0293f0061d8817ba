"""Editions in the forms of others: IPTC ninjs 3.1 and schema.org JSON-LD.

In both the summary is a news object of its own, which is a translation of, or based on, the source's article. Of what
was withdrawn, is held or is embargoed neither contains any text.
"""

from typing import Any

from wireglot.articles import Article, Block
from wireglot.articles.languages import count_units, length_in_words
from wireglot.outputs.edition import Edition
from wireglot.outputs.layout import Addresses, article_urn, is_safe_link
from wireglot.outputs.rendering import how_made, was_written
from wireglot.translations import PIVOT

Json = dict[str, Any]

NINJS_SCHEMA = "http://www.iptc.org/std/ninjs/ninjs-schema_3.1.json#"
SOURCE_TYPES = "http://cv.iptc.org/newscodes/digitalsourcetype/"
# Roles of our own: no IPTC trust indicators with just these meanings are known to us.
HOW_MADE_ROLE = "urn:wireglot:trust:how-made"
STATE_ROLE = "urn:wireglot:trust:state"


def ninjs(edition: Edition, addresses: Addresses, *, first_created: str = "") -> Json:
    """Return the ninjs object; `first_created` is when the first version was made, "" when that is not known."""
    news: Json = {
        "uri": article_urn(edition.article.id),
        "standard": {"name": "ninjs", "version": "3.1", "schema": NINJS_SCHEMA},
        "type": "text",
        "version": str(edition.version),
        "versionCreated": edition.made_at,
        "firstCreated": first_created or edition.made_at,
        "pubStatus": {"withdrawn": "canceled", "held": "withheld", "embargoed": "withheld"}.get(
            edition.state, "usable"
        ),
        "altIds": _alternative_ids(edition, addresses),
        "edNote": " ".join(edition.warnings) if edition.shown else edition.hidden_reason,
    }
    if edition.state == "embargoed":
        news["embargoedUntil"] = edition.article.embargoed
    return _without_empty(news | (_ninjs_text(edition, addresses) if edition.shown else {}))


def json_ld(edition: Edition, addresses: Addresses) -> Json:
    """Return the JSON-LD that a page contains for machines."""
    article = edition.article
    news: Json = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "@id": article_urn(article.id),
        "version": edition.version,
        "dateModified": edition.made_at,
        "creativeWorkStatus": edition.state,
    }
    if not edition.shown:
        return news
    source_type = digital_source_type(edition)
    text = {
        "headline": edition.headline,
        "alternativeHeadline": edition.original_headline,
        "inLanguage": edition.reader_language,
        "abstract": edition.summaries.short.text,
        "description": edition.summaries.long.text,
        "datePublished": article.published,
        "url": _page(edition, addresses),
        "digitalSourceType": f"https://schema.org/{source_type[:1].upper()}{source_type[1:]}DigitalSource",
        "correction": article.note,
    }
    original = _json_ld_original(edition)
    relation = {"isBasedOn": original} | ({"translationOfWork": original} if edition.translation else {})
    return news | _without_empty(text) | relation


def digital_source_type(edition: Edition) -> str:
    """Return the last part of the IPTC term for how the text was made.

    trainedAlgorithmicMedia  a model wrote the summary, or translated what it quotes
    algorithmicMedia         rules chose the sentences, and rules translated them
    """
    return "trainedAlgorithmicMedia" if edition.rank >= PIVOT or was_written(edition) else "algorithmicMedia"


def _ninjs_text(edition: Edition, addresses: Addresses) -> Json:
    source_type = digital_source_type(edition)
    summaries = {"short": edition.summaries.short.text, "long": edition.summaries.long.text}
    made = {"role": HOW_MADE_ROLE, "title": how_made(edition), "href": _page(edition, addresses)}
    return {
        "representationType": "full" if edition.article.full_text else "partial",
        "language": edition.reader_language,
        "headlines": _ninjs_headlines(edition),
        "descriptions": [
            {"role": role, "contentType": "text/plain", "value": text} for role, text in summaries.items()
        ],
        "bodies": [_body("translation", edition.translation.blocks)] if edition.translation else [],
        "digitalSourceType": {"name": source_type, "uri": SOURCE_TYPES + source_type},
        "trustIndicators": [_without_empty(made), {"role": STATE_ROLE, "title": edition.state}],
        "associations": [_ninjs_original(edition.article, edition.language.tag)],
    }


def _ninjs_headlines(edition: Edition) -> list[Json]:
    """The reader's headline, and beside one of gist quality the original."""
    headlines = {"main": edition.headline, "original": edition.original_headline}
    return [{"role": role, "value": headline} for role, headline in headlines.items() if headline]


def _ninjs_original(article: Article, language: str) -> Json:
    return _without_empty(
        {
            "name": "original",
            "rel": "translationOf",
            "uri": _original_id(article),
            "type": "text",
            "version": article.source_version,
            "language": language,
            "contentCreated": article.published if "T" in article.published else "",
            "headlines": [{"role": "main", "value": article.headline}] if article.headline else [],
            "bodies": [_body("original", article.blocks)],
        }
    )


def _json_ld_original(edition: Edition) -> Json:
    article = edition.article
    return _without_empty(
        {
            "@type": "NewsArticle",
            "@id": _original_id(article),
            "headline": article.headline,
            "inLanguage": edition.language.tag,
            "datePublished": article.published,
            "dateModified": article.updated,
            "version": article.source_version,
            "url": article.uri if is_safe_link(article.uri) else "",
        }
    )


def _original_id(article: Article) -> str:
    named = is_safe_link(article.uri) or article.uri.startswith("urn:")
    return article.uri if named else f"{article_urn(article.id)}:source"


def _body(role: str, blocks: tuple[Block, ...]) -> Json:
    text = "\n\n".join(" ".join(block.sentences) for block in blocks)
    characters, words = count_units(text)
    counts = {"charCount": len(text), "wordCount": round(length_in_words(text)) if characters else words}
    return {"role": role, "contentType": "text/plain", "value": text} | counts


def _alternative_ids(edition: Edition, addresses: Addresses) -> list[Json]:
    ids = {"source": edition.article.uri, "page": _page(edition, addresses)}
    return [{"role": role, "value": value} for role, value in ids.items() if value]


def _page(edition: Edition, addresses: Addresses) -> str:
    """Return the address of the article's page, "" for a folder that is not published."""
    page = addresses.page(edition.article.id)
    return page if is_safe_link(page) else ""


def _without_empty(data: Json) -> Json:
    return {key: value for key, value in data.items() if value not in ("", [], {})}
