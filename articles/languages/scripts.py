"""Scripts: those of a text (ISO 15924 codes, from the ranges of data/scripts.toml), and those without spaces."""

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence
from functools import cache, lru_cache

from wireglot.articles.languages.tags import UNKNOWN, parse_tag, table

# Running Japanese has two kana for every ideograph or so, its tersest headlines one in eight; Chinese that quotes
# a Japanese brand stays far below. Korean keeps few ideographs, so any fair share of Hangul is Korean.
_KANA_SHARE = 0.10
_HANGUL_SHARE = 0.25

# Text in any script contains many Latin names and brands; Latin text hardly ever contains letters of others.
_BESIDE_LATIN = 0.3

# Letters and signs of Thai, Lao, Burmese, Khmer, kana and Han, which have no spaces between words, as the inside of a
# regular expression's class. The digits and punctuation of these scripts are not included. Tibetan is not, since its
# syllables have a mark between them; Hangul is not, since Korean has spaces.
UNSPACED = (
    "\u0e01-\u0e3a\u0e40-\u0e4e\u0e81-\u0ece\u0edc-\u0edf\u1000-\u103f\u1050-\u109f\u1780-\u17d3"
    "\u3005-\u3007\u3041-\u3096\u309d-\u309f\u30a1-\u30fa\u30fc-\u30ff\u31f0-\u31ff\u3400-\u4dbf"
    "\u4e00-\u9fff\uf900-\ufaff\uff66-\uff9d\U00020000-\U0003ffff"
)
# Letters and punctuation of scripts whose lines are broken anywhere, and of those with spaces between phrases only.
EAST_ASIAN = re.compile("[\u3000-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uff00-\uff9f\U00020000-\U0003ffff]")
SOUTHEAST_ASIAN = re.compile("[\u0e00-\u0eff\u0f00-\u0fff\u1000-\u109f\u1780-\u17ff]")
_UNSPACED = re.compile(f"[{UNSPACED}]")


def script_counts(text: str) -> Counter[str]:
    """Return the letters per script, weighted so that an ideograph counts as several Latin letters."""
    counts: Counter[str] = Counter()
    for character, count in Counter(text).items():
        script, weight = _script_and_weight(character)
        if weight:
            counts[script] += count * weight
    return counts


@lru_cache(64)  # several checks ask for that of the same sentence
def main_script(text: str) -> str:
    """Return the script of most letters, "" for a text without letters; Japanese is always "Kana"."""
    return largest_script(script_counts(text))


def largest_script(counts: Counter[str]) -> str:
    """Return the main script of a text with these `script_counts`."""
    if not counts:
        return ""
    script = max(counts, key=lambda name: (counts[name], name))
    if script == "Latn":
        script = _beside_latin(counts)
    return _east_asian(counts) if script in ("Hani", "Kana", "Hang") else script


@cache
def script_of(character: str) -> str:
    """Return the script of one letter or sign, "" for what every script uses: digits, marks, spaces."""
    starts, ends, names = _ranges()
    at = bisect_right(starts, ord(character)) - 1
    return names[at] if at >= 0 and ord(character) <= ends[at] else ""


@cache
def _script_and_weight(character: str) -> tuple[str, int]:
    script = script_of(character)
    return script, _weights()[script] if script else 0


@cache
def is_written_in(tag: str, script: str) -> bool:
    """Whether a language may be written in a script; a language listed for no script is written in Latin letters."""
    base = tag.partition("-")[0]
    if base in _languages_of(script) or tag in _languages_of(script):
        return True
    return script == "Latn" and not any(base in _languages_of(other) for other in table("scripts"))


def is_unspaced(character: str) -> bool:
    """Whether a character belongs to a script without spaces between words."""
    return _UNSPACED.match(character) is not None


def unspaced_ranges() -> list[tuple[int, int]]:
    """Return the first and last code point of each range of UNSPACED."""
    return [(ord(first), ord(last)) for first, last in re.findall("(.)-(.)", UNSPACED)]


def join_sentences(sentences: Sequence[str], language: str) -> str:
    """Return the sentences, or parts of one, as one text of a language.

    Chinese, Japanese and Cantonese have no space between sentences. All other languages have one: Thai, Lao, Khmer,
    Burmese and Tibetan too, which have none between words. The script decides for an unknown language.
    """
    code, script, _ = parse_tag(language)
    if code in ("", UNKNOWN):
        unspaced = main_script("".join(sentences)) in ("Hani", "Kana")
    else:
        unspaced = code in table("lengths")["without_sentence_spaces"] and script != "Latn"
    return ("" if unspaced else " ").join(sentences)


def _beside_latin(counts: Counter[str]) -> str:
    others = {name: size for name, size in counts.items() if name != "Latn"}
    second = max(others, key=lambda name: (others[name], name), default="Latn")
    return second if counts[second] >= _BESIDE_LATIN * sum(counts.values()) else "Latn"


def _east_asian(counts: Counter[str]) -> str:
    total = counts["Hani"] + counts["Kana"] + counts["Hang"]
    if counts["Hang"] >= _HANGUL_SHARE * total:
        return "Hang"
    return "Kana" if counts["Kana"] >= _KANA_SHARE * total else "Hani"


@cache
def _ranges() -> tuple[list[int], list[int], list[str]]:
    rows = []
    for name, entry in table("scripts").items():
        for row in entry["ranges"]:
            start, end = row.split("-")
            rows.append((int(start, 16), int(end, 16), name))
    rows.sort()
    return [row[0] for row in rows], [row[1] for row in rows], [row[2] for row in rows]


@cache
def _weights() -> dict[str, int]:
    return {name: int(entry.get("weight", 1)) for name, entry in table("scripts").items()}


@cache
def _languages_of(script: str) -> frozenset[str]:
    entry = table("scripts").get(script, {})
    listed = str(entry.get("languages", "")).split()
    return frozenset([*listed, *entry.get("unless", {}), *filter(None, [entry.get("decides", "")])])
