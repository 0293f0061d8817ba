"""Backup of an output folder: a copy that is an output folder itself, made while runs write.

Versions never change, so only new ones are copied; each is checked against its manifest and published in the copy as
a run publishes it, whole or not at all. Of a version that the copy has, only the lengths of its files are compared.
A backup that is killed leaves a sound folder, and the next one continues.

    DEST/<id>/                  the versions, late texts and removed.json; `latest` is made from what was copied
    DEST/.wireglot/             records, and the databases that cost time or money to make again
    DEST/.wireglot/backup-of    the path of the output folder that it is a backup of

Left out, and removed where somebody who read in the backup has made it, is what is made from the versions: index, site
and feeds. So no text of a killed article stays in them. Left
out is also what is still to be sent to people: after a restore it would be old, and its article may be killed by then.
What the output folder has lost stays in the backup and is named; what was pruned from it is removed here too.
"""

import os
import shutil
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager, suppress
from dataclasses import replace
from pathlib import Path

from filelock import FileLock, Timeout

from wireglot.outputs.index import remove_index
from wireglot.outputs.late import late_files
from wireglot.outputs.layout import (
    PRIVATE,
    REBUILDABLE,
    article_folders,
    backup_of_file,
    drafts_folder,
    embargoes_folder,
    index_file,
    late_folder,
    locks_folder,
    mark_embargoed,
    notifications_folder,
    pending_folder,
    version_name,
    version_numbers,
)
from wireglot.outputs.reader_language import reader_language
from wireglot.outputs.verify import Finding, verify_version
from wireglot.outputs.versions import (
    MANIFEST,
    REMOVED,
    check_schema,
    flush_folder,
    new_draft,
    point_latest,
    publish,
    read_manifest,
    read_removed,
    remove_dead_drafts,
    remove_draft,
    remove_version,
    replace_file,
    write_draft,
)

_DATABASE = ".sqlite"
# A copy waits for the disk, which flushes several files together.
_AT_ONCE = 8
_GROUP = 1000  # articles that are handed to the threads together: a folder may have a million

OnCopied = Callable[[str, int], None]


class BackupRefused(ValueError):
    """A destination that is no place for a backup of this output folder; nothing in it was changed."""


def back_up(root: Path, to: Path, on_copied: OnCopied = lambda id, size: None) -> Iterator[Finding]:
    """Copy to the folder `to` what is new in the output folder, and yield what is damaged in it or missing from it.

    on_copied: called with the article and the bytes of each version that was copied.

    Raises:
        BackupRefused: If `to` holds something else, or another backup writes there.
        OSError, sqlite3.Error: If something cannot be read or written; the next backup continues.
    """
    root, to = Path(os.path.realpath(root)), Path(os.path.realpath(to))
    _check_destination(root, to)
    with _only_backup(root, to):
        remove_dead_drafts(to)
        _remove_what_is_made(to)
        _copy_records(root, to)  # first, so that a backup that is killed knows the articles that it has
        yield from _copy_articles(sorted(article_folders(root)), to, on_copied)
        yield from _missing_articles(root, to)
        _copy_records(root, to)
        _copy_databases(root, to)
        _remove_what_is_made(to)


def _check_destination(root: Path, to: Path) -> None:
    if not root.is_dir():
        raise BackupRefused(f"{root} is no output folder; name one with --outputs.")
    check_schema(root)
    if root == to or root in to.parents or to in root.parents:
        raise BackupRefused(f"{to} and the output folder {root} are one within the other; name a folder elsewhere.")
    source = _backup_of(to)
    if not source and not _is_empty(to):
        raise BackupRefused(f"{to} is not empty and no backup; name a new folder, or that of an earlier backup.")
    if source and source != str(root):
        raise BackupRefused(
            f"{to} is the backup of {source}, not of {root}; name another folder. If the output folder was moved, "
            f"write its new path into {backup_of_file(to)}."
        )
    check_schema(to)
    language, other = reader_language(root), reader_language(to)
    if language and other and language != other:
        raise BackupRefused(f"{to} has articles in {other}, and {root} in {language}; name another folder.")


def _backup_of(to: Path) -> str:
    try:
        return backup_of_file(to).read_text("utf-8", "surrogateescape").strip()
    except OSError:
        return ""


