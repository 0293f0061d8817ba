"""The whole way of a sentence for benchmarks/translation.py: counted, written, put in marks, checked, remembered.

Random weights fail every check and never end a sentence, so here an answer counts whatever the checks say (they run and
are timed), nothing is tried again, and no other engine is asked.
"""

import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path

from wireglot.models import Decoding, Seq2SeqInput, Seq2SeqModel
from wireglot.translations import NEURAL, Memory, TranslationContext, translate_sentences
from wireglot.translations.checks import Issue, find_issues


class RealSize:
    """An engine over one runtime whose answers are taken as they come."""

    name, rank = "real-size", NEURAL

    def __init__(self, runtime: Seq2SeqModel, source: str, target: str, decoding: Decoding) -> None:
        self._runtime, self._source, self._target, self._decoding = runtime, source, target, decoding

    def signature(self, source: str, target: str) -> str | None:
        return f"{self._runtime.signature}|{source}-{target}"

    def translate(self, sentences: Sequence[str], source: str, target: str) -> tuple[str | None, ...]:
        self._runtime.count(
            sentences, source=self._source, target=self._target
        )  # as the engines do, to cut what is long
        jobs = [Seq2SeqInput(text, self._source, self._target) for text in sentences]
        told = self._runtime.write(jobs, self._decoding)
        return tuple(written.text or text for written, text in zip(told, sentences, strict=True))

    def note(self, source: str, target: str) -> str:
        return ""

    def install_hint(self, source: str, target: str) -> str:
        return ""


def checked_and_passed(source: str, told: str, language: str, to: str) -> tuple[Issue, ...]:
    """The time of all checks, without their verdict."""
    find_issues(source, told, language=language, to=to)
    return ()


def sentence_translation(
    runtime: Seq2SeqModel, source: str, target: str, written: int
) -> Callable[[Sequence[str], int], None]:
    """A way for the table: each call begins with an empty memory, so every sentence is paid for."""

    def way(sentences: Sequence[str], beams: int) -> None:
        decoding = Decoding(beams=beams, max_new_tokens=written, min_new_tokens=written)
        engine = RealSize(runtime, source, target, decoding)
        with tempfile.TemporaryDirectory() as folder:
            context = TranslationContext(Memory(Path(folder) / "memory.sqlite"), check=checked_and_passed)
            translate_sentences(sentences, "sv", "en", engines=[engine], context=context)

    return way
