"""The failures of earlier runs during a run: what waits for its next try, what is renewed, and what is forgotten."""

import logging
from collections.abc import Iterable, Sequence, Set
from dataclasses import replace
from pathlib import Path
from typing import TypeVar

from wireglot.articles import Article, canonical_address, is_file_uri, place_of_item
from wireglot.articles.reading import SourceFile, position_of
from wireglot.flows.options import Options
from wireglot.flows.outcomes import Failed, Outcome, content_of_file
from wireglot.flows.sources.source import Source
from wireglot.flows.sources.web_sources import WebArticles
from wireglot.outputs import Failure, Failures, Store, content_hash, failure_key, release_state

log = logging.getLogger(__name__)

Result = TypeVar("Result", Outcome, Failed)


class KnownFailures:
    """The record of failures in an output folder. A record that cannot be written is logged and stops nothing.

    What somebody asks for is tried at once: with `force`, or by its name in a run by hand (`ask_for`).
    """

    def __init__(self, root: Path, options: Options) -> None:
        self.desk = options.desk
        self._failures, self._store = Failures(root), Store(root)
        self._all_at_once, self._asked_for = options.force, set[str]()
        self._known = {failure_key(root, one): one for one in self._failures.all()}

    def ask_for(self, web: Sequence[Source], files: Sequence[SourceFile]) -> None:
        """Try these sources at once; of folders and feeds only what is due."""
        self._asked_for |= set(map(uri_of, web))
        self._asked_for |= {file.uri for file in files if file.folder is None}

    def ask_for_all(self) -> None:
        """Try everything at once; what only a run reads, by the next run."""
        self._all_at_once = True
        self.forget(uri for uri, known in self._known.items() if known.cause == "source")

    def split_files(self, files: Sequence[SourceFile]) -> tuple[list[SourceFile], list[Failed]]:
        """Separate the files that are read now from those that could not be read before and wait."""
        waiting = {file.uri: one for file in files if (one := self._waiting_file(file))}
        return [file for file in files if file.uri not in waiting], list(waiting.values())

    def split_articles(self, articles: Sequence[Article]) -> tuple[list[Article], list[Failed]]:
        """Separate the articles that are processed now from those that failed before and wait.

        What is withdrawn, held or under embargo never waits: its story must not stay up.
        """
        waiting = {article.read_from: one for article in articles if (one := self._waiting_article(article))}
        return [article for article in articles if article.read_from not in waiting], list(waiting.values())

    def split_sources(self, sources: Sequence[Source]) -> tuple[list[Source], list[Failed]]:
        """Separate the sources on the web that are fetched now from those that ended processes, and wait."""
        waiting = {uri: one for uri in map(uri_of, sources) if (one := self.waiting_source(uri, ""))}
        return [source for source in sources if uri_of(source) not in waiting], list(waiting.values())

    def waiting_source(self, uri: str, content: str) -> Failed | None:
        """A whole source that ended so many processes with this content that it waits; None for any other."""
        return self._waiting(uri, content) if self.stage_of_crash(uri) else None

    def split_records(self, archive: SourceFile) -> tuple[list[str], list[Failed]]:
        """Separate those records of a web archive that failed and are read again now from those that wait."""
        waiting = {uri: one for uri in self._failed_records(archive) if (one := self._waiting(uri))}
        return [uri for uri in self._failed_records(archive) if uri not in waiting], list(waiting.values())

    def note(self, outcome: Result) -> Result:
        """Record a failure and return it with what is on record; of anything else forget that it failed before."""
        if not isinstance(outcome, Failed):
            self.forget([outcome.uri])
            return outcome
        if outcome.is_waiting:
            return outcome
        if outcome.stage == "read" and (waiting := self._waiting(outcome.uri, outcome.failure.content)):
            return waiting  # an item that was read again with the others of its file: that cost nothing
        return self._recorded(outcome)

    def kept_articles(self, done: Set[str]) -> dict[str, list[Article]]:
        """The articles that failed, are in no file, and are tried now, by desk; without what a run has just tried.

        One of which the source has sent something else since is forgotten: it may have been withdrawn.
        """
        found: dict[str, list[Article]] = {}
        for uri, known in list(self._known.items()):
            article = self._failures.article_of(known) if uri not in done else None
            if article is None or self._waiting_article(article):
                continue
            newest = self._store.readable_newest(article.id)
            if newest and newest.version > known.behind:
                self.forget([uri])
            else:
                found.setdefault(known.desk, []).append(article)
        return found

    def note_crash(self, failure: Failure) -> bool:
        """Record that only this was in progress when a process died; False where it cannot be recorded."""
        try:
            self._known[failure.uri] = self._failures.record(failure)
        except OSError as error:
            log.warning("The failure of %s could not be recorded: %s", failure.uri, error)
            return False
        log.warning("A run died of %s, or by chance while it was in progress: %s", failure.source, failure.stage)
        return True

    def stage_of_crash(self, uri: str) -> str:
        """The stage in which a process died while only this was in progress, "" for none."""
        known = self._known.get(uri)
        return known.stage if known and known.cause in ("crash", "source") else ""

    def forget(self, uris: Iterable[str]) -> None:
        """Forget that these failed before."""
        for uri in uris:
            try:
                if known := self._known.get(uri):
                    self._failures.clear(known.uri)
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

    def forget_archive(self, archive: SourceFile) -> None:
        """Forget what failed in an archive that has changed: other records are in its places now."""
        keys = self._failed_records(archive)
        self.forget(keys)
        for key in keys:
            del self._known[key]

    @property
    def _unread(self) -> dict[str, str]:
        return {key: one.source for key, one in self._known.items() if one.stage == "read"}

    def _failed_records(self, archive: SourceFile) -> list[str]:
        return [key for key in self._known if place_of_item(key) == archive.uri and position_of(key)]

    def _waiting_file(self, file: SourceFile) -> Failed | None:
        known = self._known.get(file.uri)
        return self._waiting(file.uri, content_of_file(file)) if known and known.stage == "read" else None

    def _waiting_article(self, article: Article) -> Failed | None:
        if article.read_from not in self._known or article.source in self._asked_for or release_state(article):
            return None
        return self._waiting(article.read_from, content_hash(article))

    def _waiting(self, uri: str, content: str | None = None) -> Failed | None:
        """The failure that is not tried now; `content` is what it is like now, where that is known."""
        known = self._known.get(uri)
        if known is None or self._is_asked_for(uri):
            return None
        if known.is_due(known.content if content is None else content):
            return None
        return Failed(known, is_waiting=True)

    def _is_asked_for(self, uri: str) -> bool:
        return self._all_at_once or uri in self._asked_for or place_of_item(uri) in self._asked_for

    def _recorded(self, failed: Failed) -> Failed:
        known = self._known.get(failed.uri)
        try:
            if known and known.uri != failed.uri:
                self._failures.rename(known.uri, failed.uri)
            is_kept = known is not None and known.content == failed.failure.content
            behind = known.behind if known and is_kept else self._newest_version(failed)
            recorded = self._failures.record(replace(failed.failure, desk=self.desk, behind=behind))
            if failed.article and not is_kept and not is_file_uri(place_of_item(failed.uri)):
                self._failures.keep_article(failed.uri, failed.article)
        except OSError as error:
            log.warning("The failure of %s could not be recorded: %s", failed.uri, error)
            return failed
        self._known[failed.uri] = recorded
        return replace(failed, failure=recorded, article=None)

    def _newest_version(self, failed: Failed) -> int:
        newest = self._store.readable_newest(failed.article.id) if failed.article else None
        return newest.version if newest else 0


def uri_of(source: Source) -> str:
    """What names a source on the web in the record of failures."""
    return canonical_address(source.at) or source.shown
