"""Edition events: what a run did to an article, as those hear of it who wait for news.

Prefect's events, notifications and the digest are made from them. An event holds nothing that must not be shown: of
a withdrawn article neither headline nor summary, and of one that is held or under embargo not its source either. A
version that nobody could read before and nobody may read now is no event: an embargoed article is `created` when its
time comes.
"""

from collections import Counter
from collections.abc import Mapping, Sequence, Set
from dataclasses import asdict, dataclass
from typing import Any, Literal

from wireglot.articles import article_id, neutral_id
from wireglot.articles.reading import name_of
from wireglot.flows.options import Options
from wireglot.flows.outcomes import Done, Failed, Outcome
from wireglot.outputs import Addresses, Edition, published_place, record_of, shortened

Kind = Literal["created", "corrected", "updated", "withdrawn", "failed"]

# Of each kind that many are kept: a run over an archive makes a hundred thousand, which nobody reads one by one. What
# must no longer be used, or was wrong, is another matter.
MOST_OF_A_KIND: Mapping[Kind, int] = {
    "created": 200,
    "updated": 200,
    "failed": 200,
    "corrected": 1_000,
    "withdrawn": 1_000,
}


@dataclass(frozen=True, slots=True)
class EditionEvent:
    """What happened to one article.

    kind       created, corrected, updated (by another engine, say), withdrawn or failed; see `outputs.Meaning`
    id         of the article; of a failure made from what could not be read, and not always that of the article
    version    the number of the new version, 0 for a failure
    at         when it was made, ISO 8601 in UTC; "" for a failure
    state      of the edition, "failed" for a failure
    headline   what the reader gets; `original_headline` beside one of gist quality, else ""
    short      the short summary, `reader_language` its language
    language   of the article; translator the engine that translated it, "none" without a translation
    warnings   what may be wrong, for the reader
    change     what differs from the version before that could be read, in one line; else ""
    reason     why it is hidden, or why it failed
    stage      the stage that failed; `next_try` says when it is tried again, in words, "" for the next run
    source     what the user calls the source, and where the article was read
    link       the address of its page, where the site is published; else ""
    folder     the folder of the version; "" for a failure
    """

    kind: Kind
    id: str
    state: str
    version: int = 0
    at: str = ""
    desk: str = ""
    headline: str = ""
    original_headline: str = ""
    short: str = ""
    reader_language: str = ""
    language: str = ""
    translator: str = ""
    warnings: tuple[str, ...] = ()
    change: str = ""
    reason: str = ""
    stage: str = ""
    next_try: str = ""
    source: str = ""
    link: str = ""
    folder: str = ""

    @property
    def shown(self) -> bool:
        """Whether there is text to be shown: for what is neither withdrawn nor failed."""
        return self.kind not in ("withdrawn", "failed")

    @property
    def place(self) -> str:
        """Where it can be read: the address of its page, else its folder."""
        return self.link or self.folder

    def as_json(self) -> dict[str, Any]:
        """All fields as plain JSON values; `from_json` reads them back."""
        return asdict(self) | {"warnings": list(self.warnings)}


def from_json(row: Mapping[str, Any]) -> EditionEvent:
    """The event in such an object; keys that are not known are ignored. Raises TypeError for one that lacks a key."""
    return record_of(EditionEvent, {**row, "warnings": tuple(row.get("warnings", ()))})


