"""The family of a model, told by its two smallest files, before its weights are fetched."""

import json
import tomllib
from functools import cache
from pathlib import Path
from typing import Any

from models.hub_errors import WrongModel


def family_in(snapshot: Path, model_id: str) -> str:
    """One of marian, nllb, m2m100, bart, pegasus, mt5, by config.json and, where it is there, tokenizer_config.json.

    :raises WrongModel: for another family, and for a config.json that cannot be read
    """
    kind = str(_read(snapshot / "config.json").get("model_type", ""))
    family = _families().get(kind)
    if not family:
        raise WrongModel(
            f"{model_id} is of the family {kind or 'unknown'!r}, which cannot be used here: "
            f"name a model of one of {', '.join(sorted({*_families().values(), 'nllb'}))}."
        )
    tokenizer = str(_read(snapshot / "tokenizer_config.json").get("tokenizer_class", ""))
    return "nllb" if family == "m2m100" and tokenizer.startswith("Nllb") else family


def _read(path: Path) -> dict[str, Any]:
    """The object in a JSON file; {} when there is none, or something else."""
    try:
        found = json.loads(path.read_bytes())
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}


@cache
def _families() -> dict[str, str]:
    table = tomllib.loads((Path(__file__).parent / "data" / "models.toml").read_text(encoding="utf-8"))
    return dict(table["families"])
