"""Which articles need no work: decided from their manifests, before any detector or model is loaded."""

import logging
from collections.abc import Sequence
from dataclasses import replace
from time import perf_counter

from wireglot import summarizers, translations
from wireglot.articles import Article
from wireglot.articles.languages import detection_signature
from wireglot.flows.options import Options
from wireglot.flows.outcomes import Unchanged
from wireglot.flows.pipeline import TranslationContexts
from wireglot.outputs import HIDDEN, Kept, Manifest, Store, Stored, source_version
from wireglot.summarizers import rank_of

log = logging.getLogger(__name__)


def split_unchanged(
    articles: Sequence[Article], store: Store, options: Options
) -> tuple[Sequence[Article], tuple[Unchanged, ...]]:
    """Separate the articles that need work from those whose newest version is up to date."""
    if options.force:
        return articles, ()
    started = perf_counter()
    current = UpToDate(store, options)
    changed, kept = store.changed(articles, options.key, current.holds)
    seconds = (perf_counter() - started) / max(1, len(articles))
    by_id = {article.id: article for article in articles}
    outcomes = (_unchanged(by_id[one.newest.id], one, store, seconds) for one in kept)
    better = (current.better_than(one.newest) for one in kept)
    return changed, tuple(replace(outcome, kept=why) for outcome, why in zip(outcomes, better, strict=True))


class UpToDate:
    """Compares stored versions with the engines that the options would choose now.

    Each engine is asked once per language. Use a new object per batch: an engine may become ready meanwhile.
    """

    def __init__(self, store: Store, options: Options) -> None:
        self._options = options
        self._contexts = TranslationContexts(store.root, options)
        self._detection = detection_signature()
        self._translations: dict[str, translations.ExpectedTranslation] = {}
        self._summarizers: dict[tuple[str, str], summarizers.EngineChoice] = {}

    def holds(self, manifest: Manifest) -> bool:
        """Whether the engines chosen now are those of the version, or worse ones; not where a named one is missing."""
        return (
            manifest.signatures.detection == self._detection
            and self._translation_holds(manifest)
            and self._summary_holds(manifest)
        )

    def has_better_translator(self, manifest: Manifest) -> bool:
        """Whether the translation engine chosen now is of a higher rank than that of the version."""
        return self._expected(manifest.language).rank > manifest.rank

    def is_missing_translator(self, manifest: Manifest) -> bool:
        """Whether the translation engine that was named is not ready for the version's language."""
        return bool(self._expected(manifest.language).missing)

    def better_than(self, manifest: Manifest) -> str:
        """The engines of the version that are better than those that the user named, as a sentence; "" for none."""
        if manifest.state in HIDDEN:
            return ""
        translator, summarizer = self._options.translator, self._options.summarizer
        before = manifest.signatures
        pairs = [
            (translator, before.translation, translator != "auto" and self._is_worse_translator(manifest)),
            (summarizer, before.summary, summarizer != "auto" and self._is_worse_summarizer(manifest)),
        ]
        better = [f"{_engine_name(signature)} is better than {name}" for name, signature, worse in pairs if worse]
        return f"{', '.join(better)}; --force replaces it" if better else ""

    def _expected(self, language: str) -> translations.ExpectedTranslation:
        if language not in self._translations:
            self._translations[language] = translations.expected_translation(
                language, self._options.to, self._options.translator, self._contexts.of(language)
            )
        return self._translations[language]

    def _translation_holds(self, manifest: Manifest) -> bool:
        expected = self._expected(manifest.language)
        signature, untranslated = translations.untranslated_languages(manifest.signatures.translation)
        same = signature == expected.signature and not any(self._expected(tag).rank for tag in untranslated)
        return not expected.missing and (same or self._is_worse_translator(manifest))

    def _is_worse_translator(self, manifest: Manifest) -> bool:
        return self._expected(manifest.language).rank < manifest.rank

    def _summary_holds(self, manifest: Manifest) -> bool:
        chosen = self._summarizer(manifest)
        same = manifest.signatures.summary == chosen.signature
        return not chosen.reason and (same or self._is_worse_summarizer(manifest))

    def _is_worse_summarizer(self, manifest: Manifest) -> bool:
        return self._summarizer(manifest).engine.rank < rank_of(_engine_name(manifest.signatures.summary))

    def _summarizer(self, manifest: Manifest) -> summarizers.EngineChoice:
        untranslated = _engine_name(manifest.signatures.translation) == "none"
        pair = (manifest.language, manifest.language if untranslated else self._options.to)
        if pair not in self._summarizers:
            self._summarizers[pair] = summarizers.choose_engine(*pair, self._options.summarizer)
        return self._summarizers[pair]


def keep_late(articles: Sequence[Article], unchanged: Sequence[Unchanged], store: Store) -> None:
    """Keep texts that arrived after a newer one in the history of their article."""
    late = {outcome.stored.id for outcome in unchanged if outcome.late}
    for article in articles:
        if article.id not in late:
            continue
        try:
            if store.keep_late(article):
                log.warning(
                    "%s is older than the newest version of %s: kept in its history.", article.source, article.id
                )
        except (OSError, ValueError) as error:
            log.warning("%s is older than the newest version and could not be kept: %s", article.source, error)


def _engine_name(signature: str) -> str:
    """The name with which every engine signature begins."""
    return signature.partition("|")[0]


def _unchanged(article: Article, kept: Kept, store: Store, seconds: float) -> Unchanged:
    newest = kept.newest
    stored = Stored(newest.id, newest.version, False, store.folder(newest.id, newest.version))
    late = (source_version(article) or "none") if kept.late else ""
    return Unchanged(article.read_from, article.source, stored, seconds, late)
