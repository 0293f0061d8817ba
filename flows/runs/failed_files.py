"""The files that failed in earlier runs, as they are now: where they were moved to, and whether their time has come."""

import logging
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from wireglot.articles import is_file_uri, place_of_item, time_text
from wireglot.articles.reading import FAILED, SourceFile, inbox_of, moved_to, path_of, settled_files
from wireglot.flows.outcomes import content_of_file
from wireglot.outputs import Failure, Failures, failure_key, path_of_file

log = logging.getLogger(__name__)


def failed_files(root: Path, *, due_only: bool) -> dict[str, list[SourceFile]]:
    """The files on the record of failures that are there now, by desk, without what somebody is correcting now.

    due_only: those whose time has come, or that have changed since.
    """
    failures = ((_source_file(root, failure), failure) for failure in Failures(root).all())
    known = [(file, failure.desk) for file, failure in failures if not due_only or _is_due(file, failure)]
    by_uri = {file.uri: (file, desk) for file, desk in reversed(known)}
    files = [(file, desk) for file, desk in reversed(by_uri.values()) if file.path.is_file()]
    states = settled_files([file.path for file, _ in files])
    by_desk: dict[str, list[SourceFile]] = {}
    for file, desk in files:
        if file.path in states:
            by_desk.setdefault(desk, []).append(replace(file, seen=states[file.path]))
    return by_desk


def gone_files(root: Path) -> list[str]:
    """What names the failures of files that somebody removed or renamed, with a line in the log for each.

    Those of a share that is away are forgotten as well: they fail again when it is back.
    """
    gone = [failure for failure in Failures(root).all() if is_gone(root, failure)]
    for failure in gone:
        log.warning("%s is no longer there, and its failure is forgotten.", failure.source)
    return [failure_key(root, failure) for failure in gone]


def is_gone(root: Path, failure: Failure) -> bool:
    """Whether the file that failed is no longer in its folder; a missing source of a desk is a failure itself."""
    if failure.cause == "machine" or not is_file_uri(place_of_item(failure_key(root, failure))):
        return False
    path = _source_file(root, failure).path
    return not path.exists() and path.parent.is_dir()


def _is_due(file: SourceFile, failure: Failure) -> bool:
    if failure.stage == "read":
        return failure.is_due(content_of_file(file))
    return failure.is_due(failure.content) or _changed_at(file) > failure.last


def _changed_at(file: SourceFile) -> str:
    try:
        return time_text(datetime.fromtimestamp(file.path.stat().st_mtime, UTC))
    except OSError:
        return ""


def _source_file(root: Path, failure: Failure) -> SourceFile:
    """The file that failed, under the name that the user gave it where that still leads to it.

    One that was moved to the failed/ of its inbox is there, and goes to done/ when it can be read after all.
    """
    uri, named = failure_key(root, failure), path_of(failure.source)
    if not is_file_uri(uri):
        return SourceFile(named, uri)
    uri = place_of_item(uri)  # the whole file is read again, except for an archive
    path = path_of_file(root, uri)
    file = SourceFile(path, uri, language=failure.language, source_name=failure.source_name)
    if not path.exists() and (moved := moved_to(path, FAILED)):
        return replace(file, path=moved, folder=inbox_of(moved), moves=True, shown=failure.source)
    return replace(file, path=named if named.resolve() == path else path)
