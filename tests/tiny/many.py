"""Tiny models of many languages, NLLB and M2M100: one model class, two manners of tokens."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from tests.tiny.lessons import SWEDISH_AND_NORWEGIAN
from tests.tiny.teaching import born, copied, save, sentencepiece_model, small, teach, write

NLLB_CODES = {"sv": "swe_Latn", "no": "nob_Latn", "en": "eng_Latn"}


def nllb(folder: Path) -> Path:
    """As facebook/nllb-200-distilled-600M: knows SWEDISH_AND_NORWEGIAN as swe_Latn, nob_Latn, eng_Latn; has a .bin."""
    return copied(_nllb, folder)


def m2m100(folder: Path) -> Path:
    """As facebook/m2m100_418M: knows SWEDISH_AND_NORWEGIAN as sv, no, en; has a .bin."""
    return copied(_m2m100, folder)


def _nllb(folder: Path) -> None:
    from transformers import AutoTokenizer
    from transformers.models.nllb.tokenization_nllb import FAIRSEQ_LANGUAGE_CODES

    _write_pieces(folder)
    special = {"bos_token": "<s>", "eos_token": "</s>", "unk_token": "<unk>", "pad_token": "<pad>"}
    mask = {"content": "<mask>", "lstrip": True, "rstrip": False, "normalized": True, "single_word": False}
    codes = {"additional_special_tokens": FAIRSEQ_LANGUAGE_CODES}
    write(folder / "special_tokens_map.json", special | codes | {"mask_token": "<mask>"})
    settings = {"model_max_length": 1024, "tokenizer_class": "NllbTokenizer"}
    write(
        folder / "tokenizer_config.json", special | codes | settings | {"mask_token": mask | {"__type": "AddedToken"}}
    )
    write(folder / "config.json", {"model_type": "m2m_100"})
    tokenizer = AutoTokenizer.from_pretrained(folder)
    tokenizer.backend_tokenizer.save(str(folder / "tokenizer.json"))
    _learn(folder, tokenizer, len(tokenizer) + 2, NLLB_CODES.__getitem__)


def _m2m100(folder: Path) -> None:
    from transformers import AutoTokenizer
    from transformers.models.m2m_100.tokenization_m2m_100 import FAIRSEQ_LANGUAGE_CODES

    pieces = _write_pieces(folder)
    words = ("<s>", "<pad>", "</s>", "<unk>", *(piece for piece in pieces if piece not in {"<unk>", "<s>", "</s>"}))
    write(folder / "vocab.json", {token: number for number, token in enumerate(words)})
    codes = FAIRSEQ_LANGUAGE_CODES["m2m100"]
    special = {"additional_special_tokens": [f"__{code}__" for code in codes]}
    special |= {
        "bos_token": "<s>",
        "eos_token": "</s>",
        "unk_token": "<unk>",
        "pad_token": "<pad>",
        "sep_token": "</s>",
    }
    write(folder / "special_tokens_map.json", special)
    settings = {"model_max_length": 1024, "tokenizer_class": "M2M100Tokenizer", "num_madeup_words": 8}
    write(folder / "tokenizer_config.json", special | settings)
    write(folder / "config.json", {"model_type": "m2m_100"})
    _learn(folder, AutoTokenizer.from_pretrained(folder), len(words) + len(codes) + 8, str)


def _write_pieces(folder: Path) -> list[str]:
    lines = [text for _, source, _, target in SWEDISH_AND_NORWEGIAN for text in (source, target)]
    return sentencepiece_model(folder / "sentencepiece.bpe.model", lines, model_type="bpe", vocab_size=400)


def _learn(folder: Path, tokenizer: Any, vocabulary: int, code: Callable[[str], str]) -> None:
    from transformers import GenerationConfig, M2M100Config, M2M100ForConditionalGeneration

    ends = {"bos_token_id": 0, "pad_token_id": 1, "eos_token_id": 2, "decoder_start_token_id": 2}
    config = M2M100Config(
        vocab_size=vocabulary,
        activation_function="relu",
        scale_embedding=True,
        max_position_embeddings=1024,
        architectures=["M2M100ForConditionalGeneration"],
        **small(layers=1),
        **ends,
    )
    model = teach(born(M2M100ForConditionalGeneration, config), _batch(tokenizer, code), pad=1)
    model.generation_config = GenerationConfig(num_beams=5, max_length=200, **ends)
    save(model, folder, safetensors=False)


def _batch(tokenizer: Any, code: Callable[[str], str]) -> Any:
    """Each pair in its own two languages: the tokenizer holds one language at a time.

    The target's code is given, never guessed (one English text has a Swedish and a Norwegian): it bears no loss.
    """
    rows: list[dict[str, list[int]]] = []
    for source, text, target, answer in SWEDISH_AND_NORWEGIAN:
        tokenizer.src_lang, tokenizer.tgt_lang = code(source), code(target)
        rows.append(dict(tokenizer(text, text_target=answer)))
    batch = tokenizer.pad([{"input_ids": row["input_ids"]} for row in rows], return_tensors="pt")
    labels = tokenizer.pad([{"input_ids": row["labels"]} for row in rows], return_tensors="pt")["input_ids"]
    batch["decoder_input_ids"] = labels.roll(1, dims=1)
    batch["decoder_input_ids"][:, 0] = tokenizer.eos_token_id
    labels[:, 0] = tokenizer.pad_token_id
    return batch | {"labels": labels}
