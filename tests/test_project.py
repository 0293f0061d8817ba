"""The structure of the project: which package may import which, what an import costs, and pins with reasons."""

import ast
import re
import subprocess
import sys
import tomllib
from functools import cache
from importlib import import_module
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
MAY_IMPORT = {
    "articles": set(),
    "fetching": {"articles"},
    "models": {"articles"},
    "translations": {"articles", "models"},
    "summarizers": {"articles", "models"},
    "outputs": {"articles", "models", "translations", "summarizers"},
    "flows": {"articles", "fetching", "models", "translations", "summarizers", "outputs"},
}
MODULES = [path for name in MAY_IMPORT for path in sorted((ROOT / name).rglob("*.py")) if "editions" not in path.parts]
PACKAGES = [path.parent.relative_to(ROOT) for path in MODULES if path.name == "__init__.py"]
HEAVY = {"torch", "transformers", "ctranslate2"}


@cache
def imports(path: Path) -> tuple[str, ...]:
    """Every module that the file imports, also within functions."""
    found: list[str] = []
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            found += [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.module:
            found.append(node.module)
    return tuple(found)


def top_level(path: Path) -> str:
    return path.relative_to(ROOT).parts[0]


def loaded_by(statement: str, names: set[str]) -> list[str]:
    """Those of the modules that a fresh process has loaded after the statement."""
    code = f"import sys; {statement}; print(*sorted({names!r} & sys.modules.keys()))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT)
    return done.stdout.split()


def test_imports_point_one_way() -> None:
    wrong = []
    for path in MODULES:
        for module in imports(path):
            parts = module.split(".")
            if (
                parts[0] == "wireglot"
                and len(parts) > 1
                and parts[1] not in MAY_IMPORT[top_level(path)] | {top_level(path)}
            ):
                wrong.append((str(path), module))

    assert wrong == []


def test_packages_import_only_what_an_init_lists() -> None:
    """The modules of another top-level package are its own business."""
    wrong = []
    for path in MODULES:
        for module in imports(path):
            parts = module.split(".")
            is_other = parts[0] == "wireglot" and len(parts) > 1 and parts[1] != top_level(path)
            if is_other and not (ROOT.joinpath(*parts[1:]) / "__init__.py").exists():
                wrong.append((str(path), module))

    assert wrong == []


def test_only_flows_imports_prefect() -> None:
    wrong = [str(path) for path in MODULES if top_level(path) != "flows" and "prefect" in set(imports(path))]

    assert wrong == []


def test_only_models_and_engines_import_model_libraries() -> None:
    allowed = [path for path in MODULES if top_level(path) == "models" or "engines" in path.parts]
    wrong = [
        str(path)
        for path in MODULES
        if path not in allowed and {module.partition(".")[0] for module in imports(path)} & HEAVY
    ]

    assert wrong == []


def test_every_module_has_a_docstring() -> None:
    missing = [str(path) for path in MODULES if not ast.get_docstring(ast.parse(path.read_text("utf-8")))]

    assert missing == []


@pytest.mark.parametrize("package", PACKAGES, ids=str)
def test_public_names_exist_and_are_listed_once(package: Path) -> None:
    module = import_module(".".join(("wireglot", *package.parts)))
    listed = list(getattr(module, "__all__", []))

    assert len(listed) == len(set(listed))
    assert all(hasattr(module, name) for name in listed)


def test_importing_articles_and_outputs_loads_nothing_heavy() -> None:
    heavy = HEAVY | {"prefect", "numpy", "langdetect", "py3langid", "chardet", "markdown_it", "yaml", "rich", "jinja2"}

    assert loaded_by("import wireglot.articles, wireglot.outputs", heavy) == []


def test_the_command_line_starts_without_prefect_or_engines() -> None:
    assert loaded_by("import wireglot.flows.cli.app", HEAVY | {"prefect", "numpy", "rich"}) == []


def test_every_package_is_in_the_wheel() -> None:
    named = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["setuptools"]["packages"]
    folders = {path.parent.relative_to(ROOT) for path in MODULES}

    assert sorted(named) == sorted(".".join(("wireglot", *folder.parts)) for folder in folders)


@pytest.mark.parametrize("name", ["prefect", "fastapi", "sqlalchemy", "torch"])
def test_every_unusual_pin_has_its_reason(name: str) -> None:
    line = re.search(rf"^{name}[=<>].*$", (ROOT / "constraints.txt").read_text("utf-8"), re.M)

    assert line
    assert "#" in line[0]
