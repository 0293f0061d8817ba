"""Messages: what a notification says, whatever way it goes.

They are made when they are sent. Of an article that may not be shown by then nothing is said, except that it was
withdrawn: by its source, its id and a link, without any of its text.
"""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from secrets import token_hex

from wireglot.articles import now_text
from wireglot.articles.reading import without_surrogates
from wireglot.flows.notifications.outbox import Header, MessageKind, Waiting
from wireglot.flows.reports.edition_events import EditionEvent
from wireglot.outputs import HIDDEN, Store, shortened

# Articles in one message: a screen or two, and within what webhooks accept. The rest is counted.
MOST_LISTED = 50
# Characters of one text of an article, such as its headline.
MOST_CHARACTERS = 1_000
KINDS = {"created": "new", "corrected": "corrected", "withdrawn": "withdrawn"}
_CONTROLS = re.compile(r"[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]+")


@dataclass(frozen=True, slots=True)
class Message:
    """A message.

    title   desk and counts, in one line; `text` is what else there is to say
    events  the articles, withdrawals first; `more` counts those that are left out
    counts  articles by what happened to them, and those that failed in the run
    """

    id: str
    kind: MessageKind
    desk: str
    created: str
    title: str
    text: str = ""
    events: tuple[EditionEvent, ...] = ()
    more: int = 0
    counts: dict[str, int] = field(default_factory=dict)


def compose(waiting: Waiting, store: Store) -> Message | None:
    """The message as it may be sent now; None when nothing of it is left."""
    header = waiting.header
    events = _in_order(_one_each(_clean(event) for event in waiting.events if _may_be_said(event, store)))
    if waiting.events and not events:
        return None
    counts = Counter(KINDS[event.kind] for event in events if event.kind in KINDS) + Counter(header.counts)
    return Message(
        id=header.id,
        kind=header.kind,
        desk=header.desk,
        created=header.created,
        title=_title(header, counts),
        text=_sendable(header.text),
        events=tuple(events[:MOST_LISTED]),
        more=max(0, len(events) - MOST_LISTED),
        counts=dict(counts),
    )


def trial_message(desk: str) -> Message:
    """A message that only shows that messages arrive."""
    text = "Messages of this desk arrive here. Nothing has happened: this is a test."
    return Message(token_hex(8), "test", desk, now_text(), f"{desk}: test message", text)


def _title(header: Header, counts: "Counter[str]") -> str:
    fixed = {"silent": "silent", "over": "no longer silent"}.get(header.kind)
    listed = ", ".join(f"{counts[kind]} {kind}" for kind in (*KINDS.values(), "failed") if counts[kind])
    return f"{header.desk}: {fixed or listed}"


def _may_be_said(event: EditionEvent, store: Store) -> bool:
    """Whether the newest version of the article may be shown now, or there is no text in the event."""
    if not event.shown:
        return True
    newest = store.readable_newest(event.id)
    return newest is not None and newest.state not in HIDDEN


def _clean(event: EditionEvent) -> EditionEvent:
    """The event with texts that every server takes, none so long that it leaves no space for others."""
    return replace(
        event,
        headline=_text(event.headline),
        original_headline=_text(event.original_headline),
        short=_text(event.short),
        change=_text(event.change),
        source=_text(event.source),
        warnings=tuple(map(_text, event.warnings)),
    )


def _text(text: str) -> str:
    return shortened(_sendable(text), MOST_CHARACTERS)


def _sendable(text: str) -> str:
    """The text without what only file names and errors have: bytes that are not UTF-8, and control characters."""
    return _CONTROLS.sub(" ", without_surrogates(text))


def _one_each(events: Iterable[EditionEvent]) -> list[EditionEvent]:
    """The last event of each article; one that is new to the reader stays new after a correction."""
    last: dict[str, EditionEvent] = {}
    for event in events:
        known = last.get(event.id)
        is_new = known is not None and known.kind == "created" and event.kind == "corrected"
        last[event.id] = replace(event, kind="created", change="") if is_new else event
    return list(last.values())


def _in_order(events: Sequence[EditionEvent]) -> list[EditionEvent]:
    order = ("withdrawn", "corrected", "created")
    return sorted(events, key=lambda event: order.index(event.kind) if event.kind in order else len(order))
