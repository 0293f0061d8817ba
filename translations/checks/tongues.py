"""Wrong output: a told sentence in another script than its language's, or in another language of the same script.

Told from the ranges of the scripts and the small words of languages; detectors take milliseconds a sentence and are
unsure of one.
"""

from functools import cache

from translations.checks.tables import base
from translations.detection.folding import fold
from translations.detection.scripts import fits, letters
from translations.detection.words import absent, count, counts, cut

# Foreign letters beside the target's own: names in brackets and quoted titles stay below a quarter.
_FOREIGN = 0.3
_ENOUGH_LETTERS = 8

# Another language's small words must be this many more than the target's own, and more than twice as many.
_MORE = 3
_TIMES = 2.0

_LATIN_BESIDE = 0.7
_HAN = {"zh", "yue", "ja"}


def script(source: str, told: str, to: str) -> str:
    """Says that too many letters are of a script that the language is not written in."""
    if told.isascii() and _fits(to, "Latn"):
        return ""
    found = letters(told)
    size = sum(found.values())
    if size < _ENOUGH_LETTERS:
        return ""
    foreign = {name: many for name, many in found.items() if not _fits(to, name)}
    latin = foreign.pop("Latn", 0)
    if foreign and sum(foreign.values()) > _FOREIGN * size:
        worst = max(foreign, key=lambda name: (foreign[name], name))
        return f"{foreign[worst] / size:.0%} of its letters are {worst}, which {to} is not written in"
    if latin > _LATIN_BESIDE * size and _has_small_letters(source, told):
        return f"{latin / size:.0%} of its letters are Latin, which {to} is not written in"
    return ""


def language(told: str, to: str, source_language: str) -> str:
    """Says that the small words are another language's; "" where they are too few to say."""
    words = cut(fold(told))
    found = counts(words)
    if not found:
        return _wordless(words, to)
    own = count(_spoken(to), found)
    leader = max(found, key=lambda tag: (found[tag], tag))
    if found[leader] >= own + _MORE and found[leader] > _TIMES * own:
        return f"it reads as {leader}, not {to}" if _parted(leader, to) else ""
    asked = _spoken(source_language)
    if found[asked] >= own + _MORE and found[asked] > _TIMES * own and _parted(asked, to):
        return f"it reads as {asked}, not {to}"
    return "it has hardly any of the small words of its language" if absent(_spoken(to), found, len(words)) else ""


def _wordless(words: list[str], to: str) -> str:
    missing = len(words) > 20 and absent(_spoken(to), counts(()), len(words))
    return "it has none of the small words of its language" if missing else ""


def _has_small_letters(source: str, told: str) -> bool:
    """Whether the Latin letters are more than names and abbreviations."""
    return sum(map(str.islower, told)) > 20 and told != source.strip().upper()


@cache
def _fits(to: str, name: str) -> bool:
    language = base(to)
    if name in ("Hani", "Kana", "Bopo") and language in _HAN:
        return name == "Hani" or language == "ja" or name == "Bopo"
    if name in ("Hang", "Hani") and language == "ko":
        return True
    return fits(_spoken(to), name) or fits(to, name)


@cache
def _spoken(tag: str) -> str:
    """The tag under which the tables of detection hold a language."""
    language = base(tag)
    if language == "sr" and "latn" in tag.lower():
        return "sr-Latn"
    return language


@cache
def _parted(one: str, other: str) -> bool:
    """Whether small words part the two: not Croatian from Serbian, nor Norwegian's two from each other."""
    return not any(base(one) in kin and base(other) in kin for kin in _ALIKE)


_ALIKE = (
    {"nb", "nn", "no", "da"},
    {"hr", "bs", "sr", "sh"},
    {"id", "ms"},
    {"ar", "arz", "ary", "mey"},
    {"fa", "prs"},
    {"zh", "yue"},
    {"hi", "mr", "ne"},
)
