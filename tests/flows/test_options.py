"""Options: checked before anything is read, with all faults together."""

import pytest

from wireglot.flows.options import InvalidOptions, Options, check


def test_the_defaults_are_valid() -> None:
    check(Options())


def test_all_faults_are_reported_together() -> None:
    with pytest.raises(InvalidOptions) as fault:
        check(Options(to="in english", translator="babelfish", summarizer="x", limit=-1))

    for part in ("to: 'in english'", "translator: no engine 'babelfish'", "summarizer: no engine 'x'", "limit: -1"):
        assert part in str(fault.value)
    assert "apertium" in str(fault.value)
