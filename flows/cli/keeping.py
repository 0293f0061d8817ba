"""`wireglot verify` and `wireglot prune`: is the archive sound, and what of it may go."""

from datetime import timedelta
from pathlib import Path
from typing import Annotated

import typer

from wireglot.flows.cli.options import Json, Outputs, outputs_folder, published_base_url
from wireglot.flows.cli.screen import answer, answer_json, clean, talk


def verify(
    outputs: Outputs = None,
    mend: Annotated[bool, typer.Option("--repair", help="Make again what can be made, put the rest aside.")] = False,
    as_json: Json = False,
) -> None:
    """Compare every file of the output folder with what was written; status 1 when anything was lost or changed."""
    from wireglot.outputs import repair
    from wireglot.outputs import verify as findings_in

    root = outputs_folder(outputs).absolute()
    if mend and root.is_dir():
        for done in repair(root):
            talk(clean(str(done)))
        _pages_of_what_is_left(root)
    found = {"damage": 0, "note": 0}
    for one in findings_in(root):
        found[one.grade] += 1
        if as_json:
            answer_json({"grade": one.grade, "id": one.id, "path": str(one.path), "what": one.what})
        else:
            answer(clean(str(one)))
    talk(f"{found['damage']} damaged, {found['note']} to note in {root}.")
    if found["damage"]:
        raise typer.Exit(1)


def _pages_of_what_is_left(root: Path) -> None:
    """What was put aside leaves the pages as well, where there are any."""
    from wireglot.outputs import Addresses, Store, has_pages, make_anew

    if has_pages(root):
        make_anew(Store(root), Addresses(published_base_url()), lambda count: None)
        talk(f"repaired  -  {root / 'index.html'}  made anew from the versions")


def prune(
    outputs: Outputs = None,
    keep: Annotated[int, typer.Option(min=1, help="Versions of each article that stay, the newest ones.")] = 1,
    older_than: Annotated[int, typer.Option(min=0, help="Only versions made more than so many days ago.")] = 0,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Name what would go, and remove nothing.")] = False,
) -> None:
    """Remove old versions, each put on record, so that `wireglot verify` still finds the chain whole."""
    from wireglot.outputs import Addresses, Store, has_pages, keep_up, mark_pending, prunable
    from wireglot.outputs import prune as remove_version

    store = Store(outputs_folder(outputs))
    if keep == 1 and not older_than and not dry_run:
        talk(
            "wireglot: prune without --keep or --older-than would leave one version each; say --keep 1 --older-than 1."
        )
        raise typer.Exit(2)
    folders = list(prunable(store.root, keep=keep, older_than=timedelta(days=older_than)))
    for folder in folders:
        if not dry_run:
            remove_version(folder)
            mark_pending(store.root, folder.parent.name)
        answer(f"{'would remove' if dry_run else 'removed'}  {folder.parent.name}  {folder.name}")
    if not dry_run:
        keep_up(store, Addresses(published_base_url()), site=has_pages(store.root))
    talk(f"{len(folders)} versions {'would go' if dry_run else 'removed'}.")
