"""The record of versions that are no longer in their article's folder, so that a gap is told from a loss.

DIR/<id>/removed.json      [{version, manifest, removed_at, why}], ascending by version
"""

import os
import secrets
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal

import orjson

from wireglot.outputs.publishing import flush_folder

NAME = "removed.json"


@dataclass(frozen=True, slots=True)
class Removed:
    """A version that was taken out; `manifest` is the sha256 of its manifest, by which the chain goes on."""

    version: int
    manifest: str
    removed_at: str
    why: Literal["pruned", "quarantined"]


def read_removed(article: Path) -> tuple[Removed, ...]:
    """The record in an article's folder; () when nothing was removed. Raises ValueError when it cannot be read."""
    try:
        rows = orjson.loads((article / NAME).read_bytes())
        return tuple(Removed(**row) for row in rows)
    except FileNotFoundError:
        return ()
    except (TypeError, ValueError) as fault:
        raise ValueError(f"{article / NAME} is no record of removed versions ({fault}).") from fault


def record_removed(article: Path, version: int, manifest: str, why: Literal["pruned", "quarantined"]) -> None:
    """Add a version to the record, on the disk before this returns. Raises OSError, ValueError."""
    now = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    rows = {one.version: one for one in read_removed(article)} | {version: Removed(version, manifest, now, why)}
    content = orjson.dumps([asdict(rows[number]) for number in sorted(rows)], option=orjson.OPT_INDENT_2)
    draft = article / f".removed-{os.getpid()}-{secrets.token_hex(4)}"
    with draft.open("xb") as file:
        file.write(content + b"\n")
        file.flush()
        os.fsync(file.fileno())
    draft.replace(article / NAME)
    flush_folder(article)


def highest_removed(article: Path) -> int:
    """The highest number on record, 0 for none: a number is never given twice. Raises ValueError."""
    return max((one.version for one in read_removed(article)), default=0)
