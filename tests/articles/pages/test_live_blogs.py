"""Live blogs: their overview and their newest entries."""

from tests.articles.pages.page_parts import FIRST, HEADLINE, LEAD, article, paragraphs
from wireglot.articles.reading.pages import read_page


def entry_text(n):
    return (
        f"Entry {n}: the crews of the port authority have freed another {n} boats from below the fallen crane, it said."
    )


def moment(n):
    return f"2026-11-05T{n:02}:00:00+01:00"


def texts(content):
    page = read_page(content, "page")
    return [block.text for block in page.text.blocks], page.metadata.warnings


def test_the_entries_in_the_json_ld_are_read_newest_first():
    updates = [
        {"@type": "BlogPosting", "headline": f"Report {n}", "articleBody": entry_text(n), "datePublished": moment(n)}
        for n in range(1, 15)
    ]
    json_ld = {"@type": "LiveBlogPosting", "headline": HEADLINE, "description": LEAD, "liveBlogUpdate": updates}
    found, warnings = texts(article(paragraphs(FIRST, *map(entry_text, range(14, 0, -1))), json_ld=json_ld))

    assert found[:4] == [LEAD, FIRST, "Report 14", entry_text(14)]
    assert found[-1] == entry_text(5)
    assert warnings == ("A live blog: its overview and the newest 10 of 14 entries.",)


def test_entries_with_a_time_of_their_own_are_found_in_the_page():
    entries = "".join(
        f"<div class='post'><div><time datetime='{moment(n)}'>{n}:00</time></div><p>{entry_text(n)}</p></div>"
        for n in range(1, 13)
    )
    found, warnings = texts(article(paragraphs(FIRST), entries, json_ld={"@type": "LiveBlogPosting"}))

    assert [text for text in found if text.startswith("Entry")] == [entry_text(n) for n in range(12, 2, -1)]
    assert found[0] == FIRST
    assert warnings == ("A live blog: its overview and the newest 10 of 12 entries.",)


def test_a_live_blog_without_entries_is_an_article():
    found, warnings = texts(article(paragraphs(FIRST, entry_text(1)), json_ld={"@type": "LiveBlogPosting"}))

    assert (found, warnings) == ([FIRST, entry_text(1)], ())
