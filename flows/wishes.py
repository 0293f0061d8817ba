"""Wishes for models: from "sv-en", a model id or the sources at hand to the models that would do, best first."""

import logging
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from wireglot.articles import Article
from wireglot.articles.reading import ReadingError, read
from wireglot.articles.reading import sources as sources_in
from wireglot.models import model_store
from wireglot.models.hub import Offer, offer
from wireglot.models.hub_errors import HubError, ModelNotFound
from wireglot.models.routes import model_ids, routes

log = logging.getLogger(__name__)


class UnknownWish(ValueError):
    """What was named is neither a pair that a route is known for nor a model id."""


@dataclass(frozen=True, slots=True)
class Wish:
    """What is wanted, as the user named it, and the sets of models that would do, the best first."""

    name: str
    options_key: tuple[tuple[str, ...], ...]

    @property
    def granted(self) -> bool:
        """Whether all models of one choice are in the model store."""
        return any(all(model_store.find(model_id) for model_id in choice) for choice in self.options_key)


def wish(name: str) -> Wish:
    """The wish behind a pair ("sv-en", "zh-Hant-en", "mul-en") or a model id. Raises UnknownWish."""
    if "/" in name:
        try:
            model_store.folder_name(name)
        except model_store.InvalidModelId as fault:
            raise UnknownWish(str(fault)) from fault
        return Wish(name, ((name,),))
    starter = f"Helsinki-NLP/opus-mt-{name}"
    options_key = _pair(name) or (((starter,),) if starter in model_ids() else ())
    if not options_key:
        raise UnknownWish(
            f"No model is known for {name!r}: name a pair such as sv-en, or a model id such as facebook/m2m100_418M."
        )
    return Wish(name, options_key)


def needed(named: Sequence[str], to: str, *, skip: Path) -> tuple[list[Wish], list[str]]:
    """The wishes of the languages that these sources are in, and the languages that no model is known for.

    An article that cannot be read or whose language is not known wishes nothing.

    skip   the output folder: never read

    :raises articles.reading.ReadingError: when a source holds nothing to read
    """
    files, _ = sources_in(named, skip=skip)
    articles = []
    for file in files:
        try:
            articles.append(read(file))
        except ReadingError as fault:
            log.warning("Left aside: %s", fault)
    tags = _languages(articles, to)
    without = [tag for tag in tags if not routes(tag, to)]
    return [wish(f"{tag}-{to}") for tag in tags if tag not in without], without


def offers(wanted: Wish, *, update: bool = False) -> tuple[Offer, ...]:
    """What the hub offers for the wish: the best choice of which it has every model.

    :raises HubError: when the hub has none of them whole, or cannot be asked
    """
    absent: HubError | None = None
    for choice in wanted.options_key:
        try:
            return tuple(offer(model_id, update=update) for model_id in choice)
        except ModelNotFound as fault:
            log.info("%s: %s", wanted.name, fault)
            absent = absent or fault
    raise absent or UnknownWish(wanted.name)


def _pair(name: str) -> tuple[tuple[str, ...], ...]:
    """Model ids of every chain between the two tags that the name can be parted into."""
    parts = name.split("-")
    pairs = (("-".join(parts[:cut]), "-".join(parts[cut:])) for cut in range(1, len(parts)))
    chains = next((found for source, target in pairs if (found := routes(source, target))), [])
    return tuple(dict.fromkeys(tuple(dict.fromkeys(step.model_id for step in chain)) for chain in chains))


def _languages(articles: Iterable[Article], to: str) -> list[str]:
    """The languages of the articles that a reader of `to` cannot read, sorted."""
    from wireglot.articles.languages import same_language
    from wireglot.articles.languages.detection import detect_languages

    tags = {language.tag for language in detect_languages(list(articles))}
    return sorted(tag for tag in tags if tag != "und" and not same_language(tag, to))
