"""The failures of earlier runs during a run: renewed by each outcome, and forgotten when their cause is gone."""

import logging
from collections.abc import Iterable, Sequence, Set
from pathlib import Path

from wireglot.articles import place_of_item
from wireglot.articles.reading import SourceFile, position_of
from wireglot.flows.outcomes import Failed, Outcome
from wireglot.flows.web_sources import WebArticles
from wireglot.outputs import Failure, Failures, failure_key

log = logging.getLogger(__name__)


class KnownFailures:
    """The record of failures in an output folder. A record that cannot be written is logged and stops nothing."""

    def __init__(self, root: Path, desk: str) -> None:
        self.desk = desk
        self._failures = Failures(root)
        failures = {failure_key(root, one): one for one in self._failures.all()}
        self._uris = {key: one.uri for key, one in failures.items()}
        self._unread = {key: one.source for key, one in failures.items() if one.stage == "read"}

    def note(self, outcome: Outcome) -> None:
        """Record a failure; of anything else forget that it failed before."""
        if not isinstance(outcome, Failed):
            return self.forget([outcome.uri])
        known = self._uris.get(outcome.uri, "")
        try:
            if known not in ("", outcome.uri):
                self._failures.rename(known, outcome.uri)
            self._failures.record(self._record_of(outcome))
        except OSError as error:
            log.warning("The failure of %s could not be recorded: %s", outcome.uri, error)

    def _record_of(self, failed: Failed) -> Failure:
        return Failure(
            failed.uri,
            failed.source,
            failed.stage,
            failed.error,
            desk=self.desk,
            source_name=failed.source_name,
            language=failed.language,
        )

    def forget(self, uris: Iterable[str]) -> None:
        """Forget that these failed before."""
        for uri in uris:
            try:
                if known := self._uris.get(uri, ""):
                    self._failures.clear(known)
            except OSError as error:
                log.warning("The failure of %s could not be removed: %s", uri, error)

    def forget_unread_files(self, files: Sequence[SourceFile], reported: Set[str]) -> None:
        """Forget what could not be read before and is no longer in these files: an item, or a file of items."""
        read = {file.uri for file in files}
        self.forget(key for key in self._unread if place_of_item(key) in read and key not in reported)

    def forget_unread_items(self, found: WebArticles) -> None:
        """Forget what could not be read before and is no longer in these sources on the web."""
        read, reported = {one.source for one in found.health if not one.failures}, {one.uri for one in found.failed}
        self.forget(key for key, source in self._unread.items() if source in read and key not in reported)

    def failed_records(self, archive: SourceFile) -> list[str]:
        """Return the uris of those records of a web archive that failed."""
        return [key for key in self._uris if place_of_item(key) == archive.uri and position_of(key)]

    def forget_archive(self, archive: SourceFile) -> None:
        """Forget what failed in an archive that has changed: other records are in its places now."""
        keys = self.failed_records(archive)
        self.forget(keys)
        for key in keys:
            del self._uris[key]
