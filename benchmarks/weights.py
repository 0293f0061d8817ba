"""Finds the weights of engine `extract` on a data folder, and says what they are worth where they were not found.

    python -m benchmarks.weights FOLDER [--articles N] [--tries N]

FOLDER holds a `summaries/` as for tests/evaluation/summaries.py, whose ROUGE and lead are used. Each kept
set is searched on twice, the second time without its first sentence. A try is one draw of all weights around DRAWN;
all tries are scored once, so that leaving out a language, or half of the articles, is only another choice among the
tries: the mean of the ten best on what is left. Four minutes on one quiet core with the defaults.
"""

import argparse
import random
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from importlib.util import module_from_spec, spec_from_file_location
from math import exp
from pathlib import Path
from statistics import fmean
from typing import Any

import numpy as np

from wireglot.articles.languages import join_sentences, length_in_words
from wireglot.summarizers import SummaryInput, terms
from wireglot.summarizers.engines import extract
from wireglot.summarizers.extract import guards, scoring

SCORER = Path(__file__).parent.parent / "tests" / "evaluation" / "summaries.py"
CUT = {"en_xsum", "fr_orangesum", "vi_vietnews"}  # sets whose texts begin after the lede
UNSURE = {"en_writers", "zh_lcsts"}  # some cut, some kept; posts
EVIDENCE = ("recurs", "titled", "dateline")
MATCHED = 3.0  # what a set of this length counts beside the others
LOSS = 1.0  # what a point below the lead costs beside the point itself
ENOUGH = 12.0  # points over the lead; more is no better, else extract-type references would decide everything
BEST = 10  # tries whose mean is taken: single winners follow the noise

# Around what the tries are drawn: the development notes' prototype, which was tuned on other articles. The
# second number is the spread of the logarithm; 0 keeps a weight as it is, set by hand for readers.
DRAWN: dict[str, dict[str, tuple[float, float]]] = {
    "short": {
        "position": (0.40, 0.7),
        "lede": (0.40, 0.9),
        "untitled": (0.10, 0.9),
        "centroid": (0.39, 0.5),
        "textrank": (0.42, 0.5),
        "title": (0.60, 0.5),
        "length": (0.23, 0.5),
        "brief": (-1.39, 0.3),
        "redundancy": (0.44, 0.3),
        "dependent": (-0.40, 0.5),
        "second_margin": (0.40, 0.0),
        "unfinished": (-0.81, 0.0),
        "question": (-0.57, 0.0),
        "quoted": (-0.12, 0.0),
    },
    "long": {
        "position": (0.60, 0.5),
        "lede": (0.40, 0.7),
        "untitled": (3.50, 0.4),
        "centroid": (1.02, 0.5),
        "textrank": (0.30, 0.5),
        "title": (0.24, 0.5),
        "length": (0.14, 0.5),
        "brief": (-4.50, 0.3),
        "redundancy": (0.24, 0.5),
        "dependent": (-0.20, 0.7),
        "unfinished": (-0.20, 0.0),
        "question": (-0.20, 0.0),
        "quoted": (-0.10, 0.0),
    },
}
Table = Mapping[str, float]
Lines = Iterator[str]


def _scorer() -> Any:
    spec = spec_from_file_location("evaluation_of_summaries", SCORER)
    assert spec is not None
    assert spec.loader is not None
    module = module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


ev = _scorer()


@dataclass(eq=False)
class Case:
    """One article with all that does not depend on the weights, made once."""

    text: SummaryInput
    references: Sequence[str]
    sentences: list[guards.SourceSentence] = field(init=False)
    candidates: list[extract.Candidate] = field(init=False)
    groups: list[tuple[int, ...]] = field(init=False)
    vectors: scoring.SentenceVectors = field(init=False)
    scoring.features: Mapping[str, scoring.Floats] = field(init=False)
    evidence: Mapping[str, float] = field(init=False)
    scores: dict[str, float] = field(default_factory=dict)

    def __post_init__(self) -> None:
        language, headline = self.text.language, self.text.article.headline
        self.sentences = extract.quotable_sentences(self.text)
        all_terms = [terms(sentence.original) for sentence in self.sentences]
        guarded = guards.check_guards(self.sentences, language, language)
        self.candidates = extract.make_candidates(self.sentences, guarded, all_terms, headline, language, language)
        self.groups = [candidate.group for candidate in self.candidates]
        scored = [i for i, group in enumerate(self.groups) if group]
        originals, scored_terms = [self.sentences[i].original for i in scored], [all_terms[i] for i in scored]
        self.vectors = scoring.sentence_vectors(scored_terms)
        self.features = scoring.features(originals, scored_terms, headline, self.vectors) if scored else {}
        title = scoring.term_recall(self.vectors, terms(headline))
        self.evidence = scoring.lede_evidence(originals[0], title, self.vectors) if len(scored) > 1 else {}

    def score(self, told: str) -> float:
        if told not in self.scores:
            self.scores[told] = ev.score(told, self.references)
        return self.scores[told]

    def lead(self, length: str) -> float:
        return self.score(ev.lead(self.text, length))

    def gain(self, length: str, table: Table) -> float:
        """What is won over the lead."""
        return self.score(self.told(self.choice(length, table))) - self.lead(length)

    def choice(self, length: str, table: Table) -> extract.Selection:
        if not self.features:
            return extract.Selection(())
        score = scoring.scorer(scoring.parse_weights(table), self.features, self.vectors, self.groups)
        if length == "short":
            return extract.choose_short(score, self.candidates, table["second_margin"])
        return extract.choose_long(score, self.candidates)

    def told(self, choice: extract.Selection) -> str:
        pairs = zip(choice.sentences, choice.spans, strict=True)
        shown = [self.sentences[i].output[slice(*(span or (None,)))] for i, span in pairs]
        return join_sentences(shown, self.text.output_language)


