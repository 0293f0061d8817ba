"""What a run is asked to do, whoever starts it: the command line, a Prefect flow, or a caller in Python."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from wireglot.flows.options import Options, check, check_ready
from wireglot.flows.runs.reader_language import check_reader_language
from wireglot.flows.sources.source import Source
from wireglot.models import chat
from wireglot.outputs import Store


@dataclass(frozen=True, slots=True)
class RunRequest:
    """What is read, where its versions go, with which options, and what else belongs to the run.

    retry   afterwards process again what the output folder has, where something better is ready
    config  the wireglot.toml of a desk, as `name_of` writes it: it says whom the desk notifies
    after   `Report.after` of the part of the run before this one (flows/runs/parts.py)
    wait    wait for another run over the same sources; else raise AnotherRun
    """

    sources: Sequence[Source]
    outputs: Path
    options: Options
    retry: bool = False
    config: str = ""
    after: str = ""
    wait: bool = True

    @property
    def places(self) -> list[str]:
        """The addresses and paths of the sources."""
        return [source.at for source in self.sources]


def check_request(request: RunRequest) -> None:
    """Return if the run can start; nothing is read for it.

    Raises:
        InvalidOptions: If an option cannot be used, a named engine is not ready, or the output folder has another
            reader's language.
        OtherSchema: If another version of Wireglot wrote the output folder.
    """
    check(request.options)
    Store(request.outputs)
    check_reader_language(request.options, request.outputs, request.places)
    chat.clear_availability()  # in a service the server may be back since the last run
    check_ready(request.options)
