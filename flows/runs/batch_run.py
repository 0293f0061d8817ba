"""A run batch by batch: which articles are processed within the limit, and what came of them.

Several batches may be in flight (flows/runs/in_flight.py): what is noted of them is noted in their order.
"""

import logging
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from time import perf_counter

from wireglot.articles import Article
from wireglot.flows import pipeline
from wireglot.flows.chat_fault import chat_fault
from wireglot.flows.options import Options
from wireglot.flows.outcomes import Outcome, Report
from wireglot.flows.runs.batches import batches, in_version_order
from wireglot.flows.runs.callbacks import SILENT, Callbacks
from wireglot.flows.runs.collected import Collected
from wireglot.flows.runs.in_flight import InFlight, Pending, Results, timed
from wireglot.flows.runs.known_failures import KnownFailures
from wireglot.flows.runs.parts import Part, within
from wireglot.flows.runs.suspects import Suspects, WorkInProgress, articles_in_progress
from wireglot.flows.runs.up_to_date import keep_late, split_unchanged
from wireglot.flows.sources.source_health import site_rows
from wireglot.outputs import (
    Addresses,
    Store,
    is_withdrawn,
    language_of,
    update_outputs,
    without_story,
    without_withdrawn_text,
)

log = logging.getLogger(__name__)

Process = Callable[[Sequence[Article], Path, Options], Results | Pending]


