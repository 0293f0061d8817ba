"""Prefect's settings, in the environment before its first import. Whatever the user has set stays."""

import os
import tomllib
from pathlib import Path

SETTINGS = {
    "PREFECT_SERVER_ANALYTICS_ENABLED": "false",  # the server's telemetry: an error at each start without a network
    "DO_NOT_TRACK": "1",  # the client's
    "PREFECT_CLI_PROMPT": "false",
    "PREFECT_LOGGING_LEVEL": "WARNING",  # the report says what a run did
    "PREFECT_CLIENT_RETRY_EXTRA_CODES": "500",  # what the server answers while its database is away
    # 24 s were measured with an empty home; a busy machine takes longer
    "PREFECT_SERVER_EPHEMERAL_STARTUP_TIMEOUT_SECONDS": "120",
}


def apply_settings() -> None:
    """Set what the user has not set.

    A home of its own keeps Wireglot's runs out of the history of other projects, unless the user has a Prefect
    profile, which then decides where runs go.
    """
    for name, value in SETTINGS.items():
        os.environ.setdefault(name, value)
    if "PREFECT_API_URL" not in os.environ and not (Path.home() / ".prefect" / "profiles.toml").exists():
        os.environ.setdefault("PREFECT_HOME", str(state_home() / "prefect"))
    if home := os.environ.get("PREFECT_HOME"):
        Path(home).mkdir(parents=True, exist_ok=True)  # Prefect creates only the last folder


def named_server() -> str:
    """The API URL that PREFECT_API_URL or the user's active Prefect profile names, "" for none."""
    if url := os.environ.get("PREFECT_API_URL"):
        return url
    path = Path(os.environ.get("PREFECT_HOME") or Path.home() / ".prefect") / "profiles.toml"
    try:
        profiles = tomllib.loads(path.read_text("utf-8"))
        return str(profiles["profiles"][os.environ.get("PREFECT_PROFILE", profiles["active"])]["PREFECT_API_URL"])
    except (OSError, ValueError, KeyError, TypeError):
        return ""  # no profile, or one that names no server


def state_home() -> Path:
    """The folder for data that is neither output nor setting (XDG base directory specification)."""
    base = os.environ.get("XDG_STATE_HOME") or Path.home() / ".local" / "state"
    return Path(base) / "wireglot"
