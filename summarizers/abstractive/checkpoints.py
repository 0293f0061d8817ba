"""The local models that can summarise (data/checkpoints.toml), and the best stored one for a language."""

import logging
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Literal

from wireglot.articles.languages import parse_tag
from wireglot.models import ModelError, StoredModel, find_model, is_non_commercial, known_model, model_signature

_log = logging.getLogger(__name__)

Style = Literal["several", "sentence"]


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """A stored model, how many tokens it reads, what it writes, and its length penalty."""

    model: StoredModel
    input_tokens: int
    style: Style
    length_penalty: float

    @property
    def signature(self) -> str:
        """Id, commit and runtime, as "model:org/name@0a1b|runtime:ctranslate2 4.8.5 int8 cpu".

        Raises ModelError when this machine cannot run it.
        """
        runtime = model_signature(self.model.folder).replace("|", " ").replace(":", " ")
        return f"model:{self.model.id}@{self.model.revision[:12]}|runtime:{runtime}"


def best_checkpoint(language: str) -> Checkpoint | None:
    """Return the first stored model that writes the language and can be run here; None when there is none."""
    for entry in _entries(language):
        model = find_model(entry["id"])
        if model:
            checkpoint = Checkpoint(model, entry["input_tokens"], entry["style"], entry["length_penalty"])
            if _can_run(checkpoint):
                return checkpoint
    return None


def install_hint(language: str) -> str:
    """Return the command that fetches a model for the language; "" when no model was trained on it."""
    suggested = [entry["id"] for entry in _entries(language) if entry.get("suggested")]
    if not suggested:
        return ""
    model = known_model(suggested[0])
    consent = " --accept-licence" if model and is_non_commercial(model.licence) else ""
    return f"wireglot models pull {suggested[0]}{consent}"


def _entries(language: str) -> list[dict[str, Any]]:
    """Return the models that were trained on the language, in the script that the tag names or implies."""
    table = _table()
    written = parse_tag(language).written
    return [entry for entry in table["models"] if written in table["languages"][entry["languages"]].split()]


def _can_run(checkpoint: Checkpoint) -> bool:
    try:
        return bool(checkpoint.signature)
    except ModelError as error:
        _log.warning("%s cannot be run here: %s", checkpoint.model.id, error)
        return False


@cache
def _table() -> dict[str, Any]:
    return tomllib.loads((Path(__file__).parent / "data" / "checkpoints.toml").read_text("utf-8"))
