"""An article's versions, and which of them may be shown: what was withdrawn or under embargo is not."""

import logging
from dataclasses import dataclass

from wireglot.outputs.manifest import Manifest, read_manifest
from wireglot.outputs.site.names import version_page
from wireglot.outputs.store import Store

log = logging.getLogger(__name__)

HIDDEN = ("withdrawn", "embargoed")


@dataclass(frozen=True, slots=True)
class Past:
    """A version of an article.

    hidden   its text may not be shown: it is withdrawn or was under embargo, or a later version withdraws it
    killed   by a withdrawal, its own or a later one
    sound    False when its manifest cannot be read; made_at and reasons are empty then
    page     its own page; the newest has the article's
    """

    number: int
    made_at: str
    reasons: tuple[str, ...]
    hidden: bool
    killed: bool
    sound: bool
    page: str


def history(store: Store, id: str) -> tuple[Past, ...]:
    """Every version that is there, the oldest first."""
    found: list[Past] = []
    killed = False
    for number in reversed(store.versions(id)):
        made = _manifest(store, id, number)
        killed = killed or (made is not None and made.state == "withdrawn")
        hidden = killed or made is None or made.state in HIDDEN
        page = version_page(id, number)
        at, why = (made.made_at, made.reasons) if made else ("", ())
        found.append(Past(number, at, why, hidden, killed, made is not None, page))
    return tuple(reversed(found))


def _manifest(store: Store, id: str, number: int) -> Manifest | None:
    try:
        return read_manifest(store.folder(id, number))
    except (OSError, ValueError) as fault:
        log.warning("Version %d of %s is left out of the pages: %s", number, id, fault)
        return None
