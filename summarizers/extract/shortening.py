"""Spans of a told sentence that an editor would print by themselves.

    clean_span     always: the sentence without the dateline, the time or the glued sub-heading before it
    shorter_spans  where the whole does not fit: without what the sentence can spare

A span is shown as it stands, told[start:end]: nothing is written into it. So it begins where a sentence can
begin, with a capital wherever the script has them. A cut at the end leaves no final mark behind: that shows
the reader that the sentence went on, and the edition keeps the place and the span.

Never cut, since it would change what is said: who said it, where nobody else in the sentence does; a
condition, a contrast, a negation, a date; half of a quotation or of a bracket. Languages that set the verb
last lose nothing but a bracket at the end, for with its end the sentence would lose its verb.
"""

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from wireglot.articles.languages import length_in_words
from wireglot.summarizers.extract.attribution import attributes
from wireglot.summarizers.extract.datelines import begins_large, sentence_start
from wireglot.summarizers.extract.openings import base, fold, opening_adverb
from wireglot.summarizers.extract.quotations import quoted

TABLE = Path(__file__).parent.parent / "data" / "spare.toml"

_LEAST = 5  # words: less of a sentence says too little to stand by itself
_KEPT = 0.4  # of the sentence's words at least: a smaller part is an aside and not what it says
_TOLD_TO = 8  # words of ", he told the agency on Monday"
_LONGEST = 2000  # characters; a longer "sentence" is a list or a page that lost its marks, and no cut is sure

_BRACKET = re.compile(r"\s*[(（][^()（）]{1,200}[)）]\s*[.!?。！？।۔]?\s*$")
_BREAK = re.compile(r"\s*(?:;|；| [–—] | -- |,|،|，)\s*")
_PAIRS = (("(", ")"), ("（", "）"), ("[", "]"), ("【", "】"))


@dataclass(frozen=True, slots=True)
class Spare:
    """clauses: what opens a clause that only adds; keeps: words that no spared part may hold."""

    clauses: tuple[str, ...]
    keeps: frozenset[str]


def clean_span(told: str, language: str) -> tuple[int, int] | None:  # noqa: ARG001  one interface for both
    """The sentence without a leading dateline; None when there is none and the whole is meant.

    In any language: datelines are known by their form.
    """
    start = sentence_start(told)
    return (start, len(told)) if start else None


def shorter_spans(told: str, language: str) -> tuple[tuple[int, int], ...]:
    """Spans that may stand for the sentence when the whole does not fit, the longest first; () for most.

    Each lies within what clean_span keeps and holds at least five words and two fifths of it.
    """
    if len(told) > _LONGEST:
        return ()
    start = sentence_start(told)
    tails = {cut for cut in _tails(told, start, language) if _whole(told[start:cut])}
    heads = {start, _begun(told, start, language)}
    least = max(float(_LEAST), _KEPT * length_in_words(told[start:]))
    spans = {(head, tail) for head in heads for tail in (*tails, len(told))} - {(start, len(told))}
    fitting = [span for span in spans if length_in_words(told[span[0] : span[1]]) >= least]
    return tuple(sorted(fitting, key=lambda span: (span[0] - span[1], span)))


def _begun(told: str, start: int, language: str) -> int:
    """Behind a linking adverb and its comma: "However, Israel ..."; `start` where there is none."""
    end = start + opening_adverb(told[start:], language)
    return end if begins_large(told, end) else start


def _tails(told: str, start: int, language: str) -> Iterator[int]:
    """Offsets at which the sentence may end."""
    spare = _spare(base(language))
    if (bracket := _BRACKET.search(told, max(start, len(told) - 220))) and _spares(
        told, start, bracket.start(), language, spare
    ):
        yield bracket.start()
    if spare is None:
        return
    for met in _BREAK.finditer(told, start):
        comma = met.group().strip() in {",", "،", "，"}
        dropped = told[met.end() :]
        adds = fold(dropped[:40]).startswith(spare.clauses) if comma else not _again(dropped, met.group().strip())
        told_to = comma and length_in_words(dropped) <= _TOLD_TO and attributes(dropped, language)
        if (adds or told_to) and _spares(told, start, met.start(), language, spare):
            yield met.start()


def _again(dropped: str, mark: str) -> bool:
    """A second dash closes an aside, and what follows belongs to the sentence."""
    return mark not in {";", "；"} and mark in dropped


def _spares(told: str, start: int, cut: int, language: str, spare: Spare | None) -> bool:
    """Nothing is lost that changes what is said, and whoever says it is still named."""
    dropped = told[cut:]
    if spare is not None and not spare.keeps.isdisjoint(re.findall(r"[^\W\d_]+(?:'[^\W\d_]+)?", fold(dropped))):
        return False
    return not attributes(dropped, language) or attributes(told[start:cut], language)


def _whole(kept: str) -> bool:
    """No quotation and no bracket stays open."""
    return not quoted([kept])[0].goes_on and all(kept.count(a) == kept.count(b) for a, b in _PAIRS)


@cache
def _spare(language: str) -> Spare | None:
    """Of a base tag; None for a language without a table, or one that sets the verb last."""
    table = tomllib.loads(TABLE.read_text(encoding="utf-8")).get(language)
    if table is None:
        return None
    return Spare(tuple(f"{word} " for word in table["clauses"]), frozenset(table["keeps"]))
