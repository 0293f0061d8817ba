"""Records of web archives: bodies in all the ways that crawlers store them, and what is no article."""

import gzip
import json
import zlib
from collections.abc import Callable

import brotli
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.articles.warc_files import LEAD, REST, answer, page, parts_of, record
from wireglot.articles import Article
from wireglot.articles.reading import ReadingError

BODY = page("Kerrow")
FIRST = LEAD.format("Kerrow")
CHUNKED = "Transfer-Encoding: chunked"


def chunks(body: bytes, *, end: bytes = b"0\r\n\r\n", size: int = 50) -> bytes:
    pieces = [body[n : n + size] for n in range(0, len(body), size)]
    return b"".join(b"%x\r\n%s\r\n" % (len(piece), piece) for piece in pieces) + end


def raw_deflate(body: bytes) -> bytes:
    packer = zlib.compressobj(wbits=-zlib.MAX_WBITS)
    return packer.compress(body) + packer.flush()


STORED = {
    "as sent": (BODY, ()),
    "in chunks": (chunks(BODY), (CHUNKED,)),
    "in chunks that no header mentions": (chunks(BODY), ()),
    "decoded, and said to be in chunks": (BODY, (CHUNKED,)),
    "packed": (gzip.compress(BODY), ("Content-Encoding: gzip",)),
    "packed in several members": (gzip.compress(BODY[:99]) + gzip.compress(BODY[99:]), ("Content-Encoding: gzip",)),
    "packed, which no header mentions": (gzip.compress(BODY), ()),
    "decoded, and said to be packed": (BODY, ("Content-Encoding: gzip", CHUNKED)),
    "packed twice": (gzip.compress(gzip.compress(BODY)), ("Content-Encoding: gzip",)),
    "packed, in chunks": (chunks(gzip.compress(BODY)), ("Content-Encoding: gzip", CHUNKED)),
    "deflated": (zlib.compress(BODY), ("Content-Encoding: deflate",)),
    "deflated without a header": (raw_deflate(BODY), ("Content-Encoding: deflate",)),
    "packed with brotli": (brotli.compress(BODY), ("Content-Encoding: br",)),
    "decoded, and said to be brotli": (BODY, ("Content-Encoding: br",)),
}


def the_article(content: bytes, *headers: str) -> Article:
    [part] = parts_of(record(content, *headers))
    [article] = part.articles
    return article


@pytest.mark.parametrize("form", STORED)
def test_a_body_is_decoded_whatever_its_headers_say(form: str) -> None:
    body, headers = STORED[form]

    article = the_article(answer(body, *headers))

    assert [text for _, text in article.sentences()] == [FIRST, *REST.replace(". ", ".\n").splitlines()]


CUT: dict[str, Callable[[], tuple[bytes, str]]] = {
    "the last chunks are missing": lambda: (chunks(BODY, end=b""), CHUNKED),
    "a chunk is cut off": lambda: (chunks(BODY)[:-30], CHUNKED),
    "packed data are cut off": lambda: (gzip.compress(BODY)[:-20], "Content-Encoding: gzip"),
    "brotli data are cut off": lambda: (brotli.compress(BODY)[:-20], "Content-Encoding: br"),
}


@pytest.mark.parametrize("cut", CUT)
def test_a_page_that_is_cut_off_is_a_teaser(cut: str) -> None:
    body, header = CUT[cut]()

    article = the_article(answer(body, header))

    assert FIRST in [text for _, text in article.sentences()]
    assert not article.full_text
    assert "The web archive has only the beginning of this page." in article.warnings


def test_a_record_that_the_crawler_cut_off_is_a_teaser() -> None:
    assert not the_article(answer(BODY), "WARC-Truncated: length").full_text


def test_the_declared_encoding_counts() -> None:
    body = BODY.decode().replace("Kerrow", "Vølund").replace('<meta charset="utf-8">', "").encode("latin-1")

    assert the_article(answer(body, content_type="text/html; charset=ISO-8859-1")).headline.endswith("Vølund")


def test_an_address_in_brackets_is_the_address() -> None:
    [part] = parts_of(record(answer(BODY), uri="<https://news.example/pier?utm_source=feed>"))

    assert part.articles[0].uri == "https://news.example/pier"


def test_a_canonical_address_names_the_article() -> None:
    link = '<link rel="canonical" href="https://news.example/pier-collapses">'
    body = BODY.replace(b"<title>", link.encode() + b"<title>")
    [part] = parts_of(record(answer(body), uri="https://news.example/pier?page=1"))

    assert part.articles[0].uri == "https://news.example/pier-collapses"


def test_credentials_in_addresses_are_not_shown() -> None:
    [part] = parts_of(record(answer(BODY), uri="https://me:secret@news.example/pier?token=abc123"))

    assert "secret" not in repr(part)
    assert "abc123" not in repr(part)


