"""Which traps of the trap set (trap_cases.py) get into the summaries of engine `extract`.

    python -m benchmarks.scoring.traps [--language sv] [--kind caption] [--controls]

Prints the failures and a table of failed / all; floors.json records the share that passes. Controls are real sentences
that look like traps: how many of them are kept out of a summary is printed and never fails.
"""

import argparse
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks.scoring.trap_cases import (
    KINDS,
    MAX_LONG_SENTENCES,
    MAX_LONG_WORDS,
    MAX_SHORT_WORDS,
    MIN_LONG_SENTENCES,
    MIN_LONG_WORDS,
    TRAPS,
    Case,
    Line,
    article_of,
    cases,
    join_lines,
    languages,
    stories,
)
from wireglot.articles import SentenceRef
from wireglot.articles.languages import length_in_words
from wireglot.articles.sentences import split_sentences
from wireglot.summarizers import TOO_LONG, UPPER_BOUND, Summaries, Summary, SummaryInput, SummarySentence, summarize

Fault = tuple[str, str]  # what is wrong, and the text in which it is


@dataclass(frozen=True, slots=True)
class Failure:
    """What is wrong with a summary of a case, and the text in which it is."""

    case: Case
    fault: str
    text: str

    def __str__(self) -> str:
        return f"{self.case.name}: {self.fault}: {self.text!r}"


def judge(case: Case) -> list[Failure]:
    """All faults of the two summaries that engine `extract` makes of the case."""
    return failures_of(case, summarize([case.text], engine="extract")[0])


def failures_of(case: Case, summaries: Summaries) -> list[Failure]:
    """All faults of these two summaries of the case."""
    found = {
        "short": (*_length_fault(summaries.short, 1, 2, 1, MAX_SHORT_WORDS), *_faults(case, summaries.short)),
        "long": (
            *_length_fault(summaries.long, MIN_LONG_SENTENCES, MAX_LONG_SENTENCES, MIN_LONG_WORDS, MAX_LONG_WORDS),
            *_faults(case, summaries.long),
        ),
    }
    return [Failure(case, f"{length} {fault}", text) for length, faults in found.items() for fault, text in faults]


def _length_fault(
    summary: Summary, min_sentences: int, max_sentences: int, min_words: int, max_words: int
) -> Iterator[Fault]:
    """At most one fault: the summary has too few or too many sentences or words. A declared length is none."""
    sentences, words = len(summary.sentences), length_in_words(summary.text, summary.language)
    is_good = min_sentences <= sentences <= max_sentences and min_words <= words <= max_words
    is_declared = TOO_LONG in summary.checks and sentences <= max_sentences and words <= UPPER_BOUND * max_words
    if not is_good and not is_declared:
        yield f"has {sentences} sentences, {words:.0f} words", summary.text


def _faults(case: Case, summary: Summary) -> Iterator[Fault]:
    yield from _not_verbatim(case.text, summary)
    evidence = [sentence.evidence for sentence in summary.sentences]
    if sorted(set(evidence)) != evidence:
        yield "is not in document order", summary.text
    yield from _not_from_story(case, summary.sentences)
    yield from _missing_neighbours(case, summary.sentences)


def _not_verbatim(text: SummaryInput, summary: Summary) -> Iterator[Fault]:
    source = {SentenceRef(b, s): each for b, block in enumerate(text.blocks) for s, each in enumerate(block.sentences)}
    for sentence in summary.sentences:
        if len(sentence.evidence) != 1 or sentence.evidence[0] not in source:
            yield f"has evidence {sentence.evidence}", sentence.text
        elif not sentence.quotes(source[sentence.evidence[0]]):
            yield "is not verbatim", sentence.text
    if summary.text not in {joiner.join(sentence.text for sentence in summary.sentences) for joiner in ("", " ")}:
        yield "is not its sentences", summary.text


def _not_from_story(case: Case, quoted: Sequence[SummarySentence]) -> Iterator[Fault]:
    traps = _trap_sentences(case)
    for sentence in quoted:
        if sentence.text in traps or not _quoted_lines(case, sentence):
            has_trap = any(trap in sentence.text or sentence.text in trap for trap in traps)
            yield "quotes a trap" if has_trap else "quotes text that is not in the story", sentence.text


def _trap_sentences(case: Case) -> tuple[str, ...]:
    """The sentences of the trap as written, and with plain spaces, as reading gives them."""
    return (*split_sentences(case.trap), *split_sentences(case.trap.replace("\u3000", " ")))


def _missing_neighbours(case: Case, quoted: Sequence[SummarySentence]) -> Iterator[Fault]:
    lines = [line for paragraph in case.allowed for line in paragraph]
    numbers = {n for sentence in quoted for n in _quoted_lines(case, sentence)}
    for n in sorted(numbers):
        if lines[n].needs_previous and n - 1 not in numbers:
            yield "depends on a missing sentence", lines[n].text
        if lines[n].needs_next and n + 1 not in numbers:
            yield "quotes without the speaker in the next sentence", lines[n].text


