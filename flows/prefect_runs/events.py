"""Custom events in Prefect: what happened to an article, and a desk that is silent. Automations can wait for them.

    wireglot.edition.created, .corrected, .withdrawn, .failed     resource wireglot.article.<id>
    wireglot.desk.silent                                          resource wireglot.desk.<name>

Labels of the resource (language, state) and the desk as a related resource are what triggers can match. The payload
has the headline, and no text: an event stays in Prefect's database when its article is withdrawn.

Events go to the server by its API, many at once: 0.6 ms each, measured with a busy server. Prefect's `emit_event` puts
them into a queue of this process one by one (4 ms, and 25 ms until they are sent), and what is in it is lost with it.
"""

import logging
from datetime import UTC, datetime
from typing import Any
from uuid import NAMESPACE_URL, uuid4, uuid5

from wireglot.flows.prefect_runs.settings import apply_settings

apply_settings()  # before the first import of Prefect, which reads its settings once

from prefect.client.orchestration import get_client  # noqa: E402  settings first
from prefect.context import FlowRunContext  # noqa: E402

from wireglot.flows.desks.silence import DeskStatus  # noqa: E402
from wireglot.flows.reports.edition_events import EditionEvent, Kind, RunEvents  # noqa: E402

# "updated" is none of them: readers need not hear of another engine.
KINDS: tuple[Kind, ...] = ("withdrawn", "corrected", "failed", "created")
AT_ONCE = 200  # events in one request, some 200 kB
_IN_PAYLOAD = (
    "kind", "id", "version", "state", "desk", "headline", "language", "reader_language", "source", "change", "stage",
    "reason", "next_try", "link", "folder",
)  # fmt: skip

log = logging.getLogger(__name__)

Row = dict[str, Any]


def send_edition_events(events: RunEvents) -> None:
    """Send an event for each article that was created, corrected, withdrawn or failed, as far as they were kept.

    Raises what Prefect's client raises.
    """
    run = _flow_run()
    _send([_row(event, run) for kind in KINDS for event in events.of(kind)])


def send_desk_silent(status: DeskStatus) -> None:
    """Send the event of a desk that is silent; where Prefect's server does not take it, that is logged."""
    desk = status.desk.name
    since = status.silent_from.isoformat() if status.silent_from else ""
    payload = {"desk": desk, "reason": str(status), "last_good_run": status.run.good_ended, "silent_from": since}
    row = {"event": "wireglot.desk.silent", "resource": _desk(desk), "related": [], "payload": payload}
    try:
        _send([row | {"id": str(uuid4()), "occurred": _now()}])
    except Exception as error:  # serve goes on, and has logged that the desk is silent
        log.warning("The event that desk %s is silent could not be sent to Prefect: %s", desk, error)


def _send(rows: list[Row]) -> None:
    with get_client(sync_client=True) as client:
        for start in range(0, len(rows), AT_ONCE):
            client.request("POST", "/events", json=rows[start : start + AT_ONCE])


def _row(event: EditionEvent, run: list[dict[str, str]]) -> Row:
    desk = [_desk(event.desk) | {"prefect.resource.role": "wireglot-desk"}] if event.desk else []
    # Prefect keeps one of those with equal ids: a version is reported once, a failure once in each run that sees it.
    id = uuid5(NAMESPACE_URL, f"{event.folder}#{event.kind}") if event.version else uuid4()
    return {
        "id": str(id),
        "occurred": _now(),
        "event": f"wireglot.edition.{event.kind}",
        "resource": _article(event),
        "related": [*desk, *run],
        "payload": {key: getattr(event, key) for key in _IN_PAYLOAD},
    }


def _article(event: EditionEvent) -> dict[str, str]:
    return {
        "prefect.resource.id": f"wireglot.article.{event.id}",
        "prefect.resource.name": event.headline or event.id,
        "wireglot.state": event.state,
        "wireglot.language": event.language,
    }


def _desk(name: str) -> dict[str, str]:
    return {"prefect.resource.id": f"wireglot.desk.{name}", "prefect.resource.name": name}


def _flow_run() -> list[dict[str, str]]:
    """The flow run that is going on and its deployment, as related resources."""
    context = FlowRunContext.get()
    run = context.flow_run if context else None
    if run is None:
        return []
    found = [("flow-run", run.id, run.name), ("deployment", run.deployment_id, "")]
    return [
        {
            "prefect.resource.id": f"prefect.{role}.{id}",
            "prefect.resource.role": role,
            **({"prefect.resource.name": name} if name else {}),
        }
        for role, id, name in found
        if id
    ]


def _now() -> str:
    return datetime.now(UTC).isoformat()
