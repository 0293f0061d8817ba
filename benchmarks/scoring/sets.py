"""Sets of articles with summaries written by people, as they lie in a folder of evaluation data.

    FOLDER/summaries/<lang>_<name>.dev.jsonl.gz      or FOLDER itself, when it holds such files

An article a line: id, lang, title, text (a paragraph a line), references, and lede: "kept" where the first sentence is
the article's own summary, "cut" where it was taken out and became the reference.
"""

import gzip
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Literal

from benchmarks.scoring.errors import NoData
from wireglot.articles import Article, Block, SentenceRef
from wireglot.articles.languages import length_in_words
from wireglot.articles.sentences import split_sentences
from wireglot.summarizers import Length, SummaryInput

LENGTHS: tuple[Length, ...] = ("short", "long")
Ledes = Literal["kept", "cut"]

# Sets whose references are a sentence or a standfirst; all others are matched with the long summary.
SHORT_SETS = frozenset({"en_xsum", "fr_orangesum", "vi_vietnews", "tr_haber", "zh_lcsts"})
WANTED = ("id", "lang", "title", "text", "references")
# Words: what is shorter is a sub-heading, a byline or a caption left in the text, and no sentence that tells something.
# So no system may choose it: it would waste one of five sentences (the lead of NorSumm falls by 4 points with it).
SAYS_LITTLE = 5


@dataclass(frozen=True, slots=True)
class Case:
    """An article and what people wrote of it."""

    text: SummaryInput
    references: tuple[str, ...]


def files(folder: Path) -> list[Path]:
    """The sets of a data folder, by name; none when it has none."""
    inner = folder / "summaries"
    return sorted((inner if inner.is_dir() else folder).glob("*.dev.jsonl.gz"))


def wanted_files(folder: Path) -> list[Path]:
    """The same; raises NoData naming what was looked for when there is none."""
    found = files(folder)
    if not found:
        raise NoData(f"{folder} has no set of summaries: wanted summaries/<lang>_<name>.dev.jsonl.gz in it.")
    return found


def name_of(file: Path) -> str:
    return file.name.removesuffix(".dev.jsonl.gz")


def matched(name: str) -> Length:
    """The length of the set's references."""
    return "short" if name in SHORT_SETS else "long"


def rows(file: Path, limit: int | None = None) -> list[dict[str, Any]]:
    """The first `limit` articles of a set, as they stand; None for all.

    Raises NoData naming the line that is no article.
    """
    with gzip.open(file, "rt", encoding="utf-8") as lines:
        return [_row(file, number, line) for number, line in enumerate(lines, 1) if limit is None or number <= limit]


def _row(file: Path, number: int, line: str) -> dict[str, Any]:
    row = _object(line)
    if row is None:
        raise NoData(f"{file.name}, line {number}: wanted a JSON object, met {line.strip()[:40]!r}.")
    missing = [key for key in WANTED if key not in row]
    if missing or not row["references"]:
        raise NoData(f"{file.name}, line {number}: wanted {', '.join(missing or ['a reference'])}, met none.")
    return row


def _object(line: str) -> dict[str, Any] | None:
    try:
        row = json.loads(line)
    except ValueError:
        return None
    return row if isinstance(row, dict) else None


def text_of(row: Mapping[str, Any]) -> SummaryInput:
    """An article to summarise in its own language; each line of it is a paragraph."""
    lines = (split_sentences(line) for line in str(row["text"]).splitlines())
    blocks = tuple(Block("paragraph", line) for line in lines if line)
    article = Article(str(row["id"]), str(row["id"]), "", str(row["title"] or ""), blocks)
    return SummaryInput(article, str(row["lang"]), blocks, str(row["lang"]))


def cases(file: Path, limit: int | None = None, ledes: Ledes = "kept") -> tuple[Case, ...]:
    """The articles of a set; with ledes "cut" those that keep a lede lose it, and what then is empty is left out."""
    return tuple(_cases(rows(file, limit), ledes))


def _cases(found: list[dict[str, Any]], ledes: Ledes) -> Iterator[Case]:
    for row in found:
        text: SummaryInput | None = text_of(row)
        if text and ledes == "cut" and row.get("lede") == "kept":
            text = without_lede(text)
        if text:
            yield Case(text, tuple(row["references"]))


def candidates(text: SummaryInput) -> list[tuple[SentenceRef, str]]:
    """The sentences of paragraphs that any system may choose: of five words or more, or all where all are shorter."""
    told = [(place, told) for place, told in text.article.sentences() if _running(text, place)]
    return [(place, one) for place, one in told if length_in_words(one) >= SAYS_LITTLE] or told


def without_lede(text: SummaryInput) -> SummaryInput | None:
    """The text behind its first telling sentence, fragments in front of it gone too; None when nothing is left."""
    first = next((place for place, _ in candidates(text)), SentenceRef(0, 0))
    blocks = tuple(_behind(block, first.sentence if b == first.block else -1) for b, block in _from(text, first))
    blocks = tuple(block for block in blocks if block.sentences)
    article = replace(text.article, blocks=blocks)
    return SummaryInput(article, text.language, blocks, text.output_language) if blocks else None


def _running(text: SummaryInput, place: SentenceRef) -> bool:
    return text.article.blocks[place.block].kind == "paragraph"


def _from(text: SummaryInput, first: SentenceRef) -> Iterator[tuple[int, Block]]:
    yield from ((b, block) for b, block in enumerate(text.article.blocks) if b >= first.block)


def _behind(block: Block, last: int) -> Block:
    return replace(block, sentences=block.sentences[last + 1 :])
