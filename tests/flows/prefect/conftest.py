"""The Prefect server of this worker, used by this process itself."""

import os
from collections.abc import Iterator

import pytest

from tests.prefect_servers import PrefectServer
from wireglot.flows.prefect_runs.settings import apply_settings


@pytest.fixture(scope="session")
def shared_server(prefect_server: PrefectServer) -> Iterator[PrefectServer]:
    """A real server that this process uses; without the heartbeat, with which each flow would last a second."""
    os.environ["PREFECT_HOME"], os.environ["PREFECT_API_URL"] = str(prefect_server.home), prefect_server.url
    apply_settings()
    from prefect.settings import PREFECT_API_URL, PREFECT_FLOWS_HEARTBEAT_FREQUENCY, temporary_settings

    with temporary_settings({PREFECT_API_URL: prefect_server.url, PREFECT_FLOWS_HEARTBEAT_FREQUENCY: None}):
        yield prefect_server
    del os.environ["PREFECT_HOME"], os.environ["PREFECT_API_URL"]