class RunEvents:
    """The events of a run, as its outcomes come in.

    counts: of all of them; of each kind only the first are kept.
    """

    def __init__(self, options: Options) -> None:
        self._options = options
        self._events: list[EditionEvent] = []
        self.counts: Counter[Kind] = Counter()

    def note(self, outcome: Outcome) -> None:
        """Add what happened to an article, if anything did; made for `Callbacks.on_result`."""
        event = edition_event(outcome, self._options)
        if event is None:
            return
        if event.kind == "withdrawn":
            self._forget(event.id)
        self.counts[event.kind] += 1
        if self.counts[event.kind] <= MOST_OF_A_KIND[event.kind]:
            self._events.append(event)

    def _forget(self, id: str) -> None:
        """Leave out what this run said of an article before: its text must not be shown any longer."""
        self.counts.subtract(event.kind for event in self._events if event.id == id and event.shown)
        self._events = [event for event in self._events if event.id != id or not event.shown]

    def of(self, *kinds: Kind) -> Sequence[EditionEvent]:
        """The events of these kinds that were kept, in the order of the run."""
        return [event for event in self._events if event.kind in kinds]

    def shown_ids(self) -> Set[str]:
        """The articles of which text was kept."""
        return {event.id for event in self._events if event.shown}


def edition_event(outcome: Outcome, options: Options) -> EditionEvent | None:
    """What happened to the article, as `on_result` gets its outcome: later the report lacks the texts of very many."""
    if isinstance(outcome, Failed):
        return None if outcome.is_waiting else _failure(outcome, options)
    if not isinstance(outcome, Done) or not outcome.stored.new or not outcome.stored.meaning:
        return None
    return _hidden(outcome, options) if outcome.stored.meaning == "withdrawn" else _shown(outcome, options)


def _failure(failure: Failed, options: Options) -> EditionEvent:
    failed = failure.shown
    return EditionEvent(
        kind="failed",
        id=neutral_id(article_id(failed.uri)) if failed.failure.is_hidden else article_id(failed.uri),
        state="failed",
        desk=options.desk,
        language=failed.failure.language,
        reason=failed.error,
        stage=failed.stage,
        next_try=failed.plan,
        source=_named(failed),
    )


def _named(failed: Failed) -> str:
    name = failed.failure.source_name
    return f"{name}: {failed.source}" if name else failed.source


def _shown(outcome: Done, options: Options) -> EditionEvent:
    stored, edition = outcome.stored, _edition(outcome)
    assert stored.meaning
    return EditionEvent(
        kind=stored.meaning,
        id=stored.id,
        state=edition.state,
        version=stored.version,
        at=edition.made_at,
        desk=edition.desk,
        headline=edition.headline or shortened(edition.summaries.short.text),
        original_headline=edition.original_headline,
        short=edition.summaries.short.text,
        reader_language=edition.reader_language,
        language=edition.language.tag,
        translator=edition.translator,
        warnings=edition.warnings,
        change=stored.change if stored.meaning != "created" else "",  # what was hidden before is not compared
        source=_source(edition),
        link=_page(stored.id, options),
        folder=name_of(stored.folder),
    )


def _hidden(outcome: Done, options: Options) -> EditionEvent:
    """Without any text. Its id stays, though words of the headline may be in it: under it the article was known."""
    stored, edition = outcome.stored, _edition(outcome)
    pages = {"withdrawn": stored.id, "held": neutral_id(stored.id), "embargoed": ""}
    return EditionEvent(
        kind="withdrawn",
        id=stored.id,
        state=edition.state,
        version=stored.version,
        at=edition.made_at,
        desk=edition.desk,
        language=edition.language.tag,
        reason=edition.hidden_reason,
        source=_source(edition) if edition.state == "withdrawn" else "",
        link=_page(pages[edition.state], options),
        folder=name_of(stored.folder),
    )


def _edition(outcome: Done) -> Edition:
    """The edition as it was stored, which has a number and a time."""
    return outcome.stored.edition or outcome.edition


def _source(edition: Edition) -> str:
    """Where it was read, as pages show it: without the folders of this machine."""
    article = edition.article
    place = published_place(article.source)
    return f"{article.source_name}: {place}" if article.source_name else place


def _page(id: str, options: Options) -> str:
    """The address of a page of the site; "" where there is no site, or it is not known where it is published."""
    return Addresses(options.base_url).page(id) if id and options.base_url and options.site else ""
