"""Back ends: one file for each library that can run a model; same rows in, same rows out."""

from collections.abc import Sequence
from typing import Protocol

from wireglot.models.decoding import Decoding

Row = Sequence[str]  # tokens


class Backend(Protocol):
    """A loaded model; not thread-safe."""

    def generate(
        self, batches: Sequence[Sequence[Row]], first: str, limit: int, decoding: Decoding
    ) -> list[list[list[str]]]:
        """For each batch and row the tokens that the model wrote, in order.

        `first` is the token that each must begin with, "" when there is none. A row ends with the end token unless
        `limit`, counted with `first` and the end token, cut it off.
        """
