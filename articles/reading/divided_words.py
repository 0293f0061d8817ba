"""Words that a line end divides, and words whose hyphen happens to stand at a line end.

    Mitt-|woch      Mittwoch        a small letter follows: most languages have hardly any hyphen between small letters
    Nord-|Süd-Fähre Nord-Süd-Fähre  a capital or digit follows
    Ein-|und        Ein- und        a hanging hyphen, before a conjunction
    well-|known     well-known      a hyphen of the word itself: by data/divided_words.toml, or because the lines of an
                                    English text show no divided words
    anak-|anak      anak-anak       a word that is doubled

What the text itself has elsewhere decides first: the undivided word, or the same hyphen within a line.
"""

import re
import tomllib
from functools import cache, cached_property
from itertools import pairwise
from pathlib import Path
from typing import Any

from wireglot.articles.languages import (
    EAST_ASIAN,
    count_small_words,
    has_capitalised_nouns,
    small_words_of,
    split_words,
)

HYPHENS = "-\u2010\u058a\u2e17"
# Signs that are only ever written where a word is divided.
DIVISION_SIGNS = "\u00ac\u00ad"
# In a text without divided words one hyphen in about ten stands at a line end by chance, the words of a line.
BY_CHANCE = 0.3
# Fewer hyphens at line ends show no habit.
HABIT = 2
# Letters; longer halves in capitals are words of a headline, CDU-|CSU is not.
LONGEST_ABBREVIATION = 4
# Small words of a language that show it; paragraphs are short.
FEWEST_WORDS = 2
# Characters at the end of a line in which its last two words are.
LONGEST_LINE = 80
# Characters that decide of the language of a text; more cost time and say no more.
BEGINNING = 10_000

# Each begins at the border of a word: from every letter of a megabyte without a space it would take minutes.
_DIVIDED = re.compile(rf"(?<!\S)(\S+[{HYPHENS}{DIVISION_SIGNS}])[ \t]*\n[ \t]*(\S+)")
_AT_LINE_END = re.compile(rf"(?<![^\W\d_])([^\W\d_]+)[{HYPHENS}] ?\n ?([^\W\d_]+)")
_WITHIN_LINE = re.compile(rf"(?<![^\W\d_])([^\W\d_]+)[{HYPHENS}](?=([^\W\d_]+))")
_WITHIN_SENTENCE = re.compile(rf"(?<=[^\W\d_] )[^\W\d_]+(?![^\W_]|[{HYPHENS}])")
_BEFORE_CAPITAL = re.compile(rf"[^\W_],? ([^\W\d_]+)[{HYPHENS}]\Z")
_WORD = re.compile(r"[^\W\d_]+")
# Languages that share a table of another one.
_TABLE_OF = {"ms": "id", "nb": "no", "nn": "no", "bs": "hr", "sr": "hr"}
_VOWELS = frozenset("aeiouyåäöøæáéíóúàèìòùâêîôûаеёиоуыэюяіїєαεηιουω")


