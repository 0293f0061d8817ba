"""One Prefect server for all services with one Prefect home, and so one database: who has it, and who comes after.

The projects of a user share a home unless they set PREFECT_HOME. The first `wireglot serve` starts a server, the others
use it; when that service ends, its server ends too, and one of the others starts it again at the same address.
"""

from contextlib import ExitStack
from threading import Event

from wireglot.flows.prefect_runs.settings import named_server
from wireglot.flows.serving.server import (
    OwnServer,
    ServerUnavailable,
    noted_address,
    prefect_home,
    responds,
    running_server,
)
from wireglot.models import LockTaken, exclusive_lock


def server_to_use(stopped: Event, held: ExitStack) -> tuple[str, OwnServer | None]:
    """The address of a server, and the server where this process has to start it; "" when `stopped` is set before.

    held  holds the lock of the server, as long as this process has it

    Raises:
        ServerUnavailable: If none may be started: the one that is named is on another machine, or another service has
            a server with this home at another address.
    """
    while not (url := running_server(stopped)) and not stopped.is_set():
        if _is_taken(held):
            server = OwnServer()
            return server.url, server
        if (named := named_server()) and (noted := noted_address()) not in ("", named):
            raise ServerUnavailable(
                f"Another `wireglot serve` has a server at {noted}, with the database in {prefect_home()}. Unset "
                "PREFECT_API_URL to use that one, or set another PREFECT_HOME."
            )
        stopped.wait(1.0)  # another service starts it
    return url, None


def is_of_another_service(url: str) -> bool:
    """Whether the server at this address belongs to another `wireglot serve` with this home, which runs now."""
    with ExitStack() as held:
        return noted_address() == url and not _is_taken(held)


def successor(url: str, held: ExitStack) -> OwnServer | None:
    """A server in place of that of another service that has ended; None while it responds or a third one is first."""
    with ExitStack() as mine:
        if _is_taken(mine) and not responds(url):
            held.push(mine.pop_all())
            return OwnServer()
    return None


def _is_taken(held: ExitStack) -> bool:
    """Whether this process now has the lock of the server."""
    try:
        held.enter_context(exclusive_lock(prefect_home() / "wireglot-server.lock", "", wait=False))
    except LockTaken:
        return False
    return True
