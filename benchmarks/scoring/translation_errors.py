"""Recall of the checks of translations on seeded errors of fact, in twelve languages and both directions.

    python -m benchmarks.scoring.translation_errors DATA                  recall and number of errors, by direction
    python -m benchmarks.scoring.translation_errors DATA --missed KIND    the errors of this kind that were missed

The sentences are human translations: NTREX (DATA/ntrex) and FLORES (DATA/mt). One error is put into the translation:
into the English one of a foreign sentence, and into the foreign one of an English sentence. Sentences on which the
checks alarm before are left out. An error counts as found when any check alarms; `--strict` counts only the check of
its kind. The errors are the same in each run; how they are made is in seeded.py. Units are replaced with words of
the table that the checks use, so that their recall says nothing of units outside it. Which words are names says
translated_names.py; directions in which names are not compared have none.
"""

import argparse
import random
import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache, partial
from pathlib import Path

from benchmarks.scoring import seeded
from benchmarks.scoring.checks import Pair, flores, issues_of
from benchmarks.scoring.seeded import OTHER_UNIT, Document
from benchmarks.scoring.translated_names import align, are_forms_of_one
from wireglot.articles.facts import MONEY
from wireglot.articles.languages import script_of

# Internals: whether names are compared at all.
from wireglot.translations.checks.names import compares_names

# Five of them are not in Latin script, two have no spaces between words.
LANGUAGES = ("sv", "de", "fr", "es", "pl", "tr", "ru", "uk", "ar", "hi", "ja", "zh")
DOCUMENT = 20  # sentences of FLORES that are taken as one, which gives each name others to be replaced by
CODES = {"en": "eng"} | seeded.LANGUAGES | seeded.OTHERS
INVENTED = seeded.INVENTED | {
    "Arab": ("هالفورسن", "أوكونكو", "زيلونكا"),
    "Deva": ("हाल्वोर्सन", "ओकोंक्वो", "ज़िएलोन्का"),
}
SIGNS = {"$": "€", "€": "$", "£": "$", "¥": "€"}
GOALS = {**dict.fromkeys(("number", "unit", "currency", "date", "weekday"), 0.95), "name": 0.85, "negation": 0.80}

# Error -> the checks that count with --strict.
FINDERS = {
    "number": {"number", "date", "unit"},
    "unit": {"unit", "number"},
    "currency": {"unit", "number"},
    "date": {"date", "number"},
    "weekday": {"date"},
    "name": {"name"},
    "negation": {"negation"},
}


@dataclass(frozen=True, slots=True)
class Seed:
    """A translation with an error of a kind."""

    kind: str
    pair: Pair
    wrong: str


def other_date(sentence: str, document: Document, draw: random.Random) -> str:
    """Another year or month."""
    changes = [seeded.other_year, seeded.other_month]
    draw.shuffle(changes)
    return next((wrong for change in changes if (wrong := change(sentence, document.language, draw))), "")


def other_currency(sentence: str, document: Document, draw: random.Random) -> str:
    """Another sign or word of a currency beside a figure."""
    signs = list(re.finditer(r"[$€£¥](?= ?\d)|(?<=\d)(?: ?)[€£¥]", sentence))
    if signs:
        sign = draw.choice(signs)
        new = sign[0].replace(sign[0].strip(), SIGNS[sign[0].strip()])
        return sentence[: sign.start()] + new + sentence[sign.end() :]
    return seeded.other_unit(sentence, document, draw, frozenset(OTHER_UNIT) & MONEY)


SEEDERS: dict[str, Callable[[str, Document, random.Random], str]] = {
    "number": seeded.other_number,
    "unit": partial(seeded.other_unit, units=frozenset(OTHER_UNIT) - MONEY),
    "currency": other_currency,
    "date": other_date,
    "weekday": lambda sentence, document, draw: seeded.other_weekday(sentence, document.language, draw),
    "negation": seeded.negated,
}
KINDS = (*SEEDERS, "name")


@cache
def documents(folder: Path, language: str) -> list[Document]:
    """All documents of a language, each with the names of its English version."""
    news = [(row["doc_id"], tuple(row["sentences"])) for row in seeded.rows(folder, CODES[language])]
    english = [tuple(row["sentences"]) for row in seeded.rows(folder, "eng")]
    sentences, references = flores(folder, language), flores(folder, "en")
    starts = range(0, len(sentences), DOCUMENT)
    news += [(f"flores-{start}", sentences[start : start + DOCUMENT]) for start in starts]
    english += [references[start : start + DOCUMENT] for start in starts]
    return [
        Document(name, language, own, frozenset(seeded.capitalised(theirs)))
        for (name, own), theirs in zip(news, english, strict=True)
    ]


