"""The process that runs the desks: python -m wireglot.flows.serving.runner_process WIREGLOT.TOML [OUTPUTS].

`wireglot serve` starts it (supervisor.py) when a server responds at PREFECT_API_URL.
"""

import asyncio
import logging
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from wireglot.flows.desks import Config, InvalidDesks, read_config
from wireglot.flows.desks.alarms import check_desks
from wireglot.flows.prefect_runs.settings import apply_settings

apply_settings()  # before the first import of Prefect, which reads its settings once

from prefect.client.orchestration import get_client  # noqa: E402  settings first
from prefect.deployments.runner import RunnerDeployment  # noqa: E402

from wireglot.flows.prefect_runs.events import send_desk_silent  # noqa: E402
from wireglot.flows.prefect_runs.server_away import without_traceback  # noqa: E402
from wireglot.flows.serving.deployments import deployments  # noqa: E402
from wireglot.flows.serving.desk_runner import DeskRunner  # noqa: E402
from wireglot.flows.serving.flow_process import SERVED_BY  # noqa: E402
from wireglot.flows.serving.registration import (  # noqa: E402
    DeskTaken,
    check_names,
    owner_tag,
    remove_abandoned,
    remove_others,
    renew_missed,
)
from wireglot.flows.serving.server import responds  # noqa: E402
from wireglot.flows.serving.supervisor import REFUSED  # noqa: E402
from wireglot.flows.serving.watch import LOOK_SECONDS, UNREACHABLE, Watch  # noqa: E402

log = logging.getLogger(__name__)

# How often it is checked whether a desk has fallen silent.
SILENCE_SECONDS = 60.0


def main(arguments: Sequence[str]) -> int:
    """Serve the desks until SIGTERM; return the exit status."""
    logging.basicConfig(format="%(asctime)s | %(message)s", datefmt="%H:%M:%S", level=logging.WARNING)
    os.environ[SERVED_BY] = str(os.getpid())
    for handler in (*logging.getLogger().handlers, *logging.getLogger("prefect").handlers):
        handler.addFilter(without_traceback)
    try:
        config = read_config(Path(arguments[0]), outputs=Path(arguments[1]) if arguments[1:] else None)
        if not responds(os.environ.get("PREFECT_API_URL", "")):
            check_desks(config)  # while the server is away desks fall silent, and this process ends again
        asyncio.run(_serve(config, deployments(config)))
    except (InvalidDesks, DeskTaken) as error:
        _tell(f"wireglot: {error}")
        return REFUSED
    except UNREACHABLE as error:
        log.error("Prefect's server at %s did not accept the desks: %s", os.environ.get("PREFECT_API_URL"), error)
        return 1
    return 0


async def _serve(config: Config, desks: Sequence[RunnerDeployment]) -> None:
    owner = owner_tag(config.path)
    runner = DeskRunner()
    async with get_client() as client:
        await check_names(client, desks, owner)
        for desk in desks:
            await runner.aadd_deployment(desk)
        await remove_others(client, owner, {desk.name for desk in desks})
        await remove_abandoned(client)
        await renew_missed(client, owner)
        _tell_desks([desk.name for desk in desks])
        running = asyncio.create_task(runner.start())
        looking = asyncio.create_task(_look_again_and_again(Watch(runner, client, desks, owner)))
        listening = asyncio.create_task(_listen_for_silence(config))
        tasks = (running, looking, listening)
        await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
        for task in tasks:
            if task.done():
                task.result()


def _tell_desks(names: Sequence[str]) -> None:
    url = os.environ.get("PREFECT_API_URL", "")
    _tell(f"Serving {', '.join(names)}. Prefect UI: {url.removesuffix('/api')}")
    _tell(f"To run one now: PREFECT_API_URL={url} prefect deployment run summarize-articles/{names[0]}")
    _tell("Ctrl-C stops the runs and ends this command within 10 seconds.")


def _tell(text: str) -> None:
    """Say something to who started the service: not as a record of the log, with its time and its logger."""
    sys.stderr.write(f"{text}\n")


async def _look_again_and_again(watch: Watch) -> None:
    while True:
        await asyncio.sleep(LOOK_SECONDS)
        await watch.look()


async def _listen_for_silence(config: Config) -> None:
    while True:
        await asyncio.to_thread(check_desks, config, on_silent=send_desk_silent)
        await asyncio.sleep(SILENCE_SECONDS)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
