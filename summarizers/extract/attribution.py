"""Attribution: which sentences are reported speech, and which neighbour names the speaker.

A quotation that lost its marks in translation states an opinion as a fact, and one that keeps them still needs its
speaker, the sentence that opens it, and all between. Where the article names no speaker, the quotation is not used.
What goes on reporting a source without marks ("Die Firma habe alles gewusst") needs the sentence that names the source.
What somebody denies in the same paragraph needs the denial.
"""

from collections.abc import Collection, Iterator, Sequence
from typing import NamedTuple

from wireglot.articles.languages import length_in_words
from wireglot.summarizers.extract.context import lower_case
from wireglot.summarizers.extract.denials import denial_needs
from wireglot.summarizers.extract.interviews import answers
from wireglot.summarizers.extract.quotations import Quotation, quotations
from wireglot.summarizers.extract.speech import (
    MAX_TAG_WORDS,
    attributes_speech,
    in_first_person,
    is_backshifted,
    is_reported,
    pronoun_speaks,
    speech_words,
    verb_at_edge,
    words_of,
)

_MIN_SPEAKER_WORDS = 2  # words beside a quotation: fewer name no speaker ("sanoo.")
_MAX_TERM_WORDS = 3  # words between quotation marks: so few are a term or a title and no statement
# A column, a diary or a speech has at least so many sentences in the first person, and this share of all sentences.
_FIRST_PERSON_LEAST, _FIRST_PERSON_SHARE = 3, 0.25
_MAX_TAG_ONLY_WORDS = 18  # words of a sentence that attributes the one before
_SPEAKER_REACH = 3  # sentences: a speaker named farther away belongs to another statement


class SpeechCues(NamedTuple):
    """What one sentence shows about who speaks.

    speech         it is reported speech, and nothing in the sentence names the speaker
    names_speaker  it has a verb of speech, or words beside a quotation
    tag            it only names the speaker ("Goff says.", "So says Goff."), and belongs to the sentence before
    tag_only       a tag that refers back explicitly, whatever the sentence before is ("That is how Goff sees it.")
    first_person   a speaker or the author uses the first person
    announces      it ends in a colon: what follows belongs to it
    pronoun        the speaker is a pronoun ("..., he said")
    reported       its verb says that it reports what somebody said ("Die Firma habe alles gewusst")
    backshifted    its verb may do so, after a sentence that names a source ("The company had known for years")
    starts_inside, ends_inside    the quotation continues from the sentence before, into the next one
    """

    speech: bool
    names_speaker: bool
    tag: bool
    tag_only: bool
    first_person: bool
    announces: bool
    pronoun: bool
    reported: bool
    backshifted: bool
    starts_inside: bool
    ends_inside: bool


def speech_cues(blocks: Sequence[Sequence[str]], language: str) -> list[SpeechCues]:
    """Return the cues of each sentence of all the blocks, in reading order."""
    sentences = [sentence for block in blocks for sentence in block]
    quoted = _with_tags_outside(quotations(blocks), sentences, language)
    spoken: list[bool] = []
    for block in blocks:
        first = quoted[len(spoken)].dash if block else False
        spoken += [first or quoted[len(spoken) + n].dash for n in range(len(block))]
    return [_cues(*parts, language) for parts in zip(quoted, sentences, spoken, strict=True)]


def _with_tags_outside(quoted: Sequence[Quotation], sentences: Sequence[str], language: str) -> list[Quotation]:
    """Take a sentence whose quotation nothing closes as outside it where it names who speaks ("I stay, said Goff.)."""
    words, found = speech_words(language), list(quoted)
    for i, quotation in enumerate(quoted):
        closed = i + 1 < len(quoted) and quoted[i + 1].starts_inside
        unclosed = quotation.ends_inside and not quotation.starts_inside and not closed
        if unclosed and words is not None and attributes_speech(words, sentences[i]):
            found[i] = quotation._replace(outside=sentences[i])
    return found


def speaker_needs(
    cues: Sequence[SpeechCues],
    blocks: Sequence[Sequence[str]],
    language: str,
    asked: Collection[int] = (),
    headline: str = "",
) -> Iterator[tuple[int, tuple[int, ...] | None]]:
    """Yield (sentence, the sentences it needs) where another names the speaker; None where nobody does.

    cues: those of the sentences of `blocks`, the paragraphs in reading order. asked: blocks below a question.
    """
    numbers = [n for n, block in enumerate(blocks) for _ in block]
    by_author = _is_personal_text(cues)
    ends = _quotation_ends(cues)
    answered = answers(blocks, asked, _personal_blocks(cues, numbers, language), headline)
    for i, cue in enumerate(cues):
        if i in answered:
            speaker = answered[i]
            yield i, None if speaker is None else (speaker,)
            continue
        if cue.starts_inside and i:
            yield i, (i - 1,)
        tag_follows = ends[i][1] + 1 < len(cues) and cues[ends[i][1] + 1].tag
        unnamed = cue.speech or (cue.first_person and not cue.names_speaker and not by_author)
        if unnamed and not tag_follows:
            speaker = _find_speaker(cues, numbers, i, ends[i])
            yield i, None if speaker is None else (speaker,)
        if cue.tag and i:
            yield from _needs_of_tag(cues, i, ends[i - 1][0])
        if cue.announces and i + 1 < len(cues):
            yield i, (i + 1,)
            yield i + 1, (i,)
        if _continues_report(cues, numbers, i):
            yield i, (i - 1,)
    yield from ((i, (denial,)) for i, denial in denial_needs(blocks, language))


