"""Close languages told apart by the words that only one of them uses: Croatian and Serbian, Malay and Indonesian."""

from collections.abc import Iterable, Mapping
from functools import cache

from wireglot.articles.languages.detection.tables import table

# The leader needs two marks more than nothing and this share of the marks of the two best to be beyond warning.
_CLEAR = 0.7

# py3langid's whole certainty is worth one mark and a half: it parts Zulu from Xhosa better than a single word does,
# and halves its certainty between Croatian and Bosnian, where a single word parts better.
_LEANING = 1.5


def closest(group: str, words: Iterable[str], leaning: Mapping[str, float]) -> tuple[str, bool]:
    """The member of a group with most marks among the words, and whether it leads clearly; "" when they tie."""
    members = _members(group)
    marks: dict[str, float] = {member: _LEANING * leaning.get(member, 0.0) for member in table("neighbours")[group]}
    for word in words:
        for member in members.get(word, ()):
            marks[member] += 1
    first, second = sorted(marks.items(), key=lambda item: (-item[1], item[0]))[:2]
    if first[1] == second[1]:
        return "", False
    return first[0], first[1] >= 2 and first[1] >= _CLEAR * (first[1] + second[1])


@cache
def _members(group: str) -> dict[str, tuple[str, ...]]:
    """Each telling word with the members it speaks for."""
    lists = {member: frozenset(words.split()) for member, words in table("neighbours")[group].items()}
    words = frozenset().union(*lists.values()) - frozenset.intersection(*lists.values())
    return {word: tuple(member for member in lists if word in lists[member]) for word in words}
