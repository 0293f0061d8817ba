"""Engines of another package, as docs/development.md shows them: installed by pip, listed, used, and tested."""

import json
import re
import site
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
def python(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The Python of a fresh environment into which pip installed the package; dependencies are borrowed."""
    package, environment = tmp_path_factory.mktemp("package"), tmp_path_factory.mktemp("environment")
    write_package(package)
    subprocess.run([sys.executable, "-m", "venv", str(environment)], check=True, capture_output=True)
    (site_packages,) = environment.glob("lib/python*/site-packages")
    borrowed = "import site; " + "; ".join(f"site.addsitedir({path!r})" for path in site.getsitepackages())
    (site_packages / "borrowed.pth").write_text(borrowed + "\n", encoding="utf-8")
    python = environment / "bin" / "python"
    build = [sys.executable, "-m", "pip", "wheel", "-q", "--no-deps", "--no-build-isolation", "-w", str(package)]
    subprocess.run([*build, str(package)], check=True, capture_output=True)
    (wheel,) = package.glob("*.whl")
    install = [str(python), "-m", "pip", "install", "-q", "--no-deps", "--no-index", str(wheel)]
    subprocess.run(install, check=True, capture_output=True)
    return python


def write_package(folder: Path) -> None:
    """The package of the page, with two damaged entry points."""
    translation, summaries, _ = page_blocks("python")
    (entry_points,) = page_blocks("toml")
    header = '[project.entry-points."wireglot.translators"]'
    files = {"translation": translation, "summaries": summaries, "__init__": ""}
    (folder / "my_package").mkdir()
    for name, code in files.items():
        (folder / "my_package" / f"{name}.py").write_text(code, encoding="utf-8")
    project = PYPROJECT + entry_points.replace(header, header + MORE_ENTRY_POINTS)
    (folder / "pyproject.toml").write_text(project, encoding="utf-8")


def wireglot(python: Path, folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [str(python), "-m", "wireglot.flows", *arguments]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=1200)


def test_its_engines_are_listed_and_a_damaged_one_is_not(python: Path, tmp_path: Path) -> None:
    done = wireglot(python, tmp_path, "engines", "--json")

    assert done.returncode == 0, done.stderr
    rows = {(row["role"], row["name"]): row for row in map(json.loads, done.stdout.splitlines())}
    assert rows["translator", "phrasebook"]["languages"] == ["sv"]
    assert rows["summarizer", "first-sentence"]["ready"]
    assert ("translator", "damaged") not in rows
    assert rows["translator", "none"]["note"].startswith("Leaves an article in its own language")


def test_they_work_by_name(python: Path, tmp_path: Path) -> None:
    (tmp_path / "ferry.txt").write_text(ARTICLE, encoding="utf-8")
    engines = ["--translator", "phrasebook", "--summarizer", "first-sentence"]

    done = wireglot(python, tmp_path, "run", "--plain", "--json", *engines, "--outputs", "out", "ferry.txt")

    assert done.returncode == 0, done.stderr
    (row,) = map(json.loads, done.stdout.splitlines())
    assert (row["translator"], row["summarizer"]) == ("phrasebook", "first-sentence")
    assert row["short"] == "The ferry ran aground on Monday."


def test_a_damaged_engine_is_refused_by_name(python: Path, tmp_path: Path) -> None:
    (tmp_path / "ferry.txt").write_text(ARTICLE, encoding="utf-8")

    done = wireglot(python, tmp_path, "run", "--plain", "--translator", "damaged", "--outputs", "out", "ferry.txt")

    assert done.returncode == 2
    assert "The translation engine 'damaged' cannot be used" in done.stderr
    assert "Traceback" not in done.stderr


def test_they_pass_the_contracts(python: Path, tmp_path: Path) -> None:
    command = [str(python), "-c", page_blocks("python")[-1]]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True)

    assert done.returncode == 0, done.stderr
