"""Sentences asked of a chat server in batches, and asked again in smaller ones where an answer cannot be used.

    a batch                     asked; with a faulty answer once more, with the fault named
      its two halves            asked once each
        its single sentences    asked, once more with the fault named, then given up: None
          a long one            in pieces of half its length, where the answer was cut off or the request refused

An answer counts only whole (answers.py): no translation is ever matched to a sentence by guessing.
"""

import logging
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from wireglot.models.chat import ChatBatch, ChatLimits, ChatServer, Message, text_weight
from wireglot.models.splitting_long import CannotFit, join, pieces
from wireglot.translations.chatting import answers, messages
from wireglot.translations.chatting.answers import Fault
from wireglot.translations.engine import EngineFailed

log = logging.getLogger(__name__)

Told = list[str | None]

# 1,200 are nine news sentences, and with prompt and answer they fit a window of 4,096 tokens, the smallest in use. A
# machine without a GPU writes three times the pace.
LIMITS = ChatLimits(weight=1200, seconds=60.0, pace=10.0)
# What an answer may need beside the translation: the frame of each object, and a model's reasoning.
TOKENS_A_SENTENCE = 24
TOKENS_TO_THINK = 1024
# Most need a third of this; scripts that a model was hardly trained on need two tokens a letter.
TOKENS_A_WEIGHT = 1.5
# A shorter sentence that is cut off is a loop, which its halves would be too.
SHORTEST_HALVED = 160


def ask(server: ChatServer, sentences: Sequence[str], source: str, target: str, limits: ChatLimits) -> Told:
    """One answer for each sentence, in order; None where none was to be had, and for white space.

    :raises EngineFailed: when no sentence was answered.
    """
    wanted = [text for text in dict.fromkeys(sentences) if text.strip()]
    asking = _Asking(ChatBatch.start(server, limits, sum(map(text_weight, wanted))), source, target)
    told = dict(zip(wanted, asking.all(wanted), strict=True))
    failed = sum(answer is None for answer in told.values())
    if failed == len(wanted) > 0:
        raise EngineFailed(asking.why())
    if failed:
        log.warning("chat: gave up on %d of %d sentences. %s", failed, len(wanted), asking.why())
    return [told.get(text) for text in sentences]


@dataclass(frozen=True, slots=True)
class _Asking:
    """A batch of sentences in one pair of languages, asked of one server."""

    batch: ChatBatch
    source: str
    target: str

    def all(self, sentences: Sequence[str]) -> Told:
        """Every sentence, the long ones in pieces that fit a request."""
        weight = self.batch.limits.weight
        cut = [_cut(sentence, weight) for sentence in sentences]
        flat = [piece for several in cut for piece in several if piece.strip()]
        told = iter([answer for texts in _batches(flat, weight) for answer in self._batch(texts)])
        return [self._joined([next(told) for piece in several if piece.strip()]) for several in cut]

    def why(self) -> str:
        """The last thing that went wrong, as a sentence."""
        error = self.batch.error
        if isinstance(error, Fault):
            return f"The model's answer could not be used: {error}."
        return str(error or "The time was up, or a sentence could not be cut to fit a request.")

    def _batch(self, texts: Sequence[str]) -> Told:
        if len(texts) == 1:
            return self._single(texts[0])
        told = self._try(texts, again=True)
        if told is not None:
            return told
        half = len(texts) // 2
        return [answer for part in (texts[:half], texts[half:]) for answer in self._part(part)]

    def _part(self, texts: Sequence[str]) -> Told:
        told = self._try(texts, again=False) if len(texts) > 1 else None
        return told if told is not None else [answer for text in texts for answer in self._single(text)]

    def _single(self, text: str) -> Told:
        told = self._try([text], again=True)
        if told is not None:
            return told
        if not self.batch.too_long or text_weight(text) < SHORTEST_HALVED:
            return [None]
        halves = [piece for piece in _cut(text, text_weight(text) * 2 // 3) if piece.strip()]
        return [self._joined([answer for piece in halves for answer in self._single(piece)])]

    def _try(self, texts: Sequence[str], *, again: bool) -> Told | None:
        """The answers to all of the texts, or None; with `again` a fault is named and the model gets a second try."""
        asked = messages.request(texts, self.source, self.target)
        for more in (again, False):
            answer = self._reply(asked, texts)
            if answer is None:
                return None
            try:
                told = list(answers.read(answer, texts))
            except Fault as fault:
                self.batch.reject(fault)
                if not more:
                    return None
                asked = messages.again(asked, answer, str(fault), len(texts))
            else:
                self.batch.accept()
                return told
        return None

    def _reply(self, asked: Sequence[Message], texts: Sequence[str]) -> str | None:
        weight = sum(map(text_weight, texts))
        tokens = TOKENS_TO_THINK + TOKENS_A_SENTENCE * len(texts) + int(TOKENS_A_WEIGHT * weight)
        return self.batch.ask(asked, weight, tokens)

    def _joined(self, told: Told) -> str | None:
        whole = [piece for piece in told if piece is not None]
        return join(whole, self.target) if told and len(whole) == len(told) else None


def _cut(sentence: str, weight: int) -> Sequence[str]:
    """The sentence in pieces of that weight; none where it cannot be cut, as a row of a thousand accents."""
    try:
        return pieces(sentence, lambda text: text_weight(text) <= weight)
    except CannotFit:
        return ()


def _batches(texts: Sequence[str], weight: int) -> Iterator[list[str]]:
    """The texts in order, so many at a time as a request may weigh; each with the frame that stands around it."""
    batch: list[str] = []
    room = weight
    for text in texts:
        needed = text_weight(text) + TOKENS_A_SENTENCE
        if batch and needed > room:
            yield batch
            batch, room = [], weight
        batch.append(text)
        room -= needed
    if batch:
        yield batch
