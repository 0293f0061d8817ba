"""A search for the weights of engine `extract`, and their value on data on which they were not found.

    python -m benchmarks.weights DATA [--articles N] [--tries N]     4 minutes on one core with the defaults

Each set that keeps its ledes is used twice, the second time without the first sentences. A try is one draw of all
weights around DRAWN. All tries are scored once, so leaving out a language, or half of the articles, is only another
selection of tries: the weights are the mean of the ten best on the rest.
"""

import argparse
import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from math import exp
from pathlib import Path
from statistics import fmean

import numpy as np

from benchmarks.scoring.baselines import lead
from benchmarks.scoring.rouge import score as rouge_score
from benchmarks.scoring.sets import (
    CUT_SETS,
    LENGTHS,
    MIN_WORDS,
    UNCERTAIN_SETS,
    read_rows,
    reference_length,
    require_set_files,
    set_name,
    summary_input,
)
from wireglot.articles.languages import join_sentences, length_in_words
from wireglot.summarizers import Length, SummaryInput, terms

# Internals: the search runs the steps of the engine with other weights.
from wireglot.summarizers.engines.extract import quotable_sentences
from wireglot.summarizers.extract.candidates import Candidate, make_candidates
from wireglot.summarizers.extract.choosing import Selection, choose_long, choose_short
from wireglot.summarizers.extract.guards import SourceSentence, check_guards
from wireglot.summarizers.extract.scoring import (
    Floats,
    SentenceVectors,
    features,
    lede_evidence,
    parse_weights,
    scorer,
    sentence_vectors,
)

EVIDENCE = ("central", "titled", "dateline", "quoted")
# Points for a summary of every article with a lede that has it: references of some sets start after the lede, so the
# score alone would give it up.
LEDE_WORTH = 3.0
LOSS = 1.0  # the penalty of a point below the lead, in addition to the point
MAX_GAIN = 12.0  # points over the lead that count; otherwise extractive references would decide everything
BEST = 10  # tries whose mean is taken: a single best try fits the noise

# The centre of the draws, tuned on other articles, and the standard deviation of the logarithm; 0 keeps a weight that
# is set by hand for readers.
DRAWN: dict[str, dict[str, tuple[float, float]]] = {
    "short": {
        "position": (0.20, 0.5),
        "lede": (0.90, 0.5),
        "textrank": (0.39, 0.5),
        "frequency": (3.00, 0.5),
        "title": (1.00, 0.5),
        "brief": (-0.80, 0.5),
        "redundancy": (0.40, 0.3),
        "dependent": (-0.35, 0.5),
        "second_margin": (0.40, 0.0),
    },
    "long": {
        "position": (0.60, 0.5),
        "lede": (0.40, 0.7),
        "untitled": (3.50, 0.4),
        "centroid": (1.02, 0.5),
        "textrank": (0.40, 0.5),
        "title": (0.24, 0.5),
        "length": (0.14, 0.5),
        "brief": (-4.50, 0.3),
        "redundancy": (0.40, 0.5),
        "dependent": (-0.30, 0.5),
    },
}
Weights = Mapping[str, float]
Lines = Iterator[str]


