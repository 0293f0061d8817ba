"""Checks of one translated sentence against its source: errors that the reader must not get without a warning.

They need only the two texts and their language tags, are deterministic, and take time linear in the text's length.
A check abstains where it has no table for one of the two languages; `checked_facts` says what is compared for a pair.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path

from wireglot.articles.facts import FACT_TABLES, fact_table_text
from wireglot.articles.numbers import NUMBER_TABLES, table_text
from wireglot.translations.checks.dates import changed_date, knows_dates
from wireglot.translations.checks.direction import changed_direction, knows_direction
from wireglot.translations.checks.leftovers import leftover_words
from wireglot.translations.checks.names import changed_name, compares_names
from wireglot.translations.checks.negation import changed_negation, knows_negations
from wireglot.translations.checks.number_words import changed_number_word, changed_ordinal
from wireglot.translations.checks.numbers_and_codes import changed_code, changed_number
from wireglot.translations.checks.quantities import changed_sign, changed_unit, knows_signs, knows_units
from wireglot.translations.checks.quotations import changed_quotation
from wireglot.translations.checks.wording import repetition, untranslated, wrong_length
from wireglot.translations.checks.wrong_language import wrong_language, wrong_script

__all__ = [
    "CHECKS",
    "FACTS",
    "Issue",
    "checked_facts",
    "doubt_in_words",
    "find_issues",
    "fingerprint",
    "unchecked_facts",
]

_DATA = Path(__file__).parent / "data"
_NAME_TABLES = ("english", "sounds")
_NAME_LIBRARIES = ("anyascii", "babel")  # their data decide which words are places, and how a name sounds


def _always(_language: str, _to: str) -> bool:
    return True


def _changed_number(source: str, translation: str, language: str, to: str) -> str:
    found = (find(source, translation, language, to) for find in (changed_number, changed_number_word, changed_ordinal))
    return next(filter(None, found), "")


@dataclass(frozen=True, slots=True)
class _Check:
    """One check.

    find      takes source, translation, source language, target language; returns the issue in plain English, or ""
    facts     what it compares, as the reader calls it; "" where it looks at the form of the translation alone
    compares  whether it can compare two languages, given their tags
    doubt     where its issues are doubts, what is said of many ("a name may be wrong"); "" where they refuse
    """

    find: Callable[[str, str, str, str], str]
    facts: str = ""
    compares: Callable[[str, str], bool] = _always
    doubt: str = ""


_CHECKS: dict[str, _Check] = {
    "repetition": _Check(lambda source, translation, _language, to: repetition(source, translation, to)),
    "length": _Check(wrong_length),
    "untranslated": _Check(untranslated),
    "language": _Check(wrong_language),
    "script": _Check(lambda source, translation, _language, to: wrong_script(source, translation, to)),
    "number": _Check(_changed_number, "numbers"),
    "unit": _Check(changed_unit, "units and currencies", knows_units),
    "sign": _Check(changed_sign, "signs", knows_signs),
    "date": _Check(changed_date, "months and weekdays", knows_dates),
    "direction": _Check(changed_direction, "opposites such as rose and fell", knows_direction),
    "code": _Check(lambda source, translation, _language, _to: changed_code(source, translation), "codes"),
    "name": _Check(changed_name, "names", compares_names, "a name may be wrong"),
    "negation": _Check(changed_negation, "negations", knows_negations),
    "quotation": _Check(
        lambda source, translation, _language, _to: changed_quotation(source, translation),
        "quotations",
        doubt="quotation marks may be lost or added",
    ),
    "leftover": _Check(leftover_words, doubt="words may be left in the original language"),
}
CHECKS = tuple(_CHECKS)
# A check whose issues another one's say already.
_IMPLIED_BY = {"language": "script", "leftover": "untranslated"}
FACTS = tuple(dict.fromkeys(check.facts for check in _CHECKS.values() if check.facts))


@dataclass(frozen=True, slots=True)
class Issue:
    """Something wrong with a translated sentence: `check` is one of CHECKS, `detail` says it in plain English.

    An issue that refuses the sentence keeps it from the reader, who gets the original. Otherwise it is a doubt: the
    translation is shown, and what is doubtful is said beside it.
    """

    check: str
    detail: str
    refuses: bool = True


def find_issues(source: str, translation: str, *, language: str, to: str) -> tuple[Issue, ...]:
    """Return everything wrong with a translated sentence, in the order of CHECKS; empty when nothing is.

    `language` and `to` are BCP 47 tags. An empty translation is an issue of length, unless the source is short.
    """
    details = {name: check.find(source, translation, language, to) for name, check in _CHECKS.items()}
    for check, general in _IMPLIED_BY.items():
        if details[general]:
            details[check] = ""
    return tuple(Issue(name, detail, not _CHECKS[name].doubt) for name, detail in details.items() if detail)


def checked_facts(language: str, to: str) -> tuple[str, ...]:
    """Return which FACTS are compared between a source sentence and its translation in these languages (BCP 47)."""
    found = {check.facts for check in _CHECKS.values() if check.compares(language, to)}
    return tuple(facts for facts in FACTS if facts in found)


def unchecked_facts(language: str, to: str) -> tuple[str, ...]:
    """Return the other FACTS, in which an error between these languages (BCP 47) stays unseen."""
    checked = checked_facts(language, to)
    return tuple(facts for facts in FACTS if facts not in checked)


def doubt_in_words(check: str) -> str:
    """Return what doubts of this check say of many sentences at once."""
    return _CHECKS[check].doubt if check in _CHECKS else "something may be wrong"


@cache
def fingerprint() -> str:
    """Return eight hex digits that change when a table of the checks does, or a library with such data."""
    own = [(_DATA / f"{name}.toml").read_text(encoding="utf-8") for name in ("lengths", "letters")]
    facts = map(fact_table_text, (*FACT_TABLES, *_NAME_TABLES))
    tables = [*own, *map(table_text, NUMBER_TABLES), *facts, *map(version, _NAME_LIBRARIES)]
    return sha256("".join(tables).encode()).hexdigest()[:8]
