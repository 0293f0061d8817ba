"""Text in capitals against its sentence case: BLEU into English, before and after translations/capitals.py.

WIREGLOT_DATA=FOLDER python -m benchmarks.capitals [--engine NAME] [--sentences N] PAIR...       e.g. pt es fr

    sentence case    the sentence as it was published
    before           its capitals, given to the engine as they are
    alone            its capitals, as the only sentence of an article
    in its document  its capitals, in its document in normal case: known words get their spelling

NTREX, BLEU on text in small letters; a sentence that the checks refuse counts as empty. Needs the package sacrebleu.
"""

import argparse
import os
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.scoring.data import ntrex
from wireglot.articles import Article, Block, SentenceRef
from wireglot.translations import load, ready, translate

NTREX = {"pt": "por", "es": "spa", "fr": "fra", "it": "ita", "ca": "cat", "ro": "ron", "gl": "glg", "is": "isl"}


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence of a document, and its English."""

    document: tuple[str, ...]
    number: int
    english: str

    @property
    def text(self) -> str:
        return self.document[self.number]

    def in_capitals(self) -> tuple[str, ...]:
        """The document with this sentence in capitals."""
        return (*self.document[: self.number], self.text.upper(), *self.document[self.number + 1 :])


def sentences(folder: Path, language: str) -> Iterator[Sentence]:
    """The sentences of the NTREX documents of a language."""
    for document, english in zip(ntrex(folder, NTREX[language]), ntrex(folder, "eng"), strict=True):
        texts = tuple(document["sentences"])
        yield from (Sentence(texts, number, english["sentences"][number]) for number in range(len(texts)))


def translated(documents: Iterable[Sequence[str]], numbers: Sequence[int], language: str, name: str) -> list[str]:
    """The translation of one sentence of each document; "" where it failed."""
    articles = [Article("id", "uri", "source", "", (Block("paragraph", tuple(texts)),)) for texts in documents]
    translations = translate(articles, [language] * len(articles), to="en", engine=name)
    return [
        "" if SentenceRef(0, number) in (*each.failed, *each.kept) else each.blocks[0].sentences[number]
        for each, number in zip(translations, numbers, strict=True)
    ]


def print_scores(folder: Path, language: str, name: str, limit: int) -> None:
    found = list(sentences(folder, language))[:limit]
    name = ready(language, "en", name).name
    alone = [0] * len(found)
    capitals = [each.text.upper() for each in found]
    rows = {
        "sentence case": translated([[each.text] for each in found], alone, language, name),
        "before": [answer or "" for answer in load(name).translate(capitals, language, "en")],
        "alone": translated([[text] for text in capitals], alone, language, name),
        "in its document": translated(
            [each.in_capitals() for each in found], [each.number for each in found], language, name
        ),
    }
    print(f"\n{language}-en, {name}, {len(found)} sentences")
    for row, answers in rows.items():
        refused = sum(not answer for answer in answers)
        print(
            f"  {row:16} BLEU {bleu(answers, [each.english for each in found]):5.1f}   {refused} without a translation"
        )


def bleu(answers: Sequence[str], references: Sequence[str]) -> float:
    from sacrebleu.metrics.bleu import BLEU

    return float(BLEU(lowercase=True).corpus_score(list(answers), [list(references)]).score)


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("languages", nargs="+", metavar="LANGUAGE", choices=sorted(NTREX))
    parser.add_argument("--engine", default="auto")
    parser.add_argument("--sentences", type=int, default=10**6)
    chosen = parser.parse_args()
    for language in chosen.languages:
        print_scores(Path(os.environ["WIREGLOT_DATA"]), language, chosen.engine, chosen.sentences)


if __name__ == "__main__":
    main()
