"""The text of a page: what trafilatura loses is there, and what is no text is not."""

import pytest

from tests.articles.pages.page_parts import FIRST, HEADLINE, LEAD, SECOND, TEXT, THIRD, article, page, paragraphs
from wireglot.articles import BOILERPLATE
from wireglot.articles.reading.pages import read_page


def blocks(content, **options):
    return read_page(content, "page", **options).text.blocks


def text(content, **options):
    return [block.text for block in blocks(content, **options) if block.kind not in BOILERPLATE]


def test_the_paragraphs_are_the_text():
    assert text(article(paragraphs(*TEXT))) == TEXT


def test_a_page_may_omit_the_tags_of_head_and_body():
    content = f"<!doctype html><title>{HEADLINE}</title><main><h1>{HEADLINE}</h1>{paragraphs(*TEXT)}</main>".encode()

    assert text(content) == list(TEXT)


def test_the_headline_is_no_paragraph():
    assert read_page(article(paragraphs(*TEXT)), "page").text.headline == HEADLINE


@pytest.mark.parametrize(
    "lead",
    [
        f'<p class="standfirst">{LEAD}</p>',
        f'<div class="articleIntro">{LEAD}</div>',
        f'<h2 class="article__sub-title">{LEAD}</h2>',
        f"<p>{LEAD}</p>",
    ],
)
def test_a_standfirst_above_the_text_is_its_beginning(lead):
    content = article(f"<header>{lead}</header>", f'<div class="body">{paragraphs(*TEXT)}</div>')

    assert text(content) == [LEAD, *TEXT]


def test_a_description_is_the_lead_where_the_page_shows_none():
    content = article(paragraphs(*TEXT), json_ld={"@type": "NewsArticle", "description": LEAD})

    assert text(content) == [LEAD, *TEXT]


@pytest.mark.parametrize(
    "description", [LEAD[:60] + "…", HEADLINE, FIRST, "Get the latest news from Varn in your inbox."]
)
def test_a_description_that_says_nothing_new_is_no_lead(description):
    content = article(paragraphs(*TEXT), head=f'<meta property="og:description" content="{description}">')

    assert text(content) == TEXT


def test_subheadings_stand_where_they_were():
    content = article(
        paragraphs(FIRST),
        "<h2>The storm</h2>",
        paragraphs(SECOND),
        "<p><strong>The cost</strong></p>",
        paragraphs(THIRD),
    )

    kinds = [(block.kind, block.text) for block in blocks(content)]
    assert kinds[1] == ("heading", "The storm")
    assert kinds[3] == ("heading", "The cost")
    assert text(content) == [FIRST, "The storm", SECOND, "The cost", THIRD]


def test_a_heading_may_be_apart_from_its_text_by_a_picture():
    figure = "<figure><img src='a.jpg'><figcaption>The pier on Monday. Photo: Ann Roe</figcaption></figure>"
    content = article(paragraphs(FIRST), "<h3>The storm</h3>", figure, paragraphs(SECOND, THIRD))

    assert text(content) == [FIRST, "The storm", SECOND, THIRD]


def test_quotes_and_lists_are_text():
    quote = "We have never seen the like of it in forty years, and I hope never to see it again."
    items = ["The north pier is closed.", "The fish market is open from Tuesday."]
    content = article(
        paragraphs(*TEXT),
        f"<blockquote><p>{quote}</p></blockquote>",
        f"<ul>{''.join(f'<li>{item}</li>' for item in items)}</ul>",
        paragraphs("The council meets again on Friday to decide about a new breakwater, its chairman told reporters."),
    )

    assert text(content)[3:6] == [quote, *items]


def test_line_breaks_separate_paragraphs():
    assert text(article(f"<div>{'<br><br>'.join(TEXT)}</div>")) == TEXT


def test_text_that_comes_twice_is_read_once():
    twice = "".join(f'<div class="{device}">{paragraphs(*TEXT)}</div>' for device in ("mobile", "desktop"))
    content = article(f'<p class="standfirst">{FIRST[:81]}</p>', twice, json_ld={"@type": "NewsArticle"})

    assert text(content) == TEXT


def test_a_text_that_is_hidden_until_a_click_is_read():
    content = article(f'<div class="paywall" hidden>{paragraphs(*TEXT)}</div>')

    assert text(content) == TEXT


@pytest.mark.parametrize(
    "other",
    [
        "<aside><h3>Related</h3><p>A ferry ran aground near Varn last week; its captain was fined.</p></aside>",
        "<div class='newsletter-box'><p>Every morning we send you the best stories of our newsroom by mail.</p></div>",
        "<p><a href='/1'>READ MORE: A ferry ran aground near Varn</a></p>",
        "<ul><li><a href='/1'>A ferry ran aground</a></li><li><a href='/2'>The captain was fined</a></li></ul>",
        "<ul class='mostRead'><li>A ferry ran aground near Varn last week, killing nobody.</li></ul>",
        "<h3>Auch interessant</h3>",
        "<p>02:57 Min.. Verfügbar bis 06.05.2024.</p>",
        "<div id='cookie-notice'><p>This site needs your consent before it can show you anything at all.</p></div>",
    ],
)
def test_other_parts_among_the_paragraphs_are_no_text(other):
    assert text(article(paragraphs(FIRST), other, paragraphs(SECOND, THIRD))) == TEXT


@pytest.mark.parametrize(
    "banner",
    [
        "We use cookies and similar methods to improve our services; you can change your mind at any time.",
        "Wir und unsere Partner verwenden Cookies, um Ihnen Inhalte und Anzeigen zu zeigen.",
        "Utilizamos cookies propias y de terceros para mejorar nuestros servicios.",
        "Мы используем cookie, чтобы сайт работал лучше.",
    ],
)
def test_a_cookie_banner_is_no_text_whatever_it_is_called(banner):
    content = page(
        f"<div><p>{banner}</p><article><h1>{HEADLINE}</h1><p>{banner}</p>{paragraphs(*TEXT)}</article></div>"
    )

    assert text(content) == TEXT


def test_a_time_in_a_sport_report_is_text():
    line = "02:57 Min. brauchte die Siegerin."

    assert line in text(article(paragraphs(FIRST, line), paragraphs(SECOND, THIRD)))


def test_news_about_cookies_is_text():
    news = (
        "The data authority of Norland fined the newspaper two million crowns on Friday because its site had set "
        "cookies before readers agreed, the authority said."
    )

    assert text(article(paragraphs(news, *TEXT))) == [news, *TEXT]


def test_a_text_that_only_a_script_would_show_is_in_the_json_ld():
    json_ld = {"@type": "NewsArticle", "headline": HEADLINE, "articleBody": "\n\n".join(TEXT)}

    assert text(article("<div id='app'></div>", json_ld=json_ld)) == TEXT


def test_the_byline_is_before_the_text():
    json_ld = {"@type": "NewsArticle", "author": [{"@type": "Person", "name": "Ann Roe"}, {"name": "Bo Lind"}]}
    first = blocks(article(paragraphs(*TEXT), json_ld=json_ld))[0]

    assert (first.kind, first.text) == ("byline", "Ann Roe, Bo Lind")


def test_control_and_direction_marks_are_not_in_the_text():
    content = article(
        paragraphs(FIRST, "The \x07ferry \u202egnihton\u202c sails at \u2066noon\u2069 on Thursday, it said.")
    ).replace(HEADLINE.encode(), "Harbour \u202eof\x1b[31m Varn shut".encode())
    found = read_page(content, "page").text

    assert found.headline == "Harbour of Varn shut"
    assert found.blocks[-1].text == "The ferry gnihton sails at noon on Thursday, it said."
