"""What commands print: results on stdout, status on stderr, and no control characters from outside."""

import contextlib
import json
import re
import sys
from collections.abc import Callable, Iterator, Mapping
from typing import Any

# C0 and C1 control characters except tab and line feed, and bidirectional controls: a terminal would obey them.
# Stored text has none; file names and error texts may.
_CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


def print_text(text: str) -> None:
    """Print a result on stdout."""
    sys.stdout.write(clean(text) + "\n")


def print_json(data: Mapping[str, Any]) -> None:
    """Print an object on stdout as one line, unbuffered: a program may follow a long run."""
    sys.stdout.write(json.dumps(data, ensure_ascii=False, sort_keys=True) + "\n")
    sys.stdout.flush()


def print_status(text: str) -> None:
    """Print a message on stderr."""
    sys.stderr.write(clean(text) + "\n")
    sys.stderr.flush()


def clean(text: str) -> str:
    """The text with control characters replaced."""
    return _CONTROLS.sub("�", text)


@contextlib.contextmanager
def progress_bar(what: str, *, shown: bool) -> Iterator[tuple[Callable[[int], None], Callable[..., None]]]:
    """Show a progress bar on stderr if that is a terminal; yield the callbacks (on_total, advance)."""
    if not (shown and sys.stderr.isatty()):
        yield (lambda total: None), (lambda count=1: None)
        return
    from rich.console import Console
    from rich.progress import Progress

    with Progress(console=Console(stderr=True), transient=True, redirect_stdout=sys.stdout.isatty()) as bar:
        task = bar.add_task(what, total=None)
        yield (lambda total: bar.update(task, total=total)), (lambda count=1: bar.advance(task, count))
