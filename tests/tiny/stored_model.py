"""Tiny models as they lie in the model store: snapshot/ and, at float32, ctranslate2/; what each knows."""

from collections.abc import Mapping
from functools import cache, partial
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
from tests.tiny.teaching import made_once
from wireglot.models import Seq2SeqInput, convert_snapshot


def _translations(codes: Mapping[str, str]) -> list[tuple[Seq2SeqInput, str]]:
    return [(Seq2SeqInput(text, codes[of], codes[to]), answer) for of, text, to, answer in SWEDISH_AND_NORWEGIAN]


# Name -> inputs, each with what the model answers.
KNOWN = {
    "marian": [(Seq2SeqInput(text), answer) for text, answer in SWEDISH_ENGLISH],
    "marian_group": [(Seq2SeqInput(text, "", code), answer) for code, text, answer in ENGLISH_GROUP],
    "nllb": _translations(NLLB_CODES),
    "m2m100": _translations({"sv": "sv", "en": "en", "no": "no"}),
    "bart": [(Seq2SeqInput(text), answer) for text, answer in ENGLISH_SUMMARIES],
    "pegasus": [(Seq2SeqInput(text), answer) for text, answer in ENGLISH_SUMMARIES],
    "mt5": [(Seq2SeqInput(text), answer) for text, answer in SEVERAL_SUMMARIES],
}
MAKE = {
    **{"marian": marian, "marian_group": marian_group, "nllb": nllb, "m2m100": m2m100},
    **{"bart": bart, "pegasus": pegasus, "mt5": mt5},
}


@cache
def stored_model(name: str) -> Path:
    """The folder of a model, trained and converted at the first call in a test run; not to be written to."""
    return made_once(f"stored-{name}", partial(_store, name))


def _store(name: str, folder: Path) -> None:
    MAKE[name](folder / "snapshot")
    convert_snapshot(folder / "snapshot", folder / "ctranslate2", quantization="float32")
