"""Words of a text, and the entry of a table that a word is a form of."""

import re

# All that is neither space, figure nor mark: \w would leave out the vowel signs of Indian scripts.
_LETTER = r"[^\s\d_!-/:-@\[-`{-~«»‹›“”„‘’‚…–—·।॥۔،؛؟°、。「」『』（）]"
WORD = re.compile(rf"{_LETTER}+(?:['’ʼ·]{_LETTER}+)*")

# Endings are at most this long: "перв-ыми", "kolman-nella"; behind a long stem another word may follow
# ("siedemnast-olatków", "šestnáct-iletého").
ENDING, _ENDING_OF_LONG, _LONG = 5, 8, 6


def stem(word: str, stems: dict[str, int]) -> int | None:
    """The value of the longest stem that the word starts with, its ending not too long."""
    for size in range(len(word), max(1, len(word) - _ENDING_OF_LONG - 1), -1):
        if word[:size] in stems and (size >= _LONG or len(word) - size <= ENDING):
            return stems[word[:size]]
    return None
