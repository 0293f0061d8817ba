"""The complete translation of sentences for benchmarks/translation.py, with checks and sentence memory.

Random weights fail every check and never end a sentence, so every result is accepted: the checks run and are timed, but
nothing is retried, and no other engine is used.
"""

import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path

from wireglot.models import Decoding, Seq2SeqInput, Seq2SeqModel
from wireglot.translations import NEURAL, Memory, TranslationContext, translate_sentences
from wireglot.translations.checks import Issue, find_issues


class RealSize:
    """An engine whose results are accepted without checks."""

    name, rank = "real-size", NEURAL

    def __init__(self, runtime: Seq2SeqModel, source: str, target: str, decoding: Decoding) -> None:
        self._runtime, self._source, self._target, self._decoding = runtime, source, target, decoding

    def signature(self, source: str, target: str) -> str | None:
        return f"{self._runtime.signature}|{source}-{target}"

    def translate(self, sentences: Sequence[str], source: str, target: str) -> tuple[str | None, ...]:
        self._runtime.count_tokens(sentences, source=self._source, target=self._target)  # as engines do, to split
        jobs = [Seq2SeqInput(text, self._source, self._target) for text in sentences]
        results = self._runtime.generate(jobs, self._decoding)
        return tuple(result.text or text for result, text in zip(results, sentences, strict=True))

    def note(self, source: str, target: str) -> str:
        return ""

    def install_hint(self, source: str, target: str) -> str:
        return ""


def check_and_accept(source: str, translation: str, language: str, to: str) -> tuple[Issue, ...]:
    """Run all checks and ignore their result."""
    find_issues(source, translation, language=language, to=to)
    return ()


def sentence_translation(
    runtime: Seq2SeqModel, source: str, target: str, written: int
) -> Callable[[Sequence[str], int], None]:
    """A row of the table: each call starts with an empty memory, so every sentence is translated."""

    def way(sentences: Sequence[str], beams: int) -> None:
        decoding = Decoding(beams=beams, max_new_tokens=written, min_new_tokens=written)
        engine = RealSize(runtime, source, target, decoding)
        with tempfile.TemporaryDirectory() as folder:
            context = TranslationContext(Memory(Path(folder) / "memory.sqlite"), check=check_and_accept)
            translate_sentences(sentences, "sv", "en", engines=[engine], context=context)

    return way
