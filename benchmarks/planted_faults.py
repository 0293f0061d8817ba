"""How many planted faults the tests of a checkout find: small wrong changes to the code, planted singly and at random.

    python -m benchmarks.planted_faults CHECKOUT [--count 100] [--seed 1] [--area AREA...] [--number N...] [--draw]

The faults are spread evenly over the four AREAS and, inside an area, over the kinds of change. The same seed draws the
same faults from the same code; `--number` plants only some of them again, to see whether a new test finds them. The
tracked files are copied first; the checkout itself is never changed. A fault is found if the tests of its area fail or
run out of time. Some faults that survive change nothing that anybody could notice: read the list before counting them.
"""

import argparse
import ast
import os
import random
import re
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from benchmarks.snapshot.recording import package_links


@dataclass(frozen=True)
class Area:
    """Part of the code, and the tests that should find its faults; patterns that match nothing are ignored.

    The patterns name the files of today and those of commit 48c0e0e, so that both can be compared.
    """

    code: tuple[str, ...]
    tests: tuple[str, ...]
    without: tuple[str, ...] = ()


AREAS = {
    "articles": Area(
        ("articles/**/*.py", "translations/detection/**/*.py"),
        # Numbers are tested where they are compared, too.
        (
            *("tests/articles/**/test_*.py", "tests/translations/test_detection*.py"),
            *("tests/translations/test_[cf]*.py", "tests/summarizers/test_facts*.py"),
        ),
    ),
    "facts": Area(("articles/facts/**/*.py", "summarizers/facts/**/*.py"), ("tests/summarizers/test_*.py",)),
    "checks": Area(("translations/checks/**/*.py",), ("tests/translations/test_*.py",)),
    "store": Area(
        ("outputs/*.py", "outputs/verifying/**/*.py"),
        ("tests/outputs/test_*.py", "tests/faults/test_*.py", "tests/flows/runs/test_source_versions.py"),
        # How an edition is shown is not how it is stored.
        ("rendering.py", "feeds.py", "exports.py", "addresses.py", "edition_schema.py", "reasons.py", "for_readers.py"),
    ),
}

PYTEST = (
    *("-x", "-q", "-p", "no:cacheprovider", "--hypothesis-seed=0", "--tb=no"),
    *("-m", "not process and not evaluation"),
)
MINIMUM_TIMEOUT = 90
# Times the tests may take with a fault, in those they take without: the machine may be busy.
TIMEOUT_FACTOR = 4
# An endless loop that collects must end with MemoryError, not with the machine.
MEMORY_LIMIT = 12 << 30

# Calls whose absence no test of behaviour can see: messages for the log, and safety from a power cut.
UNSEEN_CALLS = re.compile(r"(log|logger|logging|warnings|_log|console)\.|print\b|os\.fsync\b")
OPPOSITES: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Lt: ast.LtE,
    ast.LtE: ast.Lt,
    ast.Gt: ast.GtE,
    ast.GtE: ast.Gt,
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.In: ast.NotIn,
    ast.NotIn: ast.In,
    ast.Is: ast.IsNot,
    ast.IsNot: ast.Is,
}
OPPOSITE_CALLS = {"min": "max", "max": "min", "any": "all", "all": "any"}
# Beginning of a return annotation -> an empty value of that type.
EMPTY_VALUES = (
    (r"str\b", '""'),
    (r"bool\b", "False"),
    (r"(int|float)\b", "0"),
    (r"bytes\b", 'b""'),
    (r"(list|Sequence|Iterable|Collection)\b", "[]"),
    (r"tuple\b.*\.\.\.", "()"),
    (r"(dict|Mapping)\b", "{}"),
    (r"set\b", "set()"),
    (r"frozenset\b", "frozenset()"),
    (r".*\| None$", "None"),
)


@dataclass(frozen=True)
class Fault:
    """One wrong change: `new` stands instead of the bytes from `start` to `end` of a file."""

    kind: str
    path: str
    line: int
    start: int
    end: int
    old: str
    new: str

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {self.kind}: {short(self.old)}  ->  {short(self.new)}"


