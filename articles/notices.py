"""Notices: what speaks of the text itself, or to its reader, and is not the news.

    note      an editor's note or correction: "CORRECTION: An earlier version of this article said ..."
    paywall   the rest is for subscribers: "You have 2 free articles left", "Il vous reste 82 % de cet article à lire."
    other     cookies, newsletters, embedded content

A sentence at the foot that says "this article" is about the text, unless an article is what the news is about: then the
word was there before. A note is its whole paragraph, with "That was wrong."; what follows a paywall in short sentences
("Log in.") belongs to it. A first paragraph that is nearer to the headline than any other is the news, also with a
label: "Correction: the economy shrank". Words are in data/notices.toml. articles.press_releases knows the frame of a
press release.
"""

import re
import tomllib
from collections.abc import Iterable, Sequence
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Literal, NamedTuple

from wireglot.articles.article import Block, Kind
from wireglot.articles.languages import QUOTATION_MARKS, is_question, is_unspaced, length_in_words
from wireglot.articles.press_releases import frame_of
from wireglot.articles.text_above import TextAbove, texts_above

Notice = Literal["note", "paywall", "other"]
KINDS: dict[Notice, Kind] = {"note": "note", "paywall": "read-more", "other": "read-more"}

# In words. A longer paragraph that speaks of subscribers or cookies is news about them; those about cookies explain.
LONGEST: dict[Notice, int] = {"note": 60, "paywall": 30, "other": 60}
_MAX_NOTE = 120  # words of a paragraph that is a note because it begins with one
_MAX_THIS_TEXT = 25  # words of a sentence that is a note for "this article" alone
_FOOT = 2  # paragraphs at the end of a text, where such a note is
_MAX_LABEL = 40  # characters of a label with a date before its colon: "Correction (4 December):"
_MAX_CLOSED = 12  # words of "This content is for subscribers only." and of "Already a subscriber?"
_MAX_AFTER_PAYWALL = 15  # words of a paragraph that belongs to the paywall above it: "Log in."
_START = 3  # characters of a word by which phrases are ruled out, which costs far less than to look for them
_NOUN = 6  # characters of the longest word of "this article" that are looked for before it

# "02:57 Min.. Verfügbar bis 06.05.2024.": a film or a sound with its length.
_MEDIUM = re.compile(r"(?:\d{1,2}:)?\d{1,2}:\d{2} Min\.*(?: Verfügbar bis \d{1,2}\.\d{1,2}\.\d{4})?\.?")
_APOSTROPHES = "’‘´`"
_LEADING = " \t*_-–—•·#>([{（［【〔「『\"'“„«"
_AFTER_LABEL = re.compile(r"\s*(?:[(（\[].{1,25}?[)）\]]|,? .{0,25}?\d.{0,15}?)?\s*[:：–—】\]]")
# Behind "this article": one of a law, "This article of the constitution".
_OF = re.compile(r" (?:of|du|de|des|del|do|da|della|dello|van|av|af|i|der|din)\b")
_LONGER_WORD = re.compile(r"[^\W\d_]{4,}|[\u0e00-\u0eff\u3040-\u30ff\u3400-\u9fff]{2,}")
_PERCENT = re.compile(r"\d ?[%％٪]")

Sentences = Sequence[str]


class _Words(NamedTuple):
    """notices.toml, in small letters with straight apostrophes."""

    labels: tuple[str, ...]
    versions: tuple[str, ...]
    this_text: tuple[str, ...]
    paywall: tuple[str, ...]
    closed: tuple[str, ...]
    subscriber: tuple[str, ...]
    other: tuple[str, ...]
    text_nouns: tuple[str, ...]


def notice_in(text: str) -> Notice | None:
    """Return the kind of notice that a line is by its words alone, None for text."""
    return _notice_in(text, _words())


def _notice_in(text: str, words: "_Words") -> Notice | None:
    folded = _fold(text) if words.paywall or words.versions or words.other else ""
    kinds: tuple[tuple[Notice, tuple[str, ...]], ...] = (
        ("paywall", words.paywall), ("note", words.versions), ("other", words.other)
    )  # fmt: skip
    for kind, phrases in kinds:
        if any(phrase in folded for phrase in phrases) and length_in_words(text) <= LONGEST[kind]:
            return kind
    return "other" if _MEDIUM.fullmatch(text) else None