def _needs_of_tag(cues: Sequence[SpeechCues], tag: int, first: int) -> Iterator[tuple[int, tuple[int, ...]]]:
    """A tag needs what it attributes: the sentence before, or the first one of a quotation that ends there."""
    yield tag, (first,)
    for i in range(first, tag):
        if cues[tag].tag_only or not cues[i].names_speaker:
            yield i, (tag,)


def _personal_blocks(cues: Sequence[SpeechCues], numbers: Sequence[int], language: str) -> set[int]:
    """Return the blocks in which somebody says "I" or "we"; in a language without a table it may be in any of them."""
    by_form = speech_words(language) is None
    personal = (by_form or (cue.first_person and not cue.names_speaker) for cue in cues)
    return {n for n, speaks in zip(numbers, personal, strict=True) if speaks}


def _continues_report(cues: Sequence[SpeechCues], numbers: Sequence[int], i: int) -> bool:
    """Whether the sentence goes on reporting what the source of the sentence before said."""
    if not i or cues[i].names_speaker or cues[i].starts_inside:
        return False
    same_block = numbers[i - 1] == numbers[i]
    if not (cues[i].reported or (cues[i].backshifted and same_block)):
        return False
    before = cues[i - 1]
    return before.names_speaker or before.reported or (before.backshifted and _continues_report(cues, numbers, i - 1))


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


def _find_speaker(cues: Sequence[SpeechCues], numbers: Sequence[int], i: int, ends: tuple[int, int]) -> int | None:
    """Return the nearest sentence that names a speaker: at the ends of the quotation, else in the same block."""
    if named := [j for j in ends if j != i and cues[j].names_speaker]:
        return named[0]
    if not cues[i].speech and i and numbers[i - 1] == numbers[i]:
        return i - 1  # without marks: "Nora Kilbride was on the car deck. I thought we would never ..."
    near = [j + step * side for step in range(1, _SPEAKER_REACH + 1) for side, j in ((-1, ends[0]), (1, ends[1]))]
    there = [j for j in near if 0 <= j < len(cues) and cues[j].names_speaker]
    same = [j for j in there if numbers[j] == numbers[i]]
    beside = [j for j in there if all(cues[k].speech or cues[k].first_person for k in _between(i, j))]
    return next(iter([*same, *beside]), None)


def _between(i: int, j: int) -> range:
    return range(min(i, j) + 1, max(i, j))


def _cues(quotation: Quotation, sentence: str, spoken: bool, language: str) -> SpeechCues:
    """Return the cues of one sentence; spoken: it or its block begins with a dash, as speech does."""
    words = speech_words(language)
    outside = lower_case(quotation.outside)
    tokens = words_of(outside)
    length = length_in_words(quotation.outside, language)
    reports = words is not None and attributes_speech(words, quotation.outside)
    whole = quotation.starts_inside or quotation.ends_inside
    statement = quotation.marked and (whole or length_in_words(sentence, language) - length > _MAX_TERM_WORDS)
    named_beside = statement and length >= _MIN_SPEAKER_WORDS
    announces = sentence.rstrip().endswith((":", "：")) and not quotation.ends_inside
    names_speaker = reports or announces or (named_beside and not spoken)
    only_quote = quotation.marked and length < _MIN_SPEAKER_WORDS and not reports
    plain = not quotation.marked and not quotation.dash and not announces and 0 < length <= _MAX_TAG_ONLY_WORDS
    tag_only = plain and words is not None and any(phrase in outside for phrase in words.back)
    brief_tag = plain and reports and length <= MAX_TAG_WORDS
    return SpeechCues(
        speech=only_quote or (spoken and not names_speaker),
        names_speaker=names_speaker,
        tag=tag_only or (brief_tag and words is not None and verb_at_edge(words, tokens)),
        tag_only=tag_only,
        first_person=words is not None and in_first_person(words, outside, tokens),
        announces=announces,
        pronoun=reports and words is not None and pronoun_speaks(words, tokens, language),
        reported=words is not None and is_reported(words, tokens),
        backshifted=words is not None and is_backshifted(words, tokens),
        starts_inside=quotation.starts_inside,
        ends_inside=quotation.ends_inside,
    )
