"""Ids are readable, stable, safe as folder names, and never the same for two sources."""

import os

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wireglot.articles import InvalidId, article_id, check_id, file_uri, identifier_key, is_file_uri, is_identifier


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
    assert len(article_id(uri)) <= 61


NAMES = st.text("ab.- é", min_size=1, max_size=3).filter(lambda name: name not in (".", ".."))
PATHS = st.lists(NAMES, min_size=1, max_size=4).map(lambda names: "/" + "/".join(names))


@given(PATHS, PATHS, PATHS)
def test_two_files_never_share_an_id(one, other, outputs):
    uris = {file_uri(one, outputs), file_uri(other, outputs)}

    assert len({article_id(uri) for uri in uris}) == len(uris) == len({one, other})


@given(PATHS, PATHS, PATHS)
def test_a_path_leads_back_to_its_file_also_after_a_move(path, outputs, moved):
    uri = file_uri(path, outputs)

    assert os.path.normpath(f"{outputs}/{uri}") == path
    assert file_uri(moved + path, moved + outputs) == uri
    assert is_file_uri(uri)
    assert not is_identifier(uri)


def test_the_id_of_a_file_has_its_folder_and_name():
    # printf ../../inbox/mon/lead.txt | sha256sum | cut -c1-12
    assert article_id("../../inbox/mon/lead.txt") == "mon-lead-4a9e55bed5db"
    assert article_id("../" + "x" * 60 + "/lead.txt").startswith("x" * 43 + "-lead-")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("https://news.example/1", True),
        ("urn:newsml:agency.example:20260301:4711", True),
        ("tag:news.example,2026:1", True),
        ("https://news.example/?p=1", True),
        ("https://news.example", False),
        ("HTTP://news.example/", False),
        ("Agency", False),
        ("../lead.txt", False),
        ("stdin:0", False),
        ("urn:two words", False),
    ],
)
def test_what_names_one_article_is_an_identifier(text, expected):
    assert is_identifier(text) is expected


@pytest.mark.parametrize(
    "text",
    ["", "..", "../../x", "/etc/passwd", "CON", "con", "nul.txt", "a b-12345678", "-12345678", "x-1234567",
     "x-1234567g", "Lead-12345678", "a/b-12345678", "a\\b-12345678", "lead-12345678\n", "a--b-12345678",
     "é-12345678", "x" * 60 + "-12345678", "lead-12345678 ", ".lead-12345678", "12345678"],
)  # fmt: skip
def test_anything_but_an_id_is_refused(text):
    with pytest.raises(InvalidId, match="Expected an article id"):
        check_id(text)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("https://x.example/a?b=1", "https://x.example/a?b=2"),
        ("https://x.example/A", "https://x.example/a"),
        ("https://x.example/#/a", "https://x.example/#/b"),
        ("https://x.example:8080/a", "https://x.example/a"),
        ("https://x.example/day.json#/1", "https://x.example/day.json#/2"),
        ("https://x.example/a?key=20260101000000001", "https://x.example/a?key=20260101000000002"),
        ("urn:wire:A", "urn:wire:a"),
    ],
)
def test_identifiers_that_may_differ_are_not_compared_as_equal(one: str, other: str) -> None:
    assert identifier_key(one) != identifier_key(other)
    assert is_identifier(one)


@pytest.mark.parametrize("site", ["https://x.example/?utm_source=rss", "https://x.example:443/#top"])
def test_a_site_with_a_tracking_parameter_names_no_article(site: str) -> None:
    assert not is_identifier(site)
