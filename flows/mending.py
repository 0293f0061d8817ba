"""What would translate the articles that a run had to leave untranslated: one command a language."""

from collections.abc import Iterable

from flows.outcome import Made, Report, Unchanged
from flows.recipe import Recipe
from flows.telling import edition_of
from outputs import Edition, language_name
from translations import mends

# More unchanged articles than this are not read again for the sake of a hint.
MOST_READ = 200


def mending(report: Report) -> list[str]:
    """A line for each language with untranslated articles: the command that would mend them, then `wireglot heal`."""
    pairs = sorted({(edition.language.tag, _reader(edition)) for edition in _untranslated(report)})
    lines = [_line(source, commands[0]) for source, to in pairs if (commands := mends(source, to))]
    return ["To translate what was left:", *lines, "  then: wireglot heal"] if lines else []


def _line(source: str, command: str) -> str:
    return f"  {language_name(source)}: {command}"


def _untranslated(report: Report) -> Iterable[Edition]:
    made = [one.edition for one in report.of(Made)]
    known = report.of(Unchanged)
    found = made + [edition_of(one) for one in known if len(known) <= MOST_READ]
    return (edition for edition in found if _was_left(edition))


def _was_left(edition: Edition) -> bool:
    return edition.translation is None and any(doubt.startswith("Not translated") for doubt in edition.doubts)


def _reader(edition: Edition) -> str:
    return Recipe.reader_of(edition.choices)
