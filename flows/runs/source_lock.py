"""The lock of the sources of a run: two runs over the same sources into one folder go one after the other."""

import hashlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from wireglot.articles.reading import name_of
from wireglot.models import LockTaken, exclusive_lock
from wireglot.outputs import locks_folder


class AnotherRun(RuntimeError):
    """Another run reads the same sources into the same folder now; this one has done nothing."""


@contextmanager
def one_run_at_a_time(root: Path, sources: Sequence[str], *, wait: bool = True) -> Iterator[None]:
    """The lock of these sources in the output folder, so that two runs do not pay twice for one text.

    Runs over other sources go on beside this one: the store is safe with several writers.
    """
    names = "\n".join(sorted(str(Path(source).absolute()) for source in sources))
    name = hashlib.sha256(names.encode("utf-8", "surrogatepass")).hexdigest()[:16]
    another = f"Another run reads the same sources into {name_of(root)}"
    try:
        with exclusive_lock(locks_folder(root) / f"{name}.lock", f"{another}; waiting until it ends.", wait=wait):
            yield
    except LockTaken as error:
        raise AnotherRun(f"{another}; it does the work of this one.") from error
