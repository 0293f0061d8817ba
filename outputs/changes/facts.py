"""Facts that changed, for an editor to see first: numbers and names, in the reader's language where it has them.

Names are capitalised words in place of other capitalised words, in plain cases only. Scripts without capitals have
none, nor have languages that capitalise every noun; a word that begins its sentence is a name only where the next word
has a capital too.
"""

import re
import tomllib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Literal

from wireglot.articles import SentenceRef
from wireglot.articles.languages import base_language
from wireglot.outputs.changes.numbers import Figure, NumberChange, counted_words, figures, number_changes
from wireglot.outputs.changes.sentences import HEADLINE, SentenceChange
from wireglot.outputs.changes.words import Segment, has_word, tokens, word_diff

Kind = Literal["number", "name"]

# "Updated at 14:05" is no news.
_WITHOUT_FACTS = ("byline", "dateline", "read-more", "note")
_LONGEST_NAME = 4  # words; a longer row of capitals is a title or a heading
_NEIGHBOURS = 2  # unchanged words that are shown on either side: "Anders Persson", where only Svensson changed


@dataclass(frozen=True, slots=True)
class Fact:
    """A number or a name that replaces another; `old` is "" for one that only came, `new` for one that only went.

    before, behind  what names it in the new sentence (" hostages"), translated where there is a translation
    original        (old, new) as the original has them, where they are shown translated; else ()
    evidence        the new sentences that say it (the old ones where it only went); None is the headline
    """

    kind: Kind
    old: str
    new: str
    before: str = ""
    behind: str = ""
    original: tuple[str, ...] = ()
    evidence: tuple[SentenceRef | None, ...] = ()

    @property
    def text(self) -> str:
        """The fact in a line: "33 -> 35 hostages"."""
        return f"{self.before}{' -> '.join(filter(None, (self.old, self.new)))}{self.behind}"

    @property
    def is_replaced(self) -> bool:
        return bool(self.old and self.new)


def changed_facts(changes: Iterable[SentenceChange], language: str, reader_language: str) -> tuple[Fact, ...]:
    """Return the facts of the changed sentences, each once: replaced ones before those that only went or came."""
    found: dict[tuple[str, ...], Fact] = {}
    for change in changes:
        for fact in _facts_of(change, language, reader_language):
            key = (fact.kind, *(fact.original or (fact.old, fact.new)))
            known = found.get(key, replace(fact, evidence=()))
            found[key] = replace(known, evidence=(*known.evidence, *fact.evidence))
    return tuple(sorted(found.values(), key=lambda fact: (not fact.is_replaced, fact.kind != "number")))


def _facts_of(change: SentenceChange, language: str, reader_language: str) -> list[Fact]:
    """Return the facts of one sentence, translated where the translation has just the same changes."""
    old, new = change.old, change.new
    if not (old and new and change.words) or new.kind in _WITHOUT_FACTS:
        return []
    heading = new.kind in (HEADLINE, "heading")
    facts = _facts_in(change.words, new.text, old.text, language, heading)
    if facts and old.translation and new.translation:
        words = word_diff(old.translation, new.translation)
        translated = _facts_in(words, new.translation, old.translation, reader_language, heading)
        facts = [_translated(at, facts, translated, change, reader_language) for at in range(len(facts))]
    return [replace(fact, evidence=(new.ref,)) for fact in facts]


def _facts_in(words: Sequence[Segment], new: str, old: str, language: str, heading: bool) -> list[Fact]:
    numbers = [_number_fact(change, new, old) for change in number_changes(words, language)]
    known = {text for fact in numbers for text in (fact.old, fact.new)}
    names = [pair for pair in name_changes(words, language, heading=heading) if not known & set(pair)]
    return [*numbers, *(Fact("name", *pair) for pair in names)]


def _number_fact(change: NumberChange, new: str, old: str) -> Fact:
    texts = [figure.text.strip() if figure else "" for figure in (change.old, change.new)]
    figure = change.new or change.old
    before, behind = counted_words(new if change.new else old, figure) if figure else ("", "")
    return Fact("number", texts[0], texts[1], before, behind)


