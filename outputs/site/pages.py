"""Pages of the site: their paths, their HTML from the templates, and how they are written.

The text of the pages is in data/strings.toml. Everything is escaped, no control character comes through, and a missing
name is an error. A page is written in one step, and only when it differs.
"""

import json
import os
import re
import tomllib
from collections.abc import Mapping
from functools import cache
from hashlib import sha256
from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

from wireglot.outputs.layout import version_name

if TYPE_CHECKING:
    from jinja2 import Environment, Template

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
    """Return whether it is YYYY-MM-DD, and so may become the name of a page."""
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


_HERE = Path(__file__).parent
# HTML has no way to write these, and browsers disagree what to do with them.
_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")
_TIME = re.compile(r"(\d{4}-\d\d-\d\d)T(\d\d:\d\d)(?::\d\d(?:\.\d+)?)?(?:Z|\+00:00)")


def render(name: str, values: Mapping[str, Any]) -> bytes:
    """Fill in the template of that name; no value becomes markup."""
    return _CONTROLS.sub("", _template(name).render(values)).encode("utf-8", "replace")


def label(key: str, count: int | None = None, **values: object) -> str:
    """Return a text of the pages filled in, in the singular or plural that the count needs."""
    singular, _, plural = _strings()["pages"][key].partition(" | ")
    return (plural if plural and count not in (None, 1) else singular).format(**values, count=count)


def script_strings() -> dict[str, str]:
    """Return the texts of the front page's script."""
    return _strings()["script"]


def readable_time(time: str) -> str:
    """Return an ISO time in UTC as 2024-03-12 10:05 UTC; any other text as it is."""
    found = _TIME.fullmatch(time)
    return label("time", day=found[1], time=found[2]) if found else time


def safe_json(data: Mapping[str, Any]) -> str:
    """Return JSON for a script element: its text cannot end the element or open a comment."""
    text = json.dumps(data, ensure_ascii=False, sort_keys=True)
    return re.sub("[<>&\u2028\u2029]", lambda found: f"\\u{ord(found[0]):04x}", text)


@cache
def static_files() -> dict[str, bytes]:
    """Return styles and scripts of the pages, name to content."""
    folder = _HERE / "static"
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir()) if path.suffix in (".css", ".js")}


@cache
def _strings() -> dict[str, dict[str, str]]:
    return tomllib.loads((_HERE / "data" / "strings.toml").read_text("utf-8"))


@cache
def _template(name: str) -> "Template":
    return _environment().get_template(name)


@cache
def _environment() -> "Environment":
    from jinja2 import Environment, FileSystemLoader, StrictUndefined
    from markupsafe import Markup

    from wireglot.articles.languages import language_name

    environment = Environment(
        loader=FileSystemLoader(_HERE / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    environment.globals |= {
        "text": SimpleNamespace(**_strings()["pages"]),  # those that are not filled in
        "label": label,
        "readable_time": readable_time,
        "language_name": language_name,
        "article_page": article_page,
        "day_page": day_page,
        "year_page": year_page,
        # A value that changes with each file, so that a browser does not take an old one from its cache.
        "stamps": {name: sha256(content).hexdigest()[:8] for name, content in static_files().items()},
        "data": lambda value: Markup(safe_json(value)),  # made harmless by safe_json
    }
    return environment
