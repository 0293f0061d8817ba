"""The outcomes of a run, collected to its end: of very many only the first with their texts."""

from dataclasses import replace

from wireglot.flows.outcomes import Done, Outcome
from wireglot.outputs import Edition, without_texts

# Outcomes that keep their editions, so that index and pages are made without reading them again. 30 kB each: an archive
# has a hundred thousand.
MOST_COMPLETE = 2_000


class Collected:
    """The outcomes so far; `done` counts the articles that were processed."""

    def __init__(self) -> None:
        self.outcomes: list[Outcome] = []
        self.done = 0

    def __len__(self) -> int:
        return len(self.outcomes)

    def add(self, outcome: Outcome) -> None:
        """Keep an outcome, with its edition while there are few."""
        self.done += isinstance(outcome, Done)
        if isinstance(outcome, Done) and len(self.outcomes) >= MOST_COMPLETE:
            stored = replace(outcome.stored, edition=None)
            outcome = replace(outcome, edition=without_texts(outcome.edition), stored=stored)
        self.outcomes.append(outcome)

    def editions(self) -> list[Edition]:
        """The whole editions that were stored, as far as they were kept."""
        done = (outcome for outcome in self.outcomes[:MOST_COMPLETE] if isinstance(outcome, Done))
        return [outcome.stored.edition for outcome in done if outcome.stored.edition]
