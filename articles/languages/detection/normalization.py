"""Text as the detectors see it: in lower case, without addresses, and in one script."""

import re
from unicodedata import normalize

# ASCII only: in Chinese and Japanese text goes on after an address or a handle without a space.
# A mail address begins at a border and its name is at most 64 long: else a megabyte without a space takes minutes.
_ADDRESS = re.compile(r"(?:https?://|www\.)[!-~]+|(?<![\w.+-])[\w.+-]{1,64}+@[\w.-]+|[@#]\w+", re.ASCII | re.IGNORECASE)
_SIGNS_OF_ADDRESSES = ("@", "#", "://", "www.")

_LATIN_WORD = re.compile(r"[a-z]+")
# Latin letters that typists and character recognition put into Cyrillic words, unseen.
_LOOKALIKES = str.maketrans("aceijopsxyh", "асеіјорѕхун")
_MIXED_WORD = re.compile(r"(?<![a-z\u0400-\u052f])[a-z]*+[\u0400-\u052f][a-z\u0400-\u052f]*")


def normalized(text: str) -> str:
    """Return a text in lower case and NFC, without addresses; the Turkish dotted capital I becomes a plain i.

    Capitals mislead both detectors: of headlines in capitals langdetect names 61 % right, in lower case 95 %.
    """
    text = text.casefold()
    if any(sign in text for sign in _SIGNS_OF_ADDRESSES):
        text = _ADDRESS.sub(" ", text)
    return normalize("NFC", text.replace("i\u0307", "i"))


def without_latin_words(text: str, script: str) -> str:
    """Return a text of another script without its Latin words: names and brands only mislead the detectors."""
    if script == "Latn" or not _LATIN_WORD.search(text):
        return text
    return _LATIN_WORD.sub(" ", replace_lookalikes(text) if script == "Cyrl" else text)


def replace_lookalikes(text: str) -> str:
    """Return a text with the Latin letters inside its Cyrillic words replaced; whole Latin words stay."""
    return _MIXED_WORD.sub(lambda word: word[0].translate(_LOOKALIKES), text)
