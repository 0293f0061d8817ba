"""Files of items: recognised by content, many articles from one file, and what happens to a bad one."""

import json
from pathlib import Path

import pytest

from wireglot.articles.reading import (
    MalformedDocument,
    SourceFile,
    UnsupportedFormat,
    find_sources,
    read,
    read_all,
)

TEXT = "The ferry Marisol ran aground off Torvik on Monday with 33 people on board. Nobody was hurt."
NITF = f"<nitf><body><body.content><p>{TEXT}</p></body.content></body></nitf>"


def item(number=1, **fields):
    return {"uri": f"urn:kd:{number}", "headline": f"Ferry {number} runs aground", "body_text": TEXT, **fields}


def contents(text, name="wire.dat"):
    raw = text if isinstance(text, bytes) else text.encode()
    return read_all(SourceFile(Path(name), f"./{name}", raw))


@pytest.mark.parametrize("name", ["a.txt", "a.json", "a.xml", "a.md", "a"])
@pytest.mark.parametrize("text", [json.dumps(item()), NITF, f"\n <?xml version='1.0'?><!-- x --><!DOCTYPE nitf>{NITF}"])
def test_a_format_is_recognised_whatever_the_name(name, text):
    assert " ".join(contents(text, name).articles[0].blocks[0].sentences) == TEXT


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le", "utf-32"])
@pytest.mark.parametrize("text", [json.dumps(item()), NITF])
def test_items_are_read_in_every_form_of_unicode(encoding, text):
    assert " ".join(contents(text.encode(encoding)).articles[0].blocks[0].sentences) == TEXT


@pytest.mark.parametrize(
    "text",
    [
        json.dumps([item(1), item(2)]),
        json.dumps({"total": 2, "_items": [item(1), item(2)]}),
        f"{json.dumps(item(1))}\n\n{json.dumps(item(2))}\n",
        json.dumps([item(1), {"uri": "urn:kd:3", "type": "picture"}, item(2)]),
    ],
    ids=["list", "envelope", "lines", "with a picture"],
)
def test_a_file_of_items_is_several_articles(text):
    found = contents(text)

    assert [article.uri for article in found.articles] == ["urn:kd:1", "urn:kd:2"]
    assert found.unread == ()


def test_a_line_that_is_no_json_fails_alone():
    found = contents(f'{json.dumps(item(1))}\n{{"uri": "urn:kd:2", "body_te\n{json.dumps(item(3))}\n')

    assert [article.uri for article in found.articles] == ["urn:kd:1", "urn:kd:3"]
    assert [failed.uri for failed in found.unread] == ["./wire.dat//line 2"]
    assert "wire.dat, line 2: expected JSON" in str(found.unread[0].error)


def test_items_without_identifier_are_told_apart_by_their_text():
    items = [{"headline": f"Ferry {name} runs aground", "body_text": TEXT} for name in ("Ada", "Bea")]
    one, other = contents(json.dumps(items)).articles
    swapped = contents(json.dumps(items[::-1])).articles

    assert one.id != other.id
    assert {article.id for article in swapped} == {one.id, other.id}


def test_an_item_that_is_a_single_word_fails_alone():
    found = contents(json.dumps([item(1), {"uri": "urn:kd:2", "headline": "More", "body_text": ""}]))

    assert len(found.articles) == 1
    assert "a single word" in str(found.unread[0].error)


@pytest.mark.parametrize("text", ['{"name": "settings", "version": 3}', '{"a": 1}\n{"a": 2}\n', "[1, 2, 3]"])
def test_other_json_is_refused(text):
    with pytest.raises(UnsupportedFormat, match="JSON data"):
        contents(text)


def test_json_front_matter_is_no_item():
    article = contents(f'{{\n"uri": "urn:kd:1",\n"title": "Ferry runs aground"\n}}\n\n{TEXT}\n').articles[0]

    assert (article.uri, article.headline) == ("urn:kd:1", "Ferry runs aground")


@pytest.mark.parametrize("text", [json.dumps(item())[:-20], NITF[:-30], NITF.replace("</p>", "</q>")])
def test_a_document_that_breaks_off_is_an_error(text):
    with pytest.raises(MalformedDocument, match="fetch the file again"):
        contents(text)


def test_a_folder_gives_its_items_and_leaves_other_data(tmp_path):
    (tmp_path / "a.json").write_text(json.dumps(item()), "utf-8")
    (tmp_path / "b.xml").write_text(NITF, "utf-8")
    (tmp_path / "c.jsonl").write_text(json.dumps(item(3)) + "\n" + json.dumps(item(4)), "utf-8")
    (tmp_path / "package.json").write_text('{"name": "tool", "version": "1.0"}', "utf-8")
    (tmp_path / "build.xml").write_text("<project><target/></project>", "utf-8")
    found = find_sources([tmp_path], outputs=tmp_path / "out")

    assert [file.path.name for file in found.files] == ["a.json", "b.xml", "c.jsonl"]
    assert {(left.path.name, left.reason) for left in found.skipped} == {
        ("package.json", "no item of a news agency in it"),
        ("build.xml", "no item of a news agency in it"),
    }


def test_read_gives_the_first_article_of_a_file():
    text = json.dumps([{"uri": "urn:kd:0", "type": "picture"}, item(1), item(2)]).encode()

    assert read(SourceFile(Path("a"), "./a", text)).uri == "urn:kd:1"
