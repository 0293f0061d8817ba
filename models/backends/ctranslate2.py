"""CTranslate2: int8 on CPUs, half precision on GPUs; thirteen times transformers with one call a sentence."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from wireglot.models.backends import Row
from wireglot.models.decoding import Decoding
from wireglot.models.errors import InvalidModel, ModelError
from wireglot.models.plan import Plan


class CTranslate2:
    """A conversion made by models/convert, loaded; torch and transformers stay out."""

    def __init__(self, folder: Path, how: Plan, threads: int, window: int) -> None:
        import ctranslate2

        self._window = window
        # On a GPU one worker keeps it busy. On a CPU each thread takes batches of its own: two threads within one
        # product gain less, and lose much on a busy machine.
        workers = threads if how.device == "cpu" else 1
        options: dict[str, Any] = {"device": how.device, "compute_type": how.compute, "max_queued_batches": -1}
        try:
            self._translator = ctranslate2.Translator(str(folder), inter_threads=workers, intra_threads=1, **options)
        except (RuntimeError, ValueError) as fault:
            raise InvalidModel(f"{folder} cannot be loaded by CTranslate2 ({fault}): pull the model again.") from fault

    def generate(
        self, batches: Sequence[Sequence[Row]], first: str, limit: int, decoding: Decoding
    ) -> list[list[list[str]]]:
        try:
            asked = [self._ask(batch, first, limit, decoding) for batch in batches]
            return [[list(answer.result().hypotheses[0]) for answer in answers] for answers in asked]
        except (RuntimeError, ValueError) as fault:
            raise ModelError(f"CTranslate2 failed ({fault}).") from fault

    def _ask(self, batch: Sequence[Row], first: str, limit: int, decoding: Decoding) -> list[Any]:
        # Both of its limits cut in silence when they are left alone (1,024 read, 256 written). The end token is
        # asked for: without one a text was cut off; and lengths are then penalised as transformers does it.
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
