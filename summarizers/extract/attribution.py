"""Attribution: which sentences are reported speech, and which neighbour names the speaker.

A quotation that lost its marks in translation states an opinion as a fact, and one that keeps them still needs its
speaker. Where the article names no speaker, the quotation is not used. The words of speech are in data/speech.toml.
"""

import re
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

from wireglot.articles.languages import (
    ALWAYS_CLOSING,
    ALWAYS_OPENING,
    QUOTATION_MARKS,
    is_unspaced,
    length_in_words,
)
from wireglot.summarizers.extract.context import context_words, language_entries, lower_case, table_language

TABLE = Path(__file__).parent.parent / "data" / "speech.toml"

_MIN_SPEAKER_WORDS = 2  # words beside a quotation: fewer name no speaker ("sanoo.")
_MAX_TAG_WORDS = 6  # words: "says Goff, mayor of Ekby."; a longer sentence says something by itself
# A column, a diary or a speech has at least so many sentences in the first person, and this share of all sentences.
_FIRST_PERSON_LEAST, _FIRST_PERSON_SHARE = 3, 0.25
_MAX_TAG_ONLY_WORDS = 18  # words of a sentence that attributes the one before
_SPEAKER_REACH = 3  # sentences: a speaker named farther away belongs to another statement
# Nothing but this parts words here; Python's \w would break Hindi and Bengali words at their vowel signs.
_WORD_SEPARATORS = re.compile(
    r"[\s\u0020-\u0026\u0028-\u002c\u002e\u002f\u003a-\u0040\u005b-\u0060\u007b-\u00bf\u2010-\u206f\u060c\u061b\u061f\u06d4\u0964\u0965]+"
)
_MATCH_INSIDE_WORDS = frozenset({"ko"})
_VERB_LAST = frozenset({"tr"})
_QUOTE_MARK = re.compile(f"[{QUOTATION_MARKS}]")
_OPENING = frozenset("“„«") | ALWAYS_OPENING
_CLOSING = frozenset("”»") | ALWAYS_CLOSING
_BEFORE_OPENING_MARK = frozenset(" \t\u00a0\u202f\u2009([{（［【—–-:：,、，\u200e\u200f")
_SPEECH_DASH = re.compile(r"[-‑‒–—―−]\s*(?=[^\W\d]|[¿¡«\"“„.…])|[·•]\s")


class Quotation(NamedTuple):
    """What is quoted in one sentence.

    outside        its text outside quotation marks
    marked         it contains marks, or is entirely between those of its neighbours
    starts_inside  it begins within a quotation that an earlier sentence opened
    ends_inside    it ends within a quotation that a later sentence closes
    dash           it begins with a dash, as speech does in many languages (and list items in others)
    """

    outside: str
    marked: bool = False
    starts_inside: bool = False
    ends_inside: bool = False
    dash: bool = False


def quotations(sentences: Sequence[str]) -> list[Quotation]:
    """Follow the quotation marks through the sentences of one block; a quotation never continues in the next block."""
    result: list[Quotation] = []
    inside = False
    for sentence in sentences:
        quotation, inside = _quotation(sentence, inside)
        result.append(quotation)
    return result


def _quotation(sentence: str, inside: bool) -> tuple[Quotation, bool]:
    dash = _SPEECH_DASH.match(sentence) is not None
    marks = list(_QUOTE_MARK.finditer(sentence))
    if not marks:
        return Quotation("" if inside else sentence, inside, inside, inside, dash), inside
    outside: list[str] = []
    starts_inside, start = inside, 0
    for mark in marks:
        at = mark.start()
        opens = _opens_quotation(sentence, at, inside)
        if not inside:
            outside.append(sentence[start:at])
        if opens != inside:
            inside = opens
            start = at + 1
        elif not inside:
            start = at + 1
    if not inside:
        outside.append(sentence[start:])
    return Quotation(" ".join(outside), True, starts_inside, inside, dash), inside


def _opens_quotation(text: str, at: int, inside: bool) -> bool:
    """Whether a quotation is open after the mark: a mark has no space on the side of the text that it quotes."""
    mark = text[at]
    if mark in ALWAYS_OPENING - {"„"}:  # „ closes where it is typed for ”
        return True
    if mark in ALWAYS_CLOSING:
        return False
    free_before = at == 0 or text[at - 1] in _BEFORE_OPENING_MARK
    free_behind = at + 1 == len(text) or text[at + 1] in " \t\u00a0\u202f\u2009.,;:!?)]…。，、"
    if free_before != free_behind:
        return free_before
    if mark in _CLOSING:
        return False
    return not inside if mark in '"“' else mark in _OPENING


# Speech


