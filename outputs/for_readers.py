"""The files of a version that people read, made from its edition and the one before: the same bytes every time."""

from wireglot.outputs.changes import Changes, changes_markdown, compare_editions, one_line
from wireglot.outputs.edition import Edition
from wireglot.outputs.rendering import long_text, short_text, summary_markdown

NAMES = ("summary.md", "short.txt", "long.txt", "changes.md")


def files_for_readers(edition: Edition, old: Edition | None) -> dict[str, bytes]:
    """Name to content; changes.md only where there is an older version, `old`."""
    found: Changes | None = compare_editions(old, edition) if old else None
    told = {
        "summary.md": summary_markdown(edition, one_line(found) if found else ""),
        "short.txt": short_text(edition),
        "long.txt": long_text(edition),
    }
    if found:
        told["changes.md"] = changes_markdown(found)
    return {name: text.encode() for name, text in told.items()}
