"""Words of speech: whether a sentence names who speaks, and whether somebody speaks of himself.

An attribution is a subject and a verb of speech at the edge of a clause ("says Hamdan", "the ministry announced"). The
words are in data/speech.toml, in the forms that attribute; where a form is also an infinitive or a noun, the word
before it tells. A clause that sets a condition ("if the union says yes") attributes nothing.
"""

import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from pathlib import Path

from wireglot.articles.languages import is_unspaced
from wireglot.summarizers.extract.context import context_words, language_entries, lower_case, table_language

TABLE = Path(__file__).parent.parent / "data" / "speech.toml"

MAX_TAG_WORDS = 6  # words: "says Goff, mayor of Ekby."; a longer sentence says something by itself
_BACKSHIFT_WORDS = 8  # words within which the verb of the main clause comes
# Nothing but this parts words here; Python's \w would break Hindi and Bengali words at their vowel signs.
_WORD_SEPARATORS = re.compile(
    r"[\s\u0020-\u0026\u0028-\u002c\u002e\u002f\u003a-\u0040\u005b-\u0060\u007b-\u00bf\u2010-\u206f\u060c\u061b\u061f\u06d4\u0964\u0965]+"
)
_CLAUSE_MARK = re.compile(r"[,;:()\n—–…،؛，、；：]| - ")
_WIDE_CLAUSE_MARK = re.compile(r"[，、；：]")  # parts clauses, but no words
_UNSPACED_CLAUSE_MARK = re.compile(r"[,;:()\s—–…，、；：]")  # Thai has a space there
_MATCH_INSIDE_WORDS = frozenset({"ko"})
_VERB_LAST = frozenset({"tr"})


@dataclass(frozen=True, slots=True)
class SpeechWords:
    """The words of one language that report speech; `*_inside` for scripts without spaces, where any position counts.

    The keys of data/speech.toml have the same names and are explained there.
    """

    verbs: frozenset[str]
    phrases: tuple[str, ...]
    inside: re.Pattern[str] | None
    first: frozenset[str]
    first_inside: re.Pattern[str] | None
    back: tuple[str, ...]
    ends: tuple[str, ...]
    not_first: frozenset[str]
    not_after: frozenset[str]
    conditions: tuple[str, ...]
    reported: frozenset[str]
    backshift: frozenset[str]
    verb_last: bool
    spaced: bool


def words_of(text: str) -> list[str]:
    """Return the words of a text, as written."""
    return [word for word in _WORD_SEPARATORS.split(text) if word]


@cache
def speech_words(language: str) -> SpeechWords | None:
    """Return the words of a language (BCP 47); None for a language without a table, which is judged by form."""
    key = table_language(language)
    table = language_entries(_tables(), key)
    if table is None:
        return None
    verbs, first = table.get("verbs", []), table.get("first", [])
    inside = key in _MATCH_INSIDE_WORDS or any(is_unspaced(verb[0]) for verb in verbs)

    def words(name: str) -> frozenset[str]:
        return frozenset(table.get(name, ()))

    return SpeechWords(
        verbs=frozenset() if inside else frozenset(verb for verb in verbs if " " not in verb),
        phrases=() if inside else tuple(verb for verb in verbs if " " in verb),
        inside=_any_of(verbs) if inside else None,
        first=frozenset() if inside else frozenset(first),
        first_inside=_any_of(first) if inside else None,
        back=tuple(sorted(words("back"))),
        ends=tuple(table.get("ends", ())),
        not_first=words("not_first"),
        not_after=words("not_after"),
        conditions=tuple(sorted(words("conditions"))),
        reported=words("reported"),
        backshift=words("backshift"),
        verb_last=key in _VERB_LAST,
        spaced=not is_unspaced(verbs[0][0]),
    )


def attributes_speech(words: SpeechWords, text: str) -> bool:
    """Whether a clause of the text names a speaker; the text is what a sentence has outside quotation marks."""
    folded = lower_case(text)
    if any(phrase in folded for phrase in words.phrases):
        return True
    # Most sentences have no verb of speech, and need not be split into clauses.
    if words.inside is None and words.verbs.isdisjoint(_any_words_of(text)):
        return False
    border = _CLAUSE_MARK if words.spaced else _UNSPACED_CLAUSE_MARK
    return any(_clause_attributes(words, clause) for clause in border.split(text))


