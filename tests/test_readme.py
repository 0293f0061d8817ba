"""The README's commands, run as they stand there, in a folder with the samples; and `make run`, twice."""

import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from wireglot.flows.cli.app import app

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text("utf-8")
BLOCKS = re.findall(r"```sh\n(.*?)```", README, re.S)
COMMANDS = [line.strip() for block in BLOCKS for line in block.splitlines() if line.strip()]
# These go on until stopped, or need one that does: tests/flows/prefect/test_serve.py runs both for real.
STANDING = ("wireglot serve", "PREFECT_API_URL=")


NAMES = [command.name for command in app.registered_commands] + [group.name for group in app.registered_groups]


@pytest.mark.parametrize("command", NAMES)
def test_every_command_stands_in_the_readme(command: str) -> None:
    assert f"wireglot {command}" in README


def test_standing_commands_are_those_that_the_test_of_serve_runs() -> None:
    standing = [command for command in COMMANDS if command.startswith(STANDING)]
    test = (ROOT / "tests" / "flows" / "prefect" / "test_serve.py").read_text("utf-8")

    assert len(standing) == 2
    assert '"flows", "serve"' in test
    assert '"deployment", "run"' in test


@pytest.mark.process
def test_the_commands_of_the_readme_run_one_after_the_other(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "samples", tmp_path / "samples")
    env = os.environ | {"PREFECT_HOME": str(tmp_path / "home")}
    env.pop("WIREGLOT_OUTPUTS", None)
    env.pop("PREFECT_API_URL", None)
    env["WIREGLOT_MODELS"] = str(tmp_path / "model_store")

    for command in COMMANDS:
        if command.startswith(STANDING):
            continue
        words = shlex.split(command, comments=True)
        assert words[0] == "wireglot"
        done = subprocess.run(
            [sys.executable, "-m", "flows", *words[1:]],
            cwd=tmp_path,
            env=env,
            capture_output=True,
            text=True,
            timeout=180,
        )
        assert done.returncode == 0, f"{command}\n{done.stderr}"
        assert done.stdout or done.stderr, command


def borrow_environment(copy: Path) -> None:
    """Lend this environment to `copy`, with the mark that its set-up is done: nothing is installed into it."""
    (copy / ".venv").mkdir()
    (copy / ".venv" / "bin").symlink_to(ROOT / ".venv" / "bin")
    sum_of = "cat pyproject.toml constraints.txt | cksum"
    done = subprocess.run(["sh", "-c", sum_of], cwd=copy, capture_output=True, text=True, check=True)
    (copy / ".venv" / ".ready-").write_text(done.stdout)


@pytest.mark.process
@pytest.mark.skipif(not (ROOT / ".venv").exists(), reason="no .venv here: `make run` would install one")
def test_make_run_twice_makes_no_version_the_second_time(tmp_path: Path) -> None:
    """In a copy of the checkout that has its set-up behind it, by a link to this one's environment."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    copy = tmp_path / "checkout"
    for name in listed.stdout.splitlines():
        if (ROOT / name).is_file():
            (copy / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(ROOT / name, copy / name)
    borrow_environment(copy)
    env = os.environ | {"PREFECT_HOME": str(tmp_path / "home")}
    env.pop("PREFECT_API_URL", None)
    env["WIREGLOT_MODELS"] = str(tmp_path / "model_store")

    first, second = (
        subprocess.run(["make", "run"], cwd=copy, env=env, capture_output=True, text=True, timeout=180)
        for _ in range(2)
    )

    samples = len([path for path in (ROOT / "samples").rglob("*.*") if path.suffix in (".txt", ".md")])
    assert f"{samples} articles: {samples} new versions" in first.stderr
    assert "[Swedish, translator none, summarizer extract, untranslated]" in first.stdout
    assert "Swedish: wireglot models pull Helsinki-NLP/opus-mt-sv-en" in first.stderr
    assert f"{samples} articles: 0 new versions, {samples} unchanged" in second.stderr
    assert str(copy / "outputs" / "editions") in second.stderr


PACKAGES = ("articles", "models", "translations", "summarizers", "outputs", "flows")
