"""Check of the numbers, dates and units of a sentence against its evidence.

A number in words is the same as in digits. A rounded number is supported only with a hedge that is true. A number in
the place of another number of the source is a fault, whatever else the source says.
"""

import re
from functools import cache

from wireglot.articles.facts import (
    MONEY,
    SHARES,
    TIMES,
    DateName,
    Quantity,
    any_of,
    find_date_names,
    find_quantities,
    index_terms,
    same_unit,
    split_row,
    split_words,
    units_in,
)
from wireglot.articles.languages import base_language
from wireglot.summarizers.facts.comparison import Comparison, FactFault, FaultKind, Faults
from wireglot.summarizers.facts.source import SourceSentence
from wireglot.summarizers.facts.tables import entry

# How far a hedged number may be from the true one: "nearly 3,000" for 2,700 and more, "over 3,000" up to 3,450.
_UNDER, _OVER, _NEAR = 0.9, 1.15, 0.06
_HEDGE_REACH = 24  # characters before a number that may contain its hedge
_ROUND_FIGURES = 2  # figures of a rounded number before its zeros
_MAX_COUNTED = 3  # numbers up to this in words may count what the source lists ("two men" for their names)
_YEARS = range(1000, 2100)
# Words around a number, and how many of them a source sentence must share to speak of the same number.
_CONTEXT, _MIN_SHARED = 5, 2
_RARE, _RARE_SHARE = 2, 0.1  # sentences with a word, or their share: up to this many, one shared word is enough
_REACH = 3  # sentences around the evidence whose year, month and weekday still apply to it


def check_numbers(comparison: Comparison) -> Faults:
    """Return the faults, and the neighbouring sentences that support a number or date which the evidence lacks."""
    faults: list[FactFault] = []
    more: list[SourceSentence] = []
    results = [_check_quantity(comparison, quantity) for quantity in comparison.quantities]
    results += [_check_date_name(comparison, name) for name in comparison.date_names]
    for fault, sentence in results:
        faults += [fault] if fault else []
        more += [sentence] if sentence else []
    return faults, more


def _check_quantity(comparison: Comparison, quantity: Quantity) -> tuple[FactFault | None, SourceSentence | None]:
    equal = [other for other in comparison.evidence_quantities if quantity.may_equal(other)]
    if not equal and _is_there_in_figures(comparison, quantity):
        return None, None
    if _replaces_another(comparison, quantity):
        return FactFault(_kind(comparison, quantity), quantity.text), None
    if equal:
        return _unit_fault(comparison, quantity, equal), None
    if _in_words(comparison, quantity) or any(
        _is_rounding(comparison, quantity, o) for o in comparison.evidence_quantities
    ):
        return None, None
    sentence = next((s for s in comparison.source.sentences if _has_in_context(s, comparison, quantity)), None)
    if sentence is None and _is_year(quantity) and not any(map(_is_year, comparison.evidence_quantities)):
        sentence = _neighbour_with(comparison, quantity)
    if sentence is not None:
        return None, sentence
    return FactFault(_kind(comparison, quantity), quantity.text), None


def _is_there_in_figures(comparison: Comparison, quantity: Quantity) -> bool:
    """Whether the evidence has the same figures in other spacing: "3, 800" for 3,800."""
    figures = [word.folded for word in split_words(quantity.text)]
    return len(figures) > 1 and any(
        f" {' '.join(figures)} " in f" {' '.join(word.folded for word in sentence.words)} "
        for sentence in comparison.evidence
    )


def _replaces_another(comparison: Comparison, quantity: Quantity) -> bool:
    """Whether the source has another number, and only that, in the place of ours."""
    for sentence, alignment in comparison.alignments:
        difference = alignment.difference_at(quantity.start)
        if difference and difference.is_substitution:
            theirs = difference.theirs
            span = sentence.text[theirs[0].start : theirs[-1].end + _HEDGE_REACH]
            size = theirs[-1].end - theirs[0].start
            others = [o for o in find_quantities(span, comparison.language) if o.start < size]
            if others and not any(quantity.may_equal(o) or _is_rounding(comparison, quantity, o) for o in others):
                return not any(
                    other is not sentence and _has_in_context(other, comparison, quantity)
                    for other in comparison.evidence
                )
    return False


def _has_in_context(sentence: SourceSentence, comparison: Comparison, quantity: Quantity) -> bool:
    """Whether the source sentence has the number, and some of the words around ours."""
    if not any(quantity.may_equal(other) for other in find_quantities(sentence.text, comparison.language)):
        return False
    context = _context_terms(comparison, quantity.start, quantity.end)
    shared = [term for term in context if term in sentence.terms]
    rare = max(_RARE, _RARE_SHARE * len(comparison.source.sentences))
    enough = 1 if comparison.is_cited else _MIN_SHARED  # a number that is not where the writer says is doubtful anyway
    return any(comparison.source.frequency[term] <= rare for term in shared) or len(shared) >= min(enough, len(context))


def _context_terms(comparison: Comparison, start: int, end: int) -> list[str]:
    """Return the significant terms around a position of the sentence, without numbers."""
    before = [word for word in comparison.words if word.end <= start][-_CONTEXT:]
    after = [word for word in comparison.words if word.start >= end][:_CONTEXT]
    terms = index_terms((*before, *after))
    return [term for term in terms if not term[0].isdecimal() and (len(term) > 3 or not term.isascii())]


