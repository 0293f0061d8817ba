"""Batches: small in number, and every file in one of them."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wireglot.articles.reading import SourceFile
from wireglot.flows.runs.batches import LARGEST_BATCH, MOST_BATCHES, SMALLEST_BATCH, batches, read_batch


@given(st.integers(0, 20_000))
def test_every_file_is_in_one_of_a_few_batches(count: int) -> None:
    files = list(range(count))

    found = list(batches(files))

    assert [file for batch in found for file in batch] == files
    assert len(found) <= max(MOST_BATCHES, count / LARGEST_BATCH + 1)
    assert all(len(batch) <= LARGEST_BATCH for batch in found)
    assert len(found) == 1 or all(len(batch) > SMALLEST_BATCH / 2 for batch in found)
    assert len({len(batch) for batch in found[:-1]}) <= 1


def test_a_file_that_vanished_fails_with_its_name(tmp_path: Path) -> None:
    gone = SourceFile(tmp_path / "gone.txt", "gone.txt")

    read = read_batch([gone])

    (failed,) = read.failed
    assert read.articles == []
    assert str(tmp_path / "gone.txt") in failed.error
    assert failed.stage == "read"


@pytest.mark.parametrize("name", ["CON.txt", "..secret.txt", "a b.txt", "中文.txt", "x" * 200 + ".txt"])
def test_odd_file_names_become_safe_ids(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.write_text("One sentence stands here for itself. A second one follows it. And a third one ends it.\n")

    (article,) = read_batch([SourceFile(path, name)]).articles

    assert article.id.isascii()
    assert len(article.id) < 64
    assert "." not in article.id
