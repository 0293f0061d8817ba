"""Engine `seq2seq`: a local summarising model, such as BART, Pegasus or mT5, whichever is best for the language.

It reads the text that the reader gets and writes in its language. mT5 (XL-Sum) is for non-commercial use only, so it
is used only where somebody pulled it and accepted that.
"""

from collections.abc import Sequence
from dataclasses import replace

from wireglot.models import ModelNotReady, is_non_commercial
from wireglot.summarizers import abstractive
from wireglot.summarizers.abstractive.checkpoints import Checkpoint, best_checkpoint, install_hint
from wireglot.summarizers.abstractive.decoding import BEAMS, BEAMS_AGAIN
from wireglot.summarizers.abstractive.seq2seq_writer import Seq2SeqWriter
from wireglot.summarizers.engine import ABSTRACTIVE
from wireglot.summarizers.summary import Summaries, Summary, SummaryInput

VERSION = 1  # raise it when the same model may write something else


class Engine:
    """Ready for texts in the languages of the models that are in the model store."""

    name = "seq2seq"
    rank = ABSTRACTIVE

    def signature(self, language: str, output_language: str) -> str | None:
        checkpoint = best_checkpoint(output_language)
        return self._signature(checkpoint, language, output_language) if checkpoint else None

    def install_hint(self, language: str, output_language: str) -> str:
        return "" if best_checkpoint(output_language) else install_hint(output_language)

    def summarize(self, texts: Sequence[SummaryInput]) -> tuple[Summaries, ...]:
        """Raises ModelNotReady when no stored model writes the language of a text."""
        outcomes: dict[int, Summaries] = {}
        for pair in dict.fromkeys((text.language, text.output_language) for text in texts):
            numbers = [n for n, text in enumerate(texts) if (text.language, text.output_language) == pair]
            outcomes |= zip(numbers, self._summarize(*pair, [texts[n] for n in numbers]), strict=True)
        return tuple(outcomes[n] for n in range(len(texts)))

    def _summarize(self, language: str, output_language: str, texts: Sequence[SummaryInput]) -> tuple[Summaries, ...]:
        checkpoint = best_checkpoint(output_language)
        if checkpoint is None:
            hint = install_hint(output_language)
            raise ModelNotReady(
                f"No stored model summarises {output_language!r}" + (f"; to fix this, run: {hint}" if hint else ".")
            )
        signature = self._signature(checkpoint, language, output_language)
        writer = Seq2SeqWriter(checkpoint)
        made = abstractive.write_summaries(writer, texts, engine=self.name, signature=signature)
        if not is_non_commercial(checkpoint.model.licence):
            return made
        licence = f"Written by a model whose licence ({checkpoint.model.licence}) allows non-commercial use only."
        return tuple(Summaries(_with_check(one.short, licence), _with_check(one.long, licence)) for one in made)

    def _signature(self, checkpoint: Checkpoint, language: str, output_language: str) -> str:
        search = f"beams:{BEAMS} then {BEAMS_AGAIN}|length_penalty:{checkpoint.length_penalty:g}|search:{VERSION}"
        own = abstractive.signature(language, output_language)
        return f"{self.name}|{checkpoint.signature}|{search}|{own}"


def _with_check(summary: Summary, check: str) -> Summary:
    """Add the check where the model, and not `extract`, wrote the summary."""
    return replace(summary, checks=(*summary.checks, check)) if summary.engine == Engine.name else summary
