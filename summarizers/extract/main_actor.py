"""The main actor: whom an article is about, and the sentence that gives the name.

A lede often says "the country's top judge" or "a mining company", and the next sentence says who that is. The main
actors are the names that most sentences have and that the headline or the beginning has too. A name is a word that
always has a capital; in languages that write every noun so, one behind another such word ("der Hersteller Silvaron").
A script without capitals shows none.
"""

import re
from collections import Counter
from collections.abc import Sequence

from wireglot.articles.facts import units_in
from wireglot.articles.languages import base_language, has_capitalised_nouns
from wireglot.articles.numbers import find_months, find_weekdays
from wireglot.summarizers.terms import capitalised_terms, terms

LEAST = 3  # sentences that name an actor
SHARE = 0.5  # of the sentences that name the most frequent one: others named so often are main actors too
BEGINNING = 3  # sentences in which an actor is introduced
STEM = 5  # letters of a term that the forms of a name share: "Trump", "Trumpa"
_SHORTEST = 3  # letters of a name that is worth a sentence


def main_actors(
    sentences: Sequence[str], sentence_terms: Sequence[Sequence[str]], headline: str, language: str
) -> frozenset[str]:
    """Return the stems of the main actors' names; none where no name recurs.

    sentences: all of the article, in its language (BCP 47), in reading order; sentence_terms: the terms of each.
    """
    if not any(_begins_with_capital(sentence) for sentence in sentences[:BEGINNING]):
        return frozenset()
    spread = Counter(stem for each in sentence_terms for stem in {term[:STEM] for term in each})
    early = {term[:STEM] for each in (terms(headline), *sentence_terms[:BEGINNING]) for term in each}
    recurring = {stem for stem in early if spread[stem] >= LEAST}
    if recurring:
        recurring &= {term[:STEM] for term in capitalised_terms(sentences)}
    text, base = " ".join(sentences), base_language(language)
    names = {stem for stem in recurring if f" {stem}" not in text and _is_name(stem, text, base)}
    most = max((spread[stem] for stem in names), default=0)
    return frozenset(stem for stem in names if spread[stem] >= SHARE * most)


def find_introduction(
    chosen: Sequence[int], sentence_terms: Sequence[Sequence[str]], actors: frozenset[str]
) -> int | None:
    """Return the sentence of the beginning that first names an actor; None where a chosen one does, or none."""
    if not actors or any(_names(sentence_terms[i], actors) for i in chosen):
        return None
    introduced = frozenset(stem for stem in actors if len(stem) >= _SHORTEST)
    return next((i for i, each in enumerate(sentence_terms[:BEGINNING]) if _names(each, introduced)), None)


def _names(some: Sequence[str], actors: frozenset[str]) -> bool:
    return any(term[:STEM] in actors for term in some)


def _begins_with_capital(sentence: str) -> bool:
    return next((letter.isupper() for letter in sentence if letter.isalpha()), False)


def _is_name(stem: str, text: str, language: str) -> bool:
    """Whether a word with a capital is no month, weekday or unit, and no common noun."""
    written = rf"((?:{re.escape(stem.capitalize())}|{re.escape(stem.upper())})\w*)"
    noun = r"(?<=[^\W\d_] )[^\W\d_a-z][^\W\d_]+ " if has_capitalised_nouns(language) else r"\b"
    match = next((m for m in re.finditer(noun + written, text) if m[0][0].isupper()), None)
    if match is None:
        return False
    dates = (*find_months(match[1], language), *find_weekdays(match[1], language))
    return not dates and not units_in(match[1].lower(), language)
