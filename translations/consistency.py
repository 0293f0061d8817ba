"""Consistency: the names that an article repeats are translated alike in all its sentences.

Engines see one sentence at a time: one has "Rosa", the next "Rose" for the same hurricane. A sentence that lacks the
rendering that most others have is translated once more, with a placeholder of the glossary for the name. Where that
fails a check, or loses what the first translation had right, the first translation stays.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from wireglot.translations.checks import Issue
from wireglot.translations.engine import Engine, EngineFailed
from wireglot.translations.glossary import Glossary, Protected
from wireglot.translations.names import RepeatedName, has_rendering, repeated_names
from wireglot.translations.sentences import (
    TranslatedSentence,
    TranslatedSentences,
    TranslationContext,
    ask,
    in_target_style,
    restored,
)

# The sentences of one article as the engines got them, and what became of each.
Document = Mapping[str, TranslatedSentence]


@dataclass(frozen=True, slots=True)
class _Retry:
    """A sentence to translate again, with the names and renderings that it must have, and those that it must keep."""

    sentence: str
    first: str
    terms: tuple[tuple[str, str], ...]
    kept: tuple[tuple[str, str], ...]

    @property
    def key(self) -> str:
        """What the memory calls it: the sentence, and below it the terms as in a glossary."""
        return "\n".join((self.sentence, *map("\t".join, self.terms)))

    def accepts(self, translation: str) -> bool:
        return all(has_rendering(rendering, translation, name=name) for name, rendering in (*self.terms, *self.kept))


def make_consistent(
    documents: Sequence[Document],
    engines: Sequence[Engine],
    outcome: TranslatedSentences,
    source: str,
    to: str,
    context: TranslationContext,
) -> list[Document]:
    """Return the documents with the sentences that were translated again; each engine is asked once, for its own.

    `outcome` is that of the first pass: it has the signatures of the engines. Sentences with quotations that went past
    the engines stay as they are.
    """
    retries = [
        [retry for retry in _retries(document, context.glossary) if retry.sentence not in outcome.quotations]
        for document in documents
    ]
    translated: dict[_Retry, TranslatedSentence] = {}
    for engine in engines:
        own = [retry for document in retries for retry in document if _is_of(engine, outcome, retry)]
        if own:
            again = _Retranslation(engine, outcome.signatures[engine.name], source, to, context)
            translated |= again.translate(list(dict.fromkeys(own)))
    return [_with_retries(*pair, translated) for pair in zip(documents, retries, strict=True)]


@dataclass(frozen=True, slots=True)
class _Retranslation:
    """The second translation of sentences by one engine, with their terms."""

    engine: Engine
    signature: str
    source: str
    to: str
    context: TranslationContext

    def translate(self, retries: Sequence[_Retry]) -> dict[_Retry, TranslatedSentence]:
        """The accepted translations; what the engine answered is remembered, and so is that it failed."""
        known = self._remembered(retries)
        new = [retry for retry in retries if retry.key not in known]
        try:
            answers = self._ask(new)
        except EngineFailed:
            answers = {}
        if self.context.memory and answers:
            self.context.memory.put(self.signature, self.source, self.to, answers)
        known |= answers
        accepted = {retry: known[retry.key] for retry in retries if retry.accepts(known.get(retry.key, ""))}
        return {
            retry: TranslatedSentence(text, self.engine.name, doubts=self._issues(retry, text))
            for retry, text in accepted.items()
        }

    def _remembered(self, retries: Sequence[_Retry]) -> dict[str, str]:
        if self.context.memory is None or self.context.refresh_memory:
            return {}
        return self.context.memory.get(self.signature, self.source, self.to, [retry.key for retry in retries])

    def _ask(self, retries: Sequence[_Retry]) -> dict[str, str]:
        """The answers by key: the first translation where the engine or a check failed."""
        protected = {retry: _protected(retry, self.context.glossary) for retry in retries}
        sent = list(dict.fromkeys(each.text for each in protected.values()))
        answers, _ = ask(self.engine.name, lambda texts: self.engine.translate(texts, self.source, self.to), sent)
        return {
            retry.key: self._checked(retry, restored(answers[each.text], each)) or retry.first
            for retry, each in protected.items()
        }

    def _checked(self, retry: _Retry, answer: str | None) -> str | None:
        translation = in_target_style(retry.sentence, answer, self.source, self.to)
        if translation is None:
            return None
        issues = self._issues(retry, translation)
        is_worse = any(issue.refuses for issue in issues) or len(issues) > len(self._issues(retry, retry.first))
        return None if is_worse else translation

    def _issues(self, retry: _Retry, translation: str) -> tuple[Issue, ...]:
        return self.context.check(retry.sentence, translation, self.source, self.to)


def _retries(document: Document, glossary: Glossary | None) -> Iterator[_Retry]:
    """The sentences that deviate from the majority of the article."""
    pairs = [(sentence, result.text) for sentence, result in document.items() if result.text is not None]
    names = [name for name in repeated_names(pairs) if not _is_in_glossary(name, glossary)]
    for position in sorted({position for name in names for position in name.deviating}):
        sentence, first = pairs[position]
        here = [name for name in names if position in name.sentences]
        terms = tuple((name.text, name.rendering) for name in here if position in name.deviating)
        kept = tuple((name.text, name.rendering) for name in here if position not in name.deviating)
        retry = _Retry(sentence, first, terms, kept)
        if _protected(retry, glossary).terms:
            yield retry


def _is_in_glossary(name: RepeatedName, glossary: Glossary | None) -> bool:
    """Whether the user has decided on the name, or on a part of it."""
    return glossary is not None and any(term in name.text or name.text in term for term in glossary.terms)


def _protected(retry: _Retry, glossary: Glossary | None) -> Protected:
    return Glossary({**dict(retry.terms), **(glossary.terms if glossary else {})}).protect(retry.sentence)


def _is_of(engine: Engine, outcome: TranslatedSentences, retry: _Retry) -> bool:
    return outcome.by_source[retry.sentence].engine == engine.name


def _with_retries(
    document: Document, retries: Sequence[_Retry], translated: Mapping[_Retry, TranslatedSentence]
) -> Document:
    better = {retry.sentence: translated[retry] for retry in retries if retry in translated}
    return {text: better.get(text, result) for text, result in document.items()}
