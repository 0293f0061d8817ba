"""Few traps get into a summary; the trap set is as large and as fair as it should be."""

from collections import Counter
from collections.abc import Iterator
from itertools import combinations
from pathlib import Path

import pytest

from benchmarks.scoring import traps
from benchmarks.scoring.data import recorded_floors
from benchmarks.scoring.trap_cases import KINDS, MAX_LONG_WORDS, MIN_LONG_WORDS, Case, cases, languages, stories
from wireglot.articles import SentenceRef
from wireglot.articles.languages import join_sentences, length_in_words
from wireglot.summarizers import Summaries, Summary, SummarySentence

pytestmark = pytest.mark.evaluation

Sentence = tuple[SentenceRef, str]


def test_no_more_traps_get_into_a_summary() -> None:
    floor = recorded_floors()["traps"]["passed"]
    passed = traps.floors(Path())["passed"]

    assert {kind: share for kind, share in passed.items() if share < floor[kind]} == {}
    assert passed["all"] >= 95


def test_the_set_has_enough_articles_languages_and_texts() -> None:
    kinds = Counter((case.language, case.kind) for case in all_cases())

    assert len(languages()) >= 18
    assert kinds.total() >= 2000
    assert {kind for _, kind in kinds} == set(KINDS)
    assert min(kinds.values()) >= 6


@pytest.mark.parametrize("language", languages())
def test_every_story_allows_a_long_summary(language: str) -> None:
    for story in stories(language):
        lengths = sorted(length_in_words(line.text) for line in story.lines if line.is_independent)

        assert 8 <= len(story.lines) <= 14
        assert sum(lengths[-5:]) >= MIN_LONG_WORDS + 15
        assert sum(lengths[:3]) <= MAX_LONG_WORDS - 15


@pytest.mark.parametrize("language", languages())
def test_every_sentence_is_read_as_written(language: str) -> None:
    for case in cases(language):
        if case.carrier == "line" and case.kind not in {"run-in-heading", "run-in-dateline"}:
            read = {sentence for _, sentence in case.text.article.sentences()}
            written = {line.text for paragraph in case.allowed for line in paragraph}
            assert written <= read, (case.name, written - read)


def test_there_are_twenty_controls_of_each_kind() -> None:
    kinds = Counter(control.kind for control in traps.controls())

    assert min(kinds.values()) >= 20, kinds


def all_cases() -> Iterator[Case]:
    return (case for language in languages() for case in cases(language))


def summary_of(case: Case, *chosen: Sentence) -> Summary:
    """A summary of these whole sentences."""
    language = case.text.output_language
    sentences = tuple(SummarySentence(sentence, (ref,)) for ref, sentence in chosen)
    text = join_sentences([sentence for _, sentence in chosen], language)
    return Summary(text, sentences, "by hand", "by hand|v:1", language=language)


def sentences_of(case: Case) -> list[Sentence]:
    blocks = enumerate(case.text.blocks)
    return [(SentenceRef(b, s), sentence) for b, block in blocks for s, sentence in enumerate(block.sentences)]


def good_summaries(case: Case) -> Summaries | None:
    """Summaries of independent sentences, by trying combinations; None when the article has none."""
    language = case.text.output_language
    lines = {line.text for paragraph in case.allowed for line in paragraph if line.is_independent}
    independent = [(ref, sentence) for ref, sentence in sentences_of(case) if sentence in lines]
    short = min(independent, key=lambda each: length_in_words(each[1], language))
    for count in (3, 4, 5):
        for chosen in combinations(independent, count):
            long = summary_of(case, *chosen)
            if MIN_LONG_WORDS <= length_in_words(long.text, language) <= MAX_LONG_WORDS:
                return Summaries(summary_of(case, short), long)
    return None


def test_every_article_has_summaries_without_fault() -> None:
    unfair = [
        case.name
        for case in all_cases()
        if (summaries := good_summaries(case)) is None or traps.failures_of(case, summaries)
    ]

    assert not unfair


def test_the_judge_recognises_every_trap() -> None:
    missed = []
    for case in all_cases():
        allowed = {line.text for paragraph in case.allowed for line in paragraph}
        others = [(ref, sentence) for ref, sentence in sentences_of(case) if sentence not in allowed]
        missed += [(case.name, each[1]) for each in others if "trap" not in faults_of(case, each)]
        assert others or case.kind in {"quote", "dependent", "notice"}, case.name  # a correction may be the note

    assert not missed


def test_the_judge_recognises_a_missing_neighbour() -> None:
    for case in all_cases():
        if case.kind in {"quote", "dependent"}:
            dependent = {line.text for paragraph in case.allowed for line in paragraph if not line.is_independent}
            for ref, sentence in sentences_of(case):
                faults = faults_of(case, (ref, sentence))
                is_recognised = "missing sentence" in faults or "speaker" in faults
                assert is_recognised == (sentence in dependent), (case.name, sentence)


def faults_of(case: Case, chosen: Sentence) -> str:
    """The judge's findings on a summary of this sentence alone."""
    summary = summary_of(case, chosen)
    return " ".join(failure.fault for failure in traps.failures_of(case, Summaries(summary, summary)))
