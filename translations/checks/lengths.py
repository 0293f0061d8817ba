"""Length: a told sentence much longer or shorter than its source, measured by what each language needs."""

from functools import cache

from wireglot.articles.numbers import base_language
from wireglot.translations.checks.tables import table

# How many times longer or shorter than expected a sentence may be. The references of 36 languages stay within 2.2
# (999 in 1,000); the slack is for short sentences, where one word more doubles the length.
_BAND = 2.4
_SLACK = 15


def length(source: str, told: str, language: str, to: str) -> str:
    """Says how far the told sentence is out of the pair's band; "" when it is within."""
    expected = len(source.strip()) * _ratio(language, to)
    slack = _SLACK * table("lengths").get(base_language(to), 1.0)
    found = len(told.strip())
    if found > _BAND * expected + slack:
        return f"{found} characters where about {expected:.0f} were expected: too long"
    if found * _BAND + slack < expected:
        return f"{found} characters where about {expected:.0f} were expected: too short"
    return ""


@cache
def _ratio(language: str, to: str) -> float:
    sizes = table("lengths")
    return float(sizes.get(base_language(to), 1.0)) / float(sizes.get(base_language(language), 1.0))
