"""The page of failures: what could not be processed, why, and when it is tried again."""

import re
from dataclasses import replace
from pathlib import Path

from wireglot.outputs.failures import Failure, Failures
from wireglot.outputs.layout import is_safe_link
from wireglot.outputs.site.pages import SITE, path_to_root, remove, render, write
from wireglot.outputs.source_files import published_place

FAILURES = f"{SITE}/failures.html"
# A page that is read whole; `wireglot list --state failed` shows all.
MOST_ROWS = 500

# A path with folders; in an address the slashes follow a colon, a slash or a letter.
_PATH = re.compile(r"(?<![\w:/.~-])(?:/[^\s/:;,'\"`<>]+){2,}")


def count_failures(root: Path) -> int:
    """How many failures the page of failures, to which the front page links, is about; 0 when there is none."""
    return len(Failures(root).all()) if (root / FAILURES).is_file() else 0


def failures_differ(root: Path) -> bool:
    """Whether the page is not yet what the record of failures makes it. Raises OSError."""
    try:
        return (root / FAILURES).read_bytes() != _page(root)
    except FileNotFoundError:
        return _page(root) is not None


def write_failures(root: Path) -> None:
    """Write the page, or remove it when nothing has failed. Raises OSError."""
    page = _page(root)
    if page:
        write(root, FAILURES, page)
    else:
        remove(root, FAILURES)


def _page(root: Path) -> bytes | None:
    failures = sorted(Failures(root).all(), key=lambda one: (one.is_set_aside, one.last, one.uri), reverse=True)
    if not failures:
        return None
    rows = [(one, is_safe_link(one.source)) for one in map(_published, failures[:MOST_ROWS])]
    more = max(0, len(failures) - MOST_ROWS)
    return render("failures.html", {"root": path_to_root(FAILURES), "rows": rows, "more": more})


def _published(failure: Failure) -> Failure:
    """The failure without the layout of this machine, and without what its source does not let be shown."""
    place = published_place(failure.source)
    error = _PATH.sub(lambda path: published_place(path[0]), failure.error.replace(failure.source, place))
    if failure.is_hidden:
        return replace(failure, source="", source_name="", error="")
    return replace(failure, source=place, error=error.removeprefix(f"{place}: "))
