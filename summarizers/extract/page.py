"""What a page says of itself and to its reader: notes on authors, requests, and the questions before them.

    note      "Jane Smith is a reporter at ...", at the edge of a text, of somebody it does not speak of elsewhere
    request   "Tell us your story by e-mail.": it opens or ends as a request does, and names what is asked for
    question  to the reader: in the second person, or with a request behind it in its paragraph

The words are in data/page.toml; each is harmless alone, since two of its keys must meet. A language without a
table is guarded by the form of the other fragments.
"""

import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from itertools import groupby, islice
from pathlib import Path

from wireglot.articles.languages import is_unspaced, length_in_words
from wireglot.summarizers.extract.forms import is_question
from wireglot.summarizers.extract.openings import base, fold, leans, read_with

TABLE = Path(__file__).parent.parent / "data" / "page.toml"

_LAST, _FIRST = 3, 1  # paragraphs at the foot and at the top of a text that may be a note on its author
_NOTE = 45  # words, and
_NOTE_SENTENCES = 4  # sentences of a note
_REACH = 9  # words behind a name in which its role stands, and
_REACH_BARE = 5  # in a language that sets no "is" between them
_REACH_TIGHT = 26  # characters, likewise in scripts without spaces
_REQUEST = 34  # words; a longer sentence tells something
_ASIDE = 12  # words of what stands behind a question when it is a request in any language
_ADDRESSING = 0.2  # share of a text's sentences that speak to the reader in a service piece, where it tells nothing
_ENDING = 30  # characters; no ending of a request is longer
_PIECE = 600  # characters that are looked at

_BEFORE = " \t-–—*•>»«\"“„'[(（【¿¡!"
_AFTER = ' \t.!?。！？।۔…"”»)）]'
_QUOTE = re.compile("[\"“”„«»「『]|(?<= )['‘]")
_SPOKEN = re.compile('["“”„「]')  # not «»: papers set their own name between these
_WORD_END = r"(?![\w\u0300-\u036f\u0610-\u061a\u064b-\u065f\u0900-\u0903\u093a-\u094f\u0980-\u0dff\u200c\u200d])"
_WORD_START = r"(?<![\w\u0300-\u036f\u0900-\u0dff\u200c\u200d])"
_NAME_TIGHT = re.compile("[\u3005\u3040-\u30ff\u3400-\u9fff·]{2,8}?(?=[是为為系,，]|は|（)")
_NAME_KO = re.compile(
    "[\uac00-\ud7a3]{2,4}(?= (?:[^ ]+ ){0,2}(?:기자|특파원|편집장|논설위원|칼럼니스트|사진기자|통신원))"
)
_STOPS = frozenset(",،、.:;()")
_SMALL = frozenset(
    ["de", "da", "do", "dos", "di", "del", "la", "le", "van", "von", "der", "den", "af", "av", "al", "el"]
)
_QUESTION_TIGHT = ("か。", "か", "吗", "嗎", "呢", "吗。", "嗎。", "呢。")
_GREEK = re.compile("[\u0370-\u03ff\u1f00-\u1fff] ?[;\u037e]$")


@dataclass(frozen=True, slots=True)
class Page:
    """Of one language, ready to match; None where it has no such words."""

    language: str
    copula: re.Pattern[str] | None
    roles: re.Pattern[str] | None
    beats: re.Pattern[str] | None
    asks: re.Pattern[str] | None
    ends: re.Pattern[str] | None
    ours: re.Pattern[str] | None
    you: re.Pattern[str] | None
    you_large: re.Pattern[str] | None


def of_the_page(sentences: Sequence[str], blocks: Sequence[int], language: str, found: Sequence[bool]) -> list[bool]:
    """Of all sentences of paragraphs, in reading order: `found`, and what speaks of the page or to its reader.

    found: those that are known to be no sentences of the story.
    """
    page = _page(base(language))
    asking = [known or _requests(sentence, page) for known, sentence in zip(found, sentences, strict=True)]
    marked = list(asking)
    for start, end in _spans(blocks):
        _mark_questions(sentences, start, end, asking, marked)
    if page is not None:
        _mark_addressing(sentences, page, marked)
        _mark_notes(sentences, _spans(blocks), page, marked)
    return marked


