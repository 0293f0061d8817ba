"""The same text in several places: which blocks are in a text, and which come again in another block.

Both take time in proportion to the text, whatever the page: a search for every block in all of the text would take
minutes for a page that was made for that.
"""

from collections.abc import Sequence

# In characters of a key. Shorter ones are in any text by chance.
CERTAIN = 20
# In characters of all keys: a book. In a longer text only whole blocks are compared.
LONGEST = 500_000


def which_are_in(keys: Sequence[str], found: Sequence[str]) -> list[bool]:
    """Return for each key whether it is one of those found, or part of the longest of them, which holds the text."""
    exact, whole = frozenset(found), max(found, key=len, default="")
    if len(whole) > LONGEST:
        return [key in exact for key in keys]
    beginnings = {whole[i : i + CERTAIN] for i in range(len(whole) - CERTAIN + 1)}
    result, position = [], 0
    for key in keys:
        is_in = key in exact
        if not is_in and key[:CERTAIN] in beginnings:
            at = whole.find(key, position)  # blocks are mostly in the order of the text
            at = at if at >= 0 else whole.find(key)
            is_in, position = at >= 0, max(at, position)
        result.append(is_in)
    return result


def repetitions(keys: Sequence[str]) -> list[bool]:
    """Return for each key whether its text is in another block too: an equal one before, or a longer one anywhere.

    A short key counts only after one that comes again: "Yes, he said." may be said twice.
    """
    often = _repeated_pieces("|".join(keys))
    seen: set[str] = set()
    result: list[bool] = []
    for key in keys:
        is_long = len(key) >= 2 * CERTAIN
        again = key in seen and (is_long or bool(result and result[-1]))
        result.append(again or (is_long and key[:CERTAIN] in often and _is_in_longer(key, keys)))
        seen.add(key)
    return result


def _repeated_pieces(text: str) -> frozenset[str]:
    """Return the pieces of the certain length that are in the text several times; none of a text that is too long."""
    seen: set[str] = set()
    repeated: set[str] = set()
    for i in range(len(text) - CERTAIN + 1 if len(text) <= LONGEST else 0):
        piece = text[i : i + CERTAIN]
        (repeated if piece in seen else seen).add(piece)
    return frozenset(repeated)


def _is_in_longer(key: str, keys: Sequence[str]) -> bool:
    return any(len(other) > len(key) and key in other for other in keys)
