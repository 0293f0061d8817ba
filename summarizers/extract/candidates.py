"""Candidates: which sentences may be chosen, which part of each is quoted, and what each needs beside it."""

import re
from collections.abc import Sequence
from itertools import groupby
from typing import NamedTuple

from wireglot.articles import credit_start
from wireglot.articles.languages import QUOTATION_MARKS, ends_sentence, is_question, length_in_words
from wireglot.summarizers.bounds import cut_end
from wireglot.summarizers.extract.attribution import speech_cues
from wireglot.summarizers.extract.datelines import sentence_start
from wireglot.summarizers.extract.guards import GuardResult, SourceSentence
from wireglot.summarizers.extract.quotations import quotations
from wireglot.summarizers.extract.revisions import find_counts
from wireglot.summarizers.summary import LIMITS, UPPER_BOUND
from wireglot.summarizers.terms import topic_terms, topical_terms

MIN_SENTENCE_WORDS = 5  # a shorter one is chosen only where there is nothing else, or where another needs it
MIN_BRIEF_WORDS = 2  # of a sentence with a number: "两人死亡。", "Двое погибли."
MIN_LEDE_WORDS = 3  # "The mayor resigned."; what is shorter is a place or a word for the eye
# Without a final mark a first line on the topic of the headline may be a heading; one with so many words is a sentence.
MIN_UNMARKED_LEDE_WORDS = 8
MAX_GROUP = 5  # sentences; what needs more than a long summary holds cannot be chosen

_QUOTE_FIRST = re.compile(rf"""^\s*(?:[{QUOTATION_MARKS}‹›]|''|[–—―-]\s)""")

_AGENCY_OR_DATE = re.compile(r"[()\[\]（）【】,，\d]")  # before a sentence: no speaker
_BRACKET_AT_END = re.compile(r"[)\]）］】]\W*$")

Span = tuple[int, int]


class Candidate(NamedTuple):
    """A sentence that may be chosen.

    span        the part of it that is quoted, None for all of it
    length      of that part, in words
    group       the sentence and all that it needs, in reading order; () when it may not be quoted
    selectable  may it be chosen for its own sake, and not only as what another sentence needs?
    may_open    is it fit for a short summary? One that is not is taken only where none is.
    is_news     is it the lede, with a topic of the headline? Then every long summary has it.
    is_brief_count  is it so short that only its number makes it fit to be chosen: "Two people died."?
    is_cut      is it that, and beyond the bound of a short summary, which can show its beginning?
    """

    span: Span | None
    length: float
    group: tuple[int, ...]
    selectable: bool = True
    may_open: bool = True
    is_news: bool = False
    is_brief_count: bool = False
    is_cut: bool = False


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
    starts = [_start(sentence.output, output_language) for sentence in sentences]
    ends = [_end(sentence.output, start) for sentence, start in zip(sentences, starts, strict=True)]
    parts = [sentence.output[start:end] for sentence, start, end in zip(sentences, starts, ends, strict=True)]
    lengths = [length_in_words(part, output_language) for part in parts]
    selectable = [
        not questions[i] and _is_long_enough(sentence, starts[i], lengths[i], language, output_language)
        for i, sentence in enumerate(sentences)
    ]
    lede = next((i for i, result in enumerate(guarded) if not result.boilerplate), -1)
    if lede >= 0:
        selectable[lede] = selectable[lede] or _is_brief_lede(sentences[lede].original, lengths[lede])
        may_open[lede] = may_open[lede] and not guarded[lede].dangling
    brief = [_is_brief_with_number(sentence, lengths[i], language) for i, sentence in enumerate(sentences)]
    selectable = [may or brief[i] for i, may in enumerate(selectable)]
    if not any(selectable):
        selectable = [True] * len(sentences)
    selectable = _without_stray_marks(selectable, sentences)
    news = (
        lede if lede >= 0 and selectable[lede] and _is_news(sentences[lede].original, lengths[lede], headline) else -1
    )
    return [
        Candidate(
            None if parts[i] == sentence.output else (starts[i], ends[i]),
            lengths[i],
            _group_of(i, guarded, first) if first[i] == i and sentence_terms[i] else (),
            selectable[i],
            may_open[i],
            i == news,
            brief[i],
            i == news and _is_cut(parts[i], lengths[i], output_language),
        )
        for i, sentence in enumerate(sentences)
    ]


def _is_brief_lede(lede: str, length: float) -> bool:
    """Whether it is a short sentence all the same: "The mayor resigned."; not a place with its date and agency."""
    return length >= MIN_LEDE_WORDS and _is_complete(lede)


def _is_complete(sentence: str) -> bool:
    return ends_sentence(sentence) and not is_question(sentence) and not _BRACKET_AT_END.search(sentence)


def _is_brief_with_number(sentence: SourceSentence, length: float, language: str) -> bool:
    """Whether it is a short sentence that counts something: "Two people died."."""
    is_brief = MIN_BRIEF_WORDS <= length < MIN_SENTENCE_WORDS
    return is_brief and _is_complete(sentence.original) and bool(find_counts(sentence.original, language))


def _is_news(lede: str, length: float, headline: str) -> bool:
    """Whether it says what the headline says, and more."""
    own, topics = topical_terms(lede), topical_terms(headline)
    complete = ends_sentence(lede) or length >= MIN_UNMARKED_LEDE_WORDS
    return complete and not own.isdisjoint(topics) and not own <= topics


def _is_cut(lede: str, length: float, language: str) -> bool:
    """Whether a short summary shows only its beginning, with its speaker."""
    return length > UPPER_BOUND * LIMITS["short"].max_words and cut_end(lede, language, LIMITS["short"]) > 0


def opens_with_quote(sentence: str) -> bool:
    """Whether it begins with speech, marked by a quotation mark or a dash."""
    return _QUOTE_FIRST.match(sentence) is not None


def quoted_span(sentence: str, language: str) -> Span | None:
    """The part of a sentence without its dateline and credit; None for all of it."""
    start = _start(sentence, language)
    span = start, _end(sentence, start)
    return None if span == (0, len(sentence)) else span


def _start(sentence: str, language: str) -> int:
    """Where a sentence begins after its dateline; 0 where that may be its speaker ("HADDON: We will go on")."""
    start = sentence_start(sentence)
    if not start or _AGENCY_OR_DATE.search(sentence[:start]):
        return start
    cues = speech_cues([[sentence[start:]]], language)[0]
    return 0 if cues.first_person and not cues.names_speaker else start


def _without_stray_marks(selectable: list[bool], sentences: Sequence[SourceSentence]) -> list[bool]:
    """Leave out those with a mark that closes nothing, unless it is the first or few are left."""
    blocks = groupby(sentences, key=lambda sentence: sentence.ref.block)
    quoted = quotations([[sentence.output for sentence in block] for _, block in blocks])
    balanced = [may and (not n or not each.stray) for n, (may, each) in enumerate(zip(selectable, quoted, strict=True))]
    return balanced if sum(balanced) >= LIMITS["long"].min_sentences else selectable


def _end(sentence: str, start: int) -> int:
    """Where a sentence ends without the credit behind it; a credit alone stays, since nothing else is there."""
    end = credit_start(sentence)
    return end if end > start else len(sentence)


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
