"""The trap set: articles with lines that a hasty summariser takes for news, and what may be shown of each.

    python tests/evaluation/traps.py [--language sv] [--kind caption] [--controls]

Composed, without chance, of the stories and lines in traps/<language>.toml, all written for the project:

    heading, capitals      a sub-heading; the same in capitals
    glued                  a sub-heading run into the sentence that it stands above
    caption, byline, dateline, read-more, share      a line of that sort; a word about the author is a byline,
                           an appeal to readers is of the sort "share"
    leading                a dateline at the head of the first sentence
    quote                  a quote without marks whose speaker stands in the sentence before or behind
    dependent                a sentence that needs the one before: "He", "Later", "These seven"

carried as: "line", a text file read by the reader; "block", among the paragraphs, as when a page was read badly;
"translated", in English, where a quote has lost its marks. In the files a sentence that starts with "< " needs the
line before it, one that starts with "> " the line after it.

Prints failures of engine `extract` and a table of failed / all; floors.json holds how many may fail. Controls are real
sentences that look like traps: how many of them are kept from a summary is printed and never fails.
"""

import argparse
import sys
import tomllib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

from wireglot.articles import Article, Block, SentenceRef
from wireglot.articles.languages import join_sentences, length_in_words
from wireglot.articles.reading import SourceFile, read
from wireglot.articles.sentences import split_sentences
from wireglot.summarizers import TOO_LONG, Summaries, Summary, SummaryInput, SummarySentence, summarize

HERE = Path(__file__).parent / "traps"
KINDS = (
    "heading", "capitals", "glued", "caption", "byline", "dateline", "read-more", "share", "leading", "quote",
    "dependent",
)  # fmt: skip
CLOSED_UP = frozenset({"zh", "ja"})
CASELESS = frozenset({"ar", "fa", "hi", "ja", "ko", "th", "zh"})
SHORT, LEAST, FULL = 40, 60, 110  # words that are promised
FEWEST, MOST = 3, 5  # sentences of a long summary, likewise

Paragraphs = tuple[tuple["Line", ...], ...]


@dataclass(frozen=True, slots=True)
class Line:
    """A sentence of a story; `before` and `after`: needs the line before or after it to be understood."""

    text: str
    before: bool = False
    after: bool = False
    english: str = ""


@dataclass(frozen=True, slots=True)
class Story:
    """A story and the lines that are set into it; quotes and dependent ones are whole paragraphs of lines."""

    language: str
    number: int
    headline: str
    paragraphs: Paragraphs
    headings: tuple[str, ...]
    captions: tuple[str, ...]
    links: tuple[str, ...]
    bio: str
    appeal: str
    quotes: Paragraphs
    dependent: Paragraphs
    marks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Case:
    """An article with a trap. good: all that may be shown, in the language of its text; trap: what must not."""

    language: str
    kind: str
    carrier: str
    number: int
    text: SummaryInput
    good: Paragraphs
    trap: str = ""

    @property
    def name(self) -> str:
        return f"{self.language} {self.kind} {self.carrier} {self.number}"


@dataclass(frozen=True, slots=True)
class Failure:
    """What is wrong with a summary, and the line where it is."""

    case: Case
    fault: str
    line: str

    def __str__(self) -> str:
        return f"{self.case.name}: {self.fault}: {self.line!r}"


# The files


def languages() -> tuple[str, ...]:
    return tuple(sorted(path.stem for path in HERE.glob("*.toml") if path.stem != "controls"))


@cache
def _table(language: str) -> dict:
    return tomllib.loads((HERE / f"{language}.toml").read_text(encoding="utf-8"))


@cache
def stories(language: str) -> tuple[Story, ...]:
    return tuple(_story(language, n, entry) for n, entry in enumerate(_table(language)["story"]))


def lines(language: str, kind: str) -> tuple[str, ...]:
    """The wordings of a kind of line that stands outside any story."""
    return tuple(_table(language)["lines"][kind.replace("-", "_")])


