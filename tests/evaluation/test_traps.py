"""No trap gets into a summary; the trap set is as large and as fair as it says."""

import importlib.util
import sys
from collections import Counter
from functools import cache
from pathlib import Path
from types import ModuleType

import pytest


@cache
def runner() -> ModuleType:
    """traps.py beside this file: with importlib mode pytest puts no folder of tests on the path."""
    spec = importlib.util.spec_from_file_location("traps_runner", Path(__file__).with_name("traps.py"))
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


def languages() -> tuple[str, ...]:
    return runner().languages()


@pytest.mark.evaluation
@pytest.mark.parametrize("language", languages())
def test_no_trap_gets_into_a_summary(language: str) -> None:
    failures = [str(failure) for case in runner().cases(language) for failure in runner().judge(case)]

    assert not failures, "\n".join(failures)


@pytest.mark.evaluation
def test_the_set_has_enough_articles_languages_and_wordings() -> None:
    tried = [case for language in languages() for case in runner().cases(language)]
    kinds = Counter((case.language, case.kind) for case in tried)

    assert len(languages()) >= 18
    assert len(tried) >= 2000
    assert {kind for _, kind in kinds} == set(runner().KINDS)
    assert min(kinds.values()) >= 6


@pytest.mark.evaluation
@pytest.mark.parametrize("language", languages())
def test_every_story_holds_a_long_summary_of_sentences_that_stand_alone(language: str) -> None:
    for story in runner().stories(language):
        standing = [line for paragraph in story.paragraphs for line in paragraph if not (line.before or line.after)]
        lengths = sorted(runner().words(line.text) for line in standing)

        assert 8 <= sum(map(len, story.paragraphs)) <= 14
        assert sum(lengths[-5:]) >= runner().LEAST + 15
        assert sum(lengths[:3]) <= runner().FULL - 15


@pytest.mark.evaluation
@pytest.mark.parametrize("language", languages())
def test_every_sentence_is_read_as_it_was_written(language: str) -> None:
    for case in runner().cases(language):
        if case.carrier != "told" and case.kind not in {"glued", "leading"}:
            read = {sentence for _, sentence in case.text.article.places()}
            written = {line.text for paragraph in case.good for line in paragraph}
            assert case.carrier == "block" or written <= read, (case.name, written - read)


@pytest.mark.evaluation
def test_there_are_twenty_controls_of_each_kind() -> None:
    kinds = Counter(control.kind for control in runner().controls())

    assert min(kinds.values()) >= 20, kinds