@dataclass(eq=False)
class Case:
    """An article with all values that do not depend on the weights."""

    text: SummaryInput
    references: Sequence[str]
    sentences: list[SourceSentence] = field(init=False)
    candidates: list[Candidate] = field(init=False)
    groups: list[tuple[int, ...]] = field(init=False)
    vectors: SentenceVectors = field(init=False)
    features: Mapping[str, Floats] = field(init=False)
    evidence: Mapping[str, float] = field(init=False)
    scores: dict[str, float] = field(default_factory=dict)

    def __post_init__(self) -> None:
        language, headline = self.text.language, self.text.article.headline
        self.sentences = quotable_sentences(self.text)
        all_terms = [terms(sentence.original) for sentence in self.sentences]
        guarded = check_guards(self.sentences, language, language, headline)
        self.candidates = make_candidates(self.sentences, guarded, all_terms, headline, language, language)
        self.groups = [candidate.group for candidate in self.candidates]
        scored = [i for i, group in enumerate(self.groups) if group]
        originals, lengths = [self.sentences[i].original for i in scored], [self.candidates[i].length for i in scored]
        self.vectors = sentence_vectors([all_terms[i] for i in scored])
        self.features = features(originals, lengths, headline, self.vectors) if scored else {}
        found = self.features
        self.evidence = lede_evidence(originals[0], found["title"], found["textrank"]) if len(scored) > 1 else {}

    def score(self, summary: str) -> float:
        if summary not in self.scores:
            self.scores[summary] = rouge_score(summary, self.references)
        return self.scores[summary]

    def lead(self, length: Length) -> float:
        return self.score(lead(self.text, length))

    def gain(self, length: Length, selection: Selection) -> float:
        """The difference to the score of the lead."""
        return self.score(self.summary(selection)) - self.lead(length)

    @cached_property
    def first(self) -> int:
        """The number of the first sentence that is no fragment."""
        words = (length_in_words(sentence.original, self.text.language) for sentence in self.sentences)
        return next((i for i, count in enumerate(words) if count >= MIN_WORDS), 0)

    def selection(self, length: Length, weights: Weights) -> Selection:
        if not self.features:
            return Selection(())
        score = scorer(parse_weights(weights), self.features, self.vectors, self.groups)
        if length == "short":
            return choose_short(score, self.candidates, weights["second_margin"])
        return choose_long(score, self.candidates)

    def summary(self, selection: Selection) -> str:
        pairs = zip(selection.sentences, selection.spans, strict=True)
        texts = [self.sentences[i].output[slice(*(span or (None,)))] for i, span in pairs]
        return join_sentences(texts, self.text.output_language)


# --- the articles


Key = tuple[str, bool]  # a set, and whether the first sentence was removed
Sets = Mapping[Key, list[Case]]


def cases(folder: Path, articles: int, half: int) -> Sets:
    """The number of articles of each set, from those with an even (0) or odd (1) number."""
    found: dict[Key, list[Case]] = {}
    for file in require_set_files(folder):
        name = set_name(file)
        rows = read_rows(file)[half::2]
        random.Random(1).shuffle(rows)
        texts = [(summary_input(row), row["references"]) for row in rows[:articles]]
        found[name, False] = [Case(text, references) for text, references in texts]
        if name not in CUT_SETS | UNCERTAIN_SETS:
            found[name, True] = [Case(without_first_sentence(text), references) for text, references in texts]
    return found


def without_first_sentence(text: SummaryInput) -> SummaryInput:
    """The article without its first sentence, like sources that keep the lede elsewhere."""
    blocks = list(text.article.blocks)
    if blocks:
        blocks[0] = replace(blocks[0], sentences=blocks[0].sentences[1:])
    kept = tuple(block for block in blocks if block.sentences)
    return replace(text, article=replace(text.article, blocks=kept), blocks=kept)


def language(name: str) -> str:
    """The language of a set; both Norwegian sets have the same articles."""
    return {"nn": "nb"}.get(name[:2], name[:2])


def keeps_ledes(key: Key) -> bool:
    """Whether the articles begin with their ledes."""
    name, is_cut = key
    return name not in CUT_SETS | UNCERTAIN_SETS and not is_cut


# --- the lede detector


def fit_lede(sets: Sets) -> dict[str, float]:
    """Logistic regression by Newton's method, kept against cut, with equal weight of sets and labels."""
    rows, kept, shares = _examples(sets)
    found = np.zeros(rows.shape[1])
    for _ in range(30):
        probability = 1 / (1 + np.exp(-rows @ found))
        hessian = (rows * (shares * probability * (1 - probability))[:, None]).T @ rows + 0.002 * np.eye(len(found))
        found += np.linalg.solve(hessian, rows.T @ (shares * (kept - probability)) - 0.002 * found)
    return dict(zip(("constant", *EVIDENCE), (float(value) for value in found.round(2)), strict=True))


