"""Addresses, names of files, tags and emoji go past a model, which gets a placeholder for each.

Of "C:\\porto\\copia.exe" Firefox's makes "C:-porto-copyia.exe", of <copy> and most emoji nothing. A sentence whose
answer lost a placeholder is translated once more as it is, and left to the check of codes.
"""

import re
from collections.abc import Callable, Iterator, Sequence

from wireglot.articles.languages import is_unspaced
from wireglot.articles.numbers import address_spans
from wireglot.translations.glossary import PLACEHOLDER, Protected, has_placeholder, restore

Answers = Sequence[str | None]

_SYMBOL = re.compile(r"(?:[\U0001F000-\U0001FAFF\u2600-\u27BF][\uFE0F\u200D\u20E3]*)+|<[A-Za-z/][\w-]*>|\{\w+\}")


def translate_around_addresses(sentences: Sequence[str], translate: Callable[[Sequence[str]], Answers]) -> Answers:
    """Return the answers of `translate`, with the addresses of each sentence as they are."""
    protected = [_protected(text) for text in sentences]
    answers = list(translate([each.text for each in protected]))
    lost = []
    for position, (each, answer) in enumerate(zip(protected, answers, strict=True)):
        if each.terms and answer is not None:
            restored = restore(answer, each)
            answers[position] = restored.text
            lost += [position] if restored.missing else []
    if lost:
        again = translate([sentences[position] for position in lost])
        for position, answer in zip(lost, again, strict=True):
            answers[position] = answer
    return answers


def _protected(sentence: str) -> Protected:
    """The sentence with placeholders; one that already has something like a placeholder stays as it is."""
    if has_placeholder(sentence):
        return Protected(sentence)
    parts: list[str] = []
    terms: list[tuple[str, str]] = []
    end = 0
    for start, stop in _spans(sentence):
        placeholder = PLACEHOLDER.format(len(terms) + 1)
        terms.append((placeholder, sentence[start:stop]))
        before, after = sentence[end:start], sentence[stop : stop + 1]
        spaced = f"{' ' * is_unspaced(before[-1:])}{placeholder}{' ' * is_unspaced(after)}"
        parts += [before, spaced]
        end = stop
    return Protected("".join((*parts, sentence[end:])), tuple(terms))


def _spans(sentence: str) -> Iterator[tuple[int, int]]:
    """Where what is copied starts and ends, in order and without overlaps."""
    end = 0
    for start, stop in sorted([*address_spans(sentence), *(match.span() for match in _SYMBOL.finditer(sentence))]):
        if start >= end:
            yield start, stop
            end = stop
