"""Verifying: whether an output folder is what was written to it, file by file, version by version.

verify(root)      findings: damage (lost or changed), notes (what the next run install_hints)
"""

from collections.abc import Iterator
from pathlib import Path

from wireglot.articles import InvalidId, check_id
from wireglot.outputs import embargoes
from wireglot.outputs.layout import PRIVATE, REBUILDABLE, drafts_folder, version_name, version_numbers
from wireglot.outputs.manifest import read_manifest
from wireglot.outputs.verifying.article import check_article
from wireglot.outputs.verifying.finding import Finding, damage, note

__all__ = ["Finding", "verify"]


def verify(root: Path) -> Iterator[Finding]:
    """Every finding, article by article in the order of their ids; nothing for a sound folder or an empty one."""
    if not root.is_dir():
        yield damage("", root, "is missing")
        return
    for path in sorted(root.iterdir()):
        yield from _entry(path)
    for draft in sorted(drafts_folder(root).glob("*")):
        yield note("", draft, "is a draft that a writer left")


def _entry(path: Path) -> Iterator[Finding]:
    if path.name == PRIVATE or path.name in REBUILDABLE:
        return
    if path.is_symlink() or not path.is_dir() or not _may_be_id(path.name):
        yield damage("", path, "was added")
        return
    yield from check_article(path)
    yield from _mark(path)


def _may_be_id(name: str) -> bool:
    try:
        return check_id(name) == name
    except InvalidId:
        return False


def _mark(folder: Path) -> Iterator[Finding]:
    """An embargo that no run would find."""
    numbers = version_numbers(folder)
    try:
        held = numbers and read_manifest(folder / version_name(numbers[-1])).state == "embargoed"
    except (OSError, ValueError):
        return  # named already
    if held and folder.name not in embargoes.marked(folder.parent):
        yield note(folder.name, folder, "is embargoed and not marked so: no run would release it")
