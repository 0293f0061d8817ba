"""Child processes of Apertium: one call with a time limit, and what the installation reports about itself.

`apertium` is a shell script that starts a pipeline of up to a dozen programs, so a time limit has to end the whole
process group.
"""

import hashlib
import logging
import os
import re
import shutil
import signal
import subprocess
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from wireglot.translations.engine import EngineFailed

# `apertium -l` and `-V` take 20 ms; a machine that needs a thousand times that is not going to answer.
QUERY_TIMEOUT = 20.0
# Once the group is killed its pipes close at once; only a program that left the group could hold them open.
KILL_TIMEOUT = 5.0
LOGGED_CHARACTERS = 2000

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Output:
    """What a child wrote before it ended or was killed; error is "" when it ended well."""

    text: bytes
    error: str = ""


def run(command: Sequence[str], text: bytes, seconds: float) -> Output:
    """Run one child; after the time limit, return what it had written until then.

    Raises:
        EngineFailed: When it cannot be started.
    """
    with TemporaryDirectory(prefix="apertium-") as folder:  # the script leaves its own files behind when killed
        try:
            child = subprocess.Popen(
                command,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
                env=os.environ | {"TMPDIR": folder},
                start_new_session=True,
            )
        except OSError as error:
            raise EngineFailed(f"{command[0]} cannot be started: {error}") from error
        with child:
            return _communicate(child, text, seconds)


def _communicate(child: subprocess.Popen[bytes], text: bytes, seconds: float) -> Output:
    error = ""
    try:
        output, errors = child.communicate(text, timeout=seconds)
    except subprocess.TimeoutExpired:
        output, errors = _kill(child)
        error = f"no end within {seconds:.0f} s"
    except BaseException:  # interrupted: leave nothing running behind
        _kill(child)
        raise
    if child.returncode and not error:
        error = f"it ended with status {child.returncode}: {_last_line(errors)}"
    if errors.strip():
        log.log(logging.WARNING if error else logging.DEBUG, "apertium: %s", _readable(errors))
    return Output(output, error)


def _kill(child: subprocess.Popen[bytes]) -> tuple[bytes, bytes]:
    """Kill the whole group; return what it had written to stdout and stderr until then."""
    with suppress(ProcessLookupError):  # it ended by itself in this moment
        os.killpg(child.pid, signal.SIGKILL)
    try:
        return child.communicate(timeout=KILL_TIMEOUT)
    except subprocess.TimeoutExpired:
        return b"", b""


def program() -> str | None:
    """Return the path of the script `apertium`, None where there is none."""
    return shutil.which("apertium")


def modes() -> tuple[str, ...]:
    """Return the modes that `apertium -l` lists, asked once per process; () when there is none, or no answer."""
    path = program()
    try:
        return _listed(path, _data_folder(path)) if path else ()
    except EngineFailed as error:
        log.warning("Apertium is installed but cannot be used: %s", error)
        return ()


def version() -> str:
    """Return the version, as "3.8.3".

    Raises:
        EngineFailed: When apertium is missing or does not answer.
    """
    path = program()
    if path is None:
        raise EngineFailed("there is no program `apertium` on this machine")
    return _version(path)


def data_digest(names: Sequence[str]) -> str:
    """Return twelve hex digits that change when the modes change, or the dictionaries and rules that they name."""
    path = program()
    return _digest(_data_folder(path), tuple(names)) if path else ""


@cache  # an exception is not cached: a listing that failed is tried again
def _listed(path: str, _data_folder: Path) -> tuple[str, ...]:
    return tuple(sorted(_query(path, "-l").split()))


@cache
def _version(path: str) -> str:
    answer = _query(path, "-V")
    number = re.search(r"\d+(\.\d+)+", answer)
    return number[0] if number else answer.strip()


def _query(path: str, option: str) -> str:
    output = run((path, option), b"", QUERY_TIMEOUT)
    if output.error:
        raise EngineFailed(f"`apertium {option}`: {output.error}")
    return output.text.decode("utf-8", "replace")


def _data_folder(path: str) -> Path:
    """Where the script `apertium` at that path looks for modes and dictionaries."""
    folder = os.environ.get("APERTIUM_DATADIR")
    return Path(folder) if folder else Path(path).resolve().parents[1] / "share" / "apertium"


@cache
def _digest(folder: Path, names: tuple[str, ...]) -> str:
    digest = hashlib.sha256()
    for name in names:
        mode = _bytes(folder / "modes" / f"{name}.mode")
        digest.update(mode)
        for file in re.findall(r"'([^']+)'", mode.decode("utf-8", "replace")):
            digest.update(_bytes(Path(file)))
    return digest.hexdigest()[:12]


def _bytes(file: Path) -> bytes:
    """The content of the file; nothing for one that does not exist (some modes quote options too)."""
    try:
        return file.read_bytes()
    except OSError:
        return b""


def _last_line(errors: bytes) -> str:
    lines = _readable(errors).splitlines()
    return lines[-1].strip() if lines else "it gave no reason"


def _readable(errors: bytes) -> str:
    return errors.decode("utf-8", "replace").strip()[-LOGGED_CHARACTERS:]
