"""The trap set: articles with lines that a careless summariser takes for news, and what may be quoted from each.

Composed, without chance, of the stories and lines in tests/evaluation/traps/<language>.toml, written for the project:

    heading, capitals      a sub-heading; the same in capitals
    run-in-heading         a sub-heading at the start of the sentence below it
    caption, byline, dateline, read-more, share      a line of that kind; a note about the author is a byline, an
                           appeal to readers is of the kind "share"
    notice                 above the text what takes a claim back, below it what is for subscribers
    run-in-dateline        a dateline at the start of the first sentence
    quote                  a quote without marks whose speaker is named in the sentence before or after
    dependent              a sentence that needs the one before: "He", "Later", "These seven"

A case is a "line" of a text file that is read; a "block" among the paragraphs, as in a page that was read badly; or
"translated", an article in English translation, where a quote has lost its marks. In the files a sentence that starts
with "< " needs the line before it, one that starts with "> " the line after it.
"""

import tomllib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

from benchmarks.scoring.data import EVALUATION
from wireglot.articles import Article, Block
from wireglot.articles.languages import join_sentences, length_in_words
from wireglot.articles.reading import SourceFile, read
from wireglot.articles.sentences import split_sentences
from wireglot.summarizers import SummaryInput

TRAPS = EVALUATION / "traps"
KINDS = (
    "heading", "capitals", "run-in-heading", "caption", "byline", "dateline", "read-more", "share", "notice",
    "run-in-dateline", "quote", "dependent",
)  # fmt: skip
WITHOUT_SPACES = frozenset({"zh", "ja"})
WITHOUT_CASE = frozenset({"ar", "fa", "hi", "ja", "ko", "th", "zh"})
# The lengths promised to readers.
MAX_SHORT_WORDS, MIN_LONG_WORDS, MAX_LONG_WORDS = 40, 60, 110
MIN_LONG_SENTENCES, MAX_LONG_SENTENCES = 3, 5

Paragraphs = tuple[tuple["Line", ...], ...]


@dataclass(frozen=True, slots=True)
class Line:
    """A sentence of a story, and whether it needs the line before or after it to be understood."""

    text: str
    needs_previous: bool = False
    needs_next: bool = False
    english: str = ""

    @property
    def is_independent(self) -> bool:
        return not (self.needs_previous or self.needs_next)


@dataclass(frozen=True, slots=True)
class Story:
    """A story and the lines to be inserted into it; quotes and dependent are paragraphs of lines."""

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

    @property
    def lines(self) -> tuple[Line, ...]:
        return tuple(line for paragraph in self.paragraphs for line in paragraph)

    @property
    def texts(self) -> list[str]:
        """Each paragraph as one text."""
        return [join_lines(paragraph, self.language) for paragraph in self.paragraphs]


@dataclass(frozen=True, slots=True)
class Case:
    """An article with a trap. allowed: all that may be quoted, in the output language; trap: what must not."""

    language: str
    kind: str
    carrier: str
    number: int
    text: SummaryInput
    allowed: Paragraphs
    trap: str = ""

    @property
    def name(self) -> str:
        return f"{self.language} {self.kind} {self.carrier} {self.number}"


def join_lines(lines: Iterable[Line], language: str) -> str:
    return join_sentences([line.text for line in lines], language)


# The files


def languages() -> tuple[str, ...]:
    return tuple(sorted(path.stem for path in TRAPS.glob("*.toml") if path.stem != "controls"))


@cache
def _table(language: str) -> dict[str, Any]:
    return tomllib.loads((TRAPS / f"{language}.toml").read_text(encoding="utf-8"))


@cache
def stories(language: str) -> tuple[Story, ...]:
    return tuple(_story(language, n, entry) for n, entry in enumerate(_table(language)["story"]))


def _story(language: str, number: int, entry: dict[str, Any]) -> Story:
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


def _pairs(entry: dict[str, Any], kind: str) -> Paragraphs:
    """Each text as a paragraph of its lines, with their English where the file has it."""
    english = entry.get(f"english_{kind}", [""] * len(entry[kind]))
    return tuple(_paragraphs(*texts)[0] for texts in zip(entry[kind], english, strict=True))


def _paragraphs(text: str, english: str = "") -> Paragraphs:
    translations = iter(line for line in english.split("\n") if line)
    return tuple(
        tuple(_line(line, next(translations, "") if english else "") for line in paragraph.split("\n"))
        for paragraph in text.strip().split("\n\n")
    )


def _line(text: str, english: str) -> Line:
    needs_previous, needs_next = text.startswith("< "), text.startswith("> ")
    return Line(text[2:] if needs_previous or needs_next else text, needs_previous, needs_next, english)


# Articles composed of stories and traps


@cache
def cases(language: str) -> tuple[Case, ...]:
    """All articles of a language, always the same."""
    return tuple(case for story in stories(language) for case in _cases(story))


