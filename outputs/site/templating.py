"""HTML from the templates: everything is escaped, no control character comes through, a missing name is an error."""

import json
import re
from collections.abc import Mapping
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from jinja2 import Environment

_HERE = Path(__file__).parent
STATIC = _HERE / "static"
# HTML has no way to write these, and browsers disagree what to do with them.
_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")


def render(name: str, values: Mapping[str, Any]) -> bytes:
    """The template filled in; a file of values never becomes part of the markup."""
    return _environment().get_template(name).render(values).encode("utf-8", "replace")


def safe_json(data: Mapping[str, Any]) -> str:
    """JSON that may stand within a script element: nothing in it can end the element or open a comment."""
    said = json.dumps(data, ensure_ascii=False, sort_keys=True)
    return re.sub("[<>&\u2028\u2029]", lambda found: f"\\u{ord(found[0]):04x}", said)


def static_files() -> dict[str, bytes]:
    """Styles and scripts of the pages, name to content."""
    return {path.name: path.read_bytes() for path in sorted(STATIC.iterdir()) if path.suffix in (".css", ".js")}


@cache
def _stamps() -> dict[str, str]:
    """A text that changes with each file, so that a browser does not take an old one from its memory."""
    return {name: sha256(content).hexdigest()[:8] for name, content in static_files().items()}


@cache
def _environment() -> "Environment":
    from jinja2 import Environment, FileSystemLoader, StrictUndefined
    from markupsafe import Markup

    from wireglot.articles.languages import language_name, writing_direction
    from wireglot.outputs.site.names import article_page, day_page, year_page
    from wireglot.outputs.site.strings import say, when

    environment = Environment(
        loader=FileSystemLoader(_HERE / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
        finalize=lambda value: _CONTROLS.sub("", value) if type(value) is str else value,
    )
    environment.globals |= {
        "say": say,
        "when": when,
        "direction": writing_direction,
        "language_name": language_name,
        "article_page": article_page,
        "day_page": day_page,
        "year_page": year_page,
        "stamps": _stamps(),
        "data": lambda value: Markup(safe_json(value)),  # made harmless by safe_json
    }
    return environment
