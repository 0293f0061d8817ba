"""What stands among the sentences of paragraphs and is none: sub-headings, captions, results, tables.

Form decides, and the article: where most sentences end in a final mark, one that does not is a heading or
a caption; where few do (Thai, poems, posts) that tells nothing. Labelled lines ("Photo:", "Read more") are
known by articles.boilerplate; data/fragments.toml adds what asks the reader for something.
"""

import re
import tomllib
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import cache
from itertools import chain, pairwise
from pathlib import Path
from typing import NamedTuple

from wireglot.articles.boilerplate import recognise
from wireglot.articles.languages import is_unspaced, length_in_words
from wireglot.articles.languages.final_marks import ends_sentence
from wireglot.articles.sentences.cues import family_of
from wireglot.articles.sentences.tables import families
from wireglot.summarizers.extract import datelines
from wireglot.summarizers.extract.openings import base, fold, openings

TABLE = Path(__file__).parent.parent / "data" / "fragments.toml"

MARKED = 0.75  # share of an article's sentences that end in a final mark before a missing one tells anything
CAPTION = 45  # words; the longest caption. Longer without a mark is a paragraph that lost it
SHORT = 10  # words: a line in capitals, a result, an address
_PIECE = 400  # characters that are looked at; a fragment has fewer

_END = 80  # characters that are looked at for the final mark, with a credit behind it
_ADDRESS = re.compile(r"https?://\S+|www\.\S+|\S+@\S+\.\w{2,}")
_SCORE = re.compile(r"(?<!\d)\d{1,3}\s?[-–:]\s?\d{1,3}(?!\d)")
_BRACKETS = {"(": ")", "（": "）", "[": "]", "［": "］", "【": "】", "〔": "〕"}
_MARKS = re.compile('["“”„«»]')
_SCENE, _CREDIT = 20, 6  # words of a caption and of who took the picture, where only the missing mark shows it
_PARTICLE = 3  # letters of "de", "and", "von" between names
_GLUED = 9  # words of a sub-heading with the first one of its sentence
# 仓库将迁往南岛 市生态环境局...: the one space of a Chinese or Japanese sentence, behind a few characters.
_GLUED_TIGHT = re.compile("[\u3005\u3040-\u30ff\u3400-\u9fff\\d]{4,30} [\u3005\u3040-\u30ff\u3400-\u9fff\\d]{4}")
_SENTENCE = 4  # words behind that
# Families whose small words are capitals inside a sentence too: Indonesian "Anda", Vietnamese "Anh".
_FAMILIES_WITH_CAPITALS = frozenset({"common", "malay", "vietnamese", "tagalog"})
# Names that begin like a sentence: parties, papers, evidence.
_NAMES = frozenset(
    ["linke", "linken", "grünen", "welt", "zeit", "spiegel", "times", "guardian", "sun", "crown", "hague", "vegas"]
)
_BEFORE = " \t-–—*•>»«\"“„'[(（【"
_WORD_END = r"(?![\w\u0300-\u036f\u0900-\u0dff])"
_WORD = re.compile(r"[^\W\d_]+")
_CLOCK = re.compile(r"\d{1,2}[:.h]\d{2}\b")


def fragments(sentences: Sequence[str], blocks: Sequence[int], language: str) -> list[bool]:
    """Of the sentences of paragraphs, in reading order: which may never be quoted.

    blocks: the number of the block that each sentence stands in.
    """
    finals = [ends_sentence(sentence[-_END:]) for sentence in sentences]
    marked = sum(finals) >= MARKED * len(finals)
    shouting = _shouting(sentences)
    last = blocks[-1] if blocks else 0
    found = [
        _is_fragment(sentence, final, language, edge=block <= 1 or block >= last - 1, marked=marked, shouting=shouting)
        for sentence, final, block in zip(sentences, finals, blocks, strict=True)
    ]
    calls, own = _calls(base(language)), _own_words(sentences, language)
    heads = [not i or blocks[i] != blocks[i - 1] for i in range(len(blocks))]
    found = [
        known or _shows(sentence, calls) or (head and _runs_in_here(sentence, own))
        for known, head, sentence in zip(found, heads, sentences, strict=True)
    ]
    if sentences and datelines.doubtful(sentences[0]):
        found[0] = True
    return _with_captions(found, finals, sentences, blocks)


