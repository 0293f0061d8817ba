"""Engine `firefox`: Mozilla's small models, by a direct pair or through English."""

from collections.abc import Sequence
from functools import partial

from wireglot.articles.languages import same_language
from wireglot.models import (
    FirefoxModel,
    ModelError,
    find_firefox_model,
    firefox_has_language,
    firefox_runtime_signature,
    translate_with_firefox,
)
from wireglot.translations.engine import NEURAL, EngineFailed, format_hint
from wireglot.translations.foreign_letters import with_foreign_letters, without_foreign_letters
from wireglot.translations.typography import for_small_models
from wireglot.translations.verbatim import translate_around_addresses

ENGLISH = "en"
# Raise it when the same model's output becomes another translation here.
VERSION = 4


class Engine:
    """Ready for a pair when its model is on this machine, or one into English and one out of it."""

    name = "firefox"
    rank = NEURAL

    def signature(self, source: str, target: str) -> str | None:
        route = _route(source, target)
        return f"{self.name}|{route_signature(route)}" if route else None

    def translate(self, sentences: Sequence[str], source: str, target: str) -> tuple[str | None, ...]:
        return translate_by_models(_required_route(source, target), sentences, source, target)

    def retry(self, sentences: Sequence[str], source: str, target: str) -> tuple[str | None, ...]:
        return translate_by_models(_required_route(source, target), sentences, source, target, careful=True)

    def note(self, source: str, target: str) -> str:
        return ""

    def install_hint(self, source: str, target: str) -> str:
        """Name the pair, where Firefox is known to have models, or the runtime, where it is not installed."""
        is_known = firefox_has_language(source) and firefox_has_language(target)
        if not is_known or same_language(source, target) or _route(source, target):
            return ""
        if not _runtime_is_installed():  # it belongs to the default installation wherever it has a wheel
            return format_hint(source, "pip install fxtranslate") + " (built with Rust where it has no wheel)"
        return format_hint(source, f"wireglot models pull {source}-{target}")


def find_route(source: str, target: str) -> tuple[FirefoxModel, ...]:
    """Return the models that lead from one language to the other, at most two; () when they are not all here."""
    if direct := find_firefox_model(source, target):
        return (direct,)
    first, second = find_firefox_model(source, ENGLISH), find_firefox_model(ENGLISH, target)
    return (first, second) if first and second else ()


def route_signature(route: Sequence[FirefoxModel]) -> str:
    """Return the models with the revisions of their weights, and how they are run."""
    names = "+".join(f"{model.stored.id}@{model.stored.revision[:12]}" for model in route)
    return f"{names}|{firefox_runtime_signature()}|v:{VERSION}"


def translate_by_models(
    route: Sequence[FirefoxModel], sentences: Sequence[str | None], source: str, to: str, *, careful: bool = False
) -> tuple[str | None, ...]:
    """Translate by one model after the other; None stays None.

    Raises:
        EngineFailed: A model cannot be used.
    """
    languages = (source, to) if len(route) == 1 else (source, ENGLISH, to)
    answers = list(sentences)
    for model, reads, writes in zip(route, languages[:-1], languages[1:], strict=True):
        texts = {
            text: without_foreign_letters(for_small_models(text, reads, writes), reads) for text in answers if text
        }
        try:
            translated = translate_around_addresses(
                list(texts.values()), partial(translate_with_firefox, model, to=writes, careful=careful)
            )
        except ModelError as error:
            raise EngineFailed(f"{model.stored.id}: {error}") from error
        by_text = dict(zip(texts, translated, strict=True))
        answers = [_with_names(by_text[text], text, reads) if text else None for text in answers]
    return tuple(answers)


def _with_names(translation: str | None, text: str, language: str) -> str | None:
    return with_foreign_letters(translation, text, language) if translation else translation


def _route(source: str, target: str) -> tuple[FirefoxModel, ...]:
    """The route, where the runtime is installed."""
    return find_route(source, target) if _runtime_is_installed() else ()


def _runtime_is_installed() -> bool:
    try:
        return bool(firefox_runtime_signature())
    except ModelError:
        return False


def _required_route(source: str, target: str) -> tuple[FirefoxModel, ...]:
    route = _route(source, target)
    if not route:
        raise EngineFailed(f"no Firefox model from {source} to {target} is on this machine (`wireglot models list`).")
    return route
