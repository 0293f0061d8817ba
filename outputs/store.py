"""Store: the output folder with its numbered versions, safe with several writers and kill -9."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

from wireglot.articles import Article, article_id, check_id, is_web_address, now_text
from wireglot.outputs.changes import Changes, changes_markdown, compare_editions, one_line
from wireglot.outputs.edition import HIDDEN, Edition, content_hash, from_json, to_json, without_text
from wireglot.outputs.late import keep_late_text
from wireglot.outputs.layout import (
    article_folders,
    drafts_folder,
    embargoed_ids,
    mark_embargoed,
    mark_pending,
    mark_withdrawn,
    unmark_embargoed,
    version_name,
    version_numbers,
)
from wireglot.outputs.reader_language import same_reader
from wireglot.outputs.rendering import long_text, short_text, summary_markdown
from wireglot.outputs.replacing import Meaning, is_worse, meaning, reasons
from wireglot.outputs.source_files import is_same_file
from wireglot.outputs.source_order import is_late
from wireglot.outputs.source_status import is_embargoed, release_state
from wireglot.outputs.versions import (
    EDITION,
    MANIFEST,
    Manifest,
    check_schema,
    highest_removed,
    manifest_json,
    manifest_of,
    point_latest,
    publish,
    read_manifest,
    read_removed,
    remove_dead_drafts,
    remove_draft,
    sha256,
    write_draft,
)

READER_FILES = ("summary.md", "short.txt", "long.txt", "changes.md")
# What reading a damaged version raises: a file that is missing or is not what it should be.
UNREADABLE = (OSError, LookupError, TypeError, ValueError)


class NoSuchVersion(LookupError):
    """An article, or a version of it, that is not in the output folder."""


class SameId(ValueError):
    """Two articles whose ids are equal by chance: the later one is not stored, and fails."""


@dataclass(frozen=True, slots=True)
class Stored:
    """Where an edition is: `new` is False when the newest version already said the same.

    edition: what was stored, with its number, time and reasons; None when no version was added.
    meaning: of the new version to readers; `change`: what differs from the version before, in one line; else "".
    """

    id: str
    version: int
    new: bool
    folder: Path
    edition: Edition | None = None
    meaning: Meaning = ""
    change: str = ""


@dataclass(frozen=True, slots=True)
class Kept:
    """The newest version of an article of which no edition is made; `late`: the text is older than that version."""

    newest: Manifest
    late: bool = False


class Store:
    """The versions in one output folder. Opening it writes nothing.

    Raises OtherSchema for a folder that another version of Wireglot wrote.
    """

    def __init__(self, root: Path) -> None:
        self.root = root.absolute()
        check_schema(self.root)

    def prepare(self) -> None:
        """Make the folder ready to be written to, and remove the drafts of dead writers. Raises OSError."""
        drafts_folder(self.root).mkdir(parents=True, exist_ok=True)
        remove_dead_drafts(self.root)
        remove_draft(write_draft(self.root, {MANIFEST: b"{}"}))

    def ids(self) -> list[str]:
        """The ids that have at least one version, sorted."""
        return sorted(folder.name for folder in article_folders(self.root))

    def find(self, start: str) -> str:
        """The id that is `start`, or the only one that begins with it or of which a word does: lead for mon-lead-....

        Raises NoSuchVersion with the candidates.
        """
        ids = self.ids()
        found = [id for id in ids if id == start] or [id for id in ids if id.startswith(start)]
        found = found or [id for id in ids if start and f"-{start}" in id]
        if len(found) == 1:
            return found[0]
        hint = f"it fits {', '.join(found[:5])}" if found else "`wireglot list` shows what there is"
        raise NoSuchVersion(f"No single article {start!r} in {self.root}: {hint}.")

    def versions(self, id: str) -> list[int]:
        """The numbers of the versions of `id`, ascending; [] when there is none."""
        return version_numbers(self._folder(id))

    def folder(self, id: str, version: int) -> Path:
        return self._folder(id) / version_name(version)

    def newest(self, id: str) -> Manifest | None:
        """The manifest of the newest version, None when there is none. Raises OSError, ValueError on damage."""
        numbers = self.versions(id)
        return read_manifest(self.folder(id, numbers[-1])) if numbers else None

    def readable_newest(self, id: str) -> Manifest | None:
        """As `newest`, but None for a damaged manifest: storing a version then says what is wrong with it."""
        try:
            return self.newest(id)
        except (OSError, ValueError):
            return None

    def read(self, id: str, version: int | None = None) -> Edition:
        """The edition stored under `version`, the newest by default. Raises NoSuchVersion, and UNREADABLE on damage."""
        numbers = self.versions(id)
        number = version or (numbers[-1] if numbers else 0)
        if number not in numbers:
            there = ", ".join(map(str, numbers)) or "none"
            raise NoSuchVersion(f"No version {number} of {id!r} in {self.root}; there is {there}.")
        return read_edition(self.folder(id, number))

    def read_shown(self, id: str, version: int | None = None) -> Edition:
        """As `read`, but without any text where the version, or the newest one, must not be shown."""
        edition, newest = self.read(id, version), self.read(id)
        if newest.shown:
            return edition if edition.shown else without_text(edition)
        return replace(without_text(edition), state=newest.state, warnings=(newest.hidden_reason,))

    def changed(
        self, articles: Iterable[Article], options: str, is_current: Callable[[Manifest], bool]
    ) -> tuple[tuple[Article, ...], tuple[Kept, ...]]:
        """The articles of which an edition has to be made, and the newest versions of the others.

        None is needed when the newest version has the article's content, options and release and `is_current` says
        that the same engines would be used again; nor for an older text (see `_age`), nor when a user restored an
        older version instead of this text.
        """
        changed, kept = [], []
        for article in articles:
            newest = self.readable_newest(article.id)
            if newest is None:
                changed.append(article)
            elif _was_restored_over(newest, content_hash(article)):
                kept.append(Kept(newest))
            elif newest.content_hash == content_hash(article):
                current = _is_unchanged(newest, article, options, is_current)
                kept.append(Kept(newest)) if current else changed.append(article)
            elif (age := self._age(article, newest)) == "new":
                changed.append(article)
            else:
                kept.append(Kept(newest, late=age == "late"))
        return tuple(changed), tuple(kept)

    def _age(self, article: Article, newest: Manifest) -> Literal["new", "late", "known"]:
        """How a text that differs from the newest version stands to it.

        late    the source has already sent a later text
        known   another file has since brought a later text: both lie in the inbox, and are read in each run; or only
                the beginning of a text that the newest version has as a whole
        new     anything else; also an earlier text that comes back in the file of the newest version
        """
        try:
            old = self.read(newest.id, newest.version)
            last = self._last_text(old)
        except UNREADABLE:
            return "new"  # storing a version then says what is wrong with it
        if _is_other(article, last):
            return "new"  # `add` refuses it
        if self._is_late(article, old):
            return "late"
        if _is_only_its_beginning(article, old):
            return "known"
        same_file = is_same_file(self.root, article, last)
        return "known" if not same_file and content_hash(article) in self._contents(article.id) else "new"

    def _last_text(self, newest: Edition) -> Article:
        """The last text of the source, with which others are compared; not that of a version that a user restored."""
        over = newest.restored
        if over is None:
            return newest.article
        try:
            return self.read(newest.article.id, over.over).article
        except UNREADABLE:  # or pruned: what is known of it
            return replace(newest.article, source_version=over.source_version, updated="")

    def _contents(self, id: str) -> set[str]:
        """The content hashes of all versions, also of those that were pruned. Raises OSError, ValueError."""
        stored = {read_manifest(self.folder(id, number)).content_hash for number in self.versions(id)}
        return stored | {removed.content_hash for removed in read_removed(self._folder(id))}

    def keep_late(self, article: Article) -> bool:
        """Keep an older text beside the versions, unless it is there; True when it was new. Raises OSError."""
        return content_hash(article) not in self._contents(article.id) and keep_late_text(self.root, article)

    def released(self) -> list[Article]:
        """The articles whose newest version is embargoed though their time has come, from the stored text."""
        found = []
        for id in embargoed_ids(self.root):
            newest = self.readable_newest(id)
            if newest is None or newest.state != "embargoed":
                unmark_embargoed(self.root, id)
            elif not is_embargoed(article := self.read(id).article):
                found.append(article)
        return found

    def add(self, edition: Edition, *, forced: bool = False) -> Stored:
        """Store `edition` under the next number, unless the newest version says the same, or says it better.

        forced: make a version in any case.

        When another writer takes the number first, the edition is compared with that writer's version, so equal
        editions from two writers make one version.
        Raises OSError when it cannot be written, and SameId when another article has its id; then no part of it is
        stored.
        """
        while True:
            newest = self.newest(edition.article.id)
            old = self.read(newest.id, newest.version) if newest else None
            if old and _is_other(edition.article, old.article):
                raise SameId(
                    f"{edition.article.uri} and {old.article.uri} have the same id {old.article.id}, by chance: write "
                    "one of them into another output folder (--outputs)."
                )
            if newest and old and not forced and _is_needless(edition, newest, old):
                return self._known(newest)
            if newest and old and (self._is_late(edition.article, old) or _is_only_its_beginning(edition.article, old)):
                return self._known(newest)
            if stored := self.append(edition, newest, old, reasons(old, edition, forced=forced)):
                return stored

    def append(
        self, edition: Edition, newest: Manifest | None, old: Edition | None, why: tuple[str, ...]
    ) -> Stored | None:
        """Store `edition` for these reasons after the newest version: its manifest and edition, None for the first.

        None when another writer took the number meanwhile.
        """
        id = edition.article.id
        number = max(newest.version if newest else 0, highest_removed(self._folder(id))) + 1
        fresh = replace(_as_known(edition, old), version=number, made_at=now_text(), reasons=why)
        changes = compare_editions(old, fresh) if old else None
        if not self._publish(fresh, _files(fresh, changes, self._chain_link(newest))):
            return None
        change = one_line(changes) if changes else ""
        return Stored(id, number, True, self.folder(id, number), fresh, meaning(old, fresh), change)

    def _is_late(self, article: Article, newest: Edition) -> bool:
        last = self._last_text(newest)
        seen = replace(last, captured=last.captured or newest.made_at)
        return is_late(article, seen, same_file=is_same_file(self.root, article, last))

    def _known(self, newest: Manifest) -> Stored:
        point_latest(self._folder(newest.id))  # its writer may have died before
        return Stored(newest.id, newest.version, False, self.folder(newest.id, newest.version))

    def _chain_link(self, newest: Manifest | None) -> str:
        """The sha256 of the newest version's manifest, "" when there is none."""
        return sha256((self.folder(newest.id, newest.version) / MANIFEST).read_bytes()) if newest else ""

    def _publish(self, edition: Edition, files: dict[str, bytes]) -> bool:
        """Whether the files became the version; marked before, so that no death of this process hides it."""
        id = edition.article.id
        mark_pending(self.root, id)
        if edition.state == "embargoed":
            mark_embargoed(self.root, id)
        if edition.state in HIDDEN and (edition.version > 1 or edition.state == "withdrawn"):
            mark_withdrawn(self.root, id)  # it may be in digests of earlier runs
        draft = write_draft(self.root, files)
        try:
            published = publish(draft, self.root, id, edition.version)
        except BaseException:
            remove_draft(draft)
            raise
        if not published:
            remove_draft(draft)
        return published

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


