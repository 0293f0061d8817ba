"""Languages that their script decides: Greek, Thai, Hebrew or Yiddish; and Chinese by its characters.

Chinese characters are simplified, traditional or Cantonese, or a Japanese headline without a kana. py3langid calls
Chinese headlines wuu or yue and langdetect calls traditional Chinese Korean (58 % of the development documents), so
neither is asked.
"""

from collections import Counter
from functools import cache

from wireglot.articles.languages.tables import table

# Written Cantonese has one of its own characters in every twenty or so; a word quoted in Mandarin stays below.
_CANTONESE_SHARE = 0.01

# Japanese shapes do not occur in Chinese at all but for slips, while Japanese shares shapes with both Chinas.
_JAPANESE_SHARE = 0.02


def language_of_script(text: str, script: str) -> str:
    """Return the language of a text in that script, "" where the script leaves a choice."""
    entry = table("scripts").get(script, {})
    language = str(entry.get("decides", ""))
    size = max(1, len(text))
    for other, pieces in entry.get("unless", {}).items():
        if sum(text.count(piece) for piece in pieces) * 1000 >= entry["per_mille"] * size:
            return str(other)
    return language


def is_long_enough(script: str, letters: int) -> bool:
    """Whether so many letters would show whether a text is in the script's language or another that uses it."""
    return letters >= int(table("scripts").get(script, {}).get("enough", 0))


def chinese(text: str) -> tuple[str, bool]:
    """The language of a text in ideographs, and whether its characters leave no doubt.

    Text without a telling character (a headline of five) is taken for simplified Chinese, the commoner, and in doubt.
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
