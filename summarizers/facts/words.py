"""Sentences as words, and the terms that they are found by: the same for every script.

A word is a run of letters, marks and digits; of Han, Thai and other scripts without spaces, one character; of
katakana, a run, which is nearly always a name or a loanword. Everything here works on text as `normal` gives it.
"""

import re
import unicodedata
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

STEM = 5  # characters that must agree for two words to be forms of one: "announ|ced", "announ|cement"

ROOT = 4  # letters that two forms of one name share at least

_KATAKANA = "\u30a1-\u30fa\u30fc"
# Scripts without spaces between words, katakana left out.
_SINGLE = (
    "\u0e01-\u0e3a\u0e40-\u0e4e\u0e81-\u0ece\u0edc-\u0edf\u1000-\u103f\u1050-\u109f\u1780-\u17d3"
    "\u3005-\u3007\u3041-\u3096\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
)
_QUOTES = str.maketrans({"’": "'", "‘": "'", "ʼ": "'", "`": "'", "\u00ad": None, "\u200b": None, "\ufeff": None})


@dataclass(frozen=True, slots=True)
class Word:
    """A word as it stands (`shown`), folded (`form`), and where: start and end in the normal text."""

    shown: str
    form: str
    start: int
    end: int

    @property
    def single(self) -> bool:
        """Whether it is one character of a script without spaces."""
        return len(self.shown) == 1 and _single().match(self.shown) is not None


def normal(text: str) -> str:
    """Compatibility forms folded together, apostrophes alike, white space single."""
    folded = unicodedata.normalize("NFKC", text).translate(_QUOTES)
    return " ".join(folded.split())


def words(text: str) -> tuple[Word, ...]:
    """The words of a normal text, in order; () for one without letters and digits."""
    return tuple(Word(m[0], m[0].casefold(), m.start(), m.end()) for m in _pattern().finditer(text))


def terms(found: tuple[Word, ...]) -> tuple[str, ...]:
    """What a sentence is looked up by: words cut to a stem, and pairs of neighbouring single characters."""
    pairs = [a.form + b.form for a, b in pairwise(found) if a.single and b.single and a.end == b.start]
    return (*(word.form[:STEM] for word in found if not word.single), *pairs)


def squeezed(text: str) -> str:
    """Letters and digits alone, folded: what is left when neither marks, spaces nor capitals count."""
    return "".join(word.form for word in words(text))


def opens(word: Word, text: str) -> bool:
    """Whether a sentence, a quote or a clause behind a colon starts with the word."""
    before = text[: word.start].rstrip(" \"'“”„«»‹›([—–-")
    return not before or before[-1] in ".:!?…;"


def plain(form: str) -> str:
    """Without accents: the same name is written with and without them."""
    if form.isascii():
        return form
    return "".join(one for one in unicodedata.normalize("NFD", form) if not unicodedata.combining(one))


@cache
def _single() -> re.Pattern[str]:
    return re.compile(f"[{_SINGLE}]")


@cache
def _pattern() -> re.Pattern[str]:
    """Spelled out, since `\\w` knows no combining marks: words of Bengali and Hindi would break at each vowel sign."""
    marks = "".join(
        chr(code) for code in range(0x300, 0x10000) if unicodedata.category(chr(code))[0] == "M" and _free(chr(code))
    )
    letter = rf"(?:[^\W_{_SINGLE}{_KATAKANA}]|[{marks}])"
    return re.compile(rf"[{_SINGLE}]|[{_KATAKANA}]+|{letter}+")


def _free(mark: str) -> bool:
    return _single().match(mark) is None
