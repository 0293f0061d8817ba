"""The choice of runtime, device and precision for a model on this machine, without loading it."""

from dataclasses import dataclass
from functools import cache
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path
from typing import Literal

from wireglot.models.conversion import NOTE, read_conversion
from wireglot.models.errors import InvalidModel, ModelNotReady

RuntimeName = Literal["auto", "ctranslate2", "transformers"]
Device = Literal["auto", "cpu", "cuda"]

# What a computation needs of the weights: precision that was rounded away cannot come back.
PRECISION = {
    "int8": 1,
    "int8_float32": 1,
    "int8_float16": 1,
    "int8_bfloat16": 1,
    "float16": 2,
    "bfloat16": 2,
    "float32": 3,
}
# Best first; the first that the machine and the weights allow is taken.
CTRANSLATE2 = {
    "cpu": ("int8", "int8_float32", "float32"),
    "cuda": ("float16", "int8_float16", "int8_float32", "int8", "float32"),
}
TRANSFORMERS = {"cpu": ("float32",), "cuda": ("bfloat16",)}  # float16 overflows in mT5 and Pegasus
TORCH_TYPES = ("float32", "bfloat16", "float16")


@dataclass(frozen=True, slots=True)
class ModelFiles:
    """The folders of a model; `converted` need not exist."""

    snapshot: Path
    converted: Path


@dataclass(frozen=True, slots=True)
class RuntimeChoice:
    runtime: Literal["ctranslate2", "transformers"]
    device: str
    compute: str

    @property
    def signature(self) -> str:
        """As "ctranslate2:4.8.5|int8|cpu"."""
        names = ("ctranslate2",) if self.runtime == "ctranslate2" else ("transformers", "torch")
        versions = "|".join(f"{name}:{version(name).partition('+')[0]}" for name in names)
        return f"{versions}|{self.compute}|{self.device}"


def model_files(folder: Path) -> ModelFiles:
    """Return the folders within a revision's folder of the model store; a bare snapshot is accepted as well."""
    inner = folder / "snapshot"
    return ModelFiles(inner if inner.is_dir() else folder, folder / "ctranslate2")


def choose_runtime(
    folder: Path, runtime: RuntimeName = "auto", device: Device = "auto", compute: str = "auto"
) -> RuntimeChoice:
    """Return how the model in the folder would be run now. Under "auto" CTranslate2 comes first.

    Raises:
        InvalidModel: There is no such folder.
        ModelNotReady: No runtime can run it; names what each of them lacks.
    """
    if not folder.is_dir():
        raise InvalidModel(f"There is no model in {folder}: pull it first.")
    reasons = []
    for name in ("ctranslate2", "transformers"):
        if runtime in ("auto", name):
            result = _ctranslate2(folder, device, compute) if name == "ctranslate2" else _transformers(device, compute)
            if isinstance(result, RuntimeChoice):
                return result
            reasons.append(f"{name}: {result}")
    raise ModelNotReady(f"{folder} cannot be run here as asked ({'; '.join(reasons)}).")


def _ctranslate2(folder: Path, device: Device, compute: str) -> RuntimeChoice | str:
    """Return the choice, or the reason why there is none."""
    converted = model_files(folder).converted
    if find_spec("ctranslate2") is None:
        return "not installed, pip install 'wireglot[neural]'"
    if not (converted / NOTE).exists():
        return "the model is not converted, pull it again"
    try:
        stored = read_conversion(converted).quantization
    except InvalidModel as error:
        return str(error)
    best = "cuda" if _ctranslate2_gpus() else "cpu"
    if device == "cuda" != best:
        return "there is no GPU"
    chosen = best if device == "auto" else device
    candidates = CTRANSLATE2[chosen] if compute == "auto" else (compute,)
    possible = [
        name for name in candidates if name in _ctranslate2_types(chosen) and PRECISION[name] <= PRECISION[stored]
    ]
    if not possible:
        return f"{compute} is too precise for {stored} weights on {chosen}"
    return RuntimeChoice("ctranslate2", chosen, possible[0])


def _transformers(device: Device, compute: str) -> RuntimeChoice | str:
    """Return the choice, or the reason why there is none."""
    if missing := [name for name in ("torch", "transformers") if find_spec(name) is None]:
        return f"{' and '.join(missing)} not installed, pip install 'wireglot[neural]'"
    chosen = "cuda" if device != "cpu" and _torch_gpu() else "cpu"
    if device == "cuda" != chosen:
        return "there is no GPU"
    name = TRANSFORMERS[chosen][0] if compute == "auto" else compute
    return RuntimeChoice("transformers", chosen, name) if name in TORCH_TYPES else f"cannot compute in {compute}"


@cache
def _ctranslate2_gpus() -> int:
    import ctranslate2

    return int(ctranslate2.get_cuda_device_count())


@cache
def _ctranslate2_types(device: str) -> frozenset[str]:
    import ctranslate2

    return frozenset(ctranslate2.get_supported_compute_types(device))


@cache
def _torch_gpu() -> bool:
    import torch

    return bool(torch.cuda.is_available())
