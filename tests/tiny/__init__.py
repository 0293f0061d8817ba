"""Tiny real models, trained by heart in seconds: each lies in the file layout of its hub repository.

    folder = tiny.marian(tmp_path / "snapshot")        # and marian_group, nllb, m2m100, bart, pegasus, mt5

Every function fills `folder` and returns it. A model is trained once in a test run, with seed 0 and one thread, and
copied after that. It says its own pairs (tiny.lessons) exactly, greedy and with 4 beams; any other text gives noise, as
it would with a real model that is out of its depth. The options suffice as stand-ins because nothing of a real model
is left out but its size: tokenizer files, special tokens, weights and generation settings are read by the code that
reads the big ones.
"""

from tests.tiny.lessons import (
    ENGLISH_GROUP,
    ENGLISH_SUMMARIES,
    SEVERAL_SUMMARIES,
    SWEDISH_AND_NORWEGIAN,
    SWEDISH_ENGLISH,
)
from tests.tiny.many import m2m100, nllb
from tests.tiny.opus import marian, marian_group
from tests.tiny.summarizing import bart, mt5, pegasus

__all__ = [
    "ENGLISH_GROUP",
    "ENGLISH_SUMMARIES",
    "SEVERAL_SUMMARIES",
    "SWEDISH_AND_NORWEGIAN",
    "SWEDISH_ENGLISH",
    "bart",
    "m2m100",
    "marian",
    "marian_group",
    "mt5",
    "nllb",
    "pegasus",
]
