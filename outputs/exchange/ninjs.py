"""An edition as IPTC ninjs 3.1: the summary as a news object of its own, the source's text associated with it."""

from typing import Any

from wireglot.articles import Article, Block
from wireglot.articles.languages import count_units, length_in_words
from wireglot.outputs.edition import Edition
from wireglot.outputs.exchange.address import Addresses, is_address, urn
from wireglot.outputs.exchange.sourcetype import VOCABULARY, source_type
from wireglot.outputs.rendering import how_made

Json = dict[str, Any]

SCHEMA = "http://www.iptc.org/std/ninjs/ninjs-schema_3.1.json#"
# A role of our own: that one of IPTC's trust indicators means just this could not be verified.
HOW_MADE = "urn:wireglot:trust:how-made"


def ninjs(edition: Edition, addresses: Addresses, *, first_created: str = "") -> Json:
    """The news object. Of what was withdrawn or is embargoed it holds no text.

    first_created: when the first version was made; "" when that is not known.
    """
    common: Json = {
        "uri": urn(edition.article.id),
        "standard": {"name": "ninjs", "version": "3.1", "schema": SCHEMA},
        "type": "text",
        "version": str(edition.version),
        "versionCreated": edition.made_at,
        "firstCreated": first_created or edition.made_at,
        "pubStatus": {"withdrawn": "canceled", "embargoed": "withheld"}.get(edition.state, "usable"),
        "altIds": _names(edition, addresses),
        "edNote": " ".join(edition.warnings) if edition.shown else edition.hidden_because,
    }
    if edition.state == "embargoed":
        common["embargoedUntil"] = edition.article.embargoed
    return _filled(common | (_told(edition, addresses) if edition.shown else {}))


def _told(edition: Edition, addresses: Addresses) -> Json:
    source = source_type(edition)
    page = addresses.page(edition.article.id)
    return {
        "representationType": "full" if edition.article.full_text else "partial",
        "language": edition.told_in,
        "headlines": [{"role": "main", "value": edition.headline}] if edition.headline else [],
        "descriptions": [_description("short", edition), _description("long", edition)],
        "bodies": _bodies(edition),
        "digitalSourceType": {"name": source, "uri": VOCABULARY + source},
        "trustIndicators": [
            _filled({"role": HOW_MADE, "title": how_made(edition), "href": page if is_address(page) else ""})
        ],
        "associations": [_original(edition.article, edition.language.tag)],
    }


def _names(edition: Edition, addresses: Addresses) -> list[Json]:
    page = addresses.page(edition.article.id)
    names = {"source": edition.article.uri, "page": page if is_address(page) else ""}
    return [{"role": role, "value": value} for role, value in names.items() if value]


def _description(length: str, edition: Edition) -> Json:
    summary = edition.summaries.short if length == "short" else edition.summaries.long
    return {"role": length, "contentType": "text/plain", "value": summary.text}


def _bodies(edition: Edition) -> list[Json]:
    return [_body("translation", edition.translation.blocks)] if edition.translation else []


def _body(role: str, blocks: tuple[Block, ...]) -> Json:
    text = "\n\n".join(" ".join(block.sentences) for block in blocks)
    characters, words = count_units(text)
    counts = {"charCount": len(text), "wordCount": round(length_in_words(text)) if characters else words}
    return {"role": role, "contentType": "text/plain", "value": text} | counts


def _original(article: Article, language: str) -> Json:
    uri = article.uri if is_address(article.uri) or article.uri.startswith("urn:") else f"{urn(article.id)}:source"
    return _filled(
        {
            "name": "original",
            "rel": "translationOf",
            "uri": uri,
            "type": "text",
            "version": article.source_version,
            "language": language,
            "contentCreated": article.published if "T" in article.published else "",
            "headlines": [{"role": "main", "value": article.headline}] if article.headline else [],
            "bodies": [_body("original", article.blocks)],
        }
    )


def _filled(data: Json) -> Json:
    """Without what there is nothing to say of."""
    return {key: value for key, value in data.items() if value not in ("", [], {})}
