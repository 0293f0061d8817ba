"""The one conversion of a pulled model to CTranslate2, and its family before and after its files are there."""

import logging
import shutil
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path

from wireglot.models.convert import NEEDED, convert
from wireglot.models.errors import ConversionFailed, ModelError, UnsupportedModel
from wireglot.models.families import FAMILIES, family_of, read_object

log = logging.getLogger(__name__)

# A quarter of the size of float32 and the fastest on a CPU; a GPU takes it as int8_float16. Who wants the weights
# in full has them in the snapshot.
QUANTIZATION = "int8"


def check_tools() -> None:
    """Raise ConversionFailed when what uses and converts a model is not installed: better told before 300 MB."""
    missing = [name for name in NEEDED if find_spec(name) is None]
    if missing:
        raise ConversionFailed(
            f"Models need {', '.join(missing)}, not installed here: pip install 'wireglot[neural]', then pull again."
        )


def check_kind(snapshot: Path, model_id: str) -> None:
    """Raise UnsupportedModel when config.json, which is there already, names a family that is not ours."""
    try:
        kind = str(read_object(snapshot / "config.json").get("model_type", ""))
    except ModelError as fault:
        raise UnsupportedModel(f"{model_id} cannot be used here: {fault}") from fault
    if kind not in {family.kind for family in FAMILIES}:
        names = ", ".join(family.name for family in FAMILIES)
        raise UnsupportedModel(
            f"{model_id} is of the family {kind or 'unknown'!r}, which cannot be used here: name a model of {names}."
        )


def family_name(snapshot: Path, model_id: str) -> str:
    """The family of the whole snapshot. Raises UnsupportedModel when files are missing on the hub itself."""
    try:
        return family_of(snapshot).name
    except ModelError as fault:
        raise UnsupportedModel(f"The hub does not have all files of {model_id}: {fault}") from fault


def converted(model_id: str, snapshot: Path, into: Path) -> tuple[tuple[str, str], ...]:
    """Convert the snapshot into a fresh folder; the settings of the conversion, sorted by name.

    :raises ConversionFailed: with the reason; what has been fetched stays
    """
    shutil.rmtree(into, ignore_errors=True)
    try:
        convert(snapshot, into, quantization=QUANTIZATION)
    except Exception as fault:
        log.debug("The conversion of %s failed.", model_id, exc_info=True)
        raise ConversionFailed(
            f"{model_id} was fetched but not converted ({_first_line(fault)}): pull again after mending that."
        ) from fault
    return (("ctranslate2", version("ctranslate2")), ("quantization", QUANTIZATION))


def _first_line(fault: Exception) -> str:
    """What the fault says, without its stop at the end."""
    return (next(iter(str(fault).splitlines()), "") or type(fault).__name__).rstrip(".")