def short(code: str) -> str:
    return line if len(line := " ".join(code.split())) <= 70 else line[:67] + "..."


# --- what can be changed ----------------------------------------------------------------------------------------------


def changes(node: ast.AST, returns: str) -> Iterator[tuple[str, ast.AST, str]]:
    """Kind of change, the node to replace and its replacement, for every wrong change of a node itself."""
    match node:
        case ast.Compare(left, [op], [right]):
            yield "comparison", node, f"({ast.unparse(ast.Compare(left, [OPPOSITES[type(op)]()], [right]))})"
        case ast.BoolOp(op, values):
            other = ast.Or() if isinstance(op, ast.And) else ast.And()
            yield "and/or", node, f"({ast.unparse(ast.BoolOp(other, values))})"
        case ast.UnaryOp(ast.Not(), operand):
            yield "dropped not", node, f"({ast.unparse(operand)})"
        case ast.Constant(bool(value)):
            yield "flag", node, str(not value)
        case ast.Constant(int(value)):
            yield "number", node, str(value + 1)
            if value > 0:
                yield "number", node, str(value - 1)
        case ast.Call(ast.Name(name)) if name in OPPOSITE_CALLS:
            yield "min/max, any/all", node.func, OPPOSITE_CALLS[name]
        case ast.Break():
            yield "break/continue", node, "continue"
        case ast.Continue():
            yield "break/continue", node, "break"
        case ast.Return(ast.expr() as value) if empty := empty_value(returns):
            if ast.dump(ast.parse(empty, mode="eval").body) != ast.dump(value):
                yield "empty result", value, empty
        case ast.Expr(ast.Call() | ast.Yield() | ast.YieldFrom()) | ast.AugAssign() | ast.Raise():
            yield "removed statement", node, "pass"
        case _:
            pass
    match node:
        case ast.If(test) | ast.IfExp(test):
            yield "negated condition", test, f"(not ({ast.unparse(test)}))"
        case ast.comprehension(ifs=[test]):
            yield "negated condition", test, f"(not ({ast.unparse(test)}))"
        case _:
            pass


def empty_value(returns: str) -> str | None:
    return next((empty for pattern, empty in EMPTY_VALUES if re.match(pattern, returns)), None)


class Finder(ast.NodeVisitor):
    """Collects the faults that can be planted in a file, leaving out what is no behaviour: types, messages, tables."""

    def __init__(self, path: str, source: bytes) -> None:
        self.path, self.source = path, source
        self.line_starts = [0, *(match.end() for match in re.finditer(rb"\n", source))]
        self.returns = [""]
        self.faults: list[Fault] = []

    def visit(self, node: ast.AST) -> None:
        for kind, replaced, new in changes(node, self.returns[-1]):
            self.add(kind, replaced, replaced, new)
        super().visit(node)

    def add(self, kind: str, first: ast.AST, last: ast.AST, new: str) -> None:
        start = self.line_starts[first.lineno - 1] + first.col_offset  # type: ignore[attr-defined]
        end = self.line_starts[last.end_lineno - 1] + last.end_col_offset  # type: ignore[attr-defined]
        fault = Fault(kind, self.path, first.lineno, start, end, self.source[start:end].decode(), new)  # type: ignore[attr-defined]
        try:
            compile(planted(self.source, fault), self.path, "exec")
        except SyntaxError:
            return
        self.faults.append(fault)

    def visit_FunctionDef(self, node: ast.FunctionDef) -> None:
        self.returns.append(ast.unparse(node.returns) if node.returns else "")
        for part in [*node.args.defaults, *filter(None, node.args.kw_defaults), *node.body]:
            self.visit(part)
        self.returns.pop()

    def visit_ClassDef(self, node: ast.ClassDef) -> None:
        if not any("Protocol" in ast.unparse(base) for base in node.bases):
            for part in node.body:
                self.visit(part)

    def visit_If(self, node: ast.If) -> None:
        if ast.unparse(node.test) == "TYPE_CHECKING":
            return
        if not all(isinstance(part, ast.Pass | ast.Raise) for part in node.body):
            self.add("body removed", node.body[0], node.body[-1], "pass")
        self.generic_visit(node)

    def visit_AnnAssign(self, node: ast.AnnAssign) -> None:
        if node.value is not None:
            self.visit(node.value)

    def visit_Call(self, node: ast.Call) -> None:
        # The arguments of `cast` and the like are types.
        name = ast.unparse(node.func)
        if name not in ("cast", "TypeVar", "re.compile") and not UNSEEN_CALLS.match(name):
            self.generic_visit(node)

    def visit_keyword(self, node: ast.keyword) -> None:
        # `zip` is strict to find faults, and right code has none.
        if node.arg != "strict":
            self.generic_visit(node)

    def visit_Raise(self, node: ast.Raise) -> None:
        """The message of an error is not looked into."""

    def visit_JoinedStr(self, node: ast.JoinedStr) -> None:
        """Text with values in it: messages, mostly."""


