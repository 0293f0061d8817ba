"""The recipe: checked before anything is read, all faults together."""

import pytest

from flows.recipe import Recipe, WrongRecipe, check


def test_a_plain_recipe_is_right() -> None:
    check(Recipe())


def test_all_faults_are_told_together() -> None:
    with pytest.raises(WrongRecipe) as fault:
        check(Recipe(to="in english", translator="babelfish", summarizer="x", limit=-1))

    for part in (
        "to: 'in english'",
        "translator: no engine 'babelfish'",
        "summarizer: no engine 'x'",
        "limit: -1",
    ):
        assert part in str(fault.value)
    assert "apertium" in str(fault.value)
