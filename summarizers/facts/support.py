"""Support: how well the words of a sentence are borne out, as one number from 0 to 1.

The wording is judged by a logistic sum: what the sentence costs in pieces of the article, neighbours that the article
never has close together, words that it lacks and words that the best line lacks (after the features of Durmus et al.
2020 and Grusky et al. 2018, measured anew). Figures and names that are faults take their part of what that leaves, so
that they count for most where the wording gives no warning.
"""

from collections.abc import Sequence
from math import exp, sqrt

from wireglot.summarizers.facts.finding import Fault, Finding
from wireglot.summarizers.facts.held import Held
from wireglot.summarizers.facts.pieces import patchwork
from wireglot.summarizers.facts.tables import table
from wireglot.summarizers.facts.words import squeezed, terms, words

FAULTS = ("figures", "names")  # the features that are faults; the others are of the wording

_REACH = 3  # words between which a pair counts, nearer ones more
_FIGURES = frozenset({"number", "date", "unit"})
_NAMES = frozenset({"name", "speaker"})
_WORST = 50.0  # of the sum: support is 0 to twenty digits, and no exponent overflows


def support(held: Held, faults: Sequence[Fault]) -> float:
    """1 where everything is borne out, towards 0 where nothing is."""
    weights = table("support")
    against = {name: weights[name] * size for name, size in features(held, faults).items()}
    faulty = sum(size for name, size in against.items() if name in FAULTS)
    wording = weights["bias"] + sum(size for name, size in against.items() if name not in FAULTS)
    return exp(-min(faulty, _WORST)) / (1 + exp(min(wording, _WORST)))


def overall(findings: Sequence[Finding]) -> float:
    """The support of a whole summary: the mean of its sentences; 0 for none."""
    return sum(finding.support for finding in findings) / max(1, len(findings))


def features(held: Held, faults: Sequence[Fault]) -> dict[str, float]:
    """What speaks against the sentence, by the names in data/support.toml."""
    own = terms(held.words)
    length = sqrt(max(1, len(held.words)))
    return {
        "pieces": patchwork(squeezed(held.text), held.source.squeezed),
        "apart": _apart(held, own),
        "unseen": _unseen(held, own),
        "elsewhere": _elsewhere(held, own) ** 2 * length,  # squared: a fused sentence has half of it elsewhere by right
        "figures": sum(_size(fault, held) for fault in faults if fault.kind in _FIGURES) / length,
        "names": sum(fault.kind in _NAMES for fault in faults) / length,
    }


def _size(fault: Fault, held: Held) -> int:
    """Of a figure: 0 where the lines have it spaced otherwise ("3, 800"), 2 where the source has it nowhere, else 1."""
    forms = [word.form for word in words(fault.what)]
    run = f" {' '.join(forms)} "
    if fault.what not in held.evidence and any(run in f" {' '.join(w.form for w in x.words)} " for x in held.lines):
        return 0
    return 1 if held.source.forms.issuperset(forms) else 2


def _unseen(held: Held, own: Sequence[str]) -> float:
    """The share of its terms that the source lacks."""
    return sum(term not in held.source.holders for term in own) / max(1, len(own))


def _elsewhere(held: Held, own: Sequence[str]) -> float:
    """The share of its terms, by their weight, that the best of its lines lacks."""
    best = held.lines[0].terms if held.lines else frozenset()
    weights = [(held.source.weight(term), term in best) for term in own]
    total = sum(weight for weight, _ in weights)
    return sum(weight for weight, there in weights if not there) / total if total else 0.0


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
