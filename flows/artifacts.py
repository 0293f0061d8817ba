"""What a run leaves in Prefect: the digest of new versions, the counts, the failures, and how the sources do."""

from wireglot.flows.prefect_settings import apply_settings

apply_settings()  # before the first import of Prefect, which reads its settings once

from prefect.artifacts import create_markdown_artifact, create_table_artifact  # noqa: E402  settings first

from wireglot.articles.reading import path_of  # noqa: E402
from wireglot.flows import outcomes  # noqa: E402
from wireglot.flows.outcomes import Report  # noqa: E402
from wireglot.flows.report import archive_rows, count_rows, digest_markdown, failure_rows, same_texts  # noqa: E402
from wireglot.flows.source_health import health_rows  # noqa: E402


def create_artifacts(report: Report, outputs: str) -> None:
    """A Markdown digest of the new versions, the counts, the health of sources, what is in archives, the failures."""
    groups = same_texts(path_of(outputs), [done.stored.id for done in report.of(outcomes.Done) if done.stored.new])
    create_markdown_artifact(digest_markdown(report, outputs, groups), key="summaries", description=str(report))
    create_table_artifact(count_rows(report), key="counts", description=str(report))
    if report.health:
        create_table_artifact(health_rows(report.health), key="sources", description="How the sources do")
    if report.archives:
        create_table_artifact(archive_rows(report), key="archives", description="Web archives")
    if report.of(outcomes.Failed):
        create_table_artifact(failure_rows(report), key="failures", description=str(report))
