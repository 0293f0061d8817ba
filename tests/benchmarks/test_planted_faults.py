"""Planted faults: what is changed in a file, what is left alone, and that a seed draws the same faults again."""

import random
from pathlib import Path

from benchmarks.planted_faults import Area, draw, plant, possible_faults

SOURCE = '''"""Words of 5 letters, not of 6."""

LIMITS = {"short": 5, "long": 9}


def first(words: list[str], limit: int = 1) -> str:
    """The first word that is long enough, "" for none."""
    if not words and limit < 2:
        raise ValueError(f"no words, {limit + 1} wanted")
    log.debug("%d words", 3)
    return max(words)
'''


def area(root: Path, source: str = SOURCE) -> Area:
    (root / "words.py").write_text(source, "utf-8")
    return Area(("*.py",), ())


def test_every_kind_of_change_is_offered_once(tmp_path: Path) -> None:
    faults = possible_faults(tmp_path, area(tmp_path))

    assert sorted({(fault.kind, fault.new) for fault in faults if fault.kind != "number"}) == [
        ("and/or", "(not words or limit < 2)"),
        ("comparison", "(limit <= 2)"),
        ("dropped not", "(words)"),
        ("empty result", '""'),
        ("min/max, any/all", "min"),
        ("negated condition", "(not (not words and limit < 2))"),
        ("removed statement", "pass"),
    ]


def test_tables_messages_and_docstrings_are_left_alone(tmp_path: Path) -> None:
    lines = {fault.line for fault in possible_faults(tmp_path, area(tmp_path))}

    assert lines == {6, 8, 9, 11}


def test_a_planted_fault_is_removed_afterwards(tmp_path: Path) -> None:
    (fault,) = [each for each in possible_faults(tmp_path, area(tmp_path)) if each.kind == "min/max, any/all"]

    with plant(tmp_path, fault):
        assert (tmp_path / "words.py").read_text("utf-8") == SOURCE.replace("max(", "min(")
    assert (tmp_path / "words.py").read_text("utf-8") == SOURCE


def test_a_seed_draws_the_same_faults_from_all_kinds(tmp_path: Path) -> None:
    faults = possible_faults(tmp_path, area(tmp_path))

    drawn = draw(faults, 4, random.Random(1))

    assert drawn == draw(faults, 4, random.Random(1))
    assert len({fault.line for fault in drawn}) == len(drawn) == 4
