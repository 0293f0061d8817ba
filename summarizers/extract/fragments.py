"""Sentences of paragraphs that are no part of the story: sub-headings, captions, requests, notes on the author.

The form decides, and the article: where most sentences end in a final mark, a short one that does not is a heading
or a caption; where few do (Thai, poems, posts) that says nothing. Labelled lines ("Photo:", "Read more") are known
by articles.boilerplate; data/fragments.toml adds the words of requests to the reader and of notes on the author.
"""

import re
import tomllib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import chain, pairwise
from pathlib import Path

from wireglot.articles import boilerplate_kind
from wireglot.articles.languages import ends_sentence, is_unspaced, length_in_words
from wireglot.summarizers.extract.context import lower_case, table_language

TABLE = Path(__file__).parent.parent / "data" / "fragments.toml"

MARKED = 0.75  # share of an article's sentences that end in a final mark before a missing one says anything
CAPTION = 45  # words; the longest caption. Longer without a mark is a paragraph that lost it
_LONGEST = 400  # characters; a fragment has fewer
_END = 80  # characters that are looked at for the final mark, with a credit behind it
_SCENE, _CREDIT = 20, 6  # words of a caption and of who took the picture, where only the missing mark shows it
_BRIEF = 10  # words of a credit with a slash or a copyright mark, and of a line with an address
_NOTE = 45  # words of a note on the author
_LAST_PARAGRAPHS = 3  # where such a note stands
_NAME = 3  # letters of a name from which it is looked for in the rest of the article

_BRACKETS = {"(": ")", "（": "）", "[": "]", "［": "］", "【": "】", "〔": "〕"}
_QUOTES = re.compile('["“”„«»]')
_SPOKEN = re.compile('["“”„「]')  # not «», which papers set around their names
_ADDRESS = re.compile(r"https?://\S+|www\.\S+|\S+@\S+\.\w{2,}")
_BEFORE = " \t-–—*•>»«\"“„'[(（【"
_WORD_END = r"(?![\w\u0300-\u036f\u0900-\u0dff])"


@dataclass(frozen=True, slots=True)
class FragmentWords:
    """The words of one language that give a fragment away.

    openings: those of all languages, long enough to mean nothing else in another one.
    calls, media: a sentence that opens with a call ("watch", "here you can") and names a medium of the page is one.
    """

    openings: re.Pattern[str]
    anywhere: tuple[str, ...]
    calls: re.Pattern[str] | None
    media: re.Pattern[str] | None
    authors: tuple[str, ...]


def fragments(sentences: Sequence[str], blocks: Sequence[int], language: str) -> list[bool]:
    """Tell for each sentence of the paragraphs, in reading order, whether it may never be quoted.

    blocks: the number of the block that each sentence stands in.
    """
    finals = [ends_sentence(sentence[-_END:]) for sentence in sentences]
    marked = sum(finals) >= MARKED * len(finals)
    words = _words(table_language(language))
    last = blocks[-1] if blocks else 0
    found = [
        len(sentence) <= _LONGEST
        and (
            _is_line(sentence, language, final, marked, edge=block <= 1 or block >= last - 1)
            or _is_request(sentence, words)
        )
        for sentence, final, block in zip(sentences, finals, blocks, strict=True)
    ]
    paragraphs = _paragraphs(blocks)
    for start, end in paragraphs:
        if found[end - 1] and _is_caption(sentences[start:end], language, finals[end - 1]):
            found[start:end] = [True] * (end - start)
    for start, end in paragraphs[-_LAST_PARAGRAPHS:]:
        if start and _is_author_note(start, end, sentences, language, words):
            found[start:end] = [True] * (end - start)
    return found


def _paragraphs(blocks: Sequence[int]) -> list[tuple[int, int]]:
    """The first sentence of each block, and the one behind its last."""
    starts = [i for i in range(len(blocks)) if not i or blocks[i] != blocks[i - 1]]
    return list(pairwise([*starts, len(blocks)])) if starts else []


def _is_line(sentence: str, language: str, final: bool, marked: bool, *, edge: bool) -> bool:
    """A label, brackets, an address, or no final mark where the other sentences have one."""
    if boilerplate_kind(sentence, final=final, at_edge=edge) is not None or _in_brackets(sentence):
        return True
    if marked and not final and not _announces(sentence):
        return length_in_words(sentence, language) <= CAPTION
    return _has_address(sentence) and length_in_words(sentence, language) <= _BRIEF


