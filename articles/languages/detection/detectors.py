"""langdetect and py3langid made safe: loaded once under a lock, seeded, and asked through objects of our own.

langdetect's own `detect` is wrong when its first calls come from several threads (its profiles are half loaded) and
answers at random without a seed; here it has a factory of its own, profiles in fixed order, seed 0.
Both are imported at the first question.
"""

from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from threading import Lock
from typing import Any

from wireglot.articles.languages.detection.tags import family, own_tag
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

# A detector's answer: probability by tag, best first; empty when it finds nothing to go by.
Opinion = Mapping[str, float]

# Beyond its first few choices py3langid spreads dust.
_CHOICES = 6


def langdetect(text: str, script: str) -> Opinion:
    """langdetect on a case-folded text; answers above 0.1."""
    from langdetect.lang_detect_exception import LangDetectException

    detector = _factory().create()
    detector.n_trial = _LONG_TRIALS if len(text) > _SHORT else _SHORT_TRIALS
    detector.append(text[:_LANGDETECT_LETTERS])
    try:
        answers = detector.get_probabilities()
    except LangDetectException:
        return {}
    return {own_tag("langdetect", answer.lang, script): answer.prob for answer in answers}


def py3langid(text: str, script: str) -> Opinion:
    """py3langid on a case-folded text; its first choices, without "no linguistic content"."""
    found: dict[str, float] = {}
    for code, probability in _identifier().rank(text[:_PY3LANGID_LETTERS])[:_CHOICES]:
        tag = own_tag("py3langid", code, script)
        if tag != "und":
            found[tag] = found.get(tag, 0.0) + probability
    return found


def together(opinion: Opinion, group: str) -> float:
    """The probability of a group of close languages."""
    return sum(probability for tag, probability in opinion.items() if family(tag) == group)


def langdetect_knows(tag: str, script: str) -> bool:
    """Whether langdetect has a profile for the language or one close to it, in that script (Serbian: in Latin only)."""
    return any(family(known) == family(tag) and is_written_in(known, script) for known in _langdetect_tags())


def known(tag: str) -> bool:
    """Whether either detector can name the language or one close to it."""
    return family(tag) in _known_groups()


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
    return tuple(own_tag("langdetect", code, "") for code in _factory().get_lang_list())


@cache
def _known_groups() -> frozenset[str]:
    labels = (own_tag("py3langid", code, "") for code in _identifier().labels)
    return frozenset(map(family, (*_langdetect_tags(), *labels)))


def _identifier() -> Any:
    with _LOADING:
        return _load_identifier()


@cache
def _load_identifier() -> Any:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