def is_behaviour(statement: ast.stmt) -> bool:
    """Whether a statement at the top of a module is more than an import, a table or a constant."""
    return isinstance(statement, ast.FunctionDef | ast.ClassDef)


def possible_faults(root: Path, area: Area) -> list[Fault]:
    """All faults that can be planted in an area, in the order of the files."""
    faults = []
    for path in sorted({path for pattern in area.code for path in root.glob(pattern)}):
        if path.name not in (*area.without, "__init__.py", "tables.py"):
            source = path.read_bytes()
            finder = Finder(path.relative_to(root).as_posix(), source)
            for statement in ast.parse(source).body:
                if is_behaviour(statement):
                    finder.visit(statement)
            faults += [fault for fault in finder.faults if not UNSEEN_CALLS.match(fault.old)]
    return faults


def draw(faults: Sequence[Fault], count: int, choose: random.Random) -> list[Fault]:
    """`count` faults, the kinds in turn, at most one a line."""
    drawn: list[Fault] = []
    kinds = {
        kind: [fault for fault in faults if fault.kind == kind] for kind in sorted({fault.kind for fault in faults})
    }
    for of_kind in kinds.values():
        choose.shuffle(of_kind)
    while len(drawn) < count and any(kinds.values()):
        for of_kind in kinds.values():
            taken = {(fault.path, fault.line) for fault in drawn}
            while of_kind and (of_kind[-1].path, of_kind[-1].line) in taken:
                of_kind.pop()
            if of_kind and len(drawn) < count:
                drawn.append(of_kind.pop())
    return drawn


def planted(source: bytes, fault: Fault) -> bytes:
    return source[: fault.start] + fault.new.encode() + source[fault.end :]


# --- running the tests ------------------------------------------------------------------------------------------------


def copy_of(checkout: Path, folder: Path) -> Path:
    """A copy of the tracked files, compiled so that a changed file is always noticed, whatever its time and size."""
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=checkout, capture_output=True, check=True).stdout.decode()
    root = folder / "checkout"
    for name in filter(None, listed.split("\0")):
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(checkout / name, root / name, follow_symlinks=False)
    compiling = (sys.executable, "-m", "compileall", "-q", "--invalidation-mode", "checked-hash", str(root))
    subprocess.run(compiling, check=True)
    return root


def tests_of(root: Path, area: Area, changed: str) -> list[str]:
    """The test files of an area; first those with a name like the changed file's, which fail soonest."""
    files = sorted({path for pattern in area.tests for path in root.glob(pattern)})
    words = name_words(changed)
    return [str(path) for path in sorted(files, key=lambda path: -len(words & name_words(path.name)))]


def name_words(path: str) -> set[str]:
    return {word.rstrip("s") for word in re.findall("[a-z]+", path)} - {"py", "test", "article", "output"}