def _story(language: str, number: int, entry: dict) -> Story:
    return Story(
        language,
        number,
        entry["headline"],
        _paragraphs(entry["text"], entry.get("english", "")),
        tuple(entry["headings"]),
        tuple(entry["captions"]),
        tuple(entry["links"]),
        entry["bio"],
        entry["appeal"],
        _pairs(entry, "quotes"),
        _pairs(entry, "dependent"),
        tuple(entry.get("marks", ())),
    )


def _pairs(entry: dict, kind: str) -> Paragraphs:
    """Each wording as a paragraph of its lines, with their English where the file has it."""
    english = entry.get(f"english_{kind}", [""] * len(entry[kind]))
    return tuple(_paragraphs(*texts)[0] for texts in zip(entry[kind], english, strict=True))


def _paragraphs(text: str, english: str = "") -> Paragraphs:
    translations = iter(line for line in english.split("\n") if line)
    return tuple(
        tuple(_line(line, next(translations, "") if english else "") for line in paragraph.split("\n"))
        for paragraph in text.strip().split("\n\n")
    )


def _line(text: str, english: str) -> Line:
    before, after = text.startswith("< "), text.startswith("> ")
    return Line(text[2:] if before or after else text, before, after, english)


# Stories and traps composed


@cache
def cases(language: str) -> tuple[Case, ...]:
    """All articles of a language, always the same."""
    return tuple(case for story in stories(language) for case in _cases(story))


def _cases(story: Story) -> Iterator[Case]:
    for kind in ("heading", "caption", "byline", "dateline", "read-more", "share", "capitals"):
        for n, trap in _wordings(story, kind):
            yield _in_file(story, kind, n, trap)
            yield _in_blocks(story, kind, n, trap)
            if _has_english(story) and kind != "capitals":
                yield _in_translation(story, kind, n, trap)
    yield from _glued(story)
    yield from _leading(story)
    for kind, pairs in (("quote", story.quotes), ("dependent", story.dependent)):
        for n, pair in enumerate(pairs):
            yield _paired(story, kind, n, pair, in_file=True)
            yield _paired(story, kind, n, pair, in_file=False)
            if pair[0].english:
                yield _paired_in_english(story, kind, n, pair)


def _wordings(story: Story, kind: str) -> list[tuple[int, str]]:
    """The story's own wordings of a kind, or its half of those that suit any story."""
    if kind == "heading":
        return list(enumerate(story.headings))
    if kind == "caption":
        return list(enumerate(story.captions))
    if kind == "capitals":
        cased = story.language not in CASELESS
        return [(n, _capitals(text, story.language)) for n, text in enumerate(story.headings) if cased]
    own = {"read-more": story.links, "byline": (story.bio,), "share": (story.appeal,)}.get(kind, ())
    return list(enumerate((*own, *lines(story.language, kind)[story.number % 2 :: 2])))


def _capitals(text: str, language: str) -> str:
    return (text.replace("i", "İ") if language == "tr" else text).upper()


def _gap(story: Story, kind: str, n: int) -> int:
    """Before which paragraph the trap stands; behind the last one where it is their number."""
    count = len(story.paragraphs)
    if kind == "dateline":
        return (0, count)[n % 2]
    if kind == "byline":  # the first is a word about the author, which stands at the foot
        return (count, 0)[n % 2]
    if kind in {"caption", "share"}:
        return (n + story.number) % (count + 1)
    if kind == "read-more":
        return 1 + n % count
    return 1 + (n + story.number) % (count - 1)


def _in_file(story: Story, kind: str, n: int, trap: str) -> Case:
    """As a line of a text file, between blank lines, or each third time with no blank lines at all."""
    texts = [_joined(story.language, [line.text for line in paragraph]) for paragraph in story.paragraphs]
    texts.insert(_gap(story, kind, n), trap)
    body = ("\n" if n % 3 == 2 else "\n\n").join(texts)
    article = _read(story, f"{kind}-{n}", body)
    return _case(story, kind, "line", n, article, trap)


