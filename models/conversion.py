"""The one conversion of a pulled model to CTranslate2, and what is written down of it."""

import logging
import shutil
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path

from models.hub_errors import NotConverted

log = logging.getLogger(__name__)

# A quarter of the size of float32 and the fastest on a CPU; a GPU takes it as int8_float16. Who wants the weights
# in full has them in the snapshot.
QUANTIZATION = "int8"
NEEDED = ("torch", "transformers", "ctranslate2")


def check_tools() -> None:
    """Raise NotConverted when what uses and converts a model is not installed: better told before 300 MB."""
    missing = [name for name in NEEDED if find_spec(name) is None]
    if missing:
        raise NotConverted(
            f"Models need {', '.join(missing)}, not installed here: pip install 'wireglot[neural]', then pull again."
        )


def converted(model_id: str, snapshot: Path, into: Path) -> tuple[tuple[str, str], ...]:
    """Convert the snapshot into a fresh folder; the settings of the conversion, sorted by name.

    :raises NotConverted: with the reason; what a broken conversion has left is deleted
    """
    from models.convert import convert

    shutil.rmtree(into, ignore_errors=True)
    try:
        convert(snapshot, into, quantization=QUANTIZATION)
    except Exception as fault:
        shutil.rmtree(into, ignore_errors=True)
        log.debug("The conversion of %s failed.", model_id, exc_info=True)
        raise NotConverted(
            f"{model_id} was fetched but not converted ({_first_line(fault)}): pull again after mending that."
        ) from fault
    return (("ctranslate2", version("ctranslate2")), ("quantization", QUANTIZATION))


def _first_line(fault: Exception) -> str:
    return next(iter(str(fault).splitlines()), "") or type(fault).__name__
