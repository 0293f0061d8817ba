"""Unusual input: every engine gives summaries within the rules, or says "too short"."""

import tomllib
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from wireglot.articles import Article, Block, SentenceRef
from wireglot.articles.languages import length_in_words
from wireglot.articles.reading import SourceFile, read
from wireglot.summarizers import (
    ABSTRACTIVE,
    CUT,
    NOT_CUT,
    TOO_LONG,
    TOO_SHORT,
    UPPER_BOUND,
    Engine,
    Summaries,
    Summary,
    SummaryInput,
    SummarySentence,
    load,
    summarize,
)

STORIES = Path(__file__).parent.parent / "evaluation" / "traps"

# Inputs


@cache
def story(language: str) -> str:
    """The body of a story of the trap set, without the marks of its lines."""
    table = tomllib.loads((STORIES / f"{language}.toml").read_text(encoding="utf-8"))
    joint = "" if language in {"zh", "ja"} else " "
    lines = [line.removeprefix("< ").removeprefix("> ") for line in table["story"][0]["text"].strip().split("\n")]
    return "\n\n".join(joint.join(one.split("\n")) for one in "\n".join(lines).split("\n\n"))


def numbered(count: int) -> str:
    """So many sentences, no two alike, in paragraphs of five."""
    who = ("The mayor", "A court", "The port authority", "The union", "A farmer", "The minister", "A museum")
    what = ("opened", "closed", "refused", "paid for", "counted", "sold", "repaired", "painted", "lost")
    whom = [
        "bridges",
        "lorries",
        "orchards",
        "ferries",
        "letters",
        "lamps",
        "schools",
        "wells",
        "boats",
        "roofs",
        "maps",
    ]
    sentences = [
        f"{who[n % 7]} {what[n % 9]} {n + 2} {whom[n % 11]} in district {n % 13 + 1} on day {n % 365 + 1} of the year."
        for n in range(count)
    ]
    return "\n\n".join(" ".join(sentences[n : n + 5]) for n in range(0, count, 5))


ONE = "A storm sank three fishing boats in the harbour of Port Maddery on Monday, but nobody was hurt, police said."
RESULTS = "\n".join(
    f"{a} {n % 5} {b} {n % 3}" for n, (a, b) in enumerate([("Auental", "Steinbrück"), ("Brattli", "Skarnes")] * 12)
)
TEXTS = tomllib.loads(Path(__file__).with_name("bad_input.toml").read_text("utf-8"))

BAD = {
    "one sentence": (ONE, "en"),
    "3,000 sentences": (numbered(3000), "en"),
    "a list of results": (f"Results of the weekend\n\n{RESULTS}", "en"),
    "a live blog": (f"Ferry adrift: live\n\n{TEXTS['live']}", "en"),
    "a poem": (TEXTS["poem"], "en"),
    "only quotes": (TEXTS["quotes"], "en"),
    "duplicated paragraphs": (f"{story('en')}\n\n" * 4, "en"),
    "glued sentences": (story("en").replace(". ", "."), "en"),
    "glued paragraphs": (story("sv").replace(". ", ".").replace("\n\n", ""), "sv"),
    "about an article in another language": (TEXTS["about_another"], "en"),
    "right to left with Latin names": (TEXTS["right_to_left"], "ar"),
    "everything in capitals": (story("de").upper(), "de"),
    "no spaces, Chinese": (story("zh"), "zh"),
    "no spaces, Japanese": (story("ja"), "ja"),
    "no spaces, Thai": (TEXTS["thai"], "th"),
    "no spaces, Khmer": (TEXTS["khmer"], "km"),
    "a megabyte in one sentence": ("the ferry drifted and " * 50_000 + "sank.", "en"),
    "control characters": (story("en").replace(" ", " \x1b[31m\x07", 3).replace(". ", ".\x0b\x1b[2J "), "en"),
    "zero-width and bidi marks": (
        story("en").replace("e", "e\u200b\u2060").replace(" the", "\u202e the\u202c").replace(". ", ".\u200f \u200d"),
        "en",
    ),
    "mixed languages": (
        "\n\n".join(story(one).split("\n\n")[0] for one in ("en", "zh", "ar", "hi", "ru", "ko")),
        "und",
    ),
    "letters in every other line": ("\n\n".join(f"{'*' * 9}\n\n{n}. {ONE}" for n in range(9)), "en"),
}

# Each has three sentences and sixty words that can be quoted, so the long summary must be a long one.
RICH = {
    "3,000 sentences", "duplicated paragraphs", "glued sentences", "everything in capitals",
    "no spaces, Chinese", "no spaces, Japanese", "control characters", "zero-width and bidi marks", "mixed languages",
}  # fmt: skip

