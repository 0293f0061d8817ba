"""One loaded model that reads texts and writes texts: translation and summarising models, whatever runs them.

    runtime = open_model(stored_model.folder)
    runtime.write([Job("Ingen skadades.")], Decoding())      ->  (Written("Nobody was hurt.", tokens=5, finished=True),)

Nothing is truncated, going in (TextTooLong) or coming out (`finished`), and nothing touches the network.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from threading import Lock, RLock
from typing import Any

from wireglot.models.backends import Backend, Row
from wireglot.models.batches import batches, restored
from wireglot.models.convert import read_conversion
from wireglot.models.decoding import Decoding
from wireglot.models.dialect import Dialect
from wireglot.models.errors import EmptyText, InvalidModel, TextTooLong
from wireglot.models.plan import Device, Name, Places, Plan, places, plan
from wireglot.models.text import Pieces, is_empty, open_pieces, sound

# Tokens that a batch may hold at a time: longest row x rows x beams. On a CPU at opus-mt size 2,048 to 4,096 are
# equally fast, less is slower, and 3,072 stays below 400 MB (benchmarks/results/translation.md; again by
# `python -m benchmarks.translation --sweep`). A GPU wants more rows than it was ever given here: the second is a guess.
BUDGET = {"cpu": 3072, "cuda": 16 * 3072}
# Models kept in memory, the least recently opened is let go: a desk works through its articles pair by pair.
KEPT = 4

_opening = RLock()


@dataclass(frozen=True, slots=True)
class Job:
    """A text and the model's own codes: ("swe_Latn", "eng_Latn"), ("sv", "en"), ("", ">>nob<<"), or none."""

    text: str
    source: str = ""
    target: str = ""


@dataclass(frozen=True, slots=True)
class Written:
    """`tokens` counts the text alone; `finished` is False when the token limit cut the text off."""

    text: str
    tokens: int
    finished: bool


class Runtime:
    """A loaded model. Threads may share it; they take turns."""

    def __init__(self, how: Plan, dialect: Dialect, pieces: Pieces, backend: Backend) -> None:
        self.signature = how.signature
        self.window = dialect.window
        self.family = dialect.family
        self._budget = BUDGET[how.device]
        self._dialect = dialect
        self._pieces = pieces
        self._backend = backend
        self._lock = Lock()

    def knows(self, code: str) -> bool:
        """Whether a language code means anything to the model."""
        return code in self._dialect.codes

    def tokens(self, job: Job) -> list[str]:
        """All that the model reads for a text, special tokens included. Raises UnknownLanguageCode."""
        with self._lock:
            return self._dialect.row(self._split(job.text), job.source, job.target)

    def count(self, texts: Sequence[str], *, source: str = "", target: str = "") -> list[int]:
        """The tokens that each text takes of the window, special ones included. Raises UnknownLanguageCode."""
        with self._lock:
            return [len(self._dialect.row(self._split(text), source, target)) for text in texts]

    def write(self, jobs: Sequence[Job], decoding: Decoding) -> tuple[Written, ...]:
        """What the model makes of each text, in the same order.

        :raises UnknownLanguageCode, EmptyText, TextTooLong: before the model is asked anything
        :raises ModelError: when the back end fails
        """
        with self._lock:
            pieces = [self._split(job.text) for job in jobs]
            rows = [self._dialect.row(some, job.source, job.target) for some, job in zip(pieces, jobs, strict=True)]
            if empty := tuple(index for index, some in enumerate(pieces) if not some):
                raise EmptyText(empty)
            if long := {index: len(row) for index, row in enumerate(rows) if len(row) > self.window}:
                raise TextTooLong(long, self.window)
            return self._written(rows, [self._dialect.first(job.target) for job in jobs], decoding)

    def _split(self, text: str) -> list[str]:
        """The text's pieces; [] when nothing of it can be seen, by us or by the model."""
        return [] if is_empty(text) else self._pieces.split(sound(text))

    def _written(self, rows: Sequence[Row], firsts: Sequence[str], decoding: Decoding) -> tuple[Written, ...]:
        """One question to the back end for each first token: the target language, where that is one."""
        answers: dict[int, Written] = {}
        limit = min(decoding.max_new_tokens, self._dialect.reach)
        for first in dict.fromkeys(firsts):
            mine = [index for index, one in enumerate(firsts) if one == first]
            cut = batches([len(rows[index]) for index in mine], max(1, self._budget // decoding.beams))
            told = self._backend.generate([[rows[mine[i]] for i in batch] for batch in cut], first, limit, decoding)
            answers |= zip(mine, map(self._read, restored(cut, told)), strict=True)
        return tuple(answers[index] for index in range(len(rows)))

    def _read(self, tokens: Sequence[str]) -> Written:
        text = [token for token in tokens if token not in self._dialect.silent]
        return Written(self._pieces.join(text), len(text), tokens[-1:] == [self._dialect.end])


def open_model(
    folder: Path, *, backend: Name = "auto", device: Device = "auto", compute: str = "auto", threads: int = 1
) -> Runtime:
    """The model in a revision's folder of the model store (snapshot/ and ctranslate2/ within), or in a bare snapshot.

    The same arguments give the same object while it is kept. `compute` is int8, float32 and so on; "auto" is int8 on
    a CPU, half precision on a GPU; CTranslate2 runs what is converted, transformers the rest.
    :raises InvalidModel: when files are missing, broken, or of a family that is not ours
    :raises ModelNotReady: when this machine cannot run it as asked
    """
    with _opening:
        return _opened(folder.absolute(), plan(folder, backend, device, compute), threads)


def signature(folder: Path, *, backend: Name = "auto", device: Device = "auto", compute: str = "auto") -> str:
    """The signature that `open_model` would give its runtime; loads no model. Raises InvalidModel, ModelNotReady."""
    return plan(folder, backend, device, compute).signature


def knows(folder: Path, code: str) -> bool:
    """Whether the model in the folder knows a language code; loads no weights. Raises InvalidModel."""
    try:
        return code in read_conversion(places(folder).converted).dialect.codes
    except InvalidModel:
        from wireglot.models.study import study

        return code in study(places(folder).snapshot).dialect.codes


@lru_cache(maxsize=KEPT)
def _opened(folder: Path, how: Plan, threads: int) -> Runtime:
    load = _load_converted if how.backend == "ctranslate2" else _load_snapshot
    return load(places(folder), how, threads)


def _load_converted(where: Places, how: Plan, threads: int) -> Runtime:
    from wireglot.models.backends.ctranslate2 import CTranslate2

    dialect = read_conversion(where.converted).dialect
    pieces = _pieces(where.converted, dialect.family)
    return Runtime(how, dialect, pieces, CTranslate2(where.converted, how, threads, dialect.window))


def _load_snapshot(where: Places, how: Plan, threads: int) -> Runtime:
    from wireglot.models.backends.transformers import Transformers
    from wireglot.models.study import study

    studied = study(where.snapshot)
    pieces = _pieces(where.snapshot, studied.family.name, studied.tokenizer)
    return Runtime(how, studied.dialect, pieces, Transformers(where.snapshot, studied, how, threads))


def _pieces(folder: Path, family: str, tokenizer: Any = None) -> Pieces:
    try:
        return open_pieces(folder, family, tokenizer)
    except Exception as fault:  # SentencePiece and tokenizers raise what they like
        raise InvalidModel(f"The tokens of {folder} cannot be read ({fault}): pull the model again.") from fault
