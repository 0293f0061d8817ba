"""Runtimes: one file for each library that can run a model, with the same input and output.

Texts of similar length go together in batches of at most a budget of tokens, since a batch costs as much as its longest
text times its texts. The longest come first: what does not fit into memory fails at once.
"""

from collections.abc import Iterable, Sequence
from dataclasses import astuple, dataclass, fields
from itertools import chain
from typing import Protocol, TypeVar

T = TypeVar("T")
Tokens = Sequence[str]


@dataclass(frozen=True, slots=True)
class Decoding:
    """Settings of the search; they override whatever a checkpoint has stored.

    max_new_tokens       counts the end, and the language code that NLLB and M2M100 write first
    no_repeat_ngram      0 allows all; 2 breaks double letters (ferry -> fery), 3 and more is against repetition only
    repetition_penalty   1 is none. With another value the runtimes agree in greedy search only: CTranslate2 changes
                         logits, transformers probabilities
    """

    beams: int = 4
    max_new_tokens: int = 256
    min_new_tokens: int = 0
    no_repeat_ngram: int = 0
    repetition_penalty: float = 1.0
    length_penalty: float = 1.0

    def __post_init__(self) -> None:
        if self.beams < 1 or self.max_new_tokens < 1 or not 0 <= self.min_new_tokens <= self.max_new_tokens:
            raise ValueError(f"Decoding needs 1 beam and 1 token or more, and no minimum above the maximum: {self!r}.")

    @property
    def signature(self) -> str:
        """As "beams:4|max_new_tokens:256|..."."""
        pairs = zip(fields(self), astuple(self), strict=True)
        return "|".join(f"{field.name}:{value:g}" for field, value in pairs)


class Runtime(Protocol):
    """A loaded model; not thread-safe."""

    def generate(
        self, batches: Sequence[Sequence[Tokens]], first: str, limit: int, decoding: Decoding
    ) -> list[list[list[str]]]:
        """Return for each batch and text the tokens that the model wrote, in order.

        `first` is the token that each must begin with, "" when there is none. An output ends with the end token unless
        `limit`, counted with `first` and the end token, cut it off.
        """


def make_batches(lengths: Sequence[int], budget: int) -> tuple[tuple[int, ...], ...]:
    """Return the indices of the texts, in batches of at most `budget` tokens (longest x texts); a longer one alone.

    Every index is in one batch. Texts of one length keep their order, so that equal input makes equal batches.
    """
    if budget < 1:
        raise ValueError(f"A batch needs a budget of at least 1 token, not {budget}.")
    batches: list[list[int]] = []
    room = 0
    for index in sorted(range(len(lengths)), key=lambda index: -lengths[index]):
        if not room:
            batches.append([])
            room = max(1, budget // max(1, lengths[index]))
        batches[-1].append(index)
        room -= 1
    return tuple(map(tuple, batches))


def restore_order(batches: Iterable[Sequence[int]], results: Iterable[Sequence[T]]) -> tuple[T, ...]:
    """Return the results of all batches in the order of the texts that `make_batches` was given.

    Raises:
        ValueError: A batch does not have one result for each text.
    """
    pairs = chain.from_iterable(zip(batch, result, strict=True) for batch, result in zip(batches, results, strict=True))
    return tuple(result for _, result in sorted(pairs, key=lambda pair: pair[0]))
