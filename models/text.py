"""Text as a model's pieces and back, without transformers: SentencePiece, or the tokenizers library alone.

transformers' own tokenizers import torch where it is installed, 220 MB and 2.5 s that CTranslate2 does not need.
A test holds these against transformers, piece by piece, for every family. They differ from it in one thing, on
purpose: "</s>" or ">>nob<<" in an article is read as the characters it is, never as an order to the model.
"""

import unicodedata
from pathlib import Path
from shutil import copyfile
from typing import Any, Protocol

from wireglot.models.families import M2M100, MARIAN, Family

SPACE = "▁"  # SentencePiece's mark of a word's beginning
# Invisible: controls, formats (zero-width, direction marks), separators.
INVISIBLE = {"Cc", "Cf", "Zs", "Zl", "Zp"}
SENTENCEPIECE = {MARIAN.name: ("source.spm", "target.spm"), M2M100.name: ("sentencepiece.bpe.model",) * 2}
TOKENIZER = "tokenizer.json"
UNKNOWN = "<unk>"
SEEN_UNKNOWN = "⁇"  # what SentencePiece puts for a piece that the model does not know: told, not dropped


class Pieces(Protocol):
    """How one model cuts texts; not thread-safe."""

    def split(self, text: str) -> list[str]:
        """The pieces, special tokens not among them; [] when the model can read nothing of the text.

        A script that it never saw may be one unknown piece, however long: the model would answer with noise.
        """

    def join(self, pieces: list[str]) -> str:
        """The text that pieces make, special tokens left out beforehand; what is unknown to the model shows as ⁇."""


def sound(text: str) -> str:
    """The text with surrogate pairs joined and lone ones, which no encoding can hold, made U+FFFD."""
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


def is_empty(text: str) -> bool:
    """Whether nothing of the text can be seen."""
    return all(unicodedata.category(letter) in INVISIBLE for letter in text)


def open_pieces(folder: Path, family: str, tokenizer: Any = None) -> Pieces:
    """The pieces of the model in a folder: of a conversion, or of a snapshot with transformers' tokenizer of it.

    Raises OSError, RuntimeError, and plain Exception where the tokenizers library finds a broken file.
    """
    from tokenizers import Tokenizer

    if family in SENTENCEPIECE:
        return _BySentencePiece(*(folder / name for name in SENTENCEPIECE[family]))
    if tokenizer is None:
        return _ByTokenizer(Tokenizer.from_file(str(folder / TOKENIZER)))
    return _ByTokenizer(Tokenizer.from_str(tokenizer.backend_tokenizer.to_str()))


def write_pieces(snapshot: Path, tokenizer: Any, family: Family, into: Path) -> None:
    """What `open_pieces` reads of a conversion, from a snapshot and transformers' tokenizer of it."""
    for name in SENTENCEPIECE.get(family.name, ()):
        copyfile(snapshot / name, into / name)
    if family.name not in SENTENCEPIECE:
        tokenizer.backend_tokenizer.save(str(into / TOKENIZER))


class _BySentencePiece:
    def __init__(self, source: Path, target: Path) -> None:
        from sentencepiece import SentencePieceProcessor

        self._source = SentencePieceProcessor(model_proto=source.read_bytes())
        self._target = SentencePieceProcessor(model_proto=target.read_bytes())

    def split(self, text: str) -> list[str]:
        pieces = list(self._source.encode(text, out_type=str))
        return pieces if any(map(self._reads, pieces)) else []

    def _reads(self, piece: str) -> bool:
        return piece != SPACE and not self._source.is_unknown(self._source.piece_to_id(piece))

    def join(self, pieces: list[str]) -> str:
        return str(self._target.decode_pieces(pieces)).replace(SPACE, " ").strip()


class _ByTokenizer:
    def __init__(self, tokenizer: Any) -> None:
        tokenizer.encode_special_tokens = True
        tokenizer.no_truncation()
        tokenizer.no_padding()
        self._tokenizer = tokenizer
        self._unknown = tokenizer.token_to_id(UNKNOWN)
        added = tokenizer.get_added_tokens_decoder().values()
        self._special = {token.content for token in added if token.special} - {UNKNOWN}

    def split(self, text: str) -> list[str]:
        pieces = self._ordinary(text)
        return pieces if any(map(self._reads, pieces)) else []

    def _reads(self, piece: str) -> bool:
        return piece != SPACE and self._tokenizer.token_to_id(piece) not in (None, self._unknown)

    def _ordinary(self, text: str) -> list[str]:
        pieces = self._encoded(text)
        if self._special.isdisjoint(pieces):
            return pieces
        # A unigram model has "</s>" among its pieces and finds it in a text that says so.
        for token in sorted(self._special & set(pieces)):
            text = text.replace(token, f"{token[0]} {token[1:]}")
        return [piece for piece in self._encoded(text) if piece not in self._special]

    def join(self, pieces: list[str]) -> str:
        numbers = [self._tokenizer.token_to_id(piece) for piece in pieces]
        told = self._tokenizer.decode([number for number in numbers if number is not None], skip_special_tokens=False)
        return str(told).replace(UNKNOWN, SEEN_UNKNOWN).strip()

    def _encoded(self, text: str) -> list[str]:
        return list(self._tokenizer.encode(text, add_special_tokens=False).tokens)
