"""Wrong output: a told sentence in another script than its language's, or in another language of the same script.

Told from the ranges of the scripts and the small words of languages; detectors take milliseconds a sentence and are
unsure of one.
"""

from collections import Counter
from collections.abc import Sequence
from functools import cache
from unicodedata import normalize

from wireglot.articles.languages import is_written_in, main_script, script_counts
from wireglot.articles.languages.detection.words import absent, count, counts, cut
from wireglot.articles.numbers import base_language, blank_addresses
from wireglot.translations.checks.letters import comparable, exclusive, leaning, nearest

# Foreign letters beside the target's own: names in brackets and quoted titles stay below a quarter; where there are
# hardly more letters than a name has, a short sentence may be mostly that name.
_FOREIGN = 0.3
_FOREIGN_SHORT = 0.7
_MORE_THAN_A_NAME = 24
_ENOUGH_LETTERS = 8

# So many of the target's own small words, no other language having more, and nothing else is looked at.
_PLENTY = 4

# What one small word tells that the other language lacks, and the evidence that is enough, in tenths of bits: with 60
# and 45, 99 in 100 references stay below and 97 in 100 sentences in a neighbour's language lie above. Below _SHORT
# words names weigh more, so more evidence is asked for; below _FEW_WORDS nothing is said.
_SMALL_WORD = 60
_CLEAR = 45
_SHORT = 16
_FEW_WORDS = 4

_LATIN_BESIDE = 0.7
_HAN = {"zh", "yue", "ja"}


def script(source: str, told: str, to: str) -> str:
    """Says that too many letters are of a script that the language is not written in."""
    if told.isascii() and _fits(to, "Latn"):
        return ""
    found = script_counts(told)
    size = sum(found.values())
    if size < _ENOUGH_LETTERS:
        return ""
    if wrong := _east_asian(told, size, to):
        return wrong
    foreign = {name: many for name, many in found.items() if not _fits(to, name)}
    latin = foreign.pop("Latn", 0)
    many = sum(foreign.values())
    if many > (_FOREIGN if many >= _MORE_THAN_A_NAME else _FOREIGN_SHORT) * size:
        worst = max(foreign, key=lambda name: (foreign[name], name))
        return f"{foreign[worst] / size:.0%} of its letters are {worst}, which {to} is not written in"
    if latin > _LATIN_BESIDE * size and _has_small_letters(source, told):
        return f"{latin / size:.0%} of its letters are Latin, which {to} is not written in"
    return ""


# Letters, weighted, from which on Japanese has kana and Korean Hangul; a name alone may have none.
_ENOUGH_EAST_ASIAN = 40
_EAST_ASIAN = {"zh": "Hani", "yue": "Hani", "ja": "Kana", "ko": "Hang"}


def _east_asian(told: str, size: int, to: str) -> str:
    """Chinese, Japanese and Korean share their ideographs: the mixture tells them apart."""
    wanted, met = _EAST_ASIAN.get(base_language(to)), main_script(told)
    if not wanted or met == wanted or met not in _EAST_ASIAN.values() or size < _ENOUGH_EAST_ASIAN:
        return ""
    return f"it is written as {_WRITTEN[met]}, not {to}"


_WRITTEN = {"Hani": "Chinese", "Kana": "Japanese", "Hang": "Korean"}


def language(told: str, to: str, source_language: str) -> str:
    """Says that the sentence reads as another language; "" where its small words and letters are too few to say."""
    folded = _fold(told)
    words = cut(folded)
    found = counts(words)
    if _plenty(found, _spoken(to)):
        return ""
    rival, evidence = _rival(folded, words, found, to, source_language)
    if evidence >= _CLEAR * _SHORT / min(_SHORT, max(1, len(words))):
        return f"it reads as {rival}, not {to}"
    wordless = evidence > 0 and absent(_spoken(to), found, len(words))
    return "it has hardly any of the small words of its language" if wordless else ""


def _fold(text: str) -> str:
    """As detection folds, in linear time: whole documents are not to be expected here, but one sentence of 1 MB is."""
    return normalize("NFC", blank_addresses(text).casefold().replace("i\u0307", "i"))


def _plenty(found: Counter[str], to: str) -> bool:
    """Whether the target's own small words are so many, and others' so few, that nothing else need be looked at."""
    own = count(to, found)
    return own >= _PLENTY and all(many < own - 1 for tag, many in found.items() if tag != to)


def _rival(folded: str, words: Sequence[str], found: Counter[str], to: str, source_language: str) -> tuple[str, int]:
    """The language that the sentence reads as rather, and how much speaks for it; ("", 0) where none can be weighed."""
    if len(words) < _FEW_WORDS:
        return "", 0
    letters = [(letter, many) for letter, many in Counter(folded).items() if letter.isalpha()]
    evidence = {
        tag: _for(tag, _spoken(to), words, letters) for tag in _candidates(found, _spoken(to), _spoken(source_language))
    }
    first = max(evidence, key=lambda tag: (evidence[tag], tag), default="")
    return first, evidence.get(first, 0)


def _candidates(found: Counter[str], to: str, source_language: str) -> list[str]:
    """Those with most small words, the nearest by their letters, and the language it was told from."""
    tags = dict.fromkeys([source_language, *(tag for tag, _ in found.most_common(3)), *nearest(to)])
    return [tag for tag in tags if _parted(tag, to) and comparable(tag, to)]


def _for(tag: str, to: str, words: Sequence[str], letters: Sequence[tuple[str, int]]) -> int:
    """The evidence for one language against the target, in tenths of bits."""
    ours, theirs = exclusive(to, tag), exclusive(tag, to)
    more = sum(word in theirs for word in words) - sum(word in ours for word in words)
    return _SMALL_WORD * more + leaning(letters, tag, to)


def _has_small_letters(source: str, told: str) -> bool:
    """Whether the Latin letters are more than names and abbreviations."""
    return sum(map(str.islower, told)) > 20 and told != source.strip().upper()


@cache
def _fits(to: str, name: str) -> bool:
    language = base_language(to)
    if name in ("Hani", "Kana", "Bopo") and language in _HAN:
        return name == "Hani" or language == "ja" or name == "Bopo"
    if name in ("Hang", "Hani") and language == "ko":
        return True
    return is_written_in(_spoken(to), name) or is_written_in(to, name)


@cache
def _spoken(tag: str) -> str:
    """The tag under which the tables of detection hold a language."""
    language = base_language(tag)
    if language == "sr" and "latn" in tag.lower():
        return "sr-Latn"
    return language


@cache
def _parted(one: str, other: str) -> bool:
    """Whether small words part the two: not Croatian from Serbian, nor Norwegian's two from each other."""
    return not any(base_language(one) in kin and base_language(other) in kin for kin in _ALIKE)


_ALIKE = (
    {"nb", "nn", "no", "da"},
    {"hr", "bs", "sr", "sh"},
    {"id", "ms"},
    {"ar", "arz", "ary", "mey"},
    {"fa", "prs"},
    {"zh", "yue"},
    {"hi", "mr", "ne"},
)
