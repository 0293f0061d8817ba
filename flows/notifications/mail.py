"""The HTML of an e-mail (key `email`), of which apprise makes the plain text as well, and its subject and headers."""

from html import escape

from wireglot.articles.languages import language_name, writing_direction
from wireglot.flows.notifications.json_body import evidence_link
from wireglot.flows.notifications.messages import Message
from wireglot.flows.reports.edition_events import EditionEvent

MOST_IN_SUBJECT = 150


def subject(message: Message) -> str:
    """One line, whatever is in the message: desk and counts."""
    return " ".join(f"[Wireglot] {message.title}".split())[:MOST_IN_SUBJECT]


def headers(message: Message) -> dict[str, str]:
    """Headers by which mail programs sort messages of a desk, and never answer them."""
    return {
        "List-Id": f"Wireglot desk {message.desk} <{message.desk}.desks.wireglot.invalid>",
        "Auto-Submitted": "auto-generated",
        "X-Wireglot-Message": message.id,
        "X-Wireglot-Kind": message.kind,
    }


def html(message: Message) -> str:
    more = f"<p>… and {message.more} more.</p>" if message.more else ""
    text = f"<p>{escape(message.text)}</p>" if message.text else ""
    entries = "".join(map(_entry, message.events))
    return f"<html><body><h1>{escape(message.title)}</h1><hr>{text}{entries}{more}</body></html>"


def _entry(event: EditionEvent) -> str:
    label = "new" if event.kind == "created" else event.kind
    if not event.shown:
        where = _link(event.link, event.link)
        return f"<h2>{label}: {escape(event.id)}</h2><p>{escape(event.source)}</p>{where}<hr>"
    facts = ", ".join(filter(None, (label, event.source, language_name(event.language), event.state)))
    parts = [
        f"<h2{_written(event.reader_language)}>{escape(event.headline or event.id)}</h2>",
        _paragraph(event.original_headline, event.language),
        _paragraph(f"Changed: {event.change}" if event.change else "", "en"),
        _paragraph(event.short if event.short != event.headline else "", event.reader_language),
        f"<p><em>{escape(facts)}</em></p>",
        *(_paragraph(f"⚠ {warning}", "en") for warning in event.warnings),
        _link(event.link, "Article"),
        _link(evidence_link(event), "Evidence"),
        "<hr>",
    ]
    return "".join(parts)


def _paragraph(text: str, language: str) -> str:
    return f"<p{_written(language)}>{escape(text)}</p>" if text else ""


def _written(language: str) -> str:
    return f' lang="{escape(language)}" dir="{writing_direction(language)}"' if language else ""


def _link(address: str, label: str) -> str:
    """A link that shows its address, which is all that is left of it in plain text."""
    if not address:
        return ""
    shown = "" if label == address else f"{label}: "
    return f'<p>{shown}<a href="{escape(address)}">{escape(address)}</a></p>'