@dataclass(frozen=True, slots=True)
class SpeechWords:
    """The words of one language that report speech; `*_inside` for scripts without spaces, where any position counts.

    back: phrases that attribute the sentence before; ends: verb endings of the first person.
    """

    verbs: frozenset[str]
    phrases: tuple[str, ...]
    inside: re.Pattern[str] | None
    first: frozenset[str]
    first_inside: re.Pattern[str] | None
    back: tuple[str, ...]
    ends: tuple[str, ...]
    not_first: frozenset[str]
    verb_last: bool


class SpeechCues(NamedTuple):
    """What one sentence shows about who speaks.

    speech         it is reported speech, and nothing in the sentence names the speaker
    names_speaker  it has a verb of speech, or words beside a quotation
    tag            it only names the speaker ("Goff says.", "So says Goff."), and belongs to the sentence before
    tag_only       a tag that refers back explicitly, whatever the sentence before is ("That is how Goff sees it.")
    first_person   a speaker or the author uses the first person
    announces      it ends in a colon: what follows belongs to it
    pronoun        the speaker is a pronoun ("..., he said")
    starts_inside, ends_inside    the quotation continues from the sentence before, into the next one
    """

    speech: bool
    names_speaker: bool
    tag: bool
    tag_only: bool
    first_person: bool
    announces: bool
    pronoun: bool
    starts_inside: bool
    ends_inside: bool


def speech_cues(blocks: Sequence[Sequence[str]], language: str) -> list[SpeechCues]:
    """Return the cues of each sentence of all the blocks, in reading order."""
    return [cues for block in blocks for cues in _cues_of_block(block, language)]


def speaker_needs(cues: Sequence[SpeechCues], blocks: Sequence[int]) -> Iterator[tuple[int, tuple[int, ...] | None]]:
    """Yield (sentence, the sentences it needs) where a neighbour names the speaker; None where nobody does.

    blocks: the number of each sentence's block.
    """
    by_author = _is_personal_text(cues)
    ends = _quotation_ends(cues)
    for i, cue in enumerate(cues):
        tag_follows = i + 1 < len(cues) and cues[i + 1].tag
        unnamed = cue.speech or (cue.first_person and not cue.names_speaker and not by_author)
        if unnamed and not tag_follows:
            speaker = _find_speaker(cues, blocks, i, ends[i])
            yield i, None if speaker is None else (speaker,)
        if cue.tag and i:
            yield i, (i - 1,)
            if cue.tag_only or not cues[i - 1].names_speaker:
                yield i - 1, (i,)
        if cue.announces and i + 1 < len(cues):
            yield i, (i + 1,)
            yield i + 1, (i,)


def _is_personal_text(cues: Sequence[SpeechCues]) -> bool:
    """Whether the article is written in the first person: many sentences have "I" or "we", and nobody is quoted."""
    if any(cue.names_speaker or cue.speech for cue in cues):
        return False
    return sum(cue.first_person for cue in cues) >= max(_FIRST_PERSON_LEAST, _FIRST_PERSON_SHARE * len(cues))


def _quotation_ends(cues: Sequence[SpeechCues]) -> list[tuple[int, int]]:
    """Return the first and last sentence of the quotation around each sentence; itself twice where there is none."""
    ends: list[tuple[int, int]] = []
    for i, cue in enumerate(cues):
        ends.append((ends[-1][0] if cue.starts_inside and i else i, i))
    for i in range(len(ends) - 2, -1, -1):
        if cues[i].ends_inside and cues[i + 1].starts_inside:
            ends[i] = (ends[i][0], ends[i + 1][1])
    return ends


def _find_speaker(cues: Sequence[SpeechCues], blocks: Sequence[int], i: int, ends: tuple[int, int]) -> int | None:
    """Return the nearest sentence that names a speaker: at the ends of the quotation, else in the same block."""
    if named := [j for j in ends if j != i and cues[j].names_speaker]:
        return named[0]
    if not cues[i].speech and i and blocks[i - 1] == blocks[i]:
        return i - 1  # without marks: "Nora Kilbride was on the car deck. I thought we would never ..."
    near = [i + step * side for step in range(1, _SPEAKER_REACH + 1) for side in (-1, 1)]
    there = [j for j in near if 0 <= j < len(cues) and cues[j].names_speaker]
    same = [j for j in there if blocks[j] == blocks[i]]
    beside = [j for j in there if all(cues[k].speech or cues[k].first_person for k in _between(i, j))]
    return next(iter([*same, *beside]), None)


def _between(i: int, j: int) -> range:
    return range(min(i, j) + 1, max(i, j))


def _cues_of_block(sentences: Sequence[str], language: str) -> list[SpeechCues]:
    quoted = quotations(sentences)
    dash_first = bool(quoted) and quoted[0].dash
    pairs = zip(quoted, sentences, strict=True)
    return [_cues(quotation, sentence, language, dash_first or quotation.dash) for quotation, sentence in pairs]


