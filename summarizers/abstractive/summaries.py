"""From drafts to summaries: each draft is reviewed, requested once more, cut, or replaced by what `extract` makes.

Fail closed: a sentence is shown only when its facts are supported and it is complete, not a repetition, and in the
output language; a summary only when it keeps its length. Everything else is made by `extract`, with the reason. Why a
sentence that is shown may be wrong all the same is a check of the summary.
"""

import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from hashlib import sha256

from wireglot.articles.languages import join_sentences
from wireglot.summarizers import facts
from wireglot.summarizers.abstractive.drafts import (
    LENGTHS,
    Draft,
    NoDraft,
    Request,
    Writer,
    count_fitting,
    count_words,
    is_longer_than_summary,
    length_faults,
)
from wireglot.summarizers.abstractive.review import Review, ReviewedSentence, review
from wireglot.summarizers.engine import FALLBACK, load
from wireglot.summarizers.summary import UNCERTAIN, Length, Summaries, Summary, SummaryInput, SummarySentence

_log = logging.getLogger(__name__)

VERSION = 3  # raise it when other summaries may be made of the same drafts

TEASER_ONLY = "only the beginning of the article is available"
TOO_SHORT_TO_SHORTEN = "the article is hardly longer than a summary of it"
QUOTED_WORDS = 6  # of a doubtful sentence, enough to find it
DOES_NOT_FIT = "it does not fit the length"

_Key = tuple[int, Length]  # the number of a text, and which summary of it
_Outcome = Review | NoDraft


def signature(language: str, output_language: str) -> str:
    """Return "abstractive:1|facts:0a1b2c3d|extract:4e5f6a7b", the last part of the signature of each engine."""
    extract = load(FALLBACK).signature(language, output_language) or ""
    return f"abstractive:{VERSION}|{facts.signature()}|extract:{sha256(extract.encode()).hexdigest()[:8]}"


def write_summaries(
    writer: Writer, texts: Sequence[SummaryInput], *, engine: str, signature: str
) -> tuple[Summaries, ...]:
    """Return one outcome for each text, in order; never raises for what a text contains or a writer does.

    The writer is called twice at most, for both summaries of all texts together. A summary made by `extract` has
    engine "extract", a check that says why, and the signature of the calling engine; its own signature where the
    failure was temporary, so that the next run tries again.
    """
    wanted = {(n, length): Request(text, length) for n, text in enumerate(texts) for length in LENGTHS}
    refused = {key: reason for key, request in wanted.items() if (reason := _refusal(request))}
    attempts = _attempts(writer, {key: request for key, request in wanted.items() if key not in refused})
    extract = load(FALLBACK)
    extracted = cache(lambda n: extract.summarize([texts[n]])[0])

    def summary(n: int, length: Length) -> Summary:
        outcomes = attempts.get((n, length), ())
        if selection := _best_selection(outcomes, length, language := texts[n].output_language):
            return _as_summary(selection, engine, signature, language)
        fallback: Summary = getattr(extracted(n), length)
        reason = refused.get((n, length)) or _reason(outcomes)
        return _as_fallback(fallback, reason, fallback.signature if _is_temporary(outcomes) else signature)

    return tuple(Summaries(summary(n, "short"), summary(n, "long")) for n in range(len(texts)))


def _refusal(request: Request) -> str:
    """Return why the writer is not asked at all; "" when it is."""
    if not request.text.article.full_text:
        return TEASER_ONLY
    return "" if is_longer_than_summary(request.text, request.length) else TOO_SHORT_TO_SHORTEN


def _attempts(writer: Writer, requests: Mapping[_Key, Request]) -> dict[_Key, tuple[_Outcome, ...]]:
    """Return one outcome of each request, or two where the first had faults."""
    first = _reviewed(writer, requests)
    faulty = {key: faults for key, outcome in first.items() if (faults := _faults_for_writer(outcome))}
    second = _reviewed(writer, {key: replace(requests[key], faults=faults) for key, faults in faulty.items()})
    return {key: (outcome, second[key]) if key in second else (outcome,) for key, outcome in first.items()}


def _reviewed(writer: Writer, requests: Mapping[_Key, Request]) -> dict[_Key, _Outcome]:
    drafts = _write(writer, tuple(requests.values()))
    return {
        key: draft if isinstance(draft, NoDraft) else review(draft, request.text, request.length)
        for (key, request), draft in zip(requests.items(), drafts, strict=True)
    }