def read_edition(folder: Path) -> Edition:
    """The edition in a version's folder. Raises OSError, and ValueError when it is damaged or of another version."""
    content = (folder / EDITION).read_bytes()
    try:
        edition = from_json(content)
    except ValueError as error:
        raise ValueError(f"{folder / EDITION} is not an edition ({error})") from error
    if (edition.article.id, version_name(edition.version)) != (folder.parent.name, folder.name):
        raise ValueError(f"{folder / EDITION} calls itself version {edition.version} of {edition.article.id!r}")
    return edition


def reader_files(edition: Edition, old: Edition | None) -> dict[str, bytes]:
    """The files for people, name to content, the same bytes each time; changes.md only after a version `old`."""
    return _reader_files(edition, compare_editions(old, edition) if old else None)


def _reader_files(edition: Edition, changes: Changes | None) -> dict[str, bytes]:
    texts = {
        "summary.md": summary_markdown(edition, one_line(changes) if changes else ""),
        "short.txt": short_text(edition),
        "long.txt": long_text(edition),
    }
    if changes:
        texts["changes.md"] = changes_markdown(changes)
    return {name: text.encode() for name, text in texts.items()}


def _is_other(article: Article, last: Article) -> bool:
    """Whether two uris have one id by chance. A continued article has another id than its uri would give it now."""
    return article.uri != last.uri and article_id(article.uri) == article_id(last.uri)