def _examples(sets: Sets) -> tuple[Floats, Floats, Floats]:
    rows: list[list[float]] = []
    kept: list[float] = []
    shares: list[float] = []
    for (name, is_cut), members in sets.items():
        usable = [case for case in members if usable_for_lede(case)] if name not in UNCERTAIN_SETS else []
        rows += [[1.0, *(case.evidence[key] for key in EVIDENCE)] for case in usable]
        kept += [float(keeps_ledes((name, is_cut)))] * len(usable)
        shares += [1 / max(1, len(usable))] * len(usable)
    sides, weights = np.array(kept), np.array(shares)
    for side in (0, 1):
        weights[sides == side] /= weights[sides == side].sum()
    return np.array(rows), sides, weights


def usable_for_lede(case: Case) -> bool:
    """Whether the article is long enough, and does not start with a fragment, which is no lede."""
    return len(case.evidence) > 0 and len(case.sentences) >= 4 and length_in_words(case.sentences[0].original) >= 8


def lede_probability(case: Case, weights: Weights) -> float:
    total = weights["constant"] + sum(weights[key] * case.evidence[key] for key in EVIDENCE)
    return float(1 / (1 + np.exp(-total)))


def lede_report(sets: Sets) -> Iterator[str]:
    yield "lede: " + ", ".join(f"{key} {value:.2f}" for key, value in fit_lede(sets).items())
    for name in sorted({name for name, is_cut in sets if is_cut}):
        others = {key: members for key, members in sets.items() if language(key[0]) != language(name)}
        weights = fit_lede(others)
        kept, cut = (
            [lede_probability(c, weights) for c in sets[name, side] if usable_for_lede(c)] for side in (False, True)
        )
        wins = fmean((a > b) + (a == b) / 2 for a in kept for b in cut)
        yield f"  {name:<14} fitted without its language: AUC {wins:.2f} ({len(kept)} kept, {len(cut)} cut)"


# --- the search


def draws(length: Length, tries: int) -> list[Weights]:
    """Weights drawn around DRAWN, the same for the same number of tries; the first is the centre."""
    generator = random.Random(4)
    centre = {name: value for name, (value, _) in DRAWN[length].items()}
    others = [
        {name: value * exp(generator.gauss(0, spread)) for name, (value, spread) in DRAWN[length].items()}
        for _ in range(tries - 1)
    ]
    return [centre, *others]


def measured(sets: Sets, length: Length, trials: Sequence[Weights]) -> dict[Key, Floats]:
    """The mean gain over the lead (row 0) and the share of kept ledes (row 1) of each try, for each set.

    NaN where a set does not count: gains need references of this length, ledes a set that keeps them.
    """
    return {key: _measured(key, members, length, trials) for key, members in sets.items()}


def _measured(key: Key, members: Sequence[Case], length: Length, trials: Sequence[Weights]) -> Floats:
    values = np.full((2, len(trials)), np.nan)
    scored, has_ledes = reference_length(key[0]) == length, keeps_ledes(key)
    for n, weights in enumerate(trials) if scored or has_ledes else ():
        chosen = [(case, case.selection(length, weights)) for case in members]
        if scored:
            values[0, n] = fmean(case.gain(length, selection) for case, selection in chosen)
        if has_ledes:
            values[1, n] = fmean(case.first in selection.sentences for case, selection in chosen)
    return values


def merit(found: Mapping[Key, Floats]) -> Floats:
    """The value of each try: its mean gain, with the penalty of gains below 0, and the worth of its ledes."""
    gains, ledes = np.stack(list(found.values()), axis=1)
    values = np.minimum(gains, MAX_GAIN) + LOSS * np.minimum(gains, 0)
    return np.asarray(np.nanmean(values, axis=0) + LEDE_WORTH * np.nanmean(ledes, axis=0))


