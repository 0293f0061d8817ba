"""Names in a sentence: runs of capitalised words.

Nothing is looked up but what is no name: English words, places that have a name of their own in every language.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from wireglot.articles.facts.english import has_english_form, is_english_word
from wireglot.articles.facts.places import is_of_place, is_place
from wireglot.articles.facts.words import Word, starts_clause

_TITLE_CASE = 0.75  # share of the longer words with capitals: above, it is a headline, whose capitals say nothing
_MIN_LETTERS = 3  # of a name: shorter words are initials, particles and syllables

# At the start of a sentence a word with such an ending may be a rare one that the table of words lacks.
_INFLECTIONS = ("s", "ed", "ing", "ly")


@dataclass(frozen=True, slots=True)
class NameRun:
    """Capitalised words in a row; `starts` where the first begins a clause, and so may be any word."""

    words: tuple[Word, ...]
    starts: bool


def name_runs(text: str, words: Sequence[Word]) -> list[NameRun]:
    """Return the runs of capitalised words of a normalized text; none where its capitals say nothing."""
    return list(_runs(text, words)) if shows_capitals(text) and not is_title_case(words) else []


def shows_capitals(text: str) -> bool:
    """Whether most letters are lower case and some are capitals; a text in lower case shows no names."""
    if text.islower() or text.isupper():
        return False
    letters = list(filter(str.isalpha, text))
    return sum(map(str.islower, letters)) * 2 > len(letters) and any(map(str.isupper, text))


def is_title_case(words: Sequence[Word]) -> bool:
    """Whether most of the longer words have capitals, as in English headlines."""
    longer = [word for word in words if len(word.text) >= 4 and word.folded[0].isalpha()]
    return len(longer) >= 5 and sum(word.text[0].isupper() for word in longer) > _TITLE_CASE * len(longer)


def english_names(text: str, words: Sequence[Word]) -> list[Word]:
    """Return the words of an English sentence that are names of people, firms and places."""
    return [word for run in name_runs(text, words) for word in run.words if _is_name(word, run)]


def _is_name(word: Word, run: NameRun) -> bool:
    return (
        len(word.text) >= _MIN_LETTERS
        and not word.text.isupper()
        and not (run.starts and run.words == (word,) and word.folded.endswith(_INFLECTIONS))
        and not is_english_word(word.folded)
        and not has_english_form(word.folded)
        and (is_place(word.folded, "en") or not is_of_place(word.folded, "en"))
    )


def _runs(text: str, words: Sequence[Word]) -> Iterator[NameRun]:
    run: list[Word] = []
    for word in words:
        if run and not (word.text[0].isupper() and _are_adjacent(run[-1], word, text)):
            yield NameRun(tuple(run), starts_clause(run[0], text))
            run = []
        if word.text[0].isupper():
            run.append(word)
    if run:
        yield NameRun(tuple(run), starts_clause(run[0], text))


def _are_adjacent(first: Word, second: Word, text: str) -> bool:
    """Whether nothing is between them but a space or a hyphen, or the full stop of an initial."""
    return text[first.end : second.start] in (" ", "-") or (
        len(first.text) == 1 and text[first.end : second.start] in (".", ". ")
    )
