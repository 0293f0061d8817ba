"""Scores of a translation engine on a folder of evaluation data: sacreBLEU and chrF, beside what others published.

FOLDER/mt/<xx>/flores-dev.src.gz, .ref.gz       a sentence a line; English is the original
FOLDER/wmt_docs/*.<xx>.jsonl.gz                 news documents with references
FOLDER/mt/BLEU.md                               published scores of eight systems
"""

import gzip
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from benchmarks.scoring.errors import NoData
from wireglot.translations import Engine

# The domains of the WMT sets that are news.
NEWS = ("news", "newstest2021")


@dataclass(frozen=True, slots=True)
class TestSet:
    """Aligned sentences; `name` as BLEU.md calls the set."""

    name: str
    sources: tuple[str, ...]
    references: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Score:
    """BLEU and chrF with sacreBLEU's own signatures; `failed` sentences count as empty."""

    bleu: float
    chrf: float
    bleu_signature: str
    chrf_signature: str
    failed: int


def test_sets(folder: Path, source: str) -> list[TestSet]:
    """The sets from `source` into English. Raises NoData naming what was looked for."""
    found = [*_flores(folder, source), *_news(folder, source)]
    if not found:
        raise NoData(
            f"{folder} has no set for {source}-en: wanted mt/{source}/flores-dev.src.gz or wmt_docs/*.{source}.*."
        )
    return found


def score(engine: Engine, data: TestSet, source: str) -> Score:
    """What the engine alone does, without checks, memory and the next engine. Needs the package sacrebleu."""
    from sacrebleu.metrics.bleu import BLEU
    from sacrebleu.metrics.chrf import CHRF

    answers = engine.translate(data.sources, source, "en")
    told = [answer or "" for answer in answers]
    bleu, chrf = BLEU(), CHRF()
    references = [list(data.references)]
    return Score(
        round(bleu.corpus_score(told, references).score, 1),
        round(chrf.corpus_score(told, references).score, 1),
        str(bleu.get_signature()),
        str(chrf.get_signature()),
        sum(answer is None for answer in answers),
    )


def published(folder: Path, source: str, name: str) -> dict[str, str]:
    """The scores of others on the same set, by system; {} where none are recorded."""
    path = folder / "mt" / "BLEU.md"
    rows = (
        [_cells(line) for line in path.read_text("utf-8").splitlines() if line.startswith("|")]
        if path.is_file()
        else []
    )
    if not rows:
        return {}
    head = rows[0]
    found = next((row for row in rows if row[:2] == [source, name]), [])
    return {system: value for system, value in zip(head[3:], found[3:], strict=False) if value != "-"}


def _cells(line: str) -> list[str]:
    return [cell.strip() for cell in line.strip().strip("|").split("|")]


def _flores(folder: Path, source: str) -> Iterator[TestSet]:
    place = folder / "mt" / source
    if (place / "flores-dev.src.gz").is_file():
        yield TestSet("flores-dev", _lines(place / "flores-dev.src.gz"), _lines(place / "flores-dev.ref.gz"))


def _news(folder: Path, source: str) -> Iterator[TestSet]:
    for path in sorted((folder / "wmt_docs").glob(f"*.{source}.jsonl.gz")):
        documents = [json.loads(line) for line in _lines(path)]
        news = [one for one in documents if one["domain"] in NEWS]
        sources = [text for one in news for text in one["sentences"]]
        references = [text for one in news for text in next(iter(one["refs"].values()))]
        yield TestSet(path.name.partition(".")[0], tuple(sources), tuple(references))


def _lines(path: Path) -> tuple[str, ...]:
    with gzip.open(path, "rt", encoding="utf-8") as file:
        return tuple(line.rstrip("\n") for line in file)
