"""Where pages are below the output folder, and how they are written: in one step, and only when they differ."""

import os
import re
from pathlib import Path

from wireglot.outputs.layout import version_name

FRONT = "index.html"
SITE = "site"
DRAFTS = f"{SITE}/drafts"
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


def article_page(id: str) -> str:
    return f"{SITE}/articles/{id}.html"


def versions_folder(id: str) -> str:
    return f"{SITE}/versions/{id}"


def version_page(id: str, number: int) -> str:
    return f"{versions_folder(id)}/{version_name(number)}.html"


def day_page(day: str, part: int = 0) -> str:
    """Return the page of a part of a day, counted from 0; the first has the day's plain name."""
    return f"{SITE}/days/{day}{f'-{part + 1}' if part else ''}.html"


def year_page(year: str) -> str:
    return f"{SITE}/days/{year}.html"


def data_file(name: str) -> str:
    return f"{SITE}/data/{name}.js"


def path_to_root(page: str) -> str:
    """Return what leads from a page to the top of the output folder: ../../ for site/days/x.html."""
    return "../" * page.count("/")


def is_day(text: str) -> bool:
    """Tell whether it is YYYY-MM-DD, and so may become the name of a page."""
    return _DAY.fullmatch(text) is not None


def write(root: Path, page: str, content: bytes) -> None:
    """Write a page unless it has this content already; no reader gets half of it. Raises OSError."""
    path = root / page
    try:
        if path.read_bytes() == content:
            return
    except FileNotFoundError:
        path.parent.mkdir(parents=True, exist_ok=True)
    draft = root / DRAFTS / str(os.getpid())
    try:
        draft.write_bytes(content)
    except FileNotFoundError:
        draft.parent.mkdir(parents=True, exist_ok=True)
        draft.write_bytes(content)
    draft.replace(path)


def remove(root: Path, page: str) -> None:
    (root / page).unlink(missing_ok=True)


def remove_drafts(root: Path) -> None:
    """Remove what killed writers left; the site's lock is held, so there is no other writer. Raises OSError."""
    for draft in (root / DRAFTS).glob("*"):
        draft.unlink(missing_ok=True)
