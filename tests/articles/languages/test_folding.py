"""Text folding for search, with the vectors that the site's JavaScript must pass as well."""

import json
from pathlib import Path
from unicodedata import unidata_version

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks import folding_table
from wireglot.articles import languages
from wireglot.articles.languages import fold

VECTORS = json.loads((Path(__file__).parent / "folding_vectors.json").read_text("utf-8"))["folded"]


@pytest.mark.parametrize(("text", "folded"), VECTORS)
def test_text_folds_as_the_shared_vectors_say(text: str, folded: str) -> None:
    assert fold(text) == folded


@given(st.text())
def test_folding_twice_changes_nothing_more(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@pytest.mark.skipif(
    unidata_version != languages.folding_table()["unicode"], reason="the table was made with another Unicode version"
)
def test_the_stored_table_is_what_the_script_generates() -> None:
    assert folding_table.table() == languages.folding_table()
