"""Restoring: an older version becomes the newest again, as a new version.

A restored version stays the newest over the text of the source that it was restored over, whatever engines are ready
(store.py, `_was_restored_over`): the user decided so. A text that is not stored yet, or force, makes a version again.
"""

from dataclasses import replace

from wireglot.outputs.edition import Edition, Restored
from wireglot.outputs.source_status import hidden_reason, release_state
from wireglot.outputs.store import NoSuchVersion, Store, Stored
from wireglot.outputs.verify import verify_version
from wireglot.outputs.versions import read_manifest

OTHER_TEXT = "Restored by a user: the source has sent another text since."


class NotRestorable(ValueError):
    """A version that must not become the newest again; the message says why."""


def restore(store: Store, id: str, version: int) -> Stored:
    """Store an older version once more, as the newest; nothing new when it is the newest already.

    Raises:
        NoSuchVersion: If there is no such version.
        NotRestorable: If its text must not be shown, or a version is damaged.
        OSError: If it cannot be written.
    """
    while True:
        numbers = store.versions(id)
        if version not in numbers:
            raise NoSuchVersion(f"No version {version} of {id!r}; there is {', '.join(map(str, numbers)) or 'none'}.")
        _check_sound(store, id, [number for number in numbers if number >= version])
        edition, newest, old = store.read(id, version), store.newest(id), store.read(id)
        _check_allowed(store, edition, old)
        assert newest is not None  # `numbers` is not empty
        if version in (newest.version, newest.restored.version if newest.restored else 0):
            return Stored(id, newest.version, False, store.folder(id, newest.version))
        over = newest.restored or Restored(version, newest.version, newest.content_hash, newest.source_version)
        restored = _restored(edition, replace(over, version=version))
        if stored := store.append(restored, newest, old, (f"restored from version {version}",)):
            return stored


def _restored(edition: Edition, over: Restored) -> Edition:
    """The edition as it is restored, with a warning for the reader where its text is not the source's last one."""
    first = () if edition.content_hash == over.content_hash else (OTHER_TEXT,)
    others = tuple(warning for warning in edition.warnings if warning != OTHER_TEXT)
    return replace(edition, restored=over, warnings=(*first, *others))


def _check_sound(store: Store, id: str, numbers: list[int]) -> None:
    """Raise NotRestorable when one of the versions is damaged: it might be what withdrew the text."""
    for number in numbers:
        for finding in verify_version(id, number, store.folder(id, number)):
            raise NotRestorable(f"Version {number} of {id!r} is damaged: {finding.path} {finding.what}.")


def _check_allowed(store: Store, edition: Edition, newest: Edition) -> None:
    """Raise NotRestorable for a text that its source withdrew or holds back."""
    id, version = edition.article.id, edition.version
    for stored in (newest, edition):
        if not stored.shown:
            raise NotRestorable(f"Version {stored.version} of {id!r} is {stored.state}: {stored.hidden_reason}")
    if release_state(edition.article):
        raise NotRestorable(f"Version {version} of {id!r} must not be shown now: {hidden_reason(edition.article)}")
    for number in store.versions(id):
        if number > version and read_manifest(store.folder(id, number)).state == "withdrawn":
            raise NotRestorable(f"The source withdrew version {version} of {id!r} in version {number}.")
