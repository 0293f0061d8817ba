"""Floors of the fact checks: errors seeded in twelve languages, and the ranking of summaries that people judged."""

from functools import cache
from pathlib import Path

import pytest

from benchmarks.scoring import faithfulness, seeded
from benchmarks.scoring.data import recorded_floors
from benchmarks.scoring.faithfulness import Ranking, rankings

pytestmark = pytest.mark.evaluation

# What a newsroom needs; most of the measured floors are higher.
GOALS = {"number": 0.95, "date": 0.95, "unit": 0.95, "name": 0.85, "speaker": 0.85, "negation": 0.60}

Recall = dict[str, tuple[int, int]]


@cache
def recall(folder: Path) -> dict[str, Recall]:
    return {language: seeded.recall(seeded.documents(folder, language)) for language in seeded.LANGUAGES}


@cache
def ranked(folder: Path) -> tuple[Ranking, ...]:
    return rankings(folder)


@pytest.fixture
def documents(data: Path) -> Path:
    if not (data / "ntrex" / "eng.jsonl.gz").exists():
        pytest.skip(f"{data} has no ntrex/*.jsonl.gz to seed errors in")
    return data


@pytest.fixture
def summaries(data: Path) -> Path:
    if not (data / "faithfulness" / "qags_cnndm.jsonl.gz").exists():
        pytest.skip(f"{data} has no faithfulness/*.jsonl.gz to rank")
    return data


@pytest.fixture
def floors() -> dict:
    return recorded_floors()["facts"]


def total(by_language: dict[str, Recall], kind: str) -> float:
    return sum(own[kind][0] for own in by_language.values()) / sum(own[kind][1] for own in by_language.values())


def test_every_error_seeded_in_the_small_set_is_found() -> None:
    small = {document.language: [document] for document in seeded.small_documents()}
    lines = [line for kind in GOALS for line in seeded.missed(small, kind)]

    assert not lines, "\n".join(lines)


def test_small_set_seeds_every_kind_in_twelve_languages() -> None:
    documents = seeded.small_documents()
    kinds = {seed.kind for document in documents for seed in seeded.seeds(document)}

    assert len({document.language for document in documents}) >= 12
    assert kinds == set(GOALS)


def test_sentences_of_an_article_support_themselves() -> None:
    assert seeded.verbatim_alarms(seeded.small_documents()) == []


def test_no_sentence_of_an_article_has_a_fault(documents: Path) -> None:
    every = [document for language in seeded.LANGUAGES for document in seeded.documents(documents, language)]

    assert seeded.verbatim_alarms(every) == []


@pytest.mark.parametrize("kind", GOALS)
def test_seeded_errors_reach_the_goals(kind: str, documents: Path) -> None:
    assert total(recall(documents), kind) >= GOALS[kind]


def test_seeded_errors_keep_their_floors(documents: Path, floors: dict) -> None:
    if seeded.corpus_sha256(documents) != floors["recall_corpus_sha256"]:
        pytest.skip(f"floors were measured on other documents than those of {documents}")
    found = {kind: total(recall(documents), kind) for kind in GOALS}

    assert {k: (share, floors["recall"][k]) for k, share in found.items() if share < floors["recall"][k]} == {}


def test_unfaithful_summaries_have_less_support(summaries: Path) -> None:
    assert {own.name: own.auc for own in ranked(summaries) if own.low <= 0.5} == {}


def test_ranking_keeps_its_floors(summaries: Path, floors: dict) -> None:
    if faithfulness.corpus_sha256(summaries) != floors["auc_corpus_sha256"]:
        pytest.skip(f"floors were measured on other summaries than those of {summaries}")
    found = {own.name: own.auc for own in ranked(summaries)}

    assert {name: (auc, floors["auc"][name]) for name, auc in found.items() if auc < floors["auc"][name]} == {}