def _read(story: Story, name: str, body: str) -> Article:
    path = Path(f"{story.language}-{story.number}-{name}.txt")
    return read(SourceFile(path, path.name, f"{story.headline}\n\n{body}\n".encode()))


def _case(story: Story, kind: str, carrier: str, n: int, article: Article, trap: str) -> Case:
    text = SummaryInput(article, story.language, article.blocks, story.language)
    return Case(story.language, kind, carrier, 10 * story.number + n, text, story.paragraphs, trap)


def _in_blocks(story: Story, kind: str, n: int, trap: str) -> Case:
    """Among the paragraphs of a brief: as one of its own, or as the first sentence of the one it stands above."""
    story = _brief(story)
    texts = [tuple(line.text for line in paragraph) for paragraph in story.paragraphs]
    at, pieces = _gap(story, kind, n), split_sentences(trap)
    if n % 2 and len(pieces) == 1 and at < len(texts):
        texts[at] = (trap, *texts[at])
    else:
        texts.insert(at, pieces)
    return _case(story, kind, "block", n, _article(story.headline, texts), trap)


def _brief(story: Story) -> Story:
    """Its first paragraphs, as many as hold a long summary in sentences that stand alone: little else to choose."""
    for count in range(2, len(story.paragraphs)):
        cut = story.paragraphs[:count]
        standing = [
            length_in_words(line.text) for paragraph in cut for line in paragraph if not (line.before or line.after)
        ]
        if len(standing) > MOST and sum(sorted(standing)[-MOST:]) >= LEAST + 15:
            return replace(story, paragraphs=cut)
    return story


def _article(headline: str, texts: Iterable[Sequence[str]]) -> Article:
    return Article("trap", "trap", "trap", headline, tuple(Block("paragraph", tuple(one)) for one in texts))


def _has_english(story: Story) -> bool:
    return all(line.english for paragraph in story.paragraphs for line in paragraph)


def _in_translation(story: Story, kind: str, n: int, trap: str) -> Case:
    """The article of a file, read in English, the trap as an English paper has it."""
    return _in_english(story, kind, n, _in_file(story, kind, n, trap).text.article, _english(story, kind, n))


def _in_english(story: Story, kind: str, n: int, source: Article, trap: str, *, headed: str = "") -> Case:
    """headed: the sentence that the trap, a dateline, stands at the head of."""
    english = {line.text: line.english for paragraph in story.paragraphs for line in paragraph}
    english |= {headed: trap + story.paragraphs[0][0].english} if headed else {}
    texts = tuple(Block(b.kind, _translated(b.sentences, english, trap)) for b in source.blocks)
    good = tuple(tuple(Line(e.english, e.before, e.after) for e in paragraph) for paragraph in story.paragraphs)
    text = SummaryInput(source, story.language, texts, "en")
    return Case(story.language, kind, "translated", 10 * story.number + n, text, good, trap.strip())


def _english(story: Story, kind: str, n: int) -> str:
    """What an English paper has for the trap."""
    wordings = _wordings(stories("en")[story.number], kind)
    return wordings[n % len(wordings)][1]


def _translated(originals: Sequence[str], english: dict[str, str], trap: str) -> tuple[str, ...]:
    """Sentences of the story in English; what is none of them is (a piece of) the trap."""
    pieces = iter(split_sentences(trap))
    return tuple(english.get(original) or next(pieces, trap) for original in originals)


def _glued(story: Story) -> Iterator[Case]:
    """ "SIX METRES OF WATER Two lifeboats stood by": in capitals, or before a word that is else written small."""
    for n, heading in enumerate(story.headings):
        at = _gap(story, "glued", n)
        small = [p for p in range(1, len(story.paragraphs)) if _starts_small(story, p)]
        if story.language in CLOSED_UP:
            glued = f"{heading}\u3000"
        elif story.language in CASELESS:
            return
        elif n % 2 == 0 and small:
            glued, at = f"{heading} ", small[n % len(small)]
        else:
            glued = f"{_capitals(heading, story.language)} "
        texts = [_joined(story.language, [line.text for line in paragraph]) for paragraph in story.paragraphs]
        texts[at] = glued + texts[at]
        yield _case(story, "glued", "line", n, _read(story, f"glued-{n}", "\n\n".join(texts)), glued.strip())


