"""transformers: the reference for CTranslate2, and the runtime of a model that is not converted."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from wireglot.models.errors import InvalidModel, ModelError
from wireglot.models.families import MARIAN
from wireglot.models.runtimes import Decoding, Tokens
from wireglot.models.runtimes.selection import RuntimeChoice
from wireglot.models.token_format import Snapshot, quiet_transformers


class TransformersRuntime:
    """A loaded snapshot. Sets torch's threads for the whole process: it has no smaller setting."""

    def __init__(self, folder: Path, snapshot: Snapshot, choice: RuntimeChoice, threads: int) -> None:
        import torch
        from transformers import AutoModelForSeq2SeqLM

        torch.set_num_threads(threads)
        kind = getattr(torch, choice.compute)
        with quiet_transformers():
            try:
                model = AutoModelForSeq2SeqLM.from_pretrained(
                    folder, local_files_only=True, weights_only=True, dtype=kind
                )
            except Exception as error:  # broken weights raise errors of pickle, zip, safetensors or torch
                raise InvalidModel(f"The weights of {folder} cannot be loaded ({error}): pull them again.") from error
        self._tokenizer, self._family = snapshot.tokenizer, snapshot.family
        self._start = _start(model)
        self._model = model.to(choice.device).eval()

    def generate(
        self, batches: Sequence[Sequence[Tokens]], first: str, limit: int, decoding: Decoding
    ) -> list[list[list[str]]]:
        settings = self._settings(first, limit, decoding)
        return [self._generate(batch, settings) for batch in batches]

    def _generate(self, batch: Sequence[Tokens], settings: Any) -> list[list[str]]:
        import torch

        rows = [{"input_ids": self._tokenizer.convert_tokens_to_ids(list(row))} for row in batch]
        try:
            with torch.inference_mode():
                read = self._tokenizer.pad(rows, return_tensors="pt", padding_side="right").to(self._model.device)
                written = self._model.generate(**read, generation_config=settings)
        except (RuntimeError, IndexError) as error:
            raise ModelError(f"transformers failed ({error}).") from error
        return [self._tokens(row) for row in written[:, 1:].tolist()]

    def _tokens(self, numbers: list[int]) -> list[str]:
        """Return the tokens up to the end token, inclusive: the rest of the row is padding."""
        end = self._tokenizer.eos_token_id
        length = numbers.index(end) + 1 if end in numbers else len(numbers)
        return list(self._tokenizer.convert_ids_to_tokens(numbers[:length]))

    def _settings(self, first: str, limit: int, decoding: Decoding) -> Any:
        """Set everything, so that no stored setting applies; no end is forced at the limit either."""
        pad = self._tokenizer.pad_token_id
        return _generation_config(
            decoder_start_token_id=self._start,
            pad_token_id=pad,
            eos_token_id=self._tokenizer.eos_token_id,
            forced_bos_token_id=self._tokenizer.convert_tokens_to_ids(first) if first else None,
            bad_words_ids=[[pad]] if self._family is MARIAN else None,  # as in CTranslate2
            do_sample=False,
            num_beams=decoding.beams,
            early_stopping=decoding.beams > 1,
            max_new_tokens=limit,
            min_new_tokens=min(decoding.min_new_tokens, limit) or None,
            no_repeat_ngram_size=decoding.no_repeat_ngram,
            repetition_penalty=decoding.repetition_penalty,
            length_penalty=decoding.length_penalty,
            renormalize_logits=True,  # forbidden tokens get no probability, as in CTranslate2
        )


def _start(model: Any) -> int:
    """Return the token that the decoder begins with, and drop the checkpoint's own settings."""
    stored = model.generation_config.decoder_start_token_id
    model.generation_config = _generation_config()
    return int(model.config.decoder_start_token_id if stored is None else stored)


def _generation_config(**settings: Any) -> Any:
    from transformers import GenerationConfig

    kind: Any = GenerationConfig  # untyped
    return kind(**settings)
