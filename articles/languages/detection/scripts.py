"""The scripts of a text: how many letters of each, and the language where the script alone decides it."""

from bisect import bisect_right
from collections import Counter
from functools import cache

from wireglot.articles.languages.detection.tables import table


def letters(text: str) -> Counter[str]:
    """Letters per script (ISO 15924), weighted so that an ideograph counts as the Latin letters it stands for."""
    weights = _weights()
    found: Counter[str] = Counter()
    for character, count in Counter(text).items():
        script = script_of(character)
        if script:
            found[script] += count * weights[script]
    return found


def main_script(found: Counter[str]) -> str:
    """The script with most letters, "" when there is none; Japanese is Kana however many ideographs stand beside it."""
    if not found:
        return ""
    script = max(found, key=lambda name: (found[name], name))
    if script == "Latn":
        script = _beside_latin(found)
    return _east_asian(found) if script in ("Hani", "Kana", "Hang") else script


def decided(text: str, script: str) -> str:
    """The language of a text in that script, "" where the script leaves a choice."""
    entry = table("scripts").get(script, {})
    language = str(entry.get("decides", ""))
    size = max(1, len(text))
    for rival, pieces in entry.get("unless", {}).items():
        if sum(text.count(piece) for piece in pieces) * 1000 >= entry["per_mille"] * size:
            return str(rival)
    return language


def long_enough(script: str, size: int) -> bool:
    """Whether so many letters would show whether it is the script's language or a rival."""
    return size >= int(table("scripts").get(script, {}).get("enough", 0))


def fits(tag: str, script: str) -> bool:
    """Whether a language may be written in a script; what no other script lists is taken to be written in Latin."""
    base = tag.partition("-")[0]
    if base in _writers(script) or tag in _writers(script):
        return True
    return script == "Latn" and not any(base in _writers(other) for other in table("scripts"))


@cache
def script_of(character: str) -> str:
    """The script of one letter or sign, "" for what every script uses: digits, marks, spaces."""
    starts, ends, names = _ranges()
    at = bisect_right(starts, ord(character)) - 1
    return names[at] if at >= 0 and ord(character) <= ends[at] else ""


# Running Japanese has two kana for every ideograph or so, its tersest headlines one in eight; Chinese that quotes
# a Japanese brand stays far below. Korean keeps few ideographs, so any fair share of Hangul is Korean.
_KANA_SHARE = 0.10
_HANGUL_SHARE = 0.25


# Text in any script is strewn with Latin names and brands; Latin text hardly ever with others' letters.
_BESIDE_LATIN = 0.3


def _beside_latin(found: Counter[str]) -> str:
    others = {name: size for name, size in found.items() if name != "Latn"}
    second = max(others, key=lambda name: (others[name], name), default="Latn")
    return second if found[second] >= _BESIDE_LATIN * sum(found.values()) else "Latn"


def _east_asian(found: Counter[str]) -> str:
    together = found["Hani"] + found["Kana"] + found["Hang"]
    if found["Hang"] >= _HANGUL_SHARE * together:
        return "Hang"
    return "Kana" if found["Kana"] >= _KANA_SHARE * together else "Hani"


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
def _writers(script: str) -> frozenset[str]:
    entry = table("scripts").get(script, {})
    listed = str(entry.get("languages", "")).split()
    return frozenset([*listed, *entry.get("unless", {}), *filter(None, [entry.get("decides", "")])])
