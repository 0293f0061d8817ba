"""The one conversion of a snapshot to CTranslate2, and the note it leaves beside the weights.

    INTO/model.bin, config.json, shared_vocabulary.json     CTranslate2's own
    INTO/source.spm, target.spm | sentencepiece.bpe.model | tokenizer.json
    INTO/conversion.json                                    schema, versions, quantization, dialect; written last

The note and the token files let a run do without transformers and torch.
"""

import json
import shutil
from dataclasses import dataclass
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from wireglot.models.dialect import Dialect
from wireglot.models.errors import InvalidModel, ModelNotReady
from wireglot.models.families import BART, MT5, PEGASUS, Family, read_object
from wireglot.models.study import Study, quiet_transformers, study
from wireglot.models.text import write_pieces

NOTE = "conversion.json"
SCHEMA = 1
QUANTIZATIONS = ("int8", "float16", "float32")
NEEDED = ("torch", "transformers", "ctranslate2")


@dataclass(frozen=True, slots=True)
class Conversion:
    """What conversion.json says."""

    quantization: str
    dialect: Dialect


def convert(snapshot: Path, into: Path, *, quantization: str = "int8") -> None:
    """Fill the folder `into`, whole or not at all; what was there is replaced.

    `int8` runs on a CPU as it is and on a GPU as int8_float16; finer computing needs finer weights.
    :raises InvalidModel: when the snapshot cannot be used
    :raises ModelNotReady: when a package is missing, or the conversion fails
    """
    if quantization not in QUANTIZATIONS:
        raise ModelNotReady(f"No quantization {quantization!r}; there is {', '.join(QUANTIZATIONS)}.")
    if missing := [name for name in NEEDED if find_spec(name) is None]:
        raise ModelNotReady(f"A conversion needs {', '.join(missing)}: pip install 'wireglot[neural]'.")
    studied = study(snapshot)
    draft = into.with_name(f"{into.name}.draft")
    shutil.rmtree(draft, ignore_errors=True)
    try:
        _write(snapshot, draft, studied, quantization)
        shutil.rmtree(into, ignore_errors=True)
        draft.rename(into)
    finally:
        shutil.rmtree(draft, ignore_errors=True)


def read_conversion(folder: Path) -> Conversion:
    """What a conversion says of itself.

    :raises InvalidModel: when there is none, or one that another version of Wireglot has made
    """
    note = read_object(folder / NOTE)
    try:
        if note["schema"] != SCHEMA:
            raise KeyError("schema")
        return Conversion(str(note["quantization"]), Dialect.from_plain(note["dialect"]))
    except (KeyError, TypeError) as fault:
        raise InvalidModel(f"{folder / NOTE} is not a note of schema {SCHEMA}: pull the model again.") from fault


def _write(snapshot: Path, draft: Path, studied: Study, quantization: str) -> None:
    draft.parent.mkdir(parents=True, exist_ok=True)
    with quiet_transformers():
        try:
            _converter(snapshot, studied).convert(str(draft), quantization=quantization)
        except Exception as fault:  # ctranslate2, transformers and torch each have their own
            raise ModelNotReady(f"{snapshot} cannot be converted to CTranslate2 ({fault}).") from fault
    write_pieces(snapshot, studied.tokenizer, studied.family, draft)
    note = {"schema": SCHEMA, "quantization": quantization, "dialect": studied.dialect.plain()}
    note |= {"versions": {name: version(name) for name in NEEDED}}
    (draft / NOTE).write_text(json.dumps(note, indent=2, sort_keys=True, ensure_ascii=False) + "\n", encoding="utf-8")


def _converter(snapshot: Path, studied: Study) -> Any:
    """CTranslate2's converter, kept off the network and mended for three families."""
    from ctranslate2.converters import TransformersConverter

    class LocalConverter(TransformersConverter):  # type: ignore[misc]  # its base ships no types
        def load_model(self, model_class: Any, model_name_or_path: str, **options: Any) -> Any:
            import torch

            options |= {"local_files_only": True, "weights_only": True, "dtype": torch.float32}
            model = super().load_model(model_class, model_name_or_path, **options)
            mend(studied.family, model.config)
            return model

        def load_tokenizer(self, tokenizer_class: Any, model_name_or_path: str, **options: Any) -> Any:
            return studied.tokenizer

    return LocalConverter(str(snapshot))


def mend(family: Family, config: Any) -> None:
    """Say in a config what CTranslate2 reads there and transformers 5 no longer writes, or writes otherwise."""
    if family is MT5:
        # transformers 5 says "tied" of every mT5 and scales nothing; CTranslate2 would scale the logits of a tied
        # model by d_model ** -0.5, and its beams go wrong without a word.
        config.tie_word_embeddings = False
    layers = {BART: (False, True), PEGASUS: (True, False)}.get(family)
    if layers:
        for name, value in zip(("normalize_before", "normalize_embedding"), layers, strict=True):
            setattr(config, name, getattr(config, name, value))
