"""Summarizing engines: their protocol, how they are listed, chosen and loaded, and `summarize`, which calls them.

A built-in engine is a file in engines/ with a class `Engine`; other packages add theirs through the entry-point group
`wireglot.summarizers`.
"""

import logging
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from wireglot.articles.languages import known_languages, same_language
from wireglot.models import EngineError, EngineRegistry
from wireglot.summarizers import engines
from wireglot.summarizers.bounds import bounded
from wireglot.summarizers.summary import (
    FROM_TEASER,
    LEDE_NOT_CITED,
    Summaries,
    Summary,
    SummaryInput,
    SummarySentence,
)
from wireglot.summarizers.usable_text import Positions, in_whole_text, usable_text, with_languages

# Under "auto" the highest rank that is ready wins.
EXTRACTIVE = 1  # quotes sentences of the article
ABSTRACTIVE = 2  # writes its own
INSTRUCTED = 3  # writes its own, corrects them when asked to, and cites the sentences that they rest on

FALLBACK = "extract"

log = logging.getLogger(__name__)


class Engine(Protocol):
    """Makes both summaries of each text of a batch.

    Languages are BCP 47 tags: the article's own, and the one in which the reader gets it.
    """

    @property
    def name(self) -> str:
        """The name of its file, or of its entry point."""

    @property
    def rank(self) -> int: ...

    def signature(self, language: str, output_language: str) -> str | None:
        """Engine, version, weights and settings: changes whenever its output may change.

        None when it could not summarise such a text now.
        """

    def install_hint(self, language: str, output_language: str) -> str:
        """The command that would make it ready for such a text; "" when it is, or when nothing would."""

    def summarize(self, texts: Sequence[SummaryInput]) -> tuple[Summaries, ...]:
        """Return one outcome for each text, in the same order. What it raises fails the whole batch."""


REGISTRY: EngineRegistry[Engine] = EngineRegistry(
    "summarizing", engines, "wireglot.summarizers", ("name", "rank", "signature", "install_hint", "summarize")
)


@dataclass(frozen=True, slots=True)
class EngineChoice:
    """An engine, its signature for the languages, and why it is not the engine that was asked for ("" when it is)."""

    engine: Engine
    signature: str
    reason: str = ""


def available() -> tuple[str, ...]:
    """Return the names of all engines, ready or not, in alphabetical order."""
    return REGISTRY.names()


def load(name: str) -> Engine:
    """Return the engine, the same object every time; raises EngineError when there is none that can be used."""
    return REGISTRY.load(name)


def load_all() -> list[Engine]:
    """Return every engine that can be loaded, the highest rank first; the others are reported once."""
    return REGISTRY.load_all()


def signature_of(engine: Engine, language: str, output_language: str) -> str | None:
    """Return the engine's signature for the languages; None where it is not ready, or fails to say."""
    return REGISTRY.signature(engine, language, output_language)


def fault_of(engine: Engine) -> str:
    """Return what is wrong with the engine as the user configured it; "" for nothing."""
    return REGISTRY.fault(engine)


def rank_of(name: str) -> int:
    """Return the rank of the engine; the lowest for an engine that no longer exists."""
    try:
        return load(name).rank
    except EngineError:
        return EXTRACTIVE


def is_extractive(name: str) -> bool:
    """Whether the engine quotes the article's own sentences; one that no longer exists may have written anything."""
    try:
        return load(name).rank == EXTRACTIVE
    except EngineError:
        return False


def checked_claims(language: str) -> tuple[str, ...]:
    """Return what is checked in the sentences that a model writes in the language (BCP 47), in words."""
    from wireglot.summarizers import facts  # with its tables, which only written summaries need

    return facts.checked_claims(language)


def choose_engine(language: str, output_language: str, name: str = "auto") -> EngineChoice:
    """Choose the engine for texts in `language` that are read in `output_language` (BCP 47).

    Under "auto" the highest rank that is ready wins, of equal ranks the first by name. An engine that was named and
    is not ready is replaced by `extract`, which always is: no text stays without a summary.
    Raises EngineError when there is no usable engine of that name.
    """
    tried = REGISTRY.load_all() if name == "auto" else [load(name)]
    for engine in tried:
        signature = REGISTRY.signature(engine, language, output_language)
        if signature is not None:
            return EngineChoice(engine, signature)
    fallback = load(FALLBACK)
    signature = fallback.signature(language, output_language) or FALLBACK
    return EngineChoice(fallback, signature, "" if name == "auto" else _not_ready(tried[0], language, output_language))


def _not_ready(engine: Engine, language: str, output_language: str) -> str:
    hint = fault_of(engine).rstrip(".") or engine.install_hint(language, output_language)
    return f"{engine.name} cannot summarise this text now" + (f" ({hint})" if hint else "")


def missing_engine(language: str, output_language: str, name: str) -> str:
    """Return that the named engine is not ready for such a text, with the command; "" under "auto"."""
    if name == "auto" or signature_of(load(name), language, output_language) is not None:
        return ""
    return _named_not_ready(load(name), language, output_language, f" for {language} -> {output_language}")


def not_ready(name: str, output_language: str) -> str:
    """Return that the named engine can summarise nothing in the reader's language now, with the command; "" else."""
    if name == "auto":
        return ""
    engine = load(name)
    tags = (output_language, *known_languages())
    if any(signature_of(engine, tag, tag) is not None for tag in tags):
        return ""
    return _named_not_ready(engine, output_language, output_language)


def _named_not_ready(engine: Engine, language: str, output_language: str, pair: str = "") -> str:
    hint = engine.install_hint(language, output_language)
    remedy = fault_of(engine).rstrip(".") or (f"To use it, run: {hint}" if hint else "")
    return f"{engine.name} is not ready{pair}" + (f". {remedy}" if remedy else "")


