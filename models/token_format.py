"""The token format of a model: special tokens and language codes around a text, and how long it may be.

A conversion writes the format down (models/conversion.py), so that a run needs neither transformers nor this reading
of a snapshot through its tokenizer and configuration, which is slow.
"""

import os
import re
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, fields
from importlib import import_module
from pathlib import Path
from typing import Any, Literal, Self

from wireglot.models.errors import InvalidModel, UnknownLanguageCode
from wireglot.models.families import BART, M2M100, MARIAN, NLLB, Family, family_of, read_object

RequiredCodes = Literal["none", "target", "both"]

# mT5 has no limited table of positions; 1,024 tokens is what it was pre-trained with (arXiv 2010.11934).
MT5_WINDOW = 1024
MARIAN_CODE = re.compile(r">>.+<<")
NLLB_CODE = re.compile(r"[a-z]{3}_[A-Z][a-z]{3}")
REQUIRED_CODES: dict[str, RequiredCodes] = {MARIAN.name: "target", NLLB.name: "both", M2M100.name: "both"}
SPECIAL_TOKENS = ("bos_token", "eos_token", "pad_token", "sep_token", "cls_token", "mask_token")


@dataclass(frozen=True, slots=True)
class TokenFormat:
    """An input is: the code (Marian: of the target, others: of the source) or `start`, the text's tokens, `end`.

    input_limit     tokens that the model reads, special ones included
    output_limit    tokens that it can write
    required_codes  the codes it takes: none, a target that may be left out (Marian), or both
    codes           each language code -> its token
    forced_first    the token that it must write first, where that is always the same; "" elsewhere
    special         tokens that are never part of a text
    """

    family: str
    input_limit: int
    output_limit: int
    required_codes: RequiredCodes
    codes: dict[str, str]
    start: str
    end: str
    forced_first: str
    special: tuple[str, ...]

    def input_tokens(self, tokens: list[str], source: str, target: str) -> list[str]:
        """Return all tokens that the model reads for a text. Raises UnknownLanguageCode."""
        self.check_codes(source, target)
        code = {"none": "", "target": target, "both": source}[self.required_codes]
        before = self.codes[code] if code else self.start
        return [*([before] if before else []), *tokens, self.end]

    def first_output_token(self, target: str) -> str:
        """Return the token that must be written first, "" when the model is free. Raises UnknownLanguageCode."""
        return self.codes[self._known(target)] if self.required_codes == "both" else self.forced_first

    def check_codes(self, source: str, target: str) -> None:
        """Raise UnknownLanguageCode for a code that the model does not know, and for a required one that is missing."""
        required = (source, target) if self.required_codes == "both" else tuple(filter(None, (source, target)))
        for code in required:
            self._known(code)
        if self.required_codes == "target" and source:
            raise UnknownLanguageCode(f"This {self.family} model takes no source code: leave out {source!r}.")

    def _known(self, code: str) -> str:
        if code in self.codes:
            return code
        if not self.codes:
            raise UnknownLanguageCode(f"This {self.family} model knows no language codes: leave out {code!r}.")
        listed = ", ".join(sorted(self.codes)[:8]) + (f" and {len(self.codes) - 8} more" if len(self.codes) > 8 else "")
        problem = f"does not know {code!r}" if code else "needs the codes of both languages"
        raise UnknownLanguageCode(f"This {self.family} model {problem}; it knows {listed}.")

    def to_json(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def from_json(cls, values: dict[str, Any]) -> Self:
        """Return the format that `to_json` gave. Raises TypeError or KeyError for anything else."""
        values = {field.name: values[field.name] for field in fields(cls)}
        return cls(**values | {"special": tuple(values["special"])})


@dataclass(frozen=True, slots=True)
class Snapshot:
    """A snapshot's family and token format, with the tokenizer and configuration of transformers."""

    family: Family
    format: TokenFormat
    tokenizer: Any
    config: Any


@contextmanager
def quiet_transformers() -> Iterator[None]:
    """Silence transformers: no progress bars, no advice, and no report of weights to a server."""
    os.environ["DISABLE_SAFETENSORS_CONVERSION"] = "1"
    logging: Any = import_module("transformers.utils.logging")
    logging.set_verbosity_error()
    logging.disable_progress_bar()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        yield


def read_snapshot(folder: Path) -> Snapshot:
    """Read a snapshot through transformers, without its weights. Raises InvalidModel."""
    family = family_of(folder)
    with quiet_transformers():
        from transformers import AutoConfig, AutoTokenizer

        try:
            config = AutoConfig.from_pretrained(folder, local_files_only=True)
            tokenizer = AutoTokenizer.from_pretrained(folder, local_files_only=True)
        except Exception as error:  # a broken file raises different errors in three libraries
            raise InvalidModel(f"The tokenizer of {folder} cannot be read ({error}): pull the model again.") from error
    return Snapshot(family, _format(folder, family, tokenizer, config), tokenizer, config)


def _format(folder: Path, family: Family, tokenizer: Any, config: Any) -> TokenFormat:
    positions = int(getattr(config, "max_position_embeddings", 0) or MT5_WINDOW)
    codes = {code: token for code, token in _codes(family, tokenizer).items() if _is_learned(token, tokenizer, config)}
    special = {str(token) for name in SPECIAL_TOKENS if (token := getattr(tokenizer, name, None))} | set(codes.values())
    return TokenFormat(
        family=family.name,
        input_limit=min(positions, int(tokenizer.model_max_length)),
        output_limit=positions,
        required_codes=REQUIRED_CODES.get(family.name, "none"),
        codes=codes,
        start=tokenizer.bos_token if family is BART else "",
        end=tokenizer.eos_token,
        forced_first=_forced_first(folder, tokenizer, config) if family is BART else "",
        special=tuple(sorted(special)),
    )


def _codes(family: Family, tokenizer: Any) -> dict[str, str]:
    if family is M2M100:
        return {code: tokenizer.get_lang_token(code) for code in tokenizer.lang_code_to_id}
    if family is MARIAN:
        return {token: token for token in tokenizer.get_vocab() if MARIAN_CODE.fullmatch(token)}
    if family is NLLB:
        return {token: token for token in tokenizer.get_added_vocab() if NLLB_CODE.fullmatch(token)}
    return {}


def _is_learned(token: str, tokenizer: Any, config: Any) -> bool:
    """Return whether the tokenizer has its own number for the code, and the model a row of weights for that."""
    number = tokenizer.convert_tokens_to_ids(token)
    return bool(number != tokenizer.unk_token_id and number < config.vocab_size)


def _forced_first(folder: Path, tokenizer: Any, config: Any) -> str:
    """BART's summary models were trained to begin with <s>; their settings say so, in one file or the other."""
    stored = folder / "generation_config.json"
    settings = read_object(stored) if stored.exists() else {}
    number = settings.get("forced_bos_token_id", getattr(config, "forced_bos_token_id", None))
    return "" if number is None else str(tokenizer.convert_ids_to_tokens(number))
