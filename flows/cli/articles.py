"""`wireglot list`, `show`, `history` and `diff`: what is in the output folder."""

import shlex
import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal

import typer

from wireglot.flows.cli.damage import damage_named
from wireglot.flows.cli.screen import clean, print_json, print_status, print_table, print_text
from wireglot.flows.cli.shared_options import Json, Outputs, outputs_folder

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from wireglot.outputs import Edition, LateText, Store
    from wireglot.outputs.changes import Mark, Style
    from wireglot.outputs.index import Copy, Entry, Query

Id = Annotated[str, typer.Argument(metavar="ID", help="An article's id, or its beginning.")]
Old = Annotated[int | None, typer.Argument(metavar="A", min=1, help="A version's number; the one before the newest.")]
New = Annotated[int | None, typer.Argument(metavar="B", min=1, help="The version to compare it with; the newest.")]
State = Literal["ok", "gist", "untranslated", "doubtful", "held", "withdrawn", "embargoed", "failed"]


def _day(text: str) -> str:
    """A day as the user typed it; anything else is refused."""
    if text:
        try:
            date.fromisoformat(text)
        except ValueError as error:
            raise typer.BadParameter(f"{text!r} is not a day such as 2026-03-31.") from error
    return text


def list_articles(
    outputs: Outputs = None,
    search: Annotated[
        str, typer.Option(help='Words that must all be found, by their beginning; "in quotes" as a phrase.')
    ] = "",
    language: Annotated[str, typer.Option(help="The article's language, such as sv or zh-Hant.")] = "",
    desk: Annotated[str, typer.Option(help="The desk that processed it.")] = "",
    source: Annotated[str, typer.Option(help="Any part of the source's path or address.")] = "",
    since: Annotated[str, typer.Option(metavar="YYYY-MM-DD", callback=_day, help="From this day on.")] = "",
    until: Annotated[str, typer.Option(metavar="YYYY-MM-DD", callback=_day, help="Up to this day.")] = "",
    state: Annotated[State | None, typer.Option(help="Only this state; failed: could not be processed.")] = None,
    limit: Annotated[int, typer.Option(min=1, help="At most this many, the newest first.")] = 1000,
    as_json: Json = False,
) -> None:
    """List articles with their newest version, state, language, day and headline, the newest first.

    Articles with the same text are one row that names the other sources; with --json each is an object of its own.
    """
    from wireglot.outputs import Store

    store = Store(outputs_folder(outputs))
    if state == "failed":
        _list_failures(store, as_json)
        return
    from wireglot.articles.reading import name_of, without_surrogates
    from wireglot.outputs.index import Query

    search, language, desk = map(without_surrogates, (search, language, desk))
    query = Query(search, language, desk, name_of(source), since, until, state or "")
    entries = _entries(store, query, limit + 1)
    groups = _groups(store, entries[:limit])
    if as_json:
        for entry in entries[:limit]:
            copies = [copy.id for copy in groups.get(entry.id, ()) if copy.id != entry.id]
            print_json(_row(entry) | ({"same_text": copies} if copies else {}))
    elif entries:
        columns = ["id", "version", "state", "language", "day", "headline", "original_headline"]
        _print_rows(columns, _table_rows(entries[:limit], groups))
    elif query != Query():
        print_status(f"No article in {store.root} matches.")
    else:
        print_status(f"No articles in {store.root}. `wireglot run SOURCE...` adds some.")
    if len(entries) > limit:
        print_status(f"More than {limit} articles match; --limit shows more.")


def show(
    id: Id,
    outputs: Outputs = None,
    version: Annotated[int | None, typer.Option(min=1, help="A version's number; the newest by default.")] = None,
    form: Annotated[
        Literal["text", "markdown", "json", "ninjs"], typer.Option("--as", help="How to show it.")
    ] = "text",
    as_json: Json = False,
) -> None:
    """Show an article's edition: summaries, and under each sentence its evidence in the original language.

    Of an article that is withdrawn, held or embargoed now no version is shown, only why.
    """
    store, edition = _find(id, outputs, version)
    if as_json or form == "json":
        import orjson

        from wireglot.outputs import to_json

        content = to_json(edition)
        print_json(orjson.loads(content)) if as_json else print_text(content.decode().rstrip("\n"))
    elif form == "ninjs":
        from wireglot.flows.cli.output_folder import as_ninjs

        with damage_named():
            first = store.read(edition.article.id, store.versions(edition.article.id)[0])
        print_json(as_ninjs(edition, first_created=first.made_at))
    elif form == "text":
        from wireglot.flows.cli.edition_text import edition_text

        print_text(edition_text(edition))
    elif edition.shown:
        folder = store.folder(edition.article.id, edition.version)
        with damage_named():
            text = (folder / "summary.md").read_text("utf-8", "replace")
        print_text(text.rstrip("\n"))
    else:
        from wireglot.outputs import summary_markdown

        print_text(summary_markdown(edition).rstrip("\n"))


