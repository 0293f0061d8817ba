"""One loaded sequence-to-sequence model, for translation or summaries, whatever its runtime.

    model = load_model(stored_model.folder)
    model.generate([Seq2SeqInput("Ingen skadades.")], Decoding())   -> (Seq2SeqOutput("Nobody was hurt.", 5, True),)

Nothing is truncated, neither the input (TextTooLong) nor the output (`finished`), and nothing uses the network.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from threading import Lock, RLock
from typing import Any

from wireglot.models.conversion import read_conversion
from wireglot.models.errors import EmptyText, InvalidModel, TextTooLong
from wireglot.models.runtimes import Decoding, Runtime, Tokens, make_batches, restore_order
from wireglot.models.runtimes.selection import (
    Device,
    ModelFiles,
    RuntimeChoice,
    RuntimeName,
    choose_runtime,
    model_files,
)
from wireglot.models.token_format import TokenFormat
from wireglot.models.tokenization import Tokenizer, is_invisible, load_tokenizer, repair_surrogates

# Tokens that a batch may have at a time: longest text x texts x beams. On a CPU at opus-mt size 2,048 to 4,096 are
# equally fast, less is slower, and 3,072 stays below 400 MB (benchmarks/results/translation.md; again by
# `python -m benchmarks.translation --sweep`). A GPU needs more texts than were ever tried here: the second is a guess.
BUDGET = {"cpu": 3072, "cuda": 16 * 3072}
# Models kept in memory, the least recently used is dropped: a desk processes its articles pair by pair.
KEPT_MODELS = 4

_loading = RLock()


@dataclass(frozen=True, slots=True)
class Seq2SeqInput:
    """A text and the model's own codes: ("swe_Latn", "eng_Latn"), ("sv", "en"), ("", ">>nob<<"), or none."""

    text: str
    source: str = ""
    target: str = ""


@dataclass(frozen=True, slots=True)
class Seq2SeqOutput:
    """`tokens` counts the text alone; `finished` is False when the token limit cut the text off."""

    text: str
    tokens: int
    finished: bool


