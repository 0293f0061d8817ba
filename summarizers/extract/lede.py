"""Is the lede still in the text? How much the first sentence reads like one, from 0 (cut off) to 1 (kept).

Many sources give a text without its first paragraph, which stands elsewhere as a standfirst: the text then opens
in the middle of the matter. Nothing here knows a language: a lede holds what the article comes back to and what
the headline names, and an agency's begins with a dateline.
"""

import re
from collections.abc import Mapping, Sequence
from math import exp

import numpy as np

from wireglot.summarizers.extract.vectors import Floats, Vectors

# "JAKARTA, Nov 3 (Antara) - The", "(CNN) The", "Wamena (ANTARA News) — The": words, a dash between spaces or a
# source in brackets, then the sentence. Opened by a capital, or a letter of a script without any.
_DATELINE = re.compile(r"^\s*(?:[^\W\d_a-z](?:[^.!?:;\"“”«»–—]|\.\w){1,50}?\s[-–—]{1,2}\s|\([^\W\d_a-z][^)]{1,30}\))")
_HEAD = 80  # characters in which a dateline ends


def lede(sentences: Sequence[str], title: Floats, these: Vectors, weights: Mapping[str, float]) -> float:
    """0 to 1, by logistic regression; an article of one sentence gives 0.5, as it cannot be compared.

    title: the share of the headline's terms in each sentence.
    """
    if len(sentences) < 2:
        return 0.5
    found = evidence(sentences[0], title, these)
    return 1 / (1 + exp(-weights["constant"] - sum(weights[name] * value for name, value in found.items())))


def evidence(first: str, title: Floats, these: Vectors) -> dict[str, float]:
    """What speaks for a lede, by the names that data/extract.toml weighs; each near -1 to 1, 0 for "cannot say"."""
    return {
        "recurs": _ahead(recurrence(these)),
        "titled": _ahead(title) if title.any() else 0.0,
        "dateline": float(_DATELINE.match(first[:_HEAD]) is not None),
    }


def recurrence(these: Vectors) -> Floats:
    """Which share of what the article comes back to each sentence holds, 0 to 1.

    A term counts by its form and the log of the number of sentences it stands in: one that does not return, nothing.
    """
    spread = np.bincount(these.columns, minlength=len(these.numbers))
    amounts = np.log(np.maximum(spread, 1)) * these.strengths
    total = float(amounts.sum())
    if not total:
        return np.zeros(these.size)
    return np.bincount(these.rows, amounts[these.columns], these.size) / total


def _ahead(values: Floats) -> float:
    """How many of the others the first one surpasses, from -1 for none to 1 for all."""
    others = values[1:]
    return float(((values[0] > others).mean() - (values[0] < others).mean()).round(6))
