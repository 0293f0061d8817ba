"""Scores of a translation engine on aligned sentences, and what the product makes of its answers.

DATA/mt/<xx>/flores-dev.src.gz, .ref.gz       a sentence per line; the original is English
DATA/ntrex/<code>.jsonl.gz                    news documents; scored where FLORES lacks the language
DATA/wmt_docs/*.<xx>.jsonl.gz                 news documents with references
DATA/mt/BLEU.md                               published scores of eight systems
"""

import random
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from benchmarks.scoring.checks import other_number, with_repetition
from benchmarks.scoring.data import NoData, ntrex, read_jsonl, read_lines
from wireglot.articles.languages import iso639_3
from wireglot.translations import Engine, TranslationContext, translate_sentences
from wireglot.translations.checks import find_issues

# The domains of the WMT sets that are news.
NEWS = ("news", "newstest2021")
# A name: a word with a capital that does not begin the sentence, and that people left as it is.
_NAME = re.compile(r"(?<=[^\W\d_] )[^\W\d_a-zß-ÿ][^\W\d_]{2,}")


@dataclass(frozen=True, slots=True)
class TestSet:
    """Aligned sentences; `name` as in BLEU.md."""

    name: str
    sources: tuple[str, ...]
    references: tuple[str, ...]

    def first(self, count: int) -> "TestSet":
        """The first sentences; all of them for 0."""
        return TestSet(self.name, self.sources[: count or None], self.references[: count or None])


@dataclass(frozen=True, slots=True)
class Score:
    """What one engine made of one set; sentences that failed count as empty in BLEU and chrF.

    bleu, chrf       of the answers that the engine gave first, before any check
    signatures       of the two scores, by sacreBLEU
    product_bleu     of the sentences as a reader gets them: retried where refused, in the target's typography
    retried          sentences whose first answer was refused, or missing
    failed           of these the ones without an accepted answer: the reader gets the original, marked
    names            share of the names that the reference leaves as they are and the translation has
    seeded           error -> share of the errors put into accepted translations that the checks find
    """

    bleu: float
    chrf: float
    signatures: tuple[str, str]
    product_bleu: float
    retried: int
    failed: int
    names: float
    seeded: dict[str, float]


def test_sets(folder: Path, source: str) -> list[TestSet]:
    """The sets from `source` into English. Raises NoData naming the expected files."""
    found = [*_flores(folder, source), *_news(folder, source)] or [*_ntrex(folder, source)]
    if not found:
        expected = f"mt/{source}/flores-dev.src.gz, wmt_docs/*.{source}.* or ntrex/{iso639_3(source)}.jsonl.gz"
        raise NoData(f"{folder} has no set for {source}-en: expected {expected}.")
    return found


def score(engine: Engine, test_set: TestSet, source: str) -> Score:
    """The scores of one engine, without sentence memory and without other engines. Needs the package sacrebleu."""
    from sacrebleu.metrics.bleu import BLEU
    from sacrebleu.metrics.chrf import CHRF

    observed = _Observed(engine)
    texts = list(dict.fromkeys(test_set.sources))
    outcome = translate_sentences(texts, source, "en", engines=[observed], context=TranslationContext())
    first = [observed.first.get(text) or "" for text in test_set.sources]
    final = [outcome.by_source[text].text or "" for text in test_set.sources]
    bleu, chrf, references = BLEU(), CHRF(), [list(test_set.references)]
    return Score(
        round(bleu.corpus_score(first, references).score, 1),
        round(chrf.corpus_score(first, references).score, 1),
        (str(bleu.get_signature()), str(chrf.get_signature())),
        round(BLEU().corpus_score(final, references).score, 1),
        retried=len(observed.retried),
        failed=sum(not text for text in final),
        names=_share_of_names(test_set, final),
        seeded=_seeded(test_set.sources, final, source),
    )


