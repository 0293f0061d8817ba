"""Fragments: what is no part of the story, as sub-headings, captions, requests to the reader, notes on the author.

The form of a sentence shows a fragment, and the article: where most sentences end in a final mark, a short one that
does not is a heading or a caption; where few do (Thai, poems, posts) that says nothing. Labelled lines ("Photo:",
"Read more") are known by articles.boilerplate; data/fragments.toml adds the words of requests and of author notes.
"""

import re
import tomllib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import chain, pairwise
from pathlib import Path

from wireglot.articles import boilerplate_kind, find_notices, is_agency_credit
from wireglot.articles.languages import ends_sentence, is_unspaced, length_in_words
from wireglot.summarizers.extract.context import lower_case, table_language

TABLE = Path(__file__).parent.parent / "data" / "fragments.toml"

MIN_FINAL_MARKS = 0.75  # share of sentences with a final mark: below, a missing one means nothing
MAX_CAPTION_WORDS = 45  # a longer sentence without a mark is a paragraph that lost it
_MAX_CHARACTERS = 400  # of a fragment
_END_CHARACTERS = 80  # characters that are looked at for the final mark, with a credit after it
# Of a caption and of its credit, where only the missing final mark shows them.
_MAX_SCENE_WORDS, _MAX_CREDIT_WORDS = 20, 6
_MAX_LINE_WORDS = 10  # words of a credit with a slash or a copyright mark, and of a line with an address
_MAX_NOTE_WORDS = 45  # words of a note on the author
_LAST_PARAGRAPHS = 3  # only these may be such a note
_MIN_NAME = 3  # letters: shorter names are not looked for in the rest of the article

_BRACKETS = {"(": ")", "（": "）", "[": "]", "［": "］", "【": "】", "〔": "〕"}
_QUOTES = re.compile('["“”„«»]')
_SPEECH_MARKS = re.compile('["“”„「]')  # not «», which papers set around their names
_ADDRESS = re.compile(r"https?://\S+|www\.\S+|\S+@\S+\.\w{2,}")
_BULLET = re.compile(r"[*•‣▪●○■]\s")
_DASH_AT_END = re.compile(r"[-‐-―],?$")  # of a dateline on its own line: "STOCKHOLM (TT) -"
_BUTTONS = re.compile(r"[|｜].*[|｜]")  # "Print | Save | 23 comments"
_LEADING_MARKS = " \t-–—*•>»«\"“„'[(（【"
_WORD_END = r"(?![\w\u0300-\u036f\u0900-\u0dff])"


@dataclass(frozen=True, slots=True)
class FragmentWords:
    """The words of one language that show a fragment.

    openings: those of all languages, long enough to mean nothing else in another one.
    calls, media: a sentence that opens with a call ("watch", "here you can") and names a medium of the page is one.
    """

    openings: re.Pattern[str]
    anywhere: tuple[str, ...]
    calls: re.Pattern[str] | None
    media: re.Pattern[str] | None
    authors: tuple[str, ...]


def fragments(
    sentences: Sequence[str], blocks: Sequence[int], language: str, notices: Sequence[bool] | None = None
) -> list[bool]:
    """Return for each sentence of the paragraphs, in reading order, whether it may never be quoted.

    blocks: the number of each sentence's block. notices: what are_notices returned for them, where that is known.
    """
    finals = [ends_sentence(sentence[-_END_CHARACTERS:]) for sentence in sentences]
    marked = sum(finals) >= MIN_FINAL_MARKS * len(finals)
    words = _words(table_language(language))
    last = blocks[-1] if blocks else 0
    is_fragment = [
        len(sentence) <= _MAX_CHARACTERS
        and (
            _is_label_line(sentence, language, final, marked=marked, edge=block <= 1 or block >= last - 1)
            or _is_request(sentence, words)
        )
        for sentence, final, block in zip(sentences, finals, blocks, strict=True)
    ]
    paragraphs = _paragraphs(blocks)
    notices = are_notices(sentences, blocks) if notices is None else notices
    is_fragment = [out or notice for out, notice in zip(is_fragment, notices, strict=True)]
    for start, end in paragraphs:
        is_inside = start > 0 and end < len(sentences)
        if is_fragment[end - 1] and _is_caption(sentences[start:end], language, finals[end - 1], is_inside):
            is_fragment[start:end] = [True] * (end - start)
    for start, end in paragraphs[-_LAST_PARAGRAPHS:]:
        if start and _is_author_note(start, end, sentences, language, words):
            is_fragment[start:end] = [True] * (end - start)
    return is_fragment


def are_notices(sentences: Sequence[str], blocks: Sequence[int], headline: str = "") -> list[bool]:
    """Return for each sentence whether it is one of a note of the editor or of a notice to readers."""
    notices = find_notices([sentences[start:end] for start, end in _paragraphs(blocks)], headline)
    return [notice is not None for notice in chain(*notices)]


def certain_fragment(paragraph: Sequence[str], language: str, *, topical: bool) -> bool:
    """Return whether the first sentence of a paragraph is no part of the story, whatever the article is like.

    A missing final mark is not enough, nor the words of a request in a sentence on the topic of the article.
    """
    sentence, final = paragraph[0], ends_sentence(paragraph[0][-_END_CHARACTERS:])
    if len(sentence) > _MAX_CHARACTERS:
        return False
    if _is_label_line(sentence, language, final, marked=False, edge=True):
        return True
    if _DASH_AT_END.search(sentence) and length_in_words(sentence, language) <= _MAX_LINE_WORDS:
        return True
    if not topical and _is_request(sentence, _words(table_language(language))):
        return True
    credit_final = ends_sentence(paragraph[-1][-_END_CHARACTERS:])
    return not credit_final and _is_caption(paragraph, language, credit_final)


