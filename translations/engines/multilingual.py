"""Engine `multilingual`: one model for many languages, NLLB-200 or M2M-100, whichever the model store has.

NLLB-200 knows 200 languages and is for non-commercial use only; M2M-100 knows 100, under the MIT licence. A sentence
goes to the best stored model that knows both languages.
"""

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import NamedTuple

from wireglot.articles.languages import parse_tag
from wireglot.models import is_non_commercial, known_licence, stored_models
from wireglot.translations.engine import NEURAL, EngineFailed, format_hint
from wireglot.translations.neural import FIRST_TRY, SECOND_TRY, Step, pull_command, route_signature, translate_by_route


class Family(NamedTuple):
    """Models with the same language codes; `model` is the id of the one to install."""

    name: str
    model: str
    codes: Mapping[str, str]


class Engine:
    """Ready for a pair when a stored model knows both languages."""

    name = "multilingual"
    rank = NEURAL

    def signature(self, source: str, target: str) -> str | None:
        step = _best_step(source, target)
        return route_signature(f"{self.name}|family:{step.model.family}", [step]) if step else None

    def translate(self, sentences: Sequence[str], source: str, target: str) -> tuple[str | None, ...]:
        return translate_by_route([_required_step(source, target)], sentences, target, FIRST_TRY)

    def retry(self, sentences: Sequence[str], source: str, target: str) -> tuple[str | None, ...]:
        return translate_by_route([_required_step(source, target)], sentences, target, SECOND_TRY)

    def note(self, source: str, target: str) -> str:
        step = _best_step(source, target)
        if step is None or not is_non_commercial(step.model.licence):
            return ""
        return f"Translated by {step.model.id}, whose licence ({step.model.licence}) allows non-commercial use only."

    def install_hint(self, source: str, target: str) -> str:
        """Name the model that needs no licence to be accepted, where it knows the languages."""
        models = multilingual_models(source, target)
        if not models or _best_step(source, target):
            return ""
        model = models[0]
        return format_hint(source, pull_command([model]) + (" --accept-licence" if _is_restricted(model) else ""))


def multilingual_models(source: str, target: str) -> list[str]:
    """Return the ids of the models to pull that know both languages, those first whose licence need not be accepted."""
    return sorted((family.model for family in _families() if _codes(family, source, target)), key=_is_restricted)


def _best_step(source: str, target: str) -> Step | None:
    """The best stored model that knows both languages, with its codes for them."""
    return next((step for step in _steps(source, target) if step.is_usable), None)


def _steps(source: str, target: str) -> Iterator[Step]:
    """The stored models by family, the one of the table first, with their codes for the languages."""
    families = [(family, codes) for family in _families() if (codes := _codes(family, source, target))]
    stored = stored_models() if families else []
    for family, codes in families:
        models = [model for model in stored if model.family == family.name]
        yield from (Step(model, *codes) for model in sorted(models, key=lambda model: model.id != family.model))


def _required_step(source: str, target: str) -> Step:
    step = _best_step(source, target)
    if step is None:
        raise EngineFailed(f"no model in the model store knows both {source} and {target} (`wireglot models list`).")
    return step


def _codes(family: Family, source: str, target: str) -> tuple[str, str] | None:
    """The family's codes for both languages; None where it lacks one, or where they are the same."""
    codes = _code(family, source), _code(family, target)
    return codes if all(codes) and codes[0] != codes[1] else None


def _code(family: Family, tag: str) -> str:
    """The code by language and script, or by the language where the tag names no script; "" if there is none."""
    parts = parse_tag(tag)
    return family.codes.get(parts.written) or ("" if parts.script else family.codes.get(parts.language, ""))


def _is_restricted(model_id: str) -> bool:
    return is_non_commercial(known_licence(model_id))


@cache
def _families() -> tuple[Family, ...]:
    table = tomllib.loads((Path(__file__).parents[1] / "data" / "multilingual.toml").read_text("utf-8"))
    return tuple(Family(name, entry["model"], entry["codes"]) for name, entry in table.items())
