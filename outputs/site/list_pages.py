"""The front page, and the pages of days and of years: lists of cards."""

from collections.abc import Iterable
from itertools import groupby
from pathlib import Path

from wireglot.articles.languages import language_name
from wireglot.outputs.site.paths import FRONT, day_page, path_to_root, remove, write, year_page
from wireglot.outputs.site.render import render
from wireglot.outputs.site.state import Part, SiteState

ON_FRONT = 60  # cards that a reader looks through in one go; the rest of a day is on its own page
DAYS_LISTED = 14  # two weeks; older days are found by their year
STATES = ("ok", "untranslated", "doubtful", "withdrawn")


def write_lists(root: Path, state: SiteState, changed: Iterable[Part]) -> None:
    """Write the changed parts of days, the pages that link to them, their years and the front page. Raises OSError."""
    parts = set(changed)
    for day, part in sorted(parts | _neighbours(state, parts)):
        _write_part(root, state, day, part)
    for year in sorted({day[:4] for day, _ in parts}):
        _write_year(root, state, year)
    _write_front(root, state)


def list_page_names(state: SiteState) -> set[str]:
    """Return the pages of all days and years."""
    pages = {year_page(year) for year in state.years()}
    for day, _ in state.days():
        pages |= {day_page(day)} | {day_page(day, part) for part in state.parts(day)}
    return pages


def _neighbours(state: SiteState, parts: set[Part]) -> set[Part]:
    """Return the pages that link to these: of the same day, and of the days before and after."""
    found = set[Part]()
    for day in {day for day, _ in parts}:
        existing = state.parts(day)
        if len(existing) <= 1:
            for other in filter(None, (state.day_before(day), state.day_after(day))):
                beside = state.parts(other)
                found |= {(other, beside[0]), (other, beside[-1])}
        changed = {part for one, part in parts if one == day}
        found |= {(day, part) for part in existing if changed & {part - 1, part + 1}}
    return found


def _write_part(root: Path, state: SiteState, day: str, part: int) -> None:
    page, cards, parts = day_page(day, part), state.in_part(day, part), state.parts(day)
    if not cards and (part or not parts):
        remove(root, page)
        return
    values = {
        "root": path_to_root(page),
        "day": day,
        "part": part,
        "cards": cards,
        "earlier_part": max((one for one in parts if one < part), default=None),
        "later_part": min((one for one in parts if one > part), default=None),
        "day_before": state.day_before(day),
        "day_after": state.day_after(day),
    }
    write(root, page, render("day.html", values))


def _write_year(root: Path, state: SiteState, year: str) -> None:
    page, days = year_page(year), state.days(year)
    if not days:
        remove(root, page)
        return
    months = [(month, list(found)) for month, found in groupby(days, key=lambda one: one[0][:7])]
    write(root, page, render("year.html", {"root": path_to_root(page), "year": year, "months": months}))


def _write_front(root: Path, state: SiteState) -> None:
    days = state.days(limit=ON_FRONT)
    counts = dict(days)
    by_day = groupby(state.latest(ON_FRONT), key=lambda card: card.day)
    states = state.values("state")
    values = {
        "root": path_to_root(FRONT),
        "days": [(day, list(cards), counts[day]) for day, cards in by_day],
        "latest_days": days[:DAYS_LISTED],
        "years": state.years(),
        "languages": sorted(((tag, language_name(tag)) for tag in state.values("language")), key=lambda one: one[1]),
        "desks": state.values("desk"),
        "states": [one for one in STATES if one in states],
        "stamp": sum(state.stamps()),  # another number when the search data change
    }
    write(root, FRONT, render("front.html", values))
