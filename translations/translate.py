"""Translating articles in batches: their sentences go to the engines together, and each article gets its own answers.

Every sentence of every article ends as translated, kept or failed, whatever the engines do.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from wireglot.articles import Article, Block, SentenceRef
from wireglot.articles.languages import UNKNOWN, DetectedLanguage, LanguagePart, parse_tag, same_language
from wireglot.articles.numbers import decimal_mark_in, with_usual_marks
from wireglot.translations.capitals import in_capitals, in_sentence_case, is_in_capitals, spellings_in
from wireglot.translations.checks import Issue, unchecked_facts
from wireglot.translations.consistency import Document, make_consistent
from wireglot.translations.engine import (
    NO_TRANSLATION,
    RULE_BASED,
    Engine,
    install_hints,
    is_gist,
    load,
    note_of,
    ready,
    ready_engines,
    signature_of,
    why_not_ready,
)
from wireglot.translations.other_languages import (
    OtherParts,
    Outcomes,
    other_parts,
    own_text,
    shown_parts,
    texts_of_parts,
    with_untranslated,
)
from wireglot.translations.sentences import (
    DEFAULT_CONTEXT,
    TranslatedSentence,
    TranslatedSentences,
    TranslationContext,
    translate_sentences,
)

# Failed sentences that are named with their reason; more would bury the reader.
MAX_NAMED = 5
# No engine was asked, or none answered.
_MISSING = TranslatedSentence(None, "")
NO_OTHERS = OtherParts()


@dataclass(frozen=True, slots=True)
class Doubt:
    """What may be wrong with a sentence whose translation is shown; the headline has no position."""

    sentence: SentenceRef | None
    check: str
    detail: str


@dataclass(frozen=True, slots=True)
class Translation:
    """One article in another language, sentence by sentence; its blocks have the article's shape and kinds.

    to         the language tag it was to be translated to
    engine     the best of those of the rank that translated most sentences; "none" when nothing was translated: the
               blocks are the article's own, and every sentence is kept
    signature  of the engine for this pair, with the languages of parts for which none was ready
    headline   translated in the same pass, "" when the article has none
    kept       sentences that stay as they are: all where nothing was translated, else those without any letter, those
               in the reader's language already, and those in a third language that no engine translates
    failed     sentences whose translation failed: they are in the original language
    checks     plain sentences for the reader
    why        why nothing was translated, "" when something was
    gist       it only shows what the text is about: by rules, alone or as a first step
    gave_up    the engines that gave up on the whole batch, each with its reason
    doubts     what may be wrong with sentences that are shown
    unchecked  the facts that cannot be compared between the two languages (checks.FACTS)
    parts      what `blocks` has in another language than `to`: failed and kept sentences, and quotations
    headline_language  of `headline`, "" for `to`

    Every sentence of the article is translated, kept or failed, and only one of the three.
    """

    to: str
    engine: str
    signature: str
    headline: str
    blocks: tuple[Block, ...]
    kept: tuple[SentenceRef, ...] = ()
    failed: tuple[SentenceRef, ...] = ()
    checks: tuple[str, ...] = ()
    why: str = ""
    gist: bool = False
    gave_up: tuple[str, ...] = ()
    doubts: tuple[Doubt, ...] = ()
    unchecked: tuple[str, ...] = ()
    parts: tuple[LanguagePart, ...] = ()
    headline_language: str = ""


class ExpectedTranslation(NamedTuple):
    """What would translate a language now; `missing` says that the named engine cannot, and how it could."""

    signature: str
    rank: int
    missing: str = ""


def translate(
    articles: Sequence[Article],
    languages: Sequence[DetectedLanguage],
    *,
    to: str,
    engine: str = "auto",
    context_for: Callable[[str], TranslationContext] = lambda language: DEFAULT_CONTEXT,
) -> tuple[Translation, ...]:
    """Return one translation for each article, in the same order; articles of one language are translated together.

    `languages` are those of the articles; `context_for` gives the context of a language.
    Nothing in an article and nothing that an engine does makes this raise.

    Raises:
        EngineError: When the named engine does not exist or cannot be loaded, before anything is translated.
    """
    if len(articles) != len(languages):
        raise ValueError(f"Each article needs its language: {len(articles)} articles, {len(languages)} languages.")
    if engine != "auto":
        load(engine)
    done: dict[int, Translation] = {}
    for tag in dict.fromkeys(language.tag for language in languages):
        positions = [n for n, language in enumerate(languages) if language.tag == tag]
        batch = [(articles[n], languages[n]) for n in positions]
        done.update(zip(positions, _translate_language(tag, batch, to, engine, context_for), strict=True))
    return tuple(done[n] for n in range(len(articles)))


def translate_with(
    engines: Sequence[Engine],
    articles: Sequence[Article],
    source: str,
    to: str,
    context: TranslationContext = DEFAULT_CONTEXT,
    others: Sequence[OtherParts] = (),
) -> list[Translation]:
    """Translate articles of one language by engines that are ready for the pair, the best first.

    others: what became of their parts in other languages; () where there are none.
    """
    others = others or [NO_OTHERS] * len(articles)
    prepared = [_prepared(article, source, other) for article, other in zip(articles, others, strict=True)]
    texts = dict.fromkeys(text for each in prepared for text in each.values())
    quotations = {text: found for other in others for text, found in other.quotations.items() if text in texts}
    sentences = translate_sentences(list(texts), source, to, engines=engines, context=context, quotations=quotations)
    documents = [{text: sentences.by_source.get(text, _MISSING) for text in each.values()} for each in prepared]
    consistent = make_consistent(documents, engines, sentences, source, to, context)
    batch = _Batch(engines, sentences, source, to)
    return [batch.translation(*each) for each in zip(articles, prepared, consistent, others, strict=True)]


def expected_translation(
    language: str, to: str, name: str = "auto", context: TranslationContext = DEFAULT_CONTEXT
) -> ExpectedTranslation:
    """Return what would translate `language` now: to know, without translating, whether a version is up to date."""
    engine = load("none") if _reason_to_keep(language, to, name) else ready(language, to, name)
    signature = engine.signature(language, to) or ""
    return ExpectedTranslation(
        context.extend_signature(signature) if engine.rank > NO_TRANSLATION else signature,
        engine.rank,
        missing_engine(language, to, name),
    )


def missing_engine(language: str, to: str, name: str) -> str:
    """Return that the named engine is not ready for a language that needs it, with the command; "" under "auto"."""
    if name == "auto" or _reason_to_keep(language, to, name) or signature_of(load(name), language, to) is not None:
        return ""
    return why_not_ready(name, to, [language])


def untranslated(article: Article, to: str, why: str, gave_up: tuple[str, ...] = ()) -> Translation:
    """Return the article in its own language, every sentence kept."""
    kept = tuple(ref for ref, _ in article.sentences())
    return Translation(to, "none", "none", article.headline, article.blocks, kept=kept, why=why, gave_up=gave_up)


def remembered_texts(article: Article, language: DetectedLanguage) -> frozenset[str]:
    """Return the texts of an article under which the sentence memory keeps translations."""
    prepared = _prepared(article, language.tag, own_text(article, language))
    whole = _prepared(article, language.tag, NO_OTHERS)  # as it is without its parts, which were found later
    pairs = (*prepared.items(), *whole.items())
    return frozenset((*(text for pair in pairs for text in pair), *texts_of_parts(article, language)))


def _translate_language(
    language: str,
    batch: Sequence[tuple[Article, DetectedLanguage]],
    to: str,
    name: str,
    context_for: Callable[[str], TranslationContext],
) -> list[Translation]:
    articles, languages = [article for article, _ in batch], [detected for _, detected in batch]
    why = _reason_to_keep(language, to, name)
    engines = [] if why else [engine for engine in ready_engines(language, to, name) if engine.rank > NO_TRANSLATION]
    if not engines:
        why = why or _not_ready(language, to, name)
        return [untranslated(article, to, why) for article in articles]
    others = other_parts(articles, languages, to, name, context_for)
    return translate_with(engines, articles, language, to, context_for(language), others)


def _reason_to_keep(language: str, to: str, name: str) -> str:
    if parse_tag(language).language in ("", UNKNOWN):
        return "the language is unknown"
    if same_language(language, to):
        return f"already in {to}"
    return "translation is switched off (engine none)" if name == "none" else ""


def _not_ready(source: str, to: str, name: str) -> str:
    if name != "auto":
        return why_not_ready(name, to, [source])
    hints = install_hints(source, to)
    return f"no engine is ready for {source} -> {to}" + (f". {hints[0]}" if hints else "")


def _to_translate(article: Article, other: OtherParts) -> list[str]:
    """The texts in its language with any letter: "***", "12:30" and "€ 5.000" say the same in every language."""
    headline = "" if other.headline_tag else other.headline or article.headline
    texts = [headline, *(sentence for ref, sentence in article.sentences() if ref not in other.tags)]
    return [text for text in texts if any(map(str.isalpha, text))]


def _prepared(article: Article, language: str, other: OtherParts) -> dict[str, str]:
    """Each text to translate, and what the engines get for it: the same, but for capitals and decimal marks."""
    texts = dict.fromkeys(_to_translate(article, other))
    mark = decimal_mark_in(texts, language)
    sent = {text: with_usual_marks(text, language, mark) for text in texts}
    if not any(map(is_in_capitals, texts)):
        return sent
    spellings = spellings_in(texts, language)
    capitals = {text: in_sentence_case(sent[text], language, spellings) for text in texts if is_in_capitals(text)}
    return sent | capitals


class _Headline(NamedTuple):
    """The headline that the reader gets, its language where it is not the reader's, and what became of it."""

    shown: str
    language: str
    outcome: TranslatedSentence | None


