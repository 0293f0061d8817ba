"""Arbitrary and damaged documents: an article, or one of our own errors, and nothing else."""

import json
from pathlib import Path

from hypothesis import example, given
from hypothesis import strategies as st

from wireglot.articles.reading import Contents, ReadingError, SourceFile, read_all
from wireglot.articles.reading.encoding import clean

TEXT = "The ferry Marisol ran aground off Torvik on Monday with 33 people on board. Nobody was hurt."
NITF = (
    "<?xml version='1.0' encoding='utf-8'?><nitf><head><docdata management-status='usable'><doc-id id-string='4711'/>"
    "<date.release norm='20991201T060000Z'/></docdata></head><body><body.head><hedline><hl1>Ferry aground</hl1>"
    f"</hedline></body.head><body.content><p>{TEXT}</p><hl2>Tugs</hl2><table><tr><td>1</td></tr></table>"
    "</body.content></body></nitf>"
)
G2 = (
    "<newsMessage><itemSet><newsItem guid='urn:kd:1' version='1'><itemMeta><itemClass qcode='ninat:text'/>"
    "<pubStatus qcode='stat:usable'/><embargoed>2099-12-01T06:00:00Z</embargoed></itemMeta><contentMeta>"
    f"<headline>Ferry aground</headline></contentMeta><contentSet><inlineXML>{NITF[38:]}</inlineXML></contentSet>"
    "</newsItem></itemSet></newsMessage>"
)
NEWSML_1 = (
    "<NewsML><NewsItem><Identification><NewsIdentifier><ProviderId>kd</ProviderId></NewsIdentifier></Identification>"
    "<NewsManagement><Status FormalName='Usable'/></NewsManagement><NewsComponent><Role FormalName='Body'/>"
    f"<ContentItem><DataContent><p>{TEXT}</p></DataContent></ContentItem></NewsComponent></NewsItem></NewsML>"
)
NINJS = json.dumps(
    {"uri": "urn:kd:1", "embargoed": "2099-12-01", "pubstatus": "usable", "body_html": f"<p>{TEXT}</p>", "version": "2"}
)
WIRE = f"\x01kda0412 4 vm 118\r\nferry/\r\n\x02Ferry aground\r\n\r\n{TEXT}\r\n\x03051412 Nov 26\x04"
DOCUMENTS = tuple(text.encode() for text in (NITF, G2, NEWSML_1, NINJS, f"{NINJS}\n{NINJS}", WIRE))
PIECES = (
    *(b"<", b">", b"&", b'"', b"'", b"{", b"}", b"[", b"]", b":", b",", b"\0", b"\xff", b"\x01", b"\x02", b"\x03"),
    *(b"<p>", b"</p>", b"<![CDATA[", b"]]>", b"<!--", b"-->", b"<!DOCTYPE nitf [<!ENTITY a 'b'>]>", b"&a;", b"&#0;"),
    *(
        b"null",
        b"1e999",
        b"NaN",
        b"9" * 5000,
        b"\\ud800",
        b"\\u0000",
        b"<nitf>",
        b"<newsItem>",
        b"\xfe\xff",
        b"\xff\xfe",
    ),
)

json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=5,
)
keys = st.sampled_from(
    [
        *(
            "uri",
            "guid",
            "type",
            "version",
            "headline",
            "headlines",
            "bodies",
            "body_text",
            "body_html",
            "descriptions",
        ),
        *("description_text", "embargoed", "embargoedUntil", "pubstatus", "signals", "ednote", "language", "urgency"),
        *("replacing", "revisions", "associations", "standard"),
    ]
)


@st.composite
def damaged_documents(draw: st.DrawFn) -> bytes:
    """Draw a document with pieces put in, taken out and copied."""
    raw = draw(st.sampled_from(DOCUMENTS))
    for _ in range(draw(st.integers(1, 6))):
        start = draw(st.integers(0, len(raw)))
        length = draw(st.sampled_from([0, 1, 7, 60]))
        piece = draw(st.sampled_from(PIECES) | st.binary(max_size=4) | st.just(raw[start : start + 30]))
        raw = raw[:start] + piece + raw[start + length :]
    return raw


def read_bytes(raw: bytes) -> Contents | None:
    try:
        return read_all(SourceFile(Path("wire.xml"), "./wire.xml", raw))
    except ReadingError:
        return None


@given(damaged_documents())
def test_damaged_documents_raise_only_our_own_errors(raw: bytes) -> None:
    found = read_bytes(raw)

    assert found is None or all(article.id and article.source == "wire.xml" for article in found.articles)


@given(st.sampled_from([b"", b"<nitf>", b"<newsItem", b'{"uri":', b"[", b"\x01\x02"]), st.binary(max_size=200))
def test_arbitrary_bytes_raise_only_our_own_errors(start: bytes, rest: bytes) -> None:
    found = read_bytes(start + rest)

    assert found is None or isinstance(found, Contents)


@given(st.dictionaries(keys, json_values, max_size=6))
@example({"uri": "urn:kd:1", "bodies": [{"role": None, "value": TEXT}], "signals": {"updatetype": []}})
def test_values_of_any_type_raise_only_our_own_errors(item: dict[str, object]) -> None:
    found = read_bytes(json.dumps({"uri": "urn:kd:1", "headline": "Ferry runs aground", **item}).encode())

    assert found is None or len(found.articles) + len(found.unread) + len(found.others) <= 1


# Random pairs of Latin-1 may be letters that were encoded twice, which are restored.
letters = st.characters(max_codepoint=0x7F) | st.characters(min_codepoint=0x100, exclude_categories=["Cs"])


@given(st.text(letters, max_size=200))
@example("\x1fęŞŤ")  # in windows-1250 the bytes of one character in UTF-8
@example("\x1fAęŞŤ")
def test_every_letter_of_a_body_is_kept(text: str) -> None:
    body = f"<p>{TEXT}</p><p>{text.replace('<', ' ').replace('&', ' ')}</p>"
    found = read_bytes(json.dumps({"uri": "urn:kd:1", "headline": "Ferry runs aground", "body_html": body}).encode())
    kept = "" if found is None else "".join(s for a in found.articles for _, s in a.sentences())
    lines = "" if found is None else "".join(line for a in found.articles for line in (*a.agency_lines, a.note))

    assert {c for c in clean(text) if c.isalpha()} <= set(kept + lines)
