"""Checks of one translated sentence against its source: errors that the reader must not get without a warning.

They need only the two texts and their language tags, are deterministic, and take time linear in the text's length.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from pathlib import Path

from wireglot.articles.numbers import table_text
from wireglot.translations.checks.numbers_and_codes import changed_code, changed_month, changed_number
from wireglot.translations.checks.wording import repetition, untranslated, wrong_length
from wireglot.translations.checks.wrong_language import wrong_language, wrong_script

__all__ = ["CHECKS", "Issue", "find_issues", "fingerprint"]

_DATA = Path(__file__).parent / "data"

# Each takes source, translation, source language, target language, and returns the issue in plain English or "".
_CHECKS: dict[str, Callable[[str, str, str, str], str]] = {
    "repetition": lambda source, translation, _language, _to: repetition(source, translation),
    "length": wrong_length,
    "untranslated": untranslated,
    "language": wrong_language,
    "script": lambda source, translation, _language, to: wrong_script(source, translation, to),
    "number": changed_number,
    "date": changed_month,
    "code": lambda source, translation, _language, _to: changed_code(source, translation),
}
CHECKS = tuple(_CHECKS)


@dataclass(frozen=True, slots=True)
class Issue:
    """Something wrong with a translated sentence: `check` is one of CHECKS, `detail` says it in plain English."""

    check: str
    detail: str


def find_issues(source: str, translation: str, *, language: str, to: str) -> tuple[Issue, ...]:
    """Return everything wrong with a translated sentence, in the order of CHECKS; empty when nothing is.

    `language` and `to` are BCP 47 tags. An empty translation is an issue of length, unless the source is short.
    """
    details = {name: check(source, translation, language, to) for name, check in _CHECKS.items()}
    if details["script"]:
        details["language"] = ""  # already said by the script
    return tuple(Issue(name, detail) for name, detail in details.items() if detail)


@cache
def fingerprint() -> str:
    """Return eight hex digits that change when a table of the checks does, those of numbers and months among them."""
    tables = [(_DATA / f"{name}.toml").read_text(encoding="utf-8") for name in ("lengths", "letters")]
    return sha256("".join([*tables, table_text("months"), table_text("numerals")]).encode()).hexdigest()[:8]
