"""How a model searches for its words."""

from dataclasses import astuple, dataclass, fields


@dataclass(frozen=True, slots=True)
class Decoding:
    """Settings of the search; whatever a checkpoint has stored is overridden by them.

    max_new_tokens       counts the end, and the language code that NLLB and M2M100 write first
    no_repeat_ngram      0 allows all; 2 breaks double letters (ferry -> fery), 3 and more is for loops only
    repetition_penalty   1 is none. With another value the back ends agree in greedy search only: CTranslate2
                         changes logits, transformers probabilities
    """

    beams: int = 4
    max_new_tokens: int = 256
    min_new_tokens: int = 0
    no_repeat_ngram: int = 0
    repetition_penalty: float = 1.0
    length_penalty: float = 1.0

    def __post_init__(self) -> None:
        if self.beams < 1 or self.max_new_tokens < 1 or not 0 <= self.min_new_tokens <= self.max_new_tokens:
            raise ValueError(f"Decoding wants 1 beam and 1 token or more, and no minimum above the maximum: {self!r}.")

    @property
    def signature(self) -> str:
        """The settings, as part of the name of what was made with them: "beams:4|max_new_tokens:256|..."."""
        pairs = zip(fields(self), astuple(self), strict=True)
        return "|".join(f"{field.name}:{value:g}" for field, value in pairs)