def _with_captions(
    found: list[bool], finals: Sequence[bool], sentences: Sequence[str], blocks: Sequence[int]
) -> list[bool]:
    """A credit closes its caption: "The ferry under tow." belongs to the "Photo: N. N." behind it.

    So does what is known by its form alone: a few words without a mark at the foot of a brief paragraph.
    """
    starts = [i for i in range(len(blocks)) if not i or blocks[i] != blocks[i - 1]]
    for start, end in pairwise([*starts, len(blocks)]):
        alone = end - start in (2, 3) and sum(map(length_in_words, sentences[start:end])) <= CAPTION
        if not alone or not found[end - 1]:
            continue
        credit = " ".join(sentences[start + 1 : end])
        brief = length_in_words(credit) <= _CREDIT and length_in_words(sentences[start]) <= _SCENE
        unmarked = brief and not finals[end - 1] and credit[:1].isupper() and not _MARKS.search(credit)
        if unmarked or _is_credit(sentences[end - 1]):
            found[start:end] = [True] * (end - start)
    return found


def _is_credit(sentence: str) -> bool:
    """ "Photo: N. N.", "© Groupe Ardisson", "Fot. Jan Rylski/Kurier Lipnicki"."""
    known = recognise(sentence[:_PIECE], final=False, edge=True) in {"caption", "byline"}
    return known or (length_in_words(sentence) <= SHORT and ("/" in sentence or "©" in sentence))


def _is_fragment(sentence: str, final: bool, language: str, *, edge: bool, marked: bool, shouting: bool) -> bool:
    if len(sentence) > _PIECE:
        return False
    if recognise(sentence, final=final, edge=edge) is not None or _in_brackets(sentence):
        return True
    if marked and not final and not _announces(sentence) and length_in_words(sentence) <= CAPTION:
        return True
    if _asks(sentence, language) or _glued(sentence):
        return True
    return length_in_words(sentence) <= SHORT and (
        (not shouting and (_in_capitals(sentence) or _of_names(sentence)))
        or _of_figures(sentence)
        or _ADDRESS.search(sentence) is not None
    )


def _announces(sentence: str) -> bool:
    """A colon announces what follows; it is for attribution to keep them together."""
    return sentence.rstrip()[-1:] in {":", "："}


def _shouting(sentences: Sequence[str]) -> bool:
    """The whole article is set in capitals."""
    capital = sum(map(_in_capitals, sentences))
    return capital * 2 > len(sentences)


def _in_capitals(sentence: str) -> bool:
    return sentence.isupper() and sum(map(str.isalpha, sentence[:_PIECE])) > 3


def _in_brackets(sentence: str) -> bool:
    """An aside, a credit, a note of the desk: the whole sentence stands in brackets."""
    closing = _BRACKETS.get(sentence[0])
    return closing is not None and sentence.find(closing) >= len(sentence.rstrip(".。")) - 1


def _of_names(sentence: str) -> bool:
    """Nothing but names and figures: "Jane Smith, Reuters.", "Arsenal 2-1 Chelsea."."""
    found = _WORD.findall(sentence)
    names = [word for word in found if word[0].isupper()]
    return 2 * len(names) > len(found) and all(len(word) <= _PARTICLE for word in found if word not in names)


def _of_figures(sentence: str) -> bool:
    pieces = sentence.split()
    held = sum(any(map(str.isdigit, piece)) for piece in pieces)
    clock = _CLOCK.match(sentence) is not None and len(pieces) <= 3
    return clock or (len(pieces) >= 3 and held * 2 >= len(pieces))


def _glued(sentence: str) -> bool:
    """A sub-heading runs into its sentence: "Six metres of water The coastguard said ...".

    A small word that opens sentences stands with a capital behind a few words without a mark. Where it begins
    is not sure enough to cut ("an actor in The Crown"), so the whole is left out.
    """
    if is_unspaced(sentence[0]):
        return sentence.count(" ") == 1 and _GLUED_TIGHT.match(sentence) is not None
    pieces = sentence[:_PIECE].split(maxsplit=_GLUED + 1)[: _GLUED + 1]
    for n in range(2, len(pieces)):
        word, before = pieces[n], pieces[n - 1]
        if not before[-1].isalnum():
            return False
        if n == 2 and fold(pieces[0]) in families().starters:
            continue  # "The magazine The New Day": an article and a noun are no sub-heading
        if word.istitle() and fold(word) in families().starters and _runs_in(word, before, sentence):
            return True
    return False


def _runs_in(word: str, before: str, sentence: str) -> bool:
    """In this language the word is a small one, and not the first of a title behind another small one."""
    family = family_of(sentence[:_PIECE])
    if len(word) == 1 and family.name == "english":
        return False
    capital = before[0].isupper() and not family.name.startswith("german")
    if (
        family.name in _FAMILIES_WITH_CAPITALS
        or capital
        or fold(word) not in family.starters
        or fold(before) in family.starters
    ):
        return False
    behind = sentence.partition(f" {word} ")[2]
    return length_in_words(behind) >= _SENTENCE and fold(behind.split(maxsplit=1)[0]).strip(".,") not in _NAMES


