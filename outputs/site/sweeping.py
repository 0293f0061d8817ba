"""The sweeping of a site that was made anew: pages and search data of what is no longer there."""

import re
import shutil
from collections.abc import Iterable
from pathlib import Path

from wireglot.outputs.site.names import SITE, day_page, year_page
from wireglot.outputs.site.register import Register

_BLOCK = re.compile(r"[ht](\d+)")


def sweep(root: Path, register: Register) -> None:
    """Remove what the register does not know. Raises OSError."""
    ids = set(register.ids())
    _keep(root, "articles", {f"{id}.html" for id in ids})
    _keep(root, "days", {Path(page).name for page in _day_pages(register)})
    for folder in _entries(root, "versions"):
        if folder.name not in ids:
            shutil.rmtree(folder)
    blocks = register.blocks()
    for path in _entries(root, "data"):
        found = _BLOCK.match(path.name)
        if path.name != "index.js" and (not found or int(found[1]) not in blocks):
            path.unlink(missing_ok=True)


def _day_pages(register: Register) -> Iterable[str]:
    for day, _ in register.days():
        yield from (day_page(day, part) for part in register.parts(day))
        yield day_page(day)
    yield from map(year_page, register.years())


def _keep(root: Path, folder: str, names: set[str]) -> None:
    for path in _entries(root, folder):
        if path.name not in names:
            path.unlink(missing_ok=True)


def _entries(root: Path, folder: str) -> list[Path]:
    place = root / SITE / folder
    return list(place.iterdir()) if place.is_dir() else []
