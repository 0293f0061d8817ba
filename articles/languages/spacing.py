"""Languages and scripts without spaces: which they are, and how sentences are joined in every language."""

import re
from collections.abc import Sequence

from wireglot.articles.languages.scripts import main_script
from wireglot.articles.languages.tables import table
from wireglot.articles.languages.tags import UNKNOWN, parse_tag

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
