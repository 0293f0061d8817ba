"""Which back end runs a model on this machine, on what device and how precisely; found out without loading it."""

from dataclasses import dataclass
from functools import cache
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path
from typing import Literal

from wireglot.models.convert import NOTE, read_conversion
from wireglot.models.errors import InvalidModel, ModelNotReady

Name = Literal["auto", "ctranslate2", "transformers"]
Device = Literal["auto", "cpu", "cuda"]

# What a computation needs of the weights: finer digits cannot come back once they were rounded away.
DIGITS = {
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
OWN = ("float32", "bfloat16", "float16")


@dataclass(frozen=True, slots=True)
class Places:
    """Where a model's files lie; `converted` need not exist."""

    snapshot: Path
    converted: Path


@dataclass(frozen=True, slots=True)
class Plan:
    backend: Literal["ctranslate2", "transformers"]
    device: str
    compute: str

    @property
    def signature(self) -> str:
        """As "ctranslate2:4.8.5|int8|cpu"."""
        names = ("ctranslate2",) if self.backend == "ctranslate2" else ("transformers", "torch")
        versions = "|".join(f"{name}:{version(name).partition('+')[0]}" for name in names)
        return f"{versions}|{self.compute}|{self.device}"


def places(folder: Path) -> Places:
    """The parts of a revision's folder in the model store; a folder that holds a snapshot itself will do as well."""
    inner = folder / "snapshot"
    return Places(inner if inner.is_dir() else folder, folder / "ctranslate2")


def plan(folder: Path, backend: Name = "auto", device: Device = "auto", compute: str = "auto") -> Plan:
    """How the model in the folder would be run now. Under "auto" CTranslate2 first; files are read, nothing loaded.

    :raises InvalidModel: when there is no such folder
    :raises ModelNotReady: naming what each back end lacks
    """
    if not folder.is_dir():
        raise InvalidModel(f"There is no model in {folder}: pull it first.")
    reasons = []
    for name in ("ctranslate2", "transformers"):
        if backend in ("auto", name):
            found = _ctranslate2(folder, device, compute) if name == "ctranslate2" else _transformers(device, compute)
            if isinstance(found, Plan):
                return found
            reasons.append(f"{name}: {found}")
    raise ModelNotReady(f"{folder} cannot be run here as asked ({'; '.join(reasons)}).")


def _ctranslate2(folder: Path, device: Device, compute: str) -> Plan | str:
    converted = places(folder).converted
    if find_spec("ctranslate2") is None:
        return "not installed, pip install 'wireglot[neural]'"
    if not (converted / NOTE).exists():
        return "the model is not converted, pull it again"
    try:
        stored = read_conversion(converted).quantization
    except InvalidModel as fault:
        return str(fault)
    there = "cuda" if _ctranslate2_gpus() else "cpu"
    if device == "cuda" != there:
        return "there is no GPU"
    chosen = there if device == "auto" else device
    wanted = CTRANSLATE2[chosen] if compute == "auto" else (compute,)
    able = [one for one in wanted if one in _computes(chosen) and DIGITS[one] <= DIGITS[stored]]
    return Plan("ctranslate2", chosen, able[0]) if able else f"{compute} is too fine for {stored} weights on {chosen}"


def _transformers(device: Device, compute: str) -> Plan | str:
    if missing := [name for name in ("torch", "transformers") if find_spec(name) is None]:
        return f"{' and '.join(missing)} not installed, pip install 'wireglot[neural]'"
    there = "cuda" if device != "cpu" and _torch_gpu() else "cpu"
    if device == "cuda" != there:
        return "there is no GPU"
    wanted = TRANSFORMERS[there] if compute == "auto" else (compute,)
    return Plan("transformers", there, wanted[0]) if wanted[0] in OWN else f"cannot compute in {compute}"


@cache
def _ctranslate2_gpus() -> int:
    import ctranslate2

    return int(ctranslate2.get_cuda_device_count())


@cache
def _computes(device: str) -> frozenset[str]:
    import ctranslate2

    return frozenset(ctranslate2.get_supported_compute_types(device))


@cache
def _torch_gpu() -> bool:
    import torch

    return bool(torch.cuda.is_available())
