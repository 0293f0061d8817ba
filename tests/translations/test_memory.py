"""The sentence memory: what is stored, who finds it again, and that a broken file fails no run."""

import logging
import os
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wireglot.translations.memory import SCHEMA, Memory, Size


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / ".wireglot" / "memory.sqlite"


@pytest.fixture
def memory(path: Path):
    memory = Memory(path)
    yield memory
    memory.close()


def test_stored_translations_are_found(memory: Memory) -> None:
    memory.put("m1", "sv", "en", {"Hej.": "Hello.", "Hopp.": "Hop."})

    assert memory.get("m1", "sv", "en", ["Hej.", "Nytt.", "Hopp."]) == {"Hej.": "Hello.", "Hopp.": "Hop."}


@pytest.mark.parametrize("other", [("m2", "sv", "en"), ("m1", "da", "en"), ("m1", "sv", "de"), ("m", "1sv", "en")])
def test_another_engine_or_language_finds_nothing(memory: Memory, other: tuple[str, str, str]) -> None:
    memory.put("m1", "sv", "en", {"Hej.": "Hello."})

    assert memory.get(*other, ["Hej."]) == {}


def test_asking_for_the_size_creates_no_file(memory: Memory, path: Path) -> None:
    assert memory.size() == Size(0, 0)
    assert not path.exists()

    memory.put("m1", "sv", "en", {"Hej.": "Hello."})

    assert memory.size().sentences == 1
    assert memory.size().bytes > 0


def test_prune_deletes_all_or_what_was_not_used_for_days(memory: Memory, path: Path) -> None:
    memory.put("m1", "sv", "en", {"Hej.": "Hello.", "Hopp.": "Hop."})
    age(path, "Hej.", days=10)

    assert memory.prune(older_than_days=9) == 1
    assert memory.get("m1", "sv", "en", ["Hej.", "Hopp."]) == {"Hopp.": "Hop."}
    assert memory.prune() == 1
    assert memory.size().sentences == 0


def test_a_sentence_that_was_found_is_kept_by_prune(memory: Memory, path: Path) -> None:
    memory.put("m1", "sv", "en", {"Hej.": "Hello."})
    age(path, "Hej.", days=10)

    memory.get("m1", "sv", "en", ["Hej."])

    assert memory.prune(older_than_days=9) == 0


def age(path: Path, sentence: str, *, days: int) -> None:
    connection = sqlite3.connect(path)
    with connection:
        connection.execute("update translations set used = used - ? where sentence = ?", (days * 86_400, sentence))
    connection.close()


def test_a_corrupt_file_is_set_aside(memory: Memory, path: Path, caplog) -> None:
    path.parent.mkdir(parents=True)
    path.write_bytes(b"this is no database, whatever it is called" * 100)

    memory.put("m1", "sv", "en", {"Hej.": "Hello."})

    assert memory.get("m1", "sv", "en", ["Hej."]) == {"Hej.": "Hello."}
    assert [file.read_bytes()[:4] for file in path.parent.glob("*.aside-*")] == [b"this"]
    assert "set aside" in caplog.text


def test_a_file_damaged_in_the_middle_fails_no_run(path: Path, caplog) -> None:
    memory = Memory(path)
    memory.put("m1", "sv", "en", {f"Mening {n}.": f"Sentence {n}." for n in range(2000)})
    memory.close()
    size = path.stat().st_size
    with path.open("r+b") as file:
        file.seek(4096)
        file.write(os.urandom(size - 8192))

    again = Memory(path)
    found = again.get("m1", "sv", "en", [f"Mening {n}." for n in range(2000)])
    again.put("m1", "sv", "en", {"Hej.": "Hello."})

    assert set(found.values()) <= {f"Sentence {n}." for n in range(2000)}
    assert again.get("m1", "sv", "en", ["Hej."]) == {"Hej.": "Hello."}
    assert "set aside" in caplog.text
    again.close()


