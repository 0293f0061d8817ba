"""Guards of the project's shape: which package may import which, what an import costs, what the README claims."""

import ast
import re
import subprocess
import sys
import tomllib
from importlib import import_module
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
MAY_IMPORT = {
    "articles": set(),
    "models": {"articles"},
    "translations": {"articles", "models"},
    "summarizers": {"articles", "models"},
    "outputs": {"articles", "models", "translations", "summarizers"},
    "flows": {"articles", "models", "translations", "summarizers", "outputs"},
}
PACKAGES = [name for name in MAY_IMPORT if (ROOT / name).is_dir()]
MODULES = sorted(path for name in PACKAGES for path in (ROOT / name).rglob("*.py"))
HEAVY = {"torch", "transformers", "ctranslate2"}
SUBMODULE_PACKAGES = ["articles.languages", "articles.reading"]


def imports_of(path: Path) -> set[str]:
    """Every module that the file imports, also within functions."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found.add(node.module)
    return {name.removeprefix("wireglot.").partition(".")[0] for name in found}


def name_of(path: Path) -> str:
    return str(path.relative_to(ROOT))


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_imports_point_one_way(path: Path) -> None:
    package = path.relative_to(ROOT).parts[0]
    others = imports_of(path) & MAY_IMPORT.keys() - {package}

    assert others <= MAY_IMPORT[package]


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_only_flows_imports_prefect_and_only_engines_import_models(path: Path) -> None:
    parts = path.relative_to(ROOT).parts
    imported = imports_of(path)

    assert parts[0] == "flows" or "prefect" not in imported
    assert parts[0] == "models" or "engines" in parts or not imported & HEAVY


@pytest.mark.parametrize("path", [path for path in MODULES if path.stat().st_size], ids=name_of)
def test_every_module_says_first_what_is_found_there(path: Path) -> None:
    doc = ast.get_docstring(ast.parse(path.read_text("utf-8")))

    assert doc
    assert not doc.startswith("This ")


@pytest.mark.parametrize("name", [*PACKAGES, *SUBMODULE_PACKAGES])
def test_public_names_are_those_that_the_package_lists(name: str) -> None:
    module = import_module(f"wireglot.{name}")
    listed = getattr(module, "__all__", [])

    assert list(listed) == sorted(set(listed), key=listed.index)
    assert all(hasattr(module, one) for one in listed)


def test_importing_articles_and_outputs_loads_nothing_heavy() -> None:
    heavy = HEAVY | {"prefect", "numpy", "langdetect", "py3langid", "charset_normalizer", "rich"}
    code = f"import sys, wireglot.articles, wireglot.outputs; print(sorted({heavy!r} & sys.modules.keys()))"

    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT)

    assert loaded.stdout.strip() == "[]"


def test_the_command_line_starts_without_prefect_or_engines() -> None:
    heavy = HEAVY | {"prefect", "numpy", "rich"}
    code = f"import sys, wireglot.flows.__main__; print(sorted({heavy!r} & sys.modules.keys()))"

    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT)

    assert loaded.stdout.strip() == "[]"


def test_every_package_is_named_for_the_wheel() -> None:
    named = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["setuptools"]["packages"]
    folders = {path.parent.relative_to(ROOT) for path in MODULES if "editions" not in path.parts}

    assert sorted(named) == sorted(".".join(("wireglot", *folder.parts)) for folder in folders)


def test_every_odd_pin_has_its_reason() -> None:
    text = (ROOT / "constraints.txt").read_text("utf-8")

    for name in ("prefect", "fastapi", "sqlalchemy", "torch"):
        line = re.search(rf"^{name}[=<>].*$", text, re.M)
        assert line, name
        assert "#" in line[0], name


def test_the_annotated_tree_of_the_readme_names_what_is_there() -> None:
    readme = (ROOT / "README.md").read_text("utf-8")
    tree = re.search(r"```\n(articles/.*?)```", readme, re.S)
    assert tree
    named = set(re.findall(r"^(?:  )?([\w./-]+)", tree[1], re.M))
    there = {f"{path.name}/" for path in ROOT.iterdir() if path.is_dir() and not path.name.startswith(".")}
    there -= {"build/", "dist/", "wireglot.egg-info/", "__pycache__/"}

    assert there <= named
