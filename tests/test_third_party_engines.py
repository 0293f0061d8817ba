"""Engines of another package, as docs/development.md shows them: installed by pip, listed, used, and tested."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.process

PAGE = (Path(__file__).parent.parent / "docs" / "development.md").read_text(encoding="utf-8")
PYPROJECT = """
[build-system]
requires = ["setuptools"]
build-backend = "setuptools.build_meta"

[project]
name = "my_package"
version = "1.0"

[tool.setuptools]
packages = ["my_package"]
"""
# Beside the engines of the page: a name that is taken, and a class that does not exist.
MORE_ENTRY_POINTS = """
none = "my_package.translation:Engine"
damaged = "my_package.translation:Missing"
"""
ARTICLE = """Färjan gick på grund i måndags.

Färjan gick på grund i måndags. Ingen skadades.
"""


def page_blocks(language: str) -> list[str]:
    """The code blocks of a language on the page about development."""
    return re.findall(rf"```{language}\n(.*?)```", PAGE, re.S)


@pytest.fixture(scope="module")
def environment(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """The environment of a process for which pip installed the package."""
    package, target = tmp_path_factory.mktemp("package"), tmp_path_factory.mktemp("installed")
    translation, summaries, _ = page_blocks("python")
    (entry_points,) = page_blocks("toml")
    header = '[project.entry-points."wireglot.translators"]'
    entry_points = entry_points.replace(header, header + MORE_ENTRY_POINTS)
    files = {"translation": translation, "summaries": summaries, "__init__": ""}
    (package / "my_package").mkdir()
    for name, code in files.items():
        (package / "my_package" / f"{name}.py").write_text(code, encoding="utf-8")
    (package / "pyproject.toml").write_text(PYPROJECT + entry_points, encoding="utf-8")
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
    assert row["short"] == "The ferry ran aground on Monday."


def test_a_damaged_engine_is_refused_by_name(environment: dict[str, str], tmp_path: Path) -> None:
    (tmp_path / "ferry.txt").write_text(ARTICLE, encoding="utf-8")

    done = wireglot(environment, tmp_path, "run", "--plain", "--translator", "damaged", "--outputs", "out", "ferry.txt")

    assert done.returncode == 2
    assert "The translation engine 'damaged' cannot be used" in done.stderr
    assert "Traceback" not in done.stderr


def test_they_pass_the_contracts(environment: dict[str, str], tmp_path: Path) -> None:
    command = [sys.executable, "-c", page_blocks("python")[-1]]
    done = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True)

    assert done.returncode == 0, done.stderr
