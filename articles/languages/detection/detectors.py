"""Detectors: by the script of a text, by its Chinese characters, langdetect and py3langid.

Chinese characters are simplified, traditional or Cantonese, or a Japanese headline without kana. py3langid calls
Chinese headlines wuu or yue and langdetect calls traditional Chinese Korean (58 % of the development documents), so
neither is asked.

langdetect's own `detect` is wrong when its first calls come from several threads (its profiles are half loaded) and
random without a seed; here it has its own factory with profiles in fixed order and seed 0. Both libraries are imported
when they are first used.
"""

from collections import Counter
from collections.abc import Mapping
from functools import cache, lru_cache
from importlib.resources import files
from threading import Lock
from typing import Any

from wireglot.articles.languages.scripts import is_written_in
from wireglot.articles.languages.tags import UNKNOWN, table

# Written Cantonese has one of its own characters in every twenty or so; a word quoted in Mandarin stays below.
_CANTONESE_SHARE = 0.01

# Japanese shapes do not occur in Chinese at all but for slips, while Japanese shares shapes with both Chinas.
_JAPANESE_SHARE = 0.02

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

# Answers of py3langid that are kept: the same sentence of an article is asked about twice or three times.
_KEPT = 500

_PY3LANGID_CHOICES = 6  # the probabilities of all others are close to nothing

_LOADING = Lock()


def language_by_script(text: str, script: str) -> str:
    """Return the language of a text in that script, "" where the script leaves a choice."""
    entry = table("scripts").get(script, {})
    language = str(entry.get("decides", ""))
    size = max(1, len(text))
    for other, pieces in entry.get("unless", {}).items():
        if sum(text.count(piece) for piece in pieces) * 1000 >= entry["per_mille"] * size:
            return str(other)
    return language


def is_long_enough_for_script(script: str, letters: int) -> bool:
    """Whether so many letters would show whether a text is in the script's language or another that uses it."""
    return letters >= int(table("scripts").get(script, {}).get("enough", 0))


def language_by_characters(text: str) -> tuple[str, bool]:
    """Return the language of a text in ideographs, and whether its characters make that certain.

    A text without a distinguishing character (such as a headline of five) counts as simplified Chinese, the most
    frequent, and as uncertain.
    """
    counts = _count_distinguishing(text)
    for tag, share in (("yue", _CANTONESE_SHARE), ("ja", _JAPANESE_SHARE)):
        if counts[tag] and counts[tag] >= share * len(text):
            return tag, counts[tag] > 1
    if counts["zh-Hant"] > counts["zh-Hans"]:
        return "zh-Hant", counts["zh-Hant"] >= 3 * counts["zh-Hans"]
    return "zh-Hans", 0 < 3 * counts["zh-Hant"] <= counts["zh-Hans"] or counts["zh-Hans"] > counts["zh-Hant"] == 0


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


@lru_cache(maxsize=_KEPT)
def py3langid(text: str, script: str) -> Probabilities:
    """Return the first choices of py3langid for a case-folded text, without "no linguistic content"."""
    probabilities: dict[str, float] = {}
    for code, probability in _identifier().rank(text[:_PY3LANGID_LETTERS])[:_PY3LANGID_CHOICES]:
        tag = detector_tag("py3langid", code, script)
        if tag != UNKNOWN:
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


def py3langid_knows(tag: str) -> bool:
    """Whether py3langid can name the language or one close to it."""
    return group_of(tag) in _py3langid_groups()


def is_group(name: str) -> bool:
    """Whether a name that `group_of` returned is that of a group of close languages."""
    return name in table("neighbours")


@cache
def group_of(tag: str) -> str:
    """Return the group of close languages that has the tag, such as "hbs" for Croatian; else the tag itself."""
    for name, members in table("neighbours").items():
        if tag in members or (name == "hbs" and tag == "sr-Latn"):
            return str(name)
    return tag


def detector_tag(detector: str, code: str, script: str) -> str:
    """Return our tag for a detector's code, found in a text of that script."""
    return tag_in_script(table("tags")[detector].get(code, code), script)


def tag_in_script(tag: str, script: str) -> str:
    """Return the tag with its script where that is not the usual one of the language."""
    return str(table("tags")["script"].get(tag, {}).get(script, tag))


def _count_distinguishing(text: str) -> Counter[str]:
    tags = _distinguishing_characters()
    counts: Counter[str] = Counter()
    for character, count in Counter(text).items():
        tag = tags.get(character)
        if tag:
            counts[tag] += count
    return counts


@cache
def _distinguishing_characters() -> dict[str, str]:
    """Each character of exactly one list of data/han.toml, with the tag of that list."""
    lists = table("han")
    names = {"simplified": "zh-Hans", "traditional": "zh-Hant", "japanese": "ja", "cantonese": "yue"}
    holders = Counter(character for name in names for character in frozenset(lists[name]))
    return {
        character: tag
        for name, tag in names.items()
        for character in lists[name]
        if holders[character] == 1 and not character.isspace()
    }


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
    return _py3langid_groups() | frozenset(map(group_of, _langdetect_tags()))


@cache
def _py3langid_groups() -> frozenset[str]:
    groups = {group_of(detector_tag("py3langid", code, "")) for code in _identifier().labels}
    return frozenset(groups - {UNKNOWN})


def _identifier() -> Any:
    with _LOADING:
        return _load_identifier()


@cache
def _load_identifier() -> Any:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
