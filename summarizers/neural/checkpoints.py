"""The models that can summarise, from data/checkpoints.toml, and the best one of an engine that is on the shelf."""

import logging
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Literal

from articles.tags import parse
from models import shelf
from models.errors import ModelError
from models.known import is_non_commercial, known
from models.seq2seq import signature

log = logging.getLogger(__name__)

Manner = Literal["several", "sentence"]


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """A model on the shelf, how many tokens of it are read, what it writes, and how it likes its lengths."""

    model: shelf.Shelved
    reads: int
    writes: Manner
    length_penalty: float

    @property
    def signature(self) -> str:
        """Id, commit and what carries it, as "model:org/name@0a1b|runtime:ctranslate2 4.8.5 int8 cpu".

        Raises ModelError when this machine cannot run it.
        """
        carried = signature(self.model.folder).replace("|", " ").replace(":", " ")
        return f"model:{self.model.id}@{self.model.revision[:12]}|runtime:{carried}"


def best(engine: str) -> Checkpoint | None:
    """The first of the engine's models that is on the shelf and can be run here; None when there is none."""
    table = _table()[engine]
    for entry in table["models"]:
        model = shelf.find(entry["id"])
        found = Checkpoint(model, entry["reads"], entry["writes"], table["length_penalty"]) if model else None
        if found and _runs(found):
            return found
    return None


def reads_language(engine: str, tag: str) -> bool:
    """Whether the engine's models were taught the language, in the script that the tag names or means."""
    return parse(tag).written in _table()[engine]["languages"].split()


def mend_for(engine: str) -> str:
    """The command that would bring the engine a model."""
    model_id = str(_table()[engine]["mend"])
    named = known(model_id)
    consent = " --accept-licence" if named and is_non_commercial(named.licence) else ""
    return f"wireglot models pull {model_id}{consent}"


def _runs(one: Checkpoint) -> bool:
    try:
        return bool(one.signature)
    except ModelError as fault:
        log.warning("%s cannot be run here: %s", one.model.id, fault)
        return False


@cache
def _table() -> dict[str, dict[str, Any]]:
    return tomllib.loads((Path(__file__).parent / "data" / "checkpoints.toml").read_text("utf-8"))
