"""A file becomes an Article, or an error that names it and says what to do."""

import os

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from wireglot.articles import Block, article_id
from wireglot.articles.reading import NotAnArticle, ReadingError, SourceFile, TooLarge, Unreadable, read

LEAD = "The river rose two metres overnight and flooded the old town. The council called for help on Monday."
SECOND = "More than a hundred homes are without power. Two schools stay closed for the rest of the week."
THIRD = f"{SECOND} It may last. Nobody was hurt."
ARTICLE = f"River floods old town\n\n{LEAD}\n\nSchools closed\n\n{THIRD}\n\nPhoto: John Doe/AP\n"


def article(tmp_path, text, name="mon-lead.txt"):
    path = tmp_path / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return read(SourceFile(path, f"mon/{name}"))


def test_an_article_is_read_whole(tmp_path):
    found = article(tmp_path, ARTICLE)

    assert found.headline == "River floods old town"
    assert [block.kind for block in found.blocks] == ["paragraph", "heading", "paragraph", "caption"]
    assert found.blocks[0].sentences == tuple(s + "." for s in LEAD[:-1].split(". "))
    assert found.blocks[1] == Block("heading", ("Schools closed",))
    assert (found.uri, found.id) == ("mon/mon-lead.txt", article_id("mon/mon-lead.txt"))
    assert found.source == str(tmp_path / "mon-lead.txt")
    assert found.full_text


def test_front_matter_gives_the_identity(tmp_path):
    text = f"---\nurl: https://example.org/a\nlang: sv\n---\n# Headline\n\n{LEAD}\n"

    found = article(tmp_path, text, "a.md")

    assert found.uri == "https://example.org/a"
    assert found.id == article_id("https://example.org/a")
    assert found.language_claimed == "sv"


def test_the_encoding_does_not_change_the_article(tmp_path):
    text = ARTICLE.replace("two", "två")

    assert article(tmp_path, text) == article(tmp_path, text.replace("\n", "\r\n").encode("utf-16"))


def test_standard_input_is_read_from_its_kept_content(tmp_path):
    found = read(SourceFile(tmp_path / "-", "stdin:abc", ARTICLE.encode()))

    assert found.headline == "River floods old town"


@pytest.mark.parametrize(
    ("body", "whole"),
    [
        (LEAD, False),
        (f"{LEAD} {'The water is still rising in the streets and cellars of the town. ' * 4}", True),
        (f"{LEAD} It may last. The old bridge has been closed...", False),
        (f"{LEAD} It may last.\n\nRead more", False),
        (f"{LEAD} It may last. Roads are closed. The old bridge has been closed...", True),
        ("川の水位が一夜で上昇し、旧市街が浸水した。", False),
        ("川の水位が一夜で上昇し、旧市街が浸水した" * 9 + "。", True),
    ],
)
def test_a_teaser_is_not_a_full_text(tmp_path, body, whole):
    assert article(tmp_path, f"Headline here\n\n{body}").full_text is whole


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("", "an empty file"),
        (" \n\ufeff\n\t", "an empty file"),
        ("Flood.", "a single word"),
        ("12 345\n---\n!!!", "no letters"),
        ("Foto: Jessica Gow/TT", "credits and captions"),
    ],
)
def test_a_file_without_an_article_is_refused(tmp_path, text, found):
    with pytest.raises(NotAnArticle, match=rf"mon-lead\.txt: expected an article, found {found}"):
        article(tmp_path, text)


@pytest.mark.parametrize(
    "text",
    [
        "River floods old town\n",
        "# River floods old town\n\nPhoto: AP\n",
        "---\ntitle: River floods old town\n---\n",
        "River floods old town\n\nMore to follow.\n",
        "River floods old town\n\nDeveloping.\n",
        "River floods old town\n\nBy Ann Berg\n",
        "River 2 - 1 Town",
    ],
)
def test_a_flash_is_an_article_of_its_headline(tmp_path, text):
    flash = article(tmp_path, text)

    assert flash.headline_only
    assert flash.blocks[0] == Block("heading", (flash.headline,))
    assert flash.headline in ("River floods old town", "River 2 - 1 Town")


def test_an_article_with_text_is_no_flash(tmp_path):
    assert not article(tmp_path, "River floods old town\n\nThe river rose, police said.").headline_only
    assert not article(tmp_path, "---\ntitle: Gone\nstatus: canceled\n---\n", "a.md").headline_only


def test_a_file_that_vanished_is_unreadable(tmp_path):
    with pytest.raises(Unreadable, match=r"gone\.txt: .*vanished"):
        read(SourceFile(tmp_path / "gone.txt", "gone.txt"))


def test_a_folder_in_place_of_a_file_is_unreadable(tmp_path):
    with pytest.raises(Unreadable):
        read(SourceFile(tmp_path, "x"))


@pytest.mark.skipif(os.geteuid() == 0, reason="the superuser may read everything")
def test_a_file_that_may_not_be_read_is_named(tmp_path):
    path = tmp_path / "secret.txt"
    path.write_text(ARTICLE)
    path.chmod(0)

    with pytest.raises(Unreadable, match="permission denied"):
        read(SourceFile(path, "secret.txt"))


def test_a_huge_file_is_refused_before_it_is_read(tmp_path):
    path = tmp_path / "huge.txt"
    with path.open("wb") as file:
        file.truncate(60_000_000)

    with pytest.raises(TooLarge, match="60 MB"):
        read(SourceFile(path, "huge.txt"))


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=150)
@given(
    raw=st.one_of(st.binary(max_size=200), st.text(max_size=200).map(lambda t: t.encode("utf-8", "surrogatepass"))),
    markdown=st.booleans(),
)
def test_any_bytes_read_or_raise_a_reading_error(tmp_path, raw, markdown):
    try:
        found = article(tmp_path, raw, "a.md" if markdown else "a.txt")
    except ReadingError:
        return
    assert found.blocks or found.status == "canceled"  # "取消" alone is a kill
    assert all(block.sentences and all(s == s.strip() != "" for s in block.sentences) for block in found.blocks)