def find_notices(paragraphs: Sequence[Sentences], headline: str = "") -> list[list[Notice | None]]:
    """Return for each sentence of each paragraph, in reading order, which kind of notice it is.

    paragraphs: the text with its sub-headings, as sentences. A heading "Correction" makes a note of what is below.
    """
    found: list[list[Notice | None]] = []
    texts = [" ".join(sentences) for sentences in paragraphs]
    words = _words_in(_fold(" ".join(texts)))
    above = texts_above(_fold(headline), map(_fold, texts))
    for n, sentences in enumerate(paragraphs):
        is_foot = 0 < n >= len(paragraphs) - _FOOT
        if n == 0 and _is_labelled_news(texts, headline, words):
            found.append([None] * len(sentences))
            continue
        found.append(_notices_of(sentences, texts[n], above[n], words, is_foot=is_foot))
    _mark_below_headings(paragraphs, found)
    _mark_closing_lines(paragraphs, found, words)
    return found


def with_notices(blocks: Sequence[Block], headline: str) -> tuple[Block, ...]:
    """Return the blocks, where those that hold nothing but notices have the kind of these."""
    places = [n for n, block in enumerate(blocks) if block.kind in ("paragraph", "heading")]
    found = find_notices([blocks[n].sentences for n in places], headline)
    kinds = {n: KINDS[notices[0]] for n, notices in zip(places, found, strict=True) if notices[0] and all(notices)}
    kinds |= dict.fromkeys(frame_of(blocks, headline), "note")
    if len(kinds) == len(places):
        return tuple(blocks)  # a text of nothing else is what it has to say
    return tuple(Block(kinds[n], block.sentences) if n in kinds else block for n, block in enumerate(blocks))


def _is_labelled_news(texts: Sequence[str], headline: str, words: _Words) -> bool:
    """Whether the news itself begins with a label: it says what the headline does, and nothing of a text."""
    first = texts[0]
    if not headline or not begins_with_label(first) or any(own in _fold(first) for own in words.versions):
        return False
    topics = _stems(headline)
    shared, *others = (len(topics & _stems(text)) for text in texts)
    return shared > max(others, default=0)


def _stems(text: str) -> set[str]:
    """Return the beginnings of the longer words; in scripts without spaces, the pairs of neighbours."""
    words = _LONGER_WORD.findall(_fold(text))
    spaced = {word[:_NOUN] for word in words if not is_unspaced(word[0])}
    return spaced.union(*({a + b for a, b in pairwise(word)} for word in words if is_unspaced(word[0])))


def _notices_of(
    sentences: Sentences, text: str, above: TextAbove, words: _Words, *, is_foot: bool
) -> list[Notice | None]:
    """Return the notices of a paragraph by its own words; above: what is before it, folded."""
    if begins_with_label(sentences[0]) and length_in_words(text) <= _MAX_NOTE:
        return ["note"] * len(sentences)
    whole = _notice_in(text, words)
    if whole and whole != "note":
        return [whole] * len(sentences)
    kinds = [_notice_of(sentence, above, words, is_foot=is_foot) for sentence in sentences]
    kinds[1:] = [
        "note" if begins_with_label(each) else kind for each, kind in zip(sentences[1:], kinds[1:], strict=True)
    ]
    first = next((n for n, kind in enumerate(kinds) if kind), len(kinds))
    if first == len(kinds) or length_in_words(text) > _MAX_NOTE:
        return kinds
    return [*kinds[:first], *[kinds[first]] * (len(kinds) - first)]


def _notice_of(sentence: str, above: TextAbove, words: _Words, *, is_foot: bool) -> Notice | None:
    if not (words.versions or words.paywall or words.this_text):
        return None
    folded = _fold(sentence)
    if any(phrase in folded for phrase in words.versions) and _is_unquoted(sentence):
        return "note"
    if any(phrase in folded for phrase in words.paywall) and length_in_words(sentence) <= LONGEST["paywall"]:
        return "paywall"
    if not _speaks_of_itself(sentence, folded, above, words):
        return None
    if _PERCENT.search(sentence) or _names_subscribers(folded, words):
        return "paywall"
    return "note" if is_foot else None


def _speaks_of_itself(sentence: str, folded: str, above: TextAbove, words: _Words) -> bool:
    """Whether "this article" is the text itself: no article that was named above, and no part of a law."""
    own = next((phrase for phrase in words.this_text if phrase in folded), "")
    if not own or above.has(_noun(own)) or _OF.match(folded.partition(own)[2]):
        return False
    return _is_unquoted(sentence) and length_in_words(sentence) <= _MAX_THIS_TEXT


def begins_with_label(sentence: str) -> bool:
    """Whether a text begins with the label of a note: "CORRECTION:", "Rättelse (4/12):", "Anm. d. Red.:"."""
    bare = sentence.lstrip(_LEADING)
    label = _label_of(bare)
    return label != "" and _AFTER_LABEL.match(bare[len(label) : len(label) + _MAX_LABEL]) is not None


