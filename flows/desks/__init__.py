"""Desks: named sets of sources with options and a schedule, read from wireglot.toml."""

from wireglot.flows.desks.config import (
    Config,
    Desk,
    InvalidDesks,
    check_engines,
    missing_sources,
    published_at,
    read_config,
    shared_sources,
)
from wireglot.flows.desks.schedules import Schedule

__all__ = [
    "Config",
    "Desk",
    "InvalidDesks",
    "Schedule",
    "check_engines",
    "missing_sources",
    "published_at",
    "read_config",
    "shared_sources",
]
