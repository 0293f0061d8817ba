"""Digests of earlier runs without what was withdrawn since: a kill withdraws a text everywhere.

Each run has its own, as an artifact; flows/reports/digest.py says what is an entry of them.
"""

from collections.abc import Collection, Iterator
from typing import Any

from wireglot.flows.prefect_runs.settings import apply_settings

apply_settings()  # before the first import of Prefect, which reads its settings once

from prefect.client.orchestration import SyncPrefectClient, get_client  # noqa: E402  settings first

from wireglot.flows.reports.digest import without_articles  # noqa: E402

PAGE = 50  # digests in one answer, of up to 200 kB each


def forget_withdrawn(ids: Collection[str]) -> None:
    """Remove these articles from the digests of all runs. Raises what Prefect's client raises."""
    with get_client(sync_client=True) as client:
        for artifact in _digests(client) if ids else ():
            text = str(artifact["data"])
            if (without := without_articles(text, ids)) != text:
                client.request("PATCH", "/artifacts/{id}", path_params={"id": artifact["id"]}, json={"data": without})


def _digests(client: SyncPrefectClient) -> Iterator[dict[str, Any]]:
    """Yield the digests, the newest first."""
    for start in range(0, 1_000_000, PAGE):
        about = {"artifacts": {"key": {"like_": "summaries"}}, "sort": "CREATED_DESC", "limit": PAGE, "offset": start}
        found = client.request("POST", "/artifacts/filter", json=about).json()
        yield from found
        if len(found) < PAGE:
            return
