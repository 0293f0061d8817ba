"""Markup and data are refused by what they are; news that contains a tag or quotes code is read."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wireglot.articles.reading import SourceFile, UnsupportedFormat, read
from wireglot.articles.reading.markup import found_markup

TEXT = "The harbour of Varn was closed on Monday after a storm damaged forty boats. Nobody was hurt, the port said."
PAGE = f"<html><head><title>Harbour</title></head>\n<body><p>{TEXT}</p></body></html>"
FEED = (
    f"<rss version='2.0'><channel><item><title>Harbour</title><description>{TEXT}</description></item></channel></rss>"
)


def article(tmp_path, text, name="lead.txt"):
    path = tmp_path / name
    path.write_text(text, "utf-8")
    return read(SourceFile(path, name))


@pytest.mark.parametrize("name", ["lead.txt", "lead.md", "lead.html"])
@pytest.mark.parametrize(
    ("text", "found"),
    [
        (f"&lt;nitf>\n&lt;body>{TEXT}&lt;/body>&lt;/nitf>", "an NITF document with escaped tags"),
        (f"<story><headline>Harbour</headline><text>{TEXT}</text></story>", "an XML document (<story>)"),
        (f'{{"headline": "Harbour", "text": "{TEXT}"}}', "JSON data"),
        (f'[\n  {{"headline": "Harbour", "body": "{TEXT[:40]}', "JSON data"),
        ('["Harbour shut", "Nobody was hurt in it"]', "JSON data"),
        (f"{{\\rtf1\\ansi {TEXT}}}", "an RTF document"),
    ],
)
def test_markup_and_data_are_refused_by_what_they_are(tmp_path, name, text, found):
    with pytest.raises(UnsupportedFormat) as refused:
        article(tmp_path, text, name)

    assert f"{name}: expected the text of one article, found {found}, which" in str(refused.value)


@pytest.mark.parametrize("name", ["lead.txt", "lead.md", "lead.html", "lead.xml"])
@pytest.mark.parametrize(
    "text",
    [
        FEED,
        f'<?xml version="1.0" encoding="utf-8"?>\n{FEED}',
        f"<rdf:RDF><item><title>Harbour</title><description>{TEXT}</description></item></rdf:RDF>",
        f'<feed xmlns="http://www.w3.org/2005/Atom"><entry><title>Harbour</title><summary>{TEXT}</summary></entry></feed>',
    ],
)
def test_a_feed_is_read_whatever_its_name(tmp_path, name, text):
    assert article(tmp_path, text, name).headline == "Harbour"


@pytest.mark.parametrize("name", ["lead.txt", "lead.md", "lead.html"])
@pytest.mark.parametrize(
    "text", [PAGE, f"<!DOCTYPE html>\n<!-- saved -->\n{PAGE}", f"<title>Harbour</title>\n<body>\n{TEXT}"]
)
def test_a_page_is_read_whatever_its_name(tmp_path, name, text):
    page = article(tmp_path, text, name)

    assert page.headline == "Harbour"
    assert " ".join(s for _, s in page.sentences()) == TEXT


def test_a_page_below_front_matter_is_refused(tmp_path):
    with pytest.raises(UnsupportedFormat, match="an HTML page"):
        article(tmp_path, f"---\ntitle: Harbour shut\n---\n{PAGE}", "lead.md")


@pytest.mark.parametrize(
    "text",
    [
        f"<p>{TEXT}</p>\n<p>{TEXT}</p>",
        f"Harbour shut\n\n<p>{TEXT}</p><p>{TEXT}</p>",
        f"Harbour <b>shut</b><br>\n{TEXT}<br><br>{TEXT} <a href='x'>More</a>",
        f"<headline>Harbour shut</headline>\n<byline>Ann Berg</byline>\n<text>{TEXT}</text>",
        f"&lt;p&gt;{TEXT}&lt;/p&gt;\n&lt;p&gt;{TEXT}&lt;/p&gt;",
    ],
)
def test_a_text_that_consists_of_elements_is_refused(tmp_path, text):
    with pytest.raises(UnsupportedFormat, match="found HTML or XML"):
        article(tmp_path, text)


@pytest.mark.parametrize(
    "text",
    [
        f"Harbour shut\n\n{TEXT} The page used <b> and <a href> wrongly, she said. {TEXT}",
        f"<b>Harbour shut</b>\n\n{TEXT}\n\n{TEXT}",
        f"How to write a page\n\n{TEXT} {TEXT}\n\n<p>Hello</p>\n<p>World</p>\n\n{TEXT} {TEXT}",
        f"<feed> becomes a standard\n\n{TEXT}",
        f"Chat leaked\n\n<anna> we close on monday\n<bob> nobody told us\n<anna> now you know\n\n{TEXT}",
        f"[Varn] {TEXT}",
        f"[1] {TEXT}",
        f"{{sic}} {TEXT}",
        f"Wind < 5 m/s and waves > 3 m\n\n{TEXT}",
    ],
)
def test_news_with_a_tag_or_code_in_it_is_read(tmp_path, text):
    sentences = [sentence for _, sentence in article(tmp_path, text).sentences()]

    assert any("forty boats" in sentence for sentence in sentences)


def test_plain_text_in_a_file_named_html_is_read(tmp_path):
    assert article(tmp_path, f"Harbour shut\n\n{TEXT}", "lead.html").headline == "Harbour shut"
    assert "Harbour & quay" in " ".join(
        s for _, s in article(tmp_path, f"<p>Harbour &amp; quay shut. {TEXT}</p>", "lead.html").sentences()
    )


@pytest.mark.parametrize(
    "first", ["<style>\np { color: red }\n</style>", "<svg><path d='M0'/></svg>", "<img src='a.png'>"]
)
def test_markdown_may_begin_with_an_element(tmp_path, first):
    read_article = article(tmp_path, f"{first}\n\n# Harbour shut\n\n{TEXT}", "lead.md")

    assert read_article.headline == "Harbour shut"
    assert [s for _, s in read_article.sentences()][-1] == "Nobody was hurt, the port said."


def test_scripts_in_markdown_are_no_text(tmp_path):
    script = "<script>\nvar boats = 41;\n\ntrack(boats);\n</script>"
    sentences = [s for _, s in article(tmp_path, f"# Harbour\n\n{script}\n\n{TEXT}", "lead.md").sentences()]
    quoted = [s for _, s in article(tmp_path, f"# Harbour\n\n```\n{script}\n```\n\n{TEXT}", "lead.md").sentences()]

    assert not any("41" in sentence for sentence in sentences)
    assert any("41" in sentence for sentence in quoted)


@given(st.text(alphabet="<>/!?-[]{}()&;:\"'= \n\taibhpstyle0.é新", max_size=300))
def test_any_text_gets_an_answer(text):
    assert isinstance(found_markup(text, ".xml"), str)
    assert isinstance(found_markup(text, tags_are_read=True), str)


@pytest.mark.parametrize("start", ["<", "<!--", "<?", "<p ", "<!DOCTYPE ", "&lt;", "[", '{"a":', "</p>", "<script\n"])
def test_repeated_marks_take_linear_time(start):
    """With quadratic time each would take minutes."""
    assert isinstance(found_markup(start * 200_000), str)


@pytest.mark.parametrize(("text", "kind"), [("<opml>\n<body/>", "HTML or XML"), ("<opml> is a list", "")])
def test_a_file_with_tags_and_no_words_is_markup(text, kind):
    assert found_markup(text) == kind
