"""`wireglot models list`, `pull` and `check`: the weights that translate and summarise."""

import contextlib
import time
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from wireglot.flows.cli.options import Json, Outputs, outputs_folder
from wireglot.flows.cli.screen import answer, answer_json, talk

if TYPE_CHECKING:
    from wireglot.flows.wishes import Wish
    from wireglot.models.errors import HubError
    from wireglot.models.hub import Offer, OnResult
    from wireglot.models.model_store import StoredModel

app = typer.Typer(no_args_is_help=True, help="List, pull and check the models that translate and summarise.")

To = Annotated[str, typer.Option(help="The reader's language, a BCP 47 tag; with --for.")]


@app.command("list")
def list_models(as_json: Json = False) -> None:
    """Name the models on this machine, with revision, licence and size."""
    from wireglot.models import model_store

    with _shelf_in_order():
        found = model_store.all()
    for model in found:
        if as_json:
            answer_json(_row(model))
        else:
            answer(f"{model.id}  {model.family}  {model.licence}  {size(model.size)}  {model.revision[:12]}")
    if not found and not as_json:
        talk(f"No models in {model_store.shelf_folder()}; `wireglot models pull sv-en` brings one.")


@app.command("pull", no_args_is_help=True)
def pull(
    named: Annotated[
        list[str], typer.Argument(metavar="MODEL...", help="Pairs (sv-en), model ids, or with --for sources.")
    ],
    sources: Annotated[
        bool, typer.Option("--for", help="MODEL... are SOURCEs: pull what the languages found there need.")
    ] = False,
    to: To = "en",
    accept_licence: Annotated[
        bool, typer.Option("--accept-licence", help="Also pull models whose licence forbids commercial use.")
    ] = False,
    update: Annotated[
        bool, typer.Option("--update", help="Move on to the newest revision; else the one in lock.json is kept.")
    ] = False,
    outputs: Outputs = None,
    as_json: Json = False,
) -> None:
    """Fetch models, tell their size first, and convert them; one that is here is left as it is."""
    from wireglot.models.errors import HubError

    with _shelf_in_order():
        wishes = _wishes_of_sources(named, to, outputs_folder(outputs)) if sources else _wishes(named)
        offers, failed = _ask(wishes, update=update, as_json=as_json)
        _tell_sizes(offers)
        new = 0
        for one in offers:
            try:
                new += _bring(one, accept_licence=accept_licence, update=update, as_json=as_json)
            except HubError as fault:
                failed += 1
                _tell_failure(one.id, fault, as_json=as_json)
    if new:
        talk("`wireglot retry` now takes up what had to stay untranslated.")
    if failed:
        raise typer.Exit(1)


@app.command("check")
def check(
    named: Annotated[list[str] | None, typer.Argument(metavar="[MODEL...]", help="Model ids; all by default.")] = None,
    as_json: Json = False,
) -> None:
    """Compare every file of the models with what was pulled."""
    from wireglot.models import model_store

    with _shelf_in_order():
        models = [_find(model_id) for model_id in named] if named else model_store.all()
    broken = 0
    for model in models:
        faults = model_store.check(model)
        broken += bool(faults)
        if as_json:
            answer_json(_row(model) | {"faults": [{"file": fault.file, "kind": fault.kind} for fault in faults]})
        else:
            answer(f"{model.id}  {'; '.join(map(str, faults)) or 'as pulled'}")
    if broken:
        talk(f"{broken} of {len(models)} not as pulled: delete the folder that `models list --json` names, pull again.")
        raise typer.Exit(1)


def size(count: int) -> str:
    """Bytes for people, in the units of those who sell disks: 310 MB, 2.4 GB."""
    return f"{count / 1e9:.1f} GB" if count >= 1e9 else f"{max(1, round(count / 1e6))} MB"


@contextlib.contextmanager
def _shelf_in_order() -> Iterator[None]:
    """A lock file that cannot be read and a name that is none end the command with status 2."""
    from wireglot.articles.reading import ReadingError
    from wireglot.flows.wishes import UnknownWish
    from wireglot.models.lock_file import WrongLockFile
    from wireglot.models.model_store import InvalidModelId

    try:
        yield
    except (WrongLockFile, InvalidModelId, UnknownWish, ReadingError) as fault:
        talk(f"wireglot: {fault}")
        raise typer.Exit(2) from fault


def _wishes(named: list[str]) -> "list[Wish]":
    from wireglot.flows.wishes import wish

    return [wish(name) for name in dict.fromkeys(named)]


def _wishes_of_sources(named: list[str], to: str, outputs: Path) -> "list[Wish]":
    """The wishes of the sources that are not granted yet."""
    from wireglot.flows.wishes import needed

    wishes, without = needed(named, to, skip=outputs)
    for tag in without:
        talk(f"No model is known for {tag} -> {to}.")
    there = [wish.name for wish in wishes if wish.granted]
    if there:
        talk(f"Here already: {', '.join(there)}.")
    return [wish for wish in wishes if not wish.granted]


def _ask(wishes: "list[Wish]", *, update: bool, as_json: bool) -> "tuple[list[Offer], int]":
    """What the hub offers for the wishes, each model once, and how many wishes it cannot grant.

    A hub that does not answer is not asked again: each further wish would cost as long.
    """
    from wireglot.flows.wishes import offers
    from wireglot.models.errors import HubError, HubUnreachable

    found: dict[str, Offer] = {}
    failed = 0
    for wish in wishes:
        try:
            found |= {one.id: one for one in offers(wish, update=update)}
        except HubError as fault:
            failed += 1
            _tell_failure(wish.name, fault, as_json=as_json)
            if isinstance(fault, HubUnreachable):
                break
    return list(found.values()), failed


def _tell_sizes(offers: "list[Offer]") -> None:
    for one in offers:
        if one.size:
            talk(f"{one.id}: {size(one.size)}, {one.licence or 'licence not stated'}")
    if sum(one.size > 0 for one in offers) > 1:
        talk(f"Together {size(sum(one.size for one in offers))}.")


def _bring(one: "Offer", *, accept_licence: bool, update: bool, as_json: bool) -> bool:
    """Pull one model and tell it; whether it is new here."""
    from wireglot.models.hub import pull as pull_model

    begin = time.monotonic()
    with _progress(one, shown=not as_json) as on_result:
        model = pull_model(one.id, accept_licence=accept_licence, update=update, progress=on_result)
    new = one.stored_model is None
    if as_json:
        answer_json(_row(model) | {"new": new, "seconds": round(time.monotonic() - begin, 1)})
    else:
        answer(f"{'pulled' if new else 'here'}  {model.id}  {model.revision[:12]}  {size(model.size)}  {model.folder}")
    return new


@contextlib.contextmanager
def _progress(one: "Offer", *, shown: bool) -> "Iterator[OnResult]":
    """A progress bar on stderr for people at a terminal, else nothing."""
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


def _tell_failure(name: str, fault: "HubError", *, as_json: bool) -> None:
    if as_json:
        answer_json({"model": name, "error": str(fault)})
    talk(f"wireglot: {fault}")


def _find(model_id: str) -> "StoredModel":
    """The model in the model store; a name that is not there ends the command with status 2."""
    from wireglot.models import model_store

    model_store.folder_name(model_id)
    found = model_store.find(model_id)
    if not found:
        talk(f"wireglot: {model_id} is not in {model_store.shelf_folder()}; `wireglot models list` names what is.")
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