def _is_empty(to: Path) -> bool:
    """Whether there is no file but the drafts of a backup that was killed at its very beginning."""
    files = (path for path in to.rglob("*") if not path.is_dir() or path.is_symlink())
    return all(drafts_folder(to) in path.parents for path in files)


@contextmanager
def _only_backup(root: Path, to: Path) -> Iterator[None]:
    """Mark the destination as a backup of this folder, and keep others out until the end of the block."""
    locks_folder(to).mkdir(parents=True, exist_ok=True)
    if not _backup_of(to):
        replace_file(to, backup_of_file(to), f"{root}\n".encode("utf-8", "surrogateescape"))
    lock = FileLock(locks_folder(to) / "backup.lock", timeout=0)
    try:
        lock.acquire()
    except Timeout as error:
        raise BackupRefused(f"Another backup writes into {to}; wait until it ends.") from error
    try:
        yield
    finally:
        lock.release()


def _remove_what_is_made(to: Path) -> None:
    """Remove index, site and feeds, which whoever reads in a backup makes there: they would go on showing what is old.

    After a restore an article that was killed since would be found and shown again.
    """
    remove_index(to)
    for path in (to / name for name in REBUILDABLE):
        if path.exists():
            _remove(path)


def _copy_articles(folders: Sequence[Path], to: Path, on_copied: OnCopied) -> Iterator[Finding]:
    def copy(folder: Path) -> list[Finding]:
        return list(_copy_article(folder, to, on_copied))

    with ThreadPoolExecutor(_AT_ONCE) as pool:
        for start in range(0, len(folders), _GROUP):
            for findings in pool.map(copy, folders[start : start + _GROUP]):
                yield from findings


def _copy_article(source: Path, to: Path, on_copied: OnCopied) -> Iterator[Finding]:
    target, there = to / source.name, version_numbers(to / source.name)
    numbers = version_numbers(source)
    for number in numbers:
        if number not in there:
            yield from _copy_version(source / version_name(number), to, number, on_copied)
    both = [number for number in there if number in numbers]
    if other := list(_other_version(source, target, both)):
        yield from other
    else:
        for number in both:
            yield from _changed_files(source / version_name(number), target / version_name(number))
    if not version_numbers(target):
        return
    _copy_late_texts(source, target)
    yield from _without_removed(source, target)
    point_latest(target)


def _copy_version(folder: Path, to: Path, number: int, on_copied: OnCopied) -> Iterator[Finding]:
    id = folder.parent.name
    try:
        files = {path.name: path.read_bytes() for path in folder.iterdir()}
    except OSError as error:
        if folder.exists():  # else it was pruned meanwhile
            yield Finding("damage", id, folder, f"cannot be read ({error.strerror}) and was not copied")
        return
    draft = write_draft(to, files)
    if findings := list(verify_version(id, number, draft)):
        remove_draft(draft)
        yield from (replace(one, path=folder / one.path.name, what=f"{one.what}; not copied") for one in findings)
        return
    if read_manifest(draft).state == "embargoed":
        mark_embargoed(to, id)
    if publish(draft, to, id, number):
        on_copied(id, sum(map(len, files.values())))
    remove_draft(draft)


def _other_version(source: Path, target: Path, numbers: Iterable[int]) -> Iterator[Finding]:
    """The newest version that both have, when they do not have the same: the folder went on from an older state."""
    if not (name := version_name(max(numbers, default=0))) or not (source / name).is_dir():
        return
    with suppress(OSError):  # `_changed_files` names it
        if (source / name / MANIFEST).read_bytes() != (target / name / MANIFEST).read_bytes():
            yield _other_manifest(source / name, target / name)


def _other_manifest(folder: Path, copy: Path) -> Finding:
    """What is wrong with a version whose manifest differs from that of its copy, which was checked."""
    try:
        read_manifest(folder)
    except ValueError:
        return Finding("damage", folder.parent.name, folder / MANIFEST, "was changed; the backup has it as it was")
    what = f"is another version than in {copy}: make a new backup in another folder"
    return Finding("damage", folder.parent.name, folder, what)


