"""The folded text that detection works on: one case, composed letters, addresses cut out.

Capitals mislead both detectors (of ALL-CAPS headlines langdetect names 61 % right, folded 95 %).
"""

import re
from unicodedata import normalize

# ASCII only: in Chinese and Japanese text goes on after an address or a handle without a space.
# A mail address begins at a border and its name is at most 64 long: else a megabyte without a space takes minutes.
_ADDRESS = re.compile(r"(?:https?://|www\.)[!-~]+|(?<![\w.+-])[\w.+-]{1,64}+@[\w.-]+|[@#]\w+", re.ASCII | re.IGNORECASE)

# Latin letters that typists and character recognition put into Cyrillic words, unseen.
_LOOKALIKES = str.maketrans("aceijopsxyh", "асеіјорѕхун")
_MIXED_WORD = re.compile(r"(?<![a-z\u0400-\u052f])[a-z]*+[\u0400-\u052f][a-z\u0400-\u052f]*")


def fold(text: str) -> str:
    """The text in lower case and NFC; a Turkish dotted capital I becomes the plain i of Turkish small letters."""
    return normalize("NFC", _ADDRESS.sub(" ", text).casefold().replace("i\u0307", "i"))


def mend_lookalikes(text: str) -> str:
    """A folded Cyrillic text whose words hold no Latin look-alikes; whole Latin words stay."""
    return _MIXED_WORD.sub(lambda word: word[0].translate(_LOOKALIKES), text)
