"""The options: checked before anything is read, all faults together."""

import pytest

from wireglot.flows.options import InvalidOptions, Options, check


def test_a_plain_recipe_is_right() -> None:
    check(Options())


def test_all_faults_are_told_together() -> None:
    with pytest.raises(InvalidOptions) as fault:
        check(Options(to="in english", translator="babelfish", summarizer="x", limit=-1))

    for part in (
        "to: 'in english'",
        "translator: no engine 'babelfish'",
        "summarizer: no engine 'x'",
        "limit: -1",
    ):
        assert part in str(fault.value)
    assert "apertium" in str(fault.value)
