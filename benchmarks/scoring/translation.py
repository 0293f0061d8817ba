"""Scores of a translation engine: sacreBLEU and chrF, beside published scores on the same sets.

DATA/mt/<xx>/flores-dev.src.gz, .ref.gz       a sentence per line; the original is English
DATA/wmt_docs/*.<xx>.jsonl.gz                 news documents with references
DATA/mt/BLEU.md                               published scores of eight systems
"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from benchmarks.scoring.data import NoData, read_jsonl, read_lines
from wireglot.translations import Engine

# The domains of the WMT sets that are news.
NEWS = ("news", "newstest2021")


@dataclass(frozen=True, slots=True)
class TestSet:
    """Aligned sentences; `name` as in BLEU.md."""

    name: str
    sources: tuple[str, ...]
    references: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Score:
    """BLEU and chrF with sacreBLEU's signatures; `failed` sentences count as empty."""

    bleu: float
    chrf: float
    bleu_signature: str
    chrf_signature: str
    failed: int


def test_sets(folder: Path, source: str) -> list[TestSet]:
    """The sets from `source` into English. Raises NoData naming the expected files."""
    found = [*_flores(folder, source), *_news(folder, source)]
    if not found:
        expected = f"mt/{source}/flores-dev.src.gz or wmt_docs/*.{source}.*"
        raise NoData(f"{folder} has no set for {source}-en: expected {expected}.")
    return found


def score(engine: Engine, test_set: TestSet, source: str) -> Score:
    """The scores of the engine itself, without checks, memory and fallback engines. Needs the package sacrebleu."""
    from sacrebleu.metrics.bleu import BLEU
    from sacrebleu.metrics.chrf import CHRF

    results = engine.translate(test_set.sources, source, "en")
    translations = [result or "" for result in results]
    bleu, chrf = BLEU(), CHRF()
    references = [list(test_set.references)]
    return Score(
        round(bleu.corpus_score(translations, references).score, 1),
        round(chrf.corpus_score(translations, references).score, 1),
        str(bleu.get_signature()),
        str(chrf.get_signature()),
        sum(result is None for result in results),
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