def _cues(quotation: Quotation, sentence: str, language: str, spoken: bool) -> SpeechCues:
    """Return the cues of one sentence; spoken: it or its block begins with a dash, as speech does."""
    words = _speech_words(table_language(language))
    outside = lower_case(quotation.outside)
    tokens = [token for token in _WORD_SEPARATORS.split(outside) if token]
    length = length_in_words(quotation.outside, language)
    reports = words is not None and _reports_speech(words, outside, tokens)
    named_beside = quotation.marked and length >= _MIN_SPEAKER_WORDS
    announces = sentence.rstrip().endswith((":", "：")) and not quotation.ends_inside
    names_speaker = reports or announces or (named_beside and not spoken)
    only_quote = quotation.marked and not named_beside and not reports
    plain = not quotation.marked and not quotation.dash and not announces and 0 < length <= _MAX_TAG_ONLY_WORDS
    tag_only = plain and words is not None and any(phrase in outside for phrase in words.back)
    return SpeechCues(
        speech=only_quote or (spoken and not names_speaker),
        names_speaker=names_speaker,
        tag=tag_only or (plain and reports and length <= _MAX_TAG_WORDS and _verb_at_edge(words, tokens)),
        tag_only=tag_only,
        first_person=words is not None and _in_first_person(words, outside, tokens),
        announces=announces,
        pronoun=reports and _pronoun_speaks(words, tokens, language),
        starts_inside=quotation.starts_inside,
        ends_inside=quotation.ends_inside,
    )


def _reports_speech(words: SpeechWords, outside: str, tokens: Sequence[str]) -> bool:
    if words.inside is not None:
        return words.inside.search(outside) is not None
    if any(phrase in outside for phrase in words.phrases):
        return True
    return not words.verbs.isdisjoint(tokens) and _has_other_speaker(words, tokens)


def _has_other_speaker(words: SpeechWords, tokens: Sequence[str]) -> bool:
    """Whether some verb has no first person beside it: "we think" and "tror jag" name no speaker."""
    around = zip(["", *tokens], tokens, [*tokens[1:], ""], strict=False)
    return any(
        verb in words.verbs and not (_is_first_person(words, before) or _is_first_person(words, after))
        for before, verb, after in around
    )


def _is_first_person(words: SpeechWords, token: str) -> bool:
    return token in words.first or (token.endswith(words.ends) and token not in words.not_first)


def _in_first_person(words: SpeechWords, outside: str, tokens: Sequence[str]) -> bool:
    if words.first_inside is not None:
        return words.first_inside.search(outside) is not None
    if not words.first.isdisjoint(tokens):
        return True
    verbs = tokens[-1:] if words.verb_last else tokens  # "Abbiamo scritto", "Pisaliśmy": the ending is the pronoun
    return bool(words.ends) and any(_is_first_person(words, verb) for verb in verbs)


def _verb_at_edge(words: SpeechWords | None, tokens: Sequence[str]) -> bool:
    """Whether the verb is first or last: "says Goff.", "Goff says.", "sa han." """
    return words is not None and bool(tokens) and (tokens[0] in words.verbs or tokens[-1] in words.verbs)


def _pronoun_speaks(words: SpeechWords | None, tokens: Sequence[str], language: str) -> bool:
    """Whether a pronoun is beside the verb of speech, at the end of the sentence: "..., he said on Monday"."""
    known = context_words(language)
    if words is None or known is None:
        return False
    pairs = {pair for a, b in pairwise(tokens[-_MAX_TAG_WORDS:]) for pair in ((a, b), (b, a))}
    return any(a in known.pronouns and b in words.verbs for a, b in pairs)


@cache
def _speech_words(language: str) -> SpeechWords | None:
    table = language_entries(_tables(), language)
    if table is None:
        return None
    verbs, first = table.get("verbs", []), table.get("first", [])
    inside = language in _MATCH_INSIDE_WORDS or any(is_unspaced(verb[0]) for verb in verbs)
    return SpeechWords(
        verbs=frozenset() if inside else frozenset(verb for verb in verbs if " " not in verb),
        phrases=() if inside else tuple(verb for verb in verbs if " " in verb),
        inside=_any_of(verbs) if inside else None,
        first=frozenset() if inside else frozenset(first),
        first_inside=_any_of(first) if inside else None,
        back=tuple(sorted(set(table.get("back", [])))),
        ends=tuple(table.get("ends", [])),
        not_first=frozenset(table.get("not_first", [])),
        verb_last=language in _VERB_LAST,
    )


@cache
def _tables() -> dict[str, dict[str, list[str]]]:
    return tomllib.loads(TABLE.read_text(encoding="utf-8"))


def _any_of(entries: Sequence[str]) -> re.Pattern[str]:
    return re.compile("|".join(map(re.escape, entries)))
