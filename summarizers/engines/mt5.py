"""Engine `mt5`: mT5 taught on XL-Sum; reads an article in its own language and writes in that.

Where the article's language is none of its 45 and the reader's is, it reads the telling. For non-commercial use only,
so it is there only where somebody pulled it and accepted that.
"""

from collections.abc import Sequence
from dataclasses import replace

from wireglot.models.errors import ModelNotReady
from wireglot.summarizers.engine import ABSTRACTIVE
from wireglot.summarizers.neural import best, mend_for, reads_language, sign, summarize_with
from wireglot.summarizers.summary import Summaries, Summary, SummaryInput


class Engine:
    """Ready when its model is in the model store and knows the article's language, or the reader's."""

    name = "mt5"
    rank = ABSTRACTIVE

    def signature(self, language: str, told: str) -> str | None:
        found = best(self.name) if _written(language, told) else None
        return sign(self.name, found, language, told) if found else None

    def install_hint(self, language: str, told: str) -> str:
        return mend_for(self.name) if _written(language, told) and best(self.name) is None else ""

    def summarize(self, texts: Sequence[SummaryInput]) -> tuple[Summaries, ...]:
        found = best(self.name)
        if found is None:
            raise ModelNotReady(
                f"No model for summaries in many languages is in the model store: {mend_for(self.name)}."
            )
        made = summarize_with(found, texts, engine=self.name, language=_language)
        licence = f"Written by a model whose licence ({found.model.licence}) allows non-commercial use only."
        return tuple(Summaries(_noted(one.short, licence), _noted(one.long, licence)) for one in made)


def _language(text: SummaryInput) -> str:
    """The language that is read and written."""
    return _written(text.language, text.output_language) or text.output_language


def _written(language: str, told: str) -> str:
    """The first of the two that the model knows, "" when it knows neither."""
    return next((tag for tag in (language, told) if reads_language(Engine.name, tag)), "")


def _noted(summary: Summary, licence: str) -> Summary:
    """The summary with its licence among the checks, where the model wrote it."""
    return replace(summary, checks=(*summary.checks, licence)) if summary.engine == Engine.name else summary
