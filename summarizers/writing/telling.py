"""What a writer wrote becomes what is shown: judged, asked for once more, cut, or told by `extract`.

    tell     short and long of all texts: two askings of the writer at most, whatever the number of texts

Fail-closed: a sentence is shown only when its facts are borne out, it is whole, no repetition, and in its language;
a summary only when the lengths are kept. All else is told by `extract`, and says why.
"""

import logging
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import cache

from wireglot.summarizers.engine import FALLBACK, load
from wireglot.summarizers.summary import Length, Summaries, Summary, SummaryInput
from wireglot.summarizers.writing.draft import LENGTHS, Draft, NoDraft, Request, Writer
from wireglot.summarizers.writing.judging import Judgement, judge
from wireglot.summarizers.writing.lengths import holds_more
from wireglot.summarizers.writing.settling import Kept, better, fallen_back, keep, shown

_log = logging.getLogger(__name__)

_Key = tuple[int, Length]  # the number of a text, and which summary of it
_Outcome = Judgement | NoDraft
TEASED = "only the beginning of the article is there"
NO_LONGER = "the article is hardly longer than a summary of it"


def tell(
    writer: Writer,
    texts: Sequence[SummaryInput],
    *,
    engine: str,
    signature: str,
    language: Callable[[SummaryInput], str],
) -> tuple[Summaries, ...]:
    """One outcome for each text, in the same order; never raises for what a text holds or a writer does.

    engine, signature: of the engine that asks; language: the tag in which the writer writes of a text.
    A summary told by `extract` has engine "extract", the asking engine's signature, and a check that says why; its
    own signature where the trouble was of the moment, so that the next run asks again.
    """
    wanted = {(n, length): Request(text, length) for n, text in enumerate(texts) for length in LENGTHS}
    refused = {key: why for key, request in wanted.items() if (why := _refusal(request, language))}
    asked = {key: request for key, request in wanted.items() if key not in refused}
    tries = _tried(writer, asked, language)
    extract = load(FALLBACK)
    extracted = cache(lambda n: extract.summarize([texts[n]])[0])

    def told(n: int, length: Length) -> Summary:
        mine = tries.get((n, length), ())
        if kept := _kept(mine, length, language(texts[n])):
            return shown(kept, engine=engine, signature=signature, language=language(texts[n]))
        why = refused.get((n, length)) or _why(mine)
        instead = getattr(extracted(n), length)
        return fallen_back(instead, why, instead.signature if _may_pass(mine) else signature)

    return tuple(Summaries(told(n, "short"), told(n, "long")) for n in range(len(texts)))


def _refusal(request: Request, language: Callable[[SummaryInput], str]) -> str:
    """Why a writer is not asked at all: there is nothing to make shorter; "" when there is."""
    if not request.text.article.full_text:
        return TEASED
    return "" if holds_more(request.text, language(request.text), request.length) else NO_LONGER


def _tried(
    writer: Writer, asked: Mapping[_Key, Request], language: Callable[[SummaryInput], str]
) -> dict[_Key, tuple[_Outcome, ...]]:
    """One outcome of each request, or two where the first was faulty."""
    first = _judged(writer, asked, language)
    again = {key: replace(asked[key], faults=_orders(one)) for key, one in first.items() if not _sound(one)}
    second = _judged(writer, again, language)
    return {key: (one, second[key]) if key in second else (one,) for key, one in first.items()}


def _judged(
    writer: Writer, asked: Mapping[_Key, Request], language: Callable[[SummaryInput], str]
) -> dict[_Key, _Outcome]:
    drafts = _written(writer, tuple(asked.values()))
    return {
        key: draft if isinstance(draft, NoDraft) else judge(draft, request.text, key[1], language(request.text))
        for (key, request), draft in zip(asked.items(), drafts, strict=True)
    }


def _written(writer: Writer, requests: Sequence[Request]) -> tuple[Draft | NoDraft, ...]:
    """All at once, and where that fails one by one: a bad text costs the others nothing."""
    try:
        drafts = writer.write(requests) if requests else ()
        if len(drafts) != len(requests):
            raise RuntimeError(f"{len(requests)} drafts were wanted, it gave {len(drafts)}")
    except Exception as error:  # the edge: the failure becomes this summary's reason
        _log.warning("A writer failed on %d requests: %r", len(requests), error)
        if len(requests) > 1:
            return tuple(draft for request in requests for draft in _written(writer, [request]))
        return (NoDraft(f"the writer failed ({type(error).__name__}: {error})"),)
    return drafts


def _sound(outcome: _Outcome) -> bool:
    return isinstance(outcome, Judgement) and outcome.sound


def _orders(outcome: _Outcome) -> tuple[str, ...]:
    return outcome.orders if isinstance(outcome, Judgement) else (outcome.why,)


def _kept(tries: Sequence[_Outcome], length: Length, language: str) -> Kept | None:
    found = [keep(one, length, language) if isinstance(one, Judgement) else None for one in tries]
    return better(found, language)


def _may_pass(tries: Sequence[_Outcome]) -> bool:
    return bool(tries) and all(isinstance(one, NoDraft) and one.passing for one in tries)


def _why(tries: Sequence[_Outcome]) -> str:
    """Everything that was wrong with the last draft that there was, else why there was none."""
    drafts = [one.reasons for one in tries if isinstance(one, Judgement)]
    return "; ".join(drafts[-1] if drafts else dict.fromkeys(one.why for one in tries if isinstance(one, NoDraft)))
