"""Digests as artifacts: how they are written, and how what was withdrawn since leaves those of earlier runs.

A kill withdraws a text everywhere. Each run has its own digest; flows/reports/digest.py says what is an entry of them.
What is withdrawn without Prefect (`--plain`, or while its server is away) leaves them with the next run that has a
server: the output folder has a mark of it until then.
"""

from collections.abc import Collection, Iterator
from itertools import count
from pathlib import Path
from typing import Any
from uuid import UUID

from wireglot.flows.prefect_runs.settings import apply_settings

apply_settings()  # before the first import of Prefect, which reads its settings once

from prefect.client.orchestration import SyncPrefectClient, get_client  # noqa: E402  settings first

from wireglot.flows.reports.digest import without_articles  # noqa: E402
from wireglot.outputs import HIDDEN, Store, unmark_withdrawn, withdrawn_ids  # noqa: E402

PAGE = 50  # digests in one answer, of up to 200 kB each


# Prefect's server makes an event of each new artifact, with all that is in it, and none of a later change. An event
# stays for a week and cannot be changed, so a digest gets its text in a second step.
EMPTY_DIGEST = "*This digest has not been written.*"


def write_digest(id: UUID, text: str) -> None:
    """Write the text of an artifact. Raises what Prefect's client raises."""
    with get_client(sync_client=True) as client:
        _write(client, id, text)


def forget_withdrawn(root: Path) -> None:
    """Remove what has been withdrawn from the output folder from the digests of all runs.

    Raises what Prefect's client raises; the next run tries again.
    """
    ids = _hidden(root)
    with get_client(sync_client=True) as client:
        for artifact in _digests(client) if ids else ():
            text = str(artifact["data"])
            if (without := without_articles(text, ids)) != text:
                _write(client, artifact["id"], without)
    for id in ids:
        unmark_withdrawn(root, id)


def _hidden(root: Path) -> Collection[str]:
    """The articles with a mark that must not be shown now; another may have failed, and is withdrawn later."""
    store = Store(root)
    newest = {id: store.readable_newest(id) for id in withdrawn_ids(root)}
    return {id for id, manifest in newest.items() if manifest and manifest.state in HIDDEN}


def _write(client: SyncPrefectClient, id: UUID | str, text: str) -> None:
    client.request("PATCH", "/artifacts/{id}", path_params={"id": id}, json={"data": text})


def _digests(client: SyncPrefectClient) -> Iterator[dict[str, Any]]:
    """Yield the digests, the newest first."""
    for start in count(0, PAGE):
        about = {"artifacts": {"key": {"like_": "summaries"}}, "sort": "CREATED_DESC", "limit": PAGE, "offset": start}
        found = client.request("POST", "/artifacts/filter", json=about).json()
        yield from found
        if len(found) < PAGE:
            return