def _paragraphs(blocks: Sequence[int]) -> list[tuple[int, int]]:
    """Return the first sentence of each block, and the one after its last."""
    starts = [i for i in range(len(blocks)) if not i or blocks[i] != blocks[i - 1]]
    return list(pairwise([*starts, len(blocks)])) if starts else []


def _is_label_line(sentence: str, language: str, final: bool, *, marked: bool, edge: bool) -> bool:
    """Whether it is a label, in brackets, a point of a list, an address, or lacks the final mark that others have."""
    if boilerplate_kind(sentence, final=final, at_edge=edge) is not None or _in_brackets(sentence):
        return True
    if not final and _BULLET.match(sentence):
        return True
    if marked and not final and not _ends_in_colon(sentence):
        return length_in_words(sentence, language) <= MAX_CAPTION_WORDS
    if _BUTTONS.search(sentence) is not None:
        return length_in_words(sentence, language) <= 2 * _MAX_LINE_WORDS  # the bars are counted as well
    return _has_address(sentence) and length_in_words(sentence, language) <= _MAX_LINE_WORDS


def _has_address(sentence: str) -> bool:
    maybe = "@" in sentence or "://" in sentence or "www." in sentence
    return maybe and _ADDRESS.search(sentence) is not None


def _ends_in_colon(sentence: str) -> bool:
    """A colon announces what follows; attribution keeps them together."""
    return sentence.rstrip()[-1:] in {":", "："}


def _in_brackets(sentence: str) -> bool:
    """Whether the whole sentence is in brackets: a remark, a credit, an editor's note."""
    closing = _BRACKETS.get(sentence[0])
    return closing is not None and sentence.find(closing) >= len(sentence.rstrip(".。")) - 1


def _is_request(sentence: str, words: FragmentWords) -> bool:
    """Whether it asks the reader for something: "Subscribe to ...", "Watch the bridge fall in our video." """
    folded = lower_case(sentence.lstrip(_LEADING_MARKS))
    if words.openings.match(folded) is not None or any(phrase in folded for phrase in words.anywhere):
        return True
    if words.calls is None or words.media is None:
        return False
    return words.calls.match(folded) is not None and words.media.search(folded) is not None


def _is_caption(sentences: Sequence[str], language: str, final: bool, is_inside: bool = False) -> bool:
    """Whether a paragraph is a caption that ends in its credit: "The ferry under tow. Photo: N. N."

    sentences: of one paragraph whose last one is a fragment. A credit without a label has few words and no final mark.
    is_inside: there are paragraphs before and after it. An agency alone, "(TT)", ends a first or last one as its news.
    """
    if not is_inside and is_agency_credit(sentences[-1]):
        return False
    lengths = [length_in_words(sentence, language) for sentence in sentences]
    if len(sentences) not in (2, 3) or sum(lengths) > MAX_CAPTION_WORDS:
        return False
    credit = sentences[-1]
    if boilerplate_kind(credit[:_MAX_CHARACTERS], final=False, at_edge=True) in {"caption", "byline"}:
        return True
    if lengths[-1] <= _MAX_LINE_WORDS and ("/" in credit or "©" in credit):
        return True
    credit_text = " ".join(sentences[1:])
    brief = sum(lengths[1:]) <= _MAX_CREDIT_WORDS and lengths[0] <= _MAX_SCENE_WORDS
    return brief and not final and credit_text[:1].isupper() and not _QUOTES.search(credit_text)


def _is_author_note(start: int, end: int, sentences: Sequence[str], language: str, words: FragmentWords) -> bool:
    """Whether it is about a journalist whom the rest of the article does not name."""
    note = " ".join(sentences[start:end])
    if len(note) > _MAX_CHARACTERS or length_in_words(note, language) > _MAX_NOTE_WORDS or _SPEECH_MARKS.search(note):
        return False
    if not any(phrase in lower_case(sentences[start]) for phrase in words.authors):
        return False
    rest = " ".join([*sentences[:start], *sentences[end:]])
    return not any(name in rest for name in _opening_name(sentences[start]))


def _opening_name(sentence: str) -> list[str]:
    """Return the first two words, without their endings, as names; in scripts without spaces, two characters."""
    if is_unspaced(sentence[0]):
        return [sentence[:2]]
    names = [word.strip(",.:;") for word in sentence.split(maxsplit=2)[:2]]
    return [name[: max(_MIN_NAME, len(name) - 2)] for name in names if len(name) >= _MIN_NAME or name[:1] >= "\uac00"]


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
    """Return a pattern, longest entry first; with `end` an entry is a whole word, except in scripts without spaces."""
    ordered = sorted({entry.lower() for entry in entries}, key=lambda entry: (-len(entry), entry))
    both = [
        re.escape(entry) if is_unspaced(entry[0]) or not end else rf"\b{re.escape(entry)}{end}" for entry in ordered
    ]
    return re.compile("|".join(both))
