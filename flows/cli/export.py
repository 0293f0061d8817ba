"""`wireglot export`: the newest versions as a folder of IPTC ninjs 3.1, one file an article."""

from pathlib import Path
from typing import Annotated, Any

import typer

from wireglot.flows.cli.options import Outputs, outputs_folder
from wireglot.flows.cli.screen import talk


def export(
    to: Annotated[Path, typer.Argument(metavar="FOLDER", help="Where the files go; made when it is not there.")],
    outputs: Outputs = None,
    base_url: Annotated[str, typer.Option(help="Where the output folder is published, for links to pages.")] = "",
) -> None:
    """Write FOLDER/<id>.json for every article; what was withdrawn as such, what is embargoed not at all."""
    from wireglot.outputs import Store

    store = Store(outputs_folder(outputs))
    try:
        to.mkdir(parents=True, exist_ok=True)
        counts = [_write(store, id, to, base_url) for id in store.ids()]
    except OSError as fault:
        talk(f"wireglot: {fault.filename or to}: {fault.strerror}; name a folder that can be written to.")
        raise typer.Exit(1) from fault
    talk(f"{sum(counts)} articles in {to.absolute()}; {counts.count(False)} embargoed or damaged ones left out.")


def _write(store: Any, id: str, to: Path, base_url: str) -> bool:
    import orjson

    try:
        edition = store.read(id)
        first = store.read(id, store.versions(id)[0]).made_at
    except (KeyError, TypeError, ValueError) as fault:
        talk(f"left out  {id}: it cannot be read ({fault}); `wireglot verify` says more.")
        return False
    path = to / f"{id}.json"
    if edition.state == "embargoed":
        path.unlink(missing_ok=True)
        return False
    path.write_bytes(orjson.dumps(as_ninjs(edition, base_url, first), option=orjson.OPT_INDENT_2) + b"\n")
    return True


def as_ninjs(edition: Any, base_url: str = "", first_created: str = "") -> dict[str, Any]:
    from wireglot.outputs import Addresses, ninjs

    return ninjs(edition, Addresses(base_url), first_created=first_created)