def _any_words_of(text: str) -> list[str]:
    """Return the words of all its clauses in small letters."""
    folded = text.lower().replace("’", "'").replace("ʼ", "'")
    return _WORD_SEPARATORS.split(_WIDE_CLAUSE_MARK.sub(" ", folded))


def _clause_attributes(words: SpeechWords, clause: str) -> bool:
    if words.inside is not None:
        return words.inside.search(clause) is not None and not _is_condition(words, clause.strip())
    written = words_of(clause)
    tokens = [lower_case(word) for word in written]
    if words.verbs.isdisjoint(tokens) or (len(tokens) > 1 and tokens[0] in words.conditions):
        return False
    return any(_names_subject(words, written, tokens, n) for n, token in enumerate(tokens) if token in words.verbs)


def _is_condition(words: SpeechWords, clause: str) -> bool:
    return clause.startswith(words.conditions) or clause.endswith(words.conditions)


def _names_subject(words: SpeechWords, written: Sequence[str], tokens: Sequence[str], verb: int) -> bool:
    """Whether the verb has a subject other than the speaker himself: "we think" and "tror jag" name nobody."""
    before, after = tokens[verb - 1] if verb else "", tokens[verb + 1] if verb + 1 < len(tokens) else ""
    if before in words.not_after or is_first_person(words, before) or is_first_person(words, after):
        return False
    name_follows = verb + 1 < len(tokens) and written[verb + 1][0].isupper()
    return name_follows or words.first.isdisjoint(tokens[:verb])


def is_first_person(words: SpeechWords, token: str) -> bool:
    """Whether a word in small letters is a pronoun or a verb form of the first person."""
    return token in words.first or (token.endswith(words.ends) and token not in words.not_first)


def in_first_person(words: SpeechWords, text: str, tokens: Sequence[str]) -> bool:
    """Whether a text in small letters, with these words, has a first person."""
    if words.first_inside is not None:
        return words.first_inside.search(text) is not None
    if not words.first.isdisjoint(tokens):
        return True
    verbs = tokens[-1:] if words.verb_last else tokens  # "Abbiamo scritto", "Pisaliśmy": the ending is the pronoun
    return bool(words.ends) and any(is_first_person(words, verb) for verb in verbs)


def verb_at_edge(words: SpeechWords, tokens: Sequence[str]) -> bool:
    """Whether the verb is first or last: "says Goff.", "Goff says.", "sa han." """
    return bool(tokens) and (tokens[0] in words.verbs or tokens[-1] in words.verbs)


def pronoun_speaks(words: SpeechWords, tokens: Sequence[str], language: str) -> bool:
    """Whether a pronoun is beside the verb of speech, at the end of the sentence: "..., he said on Monday"."""
    known = context_words(language)
    if known is None:
        return False
    pairs = {pair for a, b in pairwise(tokens[-MAX_TAG_WORDS:]) for pair in ((a, b), (b, a))}
    return any(a in known.pronouns and b in words.verbs for a, b in pairs)


def is_reported(words: SpeechWords, tokens: Sequence[str]) -> bool:
    """Whether a verb form says that the sentence reports what somebody said: German "habe", Estonian "olevat"."""
    return any(
        token in words.reported and not (n and is_first_person(words, tokens[n - 1])) for n, token in enumerate(tokens)
    )


def is_backshifted(words: SpeechWords, tokens: Sequence[str]) -> bool:
    """Whether the verb may go on reporting what a source said before: "The company had known for years." """
    return not words.backshift.isdisjoint(tokens[:_BACKSHIFT_WORDS])


@cache
def _tables() -> dict[str, dict[str, list[str]]]:
    return tomllib.loads(TABLE.read_text(encoding="utf-8"))


def _any_of(entries: Sequence[str]) -> re.Pattern[str]:
    return re.compile("|".join(map(re.escape, entries)))
