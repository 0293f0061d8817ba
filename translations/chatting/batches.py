"""Sentences sent to a chat server in batches, and again in smaller ones where an answer cannot be used.

    a batch                     sent; with an unusable answer once more, with the fault named
      its two halves            sent once each
        its single sentences    sent, once more with the fault named, then given up: None
          a long one            in pieces of half its length, where the answer was cut off or the request refused

An answer counts only whole (messages.py): no translation is ever matched to a sentence by guessing.
"""

import logging
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from wireglot.models import CannotSplit, join_pieces, split_to_fit
from wireglot.models.chat import ChatBatch, ChatLimits, ChatServer, text_weight
from wireglot.translations.chatting import messages
from wireglot.translations.chatting.messages import InvalidNumbering
from wireglot.translations.engine import EngineFailed

log = logging.getLogger(__name__)

Answers = list[str | None]

# 1,200 are nine news sentences, and with prompt and answer they fit a window of 4,096 tokens, the smallest in use. A
# machine without a GPU writes three times the pace.
LIMITS = ChatLimits(weight=1200, seconds=60.0, pace=10.0)
# What an answer may need beside the translation: the JSON around each sentence, and a model's reasoning.
TOKENS_PER_SENTENCE = 24
TOKENS_FOR_REASONING = 1024
# Most need a third of this; scripts that a model was hardly trained on need two tokens a letter.
TOKENS_PER_WEIGHT = 1.5
# A shorter sentence whose answer is cut off is a repetition, as its halves would be.
MIN_WEIGHT_TO_HALVE = 160


def translate(server: ChatServer, sentences: Sequence[str], source: str, target: str, limits: ChatLimits) -> Answers:
    """Return one translation for each sentence, in order; None where there was none, and for white space.

    Raises:
        EngineFailed: When no sentence was answered.
    """
    wanted = [text for text in dict.fromkeys(sentences) if text.strip()]
    session = _Session(ChatBatch.start(server, limits, sum(map(text_weight, wanted))), source, target)
    answers = dict(zip(wanted, session.translate(wanted), strict=True))
    failed = sum(answer is None for answer in answers.values())
    if failed == len(wanted) > 0:
        raise EngineFailed(session.error())
    if failed:
        log.warning("chat: gave up on %d of %d sentences. %s", failed, len(wanted), session.error())
    return [answers.get(text) for text in sentences]


@dataclass(frozen=True, slots=True)
class _Session:
    """Sentences of one language pair, sent to one server."""

    batch: ChatBatch
    source: str
    target: str

    def translate(self, sentences: Sequence[str]) -> Answers:
        """Translate every sentence, the long ones in pieces that fit a request."""
        weight = self.batch.limits.weight
        split = [_split(sentence, weight) for sentence in sentences]
        flat = [piece for several in split for piece in several if piece.strip()]
        answers = iter([answer for texts in _batches(flat, weight) for answer in self._batch(texts)])
        return [self._joined([next(answers) for piece in several if piece.strip()]) for several in split]

    def error(self) -> str:
        """Return the last thing that went wrong, as a sentence."""
        error = self.batch.error
        if isinstance(error, InvalidNumbering):
            return f"The model's answer could not be used: {error}."
        return str(error or "The time was up, or a sentence could not be split to fit a request.")

    def _batch(self, texts: Sequence[str]) -> Answers:
        if len(texts) == 1:
            return self._single(texts[0])
        answers = self._try(texts, repeat=True)
        if answers is not None:
            return answers
        half = len(texts) // 2
        return [answer for part in (texts[:half], texts[half:]) for answer in self._half(part)]

    def _half(self, texts: Sequence[str]) -> Answers:
        answers = self._try(texts, repeat=False) if len(texts) > 1 else None
        return answers if answers is not None else [answer for text in texts for answer in self._single(text)]

    def _single(self, text: str) -> Answers:
        answers = self._try([text], repeat=True)
        if answers is not None:
            return answers
        if not self.batch.too_long or text_weight(text) < MIN_WEIGHT_TO_HALVE:
            return [None]
        halves = [piece for piece in _split(text, text_weight(text) * 2 // 3) if piece.strip()]
        return [self._joined([answer for piece in halves for answer in self._single(piece)])]

    def _try(self, texts: Sequence[str], *, repeat: bool) -> Answers | None:
        """The answers to all of the texts, or None; with `repeat` an unusable answer gets a second try."""
        asked = messages.request(texts, self.source, self.target)
        weight = sum(map(text_weight, texts))
        return self.batch.ask_parsed(
            asked,
            weight,
            TOKENS_FOR_REASONING + TOKENS_PER_SENTENCE * len(texts) + int(TOKENS_PER_WEIGHT * weight),
            parse=lambda answer: list(messages.read_answer(answer, texts)),
            repeat=lambda answer, fault: messages.repeated_request(asked, answer, fault, len(texts)),
            attempts=2 if repeat else 1,
        )

    def _joined(self, answers: Answers) -> str | None:
        whole = [piece for piece in answers if piece is not None]
        return join_pieces(whole, self.target) if answers and len(whole) == len(answers) else None


def _split(sentence: str, weight: int) -> Sequence[str]:
    """The sentence in pieces of that weight; none where it cannot be split, as a row of a thousand accents."""
    try:
        return split_to_fit(sentence, lambda text: text_weight(text) <= weight)
    except CannotSplit:
        return ()


def _batches(texts: Sequence[str], weight: int) -> Iterator[list[str]]:
    """The texts in order, as many at a time as a request may weigh, each with the JSON around it."""
    batch: list[str] = []
    remaining = weight
    for text in texts:
        needed = text_weight(text) + TOKENS_PER_SENTENCE
        if batch and needed > remaining:
            yield batch
            batch, remaining = [], weight
        batch.append(text)
        remaining -= needed
    if batch:
        yield batch
