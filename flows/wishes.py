"""Wishes for models: from "sv-en", a model id or the sources at hand to the models that would do, best first."""

import logging
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from articles import Article
from articles.reading import ReadingError, read
from articles.reading import sources as sources_in
from models import shelf
from models.hub import Offer, offer
from models.hub_errors import HubError, ModelNotFound
from models.routes import model_ids, routes

log = logging.getLogger(__name__)


class UnknownWish(ValueError):
    """What was named is neither a pair that a route is known for nor a model id."""


@dataclass(frozen=True, slots=True)
class Wish:
    """What is wanted, as the user named it, and the sets of models that would do, the best first."""

    name: str
    choices: tuple[tuple[str, ...], ...]

    @property
    def granted(self) -> bool:
        """Whether all models of one choice are on the shelf."""
        return any(all(shelf.find(model_id) for model_id in choice) for choice in self.choices)


def wish(name: str) -> Wish:
    """The wish behind a pair ("sv-en", "zh-Hant-en", "mul-en") or a model id. Raises UnknownWish."""
    if "/" in name:
        try:
            shelf.folder_name(name)
        except shelf.WrongId as fault:
            raise UnknownWish(str(fault)) from fault
        return Wish(name, ((name,),))
    starter = f"Helsinki-NLP/opus-mt-{name}"
    choices = _pair(name) or (((starter,),) if starter in model_ids() else ())
    if not choices:
        raise UnknownWish(
            f"No model is known for {name!r}: name a pair such as sv-en, or a model id such as facebook/m2m100_418M."
        )
    return Wish(name, choices)


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
    for choice in wanted.choices:
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
    from articles.tags import same_language
    from translations.detection import detect_languages

    tags = {language.tag for language in detect_languages(list(articles))}
    return sorted(tag for tag in tags if tag != "und" and not same_language(tag, to))
