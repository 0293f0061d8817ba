"""What a caller in this process (the command line) gives a flow beside its parameters, which Prefect stores as JSON.

In a module of its own: a worker of a cluster gets the flow with all that it names, but no context variable can be sent.
"""

from collections.abc import Mapping
from contextvars import ContextVar
from types import MappingProxyType

from wireglot.flows.runs.callbacks import SILENT, Callbacks

# Called during the run.
callbacks: ContextVar[Callbacks] = ContextVar("callbacks", default=SILENT)

# Addresses with credentials by their masked form.
addresses: ContextVar[Mapping[str, str]] = ContextVar("addresses", default=MappingProxyType({}))
