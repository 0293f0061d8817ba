"""A run as a Prefect flow run in this process, with its slow start announced."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from flows.commands.screen import talk
from flows.prefect_setup import set_up

if TYPE_CHECKING:
    from flows.outcome import Outcome, Report
    from flows.recipe import Recipe


def run_in_prefect(
    sources: Sequence[str],
    folder: Path,
    recipe: "Recipe",
    *,
    hear: "Callable[[Outcome], None]",
    expect: Callable[[int], None],
) -> "Report":
    """The report of a run of the flow `summarize-articles`.

    Without a Prefect server at PREFECT_API_URL, Prefect starts one for this run: 6 to 24 s.
    Raises what the run raised (WrongRecipe, ReadingError, NoOutputs).
    """
    set_up()
    talk("Starting Prefect (some 10 to 20 seconds where no server is running; --plain goes without) ...")
    from flows import summarize_articles as flow

    flow.listener.set(hear)
    flow.expecter.set(expect)
    state = flow.summarize_articles(list(sources), str(folder), recipe, return_state=True)
    result: Any = state.result(raise_on_failure=False)
    if isinstance(result, BaseException):
        raise result
    report: Report = result
    return report
