"""Numbers, dates and units of a sentence that its evidence do not bear out.

A number in words is the same as in digits. A rounded one is borne out only where it is hedged and right. What stands
in the place of another number of the source is a fault whatever else the source holds.
"""

import re
from functools import cache

from wireglot.articles.numbers.tables import base
from wireglot.articles.numbers.tables import table as figures_table
from wireglot.summarizers.facts.amounts import Amount, Day, amounts, days
from wireglot.summarizers.facts.finding import Fault, Kind
from wireglot.summarizers.facts.held import Held
from wireglot.summarizers.facts.slots import exchanged
from wireglot.summarizers.facts.source import Line
from wireglot.summarizers.facts.tables import either, entry, listed
from wireglot.summarizers.facts.units import MONEY, SHARES, TIMES, units
from wireglot.summarizers.facts.words import terms

# How far a hedged number may lie from the true one: "nearly 3,000" for 2,700 on, "over 3,000" up to 3,450.
_UNDER, _OVER, _NEAR = 0.9, 1.15, 0.06
_HEDGE_REACH = 24  # characters before a number in which its hedge stands
_ROUND = 2  # figures of a rounded number before its noughts
_FEW = 3  # numbers up to this in words may count what the source lists ("two men" for their names)
_YEARS = range(1000, 2100)
_WINDOW, _ALIKE = 5, 2  # words around a number, and how many of them a line must share to be what it rests on
_RARE, _RARE_SHARE = 2, 0.1  # sentences with a word, or their share: up to this many, one such word is enough
_REACH = 3  # sentences around a place whose year, month and weekday still hold there


def figures(held: Held) -> tuple[list[Fault], list[Line]]:
    """The faults, and the lines nearby that bear out a date which the evidence leave open."""
    faults: list[Fault] = []
    more: list[Line] = []
    for amount in held.amounts:
        fault, line = _amount(held, amount)
        faults += [fault] if fault else []
        more += [line] if line else []
    for day in held.days:
        fault, line = _day(held, day)
        faults += [fault] if fault else []
        more += [line] if line else []
    return faults, more


def _amount(held: Held, amount: Amount) -> tuple[Fault | None, Line | None]:
    alike = [other for other in held.their_amounts if amount.like(other)]
    if _displaced(held, amount):
        return Fault(_kind(held, amount), amount.shown), None
    if alike:
        return _unit_fault(held, amount, alike), None
    if _in_words(held, amount) or _hedged(held, amount):
        return None, None
    line = next((line for line in held.source.lines if _told_by(line, held, amount)), None)
    if line is None and _is_year(amount) and not any(_is_year(other) for other in held.their_amounts):
        line = _with_amount(held, amount)
    if line is not None:
        return None, line
    return Fault(_kind(held, amount), amount.shown), None


def _displaced(held: Held, amount: Amount) -> bool:
    """Whether the source has another number, and only that, where ours stands."""
    for line, pairing in held.pairings:
        slot = pairing.slot(amount.start)
        if slot and exchanged(slot):
            span = line.text[slot.theirs[0].start : slot.theirs[-1].end + _HEDGE_REACH]
            size = slot.theirs[-1].end - slot.theirs[0].start
            theirs = [one for one in amounts(span, held.source.language) if one.start < size]
            if theirs and not any(amount.like(one) or _close(held, amount, one) for one in theirs):
                return not any(other is not line and _told_by(other, held, amount) for other in held.lines)
    return False


def _told_by(line: Line, held: Held, amount: Amount) -> bool:
    """Whether a line has the number, and words of ours around it."""
    if not any(amount.like(one) for one in amounts(line.text, held.source.language)):
        return False
    around = _around(held, amount.start, amount.end)
    there = [term for term in around if term in line.terms]
    rare = any(held.source.spread[term] <= max(_RARE, _RARE_SHARE * len(held.source.lines)) for term in there)
    return rare or len(there) >= min(_ALIKE, len(around))


def _around(held: Held, start: int, end: int) -> list[str]:
    """The telling terms close to a place in the sentence, figures left out."""
    before = [word for word in held.words if word.end <= start][-_WINDOW:]
    behind = [word for word in held.words if word.start >= end][:_WINDOW]
    found = terms((*before, *behind))
    return [term for term in found if not term[0].isdecimal() and (len(term) > 3 or not term.isascii())]


def _in_words(held: Held, amount: Amount) -> bool:
    """Whether the source says it in words that may be the number ("a dozen", "both"), or it may count a list."""
    if amount.worded and all(isinstance(value, int) and value <= _FEW for value in amount.values):
        return True
    return bool(amount.values & held.their_spelled) or bool(
        amount.parts and set(amount.parts) <= {*held.their_spelled, *(v for o in held.their_amounts for v in o.values)}
    )


def _hedged(held: Held, amount: Amount) -> bool:
    return any(_close(held, amount, other) for other in held.their_amounts)


