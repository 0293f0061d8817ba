"""Prefect's settings, given before its first import: what a run needs to be quiet, private and repeatable.

Whatever the user has set stays.
"""

import os
from pathlib import Path

SETTINGS = {
    "PREFECT_SERVER_ANALYTICS_ENABLED": "false",  # the server's telemetry: an error at each start without a network
    "DO_NOT_TRACK": "1",  # the client's
    "PREFECT_CLI_PROMPT": "false",
    "PREFECT_LOGGING_LEVEL": "WARNING",  # our own report says what a run made
    # 24 s were measured on an empty home; a laden machine takes longer
    "PREFECT_SERVER_EPHEMERAL_STARTUP_TIMEOUT_SECONDS": "120",
}


def set_up() -> None:
    """Set what the user has not. A home of our own keeps Wireglot's runs out of other projects' history,
    unless the user has a profile of Prefect: then that says where runs go."""
    for name, value in SETTINGS.items():
        os.environ.setdefault(name, value)
    if "PREFECT_API_URL" not in os.environ and not (Path.home() / ".prefect" / "profiles.toml").exists():
        os.environ.setdefault("PREFECT_HOME", str(state_home() / "prefect"))
    if home := os.environ.get("PREFECT_HOME"):
        Path(home).mkdir(parents=True, exist_ok=True)  # Prefect makes the last folder only


def state_home() -> Path:
    """Where Wireglot keeps what is neither output nor setting, by the XDG base directory rules."""
    base = os.environ.get("XDG_STATE_HOME") or Path.home() / ".local" / "state"
    return Path(base) / "wireglot"
