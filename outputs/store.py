"""Store: the output folder as an archive of numbered versions, safe with several writers and kill -9."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

import orjson

from wireglot.articles import Article, check_id
from wireglot.outputs import embargoes, late, pending, publishing
from wireglot.outputs.edition import Edition
from wireglot.outputs.edition_json import from_json, to_json
from wireglot.outputs.for_readers import files_for_readers
from wireglot.outputs.layout import PRIVATE, version_name, version_numbers
from wireglot.outputs.making import words_of
from wireglot.outputs.manifest import NAME as MANIFEST
from wireglot.outputs.manifest import Manifest, manifest_of, read_manifest, sum_of
from wireglot.outputs.manifest import to_json as manifest_json
from wireglot.outputs.reasons import reasons
from wireglot.outputs.release import is_held, is_withdrawn
from wireglot.outputs.removed import highest_removed
from wireglot.outputs.source_versions import is_older, source_version

EDITION = "edition.json"
# What reading a damaged version raises: a file that is missing or is not what it should be.
UNREADABLE = (OSError, LookupError, TypeError, ValueError)


class NoSuchVersion(LookupError):
    """An article or a version of it that the output folder does not hold."""


@dataclass(frozen=True, slots=True)
class Stored:
    """Where an edition is: `new` is False when the newest version already said the same.

    edition: what was stored, with its number, time and reasons; None when nothing new was stored.
    """

    id: str
    version: int
    new: bool
    folder: Path
    edition: Edition | None = None


class Store:
    """The versions under one output folder. Opening it writes nothing."""

    def __init__(self, root: Path) -> None:
        self.root = root.absolute()

    def prepare(self) -> None:
        """Make the folder ready to be written to, and sweep the drafts of dead writers. Raises OSError."""
        drafts = self.root / PRIVATE / "drafts"
        drafts.mkdir(parents=True, exist_ok=True)
        publishing.sweep_drafts(self.root)
        publishing.drop_draft(publishing.write_draft(self.root, {MANIFEST: b"{}"}))

    def ids(self) -> list[str]:
        """The ids that have at least one version, sorted."""
        if not self.root.is_dir():
            return []
        folders = (folder for folder in self.root.iterdir() if not folder.name.startswith("."))
        return sorted(folder.name for folder in folders if version_numbers(folder))

    def find(self, start: str) -> str:
        """The one id that is `start` or begins with it. Raises NoSuchVersion with what there is."""
        ids = self.ids()
        found = [id for id in ids if id == start] or [id for id in ids if id.startswith(start)]
        if len(found) == 1:
            return found[0]
        known = f"it fits {', '.join(found[:5])}" if found else "`wireglot list` names what there is"
        raise NoSuchVersion(f"No single article {start!r} in {self.root}: {known}.")

    def versions(self, id: str) -> list[int]:
        """The numbers of the versions of `id`, ascending; [] when there is none."""
        return version_numbers(self._folder(id))

    def folder(self, id: str, version: int) -> Path:
        return self._folder(id) / version_name(version)

    def newest(self, id: str) -> Manifest | None:
        """The manifest of the newest version, None when there is none. Raises ValueError on damage."""
        numbers = self.versions(id)
        return read_manifest(self.folder(id, numbers[-1])) if numbers else None

    def read(self, id: str, version: int | None = None) -> Edition:
        """The edition stored under `version`, the newest by default. Raises NoSuchVersion."""
        numbers = self.versions(id)
        number = version or (numbers[-1] if numbers else 0)
        if number not in numbers:
            there = ", ".join(map(str, numbers)) or "none"
            raise NoSuchVersion(f"No version {number} of {id!r} in {self.root}; there is {there}.")
        edition = from_json(orjson.loads((self.folder(id, number) / EDITION).read_bytes()))
        if (edition.article.id, edition.version) != (id, number):
            raise ValueError(
                f"{self.folder(id, number) / EDITION} calls itself version {edition.version} of {edition.article.id!r}"
            )
        return edition

    def changed(
        self, articles: Iterable[Article], options_key: str, holds: Callable[[Manifest], bool]
    ) -> tuple[tuple[Article, ...], tuple[Manifest, ...]]:
        """The articles that need making, and the newest versions of those that do not.

        An article needs none when its newest version has its words, the options_key and its release, and `holds`
        says that its engines would be taken again; nor when the source has sent a later text of it.
        """
        todo, made = [], []
        for article in articles:
            newest = self.sound_newest(article.id)
            settled = newest and (newest.state == "withdrawn" or holds(newest))
            if newest and (is_late(article, newest) or (_is_same(newest, article, options_key) and settled)):
                made.append(newest)
            else:
                todo.append(article)
        return tuple(todo), tuple(made)

    def sound_newest(self, id: str) -> Manifest | None:
        """As `newest`, but None for a damaged manifest: the store stage then says what is wrong with it."""
        try:
            return self.newest(id)
        except (OSError, ValueError):
            return None

    def keep_late(self, article: Article) -> bool:
        """Put an older text on record, unless a version holds it; True when it is new there. Raises OSError."""
        manifests = (read_manifest(self.folder(article.id, number)) for number in self.versions(article.id))
        words = words_of(article)
        return not any(made.words == words for made in manifests) and late.record(self.root, article)

    def released(self) -> list[Article]:
        """The articles whose newest version is embargoed though their time has come, from the stored text."""
        found = []
        for id in embargoes.marked(self.root):
            newest = self.sound_newest(id)
            if newest is None or newest.state != "embargoed":
                embargoes.unmark(self.root, id)
            elif not is_held(article := self.read(id).article):
                found.append(article)
        return found

    def add(self, edition: Edition, *, forced: bool = False, keep_better: bool = False) -> Stored:
        """Store `edition` under the next number, unless the newest version says the same.

        keep_better   nor when the newest version tells the same words through a better engine
        forced        make a version in any case

        A race for a number that another writer wins is run again against the winner, so equal
        editions from two writers make one version.
        Raises OSError when it cannot be written; then nothing of it is there.
        """
        id = edition.article.id
        while True:
            newest = self.newest(id)
            if newest and (
                is_late(edition.article, newest) or (not forced and _covers(newest, edition, keep_better=keep_better))
            ):
                publishing.point_latest(self._folder(id))  # its writer may have died before
                return Stored(id, newest.version, False, self.folder(id, newest.version))
            number = max(newest.version if newest else 0, highest_removed(self._folder(id))) + 1
            old = self.read(id, newest.version) if newest else None
            fresh = _numbered(edition, number, old, forced=forced)
            if self._publish(id, number, _files(fresh, old, self._sum(newest)), held=fresh.state == "embargoed"):
                return Stored(id, number, True, self.folder(id, number), fresh)

    def _sum(self, newest: Manifest | None) -> str:
        """The link of the chain: the sum of the newest version's manifest, "" where there is none."""
        return sum_of((self.folder(newest.id, newest.version) / MANIFEST).read_bytes()) if newest else ""

    def _publish(self, id: str, number: int, files: dict[str, bytes], *, held: bool = False) -> bool:
        """Whether the files have become version `number`; marked before, so that no death of ours hides it."""
        pending.mark(self.root, id)
        if held:
            embargoes.mark(self.root, id)
        draft = publishing.write_draft(self.root, files)
        try:
            won = publishing.publish(draft, self.root, id, number)
        except BaseException:
            publishing.drop_draft(draft)
            raise
        if not won:
            publishing.drop_draft(draft)
        return won

    def _folder(self, id: str) -> Path:
        return self.root / check_id(id)


