"""What a run gives to the translation of each language: the sentence memory of its output folder and its glossaries."""

from pathlib import Path

from wireglot.flows.options import Options
from wireglot.outputs import memory_file
from wireglot.translations import Glossary, Memory, TranslationContext, load_glossary


class TranslationContexts:
    """The translation context of each source language under the options of one run; a glossary is read once."""

    def __init__(self, root: Path, options: Options) -> None:
        self._options = options
        self._memory = Memory(memory_file(root))
        self._glossaries: dict[str, Glossary | None] = {}

    def of(self, language: str) -> TranslationContext:
        """The context for texts in `language`.

        Raises:
            InvalidGlossary: If the glossary file cannot be used; `options.check` finds this before a run.
        """
        if language not in self._glossaries:
            self._glossaries[language] = self._glossary(language)
        return TranslationContext(self._memory, self._options.force, self._glossaries[language])

    def _glossary(self, language: str) -> Glossary | None:
        if not self._options.glossary:
            return None
        found = load_glossary(Path(self._options.glossary), language, self._options.to)
        return found if found.terms else None
