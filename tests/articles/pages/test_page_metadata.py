"""What a page says about its article: dates, address, language, authors, payment."""

import pytest

from tests.articles.pages.page_parts import HEADLINE, TEXT, article, paragraphs
from wireglot.articles.reading.pages import read_page


def read(head="", *, json_ld=None, lang="en", parts=(), **options):
    return read_page(article(paragraphs(*TEXT), *parts, head=head, json_ld=json_ld, lang=lang), "page", **options)


def meta(name, content):
    return f'<meta property="{name}" content="{content}">'


@pytest.mark.parametrize(
    ("head", "json_ld"),
    [
        ("", {"@type": "NewsArticle", "datePublished": "2026-11-05T14:05:00+01:00"}),
        ("", {"@graph": [{"@type": "WebPage"}, {"@type": ["Article"], "datePublished": "2026-11-05T13:05:00Z"}]}),
        (meta("article:published_time", "2026-11-05T08:05:00-05:00"), None),
        ('<meta name="date" content="Thu, 05 Nov 2026 13:05:00 GMT">', None),
    ],
)
def test_the_date_of_publication_is_read_with_its_zone(head, json_ld):
    assert read(head, json_ld=json_ld).metadata.published == "2026-11-05T13:05:00Z"


def test_a_time_element_gives_the_date_where_nothing_else_does():
    found = read(parts=("<time datetime='2026-11-05T13:05:00Z'>Thursday</time>",))

    assert found.metadata.published == "2026-11-05T13:05:00Z"


def test_a_day_in_the_title_is_better_than_none():
    content = article(paragraphs(*TEXT)).replace(b"| Varn Post", b"| Varn Post | 05.11.2026")

    assert read_page(content, "page").metadata.published == "2026-11-05"


def test_the_date_of_change_is_read():
    assert read(json_ld={"@type": "Article", "dateModified": "2026-11-06T09:00:00Z"}).metadata.updated.startswith(
        "2026-11-06"
    )


@pytest.mark.parametrize(
    "head",
    [
        '<link rel="canonical" href="https://varn.example/harbour">',
        '<link rel="canonical" href="/harbour#top">',
        meta("og:url", "https://varn.example/harbour"),
        '<link rel="canonical" href="https://varn.example/">' + meta("og:url", "https://varn.example/harbour"),
    ],
)
def test_the_canonical_address_names_the_article(head):
    assert read(head, url="https://varn.example/amp/harbour?from=rss").metadata.uri == "https://varn.example/harbour"


@pytest.mark.parametrize("address", ["javascript:alert(1)", "data:text/html,x", "http://[", "mailto:a@b.example", "//"])
def test_an_address_that_is_none_of_the_web_names_nothing(address):
    assert read(f'<link rel="canonical" href="{address}">').metadata.uri == ""


@pytest.mark.parametrize(
    ("canonical", "fetched", "uri"),
    [
        ("https://www.varn.example/harbour", "https://m.varn.example/harbour?x=1", "https://www.varn.example/harbour"),
        ("https://other.example/harbour", "https://varn.example/copy", "https://varn.example/copy"),
        ("https://other.co.uk/harbour", "https://varn.co.uk/copy", "https://varn.co.uk/copy"),
        ("https://other.example/harbour", "", "https://other.example/harbour"),
    ],
)
def test_a_page_names_no_article_of_another_site(canonical, fetched, uri):
    assert read(f'<link rel="canonical" href="{canonical}">', url=fetched).metadata.uri == uri


def test_without_an_address_of_its_own_the_fetched_one_counts():
    assert read(url="https://varn.example/harbour").metadata.uri == "https://varn.example/harbour"


@pytest.mark.parametrize(("lang", "language"), [("nb-NO", "nb-NO"), ("en_GB", "en-GB"), ("", "sv"), ("x", "sv")])
def test_the_claimed_language_is_that_of_the_page(lang, language):
    assert read(lang=lang, json_ld={"@type": "Article", "inLanguage": "sv"}).metadata.language == language


def test_the_section_and_the_authors_are_read():
    found = read(
        json_ld={"@type": "Article", "articleSection": ["Region", "Ports"], "author": {"name": "Ann &amp; Bo"}}
    )

    assert (found.section, found.authors) == ("Region", ("Ann & Bo",))


def test_a_headline_without_the_name_of_the_site():
    content = article(paragraphs(*TEXT)).replace(f"<h1>{HEADLINE}</h1>".encode(), b"<h1>Varn Post</h1>")

    assert read_page(content, "page").text.headline == HEADLINE


@pytest.mark.parametrize("free", [False, "False", "false"])
def test_a_short_text_that_is_not_free_is_a_beginning(free):
    assert read(json_ld={"@type": "NewsArticle", "isAccessibleForFree": free}).full_text is False


def test_a_notice_for_subscribers_at_the_end_shows_a_beginning():
    notice = "<p>Il vous reste 57.09% de cet article à lire. La suite est réservée aux abonnés.</p>"
    found = read(parts=(notice,))

    assert found.full_text is False
    assert found.text.blocks[-1].kind == "read-more"


def test_a_free_text_is_judged_by_its_length():
    assert read(json_ld={"@type": "NewsArticle", "isAccessibleForFree": True}).full_text is None


def test_a_draft_is_held_back():
    assert read(json_ld={"@type": "NewsArticle", "creativeWorkStatus": "Draft"}).metadata.status == "withheld"


@pytest.mark.parametrize(
    "script", ["{", "[1, 2", '{"@type": "NewsArticle", "datePublished": "2026-11-05",}', "[" * 100_000, "null", "\x00"]
)
def test_json_that_is_broken_spoils_nothing(script):
    found = read(f'<script type="application/ld+json">{script}</script>')

    assert [block.text for block in found.text.blocks] == TEXT
