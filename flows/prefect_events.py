"""Custom events in Prefect: what happened to an article, and a desk that is silent. Automations can wait for them.

    wireglot.edition.created, .corrected, .withdrawn, .failed     resource wireglot.article.<id>
    wireglot.desk.silent                                          resource wireglot.desk.<name>

Labels of the resource (language, state) and the desk as a related resource are what triggers can match. The payload
has the headline, and no text: an event stays in Prefect's database when its article is withdrawn. Prefect adds the flow
run, its flow and deployment. Sending is done by a thread of Prefect's, so a server that does not answer stops no run.
"""

import logging
from uuid import NAMESPACE_URL, UUID, uuid5

from wireglot.flows.prefect_settings import apply_settings

apply_settings()  # before the first import of Prefect, which reads its settings once

from prefect.events import emit_event  # noqa: E402  settings first

from wireglot.flows.edition_events import EditionEvent, Kind, RunEvents  # noqa: E402

KINDS: tuple[Kind, ...] = ("withdrawn", "corrected", "failed", "created")
_IN_PAYLOAD = (
    "kind", "id", "version", "state", "desk", "headline", "language", "reader_language", "source", "change", "stage",
    "reason", "link", "folder",
)  # fmt: skip

log = logging.getLogger(__name__)


def emit_edition_events(events: RunEvents) -> None:
    """Emit an event for each article that was created, corrected, withdrawn or failed."""
    for event in events.of(*KINDS):
        emit_event(
            f"wireglot.edition.{event.kind}",
            _article(event),
            related=_desk_related(event.desk),
            payload={key: getattr(event, key) for key in _IN_PAYLOAD},
            id=_id_of(event),
        )
    if left := sum(events.counts[kind] - len(events.of(kind)) for kind in KINDS):
        log.warning("%s articles more than Prefect is told of have no event of their own.", left)


def emit_desk_silent(desk: str, *, last_run: str, expected_by: str, outputs: str) -> None:
    """Emit an event for a desk that did not run for so long that something must be wrong.

    Args:
        last_run: When its last run began, ISO 8601 in UTC; "" for none.
        expected_by: When it should have run again at the latest.
    """
    emit_event(
        "wireglot.desk.silent",
        {"prefect.resource.id": f"wireglot.desk.{desk}", "prefect.resource.name": desk},
        payload={"desk": desk, "last_run": last_run, "expected_by": expected_by, "outputs": outputs},
    )


def _article(event: EditionEvent) -> dict[str, str]:
    return {
        "prefect.resource.id": f"wireglot.article.{event.id}",
        "prefect.resource.name": event.headline or event.id,
        "wireglot.state": event.state,
        "wireglot.language": event.language,
    }


def _desk_related(desk: str) -> list[dict[str, str]]:
    if not desk:
        return []
    name = {"prefect.resource.id": f"wireglot.desk.{desk}", "prefect.resource.name": desk}
    return [{**name, "prefect.resource.role": "wireglot-desk"}]


def _id_of(event: EditionEvent) -> UUID | None:
    """The same for the same version, so that Prefect keeps one; of a failure one for each run that saw it."""
    return uuid5(NAMESPACE_URL, f"{event.folder}#{event.kind}") if event.version else None
