"""Scores of sentence segmentation: boundary F1 on documents of one sentence per line, and a small exact set.

    python -m benchmarks.scoring.splitting DATA [--documents 10]     a table by language, and the micro F1

A document's lines, without the headline, are joined into one paragraph and split again; inner borders are compared by
their offsets. Some lines hold two sentences, so about 0.97 is the highest score that can be reached.
"""

import argparse
import hashlib
import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks.scoring.data import ntrex, small_set
from wireglot.articles.sentences import split_sentences, split_text

Split = Callable[[str], Iterable[str]]


def codes(line: str) -> tuple[str, ...]:
    """NTREX codes, written "eng deu"."""
    return tuple(line.split())


# The languages of the micro F1, in the order of published tables.
GOAL = codes(
    "eng deu fra spa ita por nld swe dan nob fin pol ces hun ron"
    " bul rus ukr ell tur arb fas heb hin urd ind vie kor jpn zho-CN"
)
# All languages that mark their sentences: also what langdetect covers, and six scripts that it does not.
MARKED = GOAL + codes(
    "afr ben cat cym est fil guj hrv kan lav lit mal mar mkd nep pan slk slv som sqi swa tam tel zho-TW"
    " hye kat amh mya khm bod isl eus glg gle srp-Cyrl bel kaz msa"
)
# Languages written without marks between sentences.
UNMARKED = codes("tha lao")
UNSPACED = {"zho-CN", "zho-TW", "jpn", "yue"}


@dataclass(frozen=True, slots=True)
class Score:
    """Counts of borders: correct, wrong (no border is there) and missed."""

    correct: int = 0
    wrong: int = 0
    missed: int = 0

    def __add__(self, other: "Score") -> "Score":
        return Score(self.correct + other.correct, self.wrong + other.wrong, self.missed + other.missed)

    @property
    def f1(self) -> float:
        return 2 * self.correct / (2 * self.correct + self.wrong + self.missed) if self.correct else 0.0


def documents(folder: Path, code: str) -> list[list[str]]:
    """The documents of a language as their lines, without the headline."""
    return [line["sentences"][1:] for line in ntrex(folder, code)]


def joined(lines: Sequence[str], joiner: str) -> tuple[str, frozenset[int]]:
    """One text of all lines, and the offsets at which each line but the first starts."""
    text, starts = "", set()
    for line in filter(None, (line.strip() for line in lines)):
        if text:
            text += joiner
            starts.add(len(text))
        text += line
    return text, frozenset(starts)


def score(texts: Iterable[tuple[str, frozenset[int]]], split: Split = split_text) -> Score:
    """Compare the borders that `split` finds in the texts with the true ones."""
    total = Score()
    for text, true in texts:
        found = frozenset(starts(split(text)))
        total += Score(len(found & true), len(found - true), len(true - found))
    return total


def starts(pieces: Iterable[str]) -> Iterator[int]:
    """The offset at which each piece but the first starts."""
    at = 0
    for piece in pieces:
        if at:
            yield at
        at += len(piece)


def texts(folder: Path, code: str, first: int | None = None) -> list[tuple[str, frozenset[int]]]:
    joiner = "" if code in UNSPACED else " "
    return [joined(lines, joiner) for lines in documents(folder, code)[:first]]


def scores(folder: Path, codes: Iterable[str] = (*MARKED, *UNMARKED), first: int | None = None) -> dict[str, Score]:
    """The score of each language that the folder has; `first` limits the documents of each."""
    return {code: score(texts(folder, code, first)) for code in codes if has_language(folder, code)}


def has_language(folder: Path, code: str) -> bool:
    return (folder / "ntrex" / f"{code}.jsonl.gz").exists()


def micro(found: dict[str, Score], codes: Iterable[str] = GOAL) -> Score:
    """The score over all borders of the languages together."""
    return sum((found[code] for code in codes if code in found), Score())


def corpus_sha256(folder: Path) -> str:
    """The checksum of the texts (not of the compressed files) in the languages that are scored."""
    digest = hashlib.sha256()
    for code in sorted((*MARKED, *UNMARKED)):
        if has_language(folder, code):
            digest.update(json.dumps([code, documents(folder, code)]).encode())
    return digest.hexdigest()


@dataclass(frozen=True, slots=True)
class Case:
    """A text of the small set, its sentences, and what makes it difficult."""

    language: str
    why: str
    text: str
    sentences: tuple[str, ...]


def small() -> tuple[Case, ...]:
    """The project's own set: short texts, each with its sentences."""
    return tuple(
        Case(
            case["language"],
            case["why"],
            case.get("joiner", " ").join(case["sentences"]),
            tuple(case["sentences"]),
        )
        for case in small_set("splitting")["case"]
    )


def small_failures() -> list[tuple[Case, tuple[str, ...]]]:
    """The cases of the small set that are split wrongly, with the result."""
    return [(case, found) for case in small() if (found := split_sentences(case.text)) != case.sentences]


def floors(folder: Path) -> dict[str, Any]:
    """The section of floors.json, measured on all documents."""
    found = scores(folder)
    return {
        "corpus_sha256": corpus_sha256(folder),
        "languages": {code: round(score.f1, 4) for code, score in found.items()},
        "micro_f1": round(micro(found).f1, 4),
        # Segmentation is deterministic. The noise is what a rule that helps elsewhere may cost: about 7 of 900
        # borders in one language, 27 of 27,600 in all.
        "noise": {"language": 0.004, "micro_f1": 0.0005},
        "why": "a drop within the noise is the price of a rule that helps elsewhere; segmentation itself is exact",
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("folder", type=Path, metavar="DATA")
    parser.add_argument("--documents", type=int, default=None, help="documents of each language (all)")
    arguments = parser.parse_args()
    found = scores(arguments.folder, first=arguments.documents)
    if not found:
        parser.error(f"expected ntrex/<code>.jsonl.gz in {arguments.folder}, found none; name the data folder")
    for code, own in found.items():
        print(f"{code:10} {own.f1:.3f}   correct {own.correct:4}   wrong {own.wrong:4}   missed {own.missed:4}")
    print(f"micro F1 over {len(set(GOAL) & set(found))} languages: {micro(found).f1:.3f}")
    lowest = min((code for code in found if code not in UNMARKED), key=lambda code: found[code].f1)
    print(f"lowest with sentence marks: {lowest} {found[lowest].f1:.3f}")
    print(f"small set: {len(small()) - len(small_failures())} of {len(small())} exact")


if __name__ == "__main__":
    main()
