"""Edition to and from the JSON of edition.json: the keys that others build on, fixed from schema 1.

schema, id, version, made_at, reasons[], digest, signature, state, warnings[]
words, options_key, signatures{detection, translation, summary}, rank, desk
article      {uri, source, headline, language_claimed, published, updated, source_version,
              full_text, status, embargoed, note, blocks[{kind, sentences[]}]}
language     {tag, verdict, claimed, by, mixed[] only when more than one language was found}
translation  null or {to, engine, signature, headline, blocks[], checks[], kept[[b,s]], failed[[b,s]]}
summaries    {short, long: {text, sentences[{text, evidence[[b,s]], span[] when shortened}],
              engine, signature, checks[], language}}
accounting   {sentences, translated, kept, failed, source_characters}
"""

from collections.abc import Iterable, Mapping
from typing import Any

from wireglot.articles import Article, Block, SentenceRef
from wireglot.articles.languages.detection import Language
from wireglot.outputs.edition import SCHEMA, Accounting, Edition, Signatures
from wireglot.summarizers import Summaries, Summary, SummarySentence
from wireglot.translations import Translation

Json = dict[str, Any]


def to_json(edition: Edition) -> Json:
    """The edition as plain JSON values; `from_json` gives the equal edition back."""
    return {
        "schema": SCHEMA,
        "id": edition.article.id,
        "version": edition.version,
        "made_at": edition.made_at,
        "reasons": list(edition.reasons),
        "digest": edition.digest,
        "signature": edition.signature,
        "state": edition.state,
        "warnings": list(edition.warnings),
        "words": edition.words,
        "options_key": edition.options_key,
        "signatures": signatures_json(edition.signatures),
        "rank": edition.rank,
        "desk": edition.desk,
        "article": article_json(edition.article),
        "language": _language_json(edition.language),
        "translation": _translation_json(edition.translation) if edition.translation else None,
        "summaries": {
            "short": _summary_json(edition.summaries.short),
            "long": _summary_json(edition.summaries.long),
        },
        "accounting": _accounting_json(edition.accounting),
    }


def from_json(data: Mapping[str, Any]) -> Edition:
    """The edition that `data` tells; unknown keys are passed over, a missing one raises KeyError."""
    translation = data["translation"]
    return Edition(
        article=article_of_json(data["id"], data["article"]),
        language=_language(data["language"]),
        translation=_translation(translation) if translation else None,
        summaries=Summaries(_summary(data["summaries"]["short"]), _summary(data["summaries"]["long"])),
        accounting=Accounting(**{key: data["accounting"][key] for key in Accounting.__slots__}),
        state=data["state"],
        warnings=tuple(data["warnings"]),
        words=data["words"],
        options_key=data["options_key"],
        signatures=Signatures(**data["signatures"]),
        rank=data["rank"],
        digest=data["digest"],
        version=data["version"],
        made_at=data["made_at"],
        reasons=tuple(data["reasons"]),
        desk=data.get("desk", ""),
    )


def signatures_json(signatures: Signatures) -> dict[str, str]:
    return {
        "detection": signatures.detection,
        "translation": signatures.translation,
        "summary": signatures.summary,
    }


def article_json(article: Article) -> Json:
    """The article as the value of edition.json's key; its id stands beside it."""
    return {
        "uri": article.uri,
        "source": article.source,
        "headline": article.headline,
        "language_claimed": article.language_claimed,
        "published": article.published,
        "updated": article.updated,
        "source_version": article.source_version,
        "full_text": article.full_text,
        "status": article.status,
        "embargoed": article.embargoed,
        "note": article.note,
        "blocks": _blocks_json(article.blocks),
    }


def article_of_json(id: str, data: Json) -> Article:
    """The article of that id; raises KeyError, TypeError for what is none."""
    return Article(
        id=id,
        uri=data["uri"],
        source=data["source"],
        headline=data["headline"],
        blocks=_blocks(data["blocks"]),
        language_claimed=data["language_claimed"],
        published=data["published"],
        updated=data["updated"],
        source_version=data["source_version"],
        full_text=data["full_text"],
        status=data.get("status", "usable"),
        embargoed=data.get("embargoed", ""),
        note=data.get("note", ""),
    )


def _blocks_json(blocks: Iterable[Block]) -> list[Json]:
    return [{"kind": block.kind, "sentences": list(block.sentences)} for block in blocks]


def _blocks(data: Iterable[Json]) -> tuple[Block, ...]:
    return tuple(Block(block["kind"], tuple(block["sentences"])) for block in data)


def _language_json(language: Language) -> Json:
    plain: Json = {
        "tag": language.tag,
        "verdict": language.verdict,
        "claimed": language.claimed,
        "by": language.by,
    }
    return plain | ({"mixed": list(language.mixed)} if language.mixed else {})


def _language(data: Json) -> Language:
    return Language(data["tag"], data["verdict"], data["claimed"], data["by"], tuple(data.get("mixed", ())))


def _translation_json(translation: Translation) -> Json:
    return {
        "to": translation.to,
        "engine": translation.engine,
        "signature": translation.signature,
        "headline": translation.headline,
        "blocks": _blocks_json(translation.blocks),
        "checks": list(translation.checks),
        "kept": [list(place) for place in translation.kept],
        "failed": [list(place) for place in translation.failed],
    }


def _translation(data: Json) -> Translation:
    return Translation(
        to=data["to"],
        engine=data["engine"],
        signature=data["signature"],
        headline=data["headline"],
        blocks=_blocks(data["blocks"]),
        kept=_places(data["kept"]),
        failed=_places(data["failed"]),
        checks=tuple(data["checks"]),
        why="",
    )


def _places(data: Iterable[list[int]]) -> tuple[SentenceRef, ...]:
    return tuple(SentenceRef(block, sentence) for block, sentence in data)


def _summary_json(summary: Summary) -> Json:
    return {
        "text": summary.text,
        "sentences": [_sentence_json(sentence) for sentence in summary.sentences],
        "engine": summary.engine,
        "signature": summary.signature,
        "checks": list(summary.checks),
        "language": summary.language,
    }


def _sentence_json(sentence: SummarySentence) -> Json:
    plain: Json = {"text": sentence.text, "evidence": [list(place) for place in sentence.evidence]}
    return plain | ({"span": list(sentence.span)} if sentence.span else {})


def _summary(data: Json) -> Summary:
    sentences = tuple(_sentence(sentence) for sentence in data["sentences"])
    checks, language = tuple(data["checks"]), data.get("language", "und")  # editions before 0.4 name none
    return Summary(data["text"], sentences, data["engine"], data["signature"], checks, language)


def _sentence(data: Json) -> SummarySentence:
    span = data.get("span")
    return SummarySentence(data["text"], _places(data["evidence"]), (span[0], span[1]) if span else None)


def _accounting_json(counts: Accounting) -> dict[str, int]:
    return {key: getattr(counts, key) for key in Accounting.__slots__}
