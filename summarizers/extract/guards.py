"""What each sentence of an article needs beside it in a summary, and which may never stand in one.

    barred   a fragment (fragments.py), or a sentence that needs what the article does not give
    needs    the sentence it leans on (openings.py), the sentence that names its speaker (attribution.py),
             and what those need in turn

The original's words and the told ones are both asked, and what either says counts: marks and pronouns
stand in the original, and a translation may lean where the original does not.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from itertools import groupby

from wireglot.articles.article import SentenceRef
from wireglot.summarizers.extract import attribution, fragments, openings, shortening
from wireglot.summarizers.extract.attribution import speakers, voices
from wireglot.summarizers.extract.choosing import FEWEST

CHAIN = 6  # sentences that one may need: more than any summary holds, so a longer list would say no more


@dataclass(frozen=True, slots=True)
class Line:
    """One sentence of a paragraph, in its own words and in those of the telling."""

    place: SentenceRef
    original: str
    told: str


@dataclass(frozen=True, slots=True)
class Standing:
    """barred: never in a summary. needs: lines, by number, that must be taken with it, all of them."""

    barred: bool
    needs: tuple[int, ...] = ()


def standings(lines: Sequence[Line], language: str, output_language: str) -> tuple[Standing, ...]:
    """One for each line; lines are all sentences of the article's paragraphs, in reading order.

    language, output_language: BCP 47 tags. A line never needs itself or a barred one.
    """
    blocks = [line.place.block for line in lines]
    originals, tolds = _cased([line.original for line in lines]), _cased([line.told for line in lines])
    tellings = [(originals, language)]
    if tolds != originals:
        tellings.append((tolds, output_language))
    barred = [any(some) for some in zip(*(_no_news(text, blocks, tag) for text, tag in tellings), strict=True)]
    needs: list[set[int]] = [set() for _ in lines]
    stranded: set[int] = set()
    for text, tag in tellings:
        for line, wanted in _wants(text, blocks, tag, barred):
            if wanted is None:
                stranded.add(line)
            else:
                needs[line].update(wanted)
    barred = _stranded(needs, barred, stranded)
    return tuple(_standing(i, needs, barred) for i in range(len(lines)))


@cache
def fingerprint() -> str:
    """Eight hex digits of the tables: they change what is chosen, so engines name them in their signature."""
    tables = (openings.TABLE, attribution.TABLE, fragments.TABLE, shortening.TABLE)
    return sha256(b"".join(table.read_bytes() for table in tables)).hexdigest()[:8]


def _no_news(sentences: Sequence[str], blocks: Sequence[int], language: str) -> list[bool]:
    """Of the sentences of one telling: which are fragments, or speak of the page or to its reader."""
    return fragments.fragments(sentences, blocks, language)


def _cased(sentences: list[str]) -> list[str]:
    """With capitals at the head where the whole text is in lower case: a small letter tells nothing there."""
    small = sum(sentence[:1].islower() for sentence in sentences)
    return [sentence[:1].upper() + sentence[1:] for sentence in sentences] if small * 2 > len(sentences) else sentences


def _wants(
    sentences: Sequence[str], blocks: Sequence[int], language: str, barred: Sequence[bool]
) -> Iterator[tuple[int, tuple[int, ...] | None]]:
    """(line, the lines it needs, None where there are none to be had), of the lines that are not barred."""
    kept = [i for i, out in enumerate(barred) if not out]
    grouped = [[sentences[i] for i in some] for _, some in groupby(kept, key=lambda i: blocks[i])]
    found = voices(grouped, language)
    small = openings.opens_small(sentences)
    for n, wanted in speakers(found, [blocks[i] for i in kept]):
        yield kept[n], None if wanted is None else tuple(kept[m] for m in wanted)
    for n, i in enumerate(kept):
        if found[n].referred or openings.leans(sentences[i], language, small=small):
            yield i, (kept[n - 1],) if n else None


def _stranded(needs: Sequence[set[int]], barred: Sequence[bool], stranded: set[int]) -> list[bool]:
    """With the stranded barred; but the one that opens the text stays where little or nothing else is left to tell.

    Where a lede was cut off, the first sentence that is left may lean on it, and others on that one in turn.
    """
    strict = _strand(needs, list(barred), stranded)
    opening = next((i for i, out in enumerate(barred) if not out), -1)
    if opening not in stranded or strict.count(False) >= FEWEST:
        return strict
    loose = _strand(needs, list(barred), stranded - {opening})
    return loose if all(strict) or loose.count(False) - strict.count(False) >= FEWEST else strict


def _strand(needs: Sequence[set[int]], barred: list[bool], stranded: set[int]) -> list[bool]:
    """Bar the stranded, and all that need one of them."""
    needed_by: dict[int, list[int]] = {}
    for i, some in enumerate(needs):
        for j in some:
            needed_by.setdefault(j, []).append(i)
    waiting = list(stranded)
    while waiting:
        i = waiting.pop()
        if not barred[i]:
            barred[i] = True
            waiting.extend(needed_by.get(i, ()))
    return barred


def _standing(line: int, needs: Sequence[set[int]], barred: Sequence[bool]) -> Standing:
    if barred[line]:
        return Standing(True)
    found: list[int] = []
    waiting = sorted(needs[line], reverse=True)
    while waiting and len(found) < CHAIN:
        i = waiting.pop()
        if i != line and i not in found:
            found.append(i)
            waiting.extend(sorted(needs[i], reverse=True))
    return Standing(False, tuple(sorted(found)))
