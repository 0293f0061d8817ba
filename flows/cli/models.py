"""`wireglot models list`, `pull` and `check`: the models that translate and summarize."""

import contextlib
import time
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from wireglot.flows.cli.screen import print_json, print_status, print_text
from wireglot.flows.cli.shared_options import Json, Outputs, outputs_folder

if TYPE_CHECKING:
    from wireglot.flows.model_requests import ModelRequest
    from wireglot.models import HubError, Offer, OnProgress, StoredModel

app = typer.Typer(no_args_is_help=True, help="List, pull and check the models that translate and summarize.")

To = Annotated[str, typer.Option(help="The reader's language, a BCP 47 tag; with --for.")]


@app.command("list")
def list_models(as_json: Json = False) -> None:
    """List the models on this machine with revision, licence and size."""
    from wireglot.models import store_folder, stored_models

    with _usage_errors():
        found = stored_models()
    for model in found:
        if as_json:
            print_json(_row(model))
        else:
            print_text(f"{model.id}  {model.family}  {model.licence}  {size(model.size)}  {model.revision[:12]}")
    if not found and not as_json:
        print_status(f"No models in {store_folder()}; `wireglot models pull sv-en` downloads one.")


@app.command("pull", no_args_is_help=True)
def pull(
    named: Annotated[
        list[str], typer.Argument(metavar="MODEL...", help="Pairs (sv-en), model ids, or with --for sources.")
    ],
    sources: Annotated[
        bool, typer.Option("--for", help="MODEL... are SOURCEs: pull what their languages need.")
    ] = False,
    to: To = "en",
    accept_licence: Annotated[
        bool, typer.Option("--accept-licence", help="Also pull models whose licence forbids commercial use.")
    ] = False,
    update: Annotated[
        bool, typer.Option("--update", help="Pull the newest revision instead of the one in lock.json.")
    ] = False,
    outputs: Outputs = None,
    as_json: Json = False,
) -> None:
    """Download models, after printing their sizes, and convert them; a model that is here is left as it is."""
    from wireglot.models import HubError

    with _usage_errors():
        requests = _missing_requests_for(named, to, outputs_folder(outputs)) if sources else _requests(named)
        offers, failed = _ask(requests, update=update, as_json=as_json)
        _print_sizes(offers)
        new = 0
        for one in offers:
            try:
                new += _pull_one(one, accept_licence=accept_licence, update=update, as_json=as_json)
            except HubError as error:
                failed += 1
                _print_failure(one.id, error, as_json=as_json)
    if new:
        print_status("`wireglot retry` now translates what was left untranslated.")
    if failed:
        raise typer.Exit(1)


@app.command("check")
def check(
    named: Annotated[list[str] | None, typer.Argument(metavar="[MODEL...]", help="Model ids; all by default.")] = None,
    as_json: Json = False,
) -> None:
    """Compare every file of the models with what was pulled."""
    from wireglot.models import check_files, stored_models

    with _usage_errors():
        models = [_find(model_id) for model_id in named] if named else stored_models()
    broken = 0
    for model in models:
        faults = check_files(model)
        broken += bool(faults)
        if as_json:
            print_json(_row(model) | {"faults": [{"file": fault.file, "kind": fault.kind} for fault in faults]})
        else:
            print_text(f"{model.id}  {'; '.join(map(str, faults)) or 'as pulled'}")
    if broken:
        print_status(
            f"{broken} of {len(models)} not as pulled: delete the folder that `models list --json` names, pull again."
        )
        raise typer.Exit(1)


def size(count: int) -> str:
    """Bytes in decimal units: 310 MB, 2.4 GB."""
    return f"{count / 1e9:.1f} GB" if count >= 1e9 else f"{max(1, round(count / 1e6))} MB"


@contextlib.contextmanager
def _usage_errors() -> Iterator[None]:
    """An unreadable lock file or an unknown name ends the command with status 2."""
    from wireglot.articles.reading import ReadingError
    from wireglot.flows.model_requests import UnknownModel
    from wireglot.models import InvalidLockFile, InvalidModelId

    try:
        yield
    except (InvalidLockFile, InvalidModelId, UnknownModel, ReadingError) as error:
        print_status(f"wireglot: {error}")
        raise typer.Exit(2) from error


