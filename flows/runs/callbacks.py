"""What the caller of a run is called with while it runs."""

from collections.abc import Callable
from dataclasses import dataclass

from wireglot.flows.outcomes import Outcome, Report


@dataclass(frozen=True, slots=True)
class Callbacks:
    """What the caller is called with during a run.

    on_total   called with the number of files; while archives are read again and again, with an estimate of articles
    on_result  called with each outcome when its batch ends
    on_end     called with the report of a Prefect flow, before Prefect's server is notified
    """

    on_total: Callable[[int], None] = lambda files: None
    on_result: Callable[[Outcome], None] = lambda outcome: None
    on_end: Callable[[Report], None] = lambda report: None


SILENT = Callbacks()
