"""What the local engines share: a checkpoint's signature, and the summaries that it makes of texts."""

from collections.abc import Callable, Sequence

from wireglot.summarizers import writing
from wireglot.summarizers.neural.checkpoints import Checkpoint
from wireglot.summarizers.neural.searches import BEAMS, BEAMS_AGAIN
from wireglot.summarizers.neural.writer import Seq2SeqWriter
from wireglot.summarizers.summary import Summaries, SummaryInput

VERSION = 1  # raise it whenever code in neural/ may make the same model write something else


def sign(engine: str, checkpoint: Checkpoint, language: str, told: str) -> str:
    """Engine, model and commit, back end, search, and what decides what is shown. Raises ModelError."""
    search = f"beams:{BEAMS} then {BEAMS_AGAIN}|length_penalty:{checkpoint.length_penalty:g}|search:{VERSION}"
    return f"{engine}|{checkpoint.signature}|{search}|{writing.signature(language, told)}"


def summarize_with(
    checkpoint: Checkpoint, texts: Sequence[SummaryInput], *, engine: str, language: Callable[[SummaryInput], str]
) -> tuple[Summaries, ...]:
    """Short and long of each text, written in the language that is named for it.

    The texts are of one pair of languages, as `summarize` hands them over: one signature holds for all.
    """
    if not texts:
        return ()
    signature = sign(engine, checkpoint, texts[0].language, texts[0].output_language)
    return writing.tell(
        Seq2SeqWriter(checkpoint, language), texts, engine=engine, signature=signature, language=language
    )
