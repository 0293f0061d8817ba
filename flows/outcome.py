"""What became of each article of a run: made, unchanged or failed."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from wireglot.outputs import Edition, Stored


@dataclass(frozen=True, slots=True)
class Made:
    """An article that has its edition in the store; `stored.new` tells a new version from a known one.

    seconds: the batch's time on the road, shared out equally among its articles.
    """

    edition: Edition
    stored: Stored
    seconds: float

    @property
    def uri(self) -> str:
        return self.edition.article.uri


@dataclass(frozen=True, slots=True)
class Unchanged:
    """An article whose newest version still holds: no detector or model was asked.

    late: what the source calls this text, when a later one of it is stored already; else ""
    """

    uri: str
    source: str
    stored: Stored
    seconds: float
    late: str = ""


@dataclass(frozen=True, slots=True)
class Failed:
    """An article that was not made: where it was read, the stage that broke, and what to do."""

    uri: str
    source: str
    stage: str
    error: str


Outcome = Made | Unchanged | Failed


@dataclass(frozen=True, slots=True)
class Report:
    """All of one run. `left`: articles that the options's limit left for the next run."""

    outcomes: tuple[Outcome, ...]
    left: int = 0

    def of(self, kind: type[Outcome]) -> list[Any]:
        return [outcome for outcome in self.outcomes if isinstance(outcome, kind)]

    @property
    def stored_editions(self) -> list[Edition]:
        """The new versions as they were stored, with number, time and reasons."""
        return [made.stored.edition for made in self.of(Made) if made.stored.edition]

    @property
    def new(self) -> int:
        return sum(made.stored.new for made in self.of(Made))

    @property
    def failed(self) -> list[Failed]:
        return self.of(Failed)

    def __str__(self) -> str:
        total, new, failed = len(self.outcomes), self.new, len(self.failed)
        late = sum(bool(one.late) for one in self.of(Unchanged))
        parts = [f"{total} articles: {new} new versions, {total - new - failed} unchanged, {failed} failed"]
        parts += [f"{late} of these older than what is stored"] if late else []
        return ", ".join(parts + ([f"{self.left} left for the next run"] if self.left else []))


def failure_text(fault: BaseException, root: Path | None = None) -> str:
    """What went wrong, for a reader; for a full or closed disk also what to do."""
    if isinstance(fault, OSError) and root is not None:
        what = fault.strerror or type(fault).__name__
        return (
            f"Cannot write to {fault.filename or root}: {what}. Nothing of this article was stored; "
            "make room or give write permission, then run again."
        )
    name = type(fault).__name__
    text = str(fault)
    return text if text.endswith(".") and len(text) > 20 else f"{name}: {text}".rstrip(": ")
