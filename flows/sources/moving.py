"""Moving the files of an inbox: to done/ when all their articles are stored, to failed/ when one cannot be read, or is
set aside.

A file stays in the inbox as long as a later run has something to do with it: an article that is held or under embargo,
one that failed for a reason that is not in the file, or one that the limit left. A run that is killed between storing
and moving loses nothing: the next one finds the articles unchanged, and moves the file.
"""

import logging
from collections import Counter
from collections.abc import Mapping, Sequence

from wireglot.articles import place_of_item
from wireglot.articles.reading import DONE, FAILED, SourceFile, move_file
from wireglot.flows.outcomes import Failed, Outcome, shortened_list
from wireglot.flows.runs.batches import ReadBatch
from wireglot.outputs import Store

WAITING = frozenset({"held", "embargoed"})

log = logging.getLogger(__name__)


def move_processed(files: Sequence[SourceFile], read: ReadBatch, outcomes: Sequence[Outcome], store: Store) -> None:
    """Move those of the files that need no further run.

    Args:
        files: Of inboxes; each has its `folder`.
        read: What they and other files hold.
        outcomes: Of the articles that were read, as far as the limit allowed.
    """
    articles = Counter(place_of_item(article.read_from) for article in read.articles)
    unreadable = {place_of_item(failed.uri) for failed in read.failed}
    results: dict[str, list[Outcome]] = {}
    for outcome in outcomes:
        results.setdefault(place_of_item(outcome.uri), []).append(outcome)
    staying: dict[str, list[str]] = {}
    for file in files:
        found = results.get(file.uri, [])
        if any(isinstance(one, Failed) and one.is_set_aside for one in found):
            unreadable.add(file.uri)
        if len(found) != articles[file.uri] or any(_is_waiting(one, store) for one in found):
            continue
        reason = _move(file, FAILED if file.uri in unreadable else DONE)
        staying.setdefault(reason, []).append(file.name)
    _log_staying(staying)


def move_archive(archive: SourceFile, outcomes: Sequence[Outcome]) -> None:
    """Move a web archive that was read to its end, unless an article failed for a reason that is not in its record."""
    failed = [outcome for outcome in outcomes if isinstance(outcome, Failed)]
    if all(one.stage == "read" for one in failed):
        _log_staying({_move(archive, FAILED if failed else DONE): [archive.name]})


def _log_staying(files: Mapping[str, Sequence[str]]) -> None:
    for reason, names in files.items():
        if reason:
            log.warning("Read, but not moved: %s (%s)", shortened_list(names), reason)


def _is_waiting(outcome: Outcome, store: Store) -> bool:
    """Whether a later run has something to do with the article."""
    if isinstance(outcome, Failed):
        return not outcome.is_set_aside
    newest = store.readable_newest(outcome.stored.id)
    return newest is None or newest.state in WAITING


def _move(file: SourceFile, kind: str) -> str:
    """Move the file, and return why it stays, or ""; another run may have moved it meanwhile."""
    assert file.folder is not None
    if file.path.is_relative_to(file.folder / kind):
        return ""
    try:
        move_file(file.path, file.folder, kind, file.seen)
    except FileNotFoundError:
        return ""
    except OSError as error:
        return error.strerror or str(error)
    return ""