def history(id: Id, outputs: Outputs = None, as_json: Json = False) -> None:
    """List every version of an article, the oldest first, and why it was made; then older texts that arrived late."""
    from wireglot.outputs import late_texts

    store, newest = _find(id, outputs, None)
    found = newest.article.id
    with damage_named():
        rows = [_history_row(store.read(found, number)) for number in store.versions(found)]
    rows += [_late_row(found, text) for text in late_texts(store.root / found)]
    if as_json:
        for one in rows:
            print_json(one)
    else:
        _print_rows(["version", "made_at", "state", "reasons"], rows)


def diff(id: Id, old: Old = None, new: New = None, outputs: Outputs = None, as_json: Json = False) -> None:
    """Show what changed between two versions: the newest and the one before, or those named."""
    from wireglot.outputs import Store
    from wireglot.outputs.changes import changes_json, changes_page, compare_editions

    store = Store(outputs_folder(outputs))
    found, numbers = _versions(store, id, old, new)
    with damage_named():
        editions = [store.read_shown(found, number) for number in numbers]
    changed = compare_editions(*editions)
    if as_json:
        print_json(changes_json(changed))
        return
    coloured = sys.stdout.isatty()
    page = changes_page(changed, _style(coloured=coloured)).rstrip("\n")
    sys.stdout.write(page + "\n") if coloured else print_text(page)


def _list_failures(store: "Store", as_json: bool) -> None:
    """The articles that no run could process so far, with what is planned for them; the oldest failure first."""
    from wireglot.flows.runs.failed_files import is_gone
    from wireglot.outputs import Failures

    rows = [
        {
            "source": one.source,
            "stage": one.stage,
            "error": one.error,
            "since": one.first,
            "attempts": one.attempts,
            "next_try": one.next_try,
            "set_aside": one.is_set_aside,
            "gone": is_gone(store.root, one),
        }
        for one in Failures(store.root).all()
    ]
    if as_json:
        for row in rows:
            print_json(row)
    elif rows:
        planned = [row | {"next_try": _planned(row)} for row in rows]
        _print_rows(["source", "stage", "since", "attempts", "next_try", "error"], planned)
        if any(row["set_aside"] or row["gone"] for row in rows):
            command = f"wireglot retry --outputs {shlex.quote(str(store.root))}"
            print_status(f"To try again what is set aside, and forget files that are gone: {command}")
    else:
        print_status(f"No failed articles in {store.root}.")


def _planned(row: "Mapping[str, Any]") -> str:
    """When a failed article is tried again, in words."""
    if row["gone"]:
        return "its file is gone"
    return "set aside" if row["set_aside"] else row["next_try"] or "at each run"


def _entries(store: "Store", query: "Query", limit: int) -> "list[Entry]":
    """The matching entries of the index, brought up to date; status 1 when it cannot be opened."""
    import sqlite3

    from wireglot.outputs.index import up_to_date

    if not store.root.is_dir():
        return []
    try:
        return up_to_date(store).find(query, limit)
    except (OSError, sqlite3.Error) as error:
        print_status(f"wireglot: cannot open the index of {store.root} ({error}); give write permission or free space.")
        raise typer.Exit(1) from error


def _groups(store: "Store", entries: "Sequence[Entry]") -> "dict[str, tuple[Copy, ...]]":
    """The groups with the same text of these articles."""
    from wireglot.outputs.index import Catalog

    ids = [entry.id for entry in entries]
    parts = (ids[start : start + 500] for start in range(0, len(ids), 500))
    return {id: copies for part in parts for id, copies in Catalog(store.root).copies(part).items()}


