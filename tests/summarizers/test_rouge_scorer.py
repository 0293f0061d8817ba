"""Our ROUGE on cases worked out by hand, and the engine against the lead on real articles."""

import os
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from statistics import fmean

import pytest

SCRIPT = Path(__file__).parent.parent / "evaluation" / "summaries.py"


@pytest.fixture(scope="module")
def scorer():
    spec = spec_from_file_location("evaluation_of_summaries", SCRIPT)
    assert spec is not None
    assert spec.loader is not None
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_tokens_are_words_or_single_characters_of_scripts_without_spaces(scorer):
    assert scorer.tokens("Don’t 北京, ভাইবোনের 12,5!") == ["don", "t", "北", "京", "ভাইবোনের", "12", "5"]


def test_rouge_by_hand(scorer):
    # 4 tokens against 3: shared words 3, shared pairs 0, longest in common "a b" or "a c"
    assert scorer.rouge("a b c d", ["a c b"]) == pytest.approx((2 * 3 / 7, 0, 2 * 2 / 7))


def test_the_best_reference_counts_for_each_measure(scorer):
    assert scorer.rouge("a b", ["b a", "a b c d"]) == pytest.approx((1, 2 * 1 / (1 + 3), 2 * 2 / 6))


def test_nothing_made_scores_nothing(scorer):
    assert scorer.score("", ["a b"]) == 0


@pytest.mark.evaluation
def test_extract_beats_the_lead(scorer):
    """Macro over the sets, 40 articles each, each at its references' length; +3.5 when written, noise 1.0."""
    data = os.environ.get("WIREGLOT_DATA")
    if not data:
        pytest.skip("WIREGLOT_DATA names no data folder; the summaries evaluation needs one")
    found = [
        scorer.scored(file, "short" if file.name.split(".")[0] in scorer.SHORT_SETS else "long", 40)
        for file in scorer.files(Path(data))
    ]

    assert fmean(one.ours - one.lead for one in found) > 2.5
