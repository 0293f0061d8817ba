"""Names within changed words: capitalised words in the place of other capitalised words.

Plain cases only. Scripts without capitals have none, nor have languages that write every noun with one; a
word that begins its sentence is a name only where the next word has a capital too.
"""

import re
import tomllib
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path

from wireglot.articles.numbers.tables import base
from wireglot.outputs.changes.pieces import pieces, tells
from wireglot.outputs.changes.wording import Stretch

_MOST = 4  # words of a name; a longer row of capitals is a title or a heading
_AROUND = 2  # kept words that are taken along on either side: "Anders Persson", where only Svensson changed


def name_swaps(words: Sequence[Stretch], language: str, *, heading: bool = False) -> tuple[tuple[str, str], ...]:
    """(old name, new name) for each name that stands for another, with the capitalised words around it.

    heading: the sentence may be set as a title, with a capital on every word.
    """
    sides = ["".join(one.old for one in words), "".join(one.new for one in words)]
    titled = any(side.isupper() or (heading and _titled(_words(side))) for side in sides)
    if titled or base(language) in _nouns():
        return ()
    return tuple(dict.fromkeys(_swaps(words)))


def _swaps(words: Sequence[Stretch]) -> Iterator[tuple[str, str]]:
    for at, stretch in enumerate(words):
        if stretch.same or not (_capital(stretch.old) and _capital(stretch.new)):
            continue
        before = words[at - 1] if at else Stretch("", "", True)
        behind = words[at + 1] if at + 1 < len(words) else Stretch("", "", True)
        first, last = _tail(before.new), _head(behind.new)
        if tells(before.new) or last:
            yield tuple((f"{first}{text.strip()}{last}") for text in (stretch.old, stretch.new))  # type: ignore[misc]


def _capital(text: str) -> bool:
    """Whether it is one to four words, all with a capital, and nothing else."""
    found = _words(text)
    plain = all(piece.isspace() or tells(piece) or piece in "-." for piece in pieces(text.strip()))
    return plain and 0 < len(found) <= _MOST and all(word[0].isupper() for word in found)


def _words(text: str) -> list[str]:
    return [piece for piece in pieces(text) if tells(piece)]


def _titled(words: Sequence[str]) -> bool:
    """Whether nearly every long word has a capital: then capitals tell no names."""
    long = [word for word in words[1:] if len(word) > 3]
    return len(long) > 1 and sum(word[0].isupper() for word in long) > 0.6 * len(long)


def _tail(text: str) -> str:
    match = re.search(rf"(?:[^\W\d_a-z][^\W\d_]*[ \u00a0]){{1,{_AROUND}}}$", text)
    return _kept(match[0], text, match.start()) if match else ""


def _head(text: str) -> str:
    match = re.match(rf"(?:[ \u00a0][^\W\d_a-z][^\W\d_]*){{1,{_AROUND}}}", text)
    return match[0] if match and all(word[0].isupper() for word in match[0].split()) else ""


def _kept(found: str, text: str, start: int) -> str:
    """Of the words before a name those with a capital that do not just begin the sentence."""
    words = re.findall(r"\S+\s", found)
    if not text[:start].strip():
        words = words[1:] if len(words) > 1 else words
    while words and not words[0][0].isupper():
        words = words[1:]
    return "".join(words) if all(word[0].isupper() for word in words) else ""


@cache
def _nouns() -> frozenset[str]:
    """Languages that write all nouns with a capital."""
    return frozenset(tomllib.loads((Path(__file__).parent / "data" / "capitals.toml").read_text("utf-8"))["nouns"])
