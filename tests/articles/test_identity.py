"""Ids are readable, stable, safe as folder names, and never the same for two sources."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wireglot.articles import InvalidId, article_id, check_id


def test_the_id_of_a_source_never_changes():
    # printf mon/lead.txt | sha256sum | cut -c1-8
    assert article_id("mon/lead.txt") == "mon-lead-6d6b8f67"


def test_paths_that_look_alike_have_different_ids():
    names = ["mon/lead.txt", "mon-lead.txt", "mon/lead.md", "Mon/Lead.txt", "tue/lead.txt", "新闻.txt", "头条.txt"]

    assert len({article_id(name) for name in names}) == len(names)


def test_the_readable_part_comes_from_the_name():
    assert article_id("Tåg försenat.md").startswith("tag-forsenat-")
    assert article_id("https://www.example.org/smørrebrød/a.html").startswith("example-org-smorrebrod-a-")
    assert article_id("新闻/头条.txt").startswith("article-")
    assert article_id("CON").startswith("con-")


@given(st.text())
def test_every_source_has_an_id_that_passes_the_check(uri):
    assert check_id(article_id(uri)) == article_id(uri)
    assert len(article_id(uri)) <= 57


@pytest.mark.parametrize(
    "text",
    ["", "..", "../../x", "/etc/passwd", "CON", "con", "nul.txt", "a b-12345678", "-12345678", "x-1234567",
     "x-1234567g", "Lead-12345678", "a/b-12345678", "a\\b-12345678", "lead-12345678\n", "a--b-12345678",
     "é-12345678", "x" * 60 + "-12345678", "lead-12345678 ", ".lead-12345678", "12345678"],
)  # fmt: skip
def test_anything_but_an_id_is_refused(text):
    with pytest.raises(InvalidId, match="Expected an article id"):
        check_id(text)
