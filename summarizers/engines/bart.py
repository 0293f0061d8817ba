"""Engine `bart`: BART, distilbart or Pegasus; reads and writes English, so mostly what was told in it."""

from collections.abc import Sequence

from wireglot.models.errors import ModelNotReady
from wireglot.summarizers.engine import ABSTRACTIVE
from wireglot.summarizers.neural import best, mend_for, reads_language, sign, summarize_with
from wireglot.summarizers.summary import Summaries, SummaryInput


class Engine:
    """Ready for texts told in English when one of its models is in the model store; the best of them is taken."""

    name = "bart"
    rank = ABSTRACTIVE

    def signature(self, language: str, told: str) -> str | None:
        found = best(self.name) if _reads(told) else None
        return sign(self.name, found, language, told) if found else None

    def install_hint(self, language: str, told: str) -> str:
        return mend_for(self.name) if _reads(told) and best(self.name) is None else ""

    def summarize(self, texts: Sequence[SummaryInput]) -> tuple[Summaries, ...]:
        found = best(self.name)
        if found is None:
            raise ModelNotReady(f"No model that summarises English is in the model store: {mend_for(self.name)}.")
        return summarize_with(found, texts, engine=self.name, language=_told)


def _reads(told: str) -> bool:
    return reads_language(Engine.name, told)


def _told(text: SummaryInput) -> str:
    return text.output_language
