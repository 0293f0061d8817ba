"""Models known by name: licence, family and approximate size, from data/models.toml and data/routes.toml."""

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from wireglot.models.routes import model_ids

# Parts of a licence's name that forbid earning money with the model, or say that it is for research.
_NON_COMMERCIAL = ("nc", "noncommercial", "research")


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of a model before the hub is asked; `megabytes` is what a pull fetches, about."""

    id: str
    family: str
    licence: str
    megabytes: int
    does: str = ""


def known(model_id: str) -> Known | None:
    """None for a model that the tables do not name: the hub may still have it."""
    table = _table()
    if model_id in table["models"]:
        return Known(model_id, **table["models"][model_id])
    if model_id in model_ids():
        return Known(model_id, **table["opus"] | {"licence": table["licences"].get(model_id, table["opus"]["licence"])})
    return None


def all_known() -> tuple[Known, ...]:
    """Every model of the tables, sorted by id."""
    ids = sorted({*_table()["models"], *model_ids()})
    return tuple(entry for id in ids if (entry := known(id)))


def is_non_commercial(licence: str) -> bool:
    """Whether a licence's name ("cc-by-nc-4.0") says that the model may not be used to earn money."""
    parts = licence.lower().replace("_", "-").replace(" ", "-").split("-")
    return any(part in _NON_COMMERCIAL for part in parts) or "non-commercial" in licence.lower()


@cache
def _table() -> dict[str, Any]:
    return tomllib.loads((Path(__file__).parent / "data" / "models.toml").read_text(encoding="utf-8"))
