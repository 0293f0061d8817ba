"""The rules of translations/sentence_style.py: the sentences that each changes, and BLEU without and with it.

WIREGLOT_DATA=FOLDER python -m benchmarks.sentence_style [--engine NAME] LANGUAGE...       e.g. es ca

NTREX, all sentences and headlines (the first line of each document), with capitals; needs the package sacrebleu.
"""

import argparse
import os
from collections.abc import Callable, Sequence
from pathlib import Path

from benchmarks.capitals import NTREX
from benchmarks.scoring.data import ntrex
from wireglot.translations import load, ready
from wireglot.translations.sentence_style import with_first_capital, with_small_second_word, without_added_stop
from wireglot.translations.typography import in_target_typography

RULES: dict[str, Callable[[str, str], str]] = {
    "no rule": lambda _, translation: translation,
    "small second word": lambda source, translation: with_small_second_word(source, translation, "en"),
    "first capital": lambda source, translation: with_first_capital(source, translation, "en"),
    "no added stop": without_added_stop,
}


def print_rules(folder: Path, language: str, name: str) -> None:
    documents, english = ntrex(folder, NTREX[language]), ntrex(folder, "eng")
    sources = [text for document in documents for text in document["sentences"]]
    references = [text for document in english for text in document["sentences"]]
    headline = [n == 0 for document in documents for n in range(len(document["sentences"]))]
    engine = load(ready(language, "en", name).name)
    answers = engine.translate(sources, language, "en")
    before = [
        in_target_typography(*pair, language, "en") for pair in zip(sources, (a or "" for a in answers), strict=True)
    ]
    print(f"\n{language}-en, {engine.name}, {len(sources)} sentences, {sum(headline)} headlines")
    for rule, apply in RULES.items():
        after = [apply(source, translation) for source, translation in zip(sources, before, strict=True)]
        changed = [one != other for one, other in zip(before, after, strict=True)]
        of_headlines = [
            [text for text, is_one in zip(texts, headline, strict=True) if is_one] for texts in (after, references)
        ]
        print(
            f"  {rule:18} changes {sum(changed):3} sentences, {sum(map(min, changed, headline)):2} headlines;"
            f" BLEU {bleu(after, references):5.2f}, of headlines {bleu(*of_headlines):5.2f}"
        )


def bleu(answers: Sequence[str], references: Sequence[str]) -> float:
    from sacrebleu.metrics.bleu import BLEU

    return float(BLEU().corpus_score(list(answers), [list(references)]).score)


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("languages", nargs="+", metavar="LANGUAGE", choices=sorted(NTREX))
    parser.add_argument("--engine", default="auto")
    chosen = parser.parse_args()
    for language in chosen.languages:
        print_rules(Path(os.environ["WIREGLOT_DATA"]), language, chosen.engine)


if __name__ == "__main__":
    main()