def _close(held: Held, amount: Amount, other: Amount) -> bool:
    """Whether a hedge stands before a round number and what it says of the other is true."""
    hedge = _hedges(base(held.language)).search(held.text, max(0, amount.start - _HEDGE_REACH), amount.start)
    if not hedge:
        return False
    for ours in (value for value in amount.values if not isinstance(value, str) and value):
        for theirs in (value for value in other.values if not isinstance(value, str)):
            share = theirs / ours
            if _rounder(ours, theirs) and (
                (hedge.lastgroup == "under" and _UNDER <= share <= 1)
                or (hedge.lastgroup == "over" and 1 <= share <= _OVER)
                or (hedge.lastgroup == "near" and abs(share - 1) <= _NEAR)
            ):
                return True
    return False


def _rounder(ours: float, theirs: float) -> bool:
    """Whether ours has two figures and then noughts, and fewer figures than theirs."""
    digits, other = (f"{value:.6f}".rstrip("0").rstrip(".").replace(".", "") for value in (ours, theirs))
    size, whole = len(digits.strip("0")), len(other.strip("0"))
    return size <= _ROUND and size < whole


@cache
def _hedges(language: str) -> re.Pattern[str]:
    """A hedge and at most one short word or sign between it and the number."""
    rows = entry("hedges", language)
    groups = "|".join(rf"(?P<{sort}>{either(listed(row))})" for sort, row in rows.items())
    return re.compile(rf"(?<!\w)(?:{groups})\W{{0,3}}(?:\w{{1,3}} )?$" if rows else r"(?!)", re.IGNORECASE)


def _unit_fault(held: Held, amount: Amount, alike: list[Amount]) -> Fault | None:
    theirs = {other.unit for other in alike}
    if amount.unit in theirs:
        return None
    if not amount.unit:
        lost = theirs <= SHARES | MONEY and not theirs & units(held.text, base(held.language))
        return Fault("unit", _with_next(held, amount)) if lost and _counted(held, amount) else None
    others = theirs - {""}
    if others and "" not in theirs:
        return Fault("unit", _with_next(held, amount))
    if amount.unit in TIMES or amount.unit in held.their_units or (not held.same_language and not others):
        return None
    return Fault("unit", _with_next(held, amount))


def _counted(held: Held, amount: Amount) -> bool:
    """Whether a word follows at once, which the number counts."""
    return held.text[amount.end : amount.end + 1] == " " and held.text[amount.end + 1 : amount.end + 2].isalpha()


def _with_next(held: Held, amount: Amount) -> str:
    """The number and the word that follows it."""
    return next(
        (held.text[amount.start : w.end] for w in held.words if amount.end <= w.start <= amount.end + 1), amount.shown
    )


def _kind(held: Held, amount: Amount) -> Kind:
    beside = any(day.sort == "m" and abs(day.start - amount.start) <= 12 for day in held.days)
    return "date" if _is_year(amount) or beside else "number"


def _is_year(amount: Amount) -> bool:
    return (
        not amount.worded
        and amount.unit in ("", "year")
        and amount.shown.isdecimal()
        and len(amount.shown) == 4
        and any(isinstance(value, int) and value in _YEARS for value in amount.values)
    )


def _with_amount(held: Held, amount: Amount) -> Line | None:
    return next(
        (line for line in held.near(_REACH) for o in amounts(line.text, held.source.language) if amount.like(o)), None
    )


def _day(held: Held, day: Day) -> tuple[Fault | None, Line | None]:
    theirs = {other.number for other in held.their_days if other.sort == day.sort}
    if _day_displaced(held, day):
        return Fault("date", day.shown), None
    if day.number in theirs or (day.sort == "m" and _month_in_figures(held, day.number)):
        return None, None
    if not theirs:
        for line in held.near(_REACH):
            own = days(line.text, base(held.source.language))
            if any(one.sort == day.sort and one.number == day.number for one in own):
                return None, line
    if not _readable(held, day):
        return None, None
    return Fault("date", day.shown), None


def _day_displaced(held: Held, day: Day) -> bool:
    """Whether the best line has another one, and only that, where ours stands."""
    for line, pairing in held.pairings[:1]:
        slot = pairing.slot(day.start)
        if slot and exchanged(slot):
            span = line.text[slot.theirs[0].start : slot.theirs[-1].end]
            there = {one.number for one in days(span, base(held.source.language)) if one.sort == day.sort}
            return bool(there) and day.number not in there
    return False


def _month_in_figures(held: Held, month: int) -> bool:
    """3 March for 3.3.2024."""
    return any(month in other.parts for other in held.their_amounts if len(other.parts) > 1)


def _readable(held: Held, day: Day) -> bool:
    """Whether the names of months and days are known in the source's language at all."""
    return base(held.source.language) in figures_table("months" if day.sort == "m" else "weekdays")
