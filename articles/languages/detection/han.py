"""Chinese by its characters: simplified, traditional, Cantonese, or a Japanese headline without a kana.

py3langid calls Chinese headlines wuu or yue and langdetect calls traditional Chinese Korean (58 % of the
development documents), so neither is asked.
"""

from collections import Counter
from functools import cache

from wireglot.articles.languages.detection.tables import table

# Written Cantonese has one of its own characters in every twenty or so; a word quoted in Mandarin stays below.
_CANTONESE_SHARE = 0.01

# Japanese shapes do not occur in Chinese at all but for slips, while Japanese shares shapes with both Chinas.
_JAPANESE_SHARE = 0.02


def chinese(text: str) -> tuple[str, bool]:
    """The language of a text in ideographs, and whether its characters leave no warning.

    Text without a telling character (a headline of five) is taken for simplified Chinese, the commoner, in warning.
    """
    marks = _marks(text)
    for tag, share in (("yue", _CANTONESE_SHARE), ("ja", _JAPANESE_SHARE)):
        if marks[tag] and marks[tag] >= share * len(text):
            return tag, marks[tag] > 1
    if marks["zh-Hant"] > marks["zh-Hans"]:
        return "zh-Hant", marks["zh-Hant"] >= 3 * marks["zh-Hans"]
    return "zh-Hans", 0 < 3 * marks["zh-Hant"] <= marks["zh-Hans"] or marks["zh-Hans"] > marks["zh-Hant"] == 0


def _marks(text: str) -> Counter[str]:
    tags = _characters()
    marks: Counter[str] = Counter()
    for character, count in Counter(text).items():
        tag = tags.get(character)
        if tag:
            marks[tag] += count
    return marks


@cache
def _characters() -> dict[str, str]:
    """Each telling character with its tag; one that stands in two lists tells nothing."""
    lists = table("han")
    names = {"simplified": "zh-Hans", "traditional": "zh-Hant", "japanese": "ja", "cantonese": "yue"}
    holders = Counter(character for name in names for character in frozenset(lists[name]))
    return {
        character: tag
        for name, tag in names.items()
        for character in lists[name]
        if holders[character] == 1 and not character.isspace()
    }
