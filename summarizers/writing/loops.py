"""Loops and repetitions, what writers fall into when they have lost their way; in any script, by terms."""

from collections.abc import Sequence

from wireglot.articles.languages import is_unspaced
from wireglot.summarizers.extract.terms import terms

# Copies in a row from which on so many terms are a loop: one word five times, two three times, a phrase twice.
# "New York, New York" and "very, very" are none.
_COPIES = {1: 5, 2: 3}
_LONGEST = 12  # terms of the longest phrase that is looked for
# A phrase of so many words, or of so many characters in a row where no spaces are set, stands twice in 1 of 1,000
# sentences of news: in what people shout and swear (../shared/data/summaries, 14 sets).
_AGAIN, _AGAIN_UNSPACED = 6, 12
_ALIKE = 0.9  # of the terms of the shorter sentence held by one before: it says nothing new


def loop(sentence: str) -> str:
    """Says that words of the sentence go round in a circle; "" when they do not."""
    found = terms(sentence)
    if any(_in_a_row(found, size) for size in range(1, _LONGEST + 1)) or _twice(found):
        return "it repeats itself"
    return ""


def repeats(sentence: str, before: Sequence[str]) -> str:
    """Says that the sentence tells what one before it told; "" when it adds something."""
    own = set(terms(sentence))
    if own and any(len(own & set(terms(other))) >= _ALIKE * len(own) for other in before):
        return "it says again what a sentence before it says"
    return ""


def _in_a_row(found: Sequence[str], size: int) -> bool:
    """Whether a phrase of so many terms stands so often in a row as only a loop has it."""
    run, enough = 0, size * (_COPIES.get(size, 2) - 1)
    for one, other in zip(found, found[size:], strict=False):
        run = run + 1 if one == other else 0
        if run >= enough:
            return True
    return False


def _twice(found: Sequence[str]) -> bool:
    size = _AGAIN_UNSPACED if sum(is_unspaced(term[0]) for term in found) * 2 > len(found) else _AGAIN
    phrases = [tuple(found[at : at + size]) for at in range(len(found) - size + 1)]
    return len(set(phrases)) < len(phrases)
