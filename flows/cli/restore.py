"""`wireglot restore`: an older version becomes the newest again, as a new version."""

from typing import Annotated

import typer

from wireglot.flows.cli.screen import print_json, print_status, print_text
from wireglot.flows.cli.shared_options import Json, Outputs, outputs_folder, published_base_url


def restore(
    id: Annotated[str, typer.Argument(metavar="ID", help="An article's id, or its beginning.")],
    version: Annotated[int, typer.Argument(metavar="VERSION", min=1, help="The version's number.")],
    outputs: Outputs = None,
    as_json: Json = False,
) -> None:
    """Make an older version of an article the newest again, as a new version; nothing is removed.

    It stays the newest until the source sends a text that is not stored yet, or a run with --force.
    """
    from wireglot.outputs import Addresses, NoSuchVersion, NotRestorable, Store, has_pages, update_outputs
    from wireglot.outputs import restore as restore_version

    store = Store(outputs_folder(outputs))
    try:
        stored = restore_version(store, store.find(id), version)
    except (NoSuchVersion, NotRestorable) as error:
        print_status(f"wireglot: {error.args[0]}")
        raise typer.Exit(2) from error
    editions = [stored.edition] if stored.edition else []
    update_outputs(store, Addresses(published_base_url()), site=has_pages(store.root), editions=editions)
    edition = store.read(stored.id, stored.version)
    if as_json:
        row = {"id": stored.id, "version": stored.version, "new": stored.new, "folder": str(stored.folder)}
        row |= {"state": edition.state, "reasons": list(edition.reasons), "headline": edition.headline}
        print_json(row | {"original_headline": edition.original_headline})
    elif stored.new:
        print_text(f"restored   {stored.id} v{stored.version}: {'; '.join(edition.reasons)}")
    else:
        print_text(f"unchanged  {stored.id} v{stored.version} is version {version} already")
