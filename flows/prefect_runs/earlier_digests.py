"""Digests as artifacts: how they are written, and how what was withdrawn since leaves those of earlier runs.

A kill withdraws a text everywhere. Each run has its own digest; flows/reports/digest.py says what is an entry of them.
What is withdrawn without Prefect (`--plain`, or while its server is away) leaves them with the next run that has a
server: the output folder has a mark of it until then.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Set
from itertools import count
from pathlib import Path
from typing import Any, Literal
from uuid import UUID

from wireglot.flows.prefect_runs.settings import apply_settings

apply_settings()  # before the first import of Prefect, which reads its settings once

from prefect.client.orchestration import SyncPrefectClient, get_client  # noqa: E402  settings first

from wireglot.flows.reports.digest import without_articles  # noqa: E402
from wireglot.outputs import HIDDEN, Store, mark_withdrawn, unmark_withdrawn, withdrawn_ids  # noqa: E402

PAGE = 100  # digests in one answer, of up to 200 kB each
DIGEST_KEY = "summaries"  # of the artifacts; that of a desk is behind its name and a hyphen

# Prefect's server makes an event of each new artifact, with all that is in it, and none of a later change. An event
# stays for a week and cannot be changed, so a digest gets its text in a second step.
EMPTY_DIGEST = "*This digest has not been written.*"


def write_digest(root: Path, id: UUID, text: str, ids: Collection[str]) -> None:
    """Write the text of an artifact about the articles `ids`. Raises what Prefect's client raises.

    Another run may have withdrawn one of them meanwhile, and looked through the digests before this one had its text.
    """
    hidden = _hidden(root, ids)
    with get_client(sync_client=True) as client:
        _write(client, id, without_articles(text, hidden))
    if since := _hidden(root, ids) - hidden:
        for one in since:
            mark_withdrawn(root, one)
        forget_withdrawn(root)


def forget_withdrawn(root: Path) -> None:
    """Remove what has been withdrawn from the output folder from the digests of all runs.

    Raises what Prefect's client raises; the next run tries again.
    """
    ids = _hidden(root, withdrawn_ids(root))
    with get_client(sync_client=True) as client:
        for artifact in _digests(client) if ids else ():
            text = str(artifact["data"])
            if (without := without_articles(text, ids)) != text:
                _write(client, artifact["id"], without)
    for id in ids:
        unmark_withdrawn(root, id)


def _hidden(root: Path, ids: Iterable[str]) -> Set[str]:
    """Those of the articles that must not be shown now; one with a mark may have failed, and is withdrawn later."""
    store = Store(root)
    newest = {id: store.readable_newest(id) for id in ids}
    return {id for id, manifest in newest.items() if manifest and manifest.state in HIDDEN}


def _write(client: SyncPrefectClient, id: UUID | str, text: str) -> None:
    client.request("PATCH", "/artifacts/{id}", path_params={"id": id}, json={"data": text})


def _digests(client: SyncPrefectClient) -> Iterator[dict[str, Any]]:
    """Yield the digests, desk by desk, the newest first.

    Each desk's by its key: for that Prefect's database has an index, while for a part of a key it sorts all artifacts
    again for each page (20,000 digests among 80,000 artifacts in SQLite, beside other work: 210 s instead of 15).
    """
    for newest in _pages(client, "/artifacts/latest/filter", {"like_": DIGEST_KEY}, "KEY_ASC"):
        if newest["key"] == DIGEST_KEY or newest["key"].endswith(f"-{DIGEST_KEY}"):
            yield from _pages(client, "/artifacts/filter", {"any_": [newest["key"]]}, "CREATED_DESC")


def _pages(
    client: SyncPrefectClient,
    path: Literal["/artifacts/filter", "/artifacts/latest/filter"],
    key: Mapping[str, Any],
    sort: str,
) -> Iterator[dict[str, Any]]:
    for start in count(0, PAGE):
        about = {"artifacts": {"key": key}, "sort": sort, "limit": PAGE, "offset": start}
        found = client.request("POST", path, json=about).json()
        yield from found
        if len(found) < PAGE:
            return