class WordDivision:
    """How the lines of one text divide words."""

    def __init__(self, text: str) -> None:
        self.text = text

    def joined(self, line: str, following: str) -> tuple[str, str] | None:
        """Return a line without a hyphen that is no part of its word, and what separates it from the following line.

        None where no hyphen behind a letter or digit ends the line.
        """
        mark, head = line[-1:], line[:-1]
        if not head or not (head[-1].isalnum() or _is_mark(head[-1])) or not following:
            return None
        if mark in DIVISION_SIGNS:
            return head, ""
        if mark in "–\u2011":
            return (line, "") if head[-1].isalnum() and following[0].isalnum() else None
        if is_divided_twice(line, following):
            return head, ""
        if mark not in HYPHENS or not following[0].isalnum():
            return None
        return self._at_hyphen(line, following)

    def _at_hyphen(self, line: str, following: str) -> tuple[str, str]:
        tail = _first_word(following)
        rest = following[len(tail) :]
        is_ordinal = line[-2].isdigit() and len(tail) == 1  # 65-й
        if not is_ordinal and (not rest or rest[0] not in HYPHENS) and self._is_conjunction(tail):
            return line, " "
        before = line[:-1].rsplit(" ", 1)[-1].lstrip("\"'“”„«»‘’(¿¡")
        head = re.split(rf"[{HYPHENS}'’]", before)[-1]
        if self._is_name_in_sentence(line, head, tail):
            return line, ""
        return (line[:-1], "") if self._is_divided(before, head, tail, rest) else (line, "")

    def _is_name_in_sentence(self, line: str, head: str, tail: str) -> bool:
        """Whether the first half is a name in a sentence, where no words are divided: "Brighton-|puolustaja"."""
        within = _BEFORE_CAPITAL.search(line[-LONGEST_LINE:])
        if (
            within is None
            or self._divides_words
            or self._known(head, tail)
            or any(map(has_capitalised_nouns, self._languages))
        ):
            return False
        return within[1] == head and head[0].isupper() and not head.isupper()

    def _is_conjunction(self, word: str) -> bool:
        return any(word in table["hanging"] for table in self._tables)

    def _is_divided(self, before: str, head: str, tail: str, rest: str) -> bool:
        if not head.isalpha() or not tail:
            return False
        if known := self._known(head, tail):
            return known == "divided"
        in_capitals = head.isupper() and tail.isupper() and min(len(head), len(tail)) > LONGEST_ABBREVIATION
        if not (tail.islower() or in_capitals):
            return False
        if len(head) == 1 or len(tail) == 1 or (head.isupper() and tail.islower()):
            return False
        if _is_doubled(head, tail) or (head[-1] == tail[0] and tail[0] in _VOWELS):
            return False
        if self._is_name(head):
            return False
        return not self._is_chain(before, head, rest) and not self._keeps_hyphen(head.casefold(), tail)

    def _known(self, head: str, tail: str) -> str:
        """What the text itself says: "divided" where it has the whole word, "hyphen" where it has it with a hyphen."""
        if (head.casefold(), tail.casefold()) in self._hyphenated:
            return "hyphen"
        return "divided" if len(tail) > 1 and f"{head}{tail}".casefold() in self._words else ""

    def _is_name(self, head: str) -> bool:
        """Whether the first half is a name that the text has elsewhere: "Labour-|regering". German has nouns so too."""
        if not head[0].isupper() or any(map(has_capitalised_nouns, self._languages)):
            return False
        return head in self._names

    @cached_property
    def _names(self) -> frozenset[str]:
        return frozenset(word for word in _WITHIN_SENTENCE.findall(self.text) if word[0].isupper())

    @cached_property
    def _words(self) -> frozenset[str]:
        return frozenset(_WORD.findall(self.text.casefold()))

    @cached_property
    def _hyphenated(self) -> frozenset[tuple[str, str]]:
        return frozenset(_WITHIN_LINE.findall(self.text.casefold()))

    @staticmethod
    def _is_chain(before: str, head: str, rest: str) -> bool:
        """Whether it is one of several hyphens of a phrase: "state-of-|the-art", "mother-|in-law"."""
        return (before != head and len(head) <= 3) or re.match(rf"[{HYPHENS}][^\W\d_]", rest) is not None

    def _keeps_hyphen(self, head: str, tail: str) -> bool:
        if any(tail in table["division"] for table in self._tables):
            return False
        # "ex-|tend" in lines that divide words, "ex-|president" in others.
        is_prefix = len(head) > 2 or not self._divides_words
        if any((is_prefix and head in table["first"]) or tail in table["second"] for table in self._tables):
            return True
        if not (self._is_hyphenating or self._breaks_at_hyphens_only):
            return False
        same_consonant = head[-1] == tail[0]
        return not (same_consonant or self._divides_words)

    @cached_property
    def _languages(self) -> tuple[str, ...]:
        """The language of the text by its small words; of a text that is too short, all that have a table."""
        counts = count_small_words(split_words(self.text[:BEGINNING].casefold()))
        most = max(counts.values(), default=0)
        if most < FEWEST_WORDS:
            return tuple(_tables())
        return tuple(tag for tag, count in counts.items() if count >= 0.9 * most)

    @cached_property
    def _tables(self) -> list[dict[str, frozenset[str]]]:
        return [table for language in self._languages if (table := _tables().get(_TABLE_OF.get(language, language)))]

    @cached_property
    def _is_hyphenating(self) -> bool:
        """Whether the language has many hyphens between small letters; a text too short to tell counts as others."""
        return len(self._languages) < len(_tables()) and not _hyphenating().isdisjoint(self._languages)

    @cached_property
    def _hyphens(self) -> tuple[int, int]:
        """How many hyphens between small letters stand at line ends, and within lines."""
        ends = sum(tail.islower() for _, tail in _AT_LINE_END.findall(self.text))
        return ends, sum(tail.islower() for _, tail in _WITHIN_LINE.findall(self.text))

    @property
    def _divides_words(self) -> bool:
        """Whether more hyphens stand at line ends than would by chance."""
        ends, within = self._hyphens
        return ends >= HABIT and ends > BY_CHANCE * within

    @property
    def _breaks_at_hyphens_only(self) -> bool:
        """Whether there are enough hyphens within lines to explain those at line ends."""
        ends, within = self._hyphens
        return ends <= BY_CHANCE * within