class Seq2SeqModel:
    """A loaded model. Threads may share it; they take turns."""

    def __init__(self, choice: RuntimeChoice, format: TokenFormat, tokenizer: Tokenizer, runtime: Runtime) -> None:
        self.signature = choice.signature
        self.window = format.input_limit
        self.family = format.family
        self._budget = BUDGET[choice.device]
        self._format = format
        self._tokenizer = tokenizer
        self._runtime = runtime
        self._lock = Lock()

    def input_tokens(self, text: Seq2SeqInput) -> list[str]:
        """Return all that the model reads for a text, special tokens included. Raises UnknownLanguageCode."""
        with self._lock:
            return self._format.input_tokens(self._tokenize(text.text), text.source, text.target)

    def count_tokens(self, texts: Sequence[str], *, source: str = "", target: str = "") -> list[int]:
        """Return the tokens that each text takes of the window, special ones included. Raises UnknownLanguageCode."""
        with self._lock:
            return [len(self._format.input_tokens(self._tokenize(text), source, target)) for text in texts]

    def generate(self, inputs: Sequence[Seq2SeqInput], decoding: Decoding) -> tuple[Seq2SeqOutput, ...]:
        """Return what the model makes of each text, in the same order.

        Raises:
            UnknownLanguageCode, EmptyText, TextTooLong: Before the model is run.
            ModelError: The runtime failed.
        """
        with self._lock:
            tokens = [self._tokenize(each.text) for each in inputs]
            pairs = zip(tokens, inputs, strict=True)
            rows = [self._format.input_tokens(row, each.source, each.target) for row, each in pairs]
            if empty := tuple(index for index, row in enumerate(tokens) if not row):
                raise EmptyText(empty)
            if long := {index: len(row) for index, row in enumerate(rows) if len(row) > self.window}:
                raise TextTooLong(long, self.window)
            return self._generate(rows, [self._format.first_output_token(each.target) for each in inputs], decoding)

    def _tokenize(self, text: str) -> list[str]:
        """Return the text's tokens; [] when nothing of it is visible to us or readable for the model."""
        return [] if is_invisible(text) else self._tokenizer.tokenize(repair_surrogates(text))

    def _generate(
        self, rows: Sequence[Tokens], first_tokens: Sequence[str], decoding: Decoding
    ) -> tuple[Seq2SeqOutput, ...]:
        """Run the model once for each first token, which is the target language where there is one."""
        outputs: dict[int, Seq2SeqOutput] = {}
        limit = min(decoding.max_new_tokens, self._format.output_limit)
        for first in dict.fromkeys(first_tokens):
            chosen = [index for index, token in enumerate(first_tokens) if token == first]
            lengths = [len(rows[index]) for index in chosen]
            batches = make_batches(lengths, max(1, self._budget // decoding.beams))
            texts = [[rows[chosen[number]] for number in batch] for batch in batches]
            written = self._runtime.generate(texts, first, limit, decoding)
            outputs |= zip(chosen, map(self._output, restore_order(batches, written)), strict=True)
        return tuple(outputs[index] for index in range(len(rows)))

    def _output(self, tokens: Sequence[str]) -> Seq2SeqOutput:
        text = [token for token in tokens if token not in self._format.special]
        return Seq2SeqOutput(self._tokenizer.detokenize(text), len(text), tokens[-1:] == [self._format.end])


def load_model(
    folder: Path, *, runtime: RuntimeName = "auto", device: Device = "auto", compute: str = "auto", threads: int = 1
) -> Seq2SeqModel:
    """Return the model in a revision's folder of the model store (with snapshot/ and ctranslate2/) or a bare snapshot.

    The same arguments give the same object while it is kept. `compute` is int8, float32 and so on; "auto" is int8 on a
    CPU, half precision on a GPU. CTranslate2 runs what is converted, transformers the rest.

    Raises:
        InvalidModel: Files are missing or broken, or the family is not supported.
        ModelNotReady: This machine cannot run it as asked.
    """
    with _loading:
        return _loaded(folder.absolute(), choose_runtime(folder, runtime, device, compute), threads)


def model_signature(
    folder: Path, *, runtime: RuntimeName = "auto", device: Device = "auto", compute: str = "auto"
) -> str:
    """Return the signature that a loaded model would have; loads nothing. Raises InvalidModel, ModelNotReady."""
    return choose_runtime(folder, runtime, device, compute).signature


def model_knows_code(folder: Path, code: str) -> bool:
    """Return whether the model in the folder knows a language code; loads no weights. Raises InvalidModel."""
    try:
        return code in read_conversion(model_files(folder).converted).format.codes
    except InvalidModel:
        from wireglot.models.token_format import read_snapshot

        return code in read_snapshot(model_files(folder).snapshot).format.codes


@lru_cache(maxsize=KEPT_MODELS)
def _loaded(folder: Path, choice: RuntimeChoice, threads: int) -> Seq2SeqModel:
    load = _load_converted if choice.runtime == "ctranslate2" else _load_snapshot
    return load(model_files(folder), choice, threads)


def _load_converted(files: ModelFiles, choice: RuntimeChoice, threads: int) -> Seq2SeqModel:
    from wireglot.models.runtimes.ctranslate2 import CTranslate2Runtime

    format = read_conversion(files.converted).format
    tokenizer = _load_tokenizer(files.converted, format.family)
    runtime = CTranslate2Runtime(files.converted, choice, threads, format.input_limit)
    return Seq2SeqModel(choice, format, tokenizer, runtime)


def _load_snapshot(files: ModelFiles, choice: RuntimeChoice, threads: int) -> Seq2SeqModel:
    from wireglot.models.runtimes.transformers import TransformersRuntime
    from wireglot.models.token_format import read_snapshot

    snapshot = read_snapshot(files.snapshot)
    tokenizer = _load_tokenizer(files.snapshot, snapshot.family.name, snapshot.tokenizer)
    runtime = TransformersRuntime(files.snapshot, snapshot, choice, threads)
    return Seq2SeqModel(choice, snapshot.format, tokenizer, runtime)


def _load_tokenizer(folder: Path, family: str, tokenizer: Any = None) -> Tokenizer:
    try:
        return load_tokenizer(folder, family, tokenizer)
    except Exception as error:  # SentencePiece and tokenizers raise errors of any kind
        raise InvalidModel(f"The tokenizer of {folder} cannot be read ({error}): pull the model again.") from error
