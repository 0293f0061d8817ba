"""What the neural engines share: models that translate one after the other, with long sentences in pieces."""

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, partial
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
from wireglot.translations.verbatim import translate_around_addresses

log = logging.getLogger(__name__)

# Beam 4 is what the models' makers publish with. An answer that reaches the limit of new tokens (twice the longest
# source that is let through) does not end by itself, and is refused.
FIRST_TRY = Decoding(beams=4, max_new_tokens=512)
# For an answer that was refused: no sequence of three words twice, and a penalty on repeating.
SECOND_TRY = Decoding(beams=5, max_new_tokens=512, no_repeat_ngram=3, repetition_penalty=1.2)
# Raise it when this module turns the same output of a model into another translation.
VERSION = 2


@dataclass(frozen=True, slots=True)
class Step:
    """One model of a route; source and target are the model's own language codes, "" when it has none."""

    model: StoredModel
    source: str = ""
    target: str = ""

    @property
    def is_usable(self) -> bool:
        """Whether the model knows both codes; an unknown one would be read as noise."""
        return all(_model_knows(self.model.folder, code) for code in (self.source, self.target) if code)


@cache
def _model_knows(folder: Path, code: str) -> bool:
    """Whether the model knows a code; cached, because the folder of a revision never changes."""
    try:
        return model_knows_code(folder, code)
    except ModelError as error:
        log.warning("The model in %s cannot be used: %s", folder, error)
        return False


def route_signature(engine: str, route: Sequence[Step]) -> str | None:
    """Return the signature of a route: models with commits and codes, how they are run, and how they decode.

    None when this machine cannot run one of them.
    """
    names = "+".join(f"{step.model.id}@{step.model.revision[:12]}{step.target}" for step in route)
    try:
        runtimes = "+".join(dict.fromkeys(model_signature(step.model.folder) for step in route))
    except ModelError as error:
        log.warning("%s cannot run %s here: %s", engine, names, error)
        return None
    return f"{engine}|{names}|{runtimes}|{FIRST_TRY.signature}|v:{VERSION}"


def pull_command(model_ids: Sequence[str]) -> str:
    """Return the command that downloads the models."""
    return f"wireglot models pull {' '.join(model_ids)}"


def translate_by_route(
    route: Sequence[Step], sentences: Sequence[str], to: str, decoding: Decoding
) -> tuple[str | None, ...]:
    """Translate each sentence by one model after the other; None where one of them did not come to an end.

    The last step writes language `to`; those before it write English.
    """
    translations: list[str | None] = list(sentences)
    for n, step in enumerate(route):
        language = to if n == len(route) - 1 else "en"
        texts = [text for text in translations if text]
        translate = partial(_translate_step, step, to=language, decoding=decoding)
        written = translate_around_addresses(texts, translate)
        answers = dict(zip(texts, written, strict=True))
        translations = [answers[text] if text else None for text in translations]
    return tuple(translations)


def _translate_step(step: Step, sentences: Sequence[str], to: str, decoding: Decoding) -> list[str | None]:
    """One model over all sentences, in pieces where one is longer than its window."""
    runtime = load_model(step.model.folder)
    split = _split(runtime, step, sentences)
    jobs = [Seq2SeqInput(part, step.source, step.target) for parts in split for part in parts if part.strip()]
    written = iter(runtime.generate(jobs, decoding) if jobs else ())
    return [_joined([next(written) for part in parts if part.strip()], to) for parts in split]


def _split(runtime: Seq2SeqModel, step: Step, sentences: Sequence[str]) -> list[tuple[str, ...]]:
    """Each sentence in pieces that fit half the window: quality falls long before the end of it."""
    limit = runtime.window // 2

    def fits(text: str) -> bool:
        return runtime.count_tokens([text], source=step.source, target=step.target)[0] <= limit

    counts = runtime.count_tokens(sentences, source=step.source, target=step.target)
    return [(text,) if n <= limit else split_to_fit(text, fits) for text, n in zip(sentences, counts, strict=True)]


def _joined(parts: Sequence[Seq2SeqOutput], to: str) -> str | None:
    """The pieces as one sentence; None when a piece was cut off by the limit or came back empty."""
    if not parts or not all(part.finished and part.text.strip() for part in parts):
        return None
    return join_pieces([part.text for part in parts], to)
