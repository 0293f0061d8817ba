"""The registry of engines: built-in ones, those of installed packages, and what happens to broken ones."""

import logging
import sys
from pathlib import Path
from types import ModuleType

import pytest

from wireglot.models import EngineRegistry, UnknownEngine, UnusableEngine

ENGINE = "class Engine:\n    name, rank = {name!r}, {rank}\n    def signature(self, source, target): return {name!r}\n"


@pytest.fixture
def registry(tmp_path, monkeypatch):
    """A registry with a built-in engine `plain`, and a folder on sys.path for distributions with entry points."""
    builtin = ModuleType("builtin_engines")
    builtin.__path__ = [str(tmp_path / "builtin_engines")]
    monkeypatch.setitem(sys.modules, "builtin_engines", builtin)
    monkeypatch.syspath_prepend(str(tmp_path))
    (tmp_path / "builtin_engines").mkdir()
    (tmp_path / "builtin_engines" / "plain.py").write_text(ENGINE.format(name="plain", rank=1), "utf-8")
    (tmp_path / "builtin_engines" / "_shared.py").write_text("", "utf-8")
    yield EngineRegistry("test", builtin, "wireglot.tests", ("name", "rank", "signature"))
    for name in [name for name in sys.modules if name.startswith(("builtin_engines.", "other_engine"))]:
        del sys.modules[name]


@pytest.fixture
def install(tmp_path):
    """Adds a distribution with entry points, as pip leaves one behind."""

    def add(points: str, code: str = "", distribution: str = "other") -> None:
        info = tmp_path / f"{distribution}-1.dist-info"
        info.mkdir()
        (info / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {distribution}\nVersion: 1\n", "utf-8")
        (info / "entry_points.txt").write_text(f"[wireglot.tests]\n{points}\n", "utf-8")
        Path(tmp_path / "other_engine.py").write_text(code, "utf-8")

    return add


def test_modules_of_the_package_are_engines(registry):
    assert registry.names() == ("plain",)
    assert registry.load("plain") is registry.load("plain")


def test_an_unknown_name_is_refused_with_the_choices(registry):
    with pytest.raises(UnknownEngine, match="No test engine 'odd'; available engines: plain"):
        registry.load("odd")


def test_engines_of_other_packages_are_listed_and_loaded(registry, install):
    install("other = other_engine:Engine", ENGINE.format(name="other", rank=2))

    assert registry.names() == ("other", "plain")
    assert registry.load("other").signature("sv", "en") == "other"
    assert [engine.name for engine in registry.load_all()] == ["other", "plain"]


def test_listing_imports_nothing(registry, install):
    install("other = other_engine:Engine", "raise RuntimeError('imported')")

    assert registry.names() == ("other", "plain")


def test_a_builtin_name_cannot_be_taken(registry, install, caplog):
    install("plain = other_engine:Engine", ENGINE.format(name="plain", rank=9))

    assert registry.names() == ("plain",)
    assert registry.load("plain").rank == 1
    assert "is ignored: there already is an engine of that name" in caplog.text


@pytest.mark.parametrize(
    ("points", "code", "reason"),
    [
        ("other = other_engine:Engine", "import a_package_nobody_has", "ModuleNotFoundError"),
        ("other = other_engine:Engine", "", "AttributeError"),
        ("other = other_engine:Engine", "class Engine: name = 'other'", "its class lacks rank, signature"),
        ("other = other_engine:Engine", ENGINE.format(name="another", rank=1), "its name is 'another'"),
        ("other = other_engine:Engine", ENGINE.format(name="other", rank="'high'"), "is no integer"),
        ("other = not a module", "", "cannot be used"),
    ],
)
def test_a_broken_package_is_reported_once_and_left_out(registry, install, caplog, points, code, reason):
    install(points, code)
    caplog.set_level(logging.WARNING)

    for _ in range(3):
        assert [engine.name for engine in registry.load_all()] == ["plain"]

    assert [reason in record.message for record in caplog.records] == [True]
    with pytest.raises(UnusableEngine, match="The test engine 'other' cannot be used"):
        registry.load("other")


def test_an_engine_that_cannot_tell_its_signature_is_not_ready(registry, install, caplog):
    code = ENGINE.format(name="other", rank=1).replace("return 'other'", "raise OSError('gone')")
    install("other = other_engine:Engine", code)
    engine = registry.load("other")

    assert registry.signature(engine, "sv", "en") is None
    assert registry.signature(engine, "sv", "en") is None
    assert len(caplog.records) == 1
