"""Flows: the options of a run, the pipeline, the Prefect flow with its deployments, and the command line.

    from wireglot.flows import summarize_articles      # the Prefect flow
    from wireglot.flows import Options, run            # the same without Prefect

A name is imported when it is first used: engines and Prefect take up to 2 s, and `wireglot --help` needs neither.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from wireglot.flows.flow import summarize_articles
    from wireglot.flows.options import InvalidOptions, Options
    from wireglot.flows.outcomes import Done, Failed, Report, Unchanged
    from wireglot.flows.runs.runner import OutputsNotWritable, run

_MODULES = {
    "Done": "outcomes",
    "Failed": "outcomes",
    "InvalidOptions": "options",
    "Options": "options",
    "OutputsNotWritable": "runs.runner",
    "Report": "outcomes",
    "Unchanged": "outcomes",
    "run": "runs.runner",
    "summarize_articles": "flow",
}

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
    """Import the module of a public name when the name is first used."""
    if name not in _MODULES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_MODULES[name]}"), name)
