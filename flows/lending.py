"""What a run lends to translation: the sentence memory of its output folder, and the user's glossaries."""

from pathlib import Path

from flows.recipe import Recipe
from outputs.layout import memory_file
from translations import Means
from translations.glossary import Glossary
from translations.glossary import load as load_glossary
from translations.memory import Memory


class Lending:
    """The means of each language under one recipe; a glossary is read once.

    `of` raises GlossaryFault for a glossary file that cannot be used; `check_glossaries` finds all such beforehand.
    """

    def __init__(self, root: Path, recipe: Recipe) -> None:
        self._recipe = recipe
        self._memory = Memory(memory_file(root))
        self._glossaries: dict[str, Glossary | None] = {}

    def of(self, language: str) -> Means:
        """The means for texts in `language`."""
        if language not in self._glossaries:
            self._glossaries[language] = self._glossary(language)
        return Means(self._memory, self._recipe.force, self._glossaries[language])

    def _glossary(self, language: str) -> Glossary | None:
        if not self._recipe.glossary:
            return None
        found = load_glossary(Path(self._recipe.glossary), language, self._recipe.to)
        return found if found.terms else None