def _table_rows(entries: "Sequence[Entry]", groups: "Mapping[str, Sequence[Copy]]") -> list[dict[str, Any]]:
    """A row for each article, but one for those with the same text: the first of the group, with all other sources."""
    listed, rows = {entry.id for entry in entries}, []
    for entry in entries:
        copies = groups.get(entry.id, ())
        if next((copy.id for copy in copies if copy.id in listed), entry.id) == entry.id:
            row, others = _row(entry), dict.fromkeys(copy.name for copy in copies if copy.id != entry.id)
            also = f" [also in {', '.join(others)}]" if others else ""
            rows.append(row | {"headline": f"{row['headline']}{also}", "original_headline": entry.original_headline})
    return rows


def _find(id: str, outputs: Path | None, version: int | None) -> "tuple[Store, Edition]":
    """The store and the requested edition; status 2 when there is none."""
    from wireglot.outputs import NoSuchVersion, Store

    store = Store(outputs_folder(outputs))
    try:
        with damage_named():
            return store, store.read_shown(store.find(id), version)
    except NoSuchVersion as error:
        print_status(f"wireglot: {error.args[0]}")
        raise typer.Exit(2) from error


def _row(entry: "Entry") -> dict[str, Any]:
    from wireglot.articles import neutral_id
    from wireglot.outputs import shortened

    nameless = entry.state in ("held", "embargoed")
    return {
        "id": neutral_id(entry.id) if nameless else entry.id,
        "version": entry.version,
        "state": entry.state,
        "language": entry.language,
        "made_at": entry.made_at,
        "source": "" if nameless else entry.source,
        "headline": f"({entry.state}) {entry.reason}" if entry.reason else entry.headline or shortened(entry.short),
        "short": entry.short,
        "day": entry.day,
        "desk": entry.desk,
    } | {key: text for key in ("original_headline", "reason") if (text := getattr(entry, key))}


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


def _late_row(id: str, text: "LateText") -> dict[str, Any]:
    named = f" (version {text.source_version} of the source)" if text.source_version else ""
    return {
        "id": id,
        "version": None,
        "made_at": text.received_at,
        "state": "late",
        "reasons": [f"older text{named} arrived after a newer one"],
        "source_version": text.source_version,
    }


def _print_rows(columns: list[str], rows: list[dict[str, Any]]) -> None:
    print_table([{column.replace("_", " "): _cell(row[column]) for column in columns} for row in rows], fits=True)


def _cell(value: Any) -> str:
    return "; ".join(value) if isinstance(value, list) else "" if value is None else str(value)


def _versions(store: "Store", id: str, old: int | None, new: int | None) -> tuple[str, tuple[int, int]]:
    """The article's id and the two numbers to compare; status 2 when there are none."""
    from wireglot.outputs import NoSuchVersion

    try:
        found = store.find(id)
        there = store.versions(found)
        return found, _chosen(found, there, old, new)
    except NoSuchVersion as error:
        print_status(f"wireglot: {error.args[0]}")
        raise typer.Exit(2) from error


def _chosen(id: str, there: list[int], old: int | None, new: int | None) -> tuple[int, int]:
    """The given numbers, else the newest two. A alone is compared with the newest."""
    from wireglot.outputs import NoSuchVersion

    missing = [number for number in (old, new) if number and number not in there]
    if missing:
        named = ", ".join(map(str, there))
        raise NoSuchVersion(f"No version {missing[0]} of {id!r}; available: {named}.")
    if len(there) < 2:
        raise NoSuchVersion(f"{id!r} has one version, {there[0]}: there is no other version to compare it with.")
    if old is None or (new is None and old == there[-1]):
        return there[-2], there[-1]
    return old, new or there[-1]


def _style(*, coloured: bool) -> "Style":
    """The style of a terminal: colours in addition to the signs, never instead of them."""
    from wireglot.outputs.changes import Style

    def mark(code: str, before: str, after: str) -> "Mark":
        return lambda text: _painted(f"{before}{clean(text)}{after}", code if coloured else "")

    return Style(
        plain=clean,
        removed=mark("31", "[-", "-]"),
        added=mark("32", "{+", "+}"),
        strong=mark("1", "", ""),
        label=mark("1", "", ""),
        title=mark("1", "", ""),
        heading=lambda text: _painted(clean(text.upper()), "1" if coloured else ""),
        note=mark("33", "! ", ""),
    )


def _painted(text: str, code: str) -> str:
    return f"\x1b[{code}m{text}\x1b[0m" if code and text else text