def is_divided_twice(line: str, following: str) -> bool:
    """Whether a word's own hyphen stands on both lines, as Polish and Portuguese write it: "biało-|-czerwony"."""
    return line[-1:] in HYPHENS and line[-2:-1].isalnum() and following[:1] in HYPHENS and following[1:2].isalpha()


def join_lines(text: str) -> str:
    """Return text as one line: with a space for each line end, none beside Han and kana or in a divided word."""
    lines = [line for line in map(str.strip, text.split("\n")) if line]
    if len(lines) < 2:
        return "".join(lines)
    division = WordDivision(text)
    pieces: list[str] = []
    for line, following in pairwise(lines):
        tight = EAST_ASIAN.match(line[-1]) or EAST_ASIAN.match(following)
        pieces += (line, "") if tight else division.joined(line, following) or (line, " ")
    return "".join((*pieces, lines[-1]))


def without_line_ends(text: str) -> str:
    """Return a piece of markup, in which a line end is a space, as one line; words that it divides are joined."""
    if not _DIVIDED.search(text):
        return text.replace("\n", " ")
    division = WordDivision(text)
    return _DIVIDED.sub(lambda match: "".join((*_pieces(division, match), match[2])), text).replace("\n", " ")


def _pieces(division: WordDivision, match: re.Match[str]) -> tuple[str, str]:
    return division.joined(match[1], match[2]) or (match[1], " ")


def small_words_in(text: str) -> frozenset[str]:
    """Return the small words of the language in which a text has most of them; none for a very short text."""
    counts = count_small_words(split_words(text[:BEGINNING].casefold()))
    best = max(counts, key=lambda tag: (counts[tag], tag), default="")
    return small_words_of(best) if best and counts[best] >= FEWEST_WORDS else frozenset()


def _first_word(line: str) -> str:
    match = _WORD.match(line)
    return match[0] if match else ""


def _is_mark(character: str) -> bool:
    return not character.isspace() and not character.isascii() and character not in "–—…«»„“”‘’"


def _is_doubled(head: str, tail: str) -> bool:
    """Whether a half repeats the other, as in Indonesian: anak-anak, bersama-sama, buku-bukunya."""
    return len(min(head, tail, key=len)) > 2 and (tail.startswith(head.casefold()) or head.casefold().endswith(tail))


@cache
def _hyphenating() -> frozenset[str]:
    return frozenset(_data()["hyphenating"]["languages"].split())


@cache
def _tables() -> dict[str, dict[str, frozenset[str]]]:
    keys = ("first", "second", "hanging", "division")
    languages = {name: entry for name, entry in _data().items() if name != "hyphenating"}
    return {name: {key: frozenset(entry.get(key, "").split()) for key in keys} for name, entry in languages.items()}


@cache
def _data() -> dict[str, Any]:
    return tomllib.loads((Path(__file__).parent / "data" / "divided_words.toml").read_text("utf-8"))
