"""Whole lines of boilerplate are recognised in many languages, and text is not."""

import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wireglot.articles import boilerplate_kind
from wireglot.articles.languages import ends_sentence

LINES = tomllib.loads(Path(__file__).with_name("boilerplate.toml").read_text("utf-8"))
KINDS = ("caption", "byline", "dateline", "read-more")


def kind_of(line, *, edge=True):
    return boilerplate_kind(line, final=ends_sentence(line), at_edge=edge)


@pytest.mark.parametrize("space", ["\u00a0", "\u202f", "\u2009", ""])
def test_a_hard_space_does_not_hide_a_final_mark(space):
    assert ends_sentence(f"« Est-ce la fin{space}?{space}»")


@pytest.mark.parametrize(("kind", "line"), [(kind, line) for kind in KINDS for line in LINES[kind].split("\n")])
def test_a_line_of_boilerplate_has_its_kind(kind, line):
    assert kind_of(line) == kind


@pytest.mark.parametrize("line", LINES["text"].split("\n"))
def test_text_that_begins_like_boilerplate_stays_text(line):
    assert kind_of(line) is None


def test_a_name_alone_is_a_byline_only_at_the_edge():
    assert kind_of("By Jane Doe", edge=True) == "byline"
    assert kind_of("By Jane Doe", edge=False) is None


def test_a_paragraph_that_ends_in_a_credit_stays_text():
    assert kind_of("Word " * 50 + "ended. Foto: Jessica Gow/TT") is None


@given(st.text(min_size=1).filter(str.strip), st.booleans(), st.booleans())
def test_any_line_has_an_answer(line, final, edge):
    assert boilerplate_kind(line.strip(), final=final, at_edge=edge) in {None, *KINDS}
