"""The text for Slack-compatible webhooks (key `slack`): Slack's markup, which Mattermost and Rocket.Chat read too."""

import re

from wireglot.articles.languages import language_name
from wireglot.flows.notifications.json_body import evidence_link
from wireglot.flows.notifications.messages import Message
from wireglot.flows.reports.edition_events import EditionEvent

MOST_CHARACTERS = 35_000  # Slack cuts a text after 40,000
# Mattermost calls everybody at these words, also in the middle of a text.
_CALLS = re.compile(r"@(?=(?:channel|here|all|everyone)\b)", re.IGNORECASE)
# Markdown's links and pictures, which Mattermost and Rocket.Chat show and load; Slack knows none.
_MARKDOWN_LINK = re.compile(r"\](?=[(\[:])")


def slack_body(message: Message) -> dict[str, str]:
    text = "\n\n".join(filter(None, [f"*{_escaped(message.title)}*", _escaped(message.text)]))
    left = message.more
    for number, event in enumerate(message.events):
        entry = _entry(event)
        if len(text) + len(entry) > MOST_CHARACTERS:
            left += len(message.events) - number
            break
        text += f"\n\n{entry}"
    return {"text": f"{text}\n\n… and {left} more" if left else text}


def _entry(event: EditionEvent) -> str:
    if not event.shown:
        return f"*withdrawn* {_escaped(event.source)} {_linked(event.id, event.link)}".replace("  ", " ")
    lines = [
        f"*{event.kind if event.kind != 'created' else 'new'}* {_linked(event.headline or event.id, event.link)}",
        _escaped(event.original_headline),
        f"Changed: {_escaped(event.change)}" if event.change else "",
        _escaped(event.short) if event.short != event.headline else "",
        f"_{_escaped(', '.join(filter(None, (event.source, language_name(event.language), event.state))))}_",
        *(f"⚠ {_escaped(warning)}" for warning in event.warnings),
        f"<{evidence_link(event)}|Evidence>" if evidence_link(event) else "",
    ]
    return "\n".join(filter(None, lines))


def _linked(text: str, link: str) -> str:
    return f"<{link}|{_escaped(text).replace('|', '/')}>" if link else _escaped(text)


def _escaped(text: str) -> str:
    """The text in one line, without markup of Slack: no link and no call of everybody is made of a headline."""
    line = " ".join(text.split())
    escaped = line.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return _MARKDOWN_LINK.sub("]\u2060", _CALLS.sub("@\u2060", escaped))