def _quoted_lines(case: Case, sentence: SummarySentence) -> set[int]:
    """The numbers of the story's lines that the sentence overlaps; none if it is not in the story."""
    number = 0
    for paragraph in case.allowed:
        text = join_lines(paragraph, case.text.output_language)
        begin, end = text.find(sentence.text), 0
        for n, line in enumerate(paragraph):
            start = text.find(line.text, end)
            end = start + len(line.text)
            if begin >= 0 and start < begin + len(sentence.text) and begin < end:
                return {number + m for m in range(n, len(paragraph)) if _overlaps(text, paragraph[m], begin, sentence)}
        number += len(paragraph)
    return set()


def _overlaps(text: str, line: Line, begin: int, sentence: SummarySentence) -> bool:
    start = text.find(line.text)
    return start < begin + len(sentence.text) and begin < start + len(line.text)


# Controls


@dataclass(frozen=True, slots=True)
class Control:
    """A real sentence that looks like a trap of a kind."""

    kind: str
    language: str
    text: str


def controls() -> tuple[Control, ...]:
    table = tomllib.loads((TRAPS / "controls.toml").read_text(encoding="utf-8"))
    return tuple(
        Control(kind, language, text)
        for kind, by_language in table.items()
        for language, texts in by_language.items()
        for text in texts
    )


def is_kept_out(control: Control) -> bool:
    """Whether the sentence is missing from the long summary, or cut, although all of the article would fit.

    The control opens an article without a headline; three sentences of a story follow.
    """
    story = stories(control.language)[0]
    independent = [line for paragraph in story.paragraphs[1:] for line in paragraph if line.is_independent]
    shortest = sorted(independent, key=lambda line: length_in_words(line.text))[:3]
    article = article_of("", [[control.text], *([line.text] for line in independent if line in shortest)])
    text = SummaryInput(article, control.language, article.blocks, control.language)
    summary = summarize([text], engine="extract")[0].long
    return control.text not in {sentence.text for sentence in summary.sentences}


# Floors and report


def floors(folder: Path) -> dict[str, Any]:
    """The section of floors.json: percent of the articles whose summaries have no fault, in total and by kind."""
    tried = [case for language in languages() for case in cases(language)]
    failed = {case for case in tried if judge(case)}
    return {
        "articles": len(tried),
        "passed": {"all": _passed(tried, failed)}
        | {kind: _passed([case for case in tried if case.kind == kind], failed) for kind in KINDS},
        "why": "few and reliable rules: a rule that also bars real sentences of the news is worth less than its traps",
    }


def _passed(tried: Sequence[Case], failed: set[Case]) -> float:
    return round(100 * (1 - sum(case in failed for case in tried) / len(tried)), 1)


def print_table(tried: Sequence[Case], failures: Sequence[Failure]) -> None:
    """Articles failed / composed: a row for each language and a column for each kind."""
    failed = {failure.case for failure in failures}
    print(" " * 5 + "".join(f"{kind:>16}" for kind in KINDS) + f"{'all':>16}")
    for language in (*sorted({case.language for case in tried}), "all"):
        row = [case for case in tried if language in {case.language, "all"}]
        cells = [[case for case in row if case.kind == kind] for kind in KINDS]
        print(f"{language:5}" + "".join(f"{_cell(cell, failed):>16}" for cell in (*cells, row)))


def _cell(tried: Sequence[Case], failed: set[Case]) -> str:
    return f"{sum(case in failed for case in tried)}/{len(tried)}" if tried else "-"


def print_controls() -> None:
    tried = controls()
    kept_out = [control for control in tried if is_kept_out(control)]
    for control in kept_out:
        print(f"kept out {control.language} {control.kind}: {control.text!r}")
    for kind in sorted({control.kind for control in tried}):
        count = sum(control.kind == kind for control in kept_out)
        print(f"controls of kind {kind}: {count} of {sum(c.kind == kind for c in tried)} kept out of the summary")


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--language", choices=languages(), help="only this language")
    parser.add_argument("--kind", choices=KINDS, help="only this kind of trap")
    parser.add_argument("--controls", action="store_true", help="also the sentences that only look like traps")
    arguments = parser.parse_args()
    chosen = (arguments.language,) if arguments.language else languages()
    tried = [case for code in chosen for case in cases(code) if arguments.kind in {None, case.kind}]
    failures = [failure for case in tried for failure in judge(case)]
    for failure in failures:
        print(failure)
    print_table(tried, failures)
    if arguments.controls:
        print_controls()


if __name__ == "__main__":
    main()
