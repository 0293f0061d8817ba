"""What a check finds wrong with one told sentence."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Fault:
    """`check` is loop, length, copy, language, script, number, date or code; `detail` says it in plain English."""

    check: str
    detail: str