HOME = page("Kerrow").replace(b"<title>", b'<link rel="canonical" href="https://news.example/"><title>')
NO_ARTICLES = {
    "requests": record(b"GET / HTTP/1.1\r\n\r\n", kind="request"),
    "descriptions of the archive": record(b"software: test", kind="warcinfo"),
    "records of metadata": record(b"fetchTimeMs: 12", kind="metadata"),
    "captures without change": record(answer(b""), kind="revisit"),
    "records of an unknown type": record(b"", kind="other"),
    "records of other protocols than http": record(b"news.example. 60 IN A 192.0.2.1", uri="dns:news.example"),
    "answers with status 404": record(answer(BODY, status="404 Not Found")),
    "answers with status 301": record(answer(b"", "Location: /a", status="301 Moved Permanently")),
    "robots.txt and other texts for programs": record(
        answer(b"User-agent: *", content_type="text/plain"), uri="https://news.example/robots.txt"
    ),
    "pictures": record(answer(b"\x89PNG", content_type="image/png")),
    "films and sounds": record(answer(b"\0" * 9, content_type="video/mp4")),
    "scripts": record(answer(b"var a", content_type="application/javascript")),
    "style sheets": record(answer(b"a {}", content_type="text/css")),
    "documents and packed files": record(answer(b"%PDF", content_type="application/pdf")),
    "empty answers": record(answer(b" \n")),
    "pages without text": record(answer(b"<!doctype html><html><body><script>show()</script></body></html>")),
    "pages that list articles": record(answer(HOME), uri="https://news.example/"),
    "feeds and lists of pages": record(answer(b'<?xml version="1.0"?><rss version="2.0"><channel/></rss>')),
    "other files": record(answer(b'{"a": 1}', content_type="application/json")),
    "other files of more than 20 MB": record(answer(b"{" * 20_000_001, content_type="application/json")),
}


@pytest.mark.parametrize("kind", NO_ARTICLES)
def test_what_is_no_article_says_what_it_is(kind: str) -> None:
    [part] = parts_of(NO_ARTICLES[kind])

    assert (part.others, part.articles, part.unread) == ((kind,), (), ())


def test_an_item_of_an_agency_is_read_in_its_format() -> None:
    ninjs = json.dumps({"uri": "urn:kd:1", "pubstatus": "usable", "headline": "Ferry aground", "body_text": REST})
    article = the_article(answer(ninjs.encode(), content_type="application/json"))

    assert (article.uri, article.headline) == ("urn:kd:1", "Ferry aground")


def test_a_text_is_named_by_its_address() -> None:
    article = the_article(answer(f"Pier collapses\n\n{FIRST} {REST}".encode(), content_type="text/plain"))

    assert (article.uri, article.headline) == ("https://news.example/pier", "Pier collapses")


def test_the_text_of_a_page_has_a_warning() -> None:
    content = record(f"Pier collapses\n\n{FIRST} {REST}".encode(), kind="conversion", content_type="text/plain")
    [part] = parts_of(content)

    assert part.articles[0].headline == "Pier collapses"
    assert part.articles[0].warnings == (
        "From the plain text of a page in a web archive: menus and notices may be among the text.",
    )


def test_a_body_that_is_a_bomb_fails_alone() -> None:
    bomb = answer(gzip.compress(b" " * 30_000_000, 1), "Content-Encoding: gzip")
    parts = parts_of(record(bomb) + record(answer(BODY)))

    assert "expected a body of at most 20 MB, found more" in str(parts[0].unread[0].error)
    assert len(parts[1].articles) == 1


def test_a_brotli_body_that_is_a_bomb_fails_alone() -> None:
    [part] = parts_of(record(answer(brotli.compress(b" " * 30_000_000, quality=1), "Content-Encoding: br")))

    assert "expected a body of at most 20 MB, found more" in str(part.unread[0].error)


def test_a_packing_that_is_not_read_is_a_failure() -> None:
    [part] = parts_of(record(answer(b"\x28\xb5\x2f\xfd" + b"\0" * 20, "Content-Encoding: zstd")))

    assert "found Zstandard" in str(part.unread[0].error)


PIECES = [
    *(BODY, BODY[:99], chunks(BODY), gzip.compress(BODY), brotli.compress(BODY), zlib.compress(BODY), b"", b"\0", b"<"),
    *(b"32\r\n", b"0\r\n\r\n", b"FFFFFFFF\r\n", b"\x1f\x8b\x08", b"{", b'[{"uri": 1}]', b"<rss>", b"\x02kd\x03"),
]
TYPES = ["text/html", "text/html; charset=utf-16", "text/plain", "application/json", "application/xml", "", "\xff"]
ENCODINGS = ["gzip", "br", "deflate", "gzip, br", "identity", ""]


@given(
    st.lists(st.sampled_from(PIECES) | st.binary(max_size=30), max_size=4).map(b"".join),
    st.sampled_from(TYPES),
    st.sampled_from(ENCODINGS),
    st.sampled_from(["response", "resource", "conversion"]),
    st.booleans(),
)
@settings(max_examples=200, deadline=None)
def test_any_body_is_an_article_a_kind_or_our_own_error(
    body: bytes, content_type: str, encoding: str, kind: str, has_chunks: bool
) -> None:
    headers = [f"Content-Encoding: {encoding}", *([CHUNKED] if has_chunks else [])]
    [part] = parts_of(record(answer(body, *headers, content_type=content_type), kind=kind))

    assert part.articles or part.others or all(isinstance(one.error, ReadingError) for one in part.unread)
    assert not any("could not be read (" in str(one.error) for one in part.unread)  # a fault of a parser
