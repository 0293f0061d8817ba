"""Settings of single sources: what they are as parameters, and what a run does with them."""

from pathlib import Path

import pytest
from pydantic import TypeAdapter

from tests.web_server import Page, WebServer
from wireglot.articles.reading import SourceFile
from wireglot.flows import Options, run
from wireglot.flows.sources.source import Source, as_parameter, from_parameter, with_settings
from wireglot.outputs import Store

PARAMETER = TypeAdapter[str | Source](str | Source)
SWEDISH = "Bron i Tarn rasade i natt. Ingen skadades, säger borgmästaren. Ingenjörer hade hittat sprickor i två pelare."
RSS = """<rss version="2.0"><channel><title>Tarn</title><item><title>Bron rasade</title>
<link>{link}</link><description>{text}</description></item></channel></rss>"""


def claims(outputs: Path) -> list[tuple[str, str]]:
    """What is claimed of each stored article, and the language that was found."""
    editions = [Store(outputs).read(id) for id in Store(outputs).ids()]
    return [(edition.article.language_claimed, edition.language.tag) for edition in editions]


def feed_of(server: WebServer, text: str) -> str:
    server.pages["/feed"] = Page(RSS.format(link=server.address("/bron"), text=text).encode())
    return server.address("/feed")


@pytest.mark.parametrize(
    "source",
    [
        Source("inbox"),
        Source("inbox", language="sv"),
        Source("https://tarn.example/rss", "Tarn", "sv", False, 2.0, ("intranet.example",)),
        Source("inbox/\udce4rende.txt", name="A name that is not UTF-8"),
    ],
)
def test_a_source_is_the_same_after_a_deployment_stored_it(source: Source) -> None:
    stored = PARAMETER.dump_json(as_parameter(source))

    assert from_parameter(PARAMETER.validate_json(stored)) == source


def test_a_source_without_settings_is_a_string_for_people() -> None:
    assert as_parameter(Source("inbox")) == "inbox"


def test_a_file_has_the_settings_of_its_innermost_source() -> None:
    sources = [Source("inbox", "All", "sv"), Source("inbox/north", "North", "fi"), Source("inbox/west")]
    files = [SourceFile(Path(name), name) for name in ("inbox/a.txt", "inbox/north/deep/b.txt", "inbox/west/c.txt")]

    found = [(file.source_name, file.language) for file in with_settings(files, sources)]
    assert found == [("All", "sv"), ("North", "fi"), ("", "")]


@pytest.mark.process
def test_a_hint_counts_where_an_article_claims_no_language(tmp_path: Path) -> None:
    inbox = tmp_path / "inbox"
    inbox.mkdir()
    (inbox / "claims.md").write_text(f"---\nlanguage: sv\n---\n# Bron rasade\n\n{SWEDISH}", "utf-8")
    (inbox / "says-nothing.txt").write_text(f"Bron rasade\n\n{SWEDISH}", "utf-8")

    run([Source(str(inbox), language="da")], tmp_path / "outputs", Options(site=False))

    assert sorted(claims(tmp_path / "outputs")) == [("da", "sv"), ("sv", "sv")]


@pytest.mark.process
def test_a_wrong_hint_for_a_feed_is_named_and_not_believed(tmp_path: Path) -> None:
    with WebServer() as server:
        source = Source(feed_of(server, SWEDISH), language="fi", allow=("127.0.0.1",), pause=0)
        run([source], tmp_path, Options(site=False))

    (edition,) = (Store(tmp_path).read(id) for id in Store(tmp_path).ids())
    assert edition.language.tag == "sv"
    assert any("claims Finnish but the text is Swedish" in warning for warning in edition.warnings)


@pytest.mark.process
def test_a_source_can_keep_to_its_teasers(tmp_path: Path) -> None:
    with WebServer() as server:
        source = Source(feed_of(server, "Bron i Tarn rasade i natt."), full_text=False, allow=("127.0.0.1",), pause=0)
        run([source], tmp_path, Options(site=False))

        assert len(server.asked("/feed")) == 1
        assert server.asked("/bron") == []


@pytest.mark.process
def test_a_source_alone_has_what_it_allows(tmp_path: Path) -> None:
    with WebServer() as server:
        allowed = feed_of(server, SWEDISH)
        other = allowed.replace("/feed", "/other")
        report = run([Source(allowed, allow=("127.0.0.1",), pause=0), Source(other)], tmp_path, Options(site=False))

        assert [failed.source for failed in report.failed] == [other]
        assert server.asked("/other") == []


@pytest.mark.process
def test_the_name_of_a_source_is_with_its_articles(tmp_path: Path) -> None:
    with WebServer() as server:
        source = Source(feed_of(server, SWEDISH), name="Tarns Tidning", allow=("127.0.0.1",), pause=0)
        run([source], tmp_path, Options())
        link = server.address("/bron")

    (edition,) = (Store(tmp_path).read(id) for id in Store(tmp_path).ids())
    assert edition.article.source_name == "Tarns Tidning"
    for page in (tmp_path / "index.html", *(tmp_path / "site" / "articles").glob("*.html")):
        assert f"<bdi>Tarns Tidning: {link}</bdi>" in page.read_text("utf-8")
