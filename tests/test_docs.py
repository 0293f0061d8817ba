"""The documentation: every command in README and docs runs as printed; `make run` twice makes no new version."""

import os
import re
import shlex
import shutil
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from tests.prefect_servers import PrefectServer
from wireglot.flows.cli.app import app

ROOT = Path(__file__).parent.parent
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
COMMAND_NAMES = [str(command.name) for command in app.registered_commands]
COMMAND_NAMES += [str(group.name) for group in app.registered_groups]
# These run until they are stopped: tests/flows/prefect/test_serve.py runs them.
ENDLESS = ("wireglot serve",)
# What `make run` reads of the demo: texts of newspapers, of agencies (one a correction), of a web archive.
OF_THE_DEMO = 12 + 6 + 3


def commands(page: Path) -> list[str]:
    """The lines of the shell blocks of a page."""
    blocks = re.findall(r"```sh\n(.*?)```", page.read_text("utf-8"), re.S)
    return [line.strip() for block in blocks for line in block.splitlines() if line.strip()]


def links(page: Path) -> list[str]:
    found = re.findall(r"\]\(([^)#]+)\)", page.read_text("utf-8"))
    return [link for link in found if "://" not in link]


@pytest.mark.parametrize("name", COMMAND_NAMES)
def test_every_command_is_in_the_command_reference(name: str) -> None:
    assert f"wireglot {name}" in (ROOT / "docs" / "cli.md").read_text("utf-8")


def test_the_readme_fits_on_a_few_screens() -> None:
    assert 120 <= len((ROOT / "README.md").read_text("utf-8").splitlines()) <= 150


@pytest.mark.parametrize("page", [*PAGES, ROOT / "ARCHITECTURE.md"], ids=lambda page: page.name)
def test_every_link_leads_to_a_file(page: Path) -> None:
    assert [link for link in links(page) if not (page.parent / link).exists()] == []


@pytest.mark.parametrize("page", [ROOT / "ARCHITECTURE.md"], ids=lambda page: page.name)
def test_every_file_that_the_architecture_names_exists(page: Path) -> None:
    named = re.findall(r"`([\w/]+(?:\.py|/))`", page.read_text("utf-8"))
    inside = [name for name in named if "/" in name.rstrip("/") or name.endswith("/")]

    assert [name for name in inside if not (ROOT / name).exists()] == []


def most_samples(folder: str, names: list[str]) -> list[str]:
    """What the commands of a page go without: `make run` is tested with all samples, and each page here with four."""
    is_top = Path(folder) == ROOT / "samples"
    return [name for name in names if is_top and name[:3] not in ("ABO", "es-", "pt-")]


def bin_with_wireglot(folder: Path) -> Path:
    """Make a folder of programs with `wireglot` and `python`, as an activated environment has them."""
    folder.mkdir()
    (folder / "python").write_text(f'#!/bin/sh\nexec "{sys.executable}" "$@"\n')
    (folder / "wireglot").write_text(
        '#!/bin/sh\nexec python -c "from wireglot.flows.__main__ import main; main()" "$@"\n'
    )
    for program in folder.iterdir():
        program.chmod(0o755)
    return folder


@pytest.mark.process
@pytest.mark.parametrize("page", [page for page in PAGES if commands(page)], ids=lambda page: page.name)
def test_the_commands_of_a_page_run_in_order(page: Path, tmp_path: Path, prefect_server: PrefectServer) -> None:
    """With a server for all, but for those of the README: they start temporary ones, as a newcomer's do."""
    shutil.copytree(ROOT / "demo", tmp_path / "demo")
    shutil.copytree(ROOT / "samples", tmp_path / "samples", ignore=most_samples)
    environment = {**os.environ, "PREFECT_HOME": str(tmp_path / "home"), "WIREGLOT_MODELS": str(tmp_path / "models")}
    environment["PATH"] = f"{bin_with_wireglot(tmp_path / 'bin')}{os.pathsep}{os.environ['PATH']}"
    environment["PREFECT_API_URL"] = prefect_server.url
    for name in ("WIREGLOT_OUTPUTS", *(["PREFECT_API_URL"] if page.name == "README.md" else [])):
        environment.pop(name, None)

    for command in commands(page):
        words = shlex.split(command, comments=True)
        if command.startswith(ENDLESS):
            continue
        done = subprocess.run(words, cwd=tmp_path, env=environment, capture_output=True, text=True, timeout=1200)
        assert done.returncode == 0, f"{command}\n{done.stderr}"


def borrow_environment(checkout: Path) -> None:
    """Link this environment into the checkout, marked as set up, so that nothing is installed."""
    (checkout / ".venv").mkdir()
    (checkout / ".venv" / "bin").symlink_to(ROOT / ".venv" / "bin")
    stamp = subprocess.run(["./setup.sh", "--stamp"], cwd=checkout, capture_output=True, text=True, check=True)
    (checkout / ".venv" / ".ready-").write_text(stamp.stdout)


@pytest.mark.process
@pytest.mark.skipif(not (ROOT / ".venv").exists(), reason="no .venv here: `make run` would install one")
def test_make_run_twice_makes_no_new_version_the_second_time(tmp_path: Path, prefect_server: PrefectServer) -> None:
    """In a copy of the tracked files that borrows this environment."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    checkout = tmp_path / "checkout"
    for name in listed.stdout.splitlines():
        if (ROOT / name).is_file():
            (checkout / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(ROOT / name, checkout / name)
    borrow_environment(checkout)
    environment = {**os.environ, "PREFECT_HOME": str(tmp_path / "home"), "WIREGLOT_MODELS": str(tmp_path / "models")}
    environment["PREFECT_API_URL"] = prefect_server.url
    with socket.create_server(("127.0.0.1", 0)) as free:
        environment["DEMO_PORT"] = str(free.getsockname()[1])

    first, second = (
        subprocess.run(["make", "run"], cwd=checkout, env=environment, capture_output=True, text=True, timeout=1200)
        for _ in range(2)
    )

    samples = len([path for path in (ROOT / "samples").rglob("*.*") if path.suffix in (".txt", ".md", ".json", ".xml")])
    articles = samples + OF_THE_DEMO
    assert f"{articles} articles: {articles} new versions, 0 unchanged, 0 failed" in first.stderr
    assert "[Swedish, translator none, summarizer extract, untranslated]" in first.stdout
    assert "No models were fetched: WIREGLOT_OFFLINE forbids" in first.stderr
    (advice,) = (line for line in first.stderr.splitlines() if "wireglot models pull" in line)
    assert "more languages by a model, run: wireglot models pull" in advice
    assert advice.endswith("&& wireglot retry --outputs outputs/editions")
    assert re.search(r"articles: 0 new versions, \d+ unchanged, 0 failed", second.stderr)
    assert str(checkout / "outputs" / "editions") in second.stderr