def _cases(story: Story) -> Iterator[Case]:
    for kind in ("heading", "caption", "byline", "dateline", "read-more", "share", "notice", "capitals"):
        for n, trap in _trap_texts(story, kind):
            yield _as_line(story, kind, n, trap)
            yield _as_block(story, kind, n, trap)
            if _has_english(story) and kind != "capitals":
                source = _as_line(story, kind, n, trap).text.article
                yield _translated(story, kind, n, source, _english_trap(story, kind, n))
    yield from _run_in_headings(story)
    yield from _run_in_datelines(story)
    for kind, pairs in (("quote", story.quotes), ("dependent", story.dependent)):
        for n, pair in enumerate(pairs):
            yield _with_pair(story, kind, n, pair, carrier="line")
            yield _with_pair(story, kind, n, pair, carrier="block")
            if pair[0].english:
                yield _with_translated_pair(story, kind, n, pair)


def _trap_texts(story: Story, kind: str) -> list[tuple[int, str]]:
    """The story's own traps of a kind, or its half of those that fit any story."""
    if kind == "heading":
        return list(enumerate(story.headings))
    if kind == "caption":
        return list(enumerate(story.captions))
    if kind == "capitals":
        has_case = story.language not in WITHOUT_CASE
        return [(n, _capitals(text, story.language)) for n, text in enumerate(story.headings) if has_case]
    own = {"read-more": story.links, "byline": (story.bio,), "share": (story.appeal,)}.get(kind, ())
    shared = _table(story.language)["lines"][kind.replace("-", "_")]
    return list(enumerate((*own, *shared[story.number % 2 :: 2])))


def _capitals(text: str, language: str) -> str:
    return (text.replace("i", "İ") if language == "tr" else text).upper()


def _position(story: Story, kind: str, n: int) -> int:
    """The number of the paragraph before which the trap is put; their count for after the last."""
    count = len(story.paragraphs)
    if kind in {"dateline", "notice"}:
        return (0, count)[n % 2]
    if kind == "byline":  # the first is a note about the author, which is printed at the end
        return (count, 0)[n % 2]
    if kind in {"caption", "share"}:
        return (n + story.number) % (count + 1)
    if kind == "read-more":
        return 1 + n % count
    return 1 + (n + story.number) % (count - 1)


def _as_line(story: Story, kind: str, n: int, trap: str) -> Case:
    """The trap as a line of a text file, between blank lines, or every third time without any blank lines."""
    paragraphs = story.texts
    paragraphs.insert(_position(story, kind, n), trap)
    body = ("\n" if n % 3 == 2 else "\n\n").join(paragraphs)
    return _case(story, kind, "line", n, _read(story, f"{kind}-{n}", body), trap)


def _read(story: Story, name: str, body: str) -> Article:
    path = Path(f"{story.language}-{story.number}-{name}.txt")
    return read(SourceFile(path, path.name, f"{story.headline}\n\n{body}\n".encode()))


def _case(story: Story, kind: str, carrier: str, n: int, article: Article, trap: str) -> Case:
    text = SummaryInput(article, story.language, article.blocks, story.language)
    return Case(story.language, kind, carrier, 10 * story.number + n, text, story.paragraphs, trap)


def _as_block(story: Story, kind: str, n: int, trap: str) -> Case:
    """The trap among the paragraphs of a brief: as a paragraph, or as the first sentence of the next paragraph."""
    story = _brief(story)
    paragraphs = [tuple(line.text for line in paragraph) for paragraph in story.paragraphs]
    at, pieces = _position(story, kind, n), split_sentences(trap)
    if n % 2 and len(pieces) == 1 and at < len(paragraphs):
        paragraphs[at] = (trap, *paragraphs[at])
    else:
        paragraphs.insert(at, pieces)
    return _case(story, kind, "block", n, article_of(story.headline, paragraphs), trap)


def _brief(story: Story) -> Story:
    """The first paragraphs of the story, just enough for a long summary of independent sentences."""
    for count in range(2, len(story.paragraphs)):
        brief = replace(story, paragraphs=story.paragraphs[:count])
        lengths = sorted(length_in_words(line.text) for line in brief.lines if line.is_independent)
        if len(lengths) > MAX_LONG_SENTENCES and sum(lengths[-MAX_LONG_SENTENCES:]) >= MIN_LONG_WORDS + 15:
            return brief
    return story


def article_of(headline: str, paragraphs: Iterable[Sequence[str]]) -> Article:
    return Article("trap", "trap", "trap", headline, tuple(Block("paragraph", tuple(p)) for p in paragraphs))


def _has_english(story: Story) -> bool:
    return all(line.english for line in story.lines)


