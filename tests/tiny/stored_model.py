"""Tiny models as they lie in the model store: snapshot/ and, at float32, ctranslate2/; what each knows."""

import atexit
import shutil
import tempfile
from functools import cache
from pathlib import Path

from tests.tiny.lessons import (
    ENGLISH_GROUP,
    ENGLISH_SUMMARIES,
    SEVERAL_SUMMARIES,
    SWEDISH_AND_NORWEGIAN,
    SWEDISH_ENGLISH,
)
from tests.tiny.many import NLLB_CODES, m2m100, nllb
from tests.tiny.opus import marian, marian_group
from tests.tiny.summarizing import bart, mt5, pegasus
from wireglot.models.convert import convert
from wireglot.models.seq2seq import Job

# Name -> jobs, each with what the model says to it.
KNOWN = {
    "marian": [(Job(text), told) for text, told in SWEDISH_ENGLISH],
    "marian_group": [(Job(text, "", code), told) for code, text, told in ENGLISH_GROUP],
    "nllb": [(Job(text, NLLB_CODES[of], NLLB_CODES[to]), told) for of, text, to, told in SWEDISH_AND_NORWEGIAN],
    "m2m100": [(Job(text, of, to), told) for of, text, to, told in SWEDISH_AND_NORWEGIAN],
    "bart": [(Job(text), told) for text, told in ENGLISH_SUMMARIES],
    "pegasus": [(Job(text), told) for text, told in ENGLISH_SUMMARIES],
    "mt5": [(Job(text), told) for text, told in SEVERAL_SUMMARIES],
}
MAKE = {
    **{"marian": marian, "marian_group": marian_group, "nllb": nllb, "m2m100": m2m100},
    **{"bart": bart, "pegasus": pegasus, "mt5": mt5},
}


@cache
def stored_model(name: str) -> Path:
    """The folder of a model, trained and converted at the first asking in a test run; not to be written to."""
    folder = Path(tempfile.mkdtemp(prefix="tiny-model_store-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    MAKE[name](folder / "snapshot")
    convert(folder / "snapshot", folder / "ctranslate2", quantization="float32")
    return folder
