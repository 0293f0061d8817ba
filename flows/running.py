"""A run: sources in, a report out, whatever carries the steps (plain calls or Prefect tasks)."""

import logging
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

from wireglot.articles.reading import Skipped, SourceFile
from wireglot.articles.reading import sources as sources_in
from wireglot.flows.intake import Reader, batches, waves
from wireglot.flows.locks import one_run_at_a_time
from wireglot.flows.options import Options, check
from wireglot.flows.outcome import Failed, Made, Outcome, Report
from wireglot.flows.road import Step, plainly, walk
from wireglot.outputs import Addresses, Failures, Store, keep_up

SKIPPED_NAMED = 3  # enough to see what kind of file is meant

log = logging.getLogger(__name__)

OnResult = Callable[[Outcome], None]


class NoOutputs(OSError):
    """The output folder cannot be written to; nothing was read."""


def run(
    sources: Sequence[str],
    outputs: Path,
    options: Options,
    *,
    step: Step = plainly,
    on_result: OnResult = lambda outcome: None,
    on_total: Callable[[int], None] = lambda files: None,
) -> Report:
    """Walk the road with all articles of `sources`.

    `on_total` is told once how many files there are, `on_result` each outcome as its batch ends.
    Raises InvalidOptions, ReadingError (no source can be read at all) and NoOutputs, before any work.
    """
    check(options)
    store = Store(outputs)
    files, skipped = sources_in(sources, skip=store.root)
    _name_skipped(skipped)
    _prepare(store)
    on_total(len(files))
    with one_run_at_a_time(store.root, sources):
        return _run(files, store, options, step=step, on_result=on_result)


def _run(files: Sequence[SourceFile], store: Store, options: Options, *, step: Step, on_result: OnResult) -> Report:
    reader, ledger = Reader(), Ledger(store.root)
    outcomes: list[Outcome] = []
    room, left = options.limit or len(files), 0
    for batch in batches(files):
        articles, unread = reader.read(batch)
        found: list[Outcome] = list(unread)
        for wave in waves(articles):
            walked, over = walk(wave, store, options, step=step, room=room)
            room -= sum(isinstance(outcome, Made) for outcome in walked)
            left += over
            found += walked
        outcomes += _heard(found, ledger, on_result)
    outcomes += _heard(_release(store, options, step), ledger, on_result)
    report = Report(tuple(outcomes), left)
    keep_up(store, Addresses(options.base_url), site=options.site, editions=report.stored_editions)
    return report


def _heard(found: Sequence[Outcome], ledger: "Ledger", on_result: OnResult) -> Sequence[Outcome]:
    for outcome in found:
        ledger.note(outcome)
        on_result(outcome)
    return found


def _release(store: Store, options: Options, step: Step) -> list[Outcome]:
    """What becomes of the articles whose embargo has ended, whoever sent them; each for the reader it was made for."""
    outcomes: list[Outcome] = []
    for article in store.released():
        made = store.newest(article.id)
        to = Options.reader_of(made.options) if made else options.to
        walked, _ = walk([article], store, replace(options, to=to), step=step)
        outcomes += walked
    return outcomes


def _name_skipped(skipped: Sequence[Skipped]) -> None:
    """One line however many there are: an inbox may hold a thousand pictures."""
    if skipped:
        names = ", ".join(f"{aside.path} ({aside.reason})" for aside in skipped[:SKIPPED_NAMED])
        more = f" and {len(skipped) - SKIPPED_NAMED} more" if len(skipped) > SKIPPED_NAMED else ""
        log.warning("Left aside: %s%s", names, more)


def _prepare(store: Store) -> None:
    try:
        store.prepare()
    except OSError as fault:
        what = fault.strerror or type(fault).__name__
        raise NoOutputs(
            f"The output folder {store.root} cannot be written to ({what}); "
            "give write permission, make room, or name another one with --outputs."
        ) from fault


class Ledger:
    """Keeps the record of failures in step with a run's outcomes."""

    def __init__(self, root: Path) -> None:
        self._record = Failures(root)
        self._known = {failure.uri for failure in self._record.all()}

    def note(self, outcome: Outcome) -> None:
        try:
            if isinstance(outcome, Failed):
                self._record.record(outcome.uri, source=outcome.source, stage=outcome.stage, error=outcome.error)
            elif outcome.uri in self._known:
                self._record.clear(outcome.uri)
        except OSError as fault:
            log.warning("The failure of %s could not be put on record: %s", outcome.uri, fault)