# --- the articles


Key = tuple[str, bool]  # a set, and whether the first sentence was taken away
Sets = Mapping[Key, list[Case]]


def cases(folder: Path, articles: int, half: int) -> Sets:
    """So many articles of each set, of those with an even (0) or odd (1) number."""
    found: dict[Key, list[Case]] = {}
    for file in ev.files(folder):
        name = ev.name_of(file)
        rows = list(ev.rows(file))[half::2]
        random.Random(1).shuffle(rows)
        texts = [(ev.text_of(row), row["references"]) for row in rows[:articles]]
        found[name, False] = [Case(text, references) for text, references in texts]
        if name not in CUT | UNSURE:
            found[name, True] = [Case(beheaded(text), references) for text, references in texts]
    return found


def beheaded(text: SummaryInput) -> SummaryInput:
    """Without its first sentence, as sources are that keep the lede elsewhere."""
    blocks = list(text.article.blocks)
    if blocks:
        blocks[0] = replace(blocks[0], sentences=blocks[0].sentences[1:])
    kept = tuple(block for block in blocks if block.sentences)
    return replace(text, article=replace(text.article, blocks=kept), blocks=kept)


def language(name: str) -> str:
    """Of a set; the two Norwegian ones are the same articles."""
    return {"nn": "nb"}.get(name[:2], name[:2])


# --- the lede detector


def fitted_lede(sets: Sets) -> dict[str, float]:
    """Logistic regression by Newton's method, kept against cut, each set and each side of equal weight."""
    rows, kept, shares = _examples(sets)
    found = np.zeros(rows.shape[1])
    for _ in range(30):
        chance = 1 / (1 + np.exp(-rows @ found))
        steep = (rows * (shares * chance * (1 - chance))[:, None]).T @ rows + 0.002 * np.eye(len(found))
        found += np.linalg.solve(steep, rows.T @ (shares * (kept - chance)) - 0.002 * found)
    return dict(zip(("constant", *EVIDENCE), (float(value) for value in found.round(2)), strict=True))


def _examples(sets: Sets) -> tuple[scoring.Floats, scoring.Floats, scoring.Floats]:
    rows: list[list[float]] = []
    kept: list[float] = []
    shares: list[float] = []
    for (name, headless), members in sets.items():
        usable = [case for case in members if usable_for_lede(case)] if name not in UNSURE else []
        rows += [[1.0, *(case.evidence[key] for key in EVIDENCE)] for case in usable]
        kept += [float(name not in CUT and not headless)] * len(usable)
        shares += [1 / max(1, len(usable))] * len(usable)
    sides, weights = np.array(kept), np.array(shares)
    for side in (0, 1):
        weights[sides == side] /= weights[sides == side].sum()
    return np.array(rows), sides, weights


def usable_for_lede(case: Case) -> bool:
    """Long enough to compare, and not opened by a fragment, which is neither a lede nor what follows one."""
    return len(case.evidence) > 0 and len(case.sentences) >= 4 and length_in_words(case.sentences[0].original) >= 8


def lede_of(case: Case, table: Table) -> float:
    total = table["constant"] + sum(table[key] * case.evidence[key] for key in EVIDENCE)
    return float(1 / (1 + np.exp(-total)))


def lede_report(sets: Sets) -> Iterator[str]:
    yield "lede: " + ", ".join(f"{key} {value:.2f}" for key, value in fitted_lede(sets).items())
    for name in sorted({name for name, headless in sets if headless}):
        others = {key: members for key, members in sets.items() if language(key[0]) != language(name)}
        table = fitted_lede(others)
        kept, cut = ([lede_of(c, table) for c in sets[name, side] if usable_for_lede(c)] for side in (False, True))
        wins = fmean((a > b) + (a == b) / 2 for a in kept for b in cut)
        yield f"  {name:<14} found without its language: AUC {wins:.2f} ({len(kept)} kept, {len(cut)} cut)"


# --- the search


