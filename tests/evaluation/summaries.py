"""Scores of the summaries of engine `extract` against the article's first sentences, by our own ROUGE.

    python tests/evaluation/summaries.py FOLDER [--limit N]

FOLDER holds a `summaries/` of <lang>_<name>.dev.jsonl.gz files, or is one: an article a line with id, lang,
title, text and references. A score is the mean of ROUGE-1, ROUGE-2 and ROUGE-L F1 x 100; where there are
several references, the best counts for each of the three. Words stand beside every score, since length alone
moves it.
"""

import argparse
import gzip
import json
import sys
import unicodedata
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from statistics import fmean
from typing import Any, Literal

import regex

from articles.article import Article, Block
from articles.sentences import sentences
from summarizers import Text, load
from summarizers.extracting.terms import words

Length = Literal["short", "long"]

# Sets whose references are a sentence or a standfirst; all others are matched with the long summary.
SHORT_SETS = {"en_xsum", "fr_orangesum", "vi_vietnews", "tr_haber", "zh_lcsts"}

# Scripts without spaces: each character is a token, as the development notes count them.
_CHARACTER = r"\p{Han}\p{Hiragana}\p{Katakana}\p{Thai}\p{Lao}\p{Khmer}\p{Myanmar}"
_TOKEN = regex.compile(
    rf"[[{_CHARACTER}]&&[\p{{L}}\p{{M}}\p{{N}}]]|[[\p{{L}}\p{{M}}\p{{N}}]--[{_CHARACTER}]]+", regex.V1
)


def tokens(text: str) -> list[str]:
    """Runs of letters, marks and digits after NFKC and lower case."""
    return list(_TOKEN.findall(unicodedata.normalize("NFKC", text).lower()))


def rouge(made: str, references: Sequence[str]) -> tuple[float, float, float]:
    """ROUGE-1, ROUGE-2 and ROUGE-L F1 (Lin 2004), each by the reference that suits it best; 0 to 1."""
    ours = tokens(made)
    pairs = [(ours, tokens(reference)) for reference in references]
    return (
        max(_ngrams(a, b, 1) for a, b in pairs),
        max(_ngrams(a, b, 2) for a, b in pairs),
        max(_longest_common(a, b) for a, b in pairs),
    )


def score(made: str, references: Sequence[str]) -> float:
    """The mean of the three, times 100."""
    return 100 * fmean(rouge(made, references))


def _ngrams(ours: list[str], theirs: list[str], n: int) -> float:
    a, b = (Counter(zip(*(t[i:] for i in range(n)), strict=False)) for t in (ours, theirs))
    return _f1((a & b).total(), a.total(), b.total())


def _longest_common(ours: list[str], theirs: list[str]) -> float:
    return _f1(_common_subsequence(ours, theirs), len(ours), len(theirs))


def _common_subsequence(ours: list[str], theirs: list[str]) -> int:
    """Its length, a row of the table at a time as the bits of one number (Hyyrö 2004)."""
    where: dict[str, int] = {}
    for i, token in enumerate(ours):
        where[token] = where.get(token, 0) | 1 << i
    full = (1 << len(ours)) - 1
    row = full
    for token in theirs:
        matched = row & where.get(token, 0)
        row = (row + matched | row - matched) & full
    return len(ours) - row.bit_count()


def _f1(shared: int, ours: int, theirs: int) -> float:
    return 2 * shared / (ours + theirs) if shared else 0.0


@dataclass(frozen=True, slots=True)
class Scored:
    """One set at one length: mean scores and mean words, of the engine and of the lead."""

    articles: int
    ours: float
    lead: float
    our_words: float
    lead_words: float


def files(folder: Path) -> list[Path]:
    """The sets of a data folder, by name."""
    inner = folder / "summaries"
    return sorted((inner if inner.is_dir() else folder).glob("*.dev.jsonl.gz"))


def rows(file: Path, limit: int | None = None) -> list[dict[str, Any]]:
    """The first `limit` articles of a set, as they stand."""
    with gzip.open(file, "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines][:limit]


def text_of(row: Mapping[str, Any]) -> Text:
    """An article to summarise in its own language; each line of it is a paragraph."""
    lines = (sentences(line) for line in str(row["text"]).splitlines())
    blocks = tuple(Block("paragraph", line) for line in lines if line)
    article = Article(str(row["id"]), str(row["id"]), "", str(row["title"] or ""), blocks)
    return Text(article, str(row["lang"]), blocks, str(row["lang"]))


def lead(text: Text, length: Length) -> str:
    """What the article says first, within the same lengths as ours: 1 sentence, or 5 and 110 words."""
    kept: list[str] = []
    for _, sentence in text.article.places():
        if sum(map(words, [*kept, sentence])) <= 110 or not kept:
            kept.append(sentence)
        if length == "short" or len(kept) == 5 or sum(map(words, kept)) >= 85:
            break
    return _joint(text).join(kept)


def scored(file: Path, length: Length, limit: int | None = None) -> Scored:
    """The engine and the lead on one set."""
    found = rows(file, limit)
    texts = [text_of(row) for row in found]
    made = [getattr(each, length).text for each in _made(file, limit)]
    leads = [lead(text, length) for text in texts]
    references = [row["references"] for row in found]
    return Scored(
        len(found),
        fmean(map(score, made, references)),
        fmean(map(score, leads, references)),
        fmean(map(words, made)),
        fmean(map(words, leads)),
    )


@cache
def _made(file: Path, limit: int | None) -> tuple[Any, ...]:
    return load("extract").summarize([text_of(row) for row in rows(file, limit)])


def _joint(text: Text) -> str:
    return "" if text.language in {"zh", "ja", "th"} else " "


def _name(file: Path) -> str:
    return file.name.removesuffix(".dev.jsonl.gz")


def table(folder: Path, limit: int | None) -> Iterator[str]:
    """A line a set, both lengths, then macro means; `matched` takes each set at its references' length."""
    yield f"{'set':<14}{'n':>5}   {'short: ours  lead  (words)':<32}{'long: ours  lead  (words)':<32}matched"
    matched: list[Scored] = []
    every: dict[Length, list[Scored]] = {"short": [], "long": []}
    for file in files(folder):
        short, long = scored(file, "short", limit), scored(file, "long", limit)
        matched.append(short if _name(file) in SHORT_SETS else long)
        every["short"].append(short)
        every["long"].append(long)
        mark = "short" if _name(file) in SHORT_SETS else "long"
        yield f"{_name(file):<14}{short.articles:>5}   {_cells(short)}{_cells(long)}{mark}"
    yield from (_macro(name, found) for name, found in [*every.items(), ("matched", matched)])


def _cells(found: Scored) -> str:
    line = f"{found.ours:5.2f} {found.lead:5.2f}  ({found.our_words:.0f} / {found.lead_words:.0f})"
    return f"{line:<32}"


def _macro(name: str, found: Sequence[Scored]) -> str:
    ours, leads = fmean(s.ours for s in found), fmean(s.lead for s in found)
    return f"macro {name:<8} ours {ours:5.2f}  lead {leads:5.2f}  ours - lead {ours - leads:+.2f}"


def main(arguments: Sequence[str]) -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--limit", type=int, default=None, help="articles a set (all)")
    chosen = parser.parse_args(arguments)
    if not files(chosen.folder):
        parser.error(f"no *.dev.jsonl.gz in {chosen.folder} or its summaries/; name the data folder")
    for line in table(chosen.folder, chosen.limit):
        sys.stdout.write(line + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main(sys.argv[1:])