def _label_of(bare: str) -> str:
    """Return the label with which the text begins as it is written, "" for none."""
    head = _fold(bare[:_MAX_LABEL])
    if not head.startswith(_words().labels):
        return ""
    label = next((each for each in _words().labels if head.startswith(each)), "")
    ends = not head[len(label) : len(label) + 1].isalnum() or (label != "" and is_unspaced(label[-1]))
    return bare[: len(label)] if label and ends else ""


def _is_label_alone(sentences: Sentences) -> bool:
    bare = sentences[0].strip(_LEADING + ":：)]")
    return len(sentences) == 1 and bare != "" and _label_of(bare) == bare


def _mark_below_headings(paragraphs: Sequence[Sentences], found: list[list[Notice | None]]) -> None:
    """Mark what is below a line that is the label of a note: one paragraph, or at the foot of the text all."""
    for n, sentences in enumerate(paragraphs[:-1]):
        if _is_label_alone(sentences):
            is_foot = n >= len(paragraphs) / 2
            for below in range(n, len(paragraphs) if is_foot else n + 2):
                found[below] = ["note"] * len(found[below])


def _mark_closing_lines(paragraphs: Sequence[Sentences], found: list[list[Notice | None]], words: _Words) -> None:
    """Mark, behind the last text, who may read on: "For subscribers only.", "Already a subscriber?", "Log in."."""
    start = len(paragraphs)
    while start > 0 and (all(found[start - 1]) or _is_closing(paragraphs[start - 1])):
        start -= 1
    paywalled = False
    for n in range(max(start, 1), len(paragraphs)):
        sentences = paragraphs[n]
        if not all(found[n]) and (_is_closed(sentences, words) or (paywalled and _is_closing(sentences))):
            found[n] = ["paywall"] * len(sentences)
        paywalled = paywalled or found[n][0] == "paywall"


def _is_closing(sentences: Sentences) -> bool:
    return sum(map(length_in_words, sentences)) <= _MAX_AFTER_PAYWALL


def _is_closed(sentences: Sentences, words: _Words) -> bool:
    """Whether a paragraph says who may read on, how much is left, or asks whether the reader is one of them."""
    return any(_closes(sentence, words) for sentence in sentences)


def _closes(sentence: str, words: _Words) -> bool:
    size, folded = length_in_words(sentence), _fold(sentence)
    if size > _MAX_CLOSED:
        return False
    subscribers = _names_subscribers(folded, words)
    if any(phrase in folded for phrase in words.closed) or (subscribers and is_question(sentence)):
        return True
    hidden = subscribers or _PERCENT.search(sentence) is not None
    return hidden and any(noun in folded for noun in words.text_nouns) and _is_unquoted(sentence)


def _names_subscribers(folded: str, words: _Words) -> bool:
    return any(stem in folded for stem in words.subscriber)


def _is_unquoted(sentence: str) -> bool:
    return not any(mark in sentence for mark in QUOTATION_MARKS)


def _noun(phrase: str) -> str:
    """Return the beginning of the longest word of "this article", by which it may have been named before."""
    return max(phrase.split(), key=len)[:_NOUN]


def _fold(text: str) -> str:
    for mark in _APOSTROPHES:  # far faster than str.translate
        text = text.replace(mark, "'")
    return text.lower()


@cache
def _words() -> _Words:
    table: dict[str, list[str]] = tomllib.loads((Path(__file__).parent / "data" / "notices.toml").read_text("utf-8"))
    return _Words(**{name: _sorted(phrases) for name, phrases in table.items()})


def _words_in(folded: str) -> _Words:
    """Return the words that a text has, nearly always none, so that its sentences are searched for those alone."""
    by_start = _by_start()
    starts = {"", *(word[:_START] for word in folded.split(" "))} & by_start.keys()
    found = sorted(place for start in starts for place in by_start[start] if place[2] in folded)
    kinds = range(len(_Words._fields))
    return _Words(*(tuple(phrase for kind, _, phrase in found if kind == one) for one in kinds))


@cache
def _by_start() -> dict[str, list[tuple[int, int, str]]]:
    """Return every phrase by the start of its second word: where no word of a text has that, it lacks the phrase.

    Each is with the number of its kind and its place in it.
    """
    found: dict[str, list[tuple[int, int, str]]] = {}
    for kind, phrases in enumerate(_words()):
        for place, phrase in enumerate(phrases):
            found.setdefault(_start_of_second(phrase), []).append((kind, place, phrase))
    return found


def _start_of_second(phrase: str) -> str:
    """Return "" for a single word, and for a phrase that may end within a word so short that its start is longer."""
    _, *others = phrase.split(" ")
    return others[0][:_START] if len(others) > 1 or len("".join(others)) >= _START else ""


def _sorted(phrases: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted({_fold(phrase) for phrase in phrases}, key=lambda phrase: (-len(phrase), phrase)))
