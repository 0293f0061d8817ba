"""Tokenization without transformers: SentencePiece, or the tokenizers library alone.

transformers' own tokenizers import torch where it is installed: 220 MB and 2.5 s that CTranslate2 does not need. A test
compares these with transformers, token by token, for every family. They differ in one thing, on purpose: "</s>" or
">>nob<<" in an article is read as the characters it is, never as an instruction to the model.
"""

import unicodedata
from pathlib import Path
from shutil import copyfile
from typing import Any, Protocol

from wireglot.models.families import M2M100, MARIAN, Family

WORD_START = "▁"  # SentencePiece's mark of a word's beginning
# Controls, formats (zero-width, direction marks), separators.
INVISIBLE = {"Cc", "Cf", "Zs", "Zl", "Zp"}
SENTENCEPIECE = {MARIAN.name: ("source.spm", "target.spm"), M2M100.name: ("sentencepiece.bpe.model",) * 2}
TOKENIZER = "tokenizer.json"
UNKNOWN = "<unk>"
VISIBLE_UNKNOWN = "⁇"  # SentencePiece writes it for an unknown token: shown, not dropped


class Tokenizer(Protocol):
    """The tokenizer of one model; not thread-safe."""

    def tokenize(self, text: str) -> list[str]:
        """Return the tokens, no special ones among them; [] when the model can read nothing of the text.

        A script that it never saw may be one unknown token, however long: the model would answer with noise.
        """

    def detokenize(self, tokens: list[str]) -> str:
        """Return the text of tokens that are not special; what is unknown to the model appears as ⁇."""


def repair_surrogates(text: str) -> str:
    """Return the text with surrogate pairs joined, and single ones, which no encoding has, replaced by U+FFFD."""
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


def is_invisible(text: str) -> bool:
    """Return whether no character of the text is visible."""
    return all(unicodedata.category(letter) in INVISIBLE for letter in text)


def load_tokenizer(folder: Path, family: str, tokenizer: Any = None) -> Tokenizer:
    """Return the tokenizer of a conversion, or of a snapshot with transformers' tokenizer of it.

    Raises OSError, RuntimeError, and plain Exception where the tokenizers library finds a broken file.
    """
    import tokenizers

    if family in SENTENCEPIECE:
        return _SentencePieceTokenizer(*(folder / name for name in SENTENCEPIECE[family]))
    if tokenizer is None:
        return _LibraryTokenizer(tokenizers.Tokenizer.from_file(str(folder / TOKENIZER)))
    return _LibraryTokenizer(tokenizers.Tokenizer.from_str(tokenizer.backend_tokenizer.to_str()))


def save_tokenizer(snapshot: Path, tokenizer: Any, family: Family, folder: Path) -> None:
    """Write what `load_tokenizer` reads of a conversion, from a snapshot and transformers' tokenizer of it."""
    for name in SENTENCEPIECE.get(family.name, ()):
        copyfile(snapshot / name, folder / name)
    if family.name not in SENTENCEPIECE:
        tokenizer.backend_tokenizer.save(str(folder / TOKENIZER))


class _SentencePieceTokenizer:
    def __init__(self, source: Path, target: Path) -> None:
        from sentencepiece import SentencePieceProcessor

        self._source = SentencePieceProcessor(model_proto=source.read_bytes())
        self._target = SentencePieceProcessor(model_proto=target.read_bytes())

    def tokenize(self, text: str) -> list[str]:
        tokens = list(self._source.encode(text, out_type=str))
        return tokens if any(map(self._is_known, tokens)) else []

    def _is_known(self, token: str) -> bool:
        return token != WORD_START and not self._source.is_unknown(self._source.piece_to_id(token))

    def detokenize(self, tokens: list[str]) -> str:
        return str(self._target.decode_pieces(tokens)).replace(WORD_START, " ").strip()


class _LibraryTokenizer:
    def __init__(self, tokenizer: Any) -> None:
        tokenizer.encode_special_tokens = True
        tokenizer.no_truncation()
        tokenizer.no_padding()
        self._tokenizer = tokenizer
        self._unknown = tokenizer.token_to_id(UNKNOWN)
        added = tokenizer.get_added_tokens_decoder().values()
        self._special = {token.content for token in added if token.special} - {UNKNOWN}

    def tokenize(self, text: str) -> list[str]:
        tokens = self._without_special(text)
        return tokens if any(map(self._is_known, tokens)) else []

    def _is_known(self, token: str) -> bool:
        return token != WORD_START and self._tokenizer.token_to_id(token) not in (None, self._unknown)

    def _without_special(self, text: str) -> list[str]:
        tokens = self._encode(text)
        if self._special.isdisjoint(tokens):
            return tokens
        # A unigram model has "</s>" among its tokens and finds it in a text that contains it.
        for token in sorted(self._special & set(tokens)):
            text = text.replace(token, f"{token[0]} {token[1:]}")
        return [token for token in self._encode(text) if token not in self._special]

    def detokenize(self, tokens: list[str]) -> str:
        numbers = [self._tokenizer.token_to_id(token) for token in tokens]
        text = self._tokenizer.decode([number for number in numbers if number is not None], skip_special_tokens=False)
        return str(text).replace(UNKNOWN, VISIBLE_UNKNOWN).strip()

    def _encode(self, text: str) -> list[str]:
        return list(self._tokenizer.encode(text, add_special_tokens=False).tokens)
