"""Legs of a route: one model each, from the model store, with the codes that it wants for its languages."""

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from wireglot.models import (
    Decoding,
    ModelError,
    Seq2SeqInput,
    Seq2SeqModel,
    Seq2SeqOutput,
    StoredModel,
    join_pieces,
    load_model,
    model_knows_code,
    model_signature,
    split_to_fit,
)

log = logging.getLogger(__name__)

# Beam 4 is what the models' makers publish with. An answer that reaches the limit of new tokens (twice the longest
# source that is let through) has lost its way, and is refused.
FIRST = Decoding(beams=4, max_new_tokens=512)
# For an answer that was refused: no word sequence of three twice, and a push away from repeating.
AGAIN = Decoding(beams=5, max_new_tokens=512, no_repeat_ngram=3, repetition_penalty=1.2)
# Changes when this module gives the same model's words another form.
VERSION = 1


@dataclass(frozen=True, slots=True)
class Leg:
    """One model of a route; source and target are the model's own codes, "" when it has none."""

    model: StoredModel
    source: str = ""
    target: str = ""

    @property
    def speaks(self) -> bool:
        """Whether the model knows both codes; an unknown one would be told as noise."""
        return all(_knows(self.model.folder, code) for code in (self.source, self.target) if code)

    @property
    def runtime(self) -> Seq2SeqModel:
        """The loaded model; the first call pays for loading it. Raises ModelError."""
        return load_model(self.model.folder)


@cache
def _knows(folder: Path, code: str) -> bool:
    """As `knows`, asked once: the folder of a revision never changes."""
    try:
        return model_knows_code(folder, code)
    except ModelError as fault:
        log.warning("The model in %s cannot be used: %s", folder, fault)
        return False


def sign(engine: str, legs: Sequence[Leg]) -> str | None:
    """The signature of a route: models with their commits and codes, what carries them, and how they decode.

    None when this machine cannot run one of them.
    """
    names = "+".join(f"{leg.model.id}@{leg.model.revision[:12]}{leg.target}" for leg in legs)
    try:
        carried = "+".join(dict.fromkeys(model_signature(leg.model.folder) for leg in legs))
    except ModelError as fault:
        log.warning("%s cannot run %s here: %s", engine, names, fault)
        return None
    return f"{engine}|{names}|{carried}|{FIRST.signature}|v:{VERSION}"


def mend_for(model_ids: Sequence[str]) -> str:
    """The command that would bring the models."""
    return f"wireglot models pull {' '.join(model_ids)}"


def tell_through(legs: Sequence[Leg], sentences: Sequence[str], to: str, decoding: Decoding) -> tuple[str | None, ...]:
    """Each sentence told by one model after the other; None where one of them did not come to an end.

    The last leg writes language `to`; a route over another language joins its pieces by English habits.
    """
    told: list[str | None] = list(sentences)
    for n, leg in enumerate(legs):
        language = to if n == len(legs) - 1 else "en"
        there = [text for text in told if text]
        answers = dict(zip(there, _tell(leg, there, language, decoding), strict=True))
        told = [answers[text] if text else None for text in told]
    return tuple(told)


def _tell(leg: Leg, sentences: Sequence[str], to: str, decoding: Decoding) -> list[str | None]:
    """One model over all sentences, in pieces where one is longer than its window."""
    runtime = leg.runtime
    cut = _cut(runtime, leg, sentences)
    flat = [piece for parts in cut for piece in parts if piece.strip()]
    written = iter(_write(runtime, leg, flat, decoding))
    return [_joined([next(written) if part.strip() else None for part in parts], to) for parts in cut]


def _cut(runtime: Seq2SeqModel, leg: Leg, sentences: Sequence[str]) -> list[tuple[str, ...]]:
    """Each sentence in pieces that fit half the window: quality falls long before the end of it."""
    limit = runtime.window // 2

    def fits(text: str) -> bool:
        return runtime.count_tokens([text], source=leg.source, target=leg.target)[0] <= limit

    counts = runtime.count_tokens(sentences, source=leg.source, target=leg.target)
    return [(text,) if n <= limit else split_to_fit(text, fits) for text, n in zip(sentences, counts, strict=True)]


def _write(runtime: Seq2SeqModel, leg: Leg, texts: Sequence[str], decoding: Decoding) -> Sequence[Seq2SeqOutput]:
    if not texts:
        return ()
    jobs = [Seq2SeqInput(text, leg.source, leg.target) for text in texts]
    return runtime.generate(jobs, decoding)


def _joined(parts: Sequence[Seq2SeqOutput | None], to: str) -> str | None:
    """The pieces as one sentence; None when a piece was cut off by the limit or came back empty."""
    told = [part for part in parts if part is not None]
    if not told or not all(part.finished and part.text.strip() for part in told):
        return None
    return join_pieces([part.text for part in told], to)