@pytest.mark.parametrize("schema", [SCHEMA + 1, 0])
def test_a_file_of_another_schema_is_set_aside(memory: Memory, path: Path, schema: int) -> None:
    path.parent.mkdir(parents=True)
    other = sqlite3.connect(path)
    other.execute("create table something (else_ text)")
    other.execute(f"pragma user_version = {schema}")
    other.commit()
    other.close()

    memory.put("m1", "sv", "en", {"Hej.": "Hello."})

    assert memory.get("m1", "sv", "en", ["Hej."]) == {"Hej.": "Hello."}
    assert len(list(path.parent.glob("*.aside-*"))) == 1


def test_an_impossible_path_gives_one_warning(tmp_path: Path, caplog) -> None:
    (tmp_path / "file").write_text("a file where a folder is wanted")
    memory = Memory(tmp_path / "file" / "memory.sqlite")

    for _ in range(3):
        memory.put("m1", "sv", "en", {"Hej.": "Hello."})

    assert memory.get("m1", "sv", "en", ["Hej."]) == {}
    assert [record.levelno for record in caplog.records] == [logging.WARNING]


def test_a_full_disk_gives_one_warning(memory: Memory, caplog) -> None:
    memory.put("m1", "sv", "en", {"Hej.": "Hello."})
    connection = memory._open()
    connection.execute(f"pragma max_page_count = {connection.execute('pragma page_count').fetchone()[0]}")

    for _ in range(3):
        memory.put("m1", "sv", "en", {"Lång. " * 5000: "Long. " * 5000})

    assert memory.get("m1", "sv", "en", ["Hej."]) == {}
    assert len(caplog.records) == 1
    assert "full" in caplog.text


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="root may write everywhere")
def test_a_read_only_file_is_still_read(path: Path) -> None:
    first = Memory(path)
    first.put("m1", "sv", "en", {"Hej.": "Hello."})
    first.close()
    path.chmod(0o444)

    assert Memory(path).get("m1", "sv", "en", ["Hej."]) == {"Hej.": "Hello."}


def test_lone_surrogates_are_not_stored(memory: Memory) -> None:
    memory.put("m1", "sv", "en", {"\ud800 ja": "yes", "ja": "\udfff", "nej": "no"})

    assert memory.get("m1", "sv", "en", ["\ud800 ja", "ja", "nej"]) == {"nej": "no"}


def test_ten_thousand_sentences_take_few_queries(memory: Memory) -> None:
    sentences = [f"Mening {n}." for n in range(10_000)]
    memory.put("m1", "sv", "en", {sentence: sentence.upper() for sentence in sentences})
    queries: list[str] = []
    memory._open().set_trace_callback(queries.append)

    found = memory.get("m1", "sv", "en", sentences)

    assert len(found) == 10_000
    assert len(queries) <= 12


WRITER = """
import sys
from pathlib import Path
from wireglot.translations.memory import Memory
memory = Memory(Path(sys.argv[1]))
for k in range(50):
    memory.put("m1", "sv", "en", {f"{sys.argv[2]}-{k}": "translation", "shared": sys.argv[2]})
    memory.get("m1", "sv", "en", [f"{n}-{k}" for n in range(4)])
"""


@pytest.mark.process
def test_processes_that_write_at_once_lose_nothing(memory: Memory, path: Path) -> None:
    writers = [
        subprocess.Popen([sys.executable, "-c", WRITER, str(path), str(n)], stderr=subprocess.PIPE, text=True)
        for n in range(4)
    ]
    errors = [one.communicate(timeout=1200)[1] for one in writers]

    assert errors == [""] * 4
    assert memory.size().sentences == 4 * 50 + 1


@settings(max_examples=30, deadline=None)
@given(st.dictionaries(st.text(max_size=20), st.text(max_size=20), max_size=8))
def test_any_text_comes_back_as_it_was(tmp_path_factory, pairs: dict[str, str]) -> None:
    memory = Memory(tmp_path_factory.mktemp("memory") / "memory.sqlite")
    memory.put("m1", "sv", "en", pairs)

    assert memory.get("m1", "sv", "en", pairs) == pairs
    memory.close()
