"""Checks of one told sentence against its source: loops, length, copies, script and language, numbers, dates, codes.

They work from the text and the two tags alone, give the same for the same, and take time linear in its length.
"""

from wireglot.translations.checks.carried import number
from wireglot.translations.checks.codes import code
from wireglot.translations.checks.copies import copy
from wireglot.translations.checks.dates import date
from wireglot.translations.checks.fault import Fault
from wireglot.translations.checks.lengths import length
from wireglot.translations.checks.loops import loop
from wireglot.translations.checks.tables import fingerprint
from wireglot.translations.checks.tongues import language as wrong_language
from wireglot.translations.checks.tongues import script

__all__ = ["CHECKS", "Fault", "faults", "fingerprint"]

CHECKS = ("loop", "length", "copy", "language", "script", "number", "date", "code")


def faults(source: str, told: str, *, language: str, to: str) -> tuple[Fault, ...]:
    """Everything wrong with a told sentence, in the order of CHECKS; empty when nothing is.

    `language` and `to` are BCP 47 tags. An empty told sentence is a fault of length, unless the source is short.
    """
    strange = script(source, told, to)
    said = {
        "loop": loop(source, told),
        "length": length(source, told, language, to),
        "copy": copy(source, told, language, to),
        "language": "" if strange else wrong_language(told, to, language),
        "script": strange,
        "number": number(source, told, language, to),
        "date": date(source, told, language, to),
        "code": code(source, told),
    }
    return tuple(Fault(check, said[check]) for check in CHECKS if said[check])