def _starts_small(story: Story, at: int) -> bool:
    """Does the paragraph open with a word that the story writes small elsewhere?"""
    first = story.paragraphs[at][0].text.split()[0]
    texts = " ".join(line.text for paragraph in story.paragraphs for line in paragraph)
    return first[0].isupper() and f" {first.lower()} " in texts


def _leading(story: Story) -> Iterator[Case]:
    for n, dateline in _wordings(story, "leading"):
        read_in = _read(story, f"leading-{n}", _headed(story, dateline))
        yield _case(story, "leading", "line", n, read_in, dateline.strip())
        brief = _brief(story)
        texts = [split_sentences(paragraph) for paragraph in _headed(brief, dateline).split("\n\n")]
        yield _case(brief, "leading", "block", n, _article(story.headline, texts), dateline.strip())
        if _has_english(story):
            headed = dateline + story.paragraphs[0][0].text
            yield _in_english(story, "leading", n, read_in, _english(story, "leading", n), headed=headed)


def _headed(story: Story, dateline: str) -> str:
    """The body with the dateline at the head of its first sentence."""
    texts = (_joined(story.language, [line.text for line in paragraph]) for paragraph in story.paragraphs)
    return dateline + "\n\n".join(texts)


def _paired(story: Story, kind: str, n: int, pair: tuple[Line, ...], *, in_file: bool) -> Case:
    """The lines that need each other set in as a paragraph; dependent ones also with a border between them."""
    good = _with_pair(story, kind, n, pair)
    texts = [[line.text for line in paragraph] for paragraph in good]
    if in_file:
        article = _read(story, f"{kind}-{n}", "\n\n".join(_joined(story.language, one) for one in texts))
    else:
        article = _article(story.headline, texts)
    text = SummaryInput(article, story.language, article.blocks, story.language)
    return Case(story.language, kind, "line" if in_file else "block", 10 * story.number + n, text, good)


def _paired_in_english(story: Story, kind: str, n: int, pair: tuple[Line, ...]) -> Case:
    """Without the quotation marks of the original, as translations come."""
    good = _with_pair(story, kind, n, pair)
    quote = next((line for line in pair if line.after), pair[-1]) if kind == "quote" else None
    marked = [[story.marks[0] + one.text + story.marks[1] if one is quote else one.text for one in p] for p in good]
    article = _article(story.headline, marked)
    texts = tuple(Block("paragraph", tuple(line.english for line in paragraph)) for paragraph in good)
    english = tuple(tuple(replace(line, text=line.english) for line in paragraph) for paragraph in good)
    return Case(
        story.language,
        kind,
        "translated",
        10 * story.number + n,
        SummaryInput(article, story.language, texts, "en"),
        english,
    )


def _with_pair(story: Story, kind: str, n: int, pair: tuple[Line, ...]) -> Paragraphs:
    apart = kind == "dependent" and n % 2 == 1
    at = _gap(story, kind, n)
    inserted = tuple((line,) for line in pair) if apart else (pair,)
    return (*story.paragraphs[:at], *inserted, *story.paragraphs[at:])


def _joined(language: str, texts: Iterable[str]) -> str:
    return join_sentences(list(texts), language)


# Summaries judged


def judge(case: Case) -> list[Failure]:
    """All that is wrong with the two summaries that engine `extract` makes of an article."""
    return faults(case, summarize([case.text], engine="extract")[0])


def faults(case: Case, made: Summaries) -> list[Failure]:
    """All that is wrong with these two summaries of it."""
    found = [(f"short {fault}", line) for fault, line in (*_short_length(made.short), *_faults(case, made.short))]
    found += [(f"long {fault}", line) for fault, line in (*_long_length(made.long), *_faults(case, made.long))]
    return [Failure(case, fault, line) for fault, line in found]


