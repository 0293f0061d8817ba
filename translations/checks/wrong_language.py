"""Wrong language: a translation in a script its language is not written in, or in another language of the same script.

Scripts are distinguished by their Unicode ranges, and languages of one script by the small words that only one of them
has and by the frequency of their letters. The detectors of articles/languages take milliseconds a sentence and are
unsure of a single one.
"""

from collections import Counter
from collections.abc import Sequence
from functools import cache
from unicodedata import normalize

from wireglot.articles.languages import (
    base_language,
    count_small_words,
    is_written_in,
    lacks_small_words,
    main_script,
    script_counts,
    script_of,
    small_word_count,
    small_words_of,
    split_words,
)
from wireglot.articles.numbers import blank_addresses
from wireglot.translations.checks.families import read_alike
from wireglot.translations.checks.letters import letter_costs

# Foreign letters beside the target's own: names in brackets and quoted titles stay below a quarter; where there are
# hardly more letters than a name has, a short sentence may be mostly that name.
_MAX_FOREIGN = 0.3
_MAX_FOREIGN_SHORT = 0.7
_LONGER_THAN_A_NAME = 24
_MIN_LETTERS = 8
_MAX_LATIN = 0.7

# With so many of the target's own small words, and no other language with more, nothing else is checked.
_CLEARLY_TARGET = 4

# The weight of a small word that the other language lacks, and the evidence that is enough, in tenths of bits: with 60
# and 45, 99 in 100 references stay below and 97 in 100 sentences in a related language are above. Below _SHORT words
# names weigh more, so more evidence is needed; below _MIN_WORDS nothing is decided.
_SMALL_WORD = 60
_ENOUGH_EVIDENCE = 45
_SHORT = 16
_MIN_WORDS = 4

# The cost of a letter that is not in the table: a share of 0.0001.
_RARE_LETTER = 130
# How many languages are compared for their many small words, and how many for their similar letters.
_MOST_SMALL_WORDS = 3
_NEAREST = 4

# Letters from which on Japanese has kana and Korean Hangul; a single name may have none.
_MIN_EAST_ASIAN = 40
_EAST_ASIAN = {"zh": "Hani", "yue": "Hani", "ja": "Kana", "ko": "Hang"}
_LANGUAGE_OF_SCRIPT = {"Hani": "Chinese", "Kana": "Japanese", "Hang": "Korean"}
_HAN = {"zh", "yue", "ja"}


def wrong_script(source: str, translation: str, to: str) -> str:
    """Say that too many letters are of a script that the language is not written in."""
    if translation.isascii() and _is_used_for(to, "Latn"):
        return ""
    found = script_counts(translation)
    total = sum(found.values())
    if total < _MIN_LETTERS:
        return ""
    if wrong := _wrong_east_asian(translation, total, to):
        return wrong
    foreign = {script: many for script, many in found.items() if not _is_used_for(to, script)}
    latin = foreign.pop("Latn", 0)
    many = sum(foreign.values())
    if many > (_MAX_FOREIGN if many >= _LONGER_THAN_A_NAME else _MAX_FOREIGN_SHORT) * total:
        worst = max(foreign, key=lambda script: (foreign[script], script))
        return f"{foreign[worst] / total:.0%} of its letters are {worst}, which {to} is not written in"
    if latin > _MAX_LATIN * total and _is_latin_text(source, translation):
        return f"{latin / total:.0%} of its letters are Latin, which {to} is not written in"
    return ""


def wrong_language(_source: str, translation: str, source_language: str, to: str) -> str:
    """Say that the sentence reads as another language; "" where its small words and letters are too few."""
    folded = normalize("NFC", blank_addresses(translation).casefold().replace("i\u0307", "i"))
    words = split_words(folded)
    found = count_small_words(words)
    if _is_clearly_target(found, _detection_tag(to)):
        return ""
    rival, evidence = _best_rival(folded, words, found, to, source_language)
    if evidence >= _ENOUGH_EVIDENCE * _SHORT / min(_SHORT, max(1, len(words))):
        return f"it reads as {rival}, not {to}"
    lacks_words = evidence > 0 and lacks_small_words(_detection_tag(to), found, len(words))
    return "it has hardly any of the small words of its language" if lacks_words else ""