def _translated(story: Story, kind: str, n: int, source: Article, trap: str, *, first: str = "") -> Case:
    """The article in English translation. first: the sentence that starts with the trap, a dateline."""
    english = {line.text: line.english for line in story.lines}
    english |= {first: trap + story.paragraphs[0][0].english} if first else {}
    blocks = tuple(Block(block.kind, _in_english(block.sentences, english, trap)) for block in source.blocks)
    allowed = tuple(tuple(replace(line, text=line.english) for line in paragraph) for paragraph in story.paragraphs)
    text = SummaryInput(source, story.language, blocks, "en")
    return Case(story.language, kind, "translated", 10 * story.number + n, text, allowed, trap.strip())


def _english_trap(story: Story, kind: str, n: int) -> str:
    """The trap as an English newspaper words it."""
    texts = _trap_texts(stories("en")[story.number], kind)
    return texts[n % len(texts)][1]


def _in_english(originals: Sequence[str], english: dict[str, str], trap: str) -> tuple[str, ...]:
    """The sentences of the story in English; any other sentence is a sentence of the trap."""
    pieces = iter(split_sentences(trap))
    return tuple(english.get(original) or next(pieces, trap) for original in originals)


def _run_in_headings(story: Story) -> Iterator[Case]:
    """ "SIX METRES OF WATER Two lifeboats ...": in capitals, or before a word that is lower case elsewhere."""
    lower = [at for at in range(1, len(story.paragraphs)) if _starts_with_lower_case_word(story, at)]
    for n, heading in enumerate(story.headings):
        at = _position(story, "run-in-heading", n)
        if story.language in WITHOUT_SPACES:
            trap = f"{heading}\u3000"
        elif story.language in WITHOUT_CASE:
            return
        elif n % 2 == 0 and lower:
            trap, at = f"{heading} ", lower[n % len(lower)]
        else:
            trap = f"{_capitals(heading, story.language)} "
        paragraphs = story.texts
        paragraphs[at] = trap + paragraphs[at]
        article = _read(story, f"run-in-heading-{n}", "\n\n".join(paragraphs))
        yield _case(story, "run-in-heading", "line", n, article, trap.strip())


def _starts_with_lower_case_word(story: Story, at: int) -> bool:
    """Whether the first word of the paragraph is written in lower case elsewhere in the story."""
    first = story.lines[sum(map(len, story.paragraphs[:at]))].text.split()[0]
    return first[0].isupper() and f" {first.lower()} " in " ".join(line.text for line in story.lines)


def _run_in_datelines(story: Story) -> Iterator[Case]:
    kind = "run-in-dateline"
    for n, dateline in _trap_texts(story, kind):
        article = _read(story, f"{kind}-{n}", dateline + "\n\n".join(story.texts))
        yield _case(story, kind, "line", n, article, dateline.strip())
        brief = _brief(story)
        paragraphs = [split_sentences(paragraph) for paragraph in (dateline + "\n\n".join(brief.texts)).split("\n\n")]
        yield _case(brief, kind, "block", n, article_of(story.headline, paragraphs), dateline.strip())
        if _has_english(story):
            first = dateline + story.paragraphs[0][0].text
            yield _translated(story, kind, n, article, _english_trap(story, kind, n), first=first)


def _with_pair(story: Story, kind: str, n: int, pair: tuple[Line, ...], *, carrier: str) -> Case:
    """Lines that need each other inserted as a paragraph; dependent lines also with a border between them."""
    allowed = _insert_pair(story, kind, n, pair)
    if carrier == "line":
        texts = [join_lines(paragraph, story.language) for paragraph in allowed]
        article = _read(story, f"{kind}-{n}", "\n\n".join(texts))
    else:
        article = article_of(story.headline, [[line.text for line in paragraph] for paragraph in allowed])
    text = SummaryInput(article, story.language, article.blocks, story.language)
    return Case(story.language, kind, carrier, 10 * story.number + n, text, allowed)


def _with_translated_pair(story: Story, kind: str, n: int, pair: tuple[Line, ...]) -> Case:
    """The same in translation, without the quotation marks of the original."""
    original = _insert_pair(story, kind, n, pair)
    quote = next((line for line in pair if line.needs_next), pair[-1]) if kind == "quote" else None
    open_mark, close_mark = story.marks[:2] if story.marks else ("", "")
    texts = [
        [open_mark + line.text + close_mark if line is quote else line.text for line in paragraph]
        for paragraph in original
    ]
    allowed = tuple(tuple(replace(line, text=line.english) for line in paragraph) for paragraph in original)
    blocks = tuple(Block("paragraph", tuple(line.text for line in paragraph)) for paragraph in allowed)
    text = SummaryInput(article_of(story.headline, texts), story.language, blocks, "en")
    return Case(story.language, kind, "translated", 10 * story.number + n, text, allowed)


def _insert_pair(story: Story, kind: str, n: int, pair: tuple[Line, ...]) -> Paragraphs:
    is_split = kind == "dependent" and n % 2 == 1
    at = _position(story, kind, n)
    inserted = tuple((line,) for line in pair) if is_split else (pair,)
    return (*story.paragraphs[:at], *inserted, *story.paragraphs[at:])
