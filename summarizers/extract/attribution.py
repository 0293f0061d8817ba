"""Whose words a sentence is: speech, and the neighbour that names who is speaking.

A quotation that has lost its marks on the way states an opinion as a fact, and one that keeps them still
wants its speaker. Where the article names nobody for it, it is nobody's and stays out.
"""

import re
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from pathlib import Path

from wireglot.articles.languages import QUOTATION_MARKS, is_unspaced, length_in_words
from wireglot.summarizers.extract.openings import base, fold, openings, read_with
from wireglot.summarizers.extract.quotations import Quoted, quoted

TABLE = Path(__file__).parent.parent / "data" / "speech.toml"

_NOBODY = 2  # words beside a quotation: fewer name no speaker ("sanoo.")
_TAG = 6  # words: "says Goff, mayor of Ekby."; a longer sentence says something by itself
_OWN_LEAST = 3  # sentences with a first person, and
_OWN = 0.25  # share of the sentences with a first person in a column, a diary, a speech
_BACK = 18  # words of a sentence that ascribes the one before
_NEAR = 3  # sentences: a speaker who stands farther off is somebody else's
_ANY_WORD = re.compile(r"[^\W_]")
# Nothing but this parts words here; Python's \w would break Hindi and Bengali words at their vowel signs.
_BETWEEN = re.compile(
    r"[\s\u0020-\u0026\u0028-\u002c\u002e\u002f\u003a-\u0040\u005b-\u0060\u007b-\u00bf\u2010-\u206f\u060c\u061b\u061f\u06d4\u0964\u0965]+"
)
_INSIDE_WORDS = frozenset({"ko"})
_VERB_LAST = frozenset({"tr"})
_MARKS = frozenset(QUOTATION_MARKS)


@dataclass(frozen=True, slots=True)
class Speech:
    """The words of one language that tell speech."""

    verbs: frozenset[str]
    phrases: tuple[str, ...]
    inside: re.Pattern[str] | None
    first: frozenset[str]
    first_inside: re.Pattern[str] | None
    back: tuple[str, ...]
    ends: tuple[str, ...]
    not_first: frozenset[str]
    verb_last: bool


@dataclass(frozen=True, slots=True)
class Voice:
    """Of one sentence.

    speech    somebody's words, and nothing in the sentence says whose
    names     it says who speaks: a verb of speech, or words beside a quotation
    tag       it does nothing else ("Goff says.", "So says Goff."), and belongs to the sentence before
    back      a tag that says so outright, whatever the sentence before holds ("That is how Goff sees it.")
    first     somebody speaks of himself, or the author does
    announces it ends in a colon: what follows belongs to it
    referred  a pronoun stands for the speaker ("..., he said")
    began, goes_on   the quotation goes on from the sentence before, into the next one
    """

    speech: bool
    names: bool
    tag: bool
    back: bool
    first: bool
    announces: bool
    referred: bool
    began: bool
    goes_on: bool


def voices(blocks: Sequence[Sequence[str]], language: str) -> list[Voice]:
    """One for each sentence of all the blocks, in reading order."""
    return [voice for block in blocks for voice in _block(block, language)]


def attributes(text: str, language: str) -> bool:
    """Do these words name a source: a verb of speech, "according to"?"""
    folded = fold(text)
    return _tells(_speech(base(language)), folded, _BETWEEN.split(folded))


def speakers(all_voices: Sequence[Voice], blocks: Sequence[int]) -> Iterator[tuple[int, tuple[int, ...] | None]]:
    """(sentence, the sentences it needs) where a speaker stands in a neighbour; None where there is none.

    blocks: the number of the block that each sentence stands in.
    """
    own = _author_speaks(all_voices)
    ends = _ends(all_voices)
    for i, voice in enumerate(all_voices):
        told_behind = i + 1 < len(all_voices) and all_voices[i + 1].tag
        if not told_behind and (voice.speech or (voice.first and not voice.names and not own)):
            found = _speaker(all_voices, blocks, i, ends[i])
            yield i, None if found is None else (found,)
        if voice.tag and i:
            yield i, (i - 1,)
            if voice.back or not all_voices[i - 1].names:
                yield i - 1, (i,)
        if voice.announces and i + 1 < len(all_voices):
            yield i, (i + 1,)
            yield i + 1, (i,)


def _author_speaks(all_voices: Sequence[Voice]) -> bool:
    """Nobody else is quoted, and "I" and "we" run through the article: they are the author's own."""
    own = sum(voice.first for voice in all_voices)
    return own >= max(_OWN_LEAST, _OWN * len(all_voices)) and not any(
        voice.names or voice.speech for voice in all_voices
    )


def _ends(all_voices: Sequence[Voice]) -> list[tuple[int, int]]:
    """First and last sentence of the quotation that each one stands in; itself twice where in none."""
    found: list[tuple[int, int]] = []
    for i, voice in enumerate(all_voices):
        found.append((found[-1][0] if voice.began and i else i, i))
    for i in range(len(found) - 2, -1, -1):
        if all_voices[i].goes_on and all_voices[i + 1].began:
            found[i] = (found[i][0], found[i + 1][1])
    return found


