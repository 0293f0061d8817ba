"""The table of text folding: writes articles/languages/data/folding.json from Unicode's data and the rules below.

    python -m benchmarks.folding_table

Each character is folded by itself: decomposed, case-folded, freed of the marks that are removed, mapped by
`_LETTERS`, until nothing changes. Only characters that NFKC leaves as they are have an entry.
"""

import json
import sys
from collections import defaultdict
from pathlib import Path
from unicodedata import category, decimal, normalize, unidata_version

TABLE = Path(__file__).parent.parent / "articles" / "languages" / "data" / "folding.json"

# Marks that are removed where Unicode calls them non-spacing (Mn): accents of Latin, Greek and Cyrillic; Hebrew points;
# Arabic vowel signs and hamza above or below; Syriac points; tones of N'Ko; the nukta of each Indic script. The vowel
# signs of all other scripts are always written, so they stay.
_REMOVED_MARKS = [
    (0x300, 0x36F), (0x483, 0x489), (0x591, 0x5C7), (0x610, 0x61A), (0x64B, 0x65F), (0x670, 0x670), (0x6D6, 0x6ED),
    (0x711, 0x711), (0x730, 0x74A), (0x7EB, 0x7F3), (0x898, 0x8FF), (0x1AB0, 0x1AFF), (0x1DC0, 0x1DFF),
    (0x20D0, 0x20FF), (0xFB1E, 0xFB1E), (0xFE00, 0xFE0F), (0xFE20, 0xFE2F), (0xE0100, 0xE01EF),
    *((nukta, nukta) for nukta in (0x93C, 0x9BC, 0xA3C, 0xABC, 0xB3C, 0xC3C, 0xCBC, 0x110BA)),
]  # fmt: skip
_TATWEEL = "\u0640"

# Letters that decomposition does not reach, from the letters of a plain keyboard.
_LETTERS = {
    # Latin: Turkish, Vietnamese and Croatian, Polish, Nordic, Icelandic, Azerbaijani, Hausa, Ewe, Maltese, Sami.
    "ı": "i", "đ": "d", "ł": "l", "ø": "o", "æ": "ae", "œ": "oe", "þ": "th", "ð": "d", "ə": "e", "ɓ": "b", "ɗ": "d",
    "ƙ": "k", "ƴ": "y", "ɛ": "e", "ɔ": "o", "ɖ": "d", "ƒ": "f", "ŋ": "n", "ħ": "h", "ŧ": "t", "ĸ": "k", "ǝ": "e",
    # Apostrophes that are letters: Uzbek, Hawaiian, Ukrainian.
    "ʻ": "'", "ʼ": "'", "ʹ": "'", "ʽ": "'", "ʾ": "'", "ʿ": "'",
    # Ukrainian.
    "ґ": "г",
    # Arabic: forms of alef, ya, kaf, ha and ta marbuta in Arabic, Persian, Urdu and Kurdish keyboards.
    "ٱ": "ا", "ٲ": "ا", "ٳ": "ا", "ى": "ي", "ی": "ي", "ې": "ي", "ک": "ك", "ڪ": "ك", "ة": "ه", "ہ": "ه", "ھ": "ه",
    "ە": "ه", "ۃ": "ه", "ۂ": "ه",
    # Indic: candrabindu and the Gurmukhi tippi are written as anusvara; Bengali khanda ta; Malayalam chillu letters.
    "ँ": "ं", "ઁ": "ં", "ଁ": "ଂ", "ఁ": "ం", "ಁ": "ಂ", "ੰ": "ਂ", "ਁ": "ਂ", "ৎ": "ত্",
    "ൺ": "ണ്", "ൻ": "ന്", "ർ": "ര്", "ൽ": "ല്", "ൾ": "ള്", "ൿ": "ക്",
}  # fmt: skip

# Nasal consonants, consonants, virama and anusvara of the scripts that write a nasal before a consonant in both ways.
_NASALS = [
    ("ङञणनम", "\u0915-\u0939", "\u094d", "\u0902"),
    ("ঙঞণনম", "\u0995-\u09b9", "\u09cd", "\u0982"),
    ("ਙਞਣਨਮ", "\u0a15-\u0a39", "\u0a4d", "\u0a02"),
    ("ઙઞણનમ", "\u0a95-\u0ab9", "\u0acd", "\u0a82"),
    ("ଙଞଣନମ", "\u0b15-\u0b39", "\u0b4d", "\u0b02"),
    ("ఙఞణనమ", "\u0c15-\u0c39", "\u0c4d", "\u0c02"),
    ("ಙಞಣನಮ", "\u0c95-\u0cb9", "\u0ccd", "\u0c82"),
    ("ങഞണനമ", "\u0d15-\u0d39", "\u0d4d", "\u0d02"),
]
# Scripts whose virama at the end of a word may be left out: northern Indic. In the southern it is written always.
_FINAL_VIRAMAS = "\u094d\u09cd\u0a4d\u0acd\u0b4d"
_INDIC = "\u0900-\u0d7f"


def table() -> dict[str, object]:
    """Return the table as it is written."""
    groups: dict[str, list[str]] = defaultdict(list)
    for code in range(sys.maxunicode + 1):
        character = chr(code)
        if category(character) in ("Cn", "Cs", "Co") or normalize("NFKC", character) != character:
            continue
        folded = _folded(character)
        if folded != character:
            groups[folded].append(character)
    patterns = [[f"[{nasals}]{virama}(?=[{all_of}])", anusvara] for nasals, all_of, virama, anusvara in _NASALS]
    patterns.append([f"[{_FINAL_VIRAMAS}]+(?![{_INDIC}])", ""])
    characters = {folded: "".join(groups[folded]) for folded in sorted(groups)}
    return {"unicode": unidata_version, "patterns": patterns, "characters": characters}


def _folded(character: str) -> str:
    """One character folded until nothing changes."""
    before, text = "", character
    while text != before:
        before = text
        text = "".join(map(_replaced, normalize("NFKD", text).casefold()))
    return normalize("NFC", text)


def _replaced(character: str) -> str:
    if _is_removed(character):
        return ""
    if category(character) == "Nd":
        return str(decimal(character))
    return _LETTERS.get(character, character)


def _is_removed(character: str) -> bool:
    """Marks without which a word is the same, and characters without a width: joiners, soft hyphens, directions."""
    if category(character) == "Cf" or character == _TATWEEL:
        return True
    code = ord(character)
    return category(character) in ("Mn", "Me") and any(start <= code <= end for start, end in _REMOVED_MARKS)


def _as_json() -> str:
    """The table as JSON, with marks and invisible characters escaped: an editor would show them on other letters."""
    text = json.dumps(table(), ensure_ascii=False, indent=1)
    escaped = (json.dumps(each)[1:-1] if category(each)[0] in "MC" and each != "\n" else each for each in text)
    return "".join(escaped) + "\n"


if __name__ == "__main__":
    TABLE.write_text(_as_json(), encoding="utf-8")
