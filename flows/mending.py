"""What would translate the articles that a run had to leave untranslated: one command a language."""

from collections.abc import Iterable

from wireglot.articles.languages import language_name
from wireglot.flows.options import Options
from wireglot.flows.outcome import Made, Report, Unchanged
from wireglot.flows.telling import edition_of
from wireglot.outputs import Edition
from wireglot.translations import install_hints

# More unchanged articles than this are not read again for the sake of a hint.
MOST_READ = 200


def mending(report: Report) -> list[str]:
    """A line for each language with untranslated articles: the command that would mend them, then `wireglot retry`."""
    pairs = sorted({(edition.language.tag, _reader(edition)) for edition in _untranslated(report)})
    lines = [_line(source, commands[0]) for source, to in pairs if (commands := install_hints(source, to))]
    return ["To translate what was left:", *lines, "  then: wireglot retry"] if lines else []


def _line(source: str, command: str) -> str:
    return f"  {language_name(source)}: {command}"


def _untranslated(report: Report) -> Iterable[Edition]:
    made = [one.edition for one in report.of(Made)]
    known = report.of(Unchanged)
    found = made + [edition_of(one) for one in known if len(known) <= MOST_READ]
    return (edition for edition in found if _was_left(edition))


def _was_left(edition: Edition) -> bool:
    return edition.translation is None and any(warning.startswith("Not translated") for warning in edition.warnings)


def _reader(edition: Edition) -> str:
    return Options.reader_of(edition.options)
