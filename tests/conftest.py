"""What all tests share: the data folder, and the check that every edition made anywhere is valid."""

import fcntl
import importlib
import json
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

import hypothesis
import pytest
from jsonschema import Draft202012Validator

from tests.prefect_servers import PrefectServer, running_server
from tests.tiny.teaching import SHARED_FOLDER
from wireglot.translations import engines

ROOT = Path(__file__).parent.parent
# The files that take a minute or more, the longest first: one that starts late is what the others wait for at the end.
LONGEST = ("test_docs.py", "flows/prefect/test_serve.py", "evaluation/test_checks.py", "faults/test_kill_server.py")

# A property that holds is not broken by a busy machine. Fewer examples than usual: every run draws others.
hypothesis.settings.register_profile("suite", deadline=None, max_examples=30)
hypothesis.settings.load_profile("suite")


def pytest_configure(config: pytest.Config) -> None:
    """Make the folder in which all workers share the tiny models that they train."""
    if not hasattr(config, "workerinput"):
        os.environ[SHARED_FOLDER] = tempfile.mkdtemp(prefix="tiny-models-")


def pytest_unconfigure(config: pytest.Config) -> None:
    if not hasattr(config, "workerinput"):
        shutil.rmtree(os.environ.pop(SHARED_FOLDER), ignore_errors=True)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Start with the files that take long; the quick ones then fill all workers to the end."""
    slow = {item.path for item in items if {"process", "evaluation"} & {mark.name for mark in item.iter_markers()}}
    order = {ROOT / "tests" / name: place for place, name in enumerate(LONGEST)}
    items.sort(key=lambda item: order.get(item.path, len(order) + (item.path not in slow)))


@pytest.fixture(scope="session")
def prefect_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[PrefectServer]:
    """A real Prefect server for the tests of one worker that leave it running: starting one takes 6 to 24 s."""
    with running_server(tmp_path_factory.mktemp("prefect")) as server:
        yield server


@pytest.fixture
def tmp_path(tmp_path: Path) -> Iterator[Path]:
    """pytest's folder; when the test is over, every edition in it is held against the published schema."""
    yield tmp_path
    for path in tmp_path.rglob("edition.json"):
        faults = list(edition_schema().iter_errors(json.loads(path.read_bytes())))
        assert not faults, f"{path}: {faults[0].message}"


@pytest.fixture
def add_engine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str, str], None]:
    """Puts the file of a translation engine beside the built-in ones; each test needs names of its own."""
    folder = tmp_path / "engines"
    folder.mkdir()
    monkeypatch.setattr(engines, "__path__", [*engines.__path__, str(folder)])

    def write(name: str, text: str) -> None:
        (folder / f"{name}.py").write_text(text, encoding="utf-8")
        importlib.invalidate_caches()

    return write


@pytest.fixture(autouse=True, scope="session")
def no_chat_server() -> Iterator[None]:
    """The developer's own chat server is never asked, and never paid: a test that wants one starts its own."""
    with pytest.MonkeyPatch.context() as patch:
        for name in [name for name in os.environ if name.startswith("WIREGLOT_CHAT_")]:
            patch.delenv(name)
        yield


@pytest.fixture(autouse=True, scope="session")
def no_downloads() -> Iterator[None]:
    """Mozilla's server is never asked: a test that wants models starts a server of its own."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("WIREGLOT_OFFLINE", "1")
        yield


@pytest.fixture
def open_files_are_known(tmp_path: Path) -> None:
    """Skips a test where the system does not tell which files are open for writing (articles/reading/settled.py).

    A lease is asked for here, and not by the code that is tested: on such a system its answer has to be right.
    """
    lease = getattr(fcntl, "F_SETLEASE", None)
    if lease is None:
        pytest.skip("only Linux tells which files are open for writing")
    with (tmp_path / "open.txt").open("w"), (tmp_path / "open.txt").open() as reader:
        try:
            fcntl.fcntl(reader, lease, fcntl.F_RDLCK)
        except BlockingIOError:
            return
        except OSError:
            pass
    pytest.skip(f"the file system of {tmp_path} does not tell which files are open for writing")


@cache
def edition_schema() -> Draft202012Validator:
    schema = json.loads((ROOT / "outputs" / "data" / "edition.schema.json").read_bytes())
    Draft202012Validator.check_schema(schema)
    return Draft202012Validator(schema)


@pytest.fixture
def data() -> Path:
    """The folder of development data, where WIREGLOT_DATA names one."""
    folder = os.environ.get("WIREGLOT_DATA")
    if not folder:
        pytest.skip("WIREGLOT_DATA is unset: no development data to try")
    return Path(folder)
