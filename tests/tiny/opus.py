"""Tiny opus-mt models: one layer a side, SentencePiece for each language, one vocabulary for both."""

from collections.abc import Sequence
from pathlib import Path

from tests.tiny.lessons import ENGLISH_GROUP, SWEDISH_ENGLISH
from tests.tiny.teaching import born, copied, save, sentencepiece_model, small, teach, write


def marian(folder: Path) -> Path:
    """As Helsinki-NLP/opus-mt-sv-en: knows SWEDISH_ENGLISH, has no language codes, and a pytorch_model.bin."""
    return copied(_swedish_english, folder)


def marian_group(folder: Path) -> Path:
    """As Helsinki-NLP/opus-mt-en-gmq: knows ENGLISH_GROUP, has >>swe<<, >>nob<< and >>dan<<, and safetensors."""
    return copied(_english_group, folder)


def _swedish_english(folder: Path) -> None:
    _write_tokens(folder, SWEDISH_ENGLISH, (), "sv", "en")
    _learn(folder, SWEDISH_ENGLISH, safetensors=False)


def _english_group(folder: Path) -> None:
    codes = tuple(dict.fromkeys(code for code, _, _ in ENGLISH_GROUP))
    _write_tokens(folder, tuple((source, target) for _, source, target in ENGLISH_GROUP), codes, "eng", "gmq")
    _learn(folder, tuple((f"{code} {source}", target) for code, source, target in ENGLISH_GROUP), safetensors=True)


def _write_tokens(folder: Path, pairs: Sequence[tuple[str, str]], codes: Sequence[str], source: str, to: str) -> None:
    """The vocabulary of a hub repository: </s>, <unk>, pieces of the source, then of the target, codes, last <pad>."""
    sources = sentencepiece_model(folder / "source.spm", (one for one, _ in pairs), vocab_size=300)
    targets = sentencepiece_model(folder / "target.spm", (one for _, one in pairs), vocab_size=300)
    pieces = [piece for piece in dict.fromkeys((*sources, *targets)) if piece not in {"<unk>", "<s>", "</s>"}]
    tokens = ("</s>", "<unk>", *pieces, *codes, "<pad>")
    write(folder / "vocab.json", {token: number for number, token in enumerate(tokens)})
    settings = {"source_lang": source, "target_lang": to, "model_max_length": 512}
    write(folder / "tokenizer_config.json", settings | {"tokenizer_class": "MarianTokenizer"})


def _learn(folder: Path, pairs: Sequence[tuple[str, str]], *, safetensors: bool) -> None:
    from transformers import AutoTokenizer, GenerationConfig, MarianConfig, MarianMTModel, MarianTokenizer

    tokenizer = MarianTokenizer.from_pretrained(folder)
    pad = tokenizer.pad_token_id
    ends = {"pad_token_id": pad, "eos_token_id": 0, "forced_eos_token_id": 0, "decoder_start_token_id": pad}
    config = MarianConfig(
        vocab_size=len(tokenizer),
        bos_token_id=0,
        activation_function="swish",
        static_position_embeddings=True,
        scale_embedding=True,
        max_position_embeddings=512,
        architectures=["MarianMTModel"],
        **small(layers=1),
        **ends,
    )
    config.save_pretrained(folder)
    tokenizer = AutoTokenizer.from_pretrained(folder)
    sources, targets = ([pair[side] for pair in pairs] for side in (0, 1))
    batch = tokenizer(sources, text_target=targets, return_tensors="pt", padding=True)
    model = teach(born(MarianMTModel, config), batch, pad, zero_row=pad)
    model.generation_config = GenerationConfig(bad_words_ids=[[pad]], num_beams=4, max_length=512, **ends)
    save(model, folder, safetensors=safetensors)
