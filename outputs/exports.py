"""Editions in the forms of others: IPTC ninjs 3.1 and schema.org JSON-LD.

In both the summary is a news object of its own, which is a translation of, or based on, the source's article. Of what
was withdrawn, is held or is embargoed neither contains any text.
"""

from collections.abc import Sequence
from typing import Any

from wireglot.articles import Article, Block, SentenceRef
from wireglot.articles.languages import UNKNOWN, count_units, length_in_words
from wireglot.outputs.edition import Edition
from wireglot.outputs.layout import Addresses, article_urn, is_safe_link
from wireglot.outputs.rendering import how_made, was_written
from wireglot.outputs.shown_languages import (
    Passage,
    TextLanguages,
    edition_language,
    headline_passage,
    html_passages,
    main_language,
    original_languages,
    plain,
    shown_languages,
    summary_passages,
)
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
    language = edition_language(edition)
    short, long = (summary_passages(edition, each) for each in (edition.summaries.short, edition.summaries.long))
    text = {
        "headline": _tagged([headline_passage(edition)], language),
        "alternativeHeadline": _tagged([Passage(edition.original_headline, edition.language.tag)], language),
        "inLanguage": language,
        "abstract": _tagged(short, language),
        "description": _tagged(long, language),
        "datePublished": article.published,
        "url": _page(edition, addresses),
        "digitalSourceType": f"https://schema.org/{source_type[:1].upper()}{source_type[1:]}DigitalSource",
        "correction": article.note,
    }
    original = _json_ld_original(edition)
    relation = {"isBasedOn": original} | ({"translationOfWork": original} if edition.translation else {})
    return news | _without_empty(text) | relation


def _tagged(passages: Sequence[Passage], language: str) -> str | Json:
    """A text as JSON-LD: with the language of most of it where that is not the language of the whole object."""
    text, own = plain(passages), main_language(passages)
    return {"@value": text, "@language": own} if own not in ("", UNKNOWN, language) else text


def digital_source_type(edition: Edition) -> str:
    """Return the last part of the IPTC term for how the text was made.

    trainedAlgorithmicMedia  a model wrote the summary, or translated what it quotes
    algorithmicMedia         rules chose the sentences, and rules translated them
    """
    return "trainedAlgorithmicMedia" if edition.rank >= PIVOT or was_written(edition) else "algorithmicMedia"


def _ninjs_text(edition: Edition, addresses: Addresses) -> Json:
    source_type = digital_source_type(edition)
    language = edition_language(edition)
    summaries = {"short": edition.summaries.short, "long": edition.summaries.long}
    made = {"role": HOW_MADE_ROLE, "title": how_made(edition), "href": _page(edition, addresses)}
    return {
        "representationType": "full" if edition.article.full_text else "partial",
        "language": language,
        "headlines": _ninjs_headlines(edition, language),
        "descriptions": [
            {"role": role} | _ninjs_text_in(summary_passages(edition, summary), language)
            for role, summary in summaries.items()
        ],
        "bodies": [_translation_body(edition, language)] if edition.translation else [],
        "digitalSourceType": {"name": source_type, "uri": SOURCE_TYPES + source_type},
        "trustIndicators": [_without_empty(made), {"role": STATE_ROLE, "title": edition.state}],
        "associations": [_ninjs_original(edition)],
    }


def _ninjs_headlines(edition: Edition, language: str) -> list[Json]:
    """The reader's headline, and beside one of gist quality the original, whose language the role says."""
    main, original = headline_passage(edition), edition.original_headline
    shown = {"value": main.text} if main.language == language else _html([main], language)
    return [
        *([{"role": "main"} | shown] if main.text else []),
        *([{"role": "original", "value": original}] if original else []),
    ]


def _ninjs_text_in(passages: Sequence[Passage], language: str) -> Json:
    """A text of an object in `language`: plain where it is in that, else HTML that says which part is in which one."""
    if all(passage.language == language for passage in passages):
        return {"contentType": "text/plain", "value": plain(passages)}
    return _html(passages, language)


def _html(passages: Sequence[Passage], language: str) -> Json:
    """ninjs has no language of a headline, description or body; HTML has."""
    return {"contentType": "text/html", "value": html_passages(passages, language)}


def _translation_body(edition: Edition, language: str) -> Json:
    assert edition.translation is not None
    return _body("translation", edition.translation.blocks, shown_languages(edition), language)


def _ninjs_original(edition: Edition) -> Json:
    article, language = edition.article, edition.language.tag
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
            "bodies": [_body("original", article.blocks, original_languages(edition), language)],
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


def _body(role: str, blocks: tuple[Block, ...], languages: TextLanguages, language: str) -> Json:
    """The text in paragraphs: plain where all is in `language`, else HTML that says which part is in which one."""
    text = "\n\n".join(" ".join(block.sentences) for block in blocks)
    paragraphs = [
        [languages.passages(SentenceRef(b, s), sentence) for s, sentence in enumerate(block.sentences)]
        for b, block in enumerate(blocks)
    ]
    if any(passage.language != language for block in paragraphs for sentence in block for passage in sentence):
        content = _html_body(paragraphs, language)
    else:
        content = {"contentType": "text/plain", "value": text}
    characters, words = count_units(text)
    counts = {"charCount": len(text), "wordCount": round(length_in_words(text)) if characters else words}
    return {"role": role} | content | counts


def _html_body(paragraphs: Sequence[Sequence[Sequence[Passage]]], language: str) -> Json:
    lines = (" ".join(html_passages(sentence, language) for sentence in block) for block in paragraphs)
    return {"contentType": "text/html", "value": "\n".join(f"<p>{line}</p>" for line in lines)}


def _alternative_ids(edition: Edition, addresses: Addresses) -> list[Json]:
    ids = {"source": edition.article.uri, "page": _page(edition, addresses)}
    return [{"role": role, "value": value} for role, value in ids.items() if value]


def _page(edition: Edition, addresses: Addresses) -> str:
    """Return the address of the article's page, "" for a folder that is not published."""
    page = addresses.page(edition.article.id)
    return page if is_safe_link(page) else ""


def _without_empty(data: Json) -> Json:
    return {key: value for key, value in data.items() if value not in ("", [], {})}