def _has_address(sentence: str) -> bool:
    maybe = "@" in sentence or "://" in sentence or "www." in sentence
    return maybe and _ADDRESS.search(sentence) is not None


def _announces(sentence: str) -> bool:
    """A colon announces what follows; attribution keeps them together."""
    return sentence.rstrip()[-1:] in {":", "："}


def _in_brackets(sentence: str) -> bool:
    """An aside, a credit, an editor's note: the whole sentence stands in brackets."""
    closing = _BRACKETS.get(sentence[0])
    return closing is not None and sentence.find(closing) >= len(sentence.rstrip(".。")) - 1


def _is_request(sentence: str, words: FragmentWords) -> bool:
    """ "Subscribe to ...", "Watch the moment when the bridge falls in our video." """
    folded = lower_case(sentence.lstrip(_BEFORE))
    if words.openings.match(folded) is not None or any(phrase in folded for phrase in words.anywhere):
        return True
    if words.calls is None or words.media is None:
        return False
    return words.calls.match(folded) is not None and words.media.search(folded) is not None


def _is_caption(sentences: Sequence[str], language: str, final: bool) -> bool:
    """A credit closes its caption: "The ferry under tow." belongs to the "Photo: N. N." behind it.

    sentences: of one paragraph whose last one is a fragment. Without a label the form tells: few words and no mark.
    """
    lengths = [length_in_words(sentence, language) for sentence in sentences]
    if len(sentences) not in (2, 3) or sum(lengths) > CAPTION:
        return False
    credit = sentences[-1]
    if boilerplate_kind(credit[:_LONGEST], final=False, at_edge=True) in {"caption", "byline"}:
        return True
    if lengths[-1] <= _BRIEF and ("/" in credit or "©" in credit):
        return True
    behind = " ".join(sentences[1:])
    brief = sum(lengths[1:]) <= _CREDIT and lengths[0] <= _SCENE
    return brief and not final and behind[:1].isupper() and not _QUOTES.search(behind)


def _is_author_note(start: int, end: int, sentences: Sequence[str], language: str, words: FragmentWords) -> bool:
    """A paragraph on somebody who works for a newspaper and whom the rest of the article does not name."""
    note = " ".join(sentences[start:end])
    if len(note) > _LONGEST or length_in_words(note, language) > _NOTE or _SPOKEN.search(note):
        return False
    if not any(phrase in lower_case(sentences[start]) for phrase in words.authors):
        return False
    rest = " ".join([*sentences[:start], *sentences[end:]])
    return not any(name in rest for name in _opening_name(sentences[start]))


def _opening_name(sentence: str) -> list[str]:
    """The first two words, of which at least the longer belongs to a name; without spaces, two characters."""
    if is_unspaced(sentence[0]):
        return [sentence[:2]]
    names = [word.strip(",.:;") for word in sentence.split(maxsplit=2)[:2]]
    return [name[: max(_NAME, len(name) - 2)] for name in names if len(name) >= _NAME or name[:1] >= "\uac00"]


@cache
def _words(language: str) -> FragmentWords:
    table = _table()
    calls, media = table["calls"].get(language), table["media"].get(language)
    return FragmentWords(
        _openings(),
        tuple(table["anywhere"].get(language, ())),
        _any_of(calls, _WORD_END) if calls else None,
        _any_of(media, _WORD_END) if media else None,
        tuple(table["authors"].get(language, ())),
    )


@cache
def _openings() -> re.Pattern[str]:
    return _any_of(chain.from_iterable(_table()["openings"].values()), "")


@cache
def _table() -> dict[str, dict[str, list[str]]]:
    return tomllib.loads(TABLE.read_text(encoding="utf-8"))


def _any_of(entries: Iterable[str], end: str) -> re.Pattern[str]:
    """The longest first; where a word must end it must begin as well, save in scripts without spaces."""
    found = sorted({entry.lower() for entry in entries}, key=lambda e: (-len(e), e))
    both = [re.escape(e) if is_unspaced(e[0]) or not end else rf"\b{re.escape(e)}{end}" for e in found]
    return re.compile("|".join(both))
