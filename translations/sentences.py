"""Translating sentences: memory, the best engine, the checks, a second try, the next engine.

After any issue of the checks the engine's second way is tried, then the next engine; of all answers the one with the
fewest and mildest issues is taken. One that only has doubts is not given to an engine of a lower rank, which makes
errors that no check sees. What is not refused is kept in the memory, so no sentence is paid for twice. Every sentence
gets its own answer or none, whatever an engine does. Quotations in another language than their sentence go past the
engines (translations/quotations.py).

`TranslationContext` is what a run uses besides the engines: memory, glossary, checks.
"""

import logging
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from wireglot.translations.checks import Issue, find_issues, fingerprint
from wireglot.translations.engine import REGISTRY, Engine, EngineFailed, RetryingEngine
from wireglot.translations.glossary import Glossary, Protected, restore
from wireglot.translations.memory import Memory
from wireglot.translations.quotations import (
    Quotation,
    around,
    joined,
    keeps_marks,
    masked,
    placeholders,
    protect,
    with_quotations,
    without_quotations,
)
from wireglot.translations.sentence_style import in_sentence_style
from wireglot.translations.typography import in_target_typography

log = logging.getLogger(__name__)

# Raise it when translate.py, sentences.py or what they use here turn the same answers of an engine into another
# translation.
VERSION = 3

_LINE_BREAKS = re.compile(r"\s*[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]+\s*")

# Source, translation, source language, target language -> the issues of that translation.
Check = Callable[[str, str, str, str], tuple[Issue, ...]]
# A method of an engine, bound to the pair: sentences -> one answer each, None where it failed.
Method = Callable[[Sequence[str]], Sequence[object]]
Answers = dict[str, str | None]
# Sentence -> its quotations in another language, in reading order.
Quotations = Mapping[str, Sequence[Quotation]]
NO_QUOTATIONS: Quotations = {}


def check_all(source: str, translation: str, language: str, to: str) -> tuple[Issue, ...]:
    """Run every check of translations/checks on one sentence."""
    return find_issues(source, translation, language=language, to=to)


@dataclass(frozen=True, slots=True)
class TranslationContext:
    """What is used besides the engines for the sentences of one language pair.

    memory           earlier translations; None for none
    refresh_memory   ask the engines for every sentence again, and keep the new answers
    glossary         the terms of this pair; None for none
    check            finds the issues of one sentence
    """

    memory: Memory | None = None
    refresh_memory: bool = False
    glossary: Glossary | None = None
    check: Check = check_all

    def extend_signature(self, signature: str) -> str:
        """Add to an engine's signature what else changes the translation that the reader gets."""
        terms = self.glossary.signature if self.glossary else ""
        return "|".join(filter(None, [signature, f"checks:{fingerprint()}", f"sentences:{VERSION}", terms]))


DEFAULT_CONTEXT = TranslationContext()


class _WrongCount(Exception):
    """An engine gave more or fewer answers than there were sentences."""


@dataclass(frozen=True, slots=True)
class TranslatedSentence:
    """What became of one sentence; where `text` is None every engine failed, and `reason` says why the last did.

    doubts   what may be wrong with the text
    """

    text: str | None
    engine: str
    reason: str = ""
    doubts: tuple[Issue, ...] = ()


@dataclass(slots=True)
class TranslatedSentences:
    """What became of the sentences of one language pair.

    by_source   what became of each sentence
    signatures  engine -> the signature under which it was asked
    failures    engine -> why it gave up
    quotations  sentence -> what no engine got of it
    """

    by_source: dict[str, TranslatedSentence] = field(default_factory=dict)
    signatures: dict[str, str] = field(default_factory=dict)
    failures: dict[str, str] = field(default_factory=dict)
    quotations: Quotations = field(default_factory=dict)

    def open_for(self, sentences: Sequence[str], engine: Engine, ranks: Mapping[str, int]) -> list[str]:
        """The sentences that the engine may do better: not translated yet, or doubtful by one of no higher rank."""

        def is_open(result: TranslatedSentence | None) -> bool:
            return (
                result is None or result.text is None or (bool(result.doubts) and ranks[result.engine] <= engine.rank)
            )

        return [text for text in sentences if is_open(self.by_source.get(text))]


def translate_sentences(
    sentences: Sequence[str],
    source: str,
    to: str,
    *,
    engines: Sequence[Engine],
    context: TranslationContext,
    quotations: Quotations = NO_QUOTATIONS,
) -> TranslatedSentences:
    """Translate different sentences; engines are asked in their order, each for what it may do better."""
    outcome = TranslatedSentences(quotations=quotations)
    ranks = {engine.name: engine.rank for engine in engines}
    for engine in engines:
        left = outcome.open_for(sentences, engine, ranks)
        if not left:
            continue
        try:
            _Attempt(engine, source, to, context, outcome).translate(left)
        except EngineFailed as error:
            outcome.failures[engine.name] = str(error)
            for text in left:
                outcome.by_source.setdefault(text, TranslatedSentence(None, engine.name, str(error)))
    return outcome