def _in_words(comparison: Comparison, quantity: Quantity) -> bool:
    """Whether the source has it in words that may mean it ("a dozen", "both"), or it may count a list."""
    if quantity.spelled_out and all(isinstance(value, int) and value <= _MAX_COUNTED for value in quantity.values):
        return True
    spelled = comparison.evidence_spelled_numbers
    return bool(quantity.values & spelled) or bool(
        quantity.parts
        and set(quantity.parts) <= {*spelled, *(v for other in comparison.evidence_quantities for v in other.values)}
    )


def _is_rounding(comparison: Comparison, quantity: Quantity, other: Quantity) -> bool:
    """Whether a hedge precedes our round number, and what it says of the other number is true."""
    hedge = _hedges(base_language(comparison.language)).search(
        comparison.text, max(0, quantity.start - _HEDGE_REACH), quantity.start
    )
    if not hedge:
        return False
    for ours in (value for value in quantity.values if not isinstance(value, str) and value):
        for theirs in (value for value in other.values if not isinstance(value, str)):
            share = theirs / ours
            if _is_rounder(ours, theirs) and (
                (hedge.lastgroup == "under" and _UNDER <= share <= 1)
                or (hedge.lastgroup == "over" and 1 <= share <= _OVER)
                or (hedge.lastgroup == "near" and abs(share - 1) <= _NEAR)
            ):
                return True
    return False


def _is_rounder(ours: float, theirs: float) -> bool:
    """Whether ours has at most two figures before its zeros, and fewer figures than theirs."""
    digits, other = (f"{value:.6f}".rstrip("0").rstrip(".").replace(".", "") for value in (ours, theirs))
    size, whole = len(digits.strip("0")), len(other.strip("0"))
    return size <= _ROUND_FIGURES and size < whole


@cache
def _hedges(language: str) -> re.Pattern[str]:
    """A hedge, and at most one short word or sign between it and the number."""
    rows = entry("hedges", language)
    groups = "|".join(rf"(?P<{kind}>{any_of(split_row(row))})" for kind, row in rows.items())
    return re.compile(rf"(?<!\w)(?:{groups})\W{{0,3}}(?:\w{{1,3}} )?$" if rows else r"(?!)", re.IGNORECASE)


def _unit_fault(comparison: Comparison, quantity: Quantity, equal: list[Quantity]) -> FactFault | None:
    theirs = {other.unit for other in equal}
    if any(same_unit(quantity.unit, unit) for unit in theirs):
        return None
    fault = FactFault("unit", _with_next_word(comparison, quantity))
    if not quantity.unit:
        lost = theirs <= SHARES | MONEY and not theirs & units_in(comparison.text, base_language(comparison.language))
        return fault if lost and _counts_next_word(comparison, quantity) else None
    others = theirs - {""}
    if others and "" not in theirs:
        return fault
    if quantity.unit in TIMES or quantity.unit in comparison.evidence_units:
        return None
    return fault


def _counts_next_word(comparison: Comparison, quantity: Quantity) -> bool:
    """Whether a word follows at once, which the number then counts."""
    after = comparison.text[quantity.end : quantity.end + 2]
    return after[:1] == " " and after[1:].isalpha()


def _with_next_word(comparison: Comparison, quantity: Quantity) -> str:
    end = next((w.end for w in comparison.words if quantity.end <= w.start <= quantity.end + 1), None)
    return quantity.text if end is None else comparison.text[quantity.start : end]


def _kind(comparison: Comparison, quantity: Quantity) -> FaultKind:
    beside = any(name.kind == "month" and abs(name.start - quantity.start) <= 12 for name in comparison.date_names)
    return "date" if _is_year(quantity) or beside else "number"


def _is_year(quantity: Quantity) -> bool:
    return (
        not quantity.spelled_out
        and quantity.unit in ("", "year")
        and quantity.text.isdecimal()
        and len(quantity.text) == 4
        and any(isinstance(value, int) and value in _YEARS for value in quantity.values)
    )


def _neighbour_with(comparison: Comparison, quantity: Quantity) -> SourceSentence | None:
    language = comparison.language
    near = comparison.neighbours(_REACH)
    return next((s for s in near if any(map(quantity.may_equal, find_quantities(s.text, language)))), None)


def _check_date_name(comparison: Comparison, name: DateName) -> tuple[FactFault | None, SourceSentence | None]:
    theirs = {other.number for other in comparison.evidence_date_names if other.kind == name.kind}
    if _replaces_another_date(comparison, name):
        return FactFault("date", name.text), None
    if name.number in theirs or (name.kind == "month" and _month_in_figures(comparison, name.number)):
        return None, None
    language = base_language(comparison.language)
    for sentence in comparison.neighbours(_REACH) if not theirs else ():
        if any((o.kind, o.number) == (name.kind, name.number) for o in find_date_names(sentence.text, language)):
            return None, sentence
    return FactFault("date", name.text), None


def _replaces_another_date(comparison: Comparison, name: DateName) -> bool:
    """Whether the best evidence sentence has another month or weekday, and only that, in the place of ours."""
    for sentence, alignment in comparison.alignments[:1]:
        difference = alignment.difference_at(name.start)
        if difference and difference.is_substitution:
            span = sentence.text[difference.theirs[0].start : difference.theirs[-1].end]
            others = find_date_names(span, base_language(comparison.language))
            theirs = {other.number for other in others if other.kind == name.kind}
            return bool(theirs) and name.number not in theirs
    return False


def _month_in_figures(comparison: Comparison, month: int) -> bool:
    """Whether the evidence has the month in a date in figures: 3 March for 3.3.2024."""
    return any(month in other.parts for other in comparison.evidence_quantities if len(other.parts) > 1)