def _spans(blocks: Sequence[int]) -> list[tuple[int, int]]:
    """First sentence of each block, and the one behind its last."""
    lengths = [len(list(some)) for _, some in groupby(blocks)]
    return [(sum(lengths[:n]), sum(lengths[: n + 1])) for n in range(len(lengths))]


def _requests(sentence: str, page: Page | None) -> bool:
    if page is None or page.ours is None or len(sentence) > _PIECE or _SPOKEN.search(sentence):
        return False
    folded = fold(sentence.strip(_BEFORE))
    opens = page.asks is not None and page.asks.match(folded) is not None
    ends = page.ends is not None and page.ends.search(folded.rstrip(_AFTER)[-_ENDING:]) is not None
    return (opens or ends) and length_in_words(sentence) <= _REQUEST and page.ours.search(folded) is not None


def _mark_questions(sentences: Sequence[str], start: int, end: int, asking: Sequence[bool], marked: list[bool]) -> None:
    """Questions with a request behind them, or, in any language, with a few words in a paragraph of their own."""
    for i in range(end - 2, start - 1, -1):
        if not marked[i] and _is_question(sentences[i]):
            short = end - start == 2 < len(sentences) / 3 and length_in_words(sentences[i + 1]) <= _ASIDE
            marked[i] = marked[i + 1] or asking[i + 1] or (short and not _QUOTE.search(sentences[i]))


def _mark_addressing(sentences: Sequence[str], page: Page, marked: list[bool]) -> None:
    """Questions in the second person, unless the whole text speaks to its reader."""
    asked = [i for i, one in enumerate(sentences) if not marked[i] and _is_question(one) and not _QUOTE.search(one)]
    to_reader = [i for i in asked if _addresses(sentences[i], page)]
    many = int(max(2, _ADDRESSING * len(sentences)))
    addressing = (True for one in sentences if _addresses(one, page))
    if to_reader and sum(islice(addressing, many + 1)) <= many:
        for i in to_reader:
            marked[i] = True


def _is_question(sentence: str) -> bool:
    """Asked with a mark, with an ending, or with the semicolon that is the Greek one."""
    return is_question(sentence) or sentence.endswith(_QUESTION_TIGHT) or _GREEK.search(sentence[-_ENDING:]) is not None


def _addresses(sentence: str, page: Page) -> bool:
    piece = sentence[:_PIECE]
    if page.you is not None and page.you.search(fold(piece)) is not None:
        return True
    return page.you_large is not None and page.you_large.search(piece, 1) is not None


def _mark_notes(sentences: Sequence[str], spans: Sequence[tuple[int, int]], page: Page, marked: list[bool]) -> None:
    if page.roles is None:
        return
    at_edge = {*range(_FIRST), *range(max(0, len(spans) - _LAST), len(spans))}
    for n in sorted(at_edge & set(range(len(spans)))):
        start, end = spans[n]
        whole = end - start <= _NOTE_SENTENCES and (start or end - start == 1)
        if whole and not marked[start] and _is_note(start, sentences, page, marked):
            marked[start:end] = [True] * (end - start)
        elif n == len(spans) - 1 and end - 1 > start and not marked[end - 1]:
            marked[end - 1] = _is_note(end - 1, sentences, page, marked)


def _is_note(i: int, sentences: Sequence[str], page: Page, marked: Sequence[bool]) -> bool:
    """A name that stands nowhere else in the text, and behind it what its bearer does on a newspaper."""
    sentence = sentences[i].lstrip(_BEFORE)
    if len(sentence) > _PIECE or _QUOTE.match(sentence) or length_in_words(sentence) > _NOTE:
        return False
    name = _name(sentence)
    if not name or leans(sentence, page.language) or not _has_role(fold(sentence[len(name) :]), fold(name), page):
        return False
    known = name.split()[-1] if len(name.split()[-1]) > 3 and name[0].isupper() else name
    stem = known[: max(4, len(known) - 2)]  # "Levchuk", "Levchuka"
    return not any(stem in one for j, one in enumerate(sentences) if j != i and not marked[j])


