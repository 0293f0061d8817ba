"""Making an edition from what the stages of the pipeline returned: state, warnings, accounting and digest."""

import hashlib
import json
import re
from typing import Any

from wireglot.articles import Article
from wireglot.articles.languages import DetectedLanguage
from wireglot.outputs.edition import Accounting, Edition, Signatures, State
from wireglot.outputs.source_status import WITHDRAWN, correction, held_reason, is_held, is_withdrawn
from wireglot.summarizers import Summaries
from wireglot.translations import Translation, rank_of

# A reason of `Translation.why` which only says that there was nothing to translate.
ALREADY = re.compile(r"^already in ")


def make_edition(
    article: Article,
    language: DetectedLanguage,
    translation: Translation,
    summaries: Summaries,
    *,
    options: str,
    detection: str,
    desk: str = "",
) -> Edition:
    """The edition of one article, not yet numbered. `detection` is the detector's signature."""
    state, warnings = _state(article, language, translation)
    accounting = account(article, translation)
    signatures = Signatures(detection, translation.signature, _summary_signature(summaries))
    hashed = content_hash(article)
    return Edition(
        article=article,
        language=language,
        translation=None if translation.engine == "none" else translation,
        summaries=summaries,
        accounting=accounting,
        state=state,
        warnings=warnings,
        content_hash=hashed,
        options=options,
        signatures=signatures,
        rank=rank_of(translation.engine),
        desk=desk,
        digest=_digest(hashed, language, options, signatures, state, accounting),
    )


def content_hash(article: Article) -> str:
    """sha256 of what the source sent: the text, its structure, and what the source claims about it.

    Where the text was read and when it was published do not count: they change without a change of the text.
    """
    return _fingerprint(
        [
            article.headline,
            [[block.kind, block.sentences] for block in article.blocks],
            article.language_claimed,
            article.source_version,
            article.full_text,
            article.status,
            article.embargoed,
            article.note,
        ]
    )


def account(article: Article, translation: Translation) -> Accounting:
    """Count every sentence as translated, kept or failed: none twice, none missing."""
    texts = [sentence for _, sentence in article.sentences()]
    kept, failed = len(translation.kept), len(translation.failed)
    return Accounting(len(texts), len(texts) - kept - failed, kept, failed, sum(map(len, texts)))


def _state(article: Article, language: DetectedLanguage, translation: Translation) -> tuple[State, tuple[str, ...]]:
    """State and warnings: what the source allows comes before what may be wrong with the translation."""
    if is_withdrawn(article):
        return "withdrawn", (WITHDRAWN,)
    note = correction(article)
    corrected = (f"Corrected by its source: {note.rstrip('.')}.",) if note else ()
    state, warnings = _translation_state(article, language, translation)
    if is_held(article):
        return "embargoed", (held_reason(article), *corrected, *warnings)
    return state, (*corrected, *warnings)


def _translation_state(
    article: Article, language: DetectedLanguage, translation: Translation
) -> tuple[State, tuple[str, ...]]:
    """The state, and why, worst first: a teaser is mentioned even where nothing was translated."""
    untranslated = translation.engine == "none" and not ALREADY.match(translation.why)
    warnings = [
        "Made from a teaser: the source holds only the beginning of the text." if not article.full_text else "",
        f"Not translated: {translation.why}." if untranslated else "",
        language.warning,
        *translation.checks,
    ]
    # Of a mixed text the engine was also given parts in another language than the one that it translates.
    mixed = bool(language.mixed) and translation.engine != "none"
    doubtful = not article.full_text or language.verdict == "doubtful" or bool(translation.failed) or mixed
    # A teaser is doubtful in any case: no better engine makes the rest of the text appear.
    if untranslated and article.full_text:
        return "untranslated", tuple(filter(None, warnings))
    return ("doubtful" if doubtful else "ok"), tuple(filter(None, warnings))


def _summary_signature(summaries: Summaries) -> str:
    """The signature of both; if they differ, as after a temporary failure, one that no engine ever has."""
    short, long = summaries.short.signature, summaries.long.signature
    return short if short == long else f"{short}+{long}"


def _digest(
    hashed: str, language: DetectedLanguage, options: str, signatures: Signatures, state: State, counts: Accounting
) -> str:
    """Equal content, language, options and signatures give the equal digest, and so no new version.

    State and failures count too: an engine that failed half-way and was retried has made another text.
    """
    mixed = list(language.mixed)
    return _fingerprint([hashed, language.tag, language.verdict, mixed, options, str(signatures), state, counts.failed])


def _fingerprint(value: Any) -> str:
    """The sha256 of `value` as canonical JSON: equal values give the equal sum in every process and on every machine.

    In ASCII, so that even a lone surrogate has bytes.
    """
    return hashlib.sha256(json.dumps(value, sort_keys=True, separators=(",", ":")).encode("ascii")).hexdigest()
