"""Apertium's child processes when things go wrong, with a fake program that goes wrong on request."""

import os
import sys
from pathlib import Path

import pytest

from wireglot.translations import EngineFailed, apertium, load
from wireglot.translations.engines.apertium import installed_modes

pytestmark = pytest.mark.process

# Speaks Apertium's stream as `apertium -u -z -f none MODE` does (NUL-separated, flushed at each NUL) and
# "translates" into capitals: sufficient, because only its failures matter here.
FAKE_APERTIUM = """#!{python} -IS
import os, subprocess, sys
mode = sys.argv[-1]
if mode == "-l":
    print("  aaa-eng   mkd-eng")
elif mode == "-V":
    print("Apertium 9.9")
elif mode == "broken":
    sys.exit("cannot open the dictionary")
else:
    for segment in sys.stdin.buffer.read().split(b"\\0")[:-1]:
        if b"hang" in segment:
            sleeper = subprocess.Popen(["sleep", "600"])
            open(os.environ["SLEEPERS"], "a").write(f"{{sleeper.pid}}\\n")
            sleeper.wait()
        if b"crash" in segment:
            os._exit(139)
        if b"muddle" in segment:
            segment = segment.replace(b"[;", b"[")
        sys.stdout.buffer.write(segment.upper() + b"\\0")
        sys.stdout.buffer.flush()
"""


@pytest.fixture
def sleepers(tmp_path, monkeypatch) -> Path:
    """Puts the fake before the real script; returns the file in which it lists what it left running."""
    script = tmp_path / "bin" / "apertium"
    script.parent.mkdir()
    script.write_text(FAKE_APERTIUM.format(python=sys.executable), encoding="utf-8")
    script.chmod(0o755)
    monkeypatch.setenv("PATH", f"{script.parent}{os.pathsep}{os.environ['PATH']}")
    monkeypatch.setenv("SLEEPERS", str(tmp_path / "sleepers"))
    return tmp_path / "sleepers"


def is_running(pid: int) -> bool:
    try:
        state = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()[0]
    except OSError:
        return False
    return state != "Z"  # ended, only not yet called for


@pytest.mark.usefixtures("sleepers")
@pytest.mark.parametrize("fault", ["crash", "muddle"])
def test_a_sentence_that_breaks_the_pipeline_fails_alone(fault):
    sentences = ["one.", "two.", fault, "four.", "five."]

    assert apertium.translate_by_mode("aaa-eng", sentences) == ("ONE.", "TWO.", None, "FOUR.", "FIVE.")


def test_a_time_limit_ends_the_whole_process_group(sleepers):
    answers = apertium.translate_by_mode("aaa-eng", ["one.", "hang", "three."], start_timeout=2)

    assert answers == ("ONE.", None, "THREE.")
    left = [int(pid) for pid in sleepers.read_text(encoding="utf-8").split()]
    assert len(left) == 2  # with the others, then alone
    assert not any(is_running(pid) for pid in left)


@pytest.mark.usefixtures("sleepers")
def test_a_broken_installation_fails_with_its_own_message():
    with pytest.raises(EngineFailed, match="mode broken: it ended with status 1: cannot open the dictionary"):
        apertium.translate_by_mode("broken", ["one."] * 20)


@pytest.mark.usefixtures("sleepers")
def test_the_first_installation_on_the_path_is_used():
    engine = load("apertium")

    assert installed_modes() == ("aaa-eng", "mkd-eng")
    assert engine.signature("mk", "en").startswith("apertium|version:9.9|route:mkd-eng|data:")
    assert engine.signature("fr", "en") is None
    assert engine.translate(["Еден", "muddle", "\n", "b"], "mk", "en") == ("Еден", None, None, "B")


def test_without_apertium_the_install_command_is_named(tmp_path, monkeypatch):
    apt = tmp_path / "apt-get"
    apt.touch(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    engine = load("apertium")

    assert engine.signature("es", "en") is None
    hint = engine.install_hint("es", "en")
    assert hint.startswith("To translate from Spanish, run: ")
    assert hint.endswith("apt-get install apertium apertium-eng-spa")
    assert engine.install_hint("uk", "en") == ""
    with pytest.raises(EngineFailed, match="there is no route es -> en"):
        engine.translate(["Hola"], "es", "en")


def test_without_debian_no_command_is_named(tmp_path, monkeypatch):
    monkeypatch.setenv("PATH", str(tmp_path))

    assert load("apertium").install_hint("es", "en") == ""