def _translated(
    at: int, facts: Sequence[Fact], translated: Sequence[Fact], change: SentenceChange, reader_language: str
) -> Fact:
    """Return fact `at` in the reader's words when they changed alike, else with the translated word beside it."""
    fact = facts[at]
    own = (fact.old, fact.new)
    if _shape(translated) == _shape(facts):
        found = next((candidate for candidate in translated if (candidate.old, candidate.new) == own), translated[at])
        return found if (found.old, found.new) == own else replace(found, original=own)
    side = change.new if fact.new else change.old
    text = side.translation if side else ""
    same = _same_figure(fact.new or fact.old, text, reader_language) if fact.kind == "number" else None
    if same is None:
        return fact
    before, behind = counted_words(text, same)
    return replace(fact, before=before, behind=behind)


def _shape(facts: Sequence[Fact]) -> list[tuple[str, bool, bool]]:
    return [(fact.kind, bool(fact.old), bool(fact.new)) for fact in facts]


def _same_figure(text: str, translation: str, reader_language: str) -> Figure | None:
    """Return the number in the translation that is written just so, when there is only one."""
    found = [figure for figure in figures(translation, reader_language) if figure.text.strip() == text]
    return found[0] if len(found) == 1 else None


def name_changes(words: Sequence[Segment], language: str, *, heading: bool = False) -> tuple[tuple[str, str], ...]:
    """Return (old name, new name) for each name that replaces another, with the capitalised words around it.

    In a `heading` every word may have a capital.
    """
    sides = ["".join(segment.old for segment in words), "".join(segment.new for segment in words)]
    titled = any(side.isupper() or (heading and _is_title_case(_words(side))) for side in sides)
    if titled or base_language(language) in _languages_with_capital_nouns():
        return ()
    return tuple(dict.fromkeys(_replaced_names(words)))


def _replaced_names(words: Sequence[Segment]) -> Iterator[tuple[str, str]]:
    for at, segment in enumerate(words):
        if segment.same or not (_is_name(segment.old) and _is_name(segment.new)):
            continue
        before = words[at - 1].new if at else ""
        behind = words[at + 1].new if at + 1 < len(words) else ""
        first, last = _capitals_before(before), _capitals_behind(behind)
        if has_word(before) or last:
            yield f"{first}{segment.old.strip()}{last}", f"{first}{segment.new.strip()}{last}"


def _is_name(text: str) -> bool:
    """Return whether it is one to four words, all with a capital, and nothing else."""
    words = _words(text)
    plain = all(token.isspace() or has_word(token) or token in "-." for token in tokens(text.strip()))
    return plain and 0 < len(words) <= _LONGEST_NAME and all(word[0].isupper() for word in words)


def _words(text: str) -> list[str]:
    return [token for token in tokens(text) if has_word(token)]


def _is_title_case(words: Sequence[str]) -> bool:
    """Return whether nearly every long word has a capital: then a capital does not show a name."""
    long = [word for word in words[1:] if len(word) > 3]
    return len(long) > 1 and sum(word[0].isupper() for word in long) > 0.6 * len(long)


def _capitals_before(text: str) -> str:
    match = re.search(rf"(?:[^\W\d_a-z][^\W\d_]*[ \u00a0]){{1,{_NEIGHBOURS}}}$", text)
    if not match:
        return ""
    words = re.findall(r"\S+\s", match[0])
    if not text[: match.start()].strip() and len(words) > 1:  # the first has its capital from the sentence
        words = words[1:]
    while words and not words[0][0].isupper():
        words = words[1:]
    return "".join(words) if all(word[0].isupper() for word in words) else ""


def _capitals_behind(text: str) -> str:
    match = re.match(rf"(?:[ \u00a0][^\W\d_a-z][^\W\d_]*){{1,{_NEIGHBOURS}}}", text)
    return match[0] if match and all(word[0].isupper() for word in match[0].split()) else ""


@cache
def _languages_with_capital_nouns() -> frozenset[str]:
    return frozenset(tomllib.loads((Path(__file__).parent / "data" / "capitals.toml").read_text("utf-8"))["nouns"])
