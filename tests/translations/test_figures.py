"""Figures that an engine copied are written with the reader's marks; all else stays."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wireglot.translations.figures import in_target_figures


@pytest.mark.parametrize(
    ("language", "to", "copied", "written"),
    [
        ("it", "en", "8.000", "8,000"),
        ("it", "en", "1.234.567,89", "1,234,567.89"),
        ("fr", "en", "6,2", "6.2"),
        ("de", "en", "0,75", "0.75"),
        ("es", "en", "12.000", "12,000"),
        ("es", "en", "6,2", "6.2"),
        ("en", "de", "12,000.5", "12.000,5"),
    ],
)
def test_a_copied_figure_gets_the_readers_marks(language: str, to: str, copied: str, written: str) -> None:
    assert in_target_figures(f"a {copied} b.", f"x {copied}.", language, to) == f"x {written}."


@pytest.mark.parametrize(
    ("language", "to", "figure"),
    [
        ("it", "en", "3.20"),  # a time
        ("de", "en", "12.05.2024"),  # a date
        ("es", "en", "12,000"),  # thousands in Mexico, a fraction in Spain
        ("sv", "de", "1,5"),  # the same marks
        ("ja", "en", "1,500"),
        ("fr", "en", "2 300"),
    ],
)
def test_what_may_mean_something_else_stays(language: str, to: str, figure: str) -> None:
    assert in_target_figures(f"a {figure} b", f"x {figure}", language, to) == f"x {figure}"


def test_a_figure_that_the_engine_wrote_itself_stays() -> None:
    assert in_target_figures("otto mila", "8.000", "it", "en") == "8.000"


@given(st.text(), st.text())
def test_nothing_but_marks_changes(source: str, told: str) -> None:
    after = in_target_figures(source, told, "de", "en")

    assert [a for a in after if a not in ".,"] == [b for b in told if b not in ".,"]