def published(folder: Path, source: str, name: str) -> dict[str, str]:
    """The published scores on the set, by system; {} where none are recorded."""
    path = folder / "mt" / "BLEU.md"
    lines = path.read_text("utf-8").splitlines() if path.is_file() else []
    rows = [_cells(line) for line in lines if line.startswith("|")]
    if not rows:
        return {}
    scores = next((row for row in rows if row[:2] == [source, name]), [])
    return {system: value for system, value in zip(rows[0][3:], scores[3:], strict=False) if value != "-"}


@dataclass(slots=True)
class _Observed:
    """An engine that remembers its first answers and which sentences it was asked for a second time."""

    engine: Engine
    first: dict[str, str | None] = field(default_factory=dict)
    retried: set[str] = field(default_factory=set)

    @property
    def name(self) -> str:
        return self.engine.name

    @property
    def rank(self) -> int:
        return self.engine.rank

    def translate(self, sentences: Sequence[str], source: str, target: str) -> tuple[str | None, ...]:
        answers = self.engine.translate(sentences, source, target)
        self.first.update(zip(sentences, answers, strict=True))
        return answers

    def retry(self, sentences: Sequence[str], source: str, target: str) -> tuple[str | None, ...]:
        self.retried.update(sentences)
        retry = getattr(self.engine, "retry", None)
        answers: tuple[str | None, ...] = retry(sentences, source, target) if retry else (None,) * len(sentences)
        return answers

    def __getattr__(self, name: str) -> Any:
        return getattr(self.engine, name)


def _share_of_names(test_set: TestSet, translations: Sequence[str]) -> float:
    """The share of names, in source and reference alike, that the translations have; 1 where there are none."""
    kept = [
        name in translation
        for text, reference, translation in zip(test_set.sources, test_set.references, translations, strict=True)
        for name in set(_NAME.findall(text))
        if name in reference
    ]
    return round(sum(kept) / len(kept), 3) if kept else 1.0


def _seeded(sources: Sequence[str], translations: Sequence[str], language: str) -> dict[str, float]:
    """Error -> the share of sentences with that error in which the checks find something."""
    pairs = [pair for pair in zip(sources, translations, strict=True) if pair[1]]
    ways = {
        "number": lambda text, draw: other_number(text, draw),
        "repetition": lambda text, draw: with_repetition(text, draw),
        "untranslated": lambda _text, _draw: None,
    }
    found: dict[str, float] = {}
    for error, change in ways.items():
        draw = random.Random(error)
        spoiled = [(text, text if error == "untranslated" else change(done, draw)) for text, done in pairs]
        caught = [bool(find_issues(a, b, language=language, to="en")) for a, b in spoiled if b]
        found[error] = round(sum(caught) / len(caught), 3) if caught else 1.0
    return found


def _cells(line: str) -> list[str]:
    return [cell.strip() for cell in line.strip().strip("|").split("|")]


def _flores(folder: Path, source: str) -> Iterator[TestSet]:
    files = [folder / "mt" / source / f"flores-dev.{side}.gz" for side in ("src", "ref")]
    if files[0].is_file():
        sources, references = (tuple(read_lines(file)) for file in files)
        yield TestSet("flores-dev", sources, references)


def _news(folder: Path, source: str) -> Iterator[TestSet]:
    for path in sorted((folder / "wmt_docs").glob(f"*.{source}.jsonl.gz")):
        news = [document for document in read_jsonl(path) if document["domain"] in NEWS]
        sources = [text for document in news for text in document["sentences"]]
        references = [text for document in news for text in next(iter(document["refs"].values()))]
        yield TestSet(path.name.partition(".")[0], tuple(sources), tuple(references))


def _ntrex(folder: Path, source: str) -> Iterator[TestSet]:
    code = iso639_3(source)
    if (folder / "ntrex" / f"{code}.jsonl.gz").is_file():
        sides = [[text for document in ntrex(folder, name) for text in document["sentences"]] for name in (code, "eng")]
        yield TestSet("ntrex", tuple(sides[0]), tuple(sides[1]))