def _wrong_east_asian(translation: str, total: int, to: str) -> str:
    """Chinese, Japanese and Korean share their ideographs: the mixture distinguishes them."""
    expected, script = _EAST_ASIAN.get(base_language(to)), main_script(translation)
    if not expected or script == expected or script not in _LANGUAGE_OF_SCRIPT or total < _MIN_EAST_ASIAN:
        return ""
    return f"it is written as {_LANGUAGE_OF_SCRIPT[script]}, not {to}"


def _is_latin_text(source: str, translation: str) -> bool:
    """Whether the Latin letters are more than names and abbreviations."""
    return sum(map(str.islower, translation)) > 20 and translation != source.strip().upper()


@cache
def _is_used_for(to: str, script: str) -> bool:
    language = base_language(to)
    if script in ("Hani", "Kana", "Bopo") and language in _HAN:
        return script == "Hani" or language == "ja" or script == "Bopo"
    if script in ("Hang", "Hani") and language == "ko":
        return True
    return is_written_in(_detection_tag(to), script) or is_written_in(to, script)


def _is_clearly_target(found: Counter[str], to: str) -> bool:
    """Whether the target's own small words are so many, and others' so few, that nothing else need be checked."""
    own = small_word_count(to, found)
    return own >= _CLEARLY_TARGET and all(many < own - 1 for tag, many in found.items() if tag != to)


def _best_rival(
    folded: str, words: Sequence[str], found: Counter[str], to: str, source_language: str
) -> tuple[str, int]:
    """The language that the sentence reads as instead, and the evidence for it; ("", 0) where there is none."""
    if len(words) < _MIN_WORDS:
        return "", 0
    letter_counts = [(letter, many) for letter, many in Counter(folded).items() if letter.isalpha()]
    target = _detection_tag(to)
    evidence = {
        tag: _evidence(tag, target, words, letter_counts)
        for tag in _candidates(found, target, _detection_tag(source_language))
    }
    best = max(evidence, key=lambda tag: (evidence[tag], tag), default="")
    return best, evidence.get(best, 0)


def _candidates(found: Counter[str], to: str, source_language: str) -> list[str]:
    """The source language, those with most small words, and the nearest by their letters."""
    by_words = sorted((tag for tag in found if _are_distinguishable(tag, to)), key=lambda tag: (-found[tag], tag))
    tags = dict.fromkeys([source_language, *by_words[:_MOST_SMALL_WORDS], *_nearest(to)])
    return [tag for tag in tags if _are_distinguishable(tag, to)]


def _evidence(tag: str, to: str, words: Sequence[str], letter_counts: Sequence[tuple[str, int]]) -> int:
    """The evidence for one language against the target, in tenths of bits."""
    ours, theirs = _own_words(to, tag), _own_words(tag, to)
    more = sum(word in theirs for word in words) - sum(word in ours for word in words)
    costs, target_costs = letter_costs()[tag], letter_costs()[to]
    by_letters = sum(
        many * (target_costs.get(letter, _RARE_LETTER) - costs.get(letter, _RARE_LETTER))
        for letter, many in letter_counts
    )
    return _SMALL_WORD * more + by_letters


@cache
def _detection_tag(tag: str) -> str:
    """The tag of a language in the tables of detection, which know Bosnian and Latin Serbian as Croatian."""
    language = base_language(tag)
    return "hr" if language == "bs" or (language == "sr" and "latn" in tag.lower()) else language


@cache
def _are_distinguishable(tag: str, other: str) -> bool:
    """Whether two languages have the same script and enough different words."""
    return not read_alike(tag, other) and tag != other and _script(tag) != "" and _script(tag) == _script(other)


@cache
def _script(tag: str) -> str:
    """The script of a language's commonest letter, "" for one that the table lacks."""
    return script_of(next(iter(letter_costs()[tag]))) if tag in letter_costs() else ""


@cache
def _own_words(tag: str, other: str) -> frozenset[str]:
    """The small words of a language that the other does not have."""
    return small_words_of(tag) - small_words_of(other)


@cache
def _nearest(tag: str) -> tuple[str, ...]:
    """The languages with the most similar letters, by relative entropy; none for one that the table lacks."""
    costs = letter_costs()
    if tag not in costs:
        return ()
    distances = {other: _distance(costs[tag], costs[other]) for other in costs if other != tag}
    return tuple(sorted(distances, key=lambda other: (distances[other], other))[:_NEAREST])


def _distance(costs: dict[str, int], other: dict[str, int]) -> float:
    """The relative entropy of two languages' letters, in tenths of bits."""
    return sum(2 ** (-cost / 10) * (other.get(letter, _RARE_LETTER) - cost) for letter, cost in costs.items())