def _is_unchanged(newest: Manifest, article: Article, options: str, is_current: Callable[[Manifest], bool]) -> bool:
    """Whether a version with the content of the article is up to date."""
    same_release = release_state(article) == (newest.state if newest.state in HIDDEN else "")
    return same_reader(newest.options, options) and same_release and (newest.state in HIDDEN or is_current(newest))


def _is_needless(edition: Edition, newest: Manifest, old: Edition) -> bool:
    """Whether the newest version, which is `old`, already says the same as `edition`, or says it better."""
    if newest.digest == edition.digest or _was_restored_over(newest, edition.content_hash):
        return True
    same_input = newest.content_hash == edition.content_hash and same_reader(newest.options, edition.options)
    return same_input and old.shown == edition.shown and is_worse(edition, old, old_rank=newest.rank)


def _is_only_its_beginning(article: Article, newest: Edition) -> bool:
    """Whether it is the teaser of a page whose whole text the newest version has: its page failed, or asks for money.

    With another headline it is news. What protects an article always counts.
    """
    is_teaser = is_web_address(article.source) and not article.full_text and not release_state(article)
    return is_teaser and newest.shown and newest.article.full_text and article.headline == newest.article.headline


def _was_restored_over(newest: Manifest, hashed: str) -> bool:
    """Whether a user restored the newest version of an article, and this text of the source was there before."""
    return newest.restored is not None and hashed in (newest.content_hash, newest.restored.content_hash)


def _as_known(edition: Edition, old: Edition | None) -> Edition:
    """What is withdrawn keeps the language and desk under which readers know it."""
    return replace(edition, language=old.language, desk=old.desk) if old and edition.state == "withdrawn" else edition


def _files(edition: Edition, changes: Changes | None, previous: str) -> dict[str, bytes]:
    """The files of a version, name to content: five, and changes.md after an older one."""
    files = {EDITION: to_json(edition)} | _reader_files(edition, changes)
    return files | {MANIFEST: manifest_json(manifest_of(edition, files, previous))}
