"""Flows: the options of a run, the pipeline, the Prefect flow with its deployments, and the command line.

from wireglot.flows import summarize_articles      # the Prefect flow
from wireglot.flows import Options, run            # the same without Prefect
"""

from typing import TYPE_CHECKING, Any

from wireglot.flows.options import InvalidOptions, Options
from wireglot.flows.outcomes import Done, Failed, Report, Unchanged
from wireglot.flows.run import OutputsNotWritable, run

if TYPE_CHECKING:
    from wireglot.flows.flow import summarize_articles

__all__ = [
    "Done",
    "Failed",
    "InvalidOptions",
    "Options",
    "OutputsNotWritable",
    "Report",
    "Unchanged",
    "run",
    "summarize_articles",
]


def __getattr__(name: str) -> Any:
    """Import the flow, and Prefect with it (1 to 2 s), only when it is asked for."""
    if name == "summarize_articles":
        from wireglot.flows.flow import summarize_articles

        return summarize_articles
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
