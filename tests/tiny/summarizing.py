"""Tiny models that summarise: BART, Pegasus and mT5, two layers a side."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from tests.tiny.lessons import ENGLISH_SUMMARIES, SEVERAL_SUMMARIES
from tests.tiny.teaching import born, copied, save, sentencepiece_model, small, teach, write

Pairs = Sequence[tuple[str, str]]


def bart(folder: Path) -> Path:
    """As sshleifer/distilbart-cnn-12-6: knows ENGLISH_SUMMARIES; its stored settings ask for 56 tokens at least."""
    return copied(_bart, folder)


def pegasus(folder: Path) -> Path:
    """As google/pegasus-xsum: knows ENGLISH_SUMMARIES."""
    return copied(_pegasus, folder)


def mt5(folder: Path) -> Path:
    """As csebuetnlp/mT5_multilingual_XLSum: knows SEVERAL_SUMMARIES."""
    return copied(_mt5, folder)


def _bart(folder: Path) -> None:
    learn_bart(folder, ENGLISH_SUMMARIES)


def _pegasus(folder: Path) -> None:
    learn_pegasus(folder, ENGLISH_SUMMARIES)


def _mt5(folder: Path) -> None:
    learn_mt5(folder, SEVERAL_SUMMARIES)


def learn_bart(folder: Path, pairs: Pairs, *, vocabulary: int = 500) -> None:
    from tokenizers import ByteLevelBPETokenizer
    from transformers import AutoTokenizer, BartConfig, BartForConditionalGeneration, GenerationConfig

    trainer = ByteLevelBPETokenizer()
    special = ["<s>", "<pad>", "</s>", "<unk>", "<mask>"]
    trainer.train_from_iterator(_texts(pairs), vocab_size=vocabulary, special_tokens=special, show_progress=False)
    trainer.save_model(str(folder))
    write(folder / "tokenizer_config.json", {"model_max_length": 1024})
    ends = {"bos_token_id": 0, "pad_token_id": 1, "eos_token_id": 2, "decoder_start_token_id": 2}
    forced = {"forced_bos_token_id": 0, "forced_eos_token_id": 2}
    config = BartConfig(
        vocab_size=trainer.get_vocab_size(),
        activation_function="gelu",
        max_position_embeddings=1024,
        architectures=["BartForConditionalGeneration"],
        **small(layers=2),
        **ends,
        **forced,
    )
    config.save_pretrained(folder)
    batch = _batch(AutoTokenizer.from_pretrained(folder), pairs)
    model = teach(born(BartForConditionalGeneration, config), batch, pad=1)
    lengths: dict[str, Any] = {"min_length": 56, "max_length": 142, "no_repeat_ngram_size": 3, "length_penalty": 2.0}
    model.generation_config = GenerationConfig(num_beams=4, early_stopping=True, **lengths, **ends, **forced)
    save(model, folder, safetensors=False)


def learn_pegasus(folder: Path, pairs: Pairs, *, vocabulary: int = 420) -> None:
    from transformers import AutoTokenizer, GenerationConfig, PegasusConfig, PegasusForConditionalGeneration

    texts = _texts(pairs)
    sentencepiece_model(folder / "spiece.model", texts, vocab_size=vocabulary, pad_id=0, eos_id=1, unk_id=2, bos_id=-1)
    write(folder / "tokenizer_config.json", {"model_max_length": 512, "tokenizer_class": "PegasusTokenizer"})
    write(folder / "config.json", {"model_type": "pegasus"})
    tokenizer = AutoTokenizer.from_pretrained(folder)
    ends = {"pad_token_id": 0, "eos_token_id": 1, "decoder_start_token_id": 0, "forced_eos_token_id": 1}
    config = PegasusConfig(
        vocab_size=len(tokenizer),
        bos_token_id=0,
        activation_function="relu",
        scale_embedding=True,
        max_position_embeddings=512,
        architectures=["PegasusForConditionalGeneration"],
        **small(layers=2),
        **ends,
    )
    model = teach(born(PegasusForConditionalGeneration, config), _batch(tokenizer, pairs), pad=0)
    model.generation_config = GenerationConfig(num_beams=8, max_length=64, length_penalty=0.6, **ends)
    save(model, folder, safetensors=False)


def learn_mt5(folder: Path, pairs: Pairs, *, vocabulary: int = 420) -> None:
    from transformers import AutoTokenizer, GenerationConfig, MT5Config, MT5ForConditionalGeneration

    texts = _texts(pairs)
    sentencepiece_model(folder / "spiece.model", texts, vocab_size=vocabulary, pad_id=0, eos_id=1, unk_id=2, bos_id=-1)
    write(folder / "tokenizer_config.json", {"tokenizer_class": "T5Tokenizer", "extra_ids": 0})
    write(folder / "config.json", {"model_type": "mt5"})
    tokenizer = AutoTokenizer.from_pretrained(folder)
    ends = {"pad_token_id": 0, "eos_token_id": 1, "decoder_start_token_id": 0}
    config = MT5Config(
        vocab_size=len(tokenizer),
        d_model=64,
        d_kv=16,
        d_ff=128,
        num_heads=4,
        num_layers=2,
        feed_forward_proj="gated-gelu",
        tie_word_embeddings=False,
        dropout_rate=0.0,
        architectures=["MT5ForConditionalGeneration"],
        **ends,
    )
    batch = _batch(tokenizer, pairs)
    model = teach(born(MT5ForConditionalGeneration, config), batch, pad=0, rate=5e-3)
    settings: dict[str, Any] = {"max_length": 84, "no_repeat_ngram_size": 2, "length_penalty": 0.6}
    model.generation_config = GenerationConfig(num_beams=4, **settings, **ends)
    save(model, folder, safetensors=False)


def _texts(pairs: Pairs) -> list[str]:
    return [text for pair in pairs for text in pair]


def _batch(tokenizer: Any, pairs: Pairs) -> Any:
    sources, targets = ([pair[side] for pair in pairs] for side in (0, 1))
    return tokenizer(sources, text_target=targets, return_tensors="pt", padding=True)