def _changed_files(folder: Path, copy: Path) -> Iterator[Finding]:
    """The files of a version that are missing, or longer or shorter than in its copy; `verify` reads them as well."""
    try:
        here, there = _sizes(folder), _sizes(copy)
    except OSError as error:
        if folder.exists():  # else it was pruned meanwhile
            yield Finding("damage", folder.parent.name, folder, f"cannot be compared ({error.strerror})")
        return
    for name in sorted(there):
        if name not in here:
            yield Finding("damage", folder.parent.name, folder / name, "is missing; the backup has it")
        elif here[name] != there[name]:
            yield Finding("damage", folder.parent.name, folder / name, "was changed; the backup has it as it was")


def _sizes(folder: Path) -> dict[str, int]:
    """The length of each file, by its name."""
    with os.scandir(folder) as entries:
        return {entry.name: entry.stat().st_size for entry in entries}


def _copy_late_texts(source: Path, target: Path) -> None:
    for path in late_files(source):
        copy = late_folder(target) / path.name
        if not copy.exists():
            copy.parent.mkdir(exist_ok=True)
            replace_file(target.parent, copy, path.read_bytes())


def _without_removed(source: Path, target: Path) -> Iterator[Finding]:
    """Copy the record of what was pruned, and remove that here too; then name what is missing without such a record."""
    try:
        removed = {row.version for row in read_removed(source)}
        if removed:
            _copy_file(source / REMOVED, target / REMOVED, target.parent)
    except (OSError, ValueError) as error:
        yield Finding("damage", source.name, source / REMOVED, f"cannot be read ({error}) and was not copied")
        return
    present = version_numbers(source)
    for number in version_numbers(target):
        if number in present:
            continue
        if number in removed:
            remove_version(target / version_name(number))
        else:
            yield Finding("damage", source.name, source / version_name(number), "is missing; the backup has it")


def _missing_articles(root: Path, to: Path) -> Iterator[Finding]:
    for folder in sorted(article_folders(to)):
        if not version_numbers(root / folder.name):
            yield Finding("damage", folder.name, root / folder.name, "is missing; the backup has it")


def _copy_records(root: Path, to: Path) -> None:
    """Copy all small files of DIR/.wireglot, whatever writes them, except what only running processes need or send.

    A file that is gone is removed here when its folder is still there: a failure that was put right, for example.
    Marks of embargoes only come: the next run removes those that are out of date.
    """
    left_out = {drafts_folder(root), locks_folder(root), pending_folder(root), notifications_folder(root)}
    for folder, names, files in os.walk(root / PRIVATE):
        here = Path(folder)
        names[:] = [name for name in names if here / name not in left_out]
        there = to / here.relative_to(root)
        there.mkdir(parents=True, exist_ok=True)
        copied = {name for name in files if _DATABASE not in name and name != backup_of_file(root).name}
        for name in copied:
            with suppress(FileNotFoundError):  # it was removed meanwhile
                _copy_file(here / name, there / name, to)
        if here not in (root / PRIVATE, embargoes_folder(root)):
            for name in set(os.listdir(there)) - set(files) - set(names):  # noqa: PTH208  names, as os.walk gives them
                _remove(there / name)


def _remove(path: Path) -> None:
    """Remove a file, or the folder of something that is gone."""
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    else:
        path.unlink()


def _copy_file(source: Path, target: Path, to: Path) -> None:
    content = source.read_bytes()
    try:
        if target.read_bytes() == content:
            return
    except FileNotFoundError:
        pass
    replace_file(to, target, content)


def _copy_databases(root: Path, to: Path) -> None:
    """Copy the SQLite files of DIR/.wireglot but the index, as they are at one moment and without deleted content."""
    for source in sorted((root / PRIVATE).glob(f"*{_DATABASE}")):
        if source == index_file(root):
            continue
        draft = new_draft(to)
        draft.parent.mkdir(parents=True, exist_ok=True)
        try:
            _copy_database(source, draft)
            draft.replace(to / PRIVATE / source.name)
        finally:
            remove_draft(draft)
    flush_folder(to / PRIVATE)


def _copy_database(source: Path, target: Path) -> None:
    with closing(sqlite3.connect(source, timeout=60, isolation_level=None)) as connection:
        connection.execute("vacuum into ?", (str(target),))
    with closing(sqlite3.connect(target, isolation_level=None)) as connection:
        connection.execute("pragma journal_mode = wal")  # as in the source; nothing sets it again
