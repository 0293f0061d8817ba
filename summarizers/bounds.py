"""The upper bound of every summary, whatever engine made it: what is longer is cut.

A sentence that is somewhat longer than promised stays whole, and a check says so: a cut can change what it says. Beyond
the bound (a transcript without marks is one sentence) its beginning is shown, up to a clause mark where there is one,
else between words, with an ellipsis. Evidence stays, the span says which part is quoted, no number is cut or parted
from what it counts, and no quotation mark stays open. A beginning that would lose its speaker is not shown at all.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import islice, pairwise

from wireglot.articles.languages import base_language, join_sentences, length_in_words
from wireglot.articles.numbers import find_cardinals, find_numbers
from wireglot.models import split_to_fit
from wireglot.summarizers.extract.attribution import speech_cues
from wireglot.summarizers.summary import (
    CUT,
    ELLIPSIS,
    LIMITS,
    NOT_CUT,
    TOO_LONG,
    UPPER_BOUND,
    Limits,
    Summaries,
    Summary,
    SummaryInput,
    SummarySentence,
)

# Letters of the longest words of news: what has more in a "word" is no text (an encoded file, an address).
LONGEST_WORD = 20
# Shares of the limit at which a cut is tried, longest first; a shorter beginning says too little.
SHARES = (1.0, 0.85, 0.7, 0.55, 0.4)
MIN_WORDS = 5
MIN_LAST_CLAUSE = 4  # words; after fewer ("..., from which,") the next clause has only begun
# A clause at the end that names the speaker ("..., the ministry said on Tuesday") is hardly longer.
ATTRIBUTION_WORDS = 10
# Languages in which the verb of speech ends the sentence, often without a mark before the speaker, and in how many of
# the last characters it is.
VERB_LAST, VERB_LAST_TAIL = frozenset({"ja", "ko", "tr", "hi"}), 25
_TAIL = 300  # characters in which that clause is looked for

_CLAUSE = re.compile(r"[,;:—–][\"'”’“»]?\s|[、，；：،؛]")
_UNFINISHED = " \t\u00a0\u200b,;:-–—(（[「『“„«‹‘、，；：،؛/"
_PAIRS = dict(zip('“„«‹「『《〈（([{【〝"＂”»', '””»›」』》〉）)]}】〟"＂”«', strict=True))
_OTHER_CLOSER = {"„": '“”"', "“": '”"', "«": "»", "»": "«"}


def bounded(summaries: Summaries, text: SummaryInput) -> Summaries:
    """Return the summaries, each within its bound; the same objects where they are, as nearly always."""
    short, long = (_bounded(getattr(summaries, length), text, LIMITS[length]) for length in LIMITS)
    return summaries if short is summaries.short and long is summaries.long else Summaries(short, long)


def amount(text: str, language: str) -> float:
    """Return the length in words, where endless words count by their letters."""
    return max(length_in_words(text, language), len(text) / LONGEST_WORD)


def _bounded(summary: Summary, text: SummaryInput, limits: Limits) -> Summary:
    language = text.output_language
    if amount(summary.text, language) <= UPPER_BOUND * limits.max_words:
        return summary
    sentences = _fitting(summary.sentences, limits, language) or _beginning(summary, text, limits)
    joined = join_sentences([sentence.text for sentence in sentences], language)
    others = [check for check in summary.checks if check != TOO_LONG]
    return replace(summary, text=joined, sentences=sentences, checks=(CUT if sentences else NOT_CUT, *others))


def _fitting(sentences: Sequence[SummarySentence], limits: Limits, language: str) -> tuple[SummarySentence, ...]:
    """Return the first sentences, as many as fit."""
    for kept in range(min(len(sentences), limits.max_sentences), 0, -1):
        if sum(amount(sentence.text, language) for sentence in sentences[:kept]) <= limits.max_words:
            return tuple(sentences[:kept])
    return ()


def _beginning(summary: Summary, text: SummaryInput, limits: Limits) -> tuple[SummarySentence, ...]:
    """Return the beginning of the first sentence; () where there is none that can stand alone."""
    if not summary.sentences:
        return ()
    sentence = summary.sentences[0]
    end = cut_end(sentence.text, text.output_language, limits)
    if not end:
        return ()
    start = sentence.span[0] if sentence.span else 0
    part = sentence.text[:end]
    quoted = _source(text, sentence)[start : start + end] == part
    return (replace(sentence, text=part + ELLIPSIS, span=(start, start + end) if quoted else None),)


def _source(text: SummaryInput, sentence: SummarySentence) -> str:
    ref = sentence.evidence[0]
    return text.blocks[ref.block].sentences[ref.sentence]


def _loses_speaker(sentence: str, end: int, language: str) -> bool:
    """Whether what is cut off names who says what is kept: its first clauses, or the last ones of the sentence."""
    if base_language(language) in VERB_LAST:
        return _names_speaker(sentence[-VERB_LAST_TAIL:], language)
    rest = sentence[end:]
    rest = rest[_of_next_clause(rest, language) :]
    first, last = _CLAUSE.split(rest[:_TAIL]), _CLAUSE.split(rest[-_TAIL:])
    clauses = {clause for clause in (*first[1:], *last[1:]) if length_in_words(clause, language) <= ATTRIBUTION_WORDS}
    return any(_names_speaker(clause, language) for clause in clauses) and not _names_speaker(sentence[:end], language)


def _of_next_clause(rest: str, language: str) -> int:
    """Where the next clause goes on after a speaker who is named within it: ", from which, the court said, it knew"."""
    marks = list(islice(_CLAUSE.finditer(rest[:_TAIL]), 3))
    if len(marks) < 3 or marks[0].start():
        return 0
    begun, speaker = (length_in_words(rest[a.end() : b.start()], language) for a, b in pairwise(marks))
    goes_on = length_in_words(rest[marks[2].end() :], language) >= MIN_LAST_CLAUSE
    return marks[2].start() if begun < MIN_LAST_CLAUSE - 1 and speaker <= ATTRIBUTION_WORDS and goes_on else 0


def _names_speaker(text: str, language: str) -> bool:
    return speech_cues([[text]], language)[0].names_speaker


def cut_end(sentence: str, language: str, limits: Limits) -> int:
    """Return where the sentence is cut so that its beginning fits and keeps its speaker; 0 for nowhere."""
    for end in _ends(sentence, limits, language):
        if not _parts_number(sentence, end, language) and not _open_mark(sentence[:end]):
            return 0 if _loses_speaker(sentence, end, language) else end
    return 0


def _ends(sentence: str, limits: Limits, language: str) -> Iterator[int]:
    """Yield possible ends of the part, the best first; then where a quotation opens that they all leave open."""
    head = sentence[: limits.max_words * LONGEST_WORD + 1]
    yield from _clause_ends(head, limits, language)
    ends = []
    for share in SHARES:
        most = share * limits.max_words
        piece = split_to_fit(head, lambda part, most=most: amount(part, language) <= most)[0]  # type: ignore[misc]
        ends.append(len(piece.rstrip(_UNFINISHED)))
    yield from dict.fromkeys(filter(None, ends))
    opened = _open_mark(sentence[: max(ends)])
    before = len(sentence[: opened - 1].rstrip(_UNFINISHED)) if opened else 0
    if before and length_in_words(sentence[:before], language) >= MIN_WORDS:
        yield before


def _clause_ends(head: str, limits: Limits, language: str) -> Iterator[int]:
    """Yield where a clause ends between the limit and the bound, the last first; cut there, it says most."""
    marks = [0, 0, *(mark.start() for mark in _CLAUSE.finditer(head))]
    for first, last, end in reversed(list(zip(marks, marks[1:], marks[2:], strict=False))):
        length = amount(head[:end], language)
        if length <= limits.max_words:
            return
        begun, clause = length_in_words(head[first:last], language), length_in_words(head[last:end], language)
        has_begun = 0 < begun < MIN_LAST_CLAUSE and clause <= ATTRIBUTION_WORDS
        if clause >= MIN_LAST_CLAUSE and not has_begun and length <= UPPER_BOUND * limits.max_words:
            yield end


def _parts_number(sentence: str, end: int, language: str) -> bool:
    """Whether the end is within a number, or between a number and what it counts or scales ("2 | million")."""
    start = max(0, end - 80)
    window, at = sentence[start : end + 40], end - start
    spans = [(number.start, number.end) for number in find_numbers(window, language)]
    spans += [(first, last) for _, first, last in find_cardinals(window, language)]
    return sentence[end - 1].isnumeric() or any(first < at <= last for first, last in spans)


def _open_mark(text: str) -> int:
    """Return the position after the first quotation mark or bracket that is not closed, 0 when all are."""
    stack: list[tuple[str, int]] = []
    for position, mark in enumerate(text, 1):
        if stack and (mark == _PAIRS[stack[-1][0]] or mark in _OTHER_CLOSER.get(stack[-1][0], "")):
            stack.pop()
        elif mark in _PAIRS:
            stack.append((mark, position))
    return stack[0][1] if stack else 0
