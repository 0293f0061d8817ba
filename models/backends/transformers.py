"""transformers: the reference that CTranslate2 is held against, and what runs a model that is not converted."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from wireglot.models.backends import Row
from wireglot.models.decoding import Decoding
from wireglot.models.errors import InvalidModel, ModelError
from wireglot.models.families import MARIAN
from wireglot.models.plan import Plan
from wireglot.models.study import Study, quiet_transformers


class Transformers:
    """A snapshot, loaded. Sets torch's threads for the whole process: it has no smaller switch."""

    def __init__(self, snapshot: Path, studied: Study, how: Plan, threads: int) -> None:
        import torch
        from transformers import AutoModelForSeq2SeqLM

        torch.set_num_threads(threads)
        kind = getattr(torch, how.compute)
        with quiet_transformers():
            try:
                model = AutoModelForSeq2SeqLM.from_pretrained(
                    snapshot, local_files_only=True, weights_only=True, dtype=kind
                )
            except Exception as fault:  # broken weights speak through pickle, zip, safetensors or torch
                raise InvalidModel(f"The weights of {snapshot} cannot be loaded ({fault}): pull them again.") from fault
        self._tokenizer, self._family = studied.tokenizer, studied.family
        self._start = _start(model)
        self._model = model.to(how.device).eval()

    def generate(
        self, batches: Sequence[Sequence[Row]], first: str, limit: int, decoding: Decoding
    ) -> list[list[list[str]]]:
        settings = self._settings(first, limit, decoding)
        return [self._generate(batch, settings) for batch in batches]

    def _generate(self, batch: Sequence[Row], settings: Any) -> list[list[str]]:
        import torch

        rows = [{"input_ids": self._tokenizer.convert_tokens_to_ids(list(row))} for row in batch]
        try:
            with torch.inference_mode():
                read = self._tokenizer.pad(rows, return_tensors="pt", padding_side="right").to(self._model.device)
                written = self._model.generate(**read, generation_config=settings)
        except (RuntimeError, IndexError) as fault:
            raise ModelError(f"transformers failed ({fault}).") from fault
        return [self._tokens(row) for row in written[:, 1:].tolist()]

    def _tokens(self, numbers: list[int]) -> list[str]:
        """What was written, up to the end token and with it: the rest of the row is padding."""
        end = self._tokenizer.eos_token_id
        length = numbers.index(end) + 1 if end in numbers else len(numbers)
        return list(self._tokenizer.convert_ids_to_tokens(numbers[:length]))

    def _settings(self, first: str, limit: int, decoding: Decoding) -> Any:
        """Everything said, so that nothing a checkpoint has stored rules: no end is forced at the limit either."""
        pad = self._tokenizer.pad_token_id
        return _generation_config(
            decoder_start_token_id=self._start,
            pad_token_id=pad,
            eos_token_id=self._tokenizer.eos_token_id,
            forced_bos_token_id=self._tokenizer.convert_tokens_to_ids(first) if first else None,
            bad_words_ids=[[pad]] if self._family is MARIAN else None,  # its <pad> is no word, CTranslate2 has none
            do_sample=False,
            num_beams=decoding.beams,
            early_stopping=decoding.beams > 1,
            max_new_tokens=limit,
            min_new_tokens=min(decoding.min_new_tokens, limit) or None,
            no_repeat_ngram_size=decoding.no_repeat_ngram,
            repetition_penalty=decoding.repetition_penalty,
            length_penalty=decoding.length_penalty,
            renormalize_logits=True,  # what is forbidden has no share of the probability, as in CTranslate2
        )


def _start(model: Any) -> int:
    """The token that the decoder begins with; the checkpoint's own settings are then forgotten."""
    stored = model.generation_config.decoder_start_token_id
    model.generation_config = _generation_config()
    return int(model.config.decoder_start_token_id if stored is None else stored)


def _generation_config(**settings: Any) -> Any:
    from transformers import GenerationConfig

    kind: Any = GenerationConfig  # untyped
    return kind(**settings)
