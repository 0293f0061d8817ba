"""The models that can summarise, from data/checkpoints.toml, and the best stored one of an engine."""

import logging
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Literal

from wireglot.articles.languages import parse_tag
from wireglot.models import model_store
from wireglot.models.errors import ModelError
from wireglot.models.known import is_non_commercial, known
from wireglot.models.seq2seq import signature

log = logging.getLogger(__name__)

Manner = Literal["several", "sentence"]


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """A model in the model store, how many tokens of it are read, what it writes, and how it likes its lengths."""

    model: model_store.StoredModel
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
    """The first of the engine's models that is in the model store and can be run here; None when there is none."""
    table = _table()[engine]
    for entry in table["models"]:
        model = model_store.find(entry["id"])
        found = Checkpoint(model, entry["reads"], entry["writes"], table["length_penalty"]) if model else None
        if found and _runs(found):
            return found
    return None


def reads_language(engine: str, tag: str) -> bool:
    """Whether the engine's models were taught the language, in the script that the tag names or means."""
    return parse_tag(tag).written in _table()[engine]["languages"].split()


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
