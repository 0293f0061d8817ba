"""The files of a repository that a model needs: configuration, tokenizer, and its weights in one form."""

import re
from collections.abc import Iterable

CONFIG = "config.json"

# What the tokenizers of our families read; all lie at the top of a repository.
_SMALL = frozenset(
    {
        CONFIG,
        "generation_config.json",
        "tokenizer_config.json",
        "tokenizer.json",
        "special_tokens_map.json",
        "added_tokens.json",
        "vocab.json",
        "merges.txt",
        "source.spm",
        "target.spm",
        "spiece.model",
        "sentencepiece.bpe.model",
    }
)
# safetensors first: a .bin is a pickle, and is only ever opened with weights_only. What is left out are the same
# weights once more for other frameworks (TensorFlow, Flax, ONNX, Rust), two to four times the size.
_FORMS = (
    re.compile(r"model\.safetensors|model-\d{5}-of-\d{5}\.safetensors|model\.safetensors\.index\.json"),
    re.compile(r"pytorch_model\.bin|pytorch_model-\d{5}-of-\d{5}\.bin|pytorch_model\.bin\.index\.json"),
)


def wanted(names: Iterable[str]) -> tuple[str, ...]:
    """The names to fetch: config.json first, which tells the family; the weights, where there are any, last.

    Names are matched whole, so that a hub cannot make us write anywhere else.
    """
    there = sorted(set(names))
    small = [name for name in there if name in _SMALL]
    small.sort(key=lambda name: (name != CONFIG, name))
    return (*small, *weights(there))


def weights(names: Iterable[str]) -> tuple[str, ...]:
    """The weight files among the names, of the first form that there is; () when there is none."""
    there = sorted(names)
    forms = ([name for name in there if form.fullmatch(name)] for form in _FORMS)
    return next((tuple(form) for form in forms if any(not name.endswith(".json") for name in form)), ())
