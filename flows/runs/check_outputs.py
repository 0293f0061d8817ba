"""Whether a run could write its output folder, tried without making the folder."""

import os
from pathlib import Path
from tempfile import TemporaryDirectory

from wireglot.flows.runs.runner import OutputsNotWritable, not_writable, prepare
from wireglot.outputs import Store


def outputs_fault(root: Path) -> str:
    """Why nothing can be written there, "" if it can. Raises OtherSchema."""
    try:
        if root.is_dir():
            prepare(Store(root))
        else:
            _try_to_make(root)
    except OutputsNotWritable as error:
        return str(error)
    return ""


def _try_to_make(root: Path) -> None:
    """Make a folder where the first one that is missing would be, or in what is not a folder at all; then remove it."""
    there = next((path for path in (root, *root.parents) if os.path.lexists(path)), Path())
    try:
        TemporaryDirectory(dir=there).cleanup()
    except OSError as error:
        raise not_writable(root, error) from error
