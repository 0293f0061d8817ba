"""Support: how well the words of a sentence are borne out, as one number from 0 to 1.

A logistic sum of a few shares, each 0 where all is borne out (after the features of Durmus et al. 2020 and Grusky et
al. 2018, measured anew): words that the source lacks, neighbours that it never has close together, new runs of three,
what the best line does not hold letter by letter, and faults of figures and names.
"""

from collections.abc import Sequence
from math import exp, log1p

from summarizers.facts.finding import Fault, Finding
from summarizers.facts.held import Held
from summarizers.facts.tables import table
from summarizers.facts.words import terms

_REACH = 3  # words between which a pair counts, nearer ones more
_GRAM = 4  # letters of the runs that the best line is compared by
_FIGURES = frozenset({"number", "date", "unit"})
_NAMES = frozenset({"name", "speaker"})


def support(held: Held, faults: Sequence[Fault]) -> float:
    """1 where everything is borne out, towards 0 where nothing is."""
    weights = table("support")
    against = sum(weights[name] * size for name, size in features(held, faults).items())
    return 1 / (1 + exp(weights["bias"] + against))


def overall(findings: Sequence[Finding]) -> float:
    """The support of a whole summary: the mean of its sentences; 0 for none."""
    return sum(finding.support for finding in findings) / max(1, len(findings))


def features(held: Held, faults: Sequence[Fault]) -> dict[str, float]:
    """What speaks against the sentence, by the names in data/support.toml."""
    own = terms(held.words)
    return {
        "unseen": _unseen(held, own),
        "apart": _apart(held, own),
        "broken": _broken(held, own),
        "unlike": _unlike(held),
        "figures": float(any(fault.kind in _FIGURES for fault in faults)),
        "names": log1p(sum(fault.kind in _NAMES for fault in faults)),
    }


def _unseen(held: Held, own: Sequence[str]) -> float:
    """The share of its terms that the source lacks."""
    return sum(term not in held.source.holders for term in own) / max(1, len(own))


def _apart(held: Held, own: Sequence[str]) -> float:
    """The share of its neighbouring terms that the source never has within a sentence and the one beside it."""
    told = [(term, _weight(term)) for term in own if _weight(term) >= 0.5]
    pairs = [
        (one, other, a * b / distance)
        for distance in range(1, _REACH + 1)
        for (one, a), (other, b) in zip(told, told[distance:], strict=False)
    ]
    total = sum(weight for _, _, weight in pairs)
    return sum(weight for a, b, weight in pairs if not _meet(held, a, b)) / total if total else 0.0


def _meet(held: Held, one: str, other: str) -> bool:
    near = held.source.around(one)
    return any(number in near for number in held.source.holders.get(other, ()))


def _weight(term: str) -> float:
    """Short words tell little; two characters of a script without spaces are a word."""
    return 1.0 if len(term) == 2 and not term.isascii() else min(1.0, max(0.1, (len(term) - 1) / 4))


def _broken(held: Held, own: Sequence[str]) -> float:
    """The share of its runs of three terms that the source does not have."""
    runs = list(zip(own, own[1:], own[2:], strict=False))
    return sum(run not in held.source.runs for run in runs) / len(runs) if runs else 0.0


def _unlike(held: Held) -> float:
    """The share of its runs of four letters that the best of its lines lacks."""
    ours = _grams(" ".join(word.form for word in held.words))
    if not ours or not held.lines:
        return 1.0
    theirs = (set(_grams(" ".join(word.form for word in line.words))) for line in held.lines)
    return 1 - max(sum(gram in line for gram in ours) for line in theirs) / len(ours)


def _grams(text: str) -> list[str]:
    padded = f" {text} "
    return [padded[at : at + _GRAM] for at in range(len(padded) - _GRAM + 1)]
