"""The command `evaluate ledes`: in how many articles the first sentence is not in the long summary, and why.

The articles are those of DATA/summaries that keep their ledes, all documents of DATA/ntrex (a line is a paragraph), and
the gold texts of DATA/pages.
"""

import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Any

import typer

from benchmarks.scoring.data import ntrex
from benchmarks.scoring.pages import read_pages
from benchmarks.scoring.sets import read_rows, set_files, set_name, summary_input
from wireglot.articles import Article, Block
from wireglot.articles.languages import parse_tag
from wireglot.articles.sentences import split_sentences
from wireglot.summarizers import SummaryInput, summarize

# NTREX names a language where BCP 47 has the macrolanguage.
_MACROLANGUAGES = {"arb": "ar", "fas": "fa", "zho": "zh"}
_SHOWN = 120  # characters of a sentence


def ledes(
    data: Annotated[Path, typer.Option(envvar="WIREGLOT_DATA", help="The folder of evaluation data.")],
    engine: Annotated[str, typer.Option(help="An engine that `wireglot engines` names.")] = "extract",
    cases: Annotated[bool, typer.Option("--cases", help="Also print each article, with its first sentence.")] = False,
) -> None:
    """Print for each set the articles whose first sentence is not in the long summary, by reason; then the sum."""
    total: Counter[str] = Counter()
    for name, texts in _sets(data):
        found = lost_ledes(name, texts, engine, cases=cases)
        print(_line(name, found), flush=True)
        total += found
    if not total:
        print(f"evaluate: {data} has no articles: expected summaries/, ntrex/ or pages/ in it.", file=sys.stderr)
        raise typer.Exit(2)
    print(_line("all", total))


def lost_ledes(name: str, texts: list[SummaryInput], engine: str, *, cases: bool) -> Counter[str]:
    """Count the articles, those without the first sentence in either summary, and those in the long one by reason."""
    found: Counter[str] = Counter(articles=len(texts))
    for text, made in zip(texts, summarize(texts, engine=engine), strict=True):
        found["short"] += bool(made.short.lede)
        if made.long.lede:
            found[made.long.lede] += 1
        if made.long.lede and cases:
            print(f"{name} | {text.article.id} | {made.long.lede} | {_first_sentence(text)[:_SHOWN]}")
    return found


def _line(name: str, found: Counter[str]) -> str:
    counts = {reason: count for reason, count in sorted(found.items()) if reason not in ("articles", "short")}
    lost, articles = sum(counts.values()), found["articles"]
    reasons = "".join(f", {reason} {count}" for reason, count in counts.items())
    return (
        f"{name:<20}{articles:6} articles{100 * lost / articles:6.1f} % without the lede in the long summary{reasons}"
        f"; {100 * found['short'] / articles:.1f} % in the short one"
    )


def _first_sentence(text: SummaryInput) -> str:
    """Return the first sentence of a paragraph, which is what the summaries report on; "" without paragraphs."""
    return next((block.sentences[0] for block in text.article.blocks if block.kind == "paragraph"), "")


def _sets(data: Path) -> Iterator[tuple[str, list[SummaryInput]]]:
    for file in set_files(data):
        texts = [summary_input(row) for row in read_rows(file) if row.get("lede") != "cut"]
        if texts:
            yield set_name(file), texts
    for file in sorted((data / "ntrex").glob("*.jsonl.gz")):
        code = file.name.removesuffix(".jsonl.gz")
        yield f"ntrex {code}", [_document(row["doc_id"], row["sentences"], code) for row in ntrex(data, code)]
    if (data / "pages").is_dir():
        yield "pages", [_page(page.gold) for page in read_pages(data)]


def _document(identifier: str, lines: list[str], code: str) -> SummaryInput:
    """A document of NTREX: the first line is its headline."""
    headline, *others = [line.strip() for line in lines]
    base = code.partition("-")[0]
    language = parse_tag(_MACROLANGUAGES.get(base, base)).language
    return _input(identifier, headline, [(line,) for line in others if line], language or "und")


def _page(gold: dict[str, Any]) -> SummaryInput:
    """The gold text of a page: the standfirst is its first paragraph."""
    paragraphs = [*gold["body"]["summary"], *(text for part in gold["body"]["sections"] for text in part["paragraphs"])]
    return _input(gold["page"], gold["title"], [split_sentences(text) for text in paragraphs], gold["lang"])


def _input(identifier: str, headline: str, paragraphs: list[tuple[str, ...]], language: str) -> SummaryInput:
    blocks = tuple(Block("paragraph", sentences) for sentences in paragraphs if sentences)
    return SummaryInput(Article(identifier, identifier, "", headline, blocks), language, blocks, language)
