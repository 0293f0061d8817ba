"""`wireglot verify`, `prune`, `export`, `site` and `memory`: keeping an output folder in order."""

from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from wireglot.flows.cli.screen import clean, print_json, print_status, print_text, progress_bar, size_text
from wireglot.flows.cli.shared_options import Json, Outputs, outputs_folder, published_base_url
from wireglot.flows.outcomes import counted

if TYPE_CHECKING:
    from wireglot.outputs import Edition, Store


def verify(
    outputs: Outputs = None,
    fix: Annotated[bool, typer.Option("--repair", help="Rebuild what can be rebuilt from sound editions.")] = False,
    as_json: Json = False,
) -> None:
    """Compare every file of the output folder with what was written; status 1 when anything was lost or changed."""
    from wireglot.outputs import repair
    from wireglot.outputs import verify as findings_in

    root = outputs_folder(outputs).absolute()
    if fix and root.is_dir():
        for done in repair(root):
            print_status(clean(str(done)))
        _rebuild_pages(root)
    found = {"damage": 0, "note": 0}
    for one in findings_in(root):
        found[one.grade] += 1
        if as_json:
            print_json({"grade": one.grade, "id": one.id, "path": str(one.path), "what": one.what})
        else:
            print_text(clean(str(one)))
    print_status(f"{counted(found['damage'], 'damaged file')}, {counted(found['note'], 'note')} in {root}.")
    if found["damage"]:
        print_status(
            "Restore what is left from a backup." if fix else "`wireglot verify --repair` rebuilds what can be rebuilt."
        )
        raise typer.Exit(1)


def _rebuild_pages(root: Path) -> None:
    """Rebuild the site, where there is one."""
    from wireglot.flows.sources.source_health import site_rows
    from wireglot.outputs import Addresses, Store, has_pages, rebuild_outputs

    if has_pages(root):
        rebuild_outputs(Store(root), Addresses(published_base_url()), lambda count: None, site_rows(root))
        print_status(f"repaired  -  {root / 'index.html'}  rebuilt from the versions")


def prune(
    outputs: Outputs = None,
    keep: Annotated[
        int | None, typer.Option(min=1, help="Keep this many of the newest versions of each article. [default: 1]")
    ] = None,
    older_than: Annotated[int, typer.Option(min=0, help="Remove only versions made more than this many days ago.")] = 0,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="List what would be removed, and remove nothing.")] = False,
) -> None:
    """Remove old versions and record each, so that `wireglot verify` still finds the chain complete."""
    from wireglot.outputs import Addresses, Store, has_pages, mark_pending, prunable, update_outputs
    from wireglot.outputs import prune as remove_version

    if keep is None and not older_than and not dry_run:
        print_status(
            "wireglot: give --keep N (the newest N versions stay) or --older-than DAYS, or look first with --dry-run."
        )
        raise typer.Exit(2)
    store = Store(outputs_folder(outputs))
    folders = list(prunable(store.root, keep=keep or 1, older_than=timedelta(days=older_than)))
    for folder in folders:
        if not dry_run:
            remove_version(folder)
            mark_pending(store.root, folder.parent.name)
        print_text(f"{'would remove' if dry_run else 'removed'}  {folder.parent.name}  {folder.name}")
    if not dry_run:
        update_outputs(store, Addresses(published_base_url()), site=has_pages(store.root))
    print_status(f"{counted(len(folders), 'version')} {'would be removed' if dry_run else 'removed'}.")


def export(
    to: Annotated[Path, typer.Argument(metavar="FOLDER", help="Where the files go; created if needed.")],
    outputs: Outputs = None,
    base_url: Annotated[str, typer.Option(help="Where the output folder is published, for links to pages.")] = "",
) -> None:
    """Write FOLDER/<id>.json (IPTC ninjs 3.1) for every article; no text if withdrawn, none if held or embargoed."""
    from wireglot.outputs import Store

    store = Store(outputs_folder(outputs))
    try:
        to.mkdir(parents=True, exist_ok=True)
        counts = [_write_ninjs(store, id, to, base_url) for id in store.ids()]
    except OSError as error:
        print_status(f"wireglot: {error.filename or to}: {error.strerror}; name a writable folder.")
        raise typer.Exit(1) from error
    print_status(
        f"{counted(sum(counts), 'article')} in {to.absolute()}; "
        f"{counts.count(False)} held, embargoed or damaged skipped."
    )


def _write_ninjs(store: "Store", id: str, to: Path, base_url: str) -> bool:
    import orjson

    try:
        edition = store.read(id)
        first = store.read(id, store.versions(id)[0]).made_at
    except (OSError, KeyError, TypeError, ValueError) as error:
        print_status(f"skipped  {id}: it cannot be read ({error}); `wireglot verify` says more.")
        return False
    path = to / f"{id}.json"
    if edition.state in ("held", "embargoed"):
        path.unlink(missing_ok=True)
        return False
    path.write_bytes(orjson.dumps(as_ninjs(edition, base_url, first), option=orjson.OPT_INDENT_2) + b"\n")
    return True


def as_ninjs(edition: "Edition", base_url: str = "", first_created: str = "") -> dict[str, Any]:
    from wireglot.outputs import Addresses, ninjs

    return ninjs(edition, Addresses(base_url), first_created=first_created)


def site(outputs: Outputs = None) -> None:
    """Rebuild all pages and feeds; a run keeps them up to date by itself."""
    import sqlite3

    from wireglot.flows.sources.source_health import site_rows
    from wireglot.outputs import Addresses, Store, rebuild_outputs

    store, addresses = Store(outputs_folder(outputs)), Addresses(published_base_url())
    ids = store.ids()
    if not ids:
        print_status(f"wireglot: {store.root} holds no versions; `wireglot run SOURCE...` makes some.")
        raise typer.Exit(2)
    try:
        with progress_bar("pages", shown=True) as (on_total, advance):
            on_total(len(ids))
            rebuild_outputs(store, addresses, advance, site_rows(store.root))
    except (OSError, sqlite3.Error) as error:
        print_status(
            f"wireglot: cannot write the pages in {store.root} ({error}); give write permission or free space."
        )
        raise typer.Exit(1) from error
    print_status(f"{counted(len(ids), 'article')} in {store.root / 'index.html'}")


def memory(
    prune: Annotated[bool, typer.Option("--prune", help="Remove sentences: all, or those of --older-than.")] = False,
    older_than: Annotated[float | None, typer.Option(min=0, help="Days without use; with --prune.")] = None,
    outputs: Outputs = None,
    as_json: Json = False,
) -> None:
    """Show the size of the sentence memory, or prune it."""
    from wireglot.outputs import memory_file
    from wireglot.translations import Memory

    kept = Memory(memory_file(outputs_folder(outputs)))
    removed = kept.prune(older_than) if prune else 0
    size = kept.size()
    if as_json:
        print_json({"sentences": size.sentences, "bytes": size.bytes, "removed": removed})
    else:
        print_text(f"{counted(size.sentences, 'sentence')}, {size_text(size.bytes)}; {removed} removed")
