"""What commands put on the screen: the answer on stdout, talk on stderr, and no control characters from outside."""

import contextlib
import json
import re
import sys
from collections.abc import Callable, Iterator, Mapping
from typing import Any

# C0 and C1 controls but tab and line end, and the marks that turn the writing direction:
# a terminal would obey them. Stored text holds none; file names and error texts may.
_CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


def answer(text: str) -> None:
    """Print `text` on stdout."""
    sys.stdout.write(clean(text) + "\n")


def answer_json(data: Mapping[str, Any]) -> None:
    """Print `data` on stdout as one line, at once: a reader may follow a long run."""
    sys.stdout.write(json.dumps(data, ensure_ascii=False, sort_keys=True) + "\n")
    sys.stdout.flush()


def talk(text: str) -> None:
    """Print `text` on stderr."""
    sys.stderr.write(clean(text) + "\n")
    sys.stderr.flush()


def clean(text: str) -> str:
    return _CONTROLS.sub("�", text)


@contextlib.contextmanager
def progress(what: str, *, shown: bool) -> Iterator[tuple[Callable[[int], None], Callable[..., None]]]:
    """A progress bar on stderr for people at a terminal, else nothing: (on_total so many, advance by one or more)."""
    if not (shown and sys.stderr.isatty()):
        yield (lambda total: None), (lambda count=1: None)
        return
    from rich.console import Console
    from rich.progress import Progress

    with Progress(console=Console(stderr=True), transient=True, redirect_stdout=sys.stdout.isatty()) as bar:
        task = bar.add_task(what, total=None)
        yield (lambda total: bar.update(task, total=total)), (lambda count=1: bar.advance(task, count))
