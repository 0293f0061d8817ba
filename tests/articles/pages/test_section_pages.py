"""Section pages are no articles, and articles with lists of others are."""

import pytest

from tests.articles.pages.page_parts import TEXT, article, page, paragraphs
from wireglot.articles.reading import NotAnArticle
from wireglot.articles.reading.pages import read_page

STORIES = [
    ("Pier collapses in Kerrow", "Two people are missing after the east pier gave way on Tuesday morning."),
    ("Callan sells its market hall", "Eleven stallholders must leave by the first of May, the council said."),
    ("School reopens in Dunmore", "All 210 pupils came back on Monday, five weeks after the flood."),
    ("Ferry runs aground", "The captain was fined on Friday, and the ferry will sail again next week."),
]


def teasers(tag):
    items = [
        f"<{tag}><h3><a href='/{n}'>{title}</a></h3><p>{text}</p></{tag}>" for n, (title, text) in enumerate(STORIES)
    ]
    return "".join(items)


@pytest.mark.parametrize("tag", ["li", "article", "div"])
def test_a_list_of_teasers_is_no_article(tag):
    with pytest.raises(NotAnArticle, match="found a page that lists articles"):
        read_page(page(f"<main><h1>Region</h1><div>{teasers(tag)}</div></main>"), "region.html")


def test_the_home_page_is_no_article():
    head = '<link rel="canonical" href="https://varn.example/"><meta property="og:type" content="website">'
    with pytest.raises(NotAnArticle, match=r"region\.html: expected an article, found a page that lists articles"):
        read_page(page(f"<main>{paragraphs(*TEXT)}</main>", head=head), "region.html")


def test_a_collection_page_is_no_article():
    with pytest.raises(NotAnArticle):
        read_page(page(f"<main>{paragraphs(*TEXT)}</main>", json_ld={"@type": "CollectionPage"}), "region.html")


def test_an_article_above_a_list_of_teasers_is_an_article():
    content = article(paragraphs(*TEXT), f"<div>{teasers('div')}</div>")

    assert [block.text for block in read_page(content, "page").text.blocks][:3] == TEXT


@pytest.mark.parametrize("body", ["", "<main></main>", "<nav><a href='/'>Home</a></nav>"])
def test_a_page_without_text_is_no_article(body):
    with pytest.raises(NotAnArticle):
        read_page(f"<!doctype html><html><body>{body}</body></html>".encode(), "empty.html")
