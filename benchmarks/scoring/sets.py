"""Sets of articles with summaries written by people: DATA/summaries/<lang>_<name>.dev.jsonl.gz.

An article per line: id, lang, title, text (a paragraph per line), references, and lede: "kept" where the first sentence
is the article's own summary, "cut" where it was removed and became the reference.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Literal

from benchmarks.scoring.data import NoData, read_lines
from wireglot.articles import Article, Block, SentenceRef
from wireglot.articles.languages import length_in_words
from wireglot.articles.sentences import split_sentences
from wireglot.summarizers import Length, SummaryInput

LENGTHS: tuple[Length, ...] = ("short", "long")
Ledes = Literal["kept", "cut"]

# Sets whose references are a sentence or a standfirst; all others are compared with the long summary.
SHORT_SETS = frozenset({"en_xsum", "fr_orangesum", "vi_vietnews", "tr_haber", "zh_lcsts"})
# Sets whose references are sentences of the article. They can be matched word by word, which summaries that people
# write cannot: a gain on them says less about readers.
EXTRACT_SETS = frozenset({"bn_bnlpc", "en_bbcextract", "ko_scinews"})
CUT_SETS = frozenset({"en_xsum", "fr_orangesum", "vi_vietnews"})  # their texts start after the lede
UNCERTAIN_SETS = frozenset({"en_writers", "zh_lcsts"})  # some texts keep the lede; posts
REQUIRED_KEYS = ("id", "lang", "title", "text", "references")
# A shorter sentence is a sub-heading, a byline or a caption left in the text. No system may choose it: it would waste
# one of five sentences (the lead of NorSumm falls by 4 points with it).
MIN_WORDS = 5


@dataclass(frozen=True, slots=True)
class Case:
    """An article and its reference summaries."""

    text: SummaryInput
    references: tuple[str, ...]


def set_files(folder: Path) -> list[Path]:
    """The sets of the data folder, by name."""
    return sorted((folder / "summaries").glob("*.dev.jsonl.gz"))


def require_set_files(folder: Path) -> list[Path]:
    """The sets of the data folder; raises NoData when it has none."""
    files = set_files(folder)
    if not files:
        raise NoData(f"{folder} has no set of summaries: expected summaries/<lang>_<name>.dev.jsonl.gz in it.")
    return files


def set_name(file: Path) -> str:
    return file.name.removesuffix(".dev.jsonl.gz")


def reference_length(name: str) -> Length:
    """The length of summary that the references of the set have."""
    return "short" if name in SHORT_SETS else "long"


def read_rows(file: Path, limit: int | None = None) -> list[dict[str, Any]]:
    """The first `limit` articles of a set as stored; None for all. Raises NoData with the line that is no article."""
    return [_row(file, number, line) for number, line in enumerate(read_lines(file), 1) if not limit or number <= limit]


def _row(file: Path, number: int, line: str) -> dict[str, Any]:
    where = f"{file.name}, line {number}"
    try:
        row = json.loads(line)
    except ValueError:
        row = None
    if not isinstance(row, dict):
        raise NoData(f"{where}: expected a JSON object, found {line.strip()[:40]!r}.")
    missing = [key for key in REQUIRED_KEYS if key not in row]
    if missing or not row["references"]:
        raise NoData(f"{where}: expected {', '.join(missing or ['a reference'])}, found none.")
    return row


def summary_input(row: Mapping[str, Any]) -> SummaryInput:
    """An article to summarise in its own language; each line of its text is a paragraph."""
    lines = (split_sentences(line) for line in str(row["text"]).splitlines())
    blocks = tuple(Block("paragraph", line) for line in lines if line)
    article = Article(str(row["id"]), str(row["id"]), "", str(row["title"] or ""), blocks)
    return SummaryInput(article, str(row["lang"]), blocks, str(row["lang"]))


def read_cases(file: Path, limit: int | None = None, ledes: Ledes = "kept") -> tuple[Case, ...]:
    """The articles of a set; with ledes "cut" without the kept ledes, and without articles of nothing but a lede."""
    return tuple(_cases(read_rows(file, limit), ledes))


def _cases(rows: Iterable[dict[str, Any]], ledes: Ledes) -> Iterator[Case]:
    for row in rows:
        text: SummaryInput | None = summary_input(row)
        if text and ledes == "cut" and row.get("lede") == "kept":
            text = without_lede(text)
        if text:
            yield Case(text, tuple(row["references"]))


def candidates(text: SummaryInput) -> list[tuple[SentenceRef, str]]:
    """The sentences that any system may choose: those of paragraphs with MIN_WORDS or more, or all if none has."""
    blocks = text.article.blocks
    sentences = [(ref, sentence) for ref, sentence in text.article.sentences() if blocks[ref.block].kind == "paragraph"]
    return [(ref, sentence) for ref, sentence in sentences if length_in_words(sentence) >= MIN_WORDS] or sentences


def without_lede(text: SummaryInput) -> SummaryInput | None:
    """The text after its first candidate, without the fragments before it; None when nothing is left."""
    lede = next((ref for ref, _ in candidates(text)), SentenceRef(0, 0))
    if not text.article.blocks:
        return None
    first, *others = text.article.blocks[lede.block :]
    cut = replace(first, sentences=first.sentences[lede.sentence + 1 :])
    blocks = tuple(block for block in (cut, *others) if block.sentences)
    article = replace(text.article, blocks=blocks)
    return SummaryInput(article, text.language, blocks, text.output_language) if blocks else None
