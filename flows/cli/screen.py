"""What commands print: results on stdout, status on stderr, and no control characters from outside.

Printing never decides about the work: what a stream's encoding does not have is replaced, and a command goes on when
nobody reads its output any longer.
"""

import contextlib
import json
import os
import re
import shutil
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from io import TextIOWrapper
from math import ceil
from pathlib import Path
from typing import Any, TextIO

# C0 and C1 control characters except tab and line feed, and bidirectional controls: a terminal would obey them.
# Stored text has none; file names and error texts may, and lone surrogates (bytes that are not UTF-8) as well.
_CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
BETWEEN_COLUMNS = "  "
# Days, states and versions are narrower; of an id this much is enough to find the article.
NARROW = 24
_SURROGATES = re.compile(r"[\ud800-\udfff]")


def replace_unprintable() -> None:
    """Make stdout and stderr replace what their encoding does not have (cron, Windows consoles, LC_ALL=C)."""
    sys.stdout = sys.stdout or _nowhere()  # closed by the caller (`>&-`)
    sys.stderr = sys.stderr or _nowhere()
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):  # a program that calls a command may have put something else there
            stream.reconfigure(errors="replace")


def print_text(text: str) -> None:
    """Print a result on stdout."""
    _write(sys.stdout, clean(text))


def print_table(rows: Sequence[Mapping[str, Any]], *, fits: bool = False) -> None:
    """Print rows that have the same keys, below the names of their columns; a column without content is left out.

    Args:
        fits: In a terminal, cut long cells so that no line is wider than it is.
    """
    from rich.cells import cell_len, set_cell_size

    columns = [key for key in (rows[0] if rows else ()) if any(str(row[key]) for row in rows)]
    lines = [[column.upper() for column in columns], *([_cell(row[column]) for column in columns] for row in rows)]
    widths = [max(map(cell_len, cells)) for cells in zip(*lines, strict=True)]
    if fits and sys.stdout.isatty():
        widths = _fitted(widths, shutil.get_terminal_size().columns - len(BETWEEN_COLUMNS) * (len(widths) - 1))
    for line in lines if rows else []:
        print_text(BETWEEN_COLUMNS.join(map(set_cell_size, line, widths)).rstrip())


def _fitted(widths: Sequence[int], total: int) -> list[int]:
    """Return widths whose sum is at most the total, if possible: the widest give way, narrow ones never do."""
    fitted = list(widths)
    for _ in range(sum(widths) - total):
        widest = max(range(len(fitted)), key=fitted.__getitem__)
        if fitted[widest] <= NARROW:
            break
        fitted[widest] -= 1
    return fitted


def _cell(value: object) -> str:
    return clean(" ".join(str(value).split()))


def print_json(data: Mapping[str, Any]) -> None:
    """Print an object on stdout as one line, unbuffered: a program may follow a long run.

    Where stdout is not UTF-8, other characters are escaped, so that none is lost.
    """
    encoding = getattr(sys.stdout, "encoding", None) or "utf-8"
    is_utf8 = encoding.lower().replace("-", "") in ("utf8", "utf8sig")
    _write(sys.stdout, _SURROGATES.sub("�", json.dumps(data, ensure_ascii=not is_utf8, sort_keys=True)))


def print_status(text: str) -> None:
    """Print a message on stderr."""
    _write(sys.stderr, clean(text))


def _write(stream: TextIO, line: str) -> None:
    """Write the line; where the reader of a pipe is gone, this and what follows goes nowhere."""
    try:
        stream.write(line + "\n")
        stream.flush()
    except BrokenPipeError:
        with _nowhere() as nowhere:
            os.dup2(nowhere.fileno(), stream.fileno())


def _nowhere() -> TextIO:
    return Path(os.devnull).open("w", encoding="utf-8")


def clean(text: str) -> str:
    """The text with control characters replaced."""
    return _CONTROLS.sub("�", text)


def size_text(count: int) -> str:
    """Bytes in decimal units: 12 kB, 310 MB, 2.4 GB."""
    if count >= 1e9:
        return f"{count / 1e9:.1f} GB"
    return f"{round(count / 1e6)} MB" if count >= 1e6 else f"{ceil(count / 1e3)} kB"


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
