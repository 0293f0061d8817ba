"""A run of the command line as a Prefect flow in this process, also when Prefect's server goes away meanwhile."""

from dataclasses import replace
from typing import Any, cast

import httpx

from wireglot.articles import masked_address
from wireglot.articles.reading import name_of
from wireglot.flows.cli.screen import print_status
from wireglot.flows.outcomes import Report
from wireglot.flows.prefect_runs import caller
from wireglot.flows.prefect_runs.server_away import server_is_away
from wireglot.flows.runs.callbacks import Callbacks
from wireglot.flows.runs.request import RunRequest
from wireglot.flows.sources.source import as_parameter

_NO_SERVER = "Failed to reach API"  # how Prefect's RuntimeError begins


class NoServer(RuntimeError):
    """Prefect's server does not answer, and nothing was read."""


def run_in_prefect(request: RunRequest, callbacks: Callbacks) -> Report:
    """Run the flow; without a server at PREFECT_API_URL, Prefect starts one in 6 to 24 s.

    A server that goes away during the run costs no article: the report is then that of the run itself.

    Raises:
        NoServer: If the server that is named does not answer.
    """
    if not request.after:
        print_status("Starting Prefect (10 to 20 seconds when no server is running; --plain runs without it) ...")
    reports: list[Report] = []
    caller.callbacks.set(replace(callbacks, on_end=reports.append))
    caller.addresses.set({masked_address(source.at): source.at for source in request.sources if source.is_on_the_web})
    try:
        return _reported(_flow_result(request))
    except httpx.HTTPError as error:
        if not reports:
            raise
        server_is_away()
        print_status(f"Prefect's server did not get the end of the run ({_first_line(error)}).")
        return reports[0]


def _flow_result(request: RunRequest) -> object:
    """The report, or what the flow raised."""
    from wireglot.flows import flow

    parameters = {
        "sources": [as_parameter(source) for source in request.sources],
        "outputs": name_of(request.outputs),
        "options": replace(request.options, glossary=name_of(request.options.glossary)),
        "retry": request.retry,
        "config": request.config,
        "after": request.after,
    }
    try:
        with flow.tagged(request.options):
            state: Any = flow.summarize_articles(**parameters, return_state=True)
    except RuntimeError as error:
        if not str(error).startswith(_NO_SERVER):
            raise
        raise NoServer(
            f"Prefect's server does not answer ({_first_line(error)}): start it, name another one in PREFECT_API_URL, "
            "or run with --plain."
        ) from error
    return state.result(raise_on_failure=False)


def _reported(result: object) -> Report:
    from wireglot.flows.flow import MostArticlesFailed

    if isinstance(result, MostArticlesFailed):
        return result.report
    if isinstance(result, BaseException):
        raise result
    return cast(Report, result)


def _first_line(error: Exception) -> str:
    return str(error).partition("\n")[0] or type(error).__name__