@dataclass(frozen=True, slots=True)
class _Attempt:
    """One engine's attempt at sentences of one language pair; the results go to `outcome` and to the memory."""

    engine: Engine
    source: str
    to: str
    context: TranslationContext
    outcome: TranslatedSentences

    def translate(self, sentences: Sequence[str]) -> None:
        """Raises EngineFailed; what was translated until then is kept."""
        signature = self.context.extend_signature(REGISTRY.signature(self.engine, self.source, self.to) or "")
        self.outcome.signatures[self.engine.name] = signature
        remembered = self._remembered(signature, sentences)
        self._take({text: self._checked_again(text, translation) for text, translation in remembered.items()})
        new = [text for text in sentences if text not in remembered]
        first = self._ask(lambda texts: self.engine.translate(texts, self.source, self.to), new)
        self._take(first)
        self._remember(signature, first)  # before the second try, which may give up on everything
        engine = self.engine
        again = [text for text in new if first[text].text is None or first[text].doubts]
        if again and isinstance(engine, RetryingEngine):
            retry = engine.retry
            second = self._ask(lambda texts: retry(texts, self.source, self.to), again)
            self._take(second)
            self._remember(signature, {text: _better(first[text], second[text]) for text in again})

    def _remembered(self, signature: str, sentences: Sequence[str]) -> dict[str, str]:
        memory = self.context.memory
        if memory is None or self.context.refresh_memory:
            return {}
        found = memory.get(signature, self.source, self.to, sentences)
        return {text: translation for text, translation in found.items() if self._has_quotations(text, translation)}

    def _has_quotations(self, text: str, translation: str) -> bool:
        """Whether it has what the reader gets for each quotation now: an engine for their language may be new."""
        return all(quotation.shown in translation for quotation in self.outcome.quotations.get(text, ()))

    def _remember(self, signature: str, results: Mapping[str, TranslatedSentence]) -> None:
        translations = {text: result.text for text, result in results.items() if result.text is not None}
        if self.context.memory and translations:
            self.context.memory.put(signature, self.source, self.to, translations)

    def _take(self, results: Mapping[str, TranslatedSentence]) -> None:
        """Keep each result that is better than what an engine before had, or the first."""
        known = self.outcome.by_source
        known |= {text: _better(known[text], result) if text in known else result for text, result in results.items()}

    def _ask(self, method: Method, texts: Sequence[str]) -> dict[str, TranslatedSentence]:
        """What became of each sentence by this method."""
        plain = [text for text in texts if text not in self.outcome.quotations]
        answers, error = self._with_glossary(method, plain)
        results = {text: self._result(text, answers[text], error) for text in plain}
        quoting = [text for text in texts if text in self.outcome.quotations]
        for way in (self._with_placeholders, self._around_quotations):
            results |= way(method, [text for text in quoting if text not in results or results[text].text is None])
        return results

    def _with_placeholders(self, method: Method, texts: Sequence[str]) -> dict[str, TranslatedSentence]:
        """What became of sentences whose quotations the engine gets as placeholders."""
        split = {text: around(text, self.outcome.quotations[text]) for text in texts}
        found = {
            text: protect(text, self.outcome.quotations[text], self.context.glossary)
            for text, pieces in split.items()
            if any(piece.text for piece in pieces)
        }
        protected = {text: each for text, each in found.items() if each is not None}
        answers, error = ask(self.engine.name, method, list(dict.fromkeys(each.text for each in protected.values())))
        return {
            text: self._with_quotations(text, _names(each), restored(answers[each.text], each), error)
            for text, each in protected.items()
        }

    def _around_quotations(self, method: Method, texts: Sequence[str]) -> dict[str, TranslatedSentence]:
        """What became of sentences of which the engine gets only what is around the quotations."""
        split = {text: around(text, self.outcome.quotations[text]) for text in texts}
        pieces = dict.fromkeys(piece.text for each in split.values() for piece in each if piece.text)
        answers, error = self._with_glossary(method, list(pieces))
        names = {text: placeholders(self.outcome.quotations[text]) for text in texts}
        whole = {text: joined(each, answers, names[text], self.to) for text, each in split.items()}
        return {text: self._with_quotations(text, names[text], answer, error) for text, answer in whole.items()}

    def _with_quotations(self, text: str, names: Sequence[str], answer: str | None, error: str) -> TranslatedSentence:
        """The result for a sentence whose quotations have these names in the answer; the checks do not read them."""
        quotations = self.outcome.quotations[text]
        source = masked(text, quotations, names)
        result = self._result(source, answer, error or "a quotation was lost")
        if result.text is None:
            return result
        if not keeps_marks(source, result.text, names):
            return TranslatedSentence(None, self.engine.name, "a quotation mark was lost")
        return replace(result, text=with_quotations(result.text, quotations, names))

    def _checked_again(self, text: str, translation: str) -> TranslatedSentence:
        """What was remembered, with its doubts."""
        quotations = self.outcome.quotations.get(text, ())
        if not quotations:
            return self._checked(text, translation)
        names = placeholders(quotations)
        bare = without_quotations(translation, quotations, names)
        return replace(self._checked(masked(text, quotations, names), bare), text=translation)

    def _result(self, text: str, answer: str | None, error: str) -> TranslatedSentence:
        return self._checked(text, in_target_style(text, answer, self.source, self.to), error)

    def _checked(self, text: str, translation: str | None, error: str = "") -> TranslatedSentence:
        """The translation with its doubts; none, for the first issue that was found, where the checks refuse it."""
        if translation is None:
            return TranslatedSentence(None, self.engine.name, error)
        issues = self.context.check(text, translation, self.source, self.to)
        refusal = next((issue.detail for issue in issues if issue.refuses), None)
        if refusal is not None:
            return TranslatedSentence(None, self.engine.name, refusal)
        return TranslatedSentence(translation, self.engine.name, doubts=issues)

    def _with_glossary(self, method: Method, texts: Sequence[str]) -> tuple[Answers, str]:
        """As `ask`, with placeholders for the glossary's terms; an answer that lost one is None."""
        if self.context.glossary is None:
            return ask(self.engine.name, method, texts)
        protected = {text: self.context.glossary.protect(text) for text in texts}
        sent = list(dict.fromkeys(each.text for each in protected.values()))
        answers, error = ask(self.engine.name, method, sent)
        return {text: restored(answers[each.text], each) for text, each in protected.items()}, error