def summarize(texts: Sequence[SummaryInput], *, engine: str = "auto") -> tuple[Summaries, ...]:
    """Return one outcome for each text, in the same order; never raises for what a text contains.

    Texts in the same languages go to their engine together. A text on which the engine failed gets empty summaries
    with a check that says so; one that the named engine cannot do is summarised by `extract`, and a check says why.
    Raises EngineError when there is no usable engine of that name.
    """
    outcomes: dict[int, Summaries] = {}
    pairs = [(text.language, text.output_language) for text in texts]
    for pair in dict.fromkeys(pairs):
        choice = choose_engine(*pair, engine)
        numbers = [number for number, other in enumerate(pairs) if other == pair]
        outcomes |= zip(numbers, _batch(choice, [texts[number] for number in numbers]), strict=True)
    return tuple(outcomes[number] for number in range(len(texts)))


def _batch(choice: EngineChoice, texts: Sequence[SummaryInput]) -> tuple[Summaries, ...]:
    usable = [usable_text(text) for text in texts]
    made = iter(_made(choice, [text for text, _ in usable if not text.article.headline_only]))
    found = (_headline(choice, text) if text.article.headline_only else next(made) for text in texts)
    summaries = tuple(
        _in_whole_text(each, text, positions) for each, text, (_, positions) in zip(found, texts, usable, strict=True)
    )
    return tuple(_with_check(each, choice.reason) for each in summaries) if choice.reason else summaries


def _in_whole_text(summaries: Summaries, text: SummaryInput, positions: Positions) -> Summaries:
    """The summaries with their evidence in the whole text; those that quote it with the language of each sentence."""
    whole = (in_whole_text(summary, text, positions) for summary in (summaries.short, summaries.long))
    return Summaries(*(with_languages(each, text) if is_extractive(each.engine) else each for each in whole))


def _made(choice: EngineChoice, texts: Sequence[SummaryInput]) -> tuple[Summaries, ...]:
    if not texts:
        return ()
    try:
        return _counted(choice, texts)
    except Exception as error:  # whatever an engine raises: each text is then tried by itself
        log.warning("%s failed on a batch of %d, now one by one: %r", choice.engine.name, len(texts), error)
        return tuple(_single(choice, text) for text in texts)


def _headline(choice: EngineChoice, text: SummaryInput) -> Summaries:
    """The headline of a flash as both summaries: there is nothing else to quote, and nothing to write from."""
    ref, _ = next(text.article.sentences())
    headline = text.blocks[ref.block].sentences[ref.sentence]
    sentences = (SummarySentence(headline, (ref,)),)
    summary = Summary(headline, sentences, FALLBACK, choice.signature, (FROM_TEASER,), text.output_language)
    return bounded(Summaries(summary, summary), text)


def _counted(choice: EngineChoice, texts: Sequence[SummaryInput]) -> tuple[Summaries, ...]:
    summaries = choice.engine.summarize(texts)
    if len(summaries) != len(texts):
        name = choice.engine.name
        raise RuntimeError(f"{name} should have returned {len(texts)} summaries, it returned {len(summaries)}.")
    pairs = zip(summaries, texts, strict=True)
    return tuple(_with_lede(bounded(_in_output_language(each, text), text), text) for each, text in pairs)


def _with_lede(summaries: Summaries, text: SummaryInput) -> Summaries:
    """The summaries, each with the note that a model wrote it and did not use the first sentence."""
    blocks = text.article.blocks
    first = next((ref for ref, _ in text.article.sentences() if blocks[ref.block].kind == "paragraph"), None)

    def noted(summary: Summary) -> Summary:
        if is_extractive(summary.engine):
            return summary
        used = not summary.sentences or any(first in sentence.evidence for sentence in summary.sentences)
        return summary if first is None or used or summary.lede else replace(summary, lede=LEDE_NOT_CITED)

    return Summaries(noted(summaries.short), noted(summaries.long))


def _in_output_language(summaries: Summaries, text: SummaryInput) -> Summaries:
    """Replace a summary in another language than the reader's by what `extract` makes, with a check that says so."""

    def is_right(summary: Summary) -> bool:
        known = summary.language == text.output_language or same_language(summary.language, text.output_language)
        return known or not summary.sentences

    if is_right(summaries.short) and is_right(summaries.long):
        return summaries
    (extracted,) = load(FALLBACK).summarize([text])
    pairs = ((summaries.short, extracted.short), (summaries.long, extracted.long))
    short, long = (
        summary if is_right(summary) else _replaced(summary, replacement, text.output_language)
        for summary, replacement in pairs
    )
    return Summaries(short, long)


def _replaced(summary: Summary, extracted: Summary, language: str) -> Summary:
    check = f"made by extract: {summary.engine} wrote in the language {summary.language!r}, not in {language!r}"
    return replace(extracted, signature=summary.signature, checks=(*extracted.checks, check))


def _single(choice: EngineChoice, text: SummaryInput) -> Summaries:
    try:
        return _counted(choice, [text])[0]
    except Exception as error:  # the failure becomes this article's outcome
        log.warning("%s failed on %s: %r", choice.engine.name, text.article.id, error)
        check = f"{choice.engine.name} failed: {type(error).__name__}: {error}"
    empty = Summary("", (), choice.engine.name, choice.signature, (check,), text.output_language)
    return Summaries(empty, empty)


def _with_check(summaries: Summaries, check: str) -> Summaries:
    """The summaries with one more check, first."""
    short, long = (replace(summary, checks=(check, *summary.checks)) for summary in (summaries.short, summaries.long))
    return Summaries(short, long)
