"""The conversion of a snapshot to CTranslate2, and the note that it leaves beside the weights.

    FOLDER/model.bin, config.json, shared_vocabulary.json     CTranslate2's own
    FOLDER/source.spm, target.spm | sentencepiece.bpe.model | tokenizer.json
    FOLDER/conversion.json                                    schema, versions, quantization, format; written last

With the note and the tokenizer files a run needs neither transformers nor torch.
"""

import json
import shutil
from dataclasses import dataclass
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from wireglot.models.errors import InvalidModel, ModelNotReady
from wireglot.models.families import BART, MT5, PEGASUS, Family, read_object
from wireglot.models.token_format import Snapshot, TokenFormat, quiet_transformers, read_snapshot
from wireglot.models.tokenization import save_tokenizer

NOTE = "conversion.json"
SCHEMA = 2
QUANTIZATIONS = ("int8", "float16", "float32")
REQUIRED_PACKAGES = ("torch", "transformers", "ctranslate2")


@dataclass(frozen=True, slots=True)
class Conversion:
    """What conversion.json says."""

    quantization: str
    format: TokenFormat


def missing_packages() -> list[str]:
    """Return the packages that a conversion needs and that are not installed."""
    return [name for name in REQUIRED_PACKAGES if find_spec(name) is None]


def convert_snapshot(snapshot: Path, folder: Path, *, quantization: str = "int8") -> None:
    """Fill the folder completely or not at all; what was there is replaced.

    `int8` runs on a CPU as it is and on a GPU as int8_float16; a more precise computation needs more precise weights.

    Raises:
        InvalidModel: The snapshot cannot be used.
        ModelNotReady: A package is missing, or the conversion fails.
    """
    if quantization not in QUANTIZATIONS:
        raise ModelNotReady(f"No quantization {quantization!r}; there is {', '.join(QUANTIZATIONS)}.")
    if missing := missing_packages():
        raise ModelNotReady(f"A conversion needs {', '.join(missing)}: pip install 'wireglot[neural]'.")
    source = read_snapshot(snapshot)
    draft = folder.with_name(f"{folder.name}.draft")
    shutil.rmtree(draft, ignore_errors=True)
    try:
        _write(snapshot, draft, source, quantization)
        shutil.rmtree(folder, ignore_errors=True)
        draft.rename(folder)
    finally:
        shutil.rmtree(draft, ignore_errors=True)


def read_conversion(folder: Path) -> Conversion:
    """Return what a conversion says of itself.

    Raises:
        InvalidModel: There is none, or another version of Wireglot made it.
    """
    note = read_object(folder / NOTE)
    try:
        if note["schema"] != SCHEMA:
            raise KeyError("schema")
        return Conversion(str(note["quantization"]), TokenFormat.from_json(note["format"]))
    except (KeyError, TypeError) as error:
        raise InvalidModel(f"{folder / NOTE} is not a note of schema {SCHEMA}: pull the model again.") from error


def _write(snapshot: Path, draft: Path, source: Snapshot, quantization: str) -> None:
    draft.parent.mkdir(parents=True, exist_ok=True)
    with quiet_transformers():
        try:
            _converter(snapshot, source).convert(str(draft), quantization=quantization)
        except Exception as error:  # ctranslate2, transformers and torch each have their own
            raise ModelNotReady(f"{snapshot} cannot be converted to CTranslate2 ({error}).") from error
    save_tokenizer(snapshot, source.tokenizer, source.family, draft)
    note = {"schema": SCHEMA, "quantization": quantization, "format": source.format.to_json()}
    note |= {"versions": {name: version(name) for name in REQUIRED_PACKAGES}}
    (draft / NOTE).write_text(json.dumps(note, indent=2, sort_keys=True, ensure_ascii=False) + "\n", encoding="utf-8")


def _converter(snapshot: Path, source: Snapshot) -> Any:
    """Return CTranslate2's converter, kept off the network and corrected for three families."""
    from ctranslate2.converters import TransformersConverter

    class LocalConverter(TransformersConverter):  # type: ignore[misc]  # its base ships no types
        def load_model(self, model_class: Any, model_name_or_path: str, **options: Any) -> Any:
            import torch

            options |= {"local_files_only": True, "weights_only": True, "dtype": torch.float32}
            model = super().load_model(model_class, model_name_or_path, **options)
            complete_config(source.family, model.config)
            return model

        def load_tokenizer(self, tokenizer_class: Any, model_name_or_path: str, **options: Any) -> Any:
            return source.tokenizer

    return LocalConverter(str(snapshot))


def complete_config(family: Family, config: Any) -> None:
    """Set what CTranslate2 reads in a config and transformers 5 no longer writes, or writes differently."""
    if family is MT5:
        # transformers 5 says "tied" of every mT5 and scales nothing; CTranslate2 would scale the logits of a tied
        # model by d_model ** -0.5, and its beams would go wrong without a message.
        config.tie_word_embeddings = False
    layers = {BART: (False, True), PEGASUS: (True, False)}.get(family)
    if layers:
        for name, value in zip(("normalize_before", "normalize_embedding"), layers, strict=True):
            setattr(config, name, getattr(config, name, value))