def _requests(named: list[str]) -> "list[ModelRequest]":
    from wireglot.flows.model_requests import model_request

    return [model_request(name) for name in dict.fromkeys(named)]


def _missing_requests_for(named: list[str], to: str, outputs: Path) -> "list[ModelRequest]":
    """The requests for the languages of the sources, without those whose models are here."""
    from wireglot.flows.model_requests import requests_for_sources

    requests, without = requests_for_sources(named, to, skip=outputs)
    for tag in without:
        print_status(f"No model is known for {tag} -> {to}.")
    there = [request.name for request in requests if request.is_stored]
    if there:
        print_status(f"Already here: {', '.join(there)}.")
    return [request for request in requests if not request.is_stored]


def _ask(requests: "list[ModelRequest]", *, update: bool, as_json: bool) -> "tuple[list[Offer], int]":
    """The hub's offers for the requests, each model once, and the number of requests that failed.

    A hub that does not respond is not asked again: each further request would take as long.
    """
    from wireglot.flows.model_requests import offers
    from wireglot.models import HubError, HubUnreachable

    found: dict[str, Offer] = {}
    failed = 0
    for request in requests:
        try:
            found |= {one.id: one for one in offers(request, update=update)}
        except HubError as error:
            failed += 1
            _print_failure(request.name, error, as_json=as_json)
            if isinstance(error, HubUnreachable):
                break
    return list(found.values()), failed


def _print_sizes(offers: "list[Offer]") -> None:
    for one in offers:
        if one.size:
            print_status(f"{one.id}: {size(one.size)}, {one.licence or 'licence not stated'}")
    if sum(one.size > 0 for one in offers) > 1:
        print_status(f"Together {size(sum(one.size for one in offers))}.")


def _pull_one(one: "Offer", *, accept_licence: bool, update: bool, as_json: bool) -> bool:
    """Pull one model and print it; return whether it is new here."""
    from wireglot.models import pull_model

    begin = time.monotonic()
    with _download_bar(one, shown=not as_json) as on_result:
        model = pull_model(one.id, accept_licence=accept_licence, update=update, on_progress=on_result)
    new = one.stored is None
    if as_json:
        print_json(_row(model) | {"new": new, "seconds": round(time.monotonic() - begin, 1)})
    else:
        print_text(
            f"{'pulled' if new else 'here'}  {model.id}  {model.revision[:12]}  {size(model.size)}  {model.folder}"
        )
    return new


@contextlib.contextmanager
def _download_bar(one: "Offer", *, shown: bool) -> "Iterator[OnProgress]":
    """Show a progress bar on stderr if that is a terminal."""
    import sys

    if not (shown and one.size and sys.stderr.isatty()):
        yield lambda progress: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, DownloadColumn, Progress, TextColumn, TimeRemainingColumn, TransferSpeedColumn

    columns = TextColumn("{task.description}"), BarColumn(), DownloadColumn(), TransferSpeedColumn()
    with Progress(
        *columns,
        TimeRemainingColumn(),
        console=Console(stderr=True),
        transient=True,
        redirect_stdout=sys.stdout.isatty(),
    ) as bar:
        task = bar.add_task(one.id, total=one.size)
        yield lambda progress: bar.update(task, completed=progress.done, description=f"{progress.stage} {progress.id}")


def _print_failure(name: str, error: "HubError", *, as_json: bool) -> None:
    if as_json:
        print_json({"model": name, "error": str(error)})
    print_status(f"wireglot: {error}")


def _find(model_id: str) -> "StoredModel":
    """The stored model; an unknown name ends the command with status 2."""
    from wireglot.models import find_model, folder_name, store_folder

    folder_name(model_id)
    found = find_model(model_id)
    if not found:
        print_status(f"wireglot: {model_id} is not in {store_folder()}; `wireglot models list` lists what is.")
        raise typer.Exit(2)
    return found


def _row(model: "StoredModel") -> dict[str, Any]:
    return {
        "id": model.id,
        "revision": model.revision,
        "family": model.family,
        "licence": model.licence,
        "size": model.size,
        "folder": str(model.folder),
    }
