"""Engine `extract`: quotes the article's best sentences; needs no model, no network and no known language.

Sentences are chosen in the original, where quotation marks and names are as written, and shown as the reader gets
them, with the same evidence. Only paragraphs are quoted: never a heading, byline, caption, dateline or "read more".
The best sentences that fit the length are chosen: one or two for the short summary, three to five for the long one.

Sentences are numbers, 0 for the first in reading order. Lengths are English words as the reader reads them. A
sentence is chosen with all the sentences it needs (its group) or not at all. The steps before are in
summarizers/extract: guards, datelines, scoring.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from wireglot.articles.languages import QUOTATION_MARKS, is_question, join_sentences, length_in_words
from wireglot.summarizers.engine import EXTRACTIVE
from wireglot.summarizers.extract.datelines import sentence_start
from wireglot.summarizers.extract.guards import GuardResult, SourceSentence, check_guards
from wireglot.summarizers.summary import (
    FROM_TEASER,
    LIMITS,
    TOO_LONG,
    TOO_SHORT,
    UPPER_BOUND,
    Limits,
    Summaries,
    Summary,
    SummaryInput,
    SummarySentence,
)
from wireglot.summarizers.terms import terms, topic_terms

if TYPE_CHECKING:
    from wireglot.summarizers.extract.scoring import Scorer  # imports numpy

VERSION = 4  # raise it whenever code here or in extract/ may choose another sentence
DATA = [Path(__file__).parent.parent / "data" / name for name in ("extract", "fragments", "openings", "speech")]

SHORT, LONG = LIMITS["short"], LIMITS["long"]
LONG_ENOUGH_WORDS = 85  # a long summary with enough sentences stops here
# A short summary of as many words gets no second sentence: half of what is promised, so that the second is as long as
# the first and not an afterthought.
SHORT_ENOUGH_WORDS = 20
MAX_STARTS = 8  # first sentences tried for a long summary that keeps both its limits; the first nearly always does
MIN_SENTENCE_WORDS = 5  # a shorter one is chosen only where there is nothing else, or where another needs it
MAX_GROUP = 5  # sentences; what needs more than a long summary holds cannot be chosen

_QUOTE_FIRST = re.compile(rf"""^\s*(?:[{QUOTATION_MARKS}‹›]|''|[–—―-]\s)""")

Span = tuple[int, int]


class Candidate(NamedTuple):
    """A sentence that may be chosen.

    span        the part of it that is quoted, None for all of it
    length      of that part, in words
    group       the sentence and all that it needs, in reading order; () when it may not be quoted
    selectable  may it be chosen for its own sake, and not only as what another sentence needs?
    may_open    is it fit for a short summary? One that is not is taken only where none is.
    """

    span: Span | None
    length: float
    group: tuple[int, ...]
    selectable: bool = True
    may_open: bool = True


@dataclass(frozen=True, slots=True)
class Selection:
    """The chosen sentences in reading order, and the part of each that is quoted.

    length: of all in words; too_long: the only way to say anything was to break the limit.
    """

    sentences: tuple[int, ...]
    spans: tuple[Span | None, ...] = ()
    length: float = 0.0
    too_long: bool = False


class Engine:
    """Extractive, for any language and script; the same choice on every machine."""

    name = "extract"
    rank = EXTRACTIVE

    def signature(self, language: str, output_language: str) -> str:
        return f"extract|version:{VERSION}|data:{_fingerprint()}"

    def install_hint(self, language: str, output_language: str) -> str:
        return ""

    def summarize(self, texts: Sequence[SummaryInput]) -> tuple[Summaries, ...]:
        return tuple(self._summaries(text) for text in texts)

    def _summaries(self, text: SummaryInput) -> Summaries:
        sentences = quotable_sentences(text)
        short, long = select(text, sentences)
        return Summaries(self._summary(text, sentences, short), self._summary(text, sentences, long))

    def _summary(self, text: SummaryInput, sentences: Sequence[SourceSentence], selection: Selection) -> Summary:
        chosen = tuple(
            SummarySentence(sentences[i].output[slice(*(span or (None,)))], (sentences[i].ref,), span)
            for i, span in zip(selection.sentences, selection.spans, strict=True)
        )
        joined = join_sentences([sentence.text for sentence in chosen], text.output_language)
        signature = self.signature(text.language, text.output_language)
        return Summary(joined, chosen, self.name, signature, _checks(text, selection), text.output_language)


def quotable_sentences(text: SummaryInput) -> list[SourceSentence]:
    """Return all sentences of paragraphs in reading order, so that neighbours are real neighbours."""
    blocks = text.article.blocks
    return [
        SourceSentence(ref, original, text.blocks[ref.block].sentences[ref.sentence])
        for ref, original in text.article.sentences()
        if blocks[ref.block].kind == "paragraph"
    ]


def select(text: SummaryInput, sentences: Sequence[SourceSentence]) -> tuple[Selection, Selection]:
    """Choose the sentences of the short and of the long summary."""
    headline, languages = text.article.headline, (text.language, text.output_language)
    sentence_terms = [terms(sentence.original) for sentence in sentences]
    guarded = check_guards(sentences, *languages)
    candidates = make_candidates(sentences, guarded, sentence_terms, headline, *languages)
    groups = [candidate.group for candidate in candidates]
    if not any(groups):
        return Selection(()), Selection(())
    from wireglot.summarizers.extract.scoring import scorers, weights  # numpy is imported here, where it works

    originals = [sentence.original for sentence in sentences]
    short, long = scorers(originals, sentence_terms, groups, headline)
    return choose_short(short, candidates, weights("short").second_margin), choose_long(long, candidates)


def _checks(text: SummaryInput, selection: Selection) -> tuple[str, ...]:
    known = (
        (TOO_SHORT, not selection.sentences),
        (TOO_LONG, selection.too_long),
        (FROM_TEASER, not text.article.full_text),
    )
    return tuple(check for check, holds in known if holds)


@cache
def _fingerprint() -> str:
    """Return eight hex digits that change with the entries of the data files, which decide what is chosen."""
    lines = (line for path in DATA for line in path.with_suffix(".toml").read_bytes().splitlines())
    return sha256(b"\n".join(line for line in lines if not line.startswith(b"#"))).hexdigest()[:8]


def make_candidates(
    sentences: Sequence[SourceSentence],
    guarded: Sequence[GuardResult],
    sentence_terms: Sequence[Sequence[str]],
    headline: str,
    language: str,
    output_language: str,
) -> list[Candidate]:
    """Return one candidate per sentence. Of sentences that say the same only the first has a group.

    sentence_terms: the terms of each original sentence.
    """
    first = _first_duplicates(sentences, sentence_terms)
    questions = [is_question(sentence.original) for sentence in sentences]
    may_open = _may_open(sentences, questions, sentence_terms, headline)
    starts = [sentence_start(sentence.output) for sentence in sentences]
    lengths = [length_in_words(s.output[start:], output_language) for s, start in zip(sentences, starts, strict=True)]
    selectable = [
        not questions[i] and _is_long_enough(sentence, starts[i], lengths[i], language, output_language)
        for i, sentence in enumerate(sentences)
    ]
    if not any(selectable):
        selectable = [True] * len(sentences)
    return [
        Candidate(
            (starts[i], len(sentence.output)) if starts[i] else None,
            lengths[i],
            _group_of(i, guarded, first) if first[i] == i and sentence_terms[i] else (),
            selectable[i],
            may_open[i],
        )
        for i, sentence in enumerate(sentences)
    ]


def choose_short(scorer: "Scorer", candidates: Sequence[Candidate], second_margin: float) -> Selection:
    """Choose the best sentence with all it needs; where none fits, the shortest one, marked as too long.

    second_margin: how far below the first a second sentence may score that is added to a brief first.
    """
    scores = scorer(())
    for i in sorted(_selectable(candidates), key=lambda i: (not candidates[i].may_open, -scores[i], i)):
        selection = _if_fits(candidates, candidates[i].group, SHORT)
        if selection:
            return _with_second(selection, scorer, candidates, scores[i] - second_margin)
    return _shortest_sentence(candidates, SHORT)


def choose_long(scorer: "Scorer", candidates: Sequence[Candidate]) -> Selection:
    """Choose by score within the limits of a long summary.

    Where beginning with the best sentence misses a limit, the next best are tried. Fewer or shorter only when the
    article has no more; too long only when every sentence by itself is.
    """
    best = Selection(())
    for start in _first_groups(scorer, candidates):
        selection = _fill(scorer, candidates, start)
        if len(selection.sentences) >= LONG.min_sentences and selection.length >= LONG.min_words:
            return selection
        best = max(best, selection, key=lambda s: (min(len(s.sentences), LONG.min_sentences), s.length))
    return best if best.sentences else _shortest_sentence(candidates, LONG)


def opens_with_quote(sentence: str) -> bool:
    """Whether it begins with speech, marked by a quotation mark or a dash."""
    return _QUOTE_FIRST.match(sentence) is not None


# Candidates


def _is_long_enough(sentence: SourceSentence, start: int, length: float, language: str, output_language: str) -> bool:
    """Whether it has five words in both languages, with its dateline; start and length: of the output without it."""
    if length < MIN_SENTENCE_WORDS and not start:
        return False
    if start and length_in_words(sentence.output, output_language) < MIN_SENTENCE_WORDS:
        return False
    return sentence.original is sentence.output or length_in_words(sentence.original, language) >= MIN_SENTENCE_WORDS


def _may_open(
    sentences: Sequence[SourceSentence],
    questions: Sequence[bool],
    sentence_terms: Sequence[Sequence[str]],
    headline: str,
) -> list[bool]:
    """Sentences that name what the article is about, ask nothing and do not open with a quote."""
    topics = topic_terms([sentence.original for sentence in sentences], sentence_terms, headline)
    return [
        (not topics or not topics.isdisjoint(these)) and not (question or opens_with_quote(sentence.original))
        for sentence, question, these in zip(sentences, questions, sentence_terms, strict=True)
    ]


def _first_duplicates(sentences: Sequence[SourceSentence], sentence_terms: Sequence[Sequence[str]]) -> list[int]:
    """For each sentence the first that says the same in either language."""
    seen: dict[tuple[str, ...] | str, int] = {}
    first: list[int] = []
    for i, sentence in enumerate(sentences):
        keys = (tuple(sentence_terms[i]), sentence.output)
        same = min(seen.get(key, i) for key in keys)
        for key in keys:
            seen.setdefault(key, same)
        first.append(same)
    return first


def _group_of(i: int, guarded: Sequence[GuardResult], first: Sequence[int]) -> tuple[int, ...]:
    """The sentence and all it needs, in turn; () when one of them is excluded or they are too many."""
    if not (guarded[i].needs or guarded[i].excluded):
        return (i,)
    group: set[int] = set()
    waiting = [i]
    while waiting:
        sentence = first[waiting.pop()]
        if guarded[sentence].excluded or len(group) > MAX_GROUP:
            return ()
        if sentence not in group:
            group.add(sentence)
            waiting += guarded[sentence].needs
    return tuple(sorted(group)) if len(group) <= MAX_GROUP else ()


def _selectable(candidates: Sequence[Candidate]) -> list[int]:
    return [i for i, candidate in enumerate(candidates) if candidate.selectable and candidate.group]


def _if_fits(candidates: Sequence[Candidate], sentences: tuple[int, ...], limits: Limits) -> Selection | None:
    """Those sentences, where they keep both limits."""
    length = sum(candidates[i].length for i in sentences)
    if len(sentences) > limits.max_sentences or length > limits.max_words:
        return None
    return Selection(sentences, tuple(candidates[i].span for i in sentences), length)


def _with_group(selection: Selection, candidate: Candidate) -> tuple[int, ...]:
    return tuple(sorted({*selection.sentences, *candidate.group}))


def _shortest_sentence(candidates: Sequence[Candidate], limits: Limits) -> Selection:
    """The shortest sentence that needs no other; nothing where there is none.

    Where even that is beyond the bound it will be cut (bounds.py): then the first, whose beginning is the news.
    """
    single = [i for i in _selectable(candidates) if len(candidates[i].group) == 1]
    if not single:
        return Selection(())
    i = min(single, key=lambda i: (candidates[i].length, i))
    i = single[0] if candidates[i].length > UPPER_BOUND * limits.max_words else i
    return Selection((i,), (candidates[i].span,), candidates[i].length, too_long=True)


# The short summary


def _with_second(
    selection: Selection, scorer: "Scorer", candidates: Sequence[Candidate], least_score: float
) -> Selection:
    """Add a sentence from further down that fits, when the first is brief and the second scores well enough.

    From further down, since the best sentence there is should open the summary.
    """
    if len(selection.sentences) >= SHORT.max_sentences or selection.length >= SHORT_ENOUGH_WORDS:
        return selection
    scores = scorer(selection.sentences)
    for i in sorted(_selectable(candidates), key=lambda i: (-scores[i], i)):
        if scores[i] < least_score:
            break
        sentences = _with_group(selection, candidates[i])
        longer = _if_fits(candidates, sentences, SHORT)
        opens_alike = longer is not None and longer.sentences[0] == selection.sentences[0]
        if longer and opens_alike and len(longer.sentences) == SHORT.max_sentences and candidates[i].may_open:
            return longer
    return selection


# The long summary


def _first_groups(scorer: "Scorer", candidates: Sequence[Candidate]) -> Iterator[tuple[int, ...]]:
    scores = scorer(())
    for i in sorted(_selectable(candidates), key=lambda i: (-scores[i], i))[:MAX_STARTS]:
        yield candidates[i].group


def _fill(scorer: "Scorer", candidates: Sequence[Candidate], start: tuple[int, ...]) -> Selection:
    selection = _if_fits(candidates, start, LONG)
    if selection is None:
        return Selection(())
    while len(selection.sentences) < LONG.max_sentences and not _is_enough(selection):
        longer = _add_best(scorer(selection.sentences), candidates, selection)
        if longer is None:
            break
        selection = longer
    return selection


def _is_enough(selection: Selection) -> bool:
    return len(selection.sentences) >= LONG.min_sentences and selection.length >= LONG_ENOUGH_WORDS


def _add_best(scores: Sequence[float], candidates: Sequence[Candidate], selection: Selection) -> Selection | None:
    """With the best that fits and leaves room to keep the lower limits; else the best that merely fits."""
    left = [i for i in _selectable(candidates) if i not in selection.sentences]
    lengths = sorted(candidates[i].length for i in left)
    merely_fitting: Selection | None = None
    for i in sorted(left, key=lambda i: (-scores[i], i)):
        sentences = _with_group(selection, candidates[i])
        longer = _if_fits(candidates, sentences, LONG)
        if longer is None:
            continue
        if _leaves_room(longer, candidates[i].length, lengths):
            return longer
        merely_fitting = merely_fitting or longer
    return merely_fitting


def _leaves_room(selection: Selection, length: float, lengths: list[float]) -> bool:
    """Can the fewest sentences and words still be reached? lengths: sorted, with that of the sentence just added."""
    wanted = max(0, LONG.min_sentences - len(selection.sentences))
    slots = LONG.max_sentences - len(selection.sentences)
    shortest = _sum_without(length, lengths[: wanted + 1], wanted)
    longest = _sum_without(length, lengths[: -slots - 2 : -1], slots)
    return selection.length + shortest <= LONG.max_words and selection.length + longest >= LONG.min_words


def _sum_without(length: float, lengths: list[float], count: int) -> float:
    """The first `count` of the lengths once one equal to `length` is taken away."""
    rest = list(lengths)
    if length in rest:
        rest.remove(length)
    return sum(rest[:count])
