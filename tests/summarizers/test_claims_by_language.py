"""Claims in every language that has words for them: a true sentence has no fault, a false one the fault of its kind."""

import tomllib
from pathlib import Path

import pytest

from wireglot.articles import Article, Block, SentenceRef
from wireglot.summarizers import SummaryInput
from wireglot.summarizers.facts import FactCheck, check_facts
from wireglot.summarizers.facts.tables import table

STORIES = tomllib.loads(Path(__file__).with_name("claims.toml").read_text(encoding="utf-8"))

# Kind of claim -> the kinds of fault that find it: who acts is also a name in the place of another.
KINDS = {
    "subject": {"subject", "name"},
    "roles": {"subject", "name"},
    "speaker": {"speaker"},
    "superlative": {"superlative"},
    "cause": {"cause"},
    "negation": {"negation"},
    "opposite": {"opposite"},
    "certainty": {"certainty"},
}


CASES = [(language, kind) for language in STORIES for kind in KINDS if kind in STORIES[language]]


def check(language: str, sentence: str, numbers: list[int]) -> FactCheck:
    blocks = tuple(Block("paragraph", (one,)) for one in STORIES[language]["story"])
    text = SummaryInput(Article("a", "a", "", "", blocks), language, blocks, language)
    (result,) = check_facts([sentence], text, cited=[tuple(SentenceRef(number - 1, 0) for number in numbers)])
    return result


@pytest.mark.parametrize(("language", "kind"), CASES)
def test_a_true_claim_has_no_fault(language: str, kind: str) -> None:
    numbers, true, _ = STORIES[language][kind]

    assert check(language, true, numbers).faults == ()


@pytest.mark.parametrize(("language", "kind"), CASES)
def test_a_false_claim_has_its_fault(language: str, kind: str) -> None:
    numbers, _, false = STORIES[language][kind]
    found = check(language, false, numbers)

    assert KINDS[kind] & {fault.kind for fault in found.faults}, found


def test_every_language_with_words_for_claims_has_a_story() -> None:
    assert STORIES.keys() == table("claims").keys()
