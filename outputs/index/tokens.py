"""Text as the index sees it: words apart, and each character of a script without spaces by itself.

A word of two Han characters is then found as two neighbours, which an index of trigrams cannot do.
"""

import re
import unicodedata
from itertools import groupby

from wireglot.summarizers.extract.terms import UNSPACED, unspaced

_UNSPACED = re.compile(f"[{UNSPACED}]")
_PARTS = re.compile(r'"[^"]*"|[^\s"]+')


def indexed(text: str) -> str:
    """`text` for the index: compatibility forms and case folded, unspaced characters set apart."""
    folded = unicodedata.normalize("NFKC", text).casefold()
    return folded if folded.isascii() else _UNSPACED.sub(r" \g<0> ", folded)


def question(text: str) -> str:
    """What a reader typed as an FTS5 question: every word must be found, a quoted run as it stands; "" for none.

    A word matches from its beginning, so "flood" finds "flooding"; nothing typed is taken for an operator.
    """
    return " ".join(filter(None, map(_phrase, _PARTS.findall(text))))


def _phrase(part: str) -> str:
    words = _words(indexed(part))
    if not words:
        return ""
    said = '"' + " ".join(words) + '"'
    return said if part.startswith('"') or unspaced(words[-1][-1]) else said + "*"


def _words(text: str) -> list[str]:
    """Runs of letters, marks and digits: what the index keeps of a text."""
    return ["".join(run) for kept, run in groupby(text, _is_kept) if kept]


def _is_kept(character: str) -> bool:
    return unicodedata.category(character)[0] in "LMN"