class BatchRun:
    """Takes batches of articles through the pipeline and collects their outcomes, within the limit of the options.

    The articles come from source_reader.py, archive_reader.py and retry.py, which use what is public here.

    failures     what failed in earlier runs, and what fails now
    suspects     what was in progress when a process died
    in_progress  what this process works on, on record until it is done
    in_flight    what waits for batches that are being processed elsewhere
    part         how much this part of the run has processed
    collected    what came of the run so far
    """

    def __init__(self, store: Store, options: Options, process: Process, callbacks: Callbacks = SILENT) -> None:
        self.store, self.options, self._process, self._callbacks = store, options, process, callbacks
        self.failures = KnownFailures(store.root, options)
        self.suspects = Suspects(store.root, self.failures)
        self.in_progress = WorkInProgress(store.root, options.desk)
        self.in_flight = InFlight()
        self.part = Part(is_limited=not options.force)
        self.collected = Collected()

    def __enter__(self) -> "BatchRun":
        return self

    def __exit__(self, kind: type[BaseException] | None, *error: object) -> None:
        if kind:
            self.in_progress.drop()

    def go_on_for(self, desk: str) -> None:
        """From here on process what is a desk's."""
        self.in_flight.finish()
        self.options = replace(self.options, desk=desk)
        self.failures.desk = self.in_progress.desk = desk

    def take_articles(self, articles: Sequence[Article]) -> None:
        """Process the new and changed of these articles, in batches."""
        for batch in batches(articles, for_workers=bool(self.options.dask)):
            self.take_batch(batch)

    def take_batch(self, batch: Sequence[Article]) -> None:
        """Process the new and changed articles of a batch; of one article the oldest text first."""
        for same_age in in_version_order(batch):
            self.add(same_age)

    def add(self, articles: Sequence[Article]) -> None:
        """Process those articles of a batch that are new or changed, as far as the limit allows; holds in any case."""
        self.in_flight.wait_for({article.id for article in articles})
        allowed = [self._allowed(article) for article in articles]
        changed, unchanged = split_unchanged(allowed, self.store, self.options)
        keep_late(allowed, unchanged, self.store)
        due, waiting = self.failures.split_articles(changed)
        self.record([*unchanged, *waiting])
        within_limit = within(self._room(len(due)), due)
        now = within(self.part.room, within_limit)
        self.part.goes_on = self.part.goes_on or len(now) < len(within_limit)
        self.collected.left += len(due) - len(now)
        self.process(now, self.options)

    def _allowed(self, article: Article) -> Article:
        """The article without what must not be stored; a kill for which there is no story says so."""
        if is_withdrawn(article) and not self.store.versions(article.id):
            article = without_story(article)
            log.warning("%s: %s", article.source, article.warnings[-1])
        return without_withdrawn_text(article)

    def process(self, articles: Sequence[Article], options: Options) -> None:
        """Process these articles, whether they changed or not; suspects at the end of the run."""
        self._process_now(self.suspects.leave_articles(articles, options), options)

    def process_suspects(self) -> None:
        """Process the articles that were in progress when a process died, in small batches, each alone in flight."""
        for articles, options in self.suspects.article_batches():
            now = within(self._room(len(articles)), self._without_late(articles, options))
            self.collected.left += len(articles) - len(now)
            self._process_now(now, options)
            self.in_flight.finish()

    def _without_late(self, articles: Sequence[Article], options: Options) -> Sequence[Article]:
        """The articles without those of which a newer text was stored since they were left."""
        unchanged = split_unchanged(articles, self.store, options)[1]
        late = [outcome for outcome in unchanged if outcome.late]
        keep_late(articles, late, self.store)
        self.record(late)
        ids = {outcome.stored.id for outcome in late}
        return [article for article in articles if article.id not in ids]

    def _process_now(self, articles: Sequence[Article], options: Options) -> None:
        articles, failed = pipeline.split_by_space(articles, self.store.root)
        self.record(failed)
        if not articles:
            return
        self.part.articles += len(articles)
        ids, started = {article.id for article in articles}, perf_counter()
        self.in_flight.wait_for(ids)
        done = self.in_progress.take(articles_in_progress(articles))
        processed = self._process(articles, self.store.root, options)
        if isinstance(processed, Pending):
            self.in_flight.add(ids, processed, lambda results: self._end(timed(results, started), done))
        else:
            self.in_flight.then(lambda: self._end(timed(processed, started), done))

    def _end(self, results: Results, done: Callable[[], None]) -> None:
        self.record_now(results)
        done()

    def release_embargoed(self) -> None:
        """Process the articles whose embargo has ended, each for the reader it was made for."""
        self.in_flight.finish()
        for article in self.store.released():
            newest = self.store.newest(article.id)
            to = language_of(newest.options) if newest else self.options.to
            self.process([without_withdrawn_text(article)], replace(self.options, to=to))

    def update_outputs(self) -> None:
        """Bring index, feeds and site up to date with the versions of this run."""
        self.in_flight.finish()
        addresses, site = Addresses(self.options.base_url), self.options.site
        rows = site_rows(self.store.root) if site else None
        update_outputs(self.store, addresses, site=site, editions=self.collected.editions(), sources=rows)

    def record(self, outcomes: Sequence[Outcome]) -> None:
        """Keep the outcomes, report them, and bring the record of failures up to date, after those in flight."""
        self.in_flight.then(lambda: self.record_now(outcomes))

    def record_now(self, outcomes: Sequence[Outcome]) -> None:
        """As `record`, for what is itself a step in flight."""
        for outcome in map(self.failures.note, outcomes):
            self.collected.add(outcome)
            self.suspects.resolve([outcome.uri])
            self._callbacks.on_result(outcome)

    def outcomes_from_here(self) -> Callable[[], Sequence[Outcome]]:
        """Return what gives the outcomes of all that is read from now on, when what is in flight now is done."""
        before: list[int] = []
        self.in_flight.then(lambda: before.append(len(self.collected)))
        return lambda: self.collected.outcomes[before[0] :]

    def expect(self, articles: int) -> None:
        """Tell the caller that about so many articles are still to come."""
        self._callbacks.on_total(len(self.collected) + articles)

    def report(self) -> Report:
        """The report of what was done so far, when nothing is in flight any more."""
        self.in_flight.finish()
        self.suspects.forget_resolved()
        return self.collected.report(self.part, chat_fault(self.options))

    def has_room(self) -> bool:
        """Whether the limit and the part allow another article."""
        return self._room(1) != 0 and not self.part.is_full()

    def _room(self, wanted: int) -> int | None:
        """How many more articles the limit allows; None for no limit.

        What is in flight counts as done. Where that leaves less than wanted, it is waited for: what failed leaves room.
        """
        if not (limit := self.options.limit):
            return None
        room = limit - self.collected.done - self.in_flight.articles
        if room >= wanted:
            return room
        self.in_flight.finish()
        return max(0, limit - self.collected.done)
