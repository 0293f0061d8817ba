"""Sentences of two versions aligned and compared: kept, changed, moved, added or removed.

difflib finds the sentences that stay in order; equal sentences among the rest moved; of what is then left, similar
sentences are paired. The result is the same in both directions.

Similarity is the share of weighted terms that two sentences have in common (Dice 1945), rare terms counting more.
Candidates come from an index of rare terms and from their position, so long articles do not compare all with all.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from math import log
from typing import Literal

from wireglot.articles import SentenceRef
from wireglot.outputs.changes.words import Segment, normalized, word_diff
from wireglot.summarizers import term_weight, terms

Pair = tuple[int, int]
Status = Literal["kept", "changed", "moved", "moved and changed", "kind changed", "added", "removed"]

HEADLINE = "headline"
# difflib is quadratic in sentences that repeat. Real articles repeat a photo line or "* * *" some ten times; what
# repeats more often gets a number for each occurrence.
MOST_REPEATS = 20
# Set on 872 sentences of news in two human translations, and 43,794 pairs of other sentences of one article (WMT
# 2021-2023): at 0.5 72 % of the first are found and 1.1 of a thousand others; at 0.3 95 % and 5.2, low enough for the
# few candidates of one gap. benchmarks/changes.py prints this table.
ELSEWHERE = 0.5
SAME_GAP = 0.3
OTHER_KIND = 0.15  # penalty: a heading is seldom a reworded paragraph; equal sentences are paired before
MOST_HOLDERS = 40  # a term of more sentences finds too many; sentences of such terms alone are found by position
RAREST = 8  # terms that a sentence is looked up by
BEST = 5  # candidates that are compared in full, after counting the rare terms in common
NEIGHBOURS = 2  # candidates by position: on either side of the same step within the gap


@dataclass(frozen=True, slots=True)
class SourceSentence:
    """A sentence of one version; `ref` is None and `kind` "headline" for the headline.

    `translation` is "" where there is none or where it equals the text.
    """

    ref: SentenceRef | None
    kind: str
    text: str
    translation: str = ""


@dataclass(frozen=True, slots=True)
class SentenceChange:
    """What happened to a sentence; `old` is None for an added sentence, `new` for a removed one.

    "kind changed" means that only its block changed: a paragraph became a heading. A changed or moved sentence may
    also have another kind: then old.kind and new.kind differ. `words` is () where no word changed.
    """

    status: Status
    old: SourceSentence | None
    new: SourceSentence | None
    words: tuple[Segment, ...] = ()

    @property
    def shown(self) -> SourceSentence:
        """The new sentence, or the old one where it was removed."""
        side = self.new or self.old
        assert side is not None, "a change has at least one side"
        return side


@dataclass(frozen=True, slots=True)
class Counts:
    """Number of sentences by status, without the headline.

    old version = kept + changed + moved + moved_and_changed + kind_changed + removed; the new one likewise with added.
    """

    kept: int = 0
    changed: int = 0
    moved: int = 0
    moved_and_changed: int = 0
    kind_changed: int = 0
    added: int = 0
    removed: int = 0


@dataclass(frozen=True, slots=True)
class Alignment:
    """Pairs (index in old, index in new), ascending; each index in one pair at most. `moved` are some of them."""

    pairs: tuple[Pair, ...]
    moved: frozenset[Pair]


def count_statuses(changes: Sequence[SentenceChange]) -> Counts:
    counts = Counter(change.status.replace(" ", "_") for change in changes)
    return Counts(**counts)


def compare_sentences(
    old: Sequence[SourceSentence], new: Sequence[SourceSentence], alignment: Alignment
) -> tuple[SentenceChange, ...]:
    """Return every sentence of both versions once, in the order of the new one; a removed one after its predecessor."""
    partner = {b: a for a, b in alignment.pairs}
    removed = _removed_after(len(old), alignment)
    result = [SentenceChange("removed", old[a], None) for a in removed.get(-1, ())]
    for b, sentence in enumerate(new):
        if b in partner:
            result.append(_compare(old[partner[b]], sentence, moved=(partner[b], b) in alignment.moved))
        else:
            result.append(SentenceChange("added", None, sentence))
        result += [SentenceChange("removed", old[a], None) for a in removed.get(b, ())]
    return tuple(result)


def _compare(old: SourceSentence, new: SourceSentence, *, moved: bool) -> SentenceChange:
    if normalized(old.text) != normalized(new.text):
        return SentenceChange("moved and changed" if moved else "changed", old, new, word_diff(old.text, new.text))
    return SentenceChange("moved" if moved else "kind changed" if old.kind != new.kind else "kept", old, new)


def _removed_after(size: int, alignment: Alignment) -> dict[int, list[int]]:
    """Return the removed sentences by the new sentence that they followed; -1 for those at the start."""
    partner = dict(alignment.pairs)
    previous, removed = -1, dict[int, list[int]]()
    for a in range(size):
        if a not in partner:
            removed.setdefault(previous, []).append(a)
        elif (a, partner[a]) not in alignment.moved:
            previous = partner[a]
    return removed


def align(old: Sequence[SourceSentence], new: Sequence[SourceSentence]) -> Alignment:
    """Align the two versions; from new to old the same pairs result as from old to new."""
    keys_old, keys_new = ([(normalized(sentence.text), sentence.kind) for sentence in side] for side in (old, new))
    if keys_old > keys_new:
        turned = align(new, old)
        return Alignment(tuple(sorted((a, b) for b, a in turned.pairs)), frozenset((a, b) for b, a in turned.moved))
    texts_old, texts_new = [text for text, _ in keys_old], [text for text, _ in keys_new]
    in_order = _matches(texts_old, texts_new)
    equal = in_order + _equal_elsewhere(texts_old, texts_new, in_order)
    pairs = sorted(equal + _similar(old, new, equal, in_order))
    return Alignment(tuple(pairs), frozenset(pairs) - set(_unmoved(pairs)))


def align_texts(old: Sequence[str], new: Sequence[str]) -> list[Pair]:
    """Return the pairs of equal texts, each used once: first those that stay in order."""
    in_order = _matches(old, new)
    return sorted(in_order + _equal_elsewhere(old, new, in_order))


def _matches(old: Sequence[str], new: Sequence[str]) -> list[Pair]:
    """Return the pairs of equal texts in the same order on both sides (Ratcliff and Obershelp, as in difflib)."""
    matcher = SequenceMatcher(None, _numbered_repeats(old), _numbered_repeats(new), autojunk=False)
    return [(a + k, b + k) for a, b, size in matcher.get_matching_blocks() for k in range(size)]


def _numbered_repeats(texts: Sequence[str]) -> list[tuple[str, int]]:
    """Number the occurrences of a text that occurs too often for difflib."""
    counts, seen = Counter(texts), Counter[str]()
    result = []
    for text in texts:
        seen[text] += 1
        result.append((text, seen[text] if counts[text] > MOST_REPEATS else 0))
    return result


def _equal_elsewhere(old: Sequence[str], new: Sequence[str], pairs: Sequence[Pair]) -> list[Pair]:
    """Pair the equal texts that are left, in their order."""
    used_old, used_new = {a for a, _ in pairs}, {b for _, b in pairs}
    free: defaultdict[str, list[int]] = defaultdict(list)
    for b in reversed(range(len(new))):
        if b not in used_new:
            free[new[b]].append(b)
    return [(a, free[text].pop()) for a, text in enumerate(old) if a not in used_old and free.get(text)]


def _unmoved(pairs: Sequence[Pair]) -> Iterator[Pair]:
    """Yield the pairs that are in the same order on both sides; the others moved."""
    by_new = sorted(pairs, key=lambda pair: pair[1])
    for start, _, size in SequenceMatcher(None, pairs, by_new, autojunk=False).get_matching_blocks():
        yield from pairs[start : start + size]


@dataclass(frozen=True, slots=True)
class _Unpaired:
    """A sentence without an equal one, the gap between unmoved sentences that it is in, and its step in that gap."""

    index: int
    kind: str
    gap: int
    step: int
    terms: Counter[str]


def _similar(
    old: Sequence[SourceSentence], new: Sequence[SourceSentence], equal: Sequence[Pair], in_order: Sequence[Pair]
) -> list[Pair]:
    """Pair the similar sentences among those without an equal one, the most similar first."""
    left_old = _unpaired(old, {a for a, _ in equal}, [a for a, _ in in_order])
    left_new = _unpaired(new, {b for _, b in equal}, [b for _, b in in_order])
    weights = term_weights([sentence.terms for sentence in (*left_old, *left_new)])
    scored: list[tuple[float, int, int]] = []
    for a, b in _candidates(left_old, left_new):
        sentence, other = left_old[a], left_new[b]
        score = similarity(sentence.terms, other.terms, weights) - OTHER_KIND * (sentence.kind != other.kind)
        near = sentence.gap == other.gap
        if score >= (SAME_GAP if near else ELSEWHERE):
            scored.append((-score - 0.1 * near, a, b))
    return [(left_old[a].index, left_new[b].index) for a, b in _greedy(scored)]


def _unpaired(side: Sequence[SourceSentence], paired: set[int], borders: Sequence[int]) -> list[_Unpaired]:
    result: list[_Unpaired] = []
    gap, steps, remaining = 0, Counter[int](), set(borders)
    for index, sentence in enumerate(side):
        gap += index in remaining
        if index not in paired:
            result.append(_Unpaired(index, sentence.kind, gap, steps[gap], Counter(terms(sentence.text))))
            steps[gap] += 1
    return result


def _greedy(scored: list[tuple[float, int, int]]) -> Iterator[Pair]:
    used_old, used_new = set[int](), set[int]()
    for _, a, b in sorted(scored):
        if a not in used_old and b not in used_new:
            used_old.add(a)
            used_new.add(b)
            yield a, b


def term_weights(sentences: Sequence[Counter[str]]) -> dict[str, float]:
    """Weigh terms: those of few sentences count more, short words and numbers less."""
    holders = Counter(term for sentence in sentences for term in sentence)
    return {term: term_weight(term) * log(1 + (len(sentences) + 1) / count) for term, count in holders.items()}


def similarity(sentence: Counter[str], other: Counter[str], weights: dict[str, float]) -> float:
    """Return the similarity of two sentences given by their terms, from 0 to 1."""
    both = _weight(sentence, weights) + _weight(other, weights)
    return 2 * _weight(sentence & other, weights) / both if both else 0.0


def _weight(sentence: Counter[str], weights: dict[str, float]) -> float:
    return sum(weights[term] * count for term, count in sentence.items())


def _candidates(old: Sequence[_Unpaired], new: Sequence[_Unpaired]) -> set[Pair]:
    """Return the pairs of positions worth comparing: by rare terms from either side, or by their place."""
    found = set(_by_terms(new, old))
    found |= {(a, b) for b, a in _by_terms(old, new)}
    return found | set(_by_position(old, new))


def _by_terms(asking: Sequence[_Unpaired], holding: Sequence[_Unpaired]) -> Iterator[Pair]:
    """Yield (holder, asker) for the holders that share most of an asker's rarest terms."""
    holders: defaultdict[str, list[int]] = defaultdict(list)
    for at, sentence in enumerate(holding):
        for term in sentence.terms:
            holders[term].append(at)
    for asker, sentence in enumerate(asking):
        useful = [term for term in sentence.terms if 0 < len(holders.get(term, ())) <= MOST_HOLDERS]
        rarest = sorted(useful, key=lambda term: (len(holders[term]), term))[:RAREST]
        hits = Counter(holder for term in rarest for holder in holders[term])
        for holder, _ in sorted(hits.items(), key=lambda hit: (-hit[1], hit[0]))[:BEST]:
            yield holder, asker


def _by_position(old: Sequence[_Unpaired], new: Sequence[_Unpaired]) -> Iterator[Pair]:
    """Yield the sentences at the same step of the same gap, and their neighbours."""
    at_step = {(sentence.gap, sentence.step): a for a, sentence in enumerate(old)}
    for b, sentence in enumerate(new):
        for step in range(sentence.step - NEIGHBOURS, sentence.step + NEIGHBOURS + 1):
            if (sentence.gap, step) in at_step:
                yield at_step[sentence.gap, step], b


def paragraph_breaks(old: Sequence[SourceSentence], new: Sequence[SourceSentence], alignment: Alignment) -> int:
    """Count the paragraph breaks that came or went between sentences that still follow each other."""
    pairs = set(alignment.pairs)
    following = [(a, b) for a, b in alignment.pairs if (a + 1, b + 1) in pairs]
    return sum(_same_block(old[a], old[a + 1]) != _same_block(new[b], new[b + 1]) for a, b in following)


def _same_block(sentence: SourceSentence, other: SourceSentence) -> bool:
    return sentence.ref is not None and other.ref is not None and sentence.ref.block == other.ref.block
