"""Whether a stored version is what would be made now: asked for unchanged words, before anything loads."""

import summarizers
import translations
from flows.lending import Lending
from flows.recipe import Recipe
from outputs import Manifest
from translations import detection


class Currency:
    """Compares stored versions with the engines that a recipe would take now.

    The engines are asked once per language, and anew by the next batch: one may become ready meanwhile.
    """

    def __init__(self, recipe: Recipe, lending: Lending) -> None:
        self._recipe = recipe
        self._lending = lending
        self._detection = detection.signature()
        self._summary = summarizers.ready(recipe.summarizer).signature()
        self._translations: dict[str, tuple[str, int]] = {}

    def holds(self, made: Manifest) -> bool:
        """Whether the engines taken now would be those of `made`, or under auto no better ones."""
        return (
            made.signatures.detection == self._detection
            and made.signatures.summary == self._summary
            and self._translation_holds(made)
        )

    def _translation_holds(self, made: Manifest) -> bool:
        if made.language not in self._translations:
            means = self._lending.of(made.language)
            now = translations.expected(made.language, self._recipe.to, self._recipe.translator, means)
            self._translations[made.language] = now
        signature, rank = self._translations[made.language]
        worse = self._recipe.translator == "auto" and rank < made.rank
        return worse or made.signatures.translation == signature
