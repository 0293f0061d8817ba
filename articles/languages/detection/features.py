"""What detection looks at in a text: its script, letters, words and small words, found once for each text.

A sentence is looked at when the article's language is chosen, when its own is, and as what is inside or outside
quotation marks: what was found is kept for a while.
"""

import re
from collections import Counter
from collections.abc import Mapping
from functools import lru_cache
from typing import NamedTuple

from wireglot.articles.languages import small_words
from wireglot.articles.languages.detection.normalization import normalized, without_latin_words
from wireglot.articles.languages.scripts import largest_script, script_counts

# The sentences of some long articles; what is looked at twice is so within one article.
_KEPT = 2_000

# Words of more than three letters: "de", "of the" and "och" have no capital in a name. In "Living in the Old Harbour
# Town" four in five have; in German sentences hardly ever as many.
_TITLE_SHARE = 0.8
_LONG_WORD = re.compile(r"[^\W\d_]{4,}")

# The English ending of names, which French and Catalan have as a word.
_POSSESSIVE = re.compile(r"['’]s\b")

# A letter that is not Latin: what has none need not be counted letter by letter.
_NOT_LATIN = re.compile("[^\u0000-\u024f\u2000-\u20cf]")


class Features(NamedTuple):
    """What was found in a text.

    original  the text itself
    text     normalized, without words in Latin letters where the script is another
    letters  those of the main script; ideographs count threefold, and with kana or Hangul
    all_letters  those of every script
    counts   how many of the words are small words of each language
    most     the small words of the language that has most of them
    """

    original: str
    text: str
    script: str
    letters: int
    all_letters: int
    words: tuple[str, ...]
    counts: Mapping[str, int]
    most: int

    @property
    def is_title(self) -> bool:
        """Whether the longer words have capitals, as in a name or a title, in a text not all in capitals."""
        long_words = _LONG_WORD.findall(self.original)
        capitals = sum(word[0].isupper() for word in long_words)
        return capitals >= _TITLE_SHARE * len(long_words) and any(word[1].islower() for word in long_words)

    def is_clearly(self, tag: str) -> bool:
        """Whether no language has more small words, and none as many when there is one: letters need not be asked."""
        own = small_words.small_word_count(tag, self.counts)
        return own == self.most > 0 and (own > 1 or list(self.counts.values()).count(1) == 1)


@lru_cache(maxsize=_KEPT)
def features(text: str) -> Features:
    """Return what detection looks at in a text."""
    folded = normalized(_POSSESSIVE.sub("", text))
    scripts = script_counts(folded) if _NOT_LATIN.search(folded) else Counter[str]()
    script = largest_script(scripts)
    folded = without_latin_words(folded, script) if script else folded
    words = tuple(small_words.split_words(folded))
    if not scripts and words:
        script, scripts["Latn"] = "Latn", len("".join(words))
    letters = scripts[script] + (scripts["Hani"] if script in ("Kana", "Hang") else 0)
    counts = small_words.count_small_words(words)
    most = max(counts.values(), default=0)
    return Features(text, folded, script, letters, scripts.total(), words, counts, most)
