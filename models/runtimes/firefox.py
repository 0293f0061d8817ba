"""Firefox models by fxtranslate, in child processes: one for each core (firefox_worker.py is their program).

The library cuts a long text without a word, so a text goes in pieces of at most 100 tokens of the model's own
vocabulary. It is greedy, and gives the same translation whatever else is in the batch.
"""

import json
import os
import sys
from collections.abc import Mapping, Sequence
from functools import lru_cache
from hashlib import sha256
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

from wireglot.articles.sentences import split_sentences
from wireglot.models.child_processes import answer_in_children, run_child
from wireglot.models.errors import InvalidModel, ModelNotReady
from wireglot.models.firefox.installed import FirefoxModel, ModelFile
from wireglot.models.long_sentences import join_pieces, split_to_fit
from wireglot.models.tokenization import repair_surrogates

PACKAGE = "fxtranslate"
# Clauses begin to be dropped at some 120 words (measured), and a word is one token or more.
MOST_TOKENS = 100
# Smaller pieces, for a second try.
FEWER_TOKENS = 40
# What one child gets at most: some 7 s of work, beside 0.2 s to start and load.
CHARACTERS_PER_CHILD = 30_000
# A core translates 4,000 characters a second; a loaded machine may take 20 times as long.
START_SECONDS = 30.0
CHARACTERS_PER_SECOND = 200
# Each takes 120 MB; with more, a batch of 50 articles gives each worker less than a second of work.
MOST_WORKERS = 16
_WORKER = Path(__file__).with_name("firefox_worker.py")


def firefox_runtime_signature() -> str:
    """Return the runtime with its version, as "fxtranslate:0.5.0".

    Raises:
        ModelNotReady: It is not installed.
    """
    try:
        return f"{PACKAGE}:{version(PACKAGE)}"
    except PackageNotFoundError:
        raise ModelNotReady(f"The package {PACKAGE} is not installed: pip install {PACKAGE}.") from None


def translate_with_firefox(
    model: FirefoxModel, texts: Sequence[str], to: str, *, careful: bool = False, workers: int = 0
) -> tuple[str | None, ...]:
    """Translate each text into the language `to`; None for one without a translation.

    Args:
        model: Its files are compared with their sha256 before they are used.
        texts: Of any length, without line breaks.
        to: The language tag that the model writes; it decides how pieces are joined.
        careful: Smaller pieces and the whole vocabulary instead of the shortlist: slower, for a second try.
        workers: The number of processes; 0 for one on each core that this process may use.

    Raises:
        ChildFailed: When the model cannot be run, with the reason.
        InvalidModel: When its vocabulary is missing or not the expected one.
    """
    split = _split(model, texts, FEWER_TOKENS if careful else MOST_TOKENS)
    pieces = list(dict.fromkeys(piece for parts in split for piece in parts))
    header = _header(model, with_shortlist=not careful)

    def ask(chunk: dict[int, str]) -> tuple[Mapping[int, str], str]:
        return _ask(header, chunk)

    answers = answer_in_children(pieces, ask, characters=CHARACTERS_PER_CHILD, workers=workers or usable_cores())
    by_piece = dict(zip(pieces, answers, strict=True))
    return tuple(_joined([by_piece[piece] for piece in parts], to) for parts in split)


def usable_cores() -> int:
    """Return the number of cores that this process may use, at most MOST_WORKERS.

    WIREGLOT_CORES says how many where several such processes share a machine: each Dask worker has one.
    """
    if (chosen := os.environ.get("WIREGLOT_CORES", "")).isdigit() and int(chosen):
        return min(int(chosen), MOST_WORKERS)
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return min(cores, MOST_WORKERS)


def _split(model: FirefoxModel, texts: Sequence[str], most_tokens: int) -> list[list[str]]:
    """The pieces of each text, without white space around them; none for a text that the model cannot read."""
    vocabulary = _vocabulary(model.source_vocabulary)

    def fits(text: str) -> bool:
        return len(vocabulary.encode(text)) <= most_tokens

    def pieces(text: str) -> list[str]:
        if not _is_readable(text, vocabulary):
            return []
        # Of two sentences in one text the model may translate only one.
        parts = (piece for sentence in split_sentences(text) for piece in split_to_fit(sentence, fits))
        return [part.strip() for part in parts if part.strip()]

    return [pieces(repair_surrogates(text)) for text in texts]


def _is_readable(text: str, vocabulary: Any) -> bool:
    """Whether the model knows most of the words; of an unknown script it would make noise."""
    tokens = vocabulary.encode(text)
    return tokens.count(vocabulary.unk_id()) * 3 < len(tokens) if tokens else False


@lru_cache(maxsize=8)
def _vocabulary(file: ModelFile) -> Any:
    """The vocabulary, a SentencePieceProcessor. Raises InvalidModel."""
    from sentencepiece import SentencePieceProcessor

    try:
        content = file.path.read_bytes()
        if (found := sha256(content).hexdigest()) != file.sha256:
            raise InvalidModel(
                f"{file.path.name} is not the file of this model (sha256 {found[:12]}, not {file.sha256[:12]})"
            )
        return SentencePieceProcessor(model_proto=content)
    except (OSError, RuntimeError) as error:
        raise InvalidModel(f"{file.path.name} cannot be read as a vocabulary ({error})") from error


def _header(model: FirefoxModel, *, with_shortlist: bool) -> str:
    names = ("model", "source_vocabulary", "target_vocabulary", "shortlist")
    files: list[ModelFile | None] = [getattr(model, name) for name in names]
    plain = {name: [str(file.path), file.sha256] if file else None for name, file in zip(names, files, strict=True)}
    return json.dumps(plain if with_shortlist else plain | {"shortlist": None})


def _ask(header: str, chunk: Mapping[int, str]) -> tuple[Mapping[int, str], str]:
    """The answers of one child, and its error."""
    lines = [header, *(json.dumps([number, text]) for number, text in chunk.items())]
    seconds = START_SECONDS + sum(map(len, chunk.values())) / CHARACTERS_PER_SECOND
    # -P: the folder of the program, which has files named after libraries, is not searched for modules.
    output = run_child((sys.executable, "-P", str(_WORKER)), "\n".join(lines).encode(), seconds)
    return dict(_answers(output.text)), output.error


def _answers(output: bytes) -> list[tuple[int, str]]:
    """The answers in the whole lines of the output."""
    whole = output[: output.rfind(b"\n") + 1]
    return [(number, text) for number, text in map(json.loads, whole.splitlines()) if text.strip()]


def _joined(parts: Sequence[str | None], to: str) -> str | None:
    """The pieces as one text; None when one has no translation, or there is none."""
    translated = [part for part in parts if part]
    return join_pieces(translated, to) if parts and len(translated) == len(parts) else None