def _speaker(all_voices: Sequence[Voice], blocks: Sequence[int], i: int, ends: tuple[int, int]) -> int | None:
    """The nearest that names one: at the ends of the quotation, in the same block, before rather than behind."""
    if named := [j for j in ends if j != i and all_voices[j].names]:
        return named[0]
    if not all_voices[i].speech and i and blocks[i - 1] == blocks[i]:
        return i - 1  # without marks: "Nora Kilbride was on the car deck. I thought we would never ..."
    near = [i + step * side for step in range(1, _NEAR + 1) for side in (-1, 1)]
    there = [j for j in near if 0 <= j < len(all_voices) and all_voices[j].names]
    same = [j for j in there if blocks[j] == blocks[i]]
    beside = [j for j in there if all(all_voices[k].speech or all_voices[k].first for k in _between(i, j))]
    return next(iter([*same, *beside]), None)


def _between(i: int, j: int) -> range:
    return range(min(i, j) + 1, max(i, j))


def _block(sentences: Sequence[str], language: str) -> list[Voice]:
    found = quoted(sentences)
    opened = bool(found) and found[0].dash
    both = zip(found, sentences, strict=True)
    return [_voice(one, sentence, language, opened or one.dash) for one, sentence in both]


def _voice(one: Quoted, sentence: str, language: str, spoken: bool) -> Voice:
    """spoken: a dash opens the sentence or its block, so it is speech wherever nobody is named."""
    speech = _speech(base(language))
    outside = fold(one.outside)
    tokens = _BETWEEN.split(outside)
    tells = _tells(speech, outside, tokens)
    length = length_in_words(one.outside)
    beside = one.marked and length >= _NOBODY
    announces = sentence.rstrip().endswith((":", "：")) and not one.goes_on
    names = tells or announces or (beside and not spoken)
    wholly = one.marked and not beside and not tells
    first = _first(speech, outside, tokens)
    bare = not one.marked and not one.dash and not announces and 0 < length <= _BACK
    back = bare and speech is not None and any(entry in outside for entry in speech.back)
    tag = back or (bare and tells and length <= _TAG and _is_tag(tokens, speech))
    referred = tells and _referred(tokens, language)
    speaks = wholly or (spoken and not names)
    return Voice(speaks, names, tag, back, first, announces, referred, one.began, one.goes_on)


def _tells(speech: Speech | None, outside: str, tokens: Sequence[str]) -> bool:
    if speech is None or not outside:
        return False
    if speech.inside is not None:
        return speech.inside.search(outside) is not None
    if any(phrase in outside for phrase in speech.phrases):
        return True
    return not speech.verbs.isdisjoint(tokens) and _of_another(speech, [token for token in tokens if token])


def _of_another(speech: Speech, held: Sequence[str]) -> bool:
    """ "We think" and "tror jag" name nobody: some verb has no first person beside it."""
    around = zip(["", *held], held, [*held[1:], ""], strict=False)
    return any(verb in speech.verbs and not (_is_first(speech, a) or _is_first(speech, b)) for a, verb, b in around)


def _is_first(speech: Speech, word: str) -> bool:
    return word in speech.first or (word.endswith(speech.ends) and word not in speech.not_first)


def _first(speech: Speech | None, outside: str, tokens: Sequence[str]) -> bool:
    if speech is None:
        return False
    if speech.first_inside is not None:
        return speech.first_inside.search(outside) is not None
    return not speech.first.isdisjoint(tokens) or _ends_first(speech, tokens)


def _ends_first(speech: Speech, tokens: Sequence[str]) -> bool:
    """ "Abbiamo scritto", "Pisaliśmy": the ending is the pronoun."""
    if not speech.ends:
        return False
    held = [token for token in tokens if token]
    verbs = held[-1:] if speech.verb_last else held
    return any(_is_first(speech, verb) for verb in verbs)


def _is_tag(tokens: Sequence[str], speech: Speech | None) -> bool:
    """The verb stands first or last: "says Goff.", "Goff says.", "sa han." """
    held = [token for token in tokens if token]
    return speech is not None and bool(held) and (held[0] in speech.verbs or held[-1] in speech.verbs)


def _referred(tokens: Sequence[str], language: str) -> bool:
    """A pronoun beside the verb of speech, at the end of the sentence: "..., he said on Monday"."""
    speech, known = _speech(base(language)), openings(language)
    if speech is None or known is None:
        return False
    held = [token for token in tokens if token][-_TAG:]
    pairs = {pair for a, b in pairwise(held) for pair in ((a, b), (b, a))}
    return any(a in known.pronouns and b in speech.verbs for a, b in pairs)


@cache
def _speech(language: str) -> Speech | None:
    tables = [_tables()[name] for name in read_with(language) if name in _tables()]
    if not tables:
        return None

    def entries(key: str) -> list[str]:
        return [entry for table in tables for entry in table.get(key, ())]

    verbs, first, back = entries("verbs"), entries("first"), entries("back")
    inside = language in _INSIDE_WORDS or any(is_unspaced(verb[0]) for verb in verbs)
    single = frozenset(verb for verb in verbs if " " not in verb)
    return Speech(
        verbs=frozenset() if inside else single,
        phrases=() if inside else tuple(verb for verb in verbs if " " in verb),
        inside=_any_of(verbs) if inside else None,
        first=frozenset() if inside else frozenset(first),
        first_inside=_any_of(first) if inside else None,
        back=tuple(sorted(set(back))),
        ends=tuple(entries("ends")),
        not_first=frozenset(entries("not_first")),
        verb_last=language in _VERB_LAST,
    )


@cache
def _tables() -> dict[str, dict[str, list[str]]]:
    return tomllib.loads(TABLE.read_text(encoding="utf-8"))


def _any_of(entries: Sequence[str]) -> re.Pattern[str]:
    return re.compile("|".join(map(re.escape, entries)))
