"""Marks of the articles whose newest version is embargoed, so that a run finds them without reading the archive.

.wireglot/embargoes/<id>      an empty file; rebuilt by `wireglot verify --repair`
"""

from pathlib import Path

from wireglot.outputs.layout import embargoes_folder


def mark(root: Path, id: str) -> None:
    """Raises OSError."""
    folder = embargoes_folder(root)
    folder.mkdir(parents=True, exist_ok=True)
    (folder / id).touch()


def unmark(root: Path, id: str) -> None:
    (embargoes_folder(root) / id).unlink(missing_ok=True)


def marked(root: Path) -> list[str]:
    """The ids, sorted; [] when there is none."""
    try:
        return sorted(path.name for path in embargoes_folder(root).iterdir())
    except OSError:
        return []
