"""Finding: one thing that is not as it was written, with the article and the path."""

from dataclasses import dataclass
from pathlib import Path
from typing import Literal


@dataclass(frozen=True, slots=True)
class Finding:
    """`damage` is a loss or a change of what was stored; a `note` install_hints itself with the next run.

    id: the article's, "" where it concerns none. path: what was looked at; what: what is wrong with it.
    """

    grade: Literal["damage", "note"]
    id: str
    path: Path
    what: str

    def __str__(self) -> str:
        return f"{self.grade}  {self.id or '-'}  {one_line(self.path)}  {self.what}"


def one_line(path: Path) -> str:
    """The path with its control characters spelled out: a name may hold a line end."""
    return "".join(c if c.isprintable() else c.encode("unicode_escape", "backslashreplace").decode() for c in str(path))


def damage(id: str, path: Path, what: str) -> Finding:
    return Finding("damage", id, path, what)


def note(id: str, path: Path, what: str) -> Finding:
    return Finding("note", id, path, what)
