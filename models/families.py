"""Families of models that can be run here, and how one is told from the files of a snapshot."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from wireglot.models.errors import InvalidModel

# Any one of these is enough; the last two list the parts of weights that are cut up.
WEIGHTS = (
    "model.safetensors",
    "pytorch_model.bin",
    "model.safetensors.index.json",
    "pytorch_model.bin.index.json",
)
Choice = tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Family:
    """`name` is ours, `kind` is what config.json calls it; `tokens` are file sets of which one must be whole."""

    name: str
    kind: str
    tokens: Choice


MARIAN = Family("marian", "marian", (("source.spm", "target.spm", "vocab.json"),))
NLLB = Family("nllb", "m2m_100", (("tokenizer.json",), ("sentencepiece.bpe.model",)))
M2M100 = Family("m2m100", "m2m_100", (("sentencepiece.bpe.model", "vocab.json"),))
BART = Family("bart", "bart", (("tokenizer.json",), ("vocab.json", "merges.txt")))
PEGASUS = Family("pegasus", "pegasus", (("tokenizer.json",), ("spiece.model",)))
MT5 = Family("mt5", "mt5", (("tokenizer.json",), ("spiece.model",)))
FAMILIES = (MARIAN, NLLB, M2M100, BART, PEGASUS, MT5)


def family_of(snapshot: Path) -> Family:
    """The family of the model whose files lie in this folder; all of its files are there.

    :raises InvalidModel: naming everything that is missing at once, or the family that is not ours
    """
    kind = str(read_object(snapshot / "config.json").get("model_type", ""))
    known = [family for family in FAMILIES if family.kind == kind]
    if not known:
        kinds = ", ".join(family.name for family in FAMILIES)
        raise InvalidModel(f"{_called(snapshot)} is of the family {kind!r}, which cannot be run here; {kinds} can.")
    family = known[0] if len(known) == 1 else _nllb_or_m2m100(snapshot)
    if missing := _missing(snapshot, family):
        raise InvalidModel(f"{_called(snapshot)} lacks {' and '.join(missing)}: pull the model again.")
    return family


def read_object(file: Path) -> dict[str, Any]:
    """The object in a JSON file of a model. Raises InvalidModel when there is none to be read."""
    try:
        found = json.loads(file.read_bytes())
    except (OSError, ValueError) as fault:
        why = "is not there" if isinstance(fault, FileNotFoundError) else f"cannot be read ({fault})"
        raise InvalidModel(f"{file.name} of {_called(file.parent)} {why}: pull the model again.") from fault
    if not isinstance(found, dict):
        raise InvalidModel(f"{file.name} of {_called(file.parent)} holds no JSON object: pull the model again.")
    return found


def _nllb_or_m2m100(snapshot: Path) -> Family:
    """One class of models, two manners of tokens: the tokenizer's own name decides, else the vocabulary's file."""
    settings = snapshot / "tokenizer_config.json"
    name = str(read_object(settings).get("tokenizer_class", "")) if settings.exists() else ""
    if name.startswith(("Nllb", "M2M100")):
        return NLLB if name.startswith("Nllb") else M2M100
    return M2M100 if (snapshot / "vocab.json").exists() else NLLB


def _missing(snapshot: Path, family: Family) -> list[str]:
    """What no choice of files has, in words; [] when the model is whole."""
    needs: Sequence[Choice] = (family.tokens, tuple((name,) for name in WEIGHTS))
    return [_wanted(choice) for choice in needs if not any(_whole(snapshot, names) for names in choice)]


def _whole(snapshot: Path, names: Sequence[str]) -> bool:
    return all((snapshot / name).is_file() for name in names)


def _wanted(choice: Choice) -> str:
    return " (or ".join(", ".join(names) for names in choice) + ")" * (len(choice) - 1)


def _called(snapshot: Path) -> str:
    """The folder as the user knows it: the model store's .../<org>--<name>/<revision>/snapshot, or what was given."""
    stored_model = snapshot.name in {"snapshot", "ctranslate2"} and "--" in snapshot.parent.parent.name
    return snapshot.parent.parent.name.replace("--", "/", 1) if stored_model else str(snapshot)
