"""A Prefect server for all tests of flows: starting it takes 6 to 24 s, so those of one worker share it."""

import os
from collections.abc import Iterator

import pytest

from tests.prefect_servers import PrefectServer, running_server
from wireglot.flows.prefect_runs.settings import apply_settings


@pytest.fixture(scope="session")
def shared_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[PrefectServer]:
    """A real server that this process uses; without the heartbeat, with which each flow would last a second."""
    with running_server(tmp_path_factory.mktemp("prefect")) as server:
        os.environ["PREFECT_HOME"], os.environ["PREFECT_API_URL"] = str(server.home), server.url
        apply_settings()
        from prefect.settings import PREFECT_API_URL, PREFECT_FLOWS_HEARTBEAT_FREQUENCY, temporary_settings

        with temporary_settings({PREFECT_API_URL: server.url, PREFECT_FLOWS_HEARTBEAT_FREQUENCY: None}):
            yield server
        del os.environ["PREFECT_HOME"], os.environ["PREFECT_API_URL"]
