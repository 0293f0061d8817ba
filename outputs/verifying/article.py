"""What may be wrong with one article's folder: numbers, the chain, `latest`, and what does not belong there."""

import hashlib
from collections.abc import Iterator, Sequence
from pathlib import Path

import orjson

from wireglot.outputs.edition_json import article_of_json
from wireglot.outputs.layout import LATEST, VERSION, late_folder, version_name, version_numbers
from wireglot.outputs.making import words_of
from wireglot.outputs.manifest import NAME as MANIFEST
from wireglot.outputs.manifest import read_manifest
from wireglot.outputs.publishing import latest_name
from wireglot.outputs.removed import NAME as REMOVED
from wireglot.outputs.removed import Removed, read_removed
from wireglot.outputs.verifying.finding import Finding, damage, note
from wireglot.outputs.verifying.version import check_version


def check_article(folder: Path) -> Iterator[Finding]:
    """Every finding in an article's folder, version by version."""
    id = folder.name
    numbers = version_numbers(folder)
    removed, fault = _removed(folder)
    if fault:
        yield damage(id, folder / REMOVED, fault)
    yield from _strangers(id, folder)
    for number in numbers:
        yield from check_version(id, number, folder / version_name(number))
    yield from _gaps(id, folder, numbers, removed)
    yield from _chain(id, folder, numbers, removed)
    yield from _latest(id, folder, numbers)
    yield from _late(id, folder)


def _removed(folder: Path) -> tuple[tuple[Removed, ...], str]:
    try:
        return read_removed(folder), ""
    except (OSError, ValueError) as fault:
        return (), f"cannot be read ({' '.join(str(fault).split())})"


def _strangers(id: str, folder: Path) -> Iterator[Finding]:
    known = (LATEST, REMOVED, late_folder(folder).name)
    for path in sorted(folder.iterdir()):
        if path.name.startswith(".removed-"):
            yield note(id, path, "was left by a writer that was killed")
        elif path.name not in known and not VERSION.fullmatch(path.name):
            yield damage(id, path, "was added")


def _gaps(id: str, folder: Path, numbers: Sequence[int], removed: Sequence[Removed]) -> Iterator[Finding]:
    """Numbers that are neither there nor on record, and numbers that are both."""
    gone = {one.version for one in removed}
    for number in range(1, max([*numbers, *gone], default=0) + 1):
        path = folder / version_name(number)
        if number not in numbers and number not in gone:
            yield damage(id, path, "is missing, and no prune recorded it")
        elif number in numbers and number in gone:
            yield note(id, path, "is on record as removed; a prune was killed")
    if not numbers and not gone:
        yield note(id, folder, "holds no version; a writer was killed")


def _chain(id: str, folder: Path, numbers: Sequence[int], removed: Sequence[Removed]) -> Iterator[Finding]:
    """Each manifest holds the sum of the one before, be that there or on record; the first one holds none."""
    sums = {one.version: one.manifest for one in removed}
    for number in numbers:
        try:
            content = (folder / version_name(number) / MANIFEST).read_bytes()
            chained, previous = b'"previous"' in content, read_manifest(folder / version_name(number)).previous
        except (OSError, ValueError):
            continue  # named already
        allowed = _before(sums, number, numbers)
        if not chained:
            yield note(id, folder / version_name(number) / MANIFEST, "was written before versions were chained")
        elif previous not in allowed:
            yield damage(id, folder / version_name(number) / MANIFEST, "breaks the chain: it follows another version")
        sums[number] = hashlib.sha256(content).hexdigest()


def _before(sums: dict[int, str], number: int, numbers: Sequence[int]) -> set[str]:
    """The sums that the manifest of `number` may hold: of the next one below that is there, or removed since."""
    allowed: set[str] = set()
    for known in sorted((known for known in sums if known < number), reverse=True):
        allowed.add(sums[known])
        if known in numbers:
            return allowed
    return allowed | {""}


def _latest(id: str, folder: Path, numbers: Sequence[int]) -> Iterator[Finding]:
    pointer = folder / LATEST
    name = latest_name(folder)
    if not numbers:
        return
    if not name and not pointer.exists():
        yield note(id, pointer, "is absent")
    elif name not in map(version_name, numbers):
        yield damage(id, pointer, f"points at {name or 'nothing'}, which is not there")
    elif name != version_name(numbers[-1]):
        yield note(id, pointer, f"is behind: it points at {name}")


def _late(id: str, folder: Path) -> Iterator[Finding]:
    """Older texts bear the beginning of their own sum as their name."""
    place = late_folder(folder)
    for path in sorted(place.iterdir()) if place.is_dir() else ():
        if path.name.startswith("."):
            yield note(id, path, "was left by a writer that was killed")
            continue
        try:
            article = article_of_json(id, orjson.loads(path.read_bytes())["article"])
            wrong = "" if words_of(article)[:16] == path.stem and path.suffix == ".json" else "was changed"
        except (OSError, KeyError, TypeError, ValueError):
            wrong = "is no text that arrived late"
        if wrong:
            yield damage(id, path, wrong)