# No article at all; what a reader of files refuses can still come from a feed.
NOTHING = {
    "empty": (),
    "all headings": (Block("heading", ("Ferry adrift off Callan Head",)), Block("heading", ("Nobody hurt",))),
    "only boilerplate": (Block("byline", ("By Moira Penn",)), Block("read-more", ("Read more: the last dairy",))),
    "only punctuation": (Block("paragraph", ("...", "!?", "—", "* * *")),),
    "emoji only": (Block("paragraph", ("😀😀", "🚢🌊🌊")), Block("paragraph", ("👩🏽‍🚒", "🇸🇪🇸🇪!"))),
    "invisible": (Block("paragraph", ("\u200b\u200d", "\u202e\u202c", "\ufeff")),),
}


# Rules


def faults(text: SummaryInput, made: Summaries) -> list[str]:
    """Every rule that the two summaries break."""
    return [f"short {fault}" for fault in _faults(text, made.short, 2, 40)] + [
        f"long {fault}" for fault in _faults(text, made.long, 5, 110)
    ]


def _faults(text: SummaryInput, summary: Summary, most: int, full: int) -> list[str]:
    if not summary.sentences:
        honest = summary.text == "" and not {TOO_SHORT, NOT_CUT}.isdisjoint(summary.checks) and not _failed(summary)
        return [] if honest else [f"is empty, with checks {summary.checks}"]
    length = sum(length_in_words(sentence.text, summary.language) for sentence in summary.sentences)
    rules: dict[str, Callable[[], bool]] = {
        f"has {len(summary.sentences)} sentences": lambda: len(summary.sentences) <= most,
        f"has {length:.0f} words": lambda: length <= full or not {TOO_LONG, CUT}.isdisjoint(summary.checks),
        f"is out of bounds with {length:.0f} words": lambda: length <= UPPER_BOUND * full,
        f"has checks {summary.checks}": lambda: not _failed(summary),
        "is not the sum of its sentences": lambda: summary.text in _joined(summary),
        "has a sentence of nothing": lambda: all(sentence.text.strip() for sentence in summary.sentences),
        "has no valid evidence": lambda: _placed(text, summary),
        "is not verbatim, in document order": lambda: summary.engine != "extract" or _verbatim(text, summary),
        "has one sentence twice": lambda: (
            len({sentence.text for sentence in summary.sentences}) == len(summary.sentences)
        ),
    }
    return [fault for fault, kept in rules.items() if not kept()]


def _failed(summary: Summary) -> bool:
    return any("failed" in check for check in summary.checks)


def _joined(summary: Summary) -> set[str]:
    return {joint.join(sentence.text for sentence in summary.sentences) for joint in ("", " ")}


def _placed(text: SummaryInput, summary: Summary) -> bool:
    evidence = {place for place, _ in text.article.sentences()}
    return all(sentence.evidence and evidence.issuperset(sentence.evidence) for sentence in summary.sentences)


def _verbatim(text: SummaryInput, summary: Summary) -> bool:
    """Each is a sentence of a paragraph as the reader has it, or a span of it; each once, in reading order."""
    evidence = [sentence.evidence[0] for sentence in summary.sentences]
    if any(text.blocks[ref.block].kind != "paragraph" for ref in evidence):
        return False
    quoted = [text.blocks[place.block].sentences[place.sentence] for place in evidence]
    verbatim = all(s.quotes(one) for one, s in zip(quoted, summary.sentences, strict=True))
    return verbatim and evidence == sorted(set(evidence))


def summarized(engine: Engine, *texts: SummaryInput) -> tuple[Summaries, ...]:
    return summarize(texts, engine=engine.name)


def as_text(blocks: tuple[Block, ...], language: str = "en") -> SummaryInput:
    return SummaryInput(Article("bad", "bad", "bad.txt", "", blocks), language, blocks, language)


@cache
def from_file(name: str) -> SummaryInput:
    body, language = BAD[name]
    article = read(SourceFile(Path("bad.txt"), "bad.txt", body.encode()))
    return SummaryInput(article, language, article.blocks, language)


def summaries_of(engine: Engine, name: str) -> Summaries:
    if name in VAST and engine.rank == ABSTRACTIVE:
        pytest.skip(f"{engine.name} reads {name} in hundreds of parts: minutes for a tiny model")
    return summarized(engine, from_file(name))[0]


VAST = {"3,000 sentences", "a megabyte in one sentence"}


