"""`wireglot site`: the reader's pages and feeds made anew from the versions."""

import typer

from wireglot.flows.cli.options import Outputs, outputs_folder, published_base_url
from wireglot.flows.cli.screen import progress, talk


def site(outputs: Outputs = None) -> None:
    """Make every page and feed anew; a run keeps them up to date by itself."""
    import sqlite3

    from wireglot.outputs import Addresses, Store, make_anew

    store, addresses = Store(outputs_folder(outputs)), Addresses(published_base_url())
    ids = store.ids()
    if not ids:
        talk(f"wireglot: {store.root} holds no versions; `wireglot run SOURCE...` makes some.")
        raise typer.Exit(2)
    try:
        with progress("pages", shown=True) as (on_total, advance):
            on_total(len(ids))
            make_anew(store, addresses, advance)
    except (OSError, sqlite3.Error) as fault:
        talk(f"wireglot: the pages in {store.root} could not be written ({fault}); give write permission or make room.")
        raise typer.Exit(1) from fault
    talk(f"{len(ids)} article{'s' if len(ids) > 1 else ''} in {store.root / 'index.html'}")
