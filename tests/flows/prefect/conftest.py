"""One Prefect for all tests that run flows: a temporary database and server, started once."""

import logging
import os
from collections.abc import Iterator

import pytest

from wireglot.flows.prefect_settings import apply_settings


@pytest.fixture(scope="session", autouse=True)
def prefect(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Starting it takes 6 to 24 s; the heartbeat would make each flow last a second (its thread sleeps so long)."""
    os.environ.setdefault("PREFECT_HOME", str(tmp_path_factory.mktemp("prefect")))
    apply_settings()
    from prefect.settings import PREFECT_FLOWS_HEARTBEAT_FREQUENCY, temporary_settings
    from prefect.testing.utilities import prefect_test_harness

    with prefect_test_harness(server_startup_timeout=120):
        with temporary_settings({PREFECT_FLOWS_HEARTBEAT_FREQUENCY: None}):
            yield
        logging.getLogger("prefect").setLevel(logging.CRITICAL)  # its goodbye finds the server gone