# Tests


@pytest.mark.parametrize("name", BAD)
def test_bad_input_gives_summaries_within_the_rules(engine, name):
    made = summaries_of(engine, name)

    assert faults(from_file(name), made) == []


@pytest.mark.parametrize("name", sorted(RICH))
def test_enough_text_gets_a_long_summary(engine, name):
    made = summaries_of(engine, name)

    assert made.short.sentences
    assert 3 <= len(made.long.sentences) <= 5
    assert 60 <= length_in_words(made.long.text, made.long.language) <= 110


@pytest.mark.parametrize("name", NOTHING)
def test_text_without_content_is_too_short(engine, name):
    made = summarized(engine, as_text(NOTHING[name]))[0]

    assert [(one.text, one.sentences) for one in (made.short, made.long)] == [("", ())] * 2
    assert all(TOO_SHORT in one.checks and not _failed(one) for one in (made.short, made.long))


def test_the_rules_detect_violations():
    text = as_text((Block("paragraph", (ONE, TEXTS["quotes"])),))
    other = Summary(ONE, (SummarySentence(ONE.lower(), (SentenceRef(0, 0),)),), "extract", "extract|v:1")
    backwards = Summary(
        f"{TEXTS['quotes']} {ONE}",
        (SummarySentence(TEXTS["quotes"], (SentenceRef(0, 1),)), SummarySentence(ONE, (SentenceRef(0, 0),))),
        "extract",
        "",
    )
    nowhere = Summary(ONE, (SummarySentence(ONE, (SentenceRef(1, 0),)),), "chat", "chat|v:1")
    silent = Summary("", (), "extract", "extract|v:1")

    assert [fault[:16] for fault in _faults(text, other, 2, 40)] == ["is not the sum o", "is not verbatim,"]
    assert [fault[:12] for fault in _faults(text, backwards, 2, 40)] == ["has 89 words", "is out of bo", "is not verba"]
    assert _faults(text, nowhere, 2, 40) == ["has no valid evidence"]
    assert _faults(text, silent, 2, 40) == ["is empty, with checks ()"]


def test_a_single_sentence_is_both_summaries(engine):
    made = summaries_of(engine, "one sentence")

    if made.short.engine == "extract":
        assert made.short.text == made.long.text == ONE


def test_control_characters_do_not_reach_the_reader(engine):
    made = summaries_of(engine, "control characters")

    assert made.long.text
    assert all(character.isprintable() for character in made.short.text + made.long.text)


def test_bad_texts_do_not_affect_each_other(engine):
    names = [name for name in BAD if name not in VAST]
    together = summarized(engine, *map(from_file, names))

    assert together == tuple(summaries_of(engine, name) for name in names)


KINDS = ("heading", "paragraph", "paragraph", "paragraph", "byline", "caption", "dateline", "read-more")
PIECES = (
    "Storm closes the harbour", "he said.", "Later, these seven left.", "“We never saw it,”", "...", "Photo: N. N.",
    "北汐港化工厂爆炸致9人受伤。", "وقال المتحدث", "3.4", "STOCKHOLM (TT) –", "\u200f", "👩🏽‍🚒", "अनुपमा राव ने बताया।",
    "\x07", "I",
)  # fmt: skip
SENTENCE = (
    st.one_of(
        st.text(min_size=1, max_size=60),
        st.lists(st.sampled_from(PIECES), min_size=1, max_size=30).map(" ".join),
        st.just("The ferry with 212 people aboard drifted for nine hours off Callan Head on Wednesday evening."),
    )
    .map(str.strip)
    .filter(bool)
)
BLOCKS = st.lists(
    st.tuples(st.sampled_from(KINDS), st.lists(st.tuples(SENTENCE, SENTENCE), min_size=1, max_size=6)), max_size=8
)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    blocks=BLOCKS,
    translated=st.booleans(),
    language=st.sampled_from(["en", "sv", "zh", "ar", "th", "und", "qaa-Latn-x-desk"]),
    headline=st.text(max_size=30),
)
def test_any_blocks_give_summaries_within_the_rules(blocks, translated, language, headline):
    original = tuple(Block(kind, tuple(one for one, _ in pairs)) for kind, pairs in blocks)
    other = tuple(Block(kind, tuple(one for _, one in pairs)) for kind, pairs in blocks)
    article = Article("any", "any", "any.txt", headline, original)
    text = SummaryInput(article, language, other if translated else original, "en" if translated else language)
    made = summarized(load("extract"), text)[0]

    assert faults(text, made) == []
