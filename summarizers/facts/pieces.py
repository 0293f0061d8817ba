"""Pieces: what a sentence costs that is pasted together from the article, as long pieces as there are.

The pieces are those of cross-parsing (Ziv and Merhav 1993), letter by letter, so that inflection, marks, lost capitals
and lost spaces count for little. Copied text comes in few long pieces that lie side by side (the fragments of Grusky et
al. 2018), a new wording in short ones from here and there. New is that a piece costs more the further it lies from the
last one, which shows what was joined that the article does not join.
"""

from collections.abc import Iterator
from math import log1p, sqrt


def patchwork(sentence: str, article: str) -> float:
    """The cost of all pieces by the root of the letters; both as `squeezed` gives them; 0 for no sentence.

    The root stands between a share of the sentence, as if one wrong word in a long one did not matter, and a count, as
    if every word were as likely to be wrong: on judged summaries it ranks better than both.
    """
    return sum(1 + log1p(jump) for jump in _jumps(sentence, article)) / sqrt(max(1, len(sentence)))


def _jumps(sentence: str, article: str) -> Iterator[int]:
    """For each piece the letters between the last one and it; the whole article for a letter that it lacks."""
    at = 0
    last: int | None = None
    while at < len(sentence):
        end = _end(sentence, at, article)
        if end == at:
            at += 1
            yield len(article)
            continue
        spot = _nearest(sentence[at:end], article, last)
        yield 0 if last is None else abs(spot - last)
        at, last = end, spot + end - at


def _end(sentence: str, at: int, article: str) -> int:
    """Where the longest piece from here on ends; a longer one is not before the first place of a shorter one."""
    end, spot = at, 0
    while end < len(sentence) and (spot := article.find(sentence[at : end + 1], spot)) >= 0:
        end += 1
    return end


def _nearest(piece: str, article: str, last: int | None) -> int:
    """The place of the piece that is nearest to the end of the last one; the first place when there was none."""
    behind = article.find(piece, last or 0)
    before = article.rfind(piece, 0, last + len(piece)) if last else -1
    if last is None or before < 0 or (behind >= 0 and behind - last <= last - before):
        return behind
    return before
