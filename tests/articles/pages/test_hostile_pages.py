"""Pages from strangers: only our own errors appear, and none takes long."""

from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.articles.pages.page_parts import FIRST, TEXT, article, page, paragraphs
from wireglot.articles.reading import NotAnArticle, ReadingError, TooLarge
from wireglot.articles.reading.pages import read_page

TAGS = [
    "p",
    "div",
    "li",
    "ul",
    "h1",
    "h2",
    "a",
    "b",
    "article",
    "main",
    "time",
    "figure",
    "table",
    "td",
    "br",
    "script",
    "nav",
]
MARKUP = st.lists(
    st.one_of(
        st.sampled_from([f"<{tag}>" for tag in TAGS] + [f"</{tag}>" for tag in TAGS]),
        st.sampled_from(
            ["<p class='lead'>", "<time datetime='x'>", "<a href='javascript:x'>", "<!--", "-->", "&#0;", "<!", "<p "]
        ),
        st.text(max_size=30),
        st.just(FIRST),
    ),
    max_size=60,
).map("".join)
JSON_LD = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(
                [
                    "@type",
                    "@graph",
                    "headline",
                    "author",
                    "datePublished",
                    "liveBlogUpdate",
                    "articleBody",
                    "hasPart",
                    "url",
                    "name",
                ]
            ),
            inner | st.sampled_from(["NewsArticle", "LiveBlogPosting"]),
            max_size=5,
        )
    ),
    max_leaves=12,
)


def read_or_refuse(content):
    with suppress(ReadingError):
        read_page(content, "page")


@settings(deadline=None, max_examples=60)
@given(MARKUP)
def test_any_markup_is_read_or_refused(markup):
    read_or_refuse(page(markup))


@settings(deadline=None, max_examples=60)
@given(st.binary(max_size=300))
def test_any_bytes_are_read_or_refused(content):
    read_or_refuse(content)
    read_or_refuse(b"<html><body><p>" + content)


@settings(deadline=None, max_examples=60)
@given(JSON_LD)
def test_any_json_ld_is_read_or_refused(json_ld):
    read_or_refuse(article(paragraphs(*TEXT), json_ld=json_ld if isinstance(json_ld, dict) else {"@graph": json_ld}))


@pytest.mark.parametrize(
    "markup", ["<div>" * 100_000 + FIRST, "<b>" * 30_000 + FIRST, "<p>x" * 100_000, "<table>" * 50_000]
)
def test_a_page_with_endless_elements_is_too_large(markup):
    with pytest.raises(TooLarge, match="expected a page of at most 20 MB"):
        read_page(page(markup), "page")


def test_elements_within_hundreds_of_others_are_read():
    content = page("<div>" * 700 + paragraphs(*TEXT) + "</div>" * 700)

    assert [block.text for block in read_page(content, "page").text.blocks] == TEXT


def test_an_attribute_of_ten_megabytes_is_no_text():
    content = article(f"<p data-state='{'x' * 10_000_000}'>{FIRST}</p>", paragraphs(*TEXT[1:]))

    assert [block.text for block in read_page(content, "page").text.blocks] == TEXT


def test_more_than_twenty_megabytes_are_refused():
    with pytest.raises(TooLarge):
        read_page(page("<!--" + "x" * 21_000_000 + "-->"), "page")


def test_a_page_of_links_with_scripts_has_no_text():
    links = "".join(f"<li><a href='javascript:open({n})'>Open window {n}</a></li>" for n in range(300))
    with pytest.raises(NotAnArticle):
        read_page(page(f"<ul>{links}</ul>"), "page")


def test_a_script_that_looks_like_a_tag_with_many_attributes_is_no_obstacle() -> None:
    script = f"<script>for(d=0;d<e;++d)if({'a b c ' * 400})return 1</script>"

    found = read_page(page(f"{script}<main>{paragraphs(*TEXT)}</main>"), "page")

    assert FIRST in " ".join(block.text for block in found.text.blocks)
