"""ROUGE of a summarizing engine and of its peers, on sets of articles with summaries by people.

    boards   a set told by every system, and scored at both lengths: articles x systems x figures
    report   one board, or several as a macro mean, with intervals

A score is the mean of ROUGE-1, ROUGE-2 and ROUGE-L F1 x 100. Words stand beside every score: length alone moves it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from statistics import fmean
from typing import TYPE_CHECKING

from benchmarks.scoring.baselines import Rank, Told, peers, told
from benchmarks.scoring.bootstrap import Interval, draws, interval
from benchmarks.scoring.errors import NoData
from benchmarks.scoring.rouge import rouge
from benchmarks.scoring.sets import LENGTHS, Case, Ledes, cases, name_of
from wireglot.articles.languages import length_in_words
from wireglot.summarizers import Length, Summary, summarize

if TYPE_CHECKING:
    from benchmarks.scoring.bootstrap import Floats

FIGURES = ("r1", "r2", "rl", "mean", "words")
MEAN = FIGURES.index("mean")


@dataclass(frozen=True, slots=True)
class Setting:
    """What is scored: limit is articles a set, None for all; cap the most words of a peer's short summary."""

    engine: str = "extract"
    limit: int | None = None
    ledes: Ledes = "kept"
    cap: float | None = None
    peers: Mapping[str, Rank] = field(default_factory=peers)


@dataclass(frozen=True, slots=True, eq=False)
class Board:
    """The figures of one set: `values` is articles x systems x FIGURES, the engine being the first system.

    empty: articles of which the engine told nothing; they score 0 and count.
    others: articles that another engine told in its place; they count as told. why: of the first, in words.
    """

    name: str
    systems: tuple[str, ...]
    values: "Floats"
    empty: int
    others: int = 0
    why: str = ""


@dataclass(frozen=True, slots=True)
class System:
    """Of one system: each ROUGE and their mean, times 100, and the mean words of its summaries."""

    name: str
    r1: float
    r2: float
    rl: float
    mean: Interval
    words: float


@dataclass(frozen=True, slots=True)
class Report:
    """A set or a macro mean; over: the engine's mean less that of each peer, by the peer's name.

    empty, others and why as of a Board, summed.
    """

    name: str
    length: str
    articles: int
    empty: int
    others: int
    why: str
    systems: tuple[System, ...]
    over: dict[str, Interval]


def boards(file: Path, setting: Setting) -> dict[Length, Board]:
    """A set told by the engine and its peers. Raises UnknownEngine or NoData."""
    return boards_of(name_of(file), cases(file, setting.limit, setting.ledes), setting)


def boards_of(name: str, found: Sequence[Case], setting: Setting) -> dict[Length, Board]:
    """The same of articles that are read already."""
    if not found:
        raise NoData(f"{name} has no article to score; an article of one sentence has none left when ledes are cut.")
    texts = [case.text for case in found]
    made = summarize(texts, engine=setting.engine)
    systems = {setting.engine: [Told(one.short.text, one.long.text) for one in made]}
    for peer, rank in setting.peers.items():
        systems[peer] = [told(text, rank, setting.cap) for text in texts]
    return {
        length: Board(
            name,
            tuple(systems),
            _values(length, found, systems),
            sum(not getattr(one, length) for one in systems[setting.engine]),
            *others_of([getattr(one, length) for one in made], setting.engine),
        )
        for length in LENGTHS
    }


def others_of(made: Sequence[Summary], engine: str) -> tuple[int, str]:
    """How many summaries bear another engine's name, and what the first of them says of it."""
    others = [one for one in made if engine not in (one.engine, "auto")]
    return len(others), next((check for one in others for check in one.checks), "")


def figures(made: str, references: Sequence[str]) -> tuple[float, ...]:
    """FIGURES of one summary."""
    found = [100 * value for value in rouge(made, references)]
    return (*found, fmean(found), length_in_words(made))


def report(name: str, length: str, found: Sequence[Board]) -> Report:
    """The mean of the boards, each counting the same; of one board, that set's own figures."""
    import numpy

    values = numpy.mean([one.values.mean(axis=0) for one in found], axis=0)
    drawn = numpy.mean([draws(one.values[:, :, MEAN], one.name) for one in found], axis=0)
    systems = found[0].systems
    return Report(
        name,
        length,
        sum(len(one.values) for one in found),
        sum(one.empty for one in found),
        sum(one.others for one in found),
        next((one.why for one in found if one.why), ""),
        tuple(_system(system, values[i], drawn[:, i]) for i, system in enumerate(systems)),
        {systems[i]: _lead_over(i, values, drawn) for i in range(1, len(systems))},
    )


def _system(name: str, values: "Floats", drawn: "Floats") -> System:
    r1, r2, rl, mean, length = map(float, values)
    return System(name, r1, r2, rl, interval(mean, drawn), length)


def _lead_over(peer: int, values: "Floats", drawn: "Floats") -> Interval:
    return interval(values[0, MEAN] - values[peer, MEAN], drawn[:, 0] - drawn[:, peer])


def _values(length: Length, found: Sequence[Case], systems: Mapping[str, Sequence[Told]]) -> "Floats":
    import numpy

    columns = [
        [figures(getattr(one, length), case.references) for one, case in zip(made, found, strict=True)]
        for made in systems.values()
    ]
    return numpy.array(columns, dtype=float).transpose(1, 0, 2)