@dataclass(frozen=True, slots=True)
class _Batch:
    """The translated sentences of articles in one language, from which each article gets its own."""

    engines: Sequence[Engine]
    sentences: TranslatedSentences
    source: str
    to: str

    def translation(
        self, article: Article, prepared: Mapping[str, str], sentences: Document, other: OtherParts
    ) -> Translation:
        """`prepared` has what the engines got for each text of the article, `sentences` what became of it."""
        if not prepared:
            return untranslated(article, self.to, "there is nothing to translate")
        done = {
            text: _with_doubts(self._in_case(text, sent, sentences[sent]), other.doubts.get(text, ()))
            for text, sent in prepared.items()
        }
        counts = Counter(sentence.engine for sentence in done.values() if sentence.text is not None)
        if not counts:
            return untranslated(article, self.to, self._all_failed(done), self._gave_up())
        main = self._main(counts)
        outcomes = {
            ref: other.results.get(ref) if ref in other.tags else done.get(text) for ref, text in article.sentences()
        }
        failed = tuple(ref for ref, outcome in outcomes.items() if outcome and outcome.text is None)
        headline = self._headline(article, done, other)
        blocks = _blocks(article, outcomes)
        return Translation(
            to=self.to,
            engine=main.name,
            signature=with_untranslated(self.sentences.signatures[main.name], other.untranslated),
            headline=headline.shown,
            blocks=blocks,
            kept=tuple(ref for ref, outcome in outcomes.items() if outcome is None),
            failed=failed,
            checks=(
                *_checks(outcomes, failed, headline.outcome),
                *other.checks,
                *self._failed_engines(main),
                *self._other_engines(main, counts, article, done),
                *self._quality(main),
            ),
            gist=is_gist(main),
            gave_up=self._gave_up(),
            doubts=tuple(_doubts(outcomes, headline.outcome)),
            unchecked=unchecked_facts(self.source, self.to),
            parts=tuple(shown_parts(article, blocks, outcomes, other, self.source, self.to)),
            headline_language=headline.language,
        )

    def _main(self, counts: Mapping[str, int]) -> Engine:
        """The best engine of the rank that translated most sentences.

        Not the one with most sentences: its signature would not be that of the engine chosen for the next run, which
        would take the article for out of date.
        """
        ranks = Counter[int]()
        for engine in self.engines:
            ranks[engine.rank] += counts[engine.name]
        rank = ranks.most_common(1)[0][0]
        return next(engine for engine in self.engines if engine.rank == rank and counts[engine.name])

    def _headline(self, article: Article, done: Mapping[str, TranslatedSentence], other: OtherParts) -> _Headline:
        text = other.headline or article.headline
        outcome = other.headline_result if other.headline_tag else done.get(text)
        if outcome and outcome.text:
            return _Headline(outcome.text, "", outcome)
        tag = other.headline_tag or (self.source if outcome else "")
        return _Headline(text, "" if same_language(tag or self.to, self.to) else tag, outcome)

    def _quality(self, main: Engine) -> list[str]:
        """What the reader must know of the main engine, in one warning: that it gives a gist, and its note."""
        gist = _gist_warning(main) if is_gist(main) else ""
        warning = f"{gist} {note_of(main, self.source, self.to)}".strip()
        return [warning] if warning else []

    def _gave_up(self) -> tuple[str, ...]:
        return tuple(f"{name} failed: {reason}" for name, reason in self.sentences.failures.items())

    def _failed_engines(self, main: Engine) -> list[str]:
        """The better engines that gave up, and why: the main one took their place."""
        better = [engine.name for engine in self.engines[: self.engines.index(main)]]
        failures = self.sentences.failures
        return [f"{name} could not be used: {failures[name].rstrip('.')}." for name in better if name in failures]

    def _other_engines(
        self, main: Engine, counts: Counter[str], article: Article, done: Mapping[str, TranslatedSentence]
    ) -> list[str]:
        """Which engines helped the main one, the best first, with which sentences, and where in gist quality."""
        checks = []
        for engine in self.engines:
            if engine.name != main.name and (count := counts[engine.name]):
                own = {text for text, each in done.items() if each.text is not None and each.engine == engine.name}
                refs = [ref for ref, text in article.sentences() if text in own]
                named = ", ".join(f"[{ref.block},{ref.sentence}]" for ref in refs[:MAX_NAMED])
                more = ", ..." if len(refs) > MAX_NAMED else ""
                checks.append(
                    f"{count} {'sentence was' if count == 1 else 'sentences were'} translated by {engine.name}"
                    f"{', in gist quality' if is_gist(engine) else ''}: {named + more or 'the headline'}."
                )
        return checks

    def _in_case(self, text: str, sent: str, result: TranslatedSentence) -> TranslatedSentence:
        """The translation in capitals where the text is in capitals and the engines got a sentence."""
        if sent == text or result.text is None or not is_in_capitals(text):
            return result
        return replace(result, text=in_capitals(result.text, self.to))

    def _all_failed(self, done: dict[str, TranslatedSentence]) -> str:
        """Why not one sentence of an article was translated."""
        if self.sentences.failures:
            return "; ".join(self._gave_up())
        reasons = [sentence.reason for sentence in done.values() if sentence.reason]
        return f"{self.engines[-1].name} failed: " + (reasons[0] if reasons else "it translated none of the sentences")


