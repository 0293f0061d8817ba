"""What came of a run so far: its outcomes, of very many only the first with their texts, and more for its report."""

import logging
from collections.abc import Sequence
from dataclasses import replace

from wireglot.fetching import SourceHealth
from wireglot.flows.outcomes import ArchiveReport, Done, NotRead, Outcome, Report, shortened_list
from wireglot.flows.runs.parts import Part
from wireglot.outputs import Edition, without_texts

# Outcomes that keep their editions, so that index and pages are made without reading them again. 30 kB each: an archive
# has a hundred thousand.
MOST_COMPLETE = 2_000

log = logging.getLogger(__name__)


class Collected:
    """The outcomes so far, and with the names that `Report` has for them the other facts of a run.

    done  how many articles were processed
    """

    def __init__(self) -> None:
        self.outcomes: list[Outcome] = []
        self.done = 0
        self.left = 0
        self.health: list[SourceHealth] = []
        self.archives: list[ArchiveReport] = []
        self.not_read: list[NotRead] = []

    def __len__(self) -> int:
        return len(self.outcomes)

    def add(self, outcome: Outcome) -> None:
        """Keep an outcome, with its edition while there are few."""
        self.done += isinstance(outcome, Done)
        if isinstance(outcome, Done) and len(self.outcomes) >= MOST_COMPLETE:
            stored = replace(outcome.stored, edition=None)
            outcome = replace(outcome, edition=without_texts(outcome.edition), stored=stored)
        self.outcomes.append(outcome)

    def leave(self, files: Sequence[NotRead]) -> None:
        """Name files that this run leaves to the next one, or that are gone."""
        self.not_read += files
        for kind, gone in (("Still being written", False), ("Moved or removed by others", True)):
            if names := [one.source for one in files if one.gone is gone]:
                log.warning("%s: %s", kind, shortened_list(names))

    def editions(self) -> list[Edition]:
        """The whole editions that were stored, as far as they were kept."""
        done = (outcome for outcome in self.outcomes[:MOST_COMPLETE] if isinstance(outcome, Done))
        return [outcome.stored.edition for outcome in done if outcome.stored.edition]

    def report(self, part: Part, chat_fault: str) -> Report:
        """The report of this part of a run."""
        return Report(
            tuple(self.outcomes),
            self.left,
            chat_fault,
            tuple(self.health),
            tuple(self.archives),
            tuple(self.not_read),
            part.goes_on,
            part.after,
        )
