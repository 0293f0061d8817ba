"""The detectors langdetect and py3langid, safe in threads and deterministic.

langdetect's own `detect` is wrong when its first calls come from several threads (its profiles are half loaded) and
random without a seed; here it has its own factory with profiles in fixed order and seed 0. Both libraries are imported
when they are first used.
"""

from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from threading import Lock
from typing import Any

from wireglot.articles.languages.detection.detected_language import detector_tag, group_of
from wireglot.articles.languages.scripts import is_written_in

_LOADING = Lock()

# What is read, in letters. On the development documents langdetect answers the same from 300 letters on, and with 2
# trials as with its 7, and py3langid the same from 400 on; on short texts langdetect is less steady and keeps its own
# number of trials. Both cost by the letter.
_LANGDETECT_LETTERS = 400
_LONG_TRIALS = 2
_SHORT = 250
_SHORT_TRIALS = 7
_PY3LANGID_LETTERS = 600

# A detector's answer: probability by tag, best first; empty when the text gives it nothing to go by.
Probabilities = Mapping[str, float]

_PY3LANGID_CHOICES = 6  # the probabilities of all others are close to nothing


def langdetect(text: str, script: str) -> Probabilities:
    """Return the answers above 0.1 of langdetect for a case-folded text."""
    from langdetect.lang_detect_exception import LangDetectException

    detector = _factory().create()
    detector.n_trial = _LONG_TRIALS if len(text) > _SHORT else _SHORT_TRIALS
    detector.append(text[:_LANGDETECT_LETTERS])
    try:
        answers = detector.get_probabilities()
    except LangDetectException:
        return {}
    return {detector_tag("langdetect", answer.lang, script): answer.prob for answer in answers}


def py3langid(text: str, script: str) -> Probabilities:
    """Return the first choices of py3langid for a case-folded text, without "no linguistic content"."""
    probabilities: dict[str, float] = {}
    for code, probability in _identifier().rank(text[:_PY3LANGID_LETTERS])[:_PY3LANGID_CHOICES]:
        tag = detector_tag("py3langid", code, script)
        if tag != "und":
            probabilities[tag] = probabilities.get(tag, 0.0) + probability
    return probabilities


def group_probability(probabilities: Probabilities, group: str) -> float:
    """Return the probability of a group of close languages."""
    return sum(probability for tag, probability in probabilities.items() if group_of(tag) == group)


def langdetect_knows(tag: str, script: str) -> bool:
    """Whether langdetect has a profile for the language or one close to it, in that script (Serbian: in Latin only)."""
    return any(group_of(other) == group_of(tag) and is_written_in(other, script) for other in _langdetect_tags())


def is_known(tag: str) -> bool:
    """Whether either detector can name the language or one close to it."""
    return group_of(tag) in _known_groups()


def _factory() -> Any:
    with _LOADING:
        return _load_factory()


@cache
def _load_factory() -> Any:
    from langdetect.detector_factory import DetectorFactory

    profiles = sorted((files("langdetect") / "profiles").iterdir(), key=lambda profile: profile.name)
    factory = DetectorFactory()
    factory.load_json_profile([profile.read_text(encoding="utf-8") for profile in profiles])
    factory.set_seed(0)
    return factory


@cache
def _langdetect_tags() -> tuple[str, ...]:
    return tuple(detector_tag("langdetect", code, "") for code in _factory().get_lang_list())


@cache
def _known_groups() -> frozenset[str]:
    labels = (detector_tag("py3langid", code, "") for code in _identifier().labels)
    return frozenset(map(group_of, (*_langdetect_tags(), *labels)))


def _identifier() -> Any:
    with _LOADING:
        return _load_identifier()


@cache
def _load_identifier() -> Any:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