def best(found: Mapping[Key, Floats], trials: Sequence[Weights]) -> Weights:
    """The mean of the tries with most merit, two decimals."""
    order = np.argsort(-merit(found), kind="stable")[:BEST]
    return {name: round(fmean(trials[i][name] for i in order), 2) for name in trials[0]}


# --- the report


def report(folder: Path, articles: int, tries: int) -> Lines:
    """The lines of the report as they are ready; the weights are those of data/extract.toml."""
    halves = [cases(folder, articles, half) for half in (0, 1)]
    sets = {key: [*halves[0][key], *halves[1][key]] for key in halves[0]}
    yield from lede_report(sets)
    for length in LENGTHS:
        trials = draws(length, tries)
        found = [measured(half, length, trials) for half in halves]
        both = {key: _joined(key, halves, found) for key in sets}
        weights = best(both, trials)
        yield f"\n[{length}]"
        yield from (f"{name} = {value:.2f}" for name, value in weights.items())
        ours = measured(sets, length, [weights])
        crossed = [measured(halves[1 - i], length, [best(found[i], trials)]) for i in (0, 1)]
        other = {key: _joined(key, halves[::-1], crossed) for key in sets}
        yield f"with these weights: {_macro(ours)}"
        yield f"each half with the weights of the other half: {_macro(other)}"
        yield from _by_set(ours, other)
        yield from _left_out(length, sets, both, trials)


def _joined(key: Key, halves: Sequence[Sets], found: Sequence[Mapping[Key, Floats]]) -> Floats:
    """The mean over the articles of both halves."""
    counts = [len(half[key]) for half in halves]
    return (found[0][key] * counts[0] + found[1][key] * counts[1]) / sum(counts)


def _by_set(ours: Mapping[Key, Floats], theirs: Mapping[Key, Floats]) -> Lines:
    for (name, is_cut), values in ours.items():
        mark = ", without first sentence" if is_cut else ""
        if not np.isnan(values).all():
            yield f"  {name + mark:<36}{_texts(values)}; with those of the other half{_texts(theirs[name, is_cut])}"


def _texts(values: Floats) -> str:
    gain, ledes = (float(row[0]) for row in values)
    return f"{'       ' if np.isnan(gain) else f'{gain:+7.1f}'}{'' if np.isnan(ledes) else f', ledes {ledes:4.0%}'}"


def _left_out(length: Length, sets: Sets, found: Mapping[Key, Floats], trials: Sequence[Weights]) -> Lines:
    """Each language with weights found on the others; then all others with weights found on English only."""
    left_out: dict[Key, Floats] = {}
    for tag in sorted({language(name) for name, _ in sets}):
        inside = {key: members for key, members in sets.items() if language(key[0]) == tag}
        weights = best({key: found[key] for key in found if key not in inside}, trials)
        left_out |= measured(inside, length, [weights])
    yield f"each language with weights found without it: {_macro(left_out)}"
    english = {key: value for key, value in found.items() if language(key[0]) == "en"}
    others = {key: members for key, members in sets.items() if key not in english}
    rest = measured(others, length, [best(english, trials)])
    yield f"all other languages with weights found on English only: {_macro(rest)}"


def _macro(found: Mapping[Key, Floats]) -> str:
    """The means over the sets as they are, without those that lost their first sentences."""
    gain, ledes = np.nanmean([values[:, 0] for (_, is_cut), values in found.items() if not is_cut], axis=0)
    return f"gain over the lead {gain:+.2f}, macro of sets; ledes {ledes:.0%}"


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("folder", type=Path, metavar="DATA")
    parser.add_argument("--articles", type=int, default=60, help="articles of each set and half (60)")
    parser.add_argument("--tries", type=int, default=400, help="draws of weights (400)")
    arguments = parser.parse_args()
    for line in report(arguments.folder, arguments.articles, arguments.tries):
        print(line, flush=True)


if __name__ == "__main__":
    main()
