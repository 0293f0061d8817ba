"""`wireglot diff`: what changed between two versions of an article."""

import sys
from typing import TYPE_CHECKING, Annotated

import typer

from wireglot.flows.cli.options import Json, Outputs, outputs_folder
from wireglot.flows.cli.reading import Id
from wireglot.flows.cli.screen import answer, answer_json, clean, talk

if TYPE_CHECKING:
    from wireglot.outputs import Store
    from wireglot.outputs.changes import Mark, Style

Old = Annotated[int | None, typer.Argument(metavar="A", min=1, help="A version's number; the one before the newest.")]
New = Annotated[int | None, typer.Argument(metavar="B", min=1, help="The version to compare it with; the newest.")]


def diff(id: Id, old: Old = None, new: New = None, outputs: Outputs = None, as_json: Json = False) -> None:
    """Show what changed between two versions: the newest and the one before, or those named."""
    from wireglot.outputs import Store
    from wireglot.outputs.changes import changes_json, changes_page, compare_editions

    store = Store(outputs_folder(outputs))
    found, numbers = _versions(store, id, old, new)
    changed = compare_editions(*(store.read(found, number) for number in numbers))
    _warn(store, found)
    if as_json:
        answer_json(changes_json(changed))
        return
    coloured = sys.stdout.isatty()
    page = changes_page(changed, _style(coloured=coloured)).rstrip("\n")
    sys.stdout.write(page + "\n") if coloured else answer(page)


def _versions(store: "Store", id: str, old: int | None, new: int | None) -> tuple[str, tuple[int, int]]:
    """The article, and the two numbers to compare; status 2 where there are none."""
    from wireglot.outputs import NoSuchVersion

    try:
        found = store.find(id)
        there = store.versions(found)
        return found, _chosen(found, there, old, new)
    except NoSuchVersion as fault:
        talk(f"wireglot: {fault.args[0]}")
        raise typer.Exit(2) from fault


def _chosen(id: str, there: list[int], old: int | None, new: int | None) -> tuple[int, int]:
    """The numbers named, each looked for; else the newest and the one before. A alone is compared with the newest."""
    from wireglot.outputs import NoSuchVersion

    missing = [number for number in (old, new) if number and number not in there]
    if missing:
        named = ", ".join(map(str, there))
        raise NoSuchVersion(f"No version {missing[0]} of {id!r}; there is {named}.")
    if len(there) < 2:
        raise NoSuchVersion(f"{id!r} has one version, {there[0]}: there is nothing to compare it with yet.")
    if old is None or (new is None and old == there[-1]):
        return there[-2], there[-1]
    return old, new or there[-1]


def _warn(store: "Store", id: str) -> None:
    """Older versions are shown to who names them; that the article was withdrawn since is said beside them."""
    newest = store.newest(id)
    if newest and newest.state == "withdrawn":
        talk(f"This article was withdrawn in version {newest.version}: do not quote it.")


def _style(*, coloured: bool) -> "Style":
    """Marks for a terminal: colours besides the signs, never instead of them."""
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
