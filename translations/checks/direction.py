"""Direction: what rose in the source does not fall in the translation, and what was won is not lost.

Compared are the concepts of articles/facts/data/opposites.toml that both languages have. A sentence has a direction
where it has words of one side only: "rose by more than it fell" has none, and neither has its translation.
"""

from wireglot.articles.facts import Opposites, opposites_of
from wireglot.articles.languages import base_language


def knows_direction(language: str, to: str) -> bool:
    """Whether both languages have words of direction."""
    return bool(opposites_of(base_language(language)) and opposites_of(base_language(to)))


def changed_direction(source: str, translation: str, language: str, to: str) -> str:
    """Name a word whose opposite the translation has; "" when the directions agree or are not known."""
    other_side = {each.concept: each for each in opposites_of(base_language(to))}
    for ours in opposites_of(base_language(language)):
        theirs = other_side.get(ours.concept)
        said = _said(ours, source) if theirs else None
        found = _said(theirs, translation) if theirs and said else None
        if said and found and said[0] != found[0]:
            return f"{said[1]} became {found[1]}"
    return ""


def _said(opposites: Opposites, text: str) -> tuple[int, str] | None:
    """The side that the text is on and its word; None where it is on neither or on both."""
    one, other = (side.search(text) for side in opposites.sides)
    if one and not other:
        return 0, one[0]
    return (1, other[0]) if other and not one else None