class NewestEditions:
    """The newest editions of articles: those that this run stored from memory, others from their files.

    stored: editions that `Store.add` returned; of an article that another writer changed since, the file counts.
    """

    def __init__(self, store: Store, stored: Iterable[Edition] = ()) -> None:
        self._store = store
        self._stored = {(edition.article.id, edition.version): edition for edition in stored}

    def get(self, id: str, version: int | None = None) -> Edition | None:
        """The newest edition, or the one under `version`; None when there is none. Raises UNREADABLE on damage."""
        numbers = [version] if version else self._store.versions(id)
        if not numbers:
            return None
        return self._stored.get((id, numbers[-1])) or self._store.read(id, numbers[-1])


def _covers(newest: Manifest, edition: Edition, *, keep_better: bool) -> bool:
    """Whether the newest version makes `edition` needless."""
    better = newest.words == edition.words and newest.options_key == edition.options_key and newest.rank > edition.rank
    return newest.digest == edition.digest or (keep_better and better)


def is_late(article: Article, newest: Manifest) -> bool:
    """Whether the source has sent a later text of the article already.

    What was withdrawn comes back only by a text that is certainly later than the kill: an old file that still
    lies in an inbox must not undo it.
    """
    version = source_version(article)
    if newest.state == "withdrawn" and not is_withdrawn(article):
        return not is_older(newest.source_version, version)
    return is_older(version, newest.source_version)


def _is_same(newest: Manifest, article: Article, options_key: str) -> bool:
    held = newest.state == "embargoed"
    return newest.words == words_of(article) and newest.options_key == options_key and held == is_held(article)


def _numbered(edition: Edition, number: int, old: Edition | None, *, forced: bool) -> Edition:
    """What is withdrawn stays filed where readers know it from: under the language and desk of the version before."""
    if old and edition.state == "withdrawn":
        edition = replace(edition, language=old.language, desk=old.desk)
    now = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    return replace(edition, version=number, made_at=now, reasons=reasons(old, edition, forced=forced))


def _files(edition: Edition, old: Edition | None, previous: str) -> dict[str, bytes]:
    """The files of a version, name to content: five, and changes.md after an older one."""
    files = {EDITION: pretty(to_json(edition))} | files_for_readers(edition, old)
    return files | {MANIFEST: pretty(manifest_json(manifest_of(edition, files, previous)))}


def pretty(value: object) -> bytes:
    """JSON for people first: UTF-8, sorted, indented, with a line end at the end."""
    return orjson.dumps(value, option=orjson.OPT_SORT_KEYS | orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE)
