"""Model requests: from a pair ("sv-en"), a model id or the user's sources to the models that serve them."""

import logging
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from wireglot.articles import Article
from wireglot.articles.reading import ReadingError, read
from wireglot.articles.reading import sources as find_sources
from wireglot.models import (
    HubError,
    InvalidModelId,
    ModelNotFound,
    Offer,
    find_model,
    find_routes,
    folder_name,
    get_offer,
    route_model_ids,
)

log = logging.getLogger(__name__)


class UnknownModel(ValueError):
    """The name is neither a language pair with a known model nor a model id."""


@dataclass(frozen=True, slots=True)
class ModelRequest:
    """What the user asked for, and the sets of models that would serve, the best first."""

    name: str
    choices: tuple[tuple[str, ...], ...]

    @property
    def is_stored(self) -> bool:
        """Whether all models of one choice are in the model store."""
        return any(all(find_model(model_id) for model_id in choice) for choice in self.choices)


def model_request(name: str) -> ModelRequest:
    """The request for a pair ("sv-en", "zh-Hant-en", "mul-en") or a model id.

    Raises:
        UnknownModel: If no model is known for the name.
    """
    if "/" in name:
        try:
            folder_name(name)
        except InvalidModelId as error:
            raise UnknownModel(str(error)) from error
        return ModelRequest(name, ((name,),))
    starter = f"Helsinki-NLP/opus-mt-{name}"
    choices = _pair(name) or (((starter,),) if starter in route_model_ids() else ())
    if not choices:
        raise UnknownModel(
            f"No model is known for {name!r}: name a pair such as sv-en, or a model id such as facebook/m2m100_418M."
        )
    return ModelRequest(name, choices)


def requests_for_sources(named: Sequence[str], to: str, *, skip: Path) -> tuple[list[ModelRequest], list[str]]:
    """The requests for the languages of these sources, and the languages without a known model.

    Articles that cannot be read or whose language is unknown are skipped. `skip` is the output folder, never read.

    Raises:
        ReadingError: If a source holds nothing to read.
    """
    files, _ = find_sources(named, skip=skip)
    articles = []
    for file in files:
        try:
            articles.append(read(file))
        except ReadingError as error:
            log.warning("Skipped: %s", error)
    tags = _languages(articles, to)
    without = [tag for tag in tags if not find_routes(tag, to)]
    return [model_request(f"{tag}-{to}") for tag in tags if tag not in without], without


def offers(request: ModelRequest, *, update: bool = False) -> tuple[Offer, ...]:
    """The offers of the hub for the best choice of which it has every model.

    Raises:
        HubError: If the hub has no choice completely, or cannot be reached.
    """
    absent: HubError | None = None
    for choice in request.choices:
        try:
            return tuple(get_offer(model_id, update=update) for model_id in choice)
        except ModelNotFound as error:
            log.info("%s: %s", request.name, error)
            absent = absent or error
    raise absent or UnknownModel(request.name)


def _pair(name: str) -> tuple[tuple[str, ...], ...]:
    """Model ids of every route between the two tags that the name can be split into."""
    parts = name.split("-")
    pairs = (("-".join(parts[:cut]), "-".join(parts[cut:])) for cut in range(1, len(parts)))
    chains = next((found for source, target in pairs if (found := find_routes(source, target))), [])
    return tuple(dict.fromkeys(tuple(dict.fromkeys(step.model_id for step in chain)) for chain in chains))


def _languages(articles: Iterable[Article], to: str) -> list[str]:
    """The languages of the articles that a reader of `to` cannot read, sorted."""
    from wireglot.articles.languages import detect_languages, same_language

    tags = {language.tag for language in detect_languages(list(articles))}
    return sorted(tag for tag in tags if tag != "und" and not same_language(tag, to))
