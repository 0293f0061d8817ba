"""The parts of a page by the names that it gives them: related articles, banners, captions, the standfirst."""

import re
import tomllib
from functools import cache, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from lxml.html import HtmlElement

Part = Literal["other", "lead", "caption", "byline"]
_ATTRIBUTES = ("class", "id", "role", "data-testid", "data-component", "data-type", "itemprop")
_CAPITAL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_SEPARATORS = re.compile(r"[\s_:.]+|--+")
# A name such as this has no meaning that a list could know, and patterns should not read kilobytes of them.
_LONGEST = 300


def is_part(element: "HtmlElement", part: Part) -> bool:
    """Return whether the names of an element say that it is this part."""
    if part == "other" and (element.tag in ("aside", "footer") or _is_hidden(element)):
        return True
    if part == "caption" and element.tag == "figcaption":
        return True
    names = " ".join(filter(None, map(element.get, _ATTRIBUTES)))
    return bool(names) and part in _parts_named(names[:_LONGEST])


@cache
def _patterns() -> dict[Part, re.Pattern[str]]:
    table = tomllib.loads((Path(__file__).parent / "data" / "classes.toml").read_text("utf-8"))
    parts: tuple[Part, ...] = ("other", "lead", "caption", "byline")
    return {
        part: re.compile(rf"(?<![^\s-])(?<!has-)(?<!with-)(?<!no-)(?:{'|'.join(table[part])})(?![^\s-])")
        for part in parts
    }


@lru_cache(maxsize=4096)
def _parts_named(names: str) -> frozenset[Part]:
    text = _SEPARATORS.sub(" ", _CAPITAL.sub("-", names)).lower()
    return frozenset(part for part, pattern in _patterns().items() if pattern.search(text))


def _is_hidden(element: "HtmlElement") -> bool:
    if element.get("hidden") is not None or element.get("aria-hidden") == "true":
        return True
    return bool((style := element.get("style")) and _HIDDEN.search(style))
