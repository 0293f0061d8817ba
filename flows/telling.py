"""The report of a run in words: rows for `--json`, Markdown and tables for Prefect's page."""

from collections import Counter
from typing import Any

from wireglot.articles.languages import language_name
from wireglot.flows.outcome import Failed, Made, Outcome, Report, Unchanged
from wireglot.outputs import Edition, escaped, read_edition, shortened

# Prefect sets no limit to an artifact; a page of 200 rows is what its screen still shows well.
MOST_ROWS = 200


def row(outcome: Outcome) -> dict[str, Any]:
    """The object that `run --json` prints for one article; its keys are fixed: add, never rename."""
    if isinstance(outcome, Failed):
        return {"source": outcome.source, "stage": outcome.stage, "error": outcome.error}
    edition = edition_of(outcome)
    source = edition.article.source if isinstance(outcome, Made) else outcome.source
    return {
        "source": source,
        "id": outcome.stored.id,
        "version": outcome.stored.version,
        "new": outcome.stored.new,
        "state": edition.state,
        "language": edition.language.tag,
        "translator": translator(edition),
        "summarizer": edition.summaries.short.engine,
        "headline": edition.headline if edition.shown else "",
        "short": edition.summaries.short.text if edition.shown else "",
        "folder": str(outcome.stored.folder),
        "seconds": round(outcome.seconds, 4),
    } | ({"late": outcome.late} if isinstance(outcome, Unchanged) and outcome.late else {})


def edition_of(outcome: Made | Unchanged) -> Edition:
    """The edition that the store now holds as newest for the article; for a new one that is what was made."""
    if isinstance(outcome, Made) and outcome.stored.new:
        return outcome.edition
    return read_edition(outcome.stored.folder)


def translator(edition: Edition) -> str:
    return edition.translation.engine if edition.translation else "none"


def title(edition: Edition) -> str:
    """The headline as told, or the beginning of the short summary where the source gave none."""
    if not edition.shown:
        return f"({edition.state})"
    return edition.headline or shortened(edition.summaries.short.text) or edition.article.uri


def digest_markdown(report: Report, outputs: str) -> str:
    """What the run made, the new versions first: a page for Prefect's screen, at most 200 articles."""
    made = [one for one in report.of(Made) if one.stored.new][:MOST_ROWS]
    parts = [f"# {report}", f"Output folder: `{outputs}`", *(_entry(one) for one in made)]
    return "\n\n".join(parts)


def count_rows(report: Report) -> list[dict[str, str | int]]:
    """The run in numbers: a row for each state of the new versions, then what made none."""
    states = Counter(made.edition.state for made in report.of(Made) if made.stored.new)
    rest = {"unchanged": len(report.outcomes) - report.new - len(report.failed)}
    rest |= {"failed": len(report.failed), "left for the next run": report.left}
    return [{"articles": what, "count": count} for what, count in (states | Counter(rest)).items()]


def failure_rows(report: Report) -> list[dict[str, str]]:
    """The first 200 failures, a row each."""
    return [{"source": one.source, "stage": one.stage, "error": one.error} for one in report.failed[:MOST_ROWS]]


def _entry(made: Made) -> str:
    edition = made.edition
    facts = f"{language_name(edition.language.tag)}, {translator(edition)}, {edition.state}"
    where = f"*{facts}* · `{made.stored.folder}`"
    return "\n\n".join(
        [
            f"## {escaped(title(edition))}",
            escaped(edition.summaries.short.text if edition.shown else edition.hidden_reason),
            where,
        ]
    )