def _with_doubts(result: TranslatedSentence, doubts: Sequence[Issue]) -> TranslatedSentence:
    """A translated sentence with the doubts about its quotations, which engines of other languages translated."""
    return replace(result, doubts=(*result.doubts, *doubts)) if doubts and result.text is not None else result


def _blocks(article: Article, outcomes: Outcomes) -> tuple[Block, ...]:
    """The blocks with the translated sentences, and with the original where there is none."""
    return tuple(
        Block(block.kind, tuple(_text(text, outcomes[SentenceRef(b, s)]) for s, text in enumerate(block.sentences)))
        for b, block in enumerate(article.blocks)
    )


def _text(text: str, outcome: TranslatedSentence | None) -> str:
    return (outcome.text if outcome else None) or text


def _checks(outcomes: Outcomes, failed: Sequence[SentenceRef], headline: TranslatedSentence | None) -> list[str]:
    """What the reader must know of sentences that were not translated."""
    checks = []
    if failed:
        remain = "remains" if len(failed) == 1 else "remain"
        checks.append(
            f"{len(failed)} of {len(outcomes)} sentences could not be translated and {remain} in the original."
        )
        named = [(ref, outcome.reason) for ref in failed[:MAX_NAMED] if (outcome := outcomes[ref])]
        checks += [
            f"Sentence [{ref.block},{ref.sentence}] is not translated: {reason.rstrip('.')}."
            for ref, reason in named
            if reason
        ]
    if headline and headline.text is None:
        checks.append("The headline could not be translated and remains in the original.")
    return checks


def _doubts(outcomes: Outcomes, headline: TranslatedSentence | None) -> Iterator[Doubt]:
    """The doubts of the headline, then those of the sentences in reading order."""
    for ref, outcome in ((None, headline), *outcomes.items()):
        for issue in outcome.doubts if outcome else ():
            yield Doubt(ref, issue.check, issue.detail)


def _gist_warning(engine: Engine) -> str:
    kind = "rule-based translation" if engine.rank == RULE_BASED else "translation"
    return f"Gist quality: this {kind} shows what the text is about; check the original before relying on a detail."
