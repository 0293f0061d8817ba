"""A tiny model that talks: a Qwen2 with random weights and a chat template, as `transformers serve` takes it."""

from collections.abc import Sequence
from pathlib import Path

from tests.tiny.teaching import born, copied

_TEMPLATE = (
    "{% for message in messages %}{{ '<|im_start|>' + message['role'] + '\\n' + message['content'] + '<|im_end|>\\n' }}"
    "{% endfor %}{% if add_generation_prompt %}{{ '<|im_start|>assistant\\n' }}{% endif %}"
)
_SPECIAL = ("<|endoftext|>", "<|im_start|>", "<|im_end|>")
# Words for its vocabulary; it has learned nothing, and says noise of them, as a model does that is out of its depth.
_WORDS: Sequence[str] = ('{"short": [{"text": "The harbour was closed on Monday.", "sentences": [1, 4]}], "long": []}',)


def qwen2(folder: Path) -> Path:
    """As Qwen/Qwen2.5-0.5B-Instruct: answers anything, with noise."""
    return copied(_qwen2, folder)


def _qwen2(folder: Path) -> None:
    from tokenizers import ByteLevelBPETokenizer
    from transformers import GenerationConfig, PreTrainedTokenizerFast, Qwen2Config, Qwen2ForCausalLM

    trainer = ByteLevelBPETokenizer()
    trainer.train_from_iterator(_WORDS, vocab_size=400, special_tokens=list(_SPECIAL), show_progress=False)
    end, _, stop = _SPECIAL
    tokenizer = PreTrainedTokenizerFast(tokenizer_object=trainer._tokenizer, eos_token=stop, pad_token=end)
    tokenizer.chat_template = _TEMPLATE
    tokenizer.save_pretrained(folder)
    ends = {"bos_token_id": 0, "eos_token_id": 2, "pad_token_id": 0}
    config = Qwen2Config(
        vocab_size=len(tokenizer),
        hidden_size=64,
        intermediate_size=128,
        num_hidden_layers=2,
        num_attention_heads=4,
        num_key_value_heads=2,
        max_position_embeddings=32768,
        architectures=["Qwen2ForCausalLM"],
        **ends,
    )
    model = born(Qwen2ForCausalLM, config)
    model.generation_config = GenerationConfig(**ends)
    model.save_pretrained(folder)
