"""The record of failures: what could not be processed, why, since when, and when it is tried again.

    .wireglot/failures/<16 digits of the uri's sha256>.json      the fields of `Failure`
    .wireglot/failures/<the same digits>.article                 the article, where it cannot be read again later

A later success removes the entry, so the folder lists what is missing now.
"""

from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

import orjson

from wireglot.articles import Article, TimeText, time_text
from wireglot.outputs.edition import read_json
from wireglot.outputs.layout import failures_folder
from wireglot.outputs.records import read_record, record_name, write_record
from wireglot.outputs.retry_schedule import Cause, is_set_aside, is_time, next_try
from wireglot.outputs.versions import replace_file


@dataclass(frozen=True, slots=True)
class Failure:
    """An article that a run could not process; times are ISO 8601 in UTC.

    uri           names the file, item, record or address that failed (articles/identity.py)
    source        where it was read; `articles.reading.path_of` finds the file
    stage         the stage that failed; `error` says why
    desk, source_name, language   whose run it was, and what that says of the source; "" for nothing
    cause         where the reason is (outputs/retry_schedule.py)
    content       what it was like: the digest of its text, or the state of a file that could not be read; "" unknown
    is_hidden     its source does not let it be shown, so that no page names it
    first, last   when it failed
    attempts      how often this content failed for this cause
    next_try      when it is tried again, "" for the next run, or for never where it is set aside
    behind        the newest version of its article when this content first failed, 0 for none; of what was kept
    """

    uri: str
    source: str
    stage: str
    error: str
    first: TimeText = ""
    last: TimeText = ""
    attempts: int = 0
    next_try: TimeText = ""
    cause: Cause = "article"
    content: str = ""
    is_hidden: bool = False
    desk: str = ""
    source_name: str = ""
    language: str = ""
    behind: int = 0

    @property
    def is_set_aside(self) -> bool:
        """Whether no schedule tries it again."""
        return is_set_aside(self.cause, self.attempts)

    def is_due(self, content: str, now: datetime | None = None) -> bool:
        """Whether it is tried now that its content is this."""
        if content != self.content:
            return True
        return not self.is_set_aside and is_time(self.next_try, self.last, now or datetime.now(UTC))

    def after(self, known: "Failure | None") -> "Failure":
        """This failure, now, where `known` is what is on record."""
        now = datetime.now(UTC)
        is_same = known is not None and known.cause == self.cause and known.content in ("", self.content)
        attempts = 1 + (known.attempts if known and is_same else 0)
        first = known.first if known else time_text(now)
        planned = next_try(self.cause, attempts, now)
        return replace(self, first=first, last=time_text(now), attempts=attempts, next_try=planned)


class Failures:
    """The failures that are known in one output folder."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._folder = failures_folder(root)

    def record(self, failure: Failure) -> Failure:
        """Record a failure, dated now and counting repeats, and return what is on record. Raises OSError."""
        recorded = failure.after(read_record(Failure, self._path(failure.uri)))
        self._write(recorded)
        return recorded

    def rename(self, uri: str, to: str) -> None:
        """Go on with the record of `uri` under another uri. Raises OSError."""
        if known := read_record(Failure, self._path(uri)):
            self._write(replace(known, uri=to))
            self.clear(uri)

    def keep_article(self, uri: str, article: Article) -> None:
        """Keep the article of a failure on record: its feed may no longer have it at the next try. Raises OSError."""
        replace_file(self._root, self._path(uri).with_suffix(".article"), orjson.dumps(article))

    def article_of(self, failure: Failure) -> Article | None:
        """The article that was kept with a failure; None for one that is read from its file again."""
        try:
            return read_json(Article, self._path(failure.uri).with_suffix(".article").read_bytes())
        except (OSError, ValueError):
            return None

    def clear(self, uri: str) -> None:
        """Remove the failure of `uri`, if there is one."""
        self._path(uri).with_suffix(".article").unlink(missing_ok=True)
        self._path(uri).unlink(missing_ok=True)

    def all(self) -> list[Failure]:
        """Every recorded failure, the oldest first."""
        failures = (read_record(Failure, path) for path in self._folder.glob("*.json"))
        return sorted(filter(None, failures), key=lambda failure: (failure.first, failure.uri))

    def _write(self, failure: Failure) -> None:
        write_record(self._root, self._path(failure.uri), failure)

    def _path(self, uri: str) -> Path:
        return self._folder / f"{record_name(uri)}.json"