def _names(protected: Protected) -> list[str]:
    """The placeholders of a sentence's quotations: those that stand for themselves."""
    return [placeholder for placeholder, term in protected.terms if placeholder == term]


def _better(first: TranslatedSentence, second: TranslatedSentence) -> TranslatedSentence:
    """The one with a text and fewer doubts; of equals the first, but the last reason why there is none."""
    if first.text is None or second.text is None:
        return first if second.text is None and first.text is not None else second
    return second if len(second.doubts) < len(first.doubts) else first


def in_target_style(source: str, answer: str | None, language: str, to: str) -> str | None:
    """Return an engine's answer in the style of the target language; None for none."""
    return None if answer is None else in_sentence_style(source, in_target_typography(source, answer, language, to), to)


def ask(engine: str, method: Method, sentences: Sequence[str]) -> tuple[Answers, str]:
    """Return the answer to each sentence, and the last error of the engine ("" when there was none).

    When the engine raises or miscounts, the batch is halved and tried again, so that one bad sentence fails alone.

    Raises:
        EngineFailed: When the engine says that it gives up on everything.
    """
    if not sentences:
        return {}, ""
    try:
        return _checked(method(sentences), sentences), ""
    except EngineFailed:
        raise
    except Exception as error:  # the boundary: whatever an engine does, no sentence is lost
        log.warning("Engine %s failed on %d sentences.", engine, len(sentences), exc_info=True)
        reason = str(error) if isinstance(error, _WrongCount) else f"{type(error).__name__}: {error}"
    if len(sentences) == 1:
        return {sentences[0]: None}, reason
    half = len(sentences) // 2
    first, first_reason = ask(engine, method, sentences[:half])
    second, second_reason = ask(engine, method, sentences[half:])
    return first | second, second_reason or first_reason


def _checked(answers: Sequence[object], sentences: Sequence[str]) -> Answers:
    if len(answers) != len(sentences):
        raise _WrongCount(f"{len(answers)} answers to {len(sentences)} sentences")
    return {sentence: _one_line(answer) for sentence, answer in zip(sentences, answers, strict=True)}


def _one_line(answer: object) -> str | None:
    """The answer as one stripped line; None for an empty one, or for what is no text."""
    return (_LINE_BREAKS.sub(" ", answer).strip() or None) if isinstance(answer, str) else None


def restored(answer: str | None, protected: Protected) -> str | None:
    """Return an answer with the glossary's terms in place; None when one of them is missing."""
    if answer is None:
        return None
    complete = restore(answer, protected)
    return None if complete.missing else complete.text
