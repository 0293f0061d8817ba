"""Health of sources: when each was last read, what it gave, and what is wrong; for tables, the artifact and the site.

What is known is in the state of fetching of the output folder: by address, and of files and folders of a desk by path.
"""

import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from wireglot.articles import now_text, time_text
from wireglot.articles.reading import FoundSources, SourceFile, damaged_archive
from wireglot.fetching import FetchState, SourceHealth
from wireglot.flows.sources.source import Source
from wireglot.flows.sources.web_sources import split_web_sources
from wireglot.outputs import SourceRow, fetching_file, read_archive_record

# A source that was removed leaves the site after this time; those of a weekly desk stay.
SHOWN_FOR = timedelta(days=14)


def sources_health(root: Path) -> list[SourceHealth]:
    """How every source does that was read into the output folder in the last weeks."""
    with _state(root) as state:
        return state.all_health()


def health_of(sources: Sequence[Source], root: Path) -> list[SourceHealth]:
    """How these sources do, and the feeds of those that are lists; one that was never read says only its place."""
    web, local = split_web_sources(sources)
    with _state(root) as state:
        known = state.all_health()
        found = [_named(source, state.health(_key(source))) for source in (*web, *local)]
    listed = [one for one in known if one.listed_in in {source.shown for source in web}]
    return list(dict.fromkeys((*found, *listed)))


def note_found_sources(sources: Sequence[Source], found: FoundSources, root: Path) -> list[SourceHealth]:
    """Record which files and folders a desk has read and which are missing, and return that."""
    errors = {fault.name: str(fault.error) for fault in found.missing}
    there = [source for source in sources if source.shown not in errors]
    missing = [source for source in sources if source.shown in errors]
    failing = [note_local_health([source], (), root, error=errors[source.shown])[0] for source in missing]
    return [*failing, *note_local_health(there, found.files, root)]


def note_local_health(
    sources: Sequence[Source], files: Sequence[SourceFile], root: Path, *, error: str = ""
) -> list[SourceHealth]:
    """Record how these files and folders of a desk do now, and return that.

    The items of a web archive are its articles, as far as it has been read; one with damages fails.

    Args:
        files: What was found in them.
        error: Why they could not be read, as a sentence.
    """
    with _state(root) as state:
        found = [_local_health(source, files, state.health(_key(source)), error, root) for source in sources]
        for source, health in zip(sources, found, strict=True):
            state.keep_health(_key(source), health)
    return found


def _local_health(
    source: Source, files: Sequence[SourceFile], before: SourceHealth, error: str, root: Path
) -> SourceHealth:
    now, kind = now_text(), "a folder" if Path(source.at).is_dir() else "a file"
    if error:
        failed = replace(before, source=source.shown, name=source.name, tried=now)
        return replace(failed, failures=before.failures + 1, error=error)
    inside = f"{source.at.rstrip(os.sep)}{os.sep}"
    own = [file for file in files if str(file.path) == source.at or str(file.path).startswith(inside)]
    newest = max((_changed(file) for file in own), default=0.0)
    date = time_text(datetime.fromtimestamp(newest, UTC)) if newest else ""
    archives = [(file, read) for file in own if (read := read_archive_record(root, file.uri))]
    items = len(own) - len(archives) + sum(read.counts.get("articles", 0) for _, read in archives)
    damage = next((str(damaged_archive(file, read.damages)) for file, read in archives if read.damages), "")
    failures = before.failures + 1 if damage else 0
    return SourceHealth(source.shown, source.name, kind, now, now, failures, damage, items, date)


def health_rows(health: Sequence[SourceHealth]) -> list[dict[str, str | int]]:
    """The health of sources as a table, those that fail first."""
    return [
        {
            "name": row.name,
            "source": row.place,
            "state": row.state,
            "last success": row.succeeded or "never",
            "failures": row.failures,
            "items": row.items,
            "newest item": row.newest,
            "error": row.error,
        }
        for row in sorted(map(as_row, health), key=lambda row: row.urgency)
    ]


def site_rows(root: Path) -> list[SourceRow]:
    """What the page of sources shows: all that were tried in the two weeks before the last run."""
    health = sources_health(root)
    last = max((one.tried for one in health), default="")
    since = time_text(datetime.fromisoformat(last) - SHOWN_FOR) if last else ""
    return [as_row(one) for one in health if one.tried >= since]


def as_row(health: SourceHealth) -> SourceRow:
    return SourceRow(
        place=health.source,
        name=health.name,
        kind=health.kind,
        tried=health.tried,
        succeeded=health.succeeded,
        failures=health.failures,
        error=health.error.removeprefix(f"{health.source}: "),  # it is shown beside its source
        items=health.items,
        newest=health.newest,
    )


@contextmanager
def _state(root: Path) -> Iterator[FetchState]:
    state = FetchState(fetching_file(root))
    try:
        yield state
    finally:
        state.close()


def _key(source: Source) -> str:
    return source.at if source.is_on_the_web else os.path.realpath(source.at)


def _named(source: Source, health: SourceHealth) -> SourceHealth:
    """The health under the name and place that the source has now."""
    return replace(health, source=source.shown, name=source.name or health.name)


def _changed(file: SourceFile) -> float:
    if file.seen:  # also when it was moved meanwhile
        return file.seen.modified / 1e9
    try:
        return file.path.stat().st_mtime
    except OSError:
        return 0.0
