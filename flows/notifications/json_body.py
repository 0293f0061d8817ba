"""The body that a webhook gets (key `webhook`): our own JSON, described in docs/monitoring.md."""

from typing import Any

from wireglot.flows.notifications.messages import Message
from wireglot.flows.reports.edition_events import EditionEvent

# Raised when a key changes its meaning or goes; keys may be added under the same number.
SCHEMA = 1


def json_body(message: Message) -> dict[str, Any]:
    """The body. Its keys are none of those that apprise has of its own: version, title, message, type, attachments."""
    return {
        "schema": SCHEMA,
        "id": message.id,
        "kind": message.kind,
        "desk": message.desk,
        "created": message.created,
        "headline": message.title,
        "text": message.text,
        "counts": message.counts,
        "events": [_event(event) for event in message.events],
        "more": message.more,
    }


def _event(event: EditionEvent) -> dict[str, Any]:
    return {
        "kind": event.kind,
        "id": event.id,
        "version": event.version,
        "at": event.at,
        "state": event.state,
        "source": event.source,
        "headline": event.headline if event.shown else "",
        "original_headline": event.original_headline if event.shown else "",
        "short": event.short if event.shown else "",
        "language": event.language,
        "reader_language": event.reader_language,
        "warnings": list(event.warnings) if event.shown else [],
        "change": event.change if event.shown else "",
        "link": event.link,
        "evidence": evidence_link(event),
    }


def evidence_link(event: EditionEvent) -> str:
    """Where the sentences are that the summary rests on, beside their translation; "" where no page is published."""
    return f"{event.link}#h-text" if event.link and event.shown else ""
