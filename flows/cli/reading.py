"""`wireglot list`, `show` and `history`: what is in the output folder."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal

import typer

from wireglot.flows.cli.options import Json, Outputs, outputs_folder
from wireglot.flows.cli.screen import answer, answer_json, talk

if TYPE_CHECKING:
    from wireglot.outputs import Edition, Store
    from wireglot.outputs.index import Entry, Query

Id = Annotated[str, typer.Argument(metavar="ID", help="An article's id, or its beginning.")]


def list_articles(
    outputs: Outputs = None,
    search: Annotated[
        str, typer.Option(help='Words that must all be found, from their beginning; "in quotes" as they stand.')
    ] = "",
    language: Annotated[str, typer.Option(help="The article's language, such as sv or zh-Hant.")] = "",
    desk: Annotated[str, typer.Option(help="The desk that made it.")] = "",
    source: Annotated[str, typer.Option(help="Any part of the source's path or address.")] = "",
    since: Annotated[str, typer.Option(help="From this day on, YYYY-MM-DD.")] = "",
    until: Annotated[str, typer.Option(help="Up to this day, YYYY-MM-DD.")] = "",
    state: Annotated[str, typer.Option(help="ok, untranslated, doubtful, withdrawn or embargoed.")] = "",
    limit: Annotated[int, typer.Option(min=1, help="At most so many, the newest first.")] = 1000,
    as_json: Json = False,
) -> None:
    """Name articles with their newest version, state, language and headline, the newest first."""
    from wireglot.outputs import Store
    from wireglot.outputs.index import Query

    store = Store(outputs_folder(outputs))
    query = Query(search, language, desk, source, since, until, state)
    entries = _entries(store, query, limit + 1)
    rows = [_row(entry) for entry in entries[:limit]]
    if as_json:
        for one in rows:
            answer_json(one)
    elif rows:
        _table(["id", "version", "state", "language", "headline"], rows)
    else:
        asked = query != Query()
        talk(
            f"Nothing in {store.root} fits."
            if asked
            else f"No articles in {store.root}; `wireglot run SOURCE` makes some."
        )
    if len(entries) > limit:
        talk(f"More than {limit} fit; --limit shows more.")


def _entries(store: "Store", query: "Query", limit: int) -> "list[Entry]":
    """What the catalog has, brought up to date; status 1 when there is no way to it."""
    import sqlite3

    from wireglot.outputs.index import up_to_date

    if not store.root.is_dir():
        return []
    try:
        return up_to_date(store).find(query, limit)
    except (OSError, sqlite3.Error) as fault:
        talk(f"wireglot: the catalog of {store.root} cannot be opened ({fault}); give write permission or make room.")
        raise typer.Exit(1) from fault


def show(
    id: Id,
    outputs: Outputs = None,
    version: Annotated[int | None, typer.Option(min=1, help="A version's number; the newest by default.")] = None,
    form: Annotated[
        Literal["text", "markdown", "json", "ninjs"], typer.Option("--as", help="How to show it.")
    ] = "text",
    as_json: Json = False,
) -> None:
    """Show an article's edition: summaries, and under each sentence the original words it rests on."""
    store, edition = _find(id, outputs, version)
    folder = store.folder(edition.article.id, edition.version)
    if as_json:
        import orjson

        from wireglot.outputs import to_json

        answer_json(orjson.loads(to_json(edition)))
    elif form == "ninjs":
        from wireglot.flows.cli.export import as_ninjs

        first = store.read(edition.article.id, store.versions(edition.article.id)[0])
        answer_json(as_ninjs(edition, first_created=first.made_at))
    elif form == "text":
        from wireglot.flows.cli.showing import edition_text

        answer(edition_text(edition))
    else:
        file = {"markdown": "summary.md", "json": "edition.json"}[form]
        answer((folder / file).read_text("utf-8").rstrip("\n"))


def history(id: Id, outputs: Outputs = None, as_json: Json = False) -> None:
    """Name every version of an article, the oldest first, and why it was made."""
    store, newest = _find(id, outputs, None)
    versions = [store.read(newest.article.id, number) for number in store.versions(newest.article.id)]
    rows = [_history_row(edition) for edition in versions]
    if as_json:
        for one in rows:
            answer_json(one)
    else:
        _table(["version", "made_at", "state", "reasons"], rows)


def _find(id: str, outputs: Path | None, version: int | None) -> "tuple[Store, Edition]":
    """The store, and the edition asked for; status 2 when there is none."""
    from wireglot.outputs import NoSuchVersion, Store

    store = Store(outputs_folder(outputs))
    try:
        return store, store.read(store.find(id), version)
    except NoSuchVersion as fault:
        talk(f"wireglot: {fault.args[0]}")
        raise typer.Exit(2) from fault


def _row(entry: "Entry") -> dict[str, Any]:
    from wireglot.outputs import shortened

    hidden = entry.state in ("withdrawn", "embargoed")
    return {
        "id": entry.id,
        "version": entry.version,
        "state": entry.state,
        "language": entry.language,
        "made_at": entry.made_at,
        "source": entry.source,
        "headline": f"({entry.state})" if hidden else entry.headline or shortened(entry.short),
        "short": entry.short,
        "day": entry.day,
        "desk": entry.desk,
    }


def _history_row(edition: "Edition") -> dict[str, Any]:
    return {
        "id": edition.article.id,
        "version": edition.version,
        "made_at": edition.made_at,
        "state": edition.state,
        "reasons": list(edition.reasons),
        "digest": edition.digest,
        "signature": edition.signature,
    }


def _table(columns: list[str], rows: list[dict[str, Any]]) -> None:
    """Rows under headings, as wide as the terminal; as wide as the text where there is none."""
    import sys

    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    from wireglot.flows.cli.screen import clean

    table = Table(box=None, pad_edge=False)
    for column in columns:
        table.add_column(column, no_wrap=column in ("id", "version", "state"))
    for row in rows:
        table.add_row(*(Text(clean(_cell(row[column]))) for column in columns))
    Console(width=None if sys.stdout.isatty() else 200).print(table)


def _cell(value: Any) -> str:
    return "; ".join(value) if isinstance(value, list) else str(value)
