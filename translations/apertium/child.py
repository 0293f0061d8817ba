"""Child processes of Apertium: one run with a time limit, and what the installation says of itself.

`apertium` is a shell script that starts a pipe of up to a dozen programs, so a limit has to end the whole
group.
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
SECONDS_TO_INTRODUCE_ITSELF = 20.0
# Once the group is killed its pipes close at once; only a program that left the group could hold them open.
SECONDS_TO_DIE = 5.0
LOGGED_CHARACTERS = 2000

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Reply:
    """What a child said before it ended or was ended; error is "" when it ended well."""

    said: bytes
    error: str = ""


def run(command: Sequence[str], text: bytes, seconds: float) -> Reply:
    """The reply of one child, whatever it had said by the end of the limit included.

    :raises EngineFailed: when it cannot even be started.
    """
    with TemporaryDirectory(prefix="apertium-") as scratch:  # the script leaves its own behind when killed
        try:
            child = subprocess.Popen(
                command,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
                env=os.environ | {"TMPDIR": scratch},
                start_new_session=True,
            )
        except OSError as error:
            raise EngineFailed(f"{command[0]} cannot be started: {error}") from error
        with child:
            return _reply(child, text, seconds)


def _reply(child: subprocess.Popen[bytes], text: bytes, seconds: float) -> Reply:
    error = ""
    try:
        said, complaints = child.communicate(text, timeout=seconds)
    except subprocess.TimeoutExpired:
        said, complaints = _end(child)
        error = f"no end within {seconds:.0f} s"
    except BaseException:  # interrupted: leave nothing running behind
        _end(child)
        raise
    if child.returncode and not error:
        error = f"it ended with status {child.returncode}: {_last_line(complaints)}"
    if complaints.strip():
        log.log(logging.WARNING if error else logging.DEBUG, "apertium: %s", _readable(complaints))
    return Reply(said, error)


def _end(child: subprocess.Popen[bytes]) -> tuple[bytes, bytes]:
    """Kill the whole group; what it had said until then."""
    with suppress(ProcessLookupError):  # it ended by itself in this moment
        os.killpg(child.pid, signal.SIGKILL)
    try:
        return child.communicate(timeout=SECONDS_TO_DIE)
    except subprocess.TimeoutExpired:
        return b"", b""


def program() -> str | None:
    """The path of the script `apertium`, None where there is none."""
    return shutil.which("apertium")


def modes() -> tuple[str, ...]:
    """The modes that `apertium -l` lists, asked once per process; () when there is none, or no answer."""
    path = program()
    try:
        return _listed(path, _data_folder(path)) if path else ()
    except EngineFailed as error:
        log.warning("Apertium is there but cannot be used: %s", error)
        return ()


def version() -> str:
    """As "3.8.3".

    :raises EngineFailed: when apertium is missing or does not answer.
    """
    path = program()
    if path is None:
        raise EngineFailed("there is no program `apertium` on this machine")
    return _version(path)


def data_digest(names: Sequence[str]) -> str:
    """Twelve hex digits over the modes and the dictionaries and rules they name: changes when these do."""
    path = program()
    return _digest(_data_folder(path), tuple(names)) if path else ""


@cache  # an exception is not kept: a listing that failed is tried again
def _listed(path: str, _data_folder: Path) -> tuple[str, ...]:
    return tuple(sorted(_introduction(path, "-l").split()))


@cache
def _version(path: str) -> str:
    said = _introduction(path, "-V")
    found = re.search(r"\d+(\.\d+)+", said)
    return found[0] if found else said.strip()


def _introduction(path: str, option: str) -> str:
    reply = run((path, option), b"", SECONDS_TO_INTRODUCE_ITSELF)
    if reply.error:
        raise EngineFailed(f"`apertium {option}`: {reply.error}")
    return reply.said.decode("utf-8", "replace")


def _data_folder(path: str) -> Path:
    """Where the script `apertium` at that path looks for modes and dictionaries."""
    named = os.environ.get("APERTIUM_DATADIR")
    return Path(named) if named else Path(path).resolve().parents[1] / "share" / "apertium"


@cache
def _digest(folder: Path, names: tuple[str, ...]) -> str:
    digest = hashlib.sha256()
    for name in names:
        options = _bytes(folder / "modes" / f"{name}.mode")
        digest.update(options)
        for file in re.findall(r"'([^']+)'", options.decode("utf-8", "replace")):
            digest.update(_bytes(Path(file)))
    return digest.hexdigest()[:12]


def _bytes(file: Path) -> bytes:
    """What the file holds; nothing for one that is not there (some modes quote options too)."""
    try:
        return file.read_bytes()
    except OSError:
        return b""


def _last_line(complaints: bytes) -> str:
    lines = _readable(complaints).splitlines()
    return lines[-1].strip() if lines else "it did not say why"


def _readable(complaints: bytes) -> str:
    return complaints.decode("utf-8", "replace").strip()[-LOGGED_CHARACTERS:]
