"""What each sentence of an article needs beside it in a summary, and which may never be quoted.

    excluded  a fragment: no part of the story, as sub-headings, captions, requests to the reader, notes on the author;
              or speech whose speaker the article does not name
    needs     the sentence it depends on (context.py), the sentence that names its speaker (attribution.py),
              and what those need

The lede (lede.py) depends on no sentence, since there is none before it, and only certain boilerplate is excluded.

The original and the translation are both looked at, and what either shows counts: quotation marks and pronouns
are in the original, and a translation may depend on its context where the original does not.
"""

from collections.abc import Collection, Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

from wireglot.articles import SentenceRef
from wireglot.summarizers.extract.attribution import speaker_needs, speech_cues
from wireglot.summarizers.extract.context import (
    depends_on_context,
)
from wireglot.summarizers.extract.fragments import are_notices, fragments
from wireglot.summarizers.extract.lede import find_lede, lacks_speaker

MAX_CHAIN = 6  # sentences that one may need: more than any summary has, so a longer list would not help


class SourceSentence(NamedTuple):
    """One sentence of a paragraph, in its own language and as the reader gets it.

    asked: the paragraph is below a heading that is a question.
    """

    ref: SentenceRef
    original: str
    output: str
    asked: bool = False


class GuardResult(NamedTuple):
    """What the guards found for a sentence.

    excluded     never in a summary
    needs        the sentences, by number, that must be taken with it, all of them
    boilerplate  excluded since it is no part of the story
    dangling     the lede depends on another sentence, and there is no headline that could name what it points to
    """

    excluded: bool
    needs: tuple[int, ...] = ()
    boilerplate: bool = False
    dangling: bool = False


def check_guards(
    sentences: Sequence[SourceSentence], language: str, output_language: str, headline: str = ""
) -> tuple[GuardResult, ...]:
    """Return one result per sentence; `sentences` are all those of the article's paragraphs, in reading order.

    language, output_language: BCP 47 tags. A sentence never needs itself or an excluded one.
    """
    blocks = [sentence.ref.block for sentence in sentences]
    original = [sentence.original for sentence in sentences]
    output = [sentence.output for sentence in sentences]
    texts = [(original, language)] if output == original else [(original, language), (output, output_language)]
    notices = _notices([text for text, _ in texts], blocks, headline)
    found = (fragments(text, blocks, tag, known) for (text, tag), known in zip(texts, notices, strict=True))
    excluded = [any(each) for each in zip(*found, strict=True)]
    lede = find_lede(texts, blocks, headline, [any(each) for each in zip(*notices, strict=True)])
    if lede is not None:
        excluded[lede] = False
    needs: list[set[int]] = [set() for _ in sentences]
    unmet: set[int] = set()
    asked = {sentence.ref.block for sentence in sentences if sentence.asked}
    for text, tag in texts:
        for i, needed in _needs(text, blocks, tag, excluded, asked, headline):
            if needed is None:
                unmet.add(i)
            else:
                needs[i].update(needed)
    boilerplate, excluded = excluded, _exclude_unmet(needs, excluded, unmet)
    results = [_result(i, needs, excluded)._replace(boilerplate=out) for i, out in enumerate(boilerplate)]
    if lede is not None and not headline:
        dangling = any(depends_on_context(text[lede], tag) for text, tag in texts)
        results[lede] = results[lede]._replace(dangling=dangling)
    return tuple(results)


def _notices(texts: Sequence[Sequence[str]], blocks: Sequence[int], headline: str) -> list[list[bool]]:
    """Return what is a notice in each text. The headline tells news with a label, in the language of the first text."""
    found = [are_notices(text, blocks, headline) for text in texts]
    opening = blocks.count(blocks[0]) if blocks else 0
    for translated in found[1:]:
        if opening and not found[0][0]:
            translated[:opening] = found[0][:opening]
    return found


def _needs(
    sentences: Sequence[str],
    blocks: Sequence[int],
    language: str,
    excluded: Sequence[bool],
    asked: Collection[int],
    headline: str,
) -> Iterator[tuple[int, tuple[int, ...] | None]]:
    """Yield (sentence, the sentences it needs; None where the article does not have them) of those not excluded."""
    kept = [i for i, out in enumerate(excluded) if not out]
    by_block = [(block, list(group)) for block, group in groupby(kept, key=lambda i: blocks[i])]
    grouped = [[sentences[i] for i in group] for _, group in by_block]
    cues = speech_cues(grouped, language)
    below_questions = {n for n, (block, _) in enumerate(by_block) if block in asked}
    for n, needed in speaker_needs(cues, grouped, language, below_questions, headline):
        if needed is not None:
            yield kept[n], tuple(kept[m] for m in needed)
        elif n or lacks_speaker(sentences[kept[0]], cues[0], language):
            yield kept[n], None
    for n, i in enumerate(kept[1:], 1):
        if cues[n].tag_only:
            continue  # "That is how ..." refers to its quotation
        if cues[n].pronoun or depends_on_context(sentences[i], language):
            yield i, (kept[n - 1],)


def _exclude_unmet(needs: Sequence[set[int]], excluded: Sequence[bool], unmet: set[int]) -> list[bool]:
    """Exclude the unmet as well; but the one that opens the text stays where nothing else is left."""
    strict = _exclude(needs, list(excluded), unmet)
    opening = next((i for i, out in enumerate(excluded) if not out), -1)
    return _exclude(needs, list(excluded), unmet - {opening}) if all(strict) else strict


def _exclude(needs: Sequence[set[int]], excluded: list[bool], unmet: set[int]) -> list[bool]:
    """Exclude the unmet, and all that need one of them."""
    needed_by: dict[int, list[int]] = {}
    for i, needed in enumerate(needs):
        for j in needed:
            needed_by.setdefault(j, []).append(i)
    waiting = list(unmet)
    while waiting:
        i = waiting.pop()
        if not excluded[i]:
            excluded[i] = True
            waiting.extend(needed_by.get(i, ()))
    return excluded


def _result(sentence: int, needs: Sequence[set[int]], excluded: Sequence[bool]) -> GuardResult:
    if excluded[sentence] or not needs[sentence]:
        return GuardResult(excluded[sentence])
    needed: list[int] = []
    waiting = sorted(needs[sentence], reverse=True)
    while waiting and len(needed) < MAX_CHAIN:
        i = waiting.pop()
        if i != sentence and i not in needed:
            needed.append(i)
            waiting.extend(sorted(needs[i], reverse=True))
    return GuardResult(False, tuple(sorted(needed)))
