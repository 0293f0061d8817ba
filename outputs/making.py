"""The making of an edition: state, warnings, accounting and digest from what the stages gave."""

import re

from wireglot.articles import Article
from wireglot.articles.languages.detection import Language
from wireglot.outputs.canonical import fingerprint
from wireglot.outputs.corrections import correction
from wireglot.outputs.edition import Accounting, Edition, Signatures, State
from wireglot.outputs.release import WITHDRAWN, held_because, is_held, is_withdrawn
from wireglot.summarizers import Summaries
from wireglot.translations import Translation, rank_of

# A sentence of `why` that only says that there was nothing to do.
ALREADY = re.compile(r"^already in ")


def words_of(article: Article) -> str:
    """sha256 of what the source gave: the words, their structure, and what it claims of them.

    Where the text was read from and when it was published do not count: they move without a
    change of words.
    """
    said: list[object] = [
        article.headline,
        [[block.kind, block.sentences] for block in article.blocks],
        article.language_claimed,
        article.source_version,
        article.full_text,
    ]
    # Only where there is something to say: most articles keep the sum that they had before these were read.
    allowed = [article.status, article.embargoed, article.note]
    return fingerprint(said + allowed if allowed != ["usable", "", ""] else said)


def make_edition(
    article: Article,
    language: Language,
    translation: Translation,
    summaries: Summaries,
    *,
    options_key: str,
    detection: str,
    desk: str = "",
) -> Edition:
    """The edition of one article, not yet numbered. `detection` is the detector's signature."""
    state, warnings = _verdict(article, language, translation)
    accounting = account(article, translation)
    signatures = Signatures(detection, translation.signature, _made_by(summaries))
    words = words_of(article)
    return Edition(
        article=article,
        language=language,
        translation=None if translation.engine == "none" else translation,
        summaries=summaries,
        accounting=accounting,
        state=state,
        warnings=warnings,
        words=words,
        options_key=options_key,
        signatures=signatures,
        rank=rank_of(translation.engine),
        desk=desk,
        digest=_digest(words, language, options_key, signatures, state, accounting),
    )


def _made_by(summaries: Summaries) -> str:
    """The signature of both; of two that differ, as after trouble of the moment, one that no engine ever has."""
    short, long = summaries.short.signature, summaries.long.signature
    return short if short == long else f"{short}+{long}"


def account(article: Article, translation: Translation) -> Accounting:
    """Every sentence is translated, kept or failed: none is counted twice, none is missing."""
    texts = [sentence for _, sentence in article.sentences()]
    kept, failed = len(translation.kept), len(translation.failed)
    characters = sum(map(len, texts))
    return Accounting(len(texts), len(texts) - kept - failed, kept, failed, characters)


def _verdict(article: Article, language: Language, translation: Translation) -> tuple[State, tuple[str, ...]]:
    """What its source allows comes first, then what may be wrong with the telling."""
    if is_withdrawn(article):
        return "withdrawn", (WITHDRAWN,)
    corrected = correction(article)
    said = (f"Corrected by its source: {corrected.rstrip('.')}.",) if corrected else ()
    state, warnings = _telling(article, language, translation)
    if is_held(article):
        return "embargoed", (held_because(article), *said, *warnings)
    return state, (*said, *warnings)


def _telling(article: Article, language: Language, translation: Translation) -> tuple[State, tuple[str, ...]]:
    """The state, and why, worst first: a teaser or warning is spoken even where nothing was translated."""
    untranslated = translation.engine == "none" and not ALREADY.match(translation.why)
    warnings = [
        "Made from a teaser: the source holds only the beginning of the text." if not article.full_text else "",
        f"Not translated: {translation.why}." if untranslated else "",
        language.warning,
        *translation.checks,
    ]
    # Of a mixed text the engine was given parts in another language than it was told.
    crossed = bool(language.mixed) and translation.engine != "none"
    doubtful = not article.full_text or language.verdict == "doubtful" or bool(translation.failed) or crossed
    # A teaser is doubtful whatever else it is: no better engine makes the rest of the text appear.
    if untranslated and article.full_text:
        return "untranslated", tuple(filter(None, warnings))
    return ("doubtful" if doubtful else "ok"), tuple(filter(None, warnings))


def _digest(
    words: str, language: Language, options_key: str, made_by: Signatures, state: State, counts: Accounting
) -> str:
    """Same words, language, options_key and signatures give the same digest, and so no new version.

    State and failures count too: an engine that failed half-way and was retried has made another text.
    """
    return fingerprint(
        [
            words,
            language.tag,
            language.verdict,
            list(language.mixed),
            options_key,
            str(made_by),
            state,
            counts.failed,
        ]
    )
