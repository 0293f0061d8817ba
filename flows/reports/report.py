"""The report of a run for people and programs: rows for `--json` and for tables in Prefect, the closing line."""

import shlex
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from wireglot.articles import is_web_address
from wireglot.articles.languages import language_name
from wireglot.articles.reading import is_archive_name, name_of
from wireglot.flows.model_requests import known_request
from wireglot.flows.options import Options
from wireglot.flows.outcomes import Done, Failed, Outcome, Report, Unchanged
from wireglot.flows.sources.web_sources import feeds_listed_in
from wireglot.outputs import Edition, beside_original, language_of, read_edition, shortened
from wireglot.translations import NEURAL, install_hints

# Prefect does not limit an artifact; its UI still shows a page of 200 rows well.
MOST_ROWS = 200

# With more unchanged articles than this, they are not read again for the closing line.
MOST_READ = 200

# More would not fit on a line: sources (else pairs are named), and names of languages.
MOST_SOURCES, MOST_NAMES = 4, 3


def outcome_row(outcome: Outcome, chat_fault: str = "") -> dict[str, Any]:
    """The object that `run --json` prints for one article. Its keys are fixed: add, never rename.

    chat_fault: why the configured chat server could not be used, "" when it could or there is none.
    """
    if isinstance(outcome, Failed):
        return failure_row(outcome)
    edition = edition_of(outcome)
    row = {
        "source": edition.article.source if isinstance(outcome, Done) else outcome.source,
        "id": outcome.stored.id,
        "version": outcome.stored.version,
        "new": outcome.stored.new,
        "state": edition.state,
        "language": edition.language.tag,
        "translator": translator_name(edition),
        "summarizer": edition.summaries.short.engine,
        "headline": edition.headline if edition.shown else "",
        "short": edition.summaries.short.text if edition.shown else "",
        "folder": name_of(outcome.stored.folder),
        "seconds": round(outcome.seconds, 4),
    }
    notes = {"late": outcome.late, "kept": outcome.kept} if isinstance(outcome, Unchanged) else {}
    notes |= {"reason": "" if edition.shown else edition.hidden_reason, "chat_fault": chat_fault}
    notes |= {"original_headline": edition.original_headline if edition.shown else ""}
    return row | {key: note for key, note in notes.items() if note}


def failure_row(failed: Failed) -> dict[str, Any]:
    """The object for a failure, with what is planned for it."""
    row = {"source": failed.source, "stage": failed.stage, "error": failed.error}
    known = failed.failure
    if not known.attempts:  # it could not be recorded
        return row
    plan = {"attempts": known.attempts, "next_try": known.next_try, "set_aside": known.is_set_aside}
    return row | plan | {"waiting": failed.is_waiting}


def edition_of(outcome: Done | Unchanged) -> Edition:
    """The newest stored edition of the article; for a new version that is the one just made."""
    if isinstance(outcome, Done) and outcome.stored.new:
        return outcome.edition
    return read_edition(outcome.stored.folder)


def translator_name(edition: Edition) -> str:
    return edition.translation.engine if edition.translation else "none"


def title(edition: Edition) -> str:
    """The headline as the reader gets it, or the beginning of the short summary where there is no headline.

    Beside a headline of gist quality is the original one.
    """
    if not edition.shown:
        return f"({edition.state})"
    headline = edition.headline or shortened(edition.summaries.short.text) or edition.article.uri
    return beside_original(headline, edition.original_headline)


def chat_fault_line(fault: str) -> str:
    """What is printed once about a chat server that could not be used; "" for no fault."""
    return f"A chat server is configured and cannot be used. {fault}" if fault else ""


def count_rows(report: Report) -> list[dict[str, str | int]]:
    """The run in numbers: a row for each state of the new versions, then the articles without a new version."""
    states = Counter(outcome.edition.state for outcome in report.of(Done) if outcome.stored.new)
    rest = {
        "unchanged": len(report.outcomes) - report.new - len(report.of(Failed)),
        "failed": len(report.failed),
        "set aside": len(report.set_aside),
        "left for the next run": report.left,
        "files still being written": sum(not one.gone for one in report.not_read),
    }
    return [{"articles": kind, "count": count} for kind, count in (states | Counter(rest)).items()]


def archive_rows(report: Report) -> list[dict[str, str | int]]:
    """What is in the web archives: a row for each kind of record."""
    return [
        {"archive": one.source, "record": kind, "count": count}
        for one in report.archives
        for kind, count in [("articles", one.articles), *one.others.items(), *one.damages.items()]
    ]


def failure_rows(report: Report) -> list[dict[str, str]]:
    """The first 200 failures, one row each; what is set aside comes last."""
    failed = [one.shown for one in [*report.failed, *report.set_aside][:MOST_ROWS]]
    return [{"source": one.source, "stage": one.stage, "error": one.error, "next try": one.plan} for one in failed]


def closing_line(report: Report, outputs: Path, sources: Sequence[str] = ()) -> str:
    """The one command that would improve this run's translations most; "" when none is known.

    `sources` are what the user gave; without them, or where they cannot be read again, the command names pairs.
    """
    pairs = sorted({_pair(edition) for edition in _improvable(report)})
    pullable = [pair for pair in pairs if (request := known_request(*pair)) and not request.is_installed]
    retry = f"wireglot retry --outputs {shlex.quote(str(outputs))}"
    if pullable:
        return f"To translate {_languages(pullable)} by a model, run: {_pull_command(pullable, sources)} && {retry}"
    untranslated = sorted({_pair(edition) for edition in _improvable(report) if edition.translation is None})
    hint = next((hints[0] for pair in untranslated if (hints := install_hints(*pair))), "")
    return f"{hint} && {retry}" if hint else ""


def _pull_command(pairs: Sequence[tuple[str, str]], sources: Sequence[str]) -> str:
    if not sources or len(sources) > MOST_SOURCES or not all(map(_can_be_read_again, sources)):
        return f"wireglot models pull {' '.join(f'{source}-{to}' for source, to in pairs)}"
    to = "" if pairs[0][1] == Options().to else f" --to {pairs[0][1]}"
    return f"wireglot models pull --for {shlex.join(sources)}{to}"


def _can_be_read_again(source: str) -> bool:
    """Whether `models pull --for` can look at it: not standard input, what must be fetched, or an archive for hours."""
    is_local = source != "-" and not is_web_address(source)
    return is_local and not is_archive_name(source) and not feeds_listed_in(source)


def _languages(pairs: Sequence[tuple[str, str]]) -> str:
    names = sorted({language_name(source) for source, _ in pairs})
    if len(names) > MOST_NAMES + 1:  # a fourth name is as short as "1 more"
        return f"{', '.join(names[:MOST_NAMES])} and {len(names) - MOST_NAMES} more languages"
    return " and ".join(filter(None, (", ".join(names[:-1]), names[-1])))


def _pair(edition: Edition) -> tuple[str, str]:
    return edition.language.tag, language_of(edition.options)


def _improvable(report: Report) -> list[Edition]:
    """The editions that a neural engine would improve: not translated for want of one, or translated by rules."""
    unchanged = report.of(Unchanged)
    read = [edition_of(outcome) for outcome in unchanged] if len(unchanged) <= MOST_READ else []
    editions = [outcome.edition for outcome in report.of(Done)] + read
    return [edition for edition in editions if edition.shown and _lacks_engine(edition)]


def _lacks_engine(edition: Edition) -> bool:
    if edition.translation is not None:
        return edition.rank < NEURAL
    return any(text.startswith("Not translated") for text in edition.warnings)
