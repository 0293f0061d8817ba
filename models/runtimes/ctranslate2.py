"""CTranslate2: int8 on CPUs, half precision on GPUs; 13 times as fast as transformers called for each sentence."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from wireglot.models.errors import InvalidModel, ModelError
from wireglot.models.runtimes import Decoding, Tokens
from wireglot.models.runtimes.selection import RuntimeChoice


class CTranslate2Runtime:
    """A loaded conversion; torch and transformers are not imported."""

    def __init__(self, folder: Path, choice: RuntimeChoice, threads: int, window: int) -> None:
        import ctranslate2

        self._window = window
        # One worker keeps a GPU busy. On a CPU each thread takes its own batches: two threads within one
        # multiplication gain less, and lose much on a busy machine.
        workers = threads if choice.device == "cpu" else 1
        options: dict[str, Any] = {"device": choice.device, "compute_type": choice.compute, "max_queued_batches": -1}
        try:
            self._translator = ctranslate2.Translator(str(folder), inter_threads=workers, intra_threads=1, **options)
        except (RuntimeError, ValueError) as error:
            raise InvalidModel(f"{folder} cannot be loaded by CTranslate2 ({error}): pull the model again.") from error

    def generate(
        self, batches: Sequence[Sequence[Tokens]], first: str, limit: int, decoding: Decoding
    ) -> list[list[list[str]]]:
        try:
            started = [self._start(batch, first, limit, decoding) for batch in batches]
            return [[list(answer.result().hypotheses[0]) for answer in answers] for answers in started]
        except (RuntimeError, ValueError) as error:
            raise ModelError(f"CTranslate2 failed ({error}).") from error

    def _start(self, batch: Sequence[Tokens], first: str, limit: int, decoding: Decoding) -> list[Any]:
        # Both of its limits truncate silently by deerror (1,024 read, 256 written). The end token is requested: an
        # output without it was cut off; and lengths are then penalised as transformers does it.
        answers: list[Any] = self._translator.translate_batch(
            [list(row) for row in batch],
            target_prefix=[[first]] * len(batch) if first else None,
            asynchronous=True,
            beam_size=decoding.beams,
            patience=1,
            length_penalty=decoding.length_penalty,
            repetition_penalty=decoding.repetition_penalty,
            no_repeat_ngram_size=decoding.no_repeat_ngram,
            max_input_length=self._window,
            max_decoding_length=limit,
            min_decoding_length=min(decoding.min_new_tokens, limit),
            return_end_token=True,
        )
        return answers