Fault = tuple[str, str]


def _short_length(summary: Summary) -> Iterator[Fault]:
    count = length_in_words(summary.text, summary.language)
    kept = 1 <= len(summary.sentences) <= 2 and 0 < count <= SHORT
    if not kept and not (TOO_LONG in summary.checks and len(summary.sentences) == 1):
        yield f"has {len(summary.sentences)} sentences, {count:.0f} words", summary.text


def _long_length(summary: Summary) -> Iterator[Fault]:
    count = length_in_words(summary.text, summary.language)
    kept = FEWEST <= len(summary.sentences) <= MOST and LEAST <= count <= FULL
    if not kept and not (TOO_LONG in summary.checks and len(summary.sentences) == 1):
        yield f"has {len(summary.sentences)} sentences, {count:.0f} words", summary.text


def _faults(case: Case, summary: Summary) -> Iterator[Fault]:
    yield from _not_verbatim(case.text, summary)
    evidence = [sentence.evidence for sentence in summary.sentences]
    if sorted(set(evidence)) != evidence:
        yield "is not in document order", summary.text
    yield from _not_of_the_story(case, summary.sentences)
    yield from _without_their_neighbour(case, summary.sentences)


def _not_verbatim(text: SummaryInput, summary: Summary) -> Iterator[Fault]:
    texts = {SentenceRef(b, s): one for b, block in enumerate(text.blocks) for s, one in enumerate(block.sentences)}
    for sentence in summary.sentences:
        if len(sentence.evidence) != 1 or sentence.evidence[0] not in texts:
            yield f"has evidence {sentence.evidence}", sentence.text
        elif texts[sentence.evidence[0]][slice(*(sentence.span or (None,)))] != sentence.text:
            yield "is not verbatim", sentence.text
    joined = {joint.join(sentence.text for sentence in summary.sentences) for joint in ("", " ")}
    if summary.text not in joined:
        yield "is not its sentences", summary.text


def _not_of_the_story(case: Case, shown: Sequence[SummarySentence]) -> Iterator[Fault]:
    for sentence in shown:
        if sentence.text in _pieces(case) or not _shown_lines(case, sentence):
            fault = "shows a trap" if _of_trap(case, sentence.text) else "shows what is no sentence of the story"
            yield fault, sentence.text


def _of_trap(case: Case, shown: str) -> bool:
    """Does the shown text hold a piece of the trap, or is it one itself?"""
    return any(piece in shown or shown in piece for piece in _pieces(case))


def _pieces(case: Case) -> tuple[str, ...]:
    """The trap's sentences, as written and with the plain spaces that the reader gives it."""
    return (*split_sentences(case.trap), *split_sentences(case.trap.replace("\u3000", " ")))


def _without_their_neighbour(case: Case, shown: Sequence[SummarySentence]) -> Iterator[Fault]:
    flow = [line for paragraph in case.good for line in paragraph]
    shown_lines = {n for sentence in shown for n in _shown_lines(case, sentence)}
    for n in sorted(shown_lines):
        if flow[n].before and n - 1 not in shown_lines:
            yield "needs a sentence that is not there", flow[n].text
        if flow[n].after and n + 1 not in shown_lines:
            yield "quotes without the speaker behind it", flow[n].text


def _shown_lines(case: Case, sentence: SummarySentence) -> set[int]:
    """The numbers of the story's lines that the shown text is a part of or runs over; none for any other text."""
    number = 0
    for paragraph in case.good:
        whole = _joined(case.text.output_language, [line.text for line in paragraph])
        begin, end = whole.find(sentence.text), 0
        for n, line in enumerate(paragraph):
            start = whole.find(line.text, end)
            end = start + len(line.text)
            if begin >= 0 and start < begin + len(sentence.text) and begin < end:
                return {number + m for m in range(n, len(paragraph)) if _overlaps(whole, paragraph[m], begin, sentence)}
        number += len(paragraph)
    return set()


