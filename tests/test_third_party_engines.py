"""Engines of another package, installed by pip: listed, used by name, and held to the same contracts."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.process

PYPROJECT = """
[build-system]
requires = ["setuptools"]
build-backend = "setuptools.build_meta"

[project]
name = "phrasebook"
version = "1.0"

[project.entry-points."wireglot.translators"]
phrasebook = "phrasebook:Translator"
none = "phrasebook:Translator"
damaged = "phrasebook:Missing"

[project.entry-points."wireglot.summarizers"]
first-sentence = "phrasebook:Summarizer"

[tool.setuptools]
py-modules = ["phrasebook"]
"""
# The smallest useful engines: a phrasebook as translator, and the first sentence as summary.
CODE = """
from wireglot.summarizers import EXTRACTIVE, FROM_TEASER, TOO_SHORT, Summaries, Summary, SummarySentence
from wireglot.translations import RULE_BASED

PHRASES = {
    "Färjan gick på grund": "The ferry ran aground",
    "Färjan till Visby gick på grund i måndags.": "The ferry to Visby ran aground on Monday.",
    "Ingen av de 33 passagerarna skadades.": "None of the 33 passengers was hurt.",
}


class Translator:
    name, rank = "phrasebook", RULE_BASED

    def signature(self, source, target):
        return "phrasebook|v:1" if (source, target) == ("sv", "en") else None

    def translate(self, sentences, source, target):
        return tuple(PHRASES.get(sentence) for sentence in sentences)

    def note(self, source, target):
        return "Translated by phrasebook."

    def install_hint(self, source, target):
        return ""


class Summarizer:
    name, rank = "first-sentence", EXTRACTIVE

    def signature(self, language, output_language):
        return "first-sentence|v:1"

    def install_hint(self, language, output_language):
        return ""

    def summarize(self, texts):
        return tuple(Summaries(*[self._summary(text)] * 2) for text in texts)

    def _summary(self, text):
        refs = [ref for ref, _ in text.article.sentences() if text.blocks[ref.block].kind == "paragraph"]
        chosen = tuple(SummarySentence(text.blocks[r.block].sentences[r.sentence], (r,)) for r in refs[:1])
        checks = () if chosen else (TOO_SHORT,)
        checks += () if text.article.full_text else (FROM_TEASER,)
        whole = "".join(sentence.text for sentence in chosen)
        return Summary(whole, chosen, self.name, "first-sentence|v:1", checks, text.output_language)
"""
CONTRACTS = """
from phrasebook import Summarizer, Translator
from wireglot.summarizers.contracts import check_summary_engine
from wireglot.translations.contracts import check_translation_engine

check_translation_engine(Translator(), "sv", "en")
check_translation_engine(Translator(), "de", "en")
check_summary_engine(Summarizer(), "sv", "en")
"""
ARTICLE = """Färjan gick på grund

Färjan till Visby gick på grund i måndags. Ingen av de 33 passagerarna skadades.
"""


@pytest.fixture(scope="module")
def environment(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """The environment of a process for which pip installed the package."""
    package, target = tmp_path_factory.mktemp("phrasebook"), tmp_path_factory.mktemp("installed")
    (package / "pyproject.toml").write_text(PYPROJECT, encoding="utf-8")
    (package / "phrasebook.py").write_text(CODE, encoding="utf-8")
    options = ["-q", "--no-deps", "--no-build-isolation", "--no-index", "--target", str(target)]
    subprocess.run([sys.executable, "-m", "pip", "install", *options, str(package)], check=True, capture_output=True)
    path = os.pathsep.join(filter(None, [str(target), os.environ.get("PYTHONPATH", "")]))
    return {**os.environ, "PYTHONPATH": path}


def wireglot(environment: dict[str, str], folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "wireglot.flows", *arguments]
    return subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, timeout=1200)


def test_its_engines_are_listed_and_a_damaged_one_is_not(environment: dict[str, str], tmp_path: Path) -> None:
    done = wireglot(environment, tmp_path, "engines", "--json")

    assert done.returncode == 0, done.stderr
    rows = {(row["role"], row["name"]): row for row in map(json.loads, done.stdout.splitlines())}
    assert rows["translator", "phrasebook"]["languages"] == ["sv"]
    assert rows["summarizer", "first-sentence"]["ready"]
    assert ("translator", "damaged") not in rows
    assert rows["translator", "none"]["note"].startswith("Leaves an article in its own language")


def test_they_work_by_name(environment: dict[str, str], tmp_path: Path) -> None:
    (tmp_path / "ferry.txt").write_text(ARTICLE, encoding="utf-8")
    engines = ["--translator", "phrasebook", "--summarizer", "first-sentence"]

    done = wireglot(environment, tmp_path, "run", "--plain", "--json", *engines, "--outputs", "out", "ferry.txt")

    assert done.returncode == 0, done.stderr
    (row,) = map(json.loads, done.stdout.splitlines())
    assert (row["translator"], row["summarizer"]) == ("phrasebook", "first-sentence")
    assert row["short"] == "The ferry to Visby ran aground on Monday."


def test_a_damaged_engine_is_refused_by_name(environment: dict[str, str], tmp_path: Path) -> None:
    (tmp_path / "ferry.txt").write_text(ARTICLE, encoding="utf-8")

    done = wireglot(environment, tmp_path, "run", "--plain", "--translator", "damaged", "--outputs", "out", "ferry.txt")

    assert done.returncode == 2
    assert "The translation engine 'damaged' cannot be used" in done.stderr
    assert "Traceback" not in done.stderr


def test_they_pass_the_contracts(environment: dict[str, str], tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", CONTRACTS], cwd=tmp_path, env=environment, capture_output=True, text=True
    )

    assert done.returncode == 0, done.stderr