def seeds(folder: Path, language: str, to: str, kind: str) -> Iterator[Seed]:
    """At most one error of the kind for each sentence without alarm."""
    for source, target in zip(documents(folder, language), documents(folder, to), strict=True):
        for number, (original, translation) in enumerate(zip(source.sentences, target.sentences, strict=True)):
            draw = random.Random(f"{target.id}-{language}-{to}-{kind}-{number}")
            wrong = (
                other_name(folder, target, number, language, to, draw)
                if kind == "name"
                else SEEDERS[kind](translation, target, draw)
            )
            pair = Pair(language, to, original, translation)
            if wrong and wrong != translation and not issues_of(pair):
                yield Seed(kind, pair, wrong)


@cache
def names(folder: Path, to: str) -> dict[str, list[list[str]]]:
    """Document -> the names in each sentence of a translation."""
    targets = documents(folder, to)
    own = [sentence for document in targets for sentence in document.sentences]
    english = own if to == "en" else [s for document in documents(folder, "en") for s in document.sentences]
    aligned = align(english, own)
    found = iter([aligned.within(number, sentence) for number, sentence in enumerate(own)])
    return {document.id: [next(found) for _ in document.sentences] for document in targets}


def other_name(folder: Path, document: Document, number: int, language: str, to: str, draw: random.Random) -> str:
    """A name replaced by another of the document, or by an invented one; "" where names are not compared."""
    found = names(folder, to)[document.id] if compares_names(language, to) else []
    if not found or not found[number]:
        return ""
    sentence, old = document.sentences[number], draw.choice(found[number])
    others = sorted({name for each in found for name in each if name not in sentence})
    others = [name for name in others if not are_forms_of_one(name, old)]
    if not others or draw.random() < 0.5:
        others = list(INVENTED[script_of(old[0])])
    return re.sub(rf"(?<!\w){re.escape(old)}(?!\w)", draw.choice(others), sentence, count=1)


def is_found(seed: Seed, *, strict: bool) -> bool:
    """Whether a check alarms on the error."""
    issues = issues_of(replace(seed.pair, translation=seed.wrong))
    return bool(FINDERS[seed.kind] & issues.keys()) if strict else bool(issues)


def recall(folder: Path, language: str, to: str, kind: str, *, strict: bool) -> tuple[int, int]:
    """The number of errors that are found, and of all."""
    counted = Counter(is_found(seed, strict=strict) for seed in seeds(folder, language, to, kind))
    return counted[True], counted.total()


def table(folder: Path, kinds: Sequence[str], *, strict: bool) -> Iterator[str]:
    """A row per direction, then the totals of all directions."""
    yield "| direction |" + "".join(f" {kind} |" for kind in kinds)
    yield "|---|" + "---|" * len(kinds)
    total: dict[str, Counter[bool]] = {kind: Counter() for kind in kinds}
    for language, to in [*((tag, "en") for tag in LANGUAGES), *(("en", tag) for tag in LANGUAGES)]:
        row = {kind: recall(folder, language, to, kind, strict=strict) for kind in kinds}
        for kind, (hits, count) in row.items():
            total[kind] += Counter({True: hits, False: count - hits})
        yield f"| {language}-{to} |" + "".join(f" {_cell(*row[kind])} |" for kind in kinds)
    yield "| all |" + "".join(f" {_cell(total[kind][True], total[kind].total())} |" for kind in kinds)
    yield "| goal |" + "".join(f" {GOALS[kind]:.2f} |" for kind in kinds)


def _cell(hits: int, count: int) -> str:
    return f"{hits / count:.3f} ({count})" if count else "-"


def missed(folder: Path, kind: str, *, strict: bool) -> Iterator[str]:
    """The errors of a kind that are not found, each beside its source."""
    for language, to in [*((tag, "en") for tag in LANGUAGES), *(("en", tag) for tag in LANGUAGES)]:
        for seed in seeds(folder, language, to, kind):
            if not is_found(seed, strict=strict):
                yield f"{language}-{to}: {seed.pair.source}\n    {seed.pair.translation}\n    {seed.wrong}"


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("folder", type=Path, metavar="DATA")
    parser.add_argument("--kind", choices=KINDS, nargs="+", default=KINDS, help="only errors of these kinds")
    parser.add_argument("--missed", choices=KINDS, help="list the errors of this kind that were missed")
    parser.add_argument("--strict", action="store_true", help="count only the check of the error's kind")
    arguments = parser.parse_args()
    lines = (
        missed(arguments.folder, arguments.missed, strict=arguments.strict)
        if arguments.missed
        else table(arguments.folder, arguments.kind, strict=arguments.strict)
    )
    for line in lines:
        print(line, flush=True)


if __name__ == "__main__":
    main()
