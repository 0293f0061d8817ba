"""SOURCEs give files in order, each once, without editions and hidden files."""

import io
import os
import shutil
import sys
from pathlib import Path

import pytest

from wireglot.articles import article_id
from wireglot.articles.reading import EmptyFolder, MissingSource, SourceError, UnsupportedSource, find_sources


@pytest.fixture
def inbox(tmp_path):
    folder = tmp_path / "inbox"
    names = "tue/lead.txt mon/lead.txt b.MD a.text note.markdown photo.jpg .hidden.txt .git/x.txt"
    for name in names.split():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("En mening.")
    return folder


@pytest.mark.parametrize(
    "name",
    [
        *(
            "ftp://reader:S3CRET@tarn.example/x?token=S3CRET",
            "http://reader:S3CRET@[::1/x?token=S3CRET",
            "http://S3CRET@",
        ),
        *("https://reader:S3CRET@tarn.example/x", "file:///etc/hostname", "gopher://tarn.example/"),
    ],
)
def test_an_address_that_is_no_file_is_refused_without_its_secrets(name, tmp_path):
    with pytest.raises(UnsupportedSource, match="expected a file, a folder") as error:
        find_sources([name], outputs=tmp_path / "out").check()

    assert "S3CRET" not in str(error.value)


def uris(found):
    return [source.uri for source in found.files]


def test_a_folder_gives_its_articles_sorted(inbox, tmp_path):
    found = find_sources([inbox], outputs=tmp_path / "out")

    assert uris(found) == [
        "../inbox/a.text",
        "../inbox/b.MD",
        "../inbox/mon/lead.txt",
        "../inbox/note.markdown",
        "../inbox/tue/lead.txt",
    ]
    assert [(s.path.name, s.reason) for s in found.skipped] == [
        (
            "photo.jpg",
            "not a .htm, .html, .markdown, .md, .text, .txt, .xhtml file, feed, item of a news agency or web archive",
        )
    ]


def test_a_named_file_is_read_whatever_its_extension(inbox, tmp_path):
    found = find_sources([str(inbox / "photo.jpg")], outputs=tmp_path / "out")

    assert uris(found) == ["../inbox/photo.jpg"]


def test_a_file_named_twice_is_read_once(inbox, tmp_path):
    found = find_sources([inbox / "mon", inbox, inbox / "mon"], outputs=tmp_path / "out")

    assert uris(found).count("../inbox/mon/lead.txt") == 1
    assert any("the same file as" in s.reason for s in found.skipped)


def test_editions_are_never_sources(inbox, tmp_path):
    (inbox / "out").mkdir()
    (inbox / "out" / "x.txt").write_text("x")
    (inbox / "old" / ".wireglot").mkdir(parents=True)
    (inbox / "old" / "summary.md").write_text("x")
    version = inbox / "kept" / "a-12345678" / "v0001"
    version.mkdir(parents=True)
    for name in ("manifest.json", "edition.json", "summary.md", "short.txt"):
        (version / name).write_text("x")

    found = find_sources([inbox], outputs=inbox / "out")

    shutil.rmtree(version)
    assert uris(found) == ["../a.text", "../b.MD", "../mon/lead.txt", "../note.markdown", "../tue/lead.txt"]


def test_circular_and_broken_links_are_skipped(inbox, tmp_path):
    (inbox / "mon" / "up").symlink_to(inbox)
    (inbox / "self.txt").symlink_to(inbox / "self.txt")
    (inbox / "gone.txt").symlink_to(inbox / "nothing")

    found = find_sources([inbox], outputs=tmp_path / "out")

    assert len(found.files) == 5
    assert {s.path.name for s in found.skipped} == {"photo.jpg", "self.txt", "gone.txt"}


def test_a_pipe_in_a_folder_is_skipped(inbox, tmp_path):
    os.mkfifo(inbox / "pipe.txt")

    found = find_sources([inbox], outputs=tmp_path / "out")

    assert "pipe.txt" in {s.path.name for s in found.skipped}


def test_standard_input_has_a_short_id(monkeypatch, tmp_path):
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"En mening.")))

    found = find_sources(["-"], outputs=tmp_path / "out")

    # printf stdin:$(printf "En mening." | sha256sum | cut -c1-64) | sha256sum
    assert article_id(found.files[0].uri) == "stdin-8624ddbd"
    assert found.files[0].content == b"En mening."


@pytest.mark.parametrize(
    ("name", "error", "message"),
    [
        ("nowhere.txt", MissingSource, r"nowhere\.txt: expected a file or a folder, found nothing of that name"),
        ("https://example.org/a", UnsupportedSource, "found an address"),
    ],
)
def test_a_missing_file_and_a_url_are_named(name, error, message, tmp_path):
    with pytest.raises(error, match=message):
        find_sources([name], outputs=tmp_path / "out").check()


def test_a_folder_without_articles_is_refused(tmp_path):
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.jpg").write_text("x")

    with pytest.raises(EmptyFolder, match="found 1 other file"):
        find_sources([tmp_path / "in"], outputs=tmp_path / "out").check()


def test_all_faulty_sources_are_named_together(inbox, tmp_path):
    with pytest.raises(SourceError) as fault:
        find_sources(["nowhere.txt", inbox, Path("http://x.example")], outputs=tmp_path / "out").check()

    assert "nowhere.txt" in str(fault.value)
    assert "x.example" in str(fault.value)


@pytest.mark.parametrize("was_used", [True, False], ids=["used", "new"])
def test_an_output_folder_is_no_source(was_used: bool, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("A storm closed the harbour of Varn on Monday.\n")
    if was_used:
        (tmp_path / ".wireglot").mkdir()
    outputs = tmp_path.with_name("elsewhere") if was_used else tmp_path

    with pytest.raises(SourceError, match="found an output folder of Wireglot"):
        find_sources([tmp_path], outputs=outputs).check()
