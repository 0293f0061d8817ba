"""The wheel: one package with all its data files, working beside a user's own project."""

import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

pytestmark = pytest.mark.process

ROOT = Path(__file__).parent.parent
PACKAGES = ("articles", "fetching", "models", "translations", "summarizers", "outputs", "flows")
ARTICLE = """Storm closes Varn harbour

The harbour of Varn was closed on Monday after a storm damaged forty boats. Nobody was hurt in the night. Repairs
will cost 3 million crowns and take until May.
"""
# A Prefect project of a user, whose folders have the same names as ours.
THEIR_FLOW = """
from flows.theirs import NAME
from models import WEIGHTS
from outputs import FOLDER
from wireglot.flows import Options, run, summarize_articles

print(NAME, WEIGHTS, FOLDER, summarize_articles.name)
print(run(["a.txt"], FOLDER, Options(site=False)))
"""


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Built from a copy of the tracked files, so that nothing else can get in."""
    source, folder = tmp_path_factory.mktemp("source"), tmp_path_factory.mktemp("wheel")
    for name in PACKAGES:
        shutil.copytree(ROOT / name, source / name, ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("pyproject.toml", "README.md", "LICENSE"):
        shutil.copy(ROOT / name, source)
    edition = source / "outputs" / "editions" / "an-article-00000000" / "v0001" / "edition.json"  # what a run leaves
    edition.parent.mkdir(parents=True, exist_ok=True)
    edition.write_text("{}")
    command = [sys.executable, "-m", "pip", "wheel", "-q", "--no-deps", "--no-build-isolation", "-w", str(folder), "."]
    subprocess.run(command, cwd=source, check=True, capture_output=True)
    return next(folder.glob("*.whl"))


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """The environment of a process that sees the installed wheel and not this repository."""
    target = tmp_path_factory.mktemp("site")
    install = [sys.executable, "-m", "pip", "install", "-q", "--no-deps", "--target", str(target), str(wheel)]
    subprocess.run(install, check=True, capture_output=True)
    return {**os.environ, "PYTHONPATH": str(target)}


def test_the_wheel_holds_the_packages_and_their_data(wheel: Path) -> None:
    names = {name for name in zipfile.ZipFile(wheel).namelist() if ".dist-info/" not in name}
    kept = {".py", ".toml", ".json", ".txt", ".typed", ".html", ".css", ".js"}
    paths = (path for name in PACKAGES for path in (ROOT / name).rglob("*") if path.suffix in kept)

    assert names == {f"wireglot/{path.relative_to(ROOT)}" for path in paths if "editions" not in path.parts}


def test_the_command_line_runs_from_the_wheel(installed: dict[str, str], tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(ARTICLE)
    command = [sys.executable, "-c", "from wireglot.flows.__main__ import main; main()", "run", "--plain", "a.txt"]

    done = subprocess.run(command, cwd=tmp_path, env=installed, capture_output=True, text=True)

    assert done.returncode == 0, done.stderr
    assert "Storm closes Varn harbour" in done.stdout


def test_it_works_beside_folders_of_the_same_names(installed: dict[str, str], tmp_path: Path) -> None:
    for folder, code in (
        ("models", "WEIGHTS = 'theirs'"),
        ("outputs", "from pathlib import Path; FOLDER = Path('out')"),
    ):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "__init__.py").write_text(code)
    (tmp_path / "flows").mkdir()
    (tmp_path / "flows" / "__init__.py").write_text("")
    (tmp_path / "flows" / "theirs.py").write_text("NAME = 'nightly'")
    (tmp_path / "main.py").write_text(THEIR_FLOW)
    (tmp_path / "a.txt").write_text(ARTICLE)
    environment = {**installed, "PREFECT_HOME": str(tmp_path / "prefect")}

    done = subprocess.run(
        [sys.executable, "main.py"], cwd=tmp_path, env=environment, capture_output=True, text=True, timeout=1200
    )

    assert done.stdout.splitlines() == [
        "nightly theirs out summarize-articles",
        "1 article: 1 new version, 0 unchanged, 0 failed",
    ], done.stderr
