"""The rules that benchmarks/ablation.py switches off are rules of the engine."""

from importlib import import_module

import pytest

from benchmarks.ablation import PACKAGE, RULES, all_rules, switched_off
from wireglot.articles import Article, Block
from wireglot.summarizers import SummaryInput, summarize

NAMES = sorted({dotted for replaced in all_rules().values() for dotted in replaced})


@pytest.mark.parametrize("dotted", NAMES)
def test_every_rule_that_is_switched_off_exists(dotted):
    module, _, name = dotted.partition(".")

    assert hasattr(import_module(f"{PACKAGE}.{module}"), name)


def test_a_rule_is_switched_off_and_on_again():
    lines = (
        "The harbour of Lorne was closed after the storm on Monday.",
        "[Photograph by the harbour office of Lorne]",
    )
    blocks = tuple(Block("paragraph", (line,)) for line in lines)
    text = SummaryInput(Article("a", "a", "", "Storm in Lorne", blocks), "en", blocks, "en")

    def quoted() -> int:
        return len(summarize([text], engine="extract")[0].long.sentences)

    with switched_off(RULES["fragments: all"]):
        assert quoted() == 2
    assert quoted() == 1
