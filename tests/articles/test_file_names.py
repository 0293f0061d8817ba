"""Names of files as text: no surrogates, different for different names, and the way back to the file."""

import os
import sys

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from wireglot.articles import article_id
from wireglot.articles.reading import SourceFile, find_sources, name_of, path_of, read

NAMES = st.binary(min_size=1, max_size=20).filter(lambda name: not {0, 47} & set(name) and name not in (b".", b".."))
TEXT = "Harbour shut\n\nThe harbour of Varn was closed on Monday after a storm, the port said. Nobody was hurt.\n"

pytestmark = pytest.mark.skipif(sys.platform == "darwin", reason="its file systems have UTF-8 names only")


@given(NAMES)
@example(b"r\xe9sum\xe9.txt")
@example("�E9.txt".encode())
@example("�".encode() + b"\xe9")
@example("新闻".encode()[:-1])
def test_every_name_has_a_text_that_leads_back_to_it(name: bytes) -> None:
    text = name_of(os.fsdecode(name))

    assert os.fsencode(path_of(text)) == name
    assert text.encode("utf-8").decode("utf-8") == text


@given(NAMES, NAMES)
@example(b"\xe9", b"\xe8")
@example(b"\xe9", "�E9".encode())
def test_two_names_never_have_one_text(one: bytes, other: bytes) -> None:
    assert (name_of(os.fsdecode(one)) == name_of(os.fsdecode(other))) is (one == other)


def test_names_in_utf8_stay_as_they_are() -> None:
    assert name_of("mon/résumé 新闻 �.txt") == "mon/résumé 新闻 �.txt"


def test_files_with_odd_names_are_different_articles(tmp_path) -> None:
    for name in (b"\xe9.txt", b"\xe8.txt", "é.txt".encode(), "�E9.txt".encode()):
        (tmp_path / os.fsdecode(name)).write_text(TEXT, "utf-8")

    files = find_sources([tmp_path], outputs=tmp_path / "out").files

    articles = [read(file) for file in files]
    assert len({article.id for article in articles}) == 4
    assert all(article.id == article_id(article.uri) for article in articles)
    assert all(read(SourceFile(path_of(article.source), article.uri)) == article for article in articles)