def _name(sentence: str) -> str:
    """The name that opens the sentence; "" where none does. Without capitals, its first two words."""
    if "\uac00" <= sentence[:1] <= "\ud7a3":
        met = _NAME_KO.match(sentence)
        return met.group() if met else ""
    if is_unspaced(sentence[:1]):
        met = _NAME_TIGHT.match(sentence)
        return met.group() if met else " ".join(sentence.split()[:2]) if "\u0e00" <= sentence[:1] <= "\u0e7f" else ""
    if sentence[:1].isalpha() and sentence[:1].lower() == sentence[:1].upper():
        first, second, *_ = [*sentence.split(maxsplit=2)[:2], "", ""]
        return f"{first} {second}" if first[-1:] not in _STOPS and second[-1:] not in _STOPS else ""
    return _cased_name(sentence)


def _cased_name(sentence: str) -> str:
    held: list[str] = []
    for word in sentence.split(" ", 6)[:6]:
        bare = word.rstrip(",;:—–")
        if not (bare[:1].isupper() or (held and bare in _SMALL)):
            break
        held.append(bare)
        if bare != word:
            break
    while held and held[-1] in _SMALL:
        held.pop()
    return " ".join(held) if len(held) > 1 and not any(map(str.isdigit, "".join(held))) else ""


def _has_role(rest: str, name: str, page: Page) -> bool:
    if page.roles is None:
        return False
    rest = rest.lstrip(" ")
    if page.beats is not None and page.beats.match(rest):
        return True
    tight = bool(rest) and is_unspaced(rest[0])
    reach = _REACH if page.copula else _REACH_BARE
    near = rest[:_REACH_TIGHT] if tight else " ".join(rest.split(maxsplit=reach)[:reach])
    if page.copula is None:
        return page.roles.search(near) is not None or page.roles.search(name) is not None
    met = page.copula.match(rest)
    return met is not None and page.roles.search(near) is not None


@cache
def _page(language: str) -> Page | None:
    tables = [_tables()[name] for name in read_with(language) if name in _tables()]
    if not tables:
        return None

    def entries(key: str) -> list[str]:
        return [entry for table in tables for entry in table.get(key, ())]

    please = "|".join(f"{re.escape(word)} " for word in entries("please"))
    asks = _any_of(entries("asks"))
    ends = _any_of(entries("ends"))
    return Page(
        language=language,
        copula=_compiled(_any_of(entries("is"))),
        roles=_compiled(_any_of(entries("roles"))),
        beats=_compiled(_any_of(entries("beats"))),
        asks=_compiled(f"(?:{please})*(?:{asks})" if asks and please else asks),
        ends=_compiled(f"(?:{ends})$" if ends else ""),
        ours=_compiled(_any_of(entries("ours"))),
        you=_compiled(_any_of([entry for entry in entries("you") if entry == entry.lower()])),
        you_large=_compiled(_any_of([entry for entry in entries("you") if entry != entry.lower()])),
    )


def _any_of(entries: Sequence[str]) -> str:
    """An alternation, the longest first; "" for no entries."""
    return "|".join(map(_one, sorted(set(entries), key=lambda entry: (-len(entry), entry))))


def _one(entry: str) -> str:
    """Words begin and end where they do, in scripts with spaces, save at a star."""
    bare = entry.strip("*")
    if is_unspaced(bare[0]):
        return re.escape(bare)
    begins = "" if entry.startswith("*") or "\uac00" <= bare[0] <= "\ud7a3" or not bare[0].isalnum() else _WORD_START
    ends = "" if entry.endswith("*") or "\uac00" <= bare[-1] <= "\ud7a3" or not bare[-1].isalnum() else _WORD_END
    return f"{begins}{re.escape(bare)}{ends}"


def _compiled(pattern: str) -> re.Pattern[str] | None:
    return re.compile(pattern) if pattern else None


@cache
def _tables() -> dict[str, dict[str, list[str]]]:
    return tomllib.loads(TABLE.read_text(encoding="utf-8"))
