"""Families of models that can be run here: their files, and how the family of a snapshot is recognised."""

import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from wireglot.models.errors import InvalidModel

CONFIG = "config.json"
# Any one of these is enough; the last two list the parts of weights that are split over several files.
WEIGHTS = (
    "model.safetensors",
    "pytorch_model.bin",
    "model.safetensors.index.json",
    "pytorch_model.bin.index.json",
)
# What the tokenizers of our families read; all are at the top of a repository.
_SMALL_FILES = frozenset(
    {
        CONFIG,
        "generation_config.json",
        "tokenizer_config.json",
        "tokenizer.json",
        "special_tokens_map.json",
        "added_tokens.json",
        "vocab.json",
        "merges.txt",
        "source.spm",
        "target.spm",
        "spiece.model",
        "sentencepiece.bpe.model",
    }
)
# safetensors first: a .bin is a pickle, and is only ever opened with weights_only. Left out are the same weights for
# other frameworks (TensorFlow, Flax, ONNX, Rust), two to four times the size.
_WEIGHT_FORMATS = (
    re.compile(r"model\.safetensors|model-\d{5}-of-\d{5}\.safetensors|model\.safetensors\.index\.json"),
    re.compile(r"pytorch_model\.bin|pytorch_model-\d{5}-of-\d{5}\.bin|pytorch_model\.bin\.index\.json"),
)
FileSets = tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Family:
    """`name` is ours, `model_type` is config.json's; of the sets of tokenizer files one must be complete."""

    name: str
    model_type: str
    tokenizer_files: FileSets


MARIAN = Family("marian", "marian", (("source.spm", "target.spm", "vocab.json"),))
NLLB = Family("nllb", "m2m_100", (("tokenizer.json",), ("sentencepiece.bpe.model",)))
M2M100 = Family("m2m100", "m2m_100", (("sentencepiece.bpe.model", "vocab.json"),))
BART = Family("bart", "bart", (("tokenizer.json",), ("vocab.json", "merges.txt")))
PEGASUS = Family("pegasus", "pegasus", (("tokenizer.json",), ("spiece.model",)))
MT5 = Family("mt5", "mt5", (("tokenizer.json",), ("spiece.model",)))
FAMILIES = (MARIAN, NLLB, M2M100, BART, PEGASUS, MT5)


def files_to_download(names: Iterable[str]) -> tuple[str, ...]:
    """Return the files that a model needs: config.json first, which names the family; the weights last.

    Names are matched whole, so that a hub cannot make us write anywhere else.
    """
    ordered = sorted(set(names))
    small = sorted((name for name in ordered if name in _SMALL_FILES), key=lambda name: (name != CONFIG, name))
    return (*small, *weight_files(ordered))


def weight_files(names: Iterable[str]) -> tuple[str, ...]:
    """Return the weight files among the names, in the first format that there is; () when there is none."""
    ordered = sorted(names)
    by_format = ([name for name in ordered if pattern.fullmatch(name)] for pattern in _WEIGHT_FORMATS)
    return next((tuple(files) for files in by_format if any(not name.endswith(".json") for name in files)), ())


def family_of(snapshot: Path) -> Family:
    """Return the family of the model in this folder, all of whose files are there.

    Raises:
        InvalidModel: Files are missing, all named at once, or the family cannot be used here.
    """
    model_type = model_type_of(snapshot)
    candidates = [family for family in FAMILIES if family.model_type == model_type]
    if not candidates:
        names = ", ".join(family.name for family in FAMILIES)
        raise InvalidModel(f"{_label(snapshot)} is of the family {model_type!r}, which cannot be run; {names} can.")
    family = candidates[0] if len(candidates) == 1 else _nllb_or_m2m100(snapshot)
    if missing := _missing(snapshot, family):
        raise InvalidModel(f"{_label(snapshot)} lacks {' and '.join(missing)}: pull the model again.")
    return family


def model_type_of(snapshot: Path) -> str:
    """Return the model type that config.json names, "" when it names none. Raises InvalidModel."""
    return str(read_object(snapshot / CONFIG).get("model_type", ""))


def read_object(file: Path) -> dict[str, Any]:
    """Return the object in a JSON file of a model. Raises InvalidModel."""
    try:
        value = json.loads(file.read_bytes())
    except (OSError, ValueError) as error:
        reason = "is missing" if isinstance(error, FileNotFoundError) else f"cannot be read ({error})"
        raise InvalidModel(f"{file.name} of {_label(file.parent)} {reason}: pull the model again.") from error
    if not isinstance(value, dict):
        raise InvalidModel(f"{file.name} of {_label(file.parent)} contains no JSON object: pull the model again.")
    return value


def _nllb_or_m2m100(snapshot: Path) -> Family:
    """One model type, two tokenizers: the tokenizer's own name decides, else the vocabulary file."""
    settings = snapshot / "tokenizer_config.json"
    name = str(read_object(settings).get("tokenizer_class", "")) if settings.exists() else ""
    if name.startswith(("Nllb", "M2M100")):
        return NLLB if name.startswith("Nllb") else M2M100
    return M2M100 if (snapshot / "vocab.json").exists() else NLLB


def _missing(snapshot: Path, family: Family) -> list[str]:
    """Describe the files of which no set is complete; [] when the model is complete."""
    needed: Sequence[FileSets] = (family.tokenizer_files, tuple((name,) for name in WEIGHTS))
    return [_describe(sets) for sets in needed if not any(_has_all(snapshot, names) for names in sets)]


def _has_all(snapshot: Path, names: Sequence[str]) -> bool:
    return all((snapshot / name).is_file() for name in names)


def _describe(sets: FileSets) -> str:
    return " (or ".join(", ".join(names) for names in sets) + ")" * (len(sets) - 1)


def _label(snapshot: Path) -> str:
    """Return the model as the user knows it: its id for a folder of the model store, else the folder."""
    stored = snapshot.name in {"snapshot", "ctranslate2"} and "--" in snapshot.parent.parent.name
    return snapshot.parent.parent.name.replace("--", "/", 1) if stored else str(snapshot)