def _overlaps(whole: str, line: Line, begin: int, sentence: SummarySentence) -> bool:
    start = whole.find(line.text)
    return start < begin + len(sentence.text) and begin < start + len(line.text)


# Controls


@dataclass(frozen=True, slots=True)
class Control:
    """A real sentence that looks like a trap of a kind."""

    kind: str
    language: str
    text: str


def controls() -> tuple[Control, ...]:
    table = tomllib.loads((HERE / "controls.toml").read_text(encoding="utf-8"))
    return tuple(
        Control(kind, language, text)
        for kind, by_language in table.items()
        for language, texts in by_language.items()
        for text in texts
    )


def blocked(control: Control) -> bool:
    """Is it kept from the long summary, or cut, in an article so short that all of it fits?

    The control opens an article without a headline; three sentences of a story follow.
    """
    story = stories(control.language)[0]
    plain = [line for paragraph in story.paragraphs[1:] for line in paragraph if not (line.before or line.after)]
    few = sorted(plain, key=lambda line: length_in_words(line.text))[:3]
    texts = [[control.text], *([line.text] for line in plain if line in few)]
    article = _article("", texts)
    text = SummaryInput(article, control.language, article.blocks, control.language)
    made = summarize([text], engine="extract")[0]
    return control.text not in {sentence.text for sentence in made.long.sentences}


# Floors


def floors(folder: Path) -> dict[str, Any]:
    """What floors.json keeps: percent of the articles whose summaries have no fault, in all and by kind."""
    tried = [case for language in languages() for case in cases(language)]
    failed = {case for case in tried if judge(case)}
    return {
        "articles": len(tried),
        "passed": {"all": _passed(tried, failed)}
        | {kind: _passed([case for case in tried if case.kind == kind], failed) for kind in KINDS},
        "why": "few and reliable rules: a rule that also bars real sentences of the news is worth less than its traps",
    }


def _passed(tried: Sequence[Case], failed: set[Case]) -> float:
    return round(100 * (1 - sum(case in failed for case in tried) / len(tried)), 1)


# The report


def print_table(tried: Sequence[Case], failures: Sequence[Failure]) -> None:
    """Articles failed / composed, a row for each language and a column for each kind."""
    failed = {failure.case for failure in failures}
    print(" " * 5 + "".join(f"{kind:>11}" for kind in KINDS) + f"{'all':>11}")
    for language in (*sorted({case.language for case in tried}), "all"):
        rows = [case for case in tried if language in {case.language, "all"}]
        cells = [[case for case in rows if case.kind == kind] for kind in KINDS]
        print(f"{language:5}" + "".join(f"{_cell(cell, failed):>11}" for cell in (*cells, rows)))


def _cell(tried: Sequence[Case], failed: set[Case]) -> str:
    return f"{sum(case in failed for case in tried)}/{len(tried)}" if tried else "-"


def print_controls() -> None:
    tried = controls()
    kept_out = [control for control in tried if blocked(control)]
    for control in kept_out:
        print(f"blocked {control.language} {control.kind}: {control.text!r}")
    for kind in sorted({control.kind for control in tried}):
        count = sum(control.kind == kind for control in kept_out)
        print(f"controls of kind {kind}: {count} of {sum(c.kind == kind for c in tried)} kept from the summary")


def main() -> int:
    arguments = argparse.ArgumentParser(description="Traps that get into a summary.")
    arguments.add_argument("--language", choices=languages(), help="one language only")
    arguments.add_argument("--kind", choices=KINDS, help="one kind of trap only")
    arguments.add_argument("--controls", action="store_true", help="also the sentences that only look like traps")
    given = arguments.parse_args()
    chosen = (given.language,) if given.language else languages()
    tried = [case for one in chosen for case in cases(one) if given.kind in {None, case.kind}]
    failures = [failure for case in tried for failure in judge(case)]
    for failure in failures:
        print(failure)
    print_table(tried, failures)
    if given.controls:
        print_controls()
    return 0


if __name__ == "__main__":
    sys.exit(main())
