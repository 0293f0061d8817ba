"""Recipe: the choices of a run, checked before anything is read."""

import re
from dataclasses import dataclass

import summarizers
import translations

# The shape of BCP 47 tags that engines know: language, then script, region or variant.
_TAG = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*")


class WrongRecipe(ValueError):
    """A choice that no run can follow; the message names all of them together."""


@dataclass(frozen=True, slots=True)
class Recipe:
    """What a run is asked to do.

    to          the reader's language, a BCP 47 tag
    translator  an engine of translations/engines, or auto: the best that is ready for each pair
    summarizer  an engine of summarizers/engines, or auto
    limit       at most so many articles are made in one run, 0 for all; unchanged ones do not count
    force       make a version of every article, changed or not
    """

    to: str = "en"
    translator: str = "auto"
    summarizer: str = "auto"
    limit: int = 0
    force: bool = False

    @property
    def choices(self) -> str:
        """What of the recipe changes an edition, as one canonical text.

        The engines do so through their signatures, which the edition holds of itself.
        """
        return f"to:{self.to}"


def check(recipe: Recipe) -> None:
    """Raise WrongRecipe with every fault of `recipe`, or return."""
    faults = [
        "" if _TAG.fullmatch(recipe.to) else f"to: {recipe.to!r} is no language tag such as en or pt-BR.",
        _unknown("translator", recipe.translator, translations.available()),
        _unknown("summarizer", recipe.summarizer, summarizers.available()),
        "" if recipe.limit >= 0 else f"limit: {recipe.limit} is below 0; 0 means all.",
    ]
    if any(faults):
        raise WrongRecipe(" ".join(filter(None, faults)))


def _unknown(role: str, name: str, there: tuple[str, ...]) -> str:
    known = ("auto", *there)
    return "" if name in known else f"{role}: no engine {name!r}; there is {', '.join(known)}."
