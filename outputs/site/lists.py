"""The front page, the pages of days and of years: lists of cards, each page written when its cards changed."""

from collections.abc import Iterable
from itertools import groupby
from pathlib import Path
from typing import Any

from wireglot.articles.languages import language_name
from wireglot.outputs.site.names import FRONT, day_page, remove, way_up, write, year_page
from wireglot.outputs.site.register import Register
from wireglot.outputs.site.templating import render

# What a reader looks through in one go; the rest of a day stands on its own page.
ON_FRONT = 60
DAYS_NAMED = 14  # two weeks; older ones by their years
STATES = ("ok", "untranslated", "doubtful", "withdrawn")


def write_lists(root: Path, register: Register, touched: Iterable[tuple[str, int]], stamp: int) -> None:
    """Write the parts of days that were touched, their neighbours, their years and the front page.

    stamp: another number when the search data are other. Raises OSError.
    """
    parts = set(touched)
    for day, part in sorted(parts | _neighbours(register, parts)):
        _write_part(root, register, day, part)
    for year in sorted({day[:4] for day, _ in parts}):
        _write_year(root, register, year)
    _write_front(root, register, stamp)


def _neighbours(register: Register, parts: set[tuple[str, int]]) -> set[tuple[str, int]]:
    """The pages that lead to these: of the same day, and of the days before and after."""
    found = set[tuple[str, int]]()
    for day in {day for day, _ in parts}:
        there = register.parts(day)
        if len(there) == 1 or not there:
            for other in filter(None, (register.earlier(day), register.later(day))):
                beside = register.parts(other)
                found |= {(other, beside[0]), (other, beside[-1])}
        touched = {part for one, part in parts if one == day}
        found |= {(day, part) for part in there if touched & {part - 1, part + 1}}
    return found


def _write_part(root: Path, register: Register, day: str, part: int) -> None:
    page = day_page(day, part)
    cards = register.of_part(day, part)
    there = register.parts(day)
    if not cards and (part or not there):
        remove(root, page)
        return
    earlier, later = register.earlier(day), register.later(day)
    values = {
        "day": day,
        "part": part,
        "cards": cards,
        "earlier_part": max((one for one in there if one < part), default=None),
        "later_part": min((one for one in there if one > part), default=None),
        "earlier": earlier,
        "later": later,
    }
    write(root, page, render("day.html", _common(page) | values))


def _write_year(root: Path, register: Register, year: str) -> None:
    page = year_page(year)
    days = register.days(since=year)
    if not days:
        remove(root, page)
        return
    months = [(month, list(found)) for month, found in groupby(days, key=lambda one: one[0][:7])]
    write(root, page, render("year.html", _common(page) | {"year": year, "months": months}))


def _write_front(root: Path, register: Register, stamp: int) -> None:
    cards = register.latest(ON_FRONT)
    days = register.days(limit=ON_FRONT)
    counts = dict(days)
    shown = [(day, list(found)) for day, found in groupby(cards, key=lambda card: card.day)]
    values = {
        "days": [(day, found, counts[day]) for day, found in shown],
        "named": days[:DAYS_NAMED],
        "years": register.years(),
        "languages": _languages(register),
        "desks": register.facet("desk"),
        "states": [state for state in STATES if state in register.facet("state")],
        "stamp": stamp,
    }
    write(root, FRONT, render("front.html", _common(FRONT) | values))


def _languages(register: Register) -> list[tuple[str, str]]:
    """Tag and name, by name."""
    return sorted(((tag, language_name(tag)) for tag in register.facet("language")), key=lambda one: one[1])


def _common(page: str) -> dict[str, Any]:
    return {"root": way_up(page)}
