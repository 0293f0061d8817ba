"""Lines as what may be told of them: which need which, in what forms, and which are fit to open a summary."""

from collections.abc import Sequence
from functools import cache, partial

from wireglot.articles.languages import is_question, length_in_words
from wireglot.summarizers.extract.actors import foremost
from wireglot.summarizers.extract.choosing import Candidate, Form
from wireglot.summarizers.extract.forms import opens_with_quote
from wireglot.summarizers.extract.guards import Line, Standing
from wireglot.summarizers.extract.shortening import clean_span, shorter_spans

SAYS_LITTLE = 5  # words: a shorter line is chosen only where there is nothing else, or where another needs it
GROUP_MOST = 5  # lines: what needs more than a long summary holds cannot be told


def candidates(
    lines: Sequence[Line],
    standing: Sequence[Standing],
    found: Sequence[Sequence[str]],
    headline: str,
    output_language: str,
) -> list[Candidate]:
    """One a line. Of lines that say the same only the first is a candidate, and stands in for the others.

    found: the terms of each line's original.
    """
    first = _first_of_same(lines, found)
    heads, opens = _heads(lines), _opens(lines, found, headline)
    return [
        Candidate(
            _whole(line.told, output_language),
            _group(i, standing, first) if first[i] == i and found[i] else (),
            cache(partial(_shorter, line.told, output_language)),
            heads[i],
            opens[i],
        )
        for i, line in enumerate(lines)
    ]


def _opens(lines: Sequence[Line], found: Sequence[Sequence[str]], headline: str) -> list[bool]:
    """Lines that say what the article is about, ask nothing, and do not open with a quote."""
    about = foremost([line.original for line in lines], found, headline)
    return [
        (not about or not about.isdisjoint(these)) and not (is_question(own) or opens_with_quote(own))
        for own, these in zip((line.original for line in lines), found, strict=True)
    ]


def _heads(lines: Sequence[Line]) -> list[bool]:
    """Lines of five words or more in both languages that ask nothing, or all where there is none."""
    enough = [
        min(length_in_words(line.original), length_in_words(line.told)) >= SAYS_LITTLE
        and not is_question(line.original)
        for line in lines
    ]
    return enough if any(enough) else [True] * len(lines)


def _first_of_same(lines: Sequence[Line], found: Sequence[Sequence[str]]) -> list[int]:
    """For each line the first that says the same in either language."""
    seen: dict[tuple[str, ...] | str, int] = {}
    first: list[int] = []
    for i, line in enumerate(lines):
        keys = (tuple(found[i]), line.told)
        same = min(seen.get(key, i) for key in keys)
        for key in keys:
            seen.setdefault(key, same)
        first.append(same)
    return first


def _group(i: int, standing: Sequence[Standing], first: Sequence[int]) -> tuple[int, ...]:
    """The line and all it needs, and what those need; () when one of them is barred or they are too many."""
    found: set[int] = set()
    waiting = [i]
    while waiting:
        line = first[waiting.pop()]
        if standing[line].barred or len(found) > GROUP_MOST:
            return ()
        if line not in found:
            found.add(line)
            waiting += standing[line].needs
    return tuple(sorted(found)) if len(found) <= GROUP_MOST else ()


def _whole(told: str, language: str) -> Form:
    """The line without its dateline."""
    clean = clean_span(told, language)
    return Form(clean, length_in_words(told[slice(*clean)] if clean else told, language))


def _shorter(told: str, language: str) -> tuple[Form, ...]:
    return tuple(Form(span, length_in_words(told[slice(*span)], language)) for span in shorter_spans(told, language))
