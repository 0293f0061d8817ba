"""A run as a Prefect flow run in this process, with its slow start announced."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from wireglot.flows.cli.screen import talk
from wireglot.flows.prefect_setup import set_up

if TYPE_CHECKING:
    from wireglot.flows.options import Options
    from wireglot.flows.outcome import Outcome, Report


def run_in_prefect(
    sources: Sequence[str],
    folder: Path,
    options: "Options",
    *,
    on_result: "Callable[[Outcome], None]",
    on_total: Callable[[int], None],
) -> "Report":
    """The report of a run of the flow `summarize-articles`.

    Without a Prefect server at PREFECT_API_URL, Prefect starts one for this run: 6 to 24 s.
    Raises what the run raised (InvalidOptions, ReadingError, NoOutputs).
    """
    set_up()
    talk("Starting Prefect (some 10 to 20 seconds where no server is running; --plain goes without) ...")
    from wireglot.flows import summarize_articles as flow

    flow.listener.set(on_result)
    flow.expecter.set(on_total)
    state = flow.summarize_articles(list(sources), str(folder), options, return_state=True)
    result: Any = state.result(raise_on_failure=False)
    if isinstance(result, BaseException):
        raise result
    report: Report = result
    return report
