"""A snapshot studied through transformers: its tokenizer, and its dialect as the tokenizer and config tell it.

The slow and sure way. A conversion writes down what it finds (models/convert), so that a run need not come here.
"""

import os
import re
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Any

from wireglot.models.dialect import Asks, Dialect
from wireglot.models.errors import InvalidModel
from wireglot.models.families import BART, M2M100, MARIAN, NLLB, Family, family_of, read_object

# mT5 has no table of positions that ends; 1,024 tokens is what it was pre-trained with (arXiv 2010.11934).
MT5_WINDOW = 1024
MARIAN_CODE = re.compile(r">>.+<<")
NLLB_CODE = re.compile(r"[a-z]{3}_[A-Z][a-z]{3}")
ASKS: dict[str, Asks] = {MARIAN.name: "target", NLLB.name: "both", M2M100.name: "both"}
SILENT = ("bos_token", "eos_token", "pad_token", "sep_token", "cls_token", "mask_token")


@dataclass(frozen=True, slots=True)
class Study:
    family: Family
    dialect: Dialect
    tokenizer: Any
    config: Any


@contextmanager
def quiet_transformers() -> Iterator[None]:
    """transformers with its mouth shut: no progress bars, no advice, and no report of weights to a server."""
    os.environ["DISABLE_SAFETENSORS_CONVERSION"] = "1"
    logging: Any = import_module("transformers.utils.logging")
    logging.set_verbosity_error()
    logging.disable_progress_bar()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        yield


def study(snapshot: Path) -> Study:
    """:raises InvalidModel: when files are missing, broken, or of another family"""
    family = family_of(snapshot)
    with quiet_transformers():
        from transformers import AutoConfig, AutoTokenizer

        try:
            config = AutoConfig.from_pretrained(snapshot, local_files_only=True)
            tokenizer = AutoTokenizer.from_pretrained(snapshot, local_files_only=True)
        except Exception as fault:  # whatever a broken file makes of three libraries
            raise InvalidModel(f"The tokenizer of {snapshot} is unreadable ({fault}): pull the model again.") from fault
    return Study(family, _dialect(snapshot, family, tokenizer, config), tokenizer, config)


def _dialect(snapshot: Path, family: Family, tokenizer: Any, config: Any) -> Dialect:
    positions = int(getattr(config, "max_position_embeddings", 0) or MT5_WINDOW)
    codes = {code: token for code, token in _codes(family, tokenizer).items() if _learned(token, tokenizer, config)}
    silent = {str(token) for name in SILENT if (token := getattr(tokenizer, name, None))} | set(codes.values())
    return Dialect(
        family=family.name,
        window=min(positions, int(tokenizer.model_max_length)),
        reach=positions,
        asks=ASKS.get(family.name, "nothing"),
        codes=codes,
        start=tokenizer.bos_token if family is BART else "",
        end=tokenizer.eos_token,
        opening=_opening(snapshot, tokenizer, config) if family is BART else "",
        silent=tuple(sorted(silent)),
    )


def _codes(family: Family, tokenizer: Any) -> dict[str, str]:
    if family is M2M100:
        return {code: tokenizer.get_lang_token(code) for code in tokenizer.lang_code_to_id}
    if family is MARIAN:
        return {token: token for token in tokenizer.get_vocab() if MARIAN_CODE.fullmatch(token)}
    if family is NLLB:
        return {token: token for token in tokenizer.get_added_vocab() if NLLB_CODE.fullmatch(token)}
    return {}


def _learned(token: str, tokenizer: Any, config: Any) -> bool:
    """Whether the tokenizer has a number of its own for the code, and the model a row of weights for that."""
    number = tokenizer.convert_tokens_to_ids(token)
    return bool(number != tokenizer.unk_token_id and number < config.vocab_size)


def _opening(snapshot: Path, tokenizer: Any, config: Any) -> str:
    """BART's summarisers were trained to begin with <s>; their settings say so, in one file or the other."""
    stored = snapshot / "generation_config.json"
    settings = read_object(stored) if stored.exists() else {}
    number = settings.get("forced_bos_token_id", getattr(config, "forced_bos_token_id", None))
    return "" if number is None else str(tokenizer.convert_ids_to_tokens(number))
