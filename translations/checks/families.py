"""Languages so close that a translation between them or into the wrong one is not seen by its words."""

from wireglot.articles.languages import base_language

# A sentence is often the same in all of them, so a copy of the source may be its translation.
_ONE_LANGUAGE = ("nb nn no", "hr bs sr sh", "id ms", "ar arz ary mey", "fa prs", "zh yue")

# Their small words and letters do not tell them apart in one sentence.
_READ_ALIKE = (*_ONE_LANGUAGE, "nb nn no da", "hi mr ne")

# Much of a correct translation repeats its source: only an exact copy counts.
_RELATED = (
    *_ONE_LANGUAGE,
    "da nb nn no sv",
    "hr bs sr sh sl",
    "cs sk",
    "es gl pt ca oc",
    "ru uk be",
    "bg mk",
    "fr ca oc",
)


def are_one_language(tag: str, other: str) -> bool:
    """Whether a sentence in one of two languages (BCP 47) is often right in the other as it is."""
    return base_language(tag) == base_language(other) or _are_in(_ONE_LANGUAGE, tag, other)


def read_alike(tag: str, other: str) -> bool:
    """Whether one sentence does not tell which of two languages (BCP 47) it is in."""
    return _are_in(_READ_ALIKE, tag, other)


def are_related(tag: str, other: str) -> bool:
    """Whether the words of two languages (BCP 47) are so alike that a translation repeats much of its source."""
    return _are_in(_RELATED, tag, other)


def _are_in(families: tuple[str, ...], tag: str, other: str) -> bool:
    members = {base_language(tag), base_language(other)}
    return any(members <= set(family.split()) for family in families)
