"""The engines of one role: modules of a package, and classes that other installed packages name as entry points.

Names are listed without importing any engine, once per process. A built-in name cannot be taken by another package, and
a package that is broken is reported once and then left out.

* EngineError
  + UnknownEngine       no engine has that name
  + UnusableEngine      the engine's module cannot be imported, or its class lacks something
"""

import logging
import pkgutil
from collections.abc import Callable, Iterator, Mapping, Sequence
from importlib import import_module
from importlib.metadata import EntryPoint, entry_points
from types import ModuleType
from typing import Generic, Protocol, TypeVar, runtime_checkable

log = logging.getLogger(__name__)


class EngineError(ValueError):
    """An engine was named that cannot be used."""


class UnknownEngine(EngineError):
    """No engine has that name."""


class UnusableEngine(EngineError):
    """There is an engine of that name, but it cannot be loaded."""


class BrokenContract(AssertionError):
    """An engine does not keep the contract of its role; the message names every fault."""


class NamedEngine(Protocol):
    """What the registry itself needs of an engine, whatever its role."""

    @property
    def name(self) -> str: ...

    @property
    def rank(self) -> int: ...

    def signature(self, source: str, target: str, /) -> str | None: ...

    def install_hint(self, source: str, target: str, /) -> str: ...


@runtime_checkable
class ConfiguredEngine(Protocol):
    """An engine that the user configures, and that can say what is wrong with the configuration."""

    def fault(self) -> str:
        """Return why it does not work as it is configured, as sentences; "" when it does, or is not configured."""


def description_faults(engine: NamedEngine, source: str, target: str, ranks: Sequence[int]) -> Iterator[str]:
    """Yield what is wrong with an engine's name, rank, signature and install hint, whatever its role."""
    if not engine.name or not engine.name.isprintable() or "|" in engine.name:
        yield f"name: expected one line without '|', found {engine.name!r}"
    if engine.rank not in ranks:
        yield f"rank: expected one of {', '.join(map(str, ranks))}, found {engine.rank!r}"
    signature, hint = engine.signature(source, target), engine.install_hint(source, target)
    if signature is not None:
        if signature.partition("|")[0] != engine.name or not signature.isprintable():
            yield f"signature: expected one line that begins with the name, found {signature!r}"
        if engine.signature(source, target) != signature:
            yield "signature: it differs from call to call"
        if hint:
            yield f"install_hint: expected '' from an engine that is ready, found {hint!r}"
    if not hint.isprintable():
        yield f"install_hint: expected one line, found {hint!r}"


E = TypeVar("E", bound=NamedEngine)


class EngineRegistry(Generic[E]):
    """Engines of one role, such as "translation"; `required` are the attributes that the role's protocol asks for."""

    def __init__(self, role: str, builtin: ModuleType, group: str, required: Sequence[str]) -> None:
        self.role = role
        self._builtin = builtin
        self._group = group
        self._required = tuple(required)
        self._reported: set[str] = set()
        self._folders: Sequence[str] | None = None
        self._factories: Mapping[str, Callable[[], E]] = {}
        self._engines: dict[str, E] = {}
        self._unusable: dict[str, str] = {}

    def names(self) -> tuple[str, ...]:
        """The names of all engines, ready or not, sorted."""
        return tuple(self._known())

    def load(self, name: str) -> E:
        """Return the engine, the same object every time; its own imports happen now.

        Raises:
            UnknownEngine: If no engine has that name.
            UnusableEngine: If the engine cannot be imported or created, or does not implement the role's protocol.
        """
        known = self._known()
        if name not in known:
            raise UnknownEngine(f"No {self.role} engine {name!r}; available engines: {', '.join(known)}.")
        if name in self._unusable:
            raise UnusableEngine(self._unusable[name])
        if name not in self._engines:
            self._engines.setdefault(name, self._create(name, known[name]))
        return self._engines[name]

    def load_all(self) -> list[E]:
        """Return every engine that can be loaded here, the highest rank first; the others are reported once."""
        engines = []
        for name in self.names():
            try:
                engines.append(self.load(name))
            except UnusableEngine as error:
                self.report_once(str(error))
        return sorted(engines, key=lambda engine: (-engine.rank, engine.name))

    def signature(self, engine: E, source: str, target: str) -> str | None:
        """Return the engine's signature for the languages; None where it is not ready, or fails to say."""
        try:
            return engine.signature(source, target)
        except Exception as error:  # a broken engine must not stop the others
            self.report_once(f"The {self.role} engine {engine.name!r} cannot say whether it is ready: {error!r}.")
            return None

    def fault(self, engine: E) -> str:
        """Return what is wrong with the engine as the user configured it; "" for nothing."""
        return engine.fault() if isinstance(engine, ConfiguredEngine) else ""

    def report_once(self, message: str) -> None:
        """Log a warning, unless the same one was logged before."""
        if message not in self._reported:
            self._reported.add(message)
            log.warning("%s", message)

    def _known(self) -> Mapping[str, Callable[[], E]]:
        folders = list(self._builtin.__path__)
        if self._folders != folders:  # the first call, or somebody added a folder of engines to the package
            self._folders, self._engines, self._unusable = folders, {}, {}
            self._factories = dict(sorted(self._list().items()))
        return self._factories

    def _list(self) -> dict[str, Callable[[], E]]:
        factories = {name: self._builtin_factory(name) for name in self._builtin_names()}
        for point in self._entry_points():
            if point.name in factories:
                self.report_once(
                    f"The {self.role} engine {point.name!r} ({point.value}) of an installed package is ignored: "
                    "there already is an engine of that name."
                )
            else:
                factories[point.name] = self._external_factory(point)
        return factories

    def _builtin_names(self) -> list[str]:
        return [module.name for module in pkgutil.iter_modules(self._builtin.__path__) if module.name[0] != "_"]

    def _builtin_factory(self, name: str) -> Callable[[], E]:
        return lambda: import_module(f"{self._builtin.__name__}.{name}").Engine()

    def _entry_points(self) -> list[EntryPoint]:
        """The entry points of the group in a fixed order; none where they cannot be read."""
        try:
            points = entry_points(group=self._group)
        except Exception as error:  # the metadata of some installed package is damaged
            self.report_once(f"The engines of installed packages cannot be listed ({self._group}): {error!r}.")
            return []
        return sorted(set(points), key=lambda point: (point.name, point.value))

    @staticmethod
    def _external_factory(point: EntryPoint) -> Callable[[], E]:
        return lambda: point.load()()

    def _create(self, name: str, factory: Callable[[], E]) -> E:
        try:
            engine = factory()
            faults = self._faults(name, engine)
        except Exception as error:  # whatever importing other people's code raises
            faults = [f"{type(error).__name__}: {error}"]
        if faults:
            self._unusable[name] = f"The {self.role} engine {name!r} cannot be used: {'; '.join(faults)}."
            raise UnusableEngine(self._unusable[name])
        return engine

    def _faults(self, name: str, engine: E) -> list[str]:
        missing = [attribute for attribute in self._required if not hasattr(engine, attribute)]
        if missing:
            return [f"its class lacks {', '.join(missing)}"]
        faults = [] if engine.name == name else [f"its name is {engine.name!r}"]
        return faults if isinstance(engine.rank, int) else [*faults, f"its rank {engine.rank!r} is no integer"]
