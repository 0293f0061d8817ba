"""Text from before UTF-8: which 8-bit encoding, told by the alphabets of the languages that used it.

charset-normalizer alone reads 3 in 4 such news texts rightly (Swedish comes out in a Macintosh
encoding); one that shows the letters of a single language, the frequent ones most, is right. Chinese,
Japanese and Korean encodings, and what is left, are charset-normalizer's.
"""

import re
import tomllib
from collections import Counter
from functools import cache
from pathlib import Path

# Bytes looked at: a full article; more changes no verdict and costs time.
SAMPLE = 40_000
# Right readings of NTREX documents score 0.8 to 1, a wrong language's 0.7 and less: see `_score`.
SURE = 0.72

HIRAGANA_SHARE = 0.2  # 0.3 to 0.5 in Japanese news, below 0.02 in Chinese read as Japanese

_TABLE = Path(__file__).parent.parent / "languages" / "data" / "alphabets.toml"
# Marks that news of any language shows.
_TYPOGRAPHY = frozenset("’‘“”„‚‹›«»–—…•·\xa0€£§°©®™¿¡½¼¾²³º´×№‰،؛؟ـ\u200c\u200d\u200e\u200f\xad")
_WORD = re.compile(r"[^\W\d_]+")
_ASCII_LETTER = re.compile("[A-Za-z]")
_OTHER_SCRIPT = re.compile("[\u0370-\u1dff]")
_HIRAGANA = re.compile("[\u3041-\u3096]")
_BEYOND = re.compile("[^\x00-\x7f]")


def encoding_of(raw: bytes) -> str | None:
    """Python's name of the encoding, None when it cannot be told. `raw` is no UTF-8."""
    sample = raw if len(raw) <= SAMPLE else raw[: raw.rfind(b"\n", 1, SAMPLE) + 1] or raw[:SAMPLE]
    return _japanese(sample) or _by_alphabet(sample) or _by_chaos(sample)


def _japanese(raw: bytes) -> str | None:
    """Hiragana are a third of Japanese, and next to nothing in what else decodes so."""
    for encoding in ("euc_jp", "cp932"):
        text = raw.decode(encoding, "replace")
        beyond = len(_BEYOND.findall(text))
        if len(_HIRAGANA.findall(text)) > HIRAGANA_SHARE * beyond > 0 and text.count("\ufffd") <= beyond / 100:
            return encoding
    return None


def _by_alphabet(raw: bytes) -> str | None:
    scores: dict[str, float] = {}
    for encoding, alphabets in _alphabets().items():
        try:
            text = raw.decode(encoding)
        except UnicodeDecodeError:
            continue
        scores[encoding] = _score(text, alphabets)
    best = max(scores, key=lambda encoding: scores[encoding], default=None)
    return best if best and scores[best] >= SURE else None


def _score(text: str, alphabets: tuple[dict[str, float], ...]) -> float:
    """Mean weight of the characters beyond ASCII in the language that suits them best, less odd words."""
    beyond = Counter(re.sub(r"[\x00-\x7f]+", "", text))
    for mark in _TYPOGRAPHY:
        beyond.pop(mark, None)
    total = sum(beyond.values())
    if not total:
        return 1.0
    best = max(sum(alphabet.get(c, -1.0) * n for c, n in beyond.items()) for alphabet in alphabets)
    return float(best) / total - _oddity(text)


def _oddity(text: str) -> float:
    """Share of the words beyond ASCII that nobody writes: "MaÍedonie", and "referιndum" of two scripts."""
    words = [word for word in _WORD.findall(text) if not word.isascii()]
    odd = sum((word[1:] != word[1:].lower() and word != word.upper()) or _mixed(word) for word in words)
    return odd / len(words) if words else 0.0


def _mixed(word: str) -> bool:
    return _ASCII_LETTER.search(word) is not None and _OTHER_SCRIPT.search(word) is not None


def _by_chaos(raw: bytes) -> str | None:
    from charset_normalizer import from_bytes  # 40 ms, and most files are UTF-8

    best = from_bytes(raw).best()
    return best.encoding if best else None


@cache
def _alphabets() -> dict[str, tuple[dict[str, float], ...]]:
    table = tomllib.loads(_TABLE.read_text("utf-8"))
    weights = {language: _weights(letters) for language, letters in table["letters"].items()}
    return {name: tuple(weights[language] for language in used) for name, used in table["encodings"].items()}


def _weights(letters: str) -> dict[str, float]:
    """From 1 for the most frequent letter down to 1/2 for the rarest."""
    weights: dict[str, float] = {}
    for rank, letter in enumerate(letters):
        for form in {letter, *letter.upper()}:
            weights.setdefault(form, 1 - rank / len(letters) / 2)
    return weights