def draws(length: str, tries: int) -> list[Table]:
    """Weights drawn around DRAWN, the same for the same number of tries; the first is DRAWN's centre."""
    chance = random.Random(4)
    centre = {name: value for name, (value, _) in DRAWN[length].items()}
    others = [
        {name: value * exp(chance.gauss(0, spread)) for name, (value, spread) in DRAWN[length].items()}
        for _ in range(tries - 1)
    ]
    return [centre, *others]


def gains(sets: Sets, length: str, tables: Sequence[Table]) -> dict[Key, scoring.Floats]:
    """For each set the mean gain over the lead of each table."""
    return {
        key: np.array([fmean(case.gain(length, table) for case in members) for table in tables])
        for key, members in sets.items()
    }


def merit(found: Mapping[Key, scoring.Floats], length: str) -> scoring.Floats:
    """Of each table: mean gain over sets, those of this length thrice, less what it costs to fall below the lead."""
    shares = np.array([MATCHED if (name in ev.SHORT_SETS) == (length == "short") else 1.0 for name, _ in found])
    values = np.array([np.minimum(gain, ENOUGH) + LOSS * np.minimum(gain, 0) for gain in found.values()])
    return np.asarray(shares @ values / shares.sum())


def best(found: Mapping[Key, scoring.Floats], length: str, tables: Sequence[Table]) -> Table:
    """The mean of the ten tables of most merit, two decimals."""
    order = np.argsort(-merit(found, length), kind="stable")[:BEST]
    return {name: round(fmean(tables[i][name] for i in order), 2) for name in tables[0]}


# --- the report

GAIN = "gain over the lead, macro of sets"


def report(folder: Path, articles: int, tries: int) -> Lines:
    """Lines as they are found; the weights of data/extract.toml are these."""
    halves = [cases(folder, articles, half) for half in (0, 1)]
    sets = {key: [*halves[0][key], *halves[1][key]] for key in halves[0]}
    yield from lede_report(sets)
    for length in ("short", "long"):
        tables = draws(length, tries)
        found = [gains(half, length, tables) for half in halves]
        both = {key: _joined(key, halves, found) for key in sets}
        table = best(both, length, tables)
        yield f"\n[{length}]"
        yield from (f"{name} = {value:.2f}" for name, value in table.items())
        crossed = [gains(halves[1 - i], length, [best(found[i], length, tables)]) for i in (0, 1)]
        other = {key: _joined(key, halves[::-1], crossed) for key in sets}
        yield from _by_set(length, gains(sets, length, [table]), other)
        yield from _left_out(length, sets, both, tables)


def _joined(key: Key, halves: Sequence[Sets], found: Sequence[Mapping[Key, scoring.Floats]]) -> scoring.Floats:
    """The mean over the articles of both halves."""
    counts = [len(half[key]) for half in halves]
    return (found[0][key] * counts[0] + found[1][key] * counts[1]) / sum(counts)


def _by_set(length: str, ours: Mapping[Key, scoring.Floats], theirs: Mapping[Key, scoring.Floats]) -> Lines:
    yield f"{GAIN}: {_macro(ours, length)}; of each half by the other's weights {_macro(theirs, length)}"
    for (name, headless), gain in ours.items():
        mark = ", lede taken away" if headless else ""
        yield f"  {name + mark:<32}{float(gain[0]):+6.1f}  by the other half {float(theirs[name, headless][0]):+6.1f}"


def _left_out(length: str, sets: Sets, found: Mapping[Key, scoring.Floats], tables: Sequence[Table]) -> Lines:
    """Each language by weights found on the others; then all others by weights found on English alone."""
    alone: dict[Key, scoring.Floats] = {}
    for tag in sorted({language(name) for name, _ in sets}):
        inside = {key: members for key, members in sets.items() if language(key[0]) == tag}
        table = best({key: found[key] for key in found if key not in inside}, length, tables)
        alone |= gains(inside, length, [table])
    yield f"{GAIN}: each language by weights found without it {_macro(alone, length)}"
    english = {key: value for key, value in found.items() if language(key[0]) == "en"}
    others = {key: members for key, members in sets.items() if key not in english}
    rest = gains(others, length, [best(english, length, tables)])
    yield f"{GAIN}: all other languages by weights found on English alone {_macro(rest, length)}"


def _macro(found: Mapping[Key, scoring.Floats], length: str) -> str:
    whole = {name: float(gain[0]) for (name, headless), gain in found.items() if not headless}
    matched = [gain for name, gain in whole.items() if (name in ev.SHORT_SETS) == (length == "short")]
    return f"{fmean(whole.values()):+.2f} (of the sets whose references are {length} {fmean(matched):+.2f})"


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--articles", type=int, default=60, help="of each set and half (60)")
    parser.add_argument("--tries", type=int, default=400, help="of weights (400)")
    chosen = parser.parse_args()
    if not ev.files(chosen.folder):
        parser.error(f"no *.dev.jsonl.gz in {chosen.folder} or its summaries/; name the data folder")
    for line in report(chosen.folder, chosen.articles, chosen.tries):
        print(line, flush=True)


if __name__ == "__main__":
    main()