class _Own(NamedTuple):
    """Words as an article itself writes them inside its sentences, and how often.

    fronts: small words of the language that lead on to a name; pairs: of a small word and the next one.
    by_pairs: a word is written in several pieces there, of which a name has the first with a capital ("Kho bạc").
    """

    fronts: frozenset[str]
    by_pairs: bool
    found: Counter[str]
    pairs: set[str]


def _own_words(sentences: Sequence[str], language: str) -> _Own:
    inside = " ".join(sentence[:_PIECE].partition(" ")[2] for sentence in sentences).split()
    found, by_pairs = Counter(inside), base(language) == "vi"
    pairs = {f"{a} {b}" for a, b in pairwise(inside)} if by_pairs else set()
    known = openings(language)
    return _Own(known.fronts if known else families().starters, by_pairs, found, pairs)


def _runs_in_here(sentence: str, own: _Own) -> bool:
    """A word that the article else writes small stands with a capital behind a few words without a mark.

    Not in German, where a noun may be written like a verb or an adjective, and where it may be a name's.
    """
    pieces = sentence[:_PIECE].split(maxsplit=_GLUED + _SENTENCE)
    for n in range(2, min(_GLUED, len(pieces) - _SENTENCE)):
        if not pieces[n - 1][-1].isalnum():
            return False
        if _is_own_small(pieces[n : n + 3], own) and not _leads_on(pieces[n - 1], pieces[n], own):
            return not family_of(sentence[:_PIECE]).name.startswith("german")
    return False


def _is_own_small(pieces: Sequence[str], own: _Own) -> bool:
    """A word and the two behind it: the first is else a small one, and opens no name ("Von der Leyen")."""
    word, behind, second = pieces
    if len(word) < 2 or not word[0].isupper() or own.found[word] != 1 or behind[0].isupper():
        return False
    small = word[0].lower() + word[1:]
    particle = len(behind) <= _PARTICLE and second[0].isupper()
    return not particle and (f"{small} {behind}" in own.pairs if own.by_pairs else small in own.found)


def _leads_on(before: str, word: str, own: _Own) -> bool:
    """ "in The Crown": a small word leads on to a name; so does a name, save where the next opens sentences."""
    starters = families().starters
    front = fold(before) in own.fronts or (fold(before) in starters and fold(word) not in starters)
    return front or (before[0].isupper() and fold(word) not in starters)


def _asks(sentence: str, language: str) -> bool:
    folded = fold(sentence[:_PIECE].lstrip(_BEFORE))
    requests = _requests(base(language))
    return requests.openings.match(folded) is not None or any(entry in folded for entry in requests.anywhere)


def _shows(sentence: str, calls: "_Calls | None") -> bool:
    """ "Watch the moment when the bridge falls in our video." """
    if calls is None or len(sentence) > _PIECE:
        return False
    folded = fold(sentence.lstrip(_BEFORE))
    return calls.calls.match(folded) is not None and calls.media.search(folded) is not None


class _Requests(NamedTuple):
    """Openings are those of all languages: they are long enough to mean nothing else in another one."""

    openings: re.Pattern[str]
    anywhere: tuple[str, ...]


class _Calls(NamedTuple):
    """Of one language."""

    calls: re.Pattern[str]
    media: re.Pattern[str]


@cache
def _table() -> dict[str, dict[str, list[str]]]:
    return tomllib.loads(TABLE.read_text(encoding="utf-8"))


@cache
def _openings() -> re.Pattern[str]:
    return _any_of(chain.from_iterable(_table()["openings"].values()), "")


@cache
def _requests(language: str) -> _Requests:
    return _Requests(_openings(), tuple(_table()["anywhere"].get(language, ())))


@cache
def _calls(language: str) -> _Calls | None:
    calls, media = _table()["calls"].get(language), _table()["media"].get(language)
    return _Calls(_any_of(calls, _WORD_END), _any_of(media, _WORD_END)) if calls and media else None


def _any_of(entries: Iterable[str], end: str) -> re.Pattern[str]:
    """The longest first; where a word must end it must begin as well, save in scripts without spaces."""
    found = sorted({entry.lower() for entry in entries}, key=lambda e: (-len(e), e))
    both = [re.escape(e) if is_unspaced(e[0]) or not end else rf"\b{re.escape(e)}{end}" for e in found]
    return re.compile("|".join(both))
