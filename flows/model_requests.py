"""Model requests: from a pair ("sv-en"), a model id or the user's sources to the models that serve them."""

import logging
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice, product
from pathlib import Path

from wireglot.articles import Article
from wireglot.articles.languages import language_name, parse_tag, same_language
from wireglot.articles.reading import ReadingError, SourceFile, find_sources, is_archive, read_all, read_archive
from wireglot.models import (
    HubError,
    InvalidModelId,
    ModelNotFound,
    Offer,
    find_routes,
    firefox_has_language,
    firefox_model_ids,
    folder_name,
    get_offer,
    is_firefox,
    is_installed,
    is_packaged,
    route_model_ids,
)
from wireglot.translations import multilingual_models

log = logging.getLogger(__name__)

ENGLISH = "en"
MOST_ARTICLES = 500  # of a web archive
# Models that serve a request together.
Choice = tuple[str, ...]


class UnknownModel(ValueError):
    """The name is neither a language pair with a known model nor a model id."""


@dataclass(frozen=True, slots=True)
class ModelRequest:
    """What the user asked for, and the sets of models that would serve, the best first."""

    name: str
    choices: tuple[Choice, ...]

    @property
    def is_installed(self) -> bool:
        """Whether all models of one choice are on this machine."""
        return any(all(map(is_installed, choice)) for choice in self.choices)


def model_request(name: str, engine: str = "") -> ModelRequest:
    """The request for a pair ("sv-en", "zh-Hant-en", "mul-en") or a model id.

    `engine` is "firefox", "opus" or "multilingual"; "" takes Firefox's models first, then those of opus-mt.

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
    choices = _choices(name, engine)
    if not choices and engine in ("", "opus") and starter in route_model_ids():
        choices = ((starter,),)
    if not choices:
        of_engine = f" of the engine {engine}" if engine else ""
        raise UnknownModel(
            f"No model{of_engine} is known for {name!r}: name a pair such as sv-en, or a model id such as "
            "facebook/m2m100_418M."
        )
    return ModelRequest(name, choices)


def known_request(source: str, to: str, engine: str = "") -> ModelRequest | None:
    """The request for a pair; None when no model is known for it."""
    try:
        return model_request(f"{source}-{to}", engine)
    except UnknownModel:
        return None


def requests_for_sources(
    named: Sequence[str], to: str, engine: str = "", *, skip: Path
) -> tuple[list[ModelRequest], list[str]]:
    """The requests for the languages of these sources, and the languages without a known model.

    Articles that cannot be read or whose language is unknown are skipped. `skip` is the output folder, never read.

    Raises:
        ReadingError: If a source holds nothing to read, or every file was skipped.
    """
    files = find_sources(named, outputs=skip).check().files
    articles: list[Article] = []
    skipped: list[ReadingError] = []
    for file in files:
        try:
            articles += _articles_in(file)
        except ReadingError as error:
            skipped.append(error)
    if skipped and not articles:
        raise skipped[0]
    for fault in skipped:
        log.warning("Skipped: %s", fault)
    requests = {tag: known_request(tag, to, engine) for tag in _languages(articles, to)}
    without = [tag for tag, request in requests.items() if request is None]
    return [request for request in requests.values() if request], without


def _articles_in(file: SourceFile) -> Iterator[Article]:
    """The articles of a file; of a web archive the first, which show its languages."""
    if is_archive(file):
        return islice((article for part in read_archive(file) for article in part.articles), MOST_ARTICLES)
    return iter(read_all(file).articles)


def offers(request: ModelRequest, *, update: bool = False) -> tuple[Offer, ...]:
    """The offers for the best choice of which every model is to be had.

    One of two models that a Python package brings is not offered: the other is enough.

    Raises:
        HubError: If no choice is to be had completely, or a server cannot be reached.
    """
    absent: dict[str, HubError] = {}
    for choice in request.choices:
        needed = [model_id for model_id in choice if len(choice) == 1 or not is_packaged(model_id)]
        try:
            return tuple(get_offer(model_id, update=update) for model_id in needed)
        except ModelNotFound as error:
            log.info("%s: %s", request.name, error)
            absent[choice[0]] = error
    # The hub's answer for its best model is the last word; Firefox's where nothing else was tried.
    by_hub = [error for model_id, error in absent.items() if not is_firefox(model_id)]
    raise (by_hub or list(absent.values()))[0]


def _choices(name: str, engine: str) -> tuple[Choice, ...]:
    """The choices that the engine has for the pair; without an engine Firefox's, then those of opus-mt."""
    parts = name.split("-")
    pairs = [("-".join(parts[:cut]), "-".join(parts[cut:])) for cut in range(1, len(parts))]
    by_engine: dict[str, tuple[Callable[[str, str], list[Choice]], ...]] = {
        "": (_known_firefox_choices, _opus_choices),
        "firefox": (_firefox_choices,),
        "opus": (_opus_choices,),
        "multilingual": (lambda source, to: [(id,) for id in multilingual_models(source, to)],),
    }
    return tuple(dict.fromkeys(choice for find in by_engine[engine] for pair in pairs for choice in find(*pair)))


def _opus_choices(source: str, to: str) -> list[Choice]:
    return [tuple(dict.fromkeys(step.model_id for step in route)) for route in find_routes(source, to)]


def _known_firefox_choices(source: str, to: str) -> list[Choice]:
    """Those between languages of which Firefox is known to have models: the list is not asked for others."""
    return _firefox_choices(source, to) if firefox_has_language(source) and firefox_has_language(to) else []


def _firefox_choices(source: str, to: str) -> list[Choice]:
    """A direct pair; through English where neither language is English. All models are from or to English."""
    if not (_is_language(source) and _is_language(to)) or same_language(source, to):
        return []
    if ENGLISH in (parse_tag(source).language, parse_tag(to).language):
        return [(model_id,) for model_id in firefox_model_ids(source, to)]
    return list(product(firefox_model_ids(source, ENGLISH), firefox_model_ids(ENGLISH, to)))


def _is_language(tag: str) -> bool:
    """Whether the tag begins with a language that has a name: "zh-Hant" does, "Hant-en" does not."""
    language = parse_tag(tag).language
    return language_name(language) != language


def _languages(articles: Iterable[Article], to: str) -> list[str]:
    """The languages of the articles that a reader of `to` cannot read, sorted."""
    from wireglot.articles.languages import detect_languages

    tags = {language.tag for language in detect_languages(list(articles))}
    return sorted(tag for tag in tags if tag != "und" and not same_language(tag, to))