def _write(writer: Writer, requests: Sequence[Request]) -> tuple[Draft | NoDraft, ...]:
    """Write all drafts together, and where that fails one by one: a bad text must not cost the others theirs."""
    try:
        drafts = writer.write(requests) if requests else ()
        if len(drafts) != len(requests):
            raise RuntimeError(f"{len(requests)} drafts expected, {len(drafts)} returned")
    except Exception as error:  # whatever a writer raises becomes the reason of this summary
        _log.warning("A writer failed on %d requests: %r", len(requests), error)
        if len(requests) > 1:
            return tuple(draft for request in requests for draft in _write(writer, [request]))
        return (NoDraft(f"the writer failed ({type(error).__name__}: {error})"),)
    return drafts


def _faults_for_writer(outcome: _Outcome) -> tuple[str, ...]:
    """Return what a second request names; () when none is needed."""
    if isinstance(outcome, NoDraft):
        return (outcome.reason,)
    return () if outcome.is_acceptable else outcome.faults_for_writer


@dataclass(frozen=True, slots=True)
class _Selection:
    """The sentences of a draft that are shown, their length in words, and why each of the others is not shown."""

    sentences: tuple[ReviewedSentence, ...]
    words: float
    omitted: tuple[str, ...]


def _best_selection(attempts: Sequence[_Outcome], length: Length, language: str) -> _Selection | None:
    """Return the selection that omits fewest sentences, then the longest; of equals the last."""
    reviews = [outcome for outcome in reversed(attempts) if isinstance(outcome, Review)]
    selections = [selection for each in reviews if (selection := _select(each, length, language))]
    return min(selections, key=lambda each: (len(each.omitted), -each.words), default=None)


def _select(reviewed: Review, length: Length, language: str) -> _Selection | None:
    """Drop the sentence with faults, and the last ones while it is too long.

    None when the rest breaks the length, and for a draft that is not to be relied on.
    """
    if reviewed.is_unreliable:
        return None
    faultless = [sentence for sentence in reviewed.sentences if not sentence.faults]
    kept = faultless[: count_fitting([sentence.text for sentence in faultless], length, language)]
    texts = [sentence.text for sentence in kept]
    if length_faults(texts, length, language):
        return None
    omitted = ["; ".join(sentence.faults) for sentence in reviewed.sentences if sentence.faults]
    return _Selection(
        tuple(kept), count_words(texts, language), (*omitted, *[DOES_NOT_FIT] * (len(faultless) - len(kept)))
    )


def _as_summary(selection: _Selection, engine: str, signature: str, language: str) -> Summary:
    """Every doubt is a check, and every omitted sentence."""
    sentences = tuple(SummarySentence(sentence.text, sentence.evidence) for sentence in selection.sentences)
    doubts = [_doubt(sentence) for sentence in selection.sentences if sentence.doubts]
    checks = tuple(dict.fromkeys([*doubts, *(f"a sentence was left out: {why}" for why in selection.omitted)]))
    text = join_sentences([sentence.text for sentence in sentences], language)
    return Summary(text, sentences, engine, signature, checks, language)


def _doubt(sentence: ReviewedSentence) -> str:
    beginning = " ".join(sentence.text.split()[:QUOTED_WORDS])
    return f"{UNCERTAIN}“{beginning} …”: {'; '.join(sentence.doubts)}"


def _as_fallback(extracted: Summary, reason: str, signature: str) -> Summary:
    """With the signature of the engine that was asked, the text is not tried again before that changes."""
    checks = (*extracted.checks, f"made by extract: {reason}") if extracted.sentences else extracted.checks
    return replace(extracted, signature=signature, checks=checks)


def _is_temporary(attempts: Sequence[_Outcome]) -> bool:
    return bool(attempts) and all(isinstance(outcome, NoDraft) and outcome.temporary for outcome in attempts)


def _reason(attempts: Sequence[_Outcome]) -> str:
    """Return all faults of the last draft, else why there was none."""
    drafts = [outcome.faults_for_reader for outcome in attempts if isinstance(outcome, Review)]
    reasons = dict.fromkeys(outcome.reason for outcome in attempts if isinstance(outcome, NoDraft))
    return "; ".join(drafts[-1] if drafts else reasons)
