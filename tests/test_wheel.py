"""The wheel: the packages and their data files, nothing else, working where it is installed."""

import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

pytestmark = pytest.mark.process

ROOT = Path(__file__).parent.parent
PACKAGES = {"articles", "models", "translations", "summarizers", "outputs", "flows"}


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    shutil.rmtree(ROOT / "build", ignore_errors=True)  # setuptools would pack what an earlier build left there
    stray = ROOT / "outputs" / "editions" / "an-article-00000000" / "v0001"  # as a run leaves it in a checkout
    stray.mkdir(parents=True, exist_ok=True)
    (stray / "edition.json").write_text("{}")
    command = [sys.executable, "-m", "pip", "wheel", "-q", "--no-deps", "--no-build-isolation", "-w", str(folder), "."]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    shutil.rmtree(stray.parent)
    return next(folder.glob("*.whl"))


def test_it_holds_the_packages_and_all_their_data_and_nothing_else(wheel: Path) -> None:
    held = {name for name in zipfile.ZipFile(wheel).namelist() if ".dist-info/" not in name}
    kept = {".py", ".toml", ".json", ".txt", ".typed", ".html", ".css", ".js"}
    paths = (path for name in PACKAGES for path in (ROOT / name).rglob("*") if path.suffix in kept)
    ours = {str(path.relative_to(ROOT)) for path in paths if "editions" not in path.parts}

    assert held == ours


def test_it_runs_where_it_is_installed(wheel: Path, tmp_path: Path) -> None:
    place = tmp_path / "site"
    install = [sys.executable, "-m", "pip", "install", "-q", "--no-deps", "--target", str(place), str(wheel)]
    subprocess.run(install, check=True, capture_output=True)
    (tmp_path / "a.txt").write_text(
        "Storm closes Varn harbour\n\nThe harbour of Varn was closed on Monday after a storm damaged forty boats. "
        "Nobody was hurt in the night. Repairs will cost 3 million crowns and take until May.\n"
    )
    code = (
        "import flows, sys; print(flows.__file__); from flows.__main__ import main; sys.argv[1:] = sys.argv[1:]; main()"
    )
    done = subprocess.run(
        [sys.executable, "-P", "-c", code, "run", "--plain", "a.txt"],
        cwd=tmp_path,
        env=os.environ | {"PYTHONPATH": str(place)},
        capture_output=True,
        text=True,
    )

    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith(str(place))
    assert "Storm closes Varn harbour" in done.stdout