def run_tests(root: Path, area: Area, folder: Path, timeout: float, changed: str = "") -> bool:
    """Whether the tests of an area pass in time; those of the `changed` file first."""
    command = [
        sys.executable,
        "-m",
        "pytest",
        *PYTEST,
        f"--basetemp={folder / 'pytest'}",
        *tests_of(root, area, changed),
    ]
    kept = {name: value for name, value in os.environ.items() if not re.match("WIREGLOT_|PYTHON", name)}
    links = {"PYTHONPATH": str(package_links(root, folder))}
    environment = kept | links | {"OMP_NUM_THREADS": "1", "PYTHONHASHSEED": "0", "HF_HUB_OFFLINE": "1"}

    shutil.rmtree(root / ".hypothesis" / "examples", ignore_errors=True)
    with subprocess.Popen(
        command,
        cwd=root,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        start_new_session=True,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_AS, (MEMORY_LIMIT, MEMORY_LIMIT)),
    ) as process:
        try:
            printed, _ = process.communicate(timeout=timeout)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            return False
    if process.returncode > 3:
        sys.exit(f"pytest tested nothing, and ended with status {process.returncode}:\n{printed.decode()}")
    return process.returncode == 0


@contextmanager
def plant(root: Path, fault: Fault) -> Iterator[None]:
    """A fault in the copy; afterwards the file is as before."""
    path = root / fault.path
    source = path.read_bytes()
    path.write_bytes(planted(source, fault))
    try:
        yield
    finally:
        path.write_bytes(source)


def score_area(root: Path, folder: Path, name: str, faults: Sequence[tuple[int, Fault]]) -> Iterator[bool]:
    """Whether each fault is found, printed as soon as it is known."""
    area = AREAS[name]
    began = time.monotonic()
    if not run_tests(root, area, folder, 600):
        sys.exit(f"the tests of {name} fail before any fault is planted")
    timeout = max(MINIMUM_TIMEOUT, TIMEOUT_FACTOR * (time.monotonic() - began))
    for number, fault in faults:
        with plant(root, fault):
            is_found = not run_tests(root, area, folder, timeout, fault.path)
        print(f"{name} {number:2} {'found' if is_found else 'SURVIVED'} {fault}", flush=True)
        yield is_found


def main() -> None:
    parser = argparse.ArgumentParser(description="How many planted faults the tests of a checkout find.")
    parser.add_argument("checkout", type=Path)
    parser.add_argument("--count", type=int, default=100, help="faults in all, a quarter of them in each area")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--area", nargs="+", choices=list(AREAS), default=list(AREAS), help="only these areas")
    parser.add_argument("--number", nargs="+", type=int, help="only the faults of these numbers in each area")
    parser.add_argument("--draw", action="store_true", help="list the faults; run no tests")
    options = parser.parse_args()
    each = options.count // len(AREAS)
    rows, survivors = [], []
    with tempfile.TemporaryDirectory(prefix="planted-faults-") as folder:
        root = copy_of(options.checkout, Path(folder))
        for name in options.area:
            drawn = draw(possible_faults(root, AREAS[name]), each, random.Random(options.seed))
            faults = [(n, fault) for n, fault in enumerate(drawn, 1) if n in (options.number or range(1, each + 1))]
            if options.draw:
                print(*(f"{name} {n:2} {fault}" for n, fault in faults), sep="\n")
                continue
            found = list(score_area(root, Path(folder), name, faults))
            rows.append((name, sum(found), len(found)))
            survivors += [
                f"{name} {n:2} {fault}" for (n, fault), is_found in zip(faults, found, strict=True) if not is_found
            ]
    if rows:
        rows.append(("all", sum(found for _, found, _ in rows), sum(count for _, _, count in rows)))
        print("\n| area | found | planted |\n|---|---|---|")
        print(*(f"| {name} | {found} | {count} |" for name, found, count in rows), "\nSurvived:", *survivors, sep="\n")


if __name__ == "__main__":
    main()
