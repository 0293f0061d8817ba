"""The log of a run in Prefect: a line for each new version and each failure, as far as a person reads them.

An article is named by id and source, without its headline: a line stays when the article is withdrawn. Nothing is
logged of what must not be shown but that there is such an article.
"""

import logging
from collections import Counter
from dataclasses import replace

from wireglot.flows.options import Options
from wireglot.flows.outcomes import Done, Outcome, counted
from wireglot.flows.reports.edition_events import EditionEvent, edition_event
from wireglot.flows.runs.callbacks import Callbacks

# Of each kind; a line is a row in Prefect's database and on the terminal of the service.
MOST_LINES = 100


class RunLog:
    """Logs outcomes as they come; `end` says how many more there were."""

    def __init__(self, logger: logging.Logger | logging.LoggerAdapter[logging.Logger], options: Options) -> None:
        self._logger, self._options = logger, options
        self._counts: Counter[str] = Counter()

    def callbacks(self, callbacks: Callbacks) -> Callbacks:
        """The callbacks, with this log beside them."""

        def on_result(outcome: Outcome) -> None:
            self.note(outcome)
            callbacks.on_result(outcome)

        return replace(callbacks, on_result=on_result)

    def note(self, outcome: Outcome) -> None:
        event = edition_event(outcome, self._options)
        if event:
            self._line(event)
        elif isinstance(outcome, Done) and outcome.stored.new:
            self._counts["hidden"] += 1

    def end(self) -> None:
        """Log the counts of what has no line of its own."""
        hidden = self._counts.pop("hidden", 0)
        for kind, count in self._counts.items():
            if count > MOST_LINES:
                self._logger.info("%s: %d more, %d in all", kind, count - MOST_LINES, count)
        if hidden:
            self._logger.info("%s must not be shown", counted(hidden, "new version"))

    def _line(self, event: EditionEvent) -> None:
        self._counts[event.kind] += 1
        if self._counts[event.kind] > MOST_LINES:
            return
        if event.kind == "failed":
            source = "" if event.source in event.reason else f"{event.source}: "
            self._logger.warning("failed (%s): %s%s", event.stage, source, event.reason)
        elif event.kind == "withdrawn":
            self._logger.info("withdrawn: %s v%d: %s", event.id, event.version, event.reason)
        else:
            self._logger.info("%s: %s v%d (%s): %s", event.kind, event.id, event.version, event.state, event.source)
